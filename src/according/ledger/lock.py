"""One writer at a time: a lock on a file beside the ledger.

writer ──► held(ledger.db.lock) ──► transaction ──► released

SQLite has locks of its own, but up to 3.51.2 two connections that write or checkpoint at
the same moment can, rarely, break the file (the WAL-reset bug). Under this lock they never
do. The operating system frees it when its holder dies, however that comes about. The
holder's number stands in the file, for people; nothing relies on it.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from according.errors import LedgerBusyError

PATIENCE = 60.0  # seconds; a transaction takes milliseconds, a first migration a second
_PAUSES = (0.001, 0.002, 0.005, 0.01, 0.02)  # seconds between tries; the last one repeats

if sys.platform == "win32":
    import msvcrt

    def _try(file: int) -> bool:
        """Lock a byte far behind the holder's number, which others may then read."""
        os.lseek(file, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(file: int) -> bool:
        """Lock the file; unlike lockf, flock also keeps threads of one process apart."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def held(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock; wait for others up to ``patience`` seconds, then raise LedgerBusyError."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _wait(file, path, patience)
        _sign(file)
        yield
    finally:
        os.close(file)  # and with it the lock


def _sign(file: int) -> None:
    """Leave our number; of one length, because to truncate the file first takes 2 ms."""
    with suppress(OSError):  # a full disk: SQLite will say so better
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, b"%-20d\n" % os.getpid())


def _wait(file: int, path: Path, patience: float) -> None:
    until = time.monotonic() + patience
    tries = 0
    while not _try(file):
        if time.monotonic() > until:
            who = holder(path)
            by = f"process {who}" if who else "another process"
            raise LedgerBusyError(
                f"{path.with_suffix('')} has been in use by {by} for {patience:.0f} seconds. "
                "Wait until it is done, or stop it, then try again."
            )
        time.sleep(_PAUSES[min(tries, len(_PAUSES) - 1)])
        tries += 1


def holder(path: Path) -> int | None:
    """Give the number of the process that holds the lock now; None if nobody does."""
    try:
        file = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        if _try(file):
            return None
        with suppress(ValueError):
            return int(os.read(file, 20) or b"0")
        return 0
    finally:
        os.close(file)
