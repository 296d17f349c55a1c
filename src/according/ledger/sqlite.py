"""A ledger in one SQLite file.

One writing connection, opened when first needed and used under the lock file; readers open
with mode=ro and work at the same time (WAL). No memory map, no network file system.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, create_engine, event

from according.errors import (
    LedgerBusyError,
    LedgerError,
    LedgerMissingError,
    LedgerReadOnlyError,
    LedgerVersionError,
    NotALedgerError,
)
from according.ledger import lock, migrate
from according.ledger.homes import snapshot
from according.ledger.trouble import told

APPLICATION = 0x41434347  # "ACCG", in the file's header: what program it belongs to
BUSY = 10.0  # seconds that SQLite itself waits for another connection
FIRST = b"SQLite format 3\0"


class SqliteHome:
    """One file, its lock beside it."""

    def __init__(self, path: Path, *, write: bool) -> None:
        """Open the file; create it and bring its tables up to date when ``write``."""
        _look(path, write=write)
        self.path = path
        self.name = str(path)
        self.lock = path.with_name(path.name + ".lock")
        self.patience = lock.PATIENCE
        self._write = write
        self._turn = threading.Lock()  # between the threads of this process
        self._writer: Engine | None = None
        self.engine = _engine(path, "ro")
        try:
            with told(self.name):
                self._prepare()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See Home."""
        with told(self.name), snapshot(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """See Home."""
        if not self._write:
            raise LedgerReadOnlyError(f"{self.name} was opened for reading only.")
        if not self._turn.acquire(timeout=self.patience):
            raise LedgerBusyError(f"{self.name}: another thread of this process is writing.")
        try:
            with told(self.name), self._held(), self._writing().begin() as connection:
                yield connection
        finally:
            self._turn.release()

    def close(self) -> None:
        """See Home. The last connection to leave writes the WAL back: under the lock too."""
        self.engine.dispose()
        if self._writer is not None:
            with self._turn, self._held():
                self._writer.dispose()
            self._writer = None

    @contextmanager
    def _held(self) -> Iterator[None]:
        try:
            with lock.held(self.lock, self.patience):
                yield
        except PermissionError:
            raise LedgerReadOnlyError(
                f"{self.lock} cannot be written. Allow writing to its folder, or name another "
                "ledger with --ledger."
            ) from None

    def _writing(self) -> Engine:
        if self._writer is None:
            self._writer = _engine(self.path, "rwc")
        return self._writer

    def _prepare(self) -> None:
        """See that the tables are those that this version knows."""
        if self.path.exists() and self.path.stat().st_size:
            with snapshot(self.engine) as connection:
                if migrate.check(connection, self.name):
                    return
        if not self._write:
            raise LedgerVersionError(
                f"{self.name} was written by an older version of According and has to be "
                "brought up to date once: open it for writing, as according add does."
            )
        with self.writing() as connection:
            if not migrate.check(connection, self.name):  # nobody else did it meanwhile
                migrate.upgrade(connection)
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def _look(path: Path, *, write: bool) -> None:
    """Refuse what is no SQLite file before SQLite does, and with better advice."""
    try:
        if path.is_dir():
            raise NotALedgerError(f"{path} is a folder. Name a file in it: {path / 'ledger.db'}")
        if not path.exists():
            if not write:
                raise LedgerMissingError(
                    f"There is no ledger at {path}. Begin one with: according add PATH"
                )
            path.parent.mkdir(parents=True, exist_ok=True)
            return
        with path.open("rb") as file:
            first = file.read(len(FIRST))
    except OSError as error:
        raise LedgerError(f"{path} cannot be opened: {error.strerror}.") from error
    if first and first != FIRST:
        raise NotALedgerError(f"{path} is no ledger. Name another file with --ledger.")
    if write and not may_write(path):
        raise LedgerReadOnlyError(
            f"{path} may only be read. Allow writing to it, or name another ledger with --ledger."
        )


def _engine(path: Path, mode: str) -> Engine:
    """Make an engine whose transactions begin when we say so.

    Python's sqlite3 begins them only before it sees a write, and ends them before it sees
    CREATE TABLE; without an isolation level of its own it leaves both to us.
    """
    address = f"file:{quote(str(path.absolute()))}?mode={mode}{_still(path, mode)}"

    def connect() -> sqlite3.Connection:
        return _connect(address, mode)

    if mode == "ro":
        engine = create_engine(
            "sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=24
        )
    else:
        engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)
    begin = "BEGIN" if mode == "ro" else "BEGIN IMMEDIATE"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _still(path: Path, mode: str) -> str:
    """Tell SQLite when nobody can write, and so it need not watch for others.

    Where it may not put its files beside the ledger, it would refuse to read it otherwise.
    """
    log = path.with_name(path.name + "-wal")
    alone = mode == "ro" and not may_write(path.parent) and not log.exists()
    return "&immutable=1" if alone else ""


def may_write(path: Path) -> bool:
    """Tell whether the system lets us write to a file or folder."""
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK, effective_ids=effective)


def _connect(address: str, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address, uri=True, timeout=BUSY, isolation_level=None, check_same_thread=False
    )
    try:
        if mode != "ro":
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
