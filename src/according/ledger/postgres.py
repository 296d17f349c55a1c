"""A ledger in a PostgreSQL database.

Writers queue on an advisory lock, transaction by transaction, as they do on the lock file of
SQLite: whether a report is known is then asked and acted upon without another in between.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from according.errors import (
    DependencyError,
    LedgerError,
    LedgerMissingError,
    LedgerReadOnlyError,
    LedgerVersionError,
)
from according.ledger import lock, migrate
from according.ledger.homes import snapshot
from according.ledger.trouble import told

LOCK = 0x41434347  # ours among a database's advisory locks: the letters ACCG


class PostgresHome:
    """One database, or the schema of it that comes first on its search path."""

    def __init__(self, url: str, *, write: bool) -> None:
        """Connect; create the tables or bring them up to date when ``write``."""
        try:
            address = make_url(url).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError):  # the latter for a port that is no number
            raise LedgerError(
                "The address of the database cannot be read. Write it as "
                "postgresql://user:password@host/database"
            ) from None
        self.name = address.render_as_string().replace("+psycopg", "")
        self.patience = lock.PATIENCE
        self._write = write
        self._turn = threading.Lock()
        options = {} if write else {"options": "-c default_transaction_read_only=on"}
        try:
            self.engine = create_engine(
                address,
                isolation_level="REPEATABLE READ",
                pool_size=8,
                max_overflow=24,
                connect_args={"application_name": "according", "connect_timeout": 10, **options},
            )
        except ImportError:
            raise DependencyError(
                "PostgreSQL needs the package psycopg. Install it: pip install 'according[server]'"
            ) from None
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
        with told(self.name), self.engine.connect() as raw:
            # Not REPEATABLE READ: that would see the ledger as it was before our turn.
            connection = raw.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                wait = f"SET LOCAL lock_timeout = {round(self.patience * 1000)}"
                connection.execute(text(wait))
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                yield connection

    def close(self) -> None:
        """See Home."""
        self.engine.dispose()

    def _prepare(self) -> None:
        with snapshot(self.engine) as connection:
            if migrate.check(connection, self.name):
                return
            empty = migrate.version(connection) is None
        if not self._write:
            kind = LedgerMissingError if empty else LedgerVersionError
            what = "holds no ledger" if empty else "was written by an older version of According"
            raise kind(f"{self.name} {what}. Open it once for writing, as according add does.")
        with self.writing() as connection:
            if not migrate.check(connection, self.name):
                migrate.upgrade(connection)
