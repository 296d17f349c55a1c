"""A PostgreSQL server of our own for the tests: in a temporary folder, on a socket, no network.

binaries of the system ──► initdb ──► postgres ──► one database a test, copied from a template
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
# What is lost in a power cut is of no use to anybody.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


def binaries() -> Path | None:
    """Find the newest server that is installed."""
    found = [p.parent for folder in FOLDERS for p in Path("/").glob(f"{folder[1:]}/initdb")]
    on_path = shutil.which("initdb")
    return max(found, default=Path(on_path).resolve().parent if on_path else None)


@contextmanager
def server() -> Iterator[str]:
    """Run a server; give the address of its databases, with {} for their name."""
    programs = binaries()
    assert programs is not None, "PostgreSQL is not installed: apt-get install postgresql"
    # In memory where there is such a folder; either way short, as a socket's path must be.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp"
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=memory))
    as_user: dict[str, Any] = {}
    if os.geteuid() == 0:  # the server refuses to be root
        shutil.chown(folder, "postgres")
        as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    data = folder / "data"
    how = ["-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(
        [programs / "initdb", "-D", data, *how],
        check=True, capture_output=True, cwd=folder, **as_user,
    )  # fmt: skip
    options = [word for setting in FAST for word in ("-c", setting)]
    log = (folder / "log").open("w")
    running = subprocess.Popen(
        [programs / "postgres", "-D", data, "-k", folder, *options],
        stdout=log, stderr=log, cwd=folder, **as_user,
    )  # fmt: skip
    try:
        _wait(programs, folder, running)
        yield f"postgresql://tester@/{{}}?host={folder}"
    finally:
        running.send_signal(signal.SIGQUIT)  # at once: nobody needs what it holds
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(programs: Path, folder: Path, running: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        ready = subprocess.run(
            [programs / "pg_isready", "-h", folder, "-q"], check=False, capture_output=True
        )
        if ready.returncode == 0:
            return
        if running.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
