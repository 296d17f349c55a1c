"""The two homes of a ledger: a SQLite file, or a PostgreSQL database.

where ──home──► Home ─┬─ reading() ──► Connection that sees one moment, any number at once
                      └─ writing() ──► Connection in a transaction, one at a time

Both homes give the same promises: what is written is there whole or not at all, readers
never wait for the writer, and writers queue, transaction by transaction.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SERVERS = ("postgresql://", "postgres://", "postgresql+psycopg://")


class Home(Protocol):
    """Where a ledger lives."""

    name: str  # for messages, without passwords
    engine: "Engine"  # for reading
    patience: float  # seconds to wait for our turn to write

    def reading(self) -> AbstractContextManager["Connection"]:
        """Open a connection that sees the ledger as it is at this moment."""

    def writing(self) -> AbstractContextManager["Connection"]:
        """Begin a transaction once it is our turn; commit it, or undo it on any exception."""

    def close(self) -> None:
        """Let go of all connections."""


def default() -> str:
    """Give the user's own ledger: $ACCORDING_LEDGER, else a file in the data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415

    file = user_data_path("according", appauthor=False) / "ledger.db"
    return os.environ.get("ACCORDING_LEDGER") or str(file)


def home(where: str | Path | None, *, write: bool) -> Home:
    """Open the place; create and migrate the tables when ``write``."""
    named = where or default()
    if isinstance(named, str) and named.startswith(SERVERS):
        from according.ledger.postgres import PostgresHome  # noqa: PLC0415

        return PostgresHome(named, write=write)
    from according.ledger.sqlite import SqliteHome  # noqa: PLC0415

    return SqliteHome(Path(named).expanduser(), write=write)


@contextmanager
def snapshot(engine: "Engine") -> Iterator["Connection"]:
    """Read within one transaction, so that two queries see the same ledger."""
    with engine.connect() as connection, connection.begin():
        yield connection
