"""Work for workers, in a module of its own that is quick to import in another process."""

import os
import signal
import time
from pathlib import Path

from according.ingest.shards import Piece, Shard

SHARDS = [Shard(f"s{n}", [Piece(f"/in/{n}.txt")]) for n in range(6)]


def touch(shard: Shard, folder: str) -> None:
    """Do a shard: leave a file."""
    (Path(folder) / shard.name).touch()


def die_at_first(shard: Shard, folder: str) -> None:
    """Kill the worker the first time that it comes to s2."""
    mark = Path(folder) / "died"
    if shard.name == "s2" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    touch(shard, folder)


def die_always(shard: Shard, folder: str) -> None:
    """Kill every worker that comes to s2."""
    if shard.name == "s2":
        os.kill(os.getpid(), signal.SIGKILL)
    touch(shard, folder)


def fail(shard: Shard, folder: str) -> None:
    """Meet a full disk at s2."""
    if shard.name == "s2":
        raise OSError(28, "No space left on device", folder)
    touch(shard, folder)


def wait(shard: Shard, folder: str) -> None:
    """Say which process works, and never be done."""
    (Path(folder) / f"{shard.name}.{os.getpid()}").touch()
    time.sleep(600)


def slow_after_one(shard: Shard, folder: str) -> None:
    """Do s0 and hang in all others."""
    if shard.name != "s0":
        time.sleep(600)
