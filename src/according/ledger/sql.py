"""Questions in SQL: only reading, and only for so long.

select … ──selecting──► Selected(columns, rows)      documented views: docs/questions.md

Who asks owns the ledger; what has to be kept out is the slip of a hand. SQLite opens the file
for reading alone and refuses every action but selecting. PostgreSQL runs the query as a cursor,
which can only be a query, in a transaction that may only read and is undone at the end.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from according.errors import InputError, LedgerError
from according.ledger.homes import Home
from according.ledger.search import INDEXES
from according.ledger.sqlite import SqliteHome
from according.ledger.trouble import explained

if TYPE_CHECKING:
    import pandas as pd

SECONDS = 60.0  # that a query may take, unless told otherwise
_LONGEST = 100_000_000  # bytes of one value; a slip could make SQLite fill the memory
_STEPS = 20_000  # of SQLite's machine between two looks at the clock: about a millisecond
_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_NEXT = "The views and their columns are in docs/questions.md."


class Selected:
    """What a query gives: the names of its columns, and its rows, once."""

    def __init__(self, columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
        """Take the columns and the rows."""
        self.columns, self._rows = columns, rows

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def frame(self) -> "pd.DataFrame":
        """Give the rows that are left as a pandas data frame."""
        from according.ledger.frames import frame  # noqa: PLC0415  # pandas is slow to import

        return frame(list(self._rows), self.columns)


@contextmanager
def selecting(home: Home, query: str, seconds: float = SECONDS) -> Iterator[Selected]:
    """Run a query; raise InputError when it is none, LedgerError when it takes too long."""
    if not query.strip():
        raise InputError(f"No SQL to run. {_NEXT}")
    if not 0 < seconds < 1e6:
        raise InputError(f"{seconds} seconds are no time to give to a query.")
    running = _sqlite if isinstance(home, SqliteHome) else _postgres
    with running(home, query, seconds) as selected:
        yield selected


@contextmanager
def _sqlite(home: Home, query: str, seconds: float) -> Iterator[Selected]:
    with _told(home.name, seconds):
        connection = _reader(home.name, seconds)
    with closing(connection), _told(home.name, seconds):
        cursor = connection.execute(query)
        if cursor.description is None:
            raise InputError(f"This SQL selects nothing. {_NEXT}")
        yield Selected([each[0] for each in cursor.description], _each(cursor, home.name, seconds))


def _reader(path: str, seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, isolation_level=None)
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    for index in INDEXES.values():  # setting one up takes more than selecting; it lasts
        connection.execute(f"SELECT rowid FROM {index} LIMIT 0")  # noqa: S608
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
    connection.set_authorizer(_allow)
    return connection


def _allow(action: int, first: str | None, *_: str | None) -> int:
    """Let a query select; full-text search looks up by itself whether its index has changed."""
    if action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and first == "data_version"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


@contextmanager
def _postgres(home: Home, query: str, seconds: float) -> Iterator[Selected]:
    with home.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        try:
            with _told(home.name, seconds), driver.cursor() as setting:
                setting.execute("SET TRANSACTION READ ONLY")
                setting.execute(f"SET LOCAL statement_timeout = {round(seconds * 1000)}")
            # A named cursor is declared for the query: the server takes nothing else there.
            with _told(home.name, seconds), driver.cursor("according_ask") as cursor:
                cursor.execute(query.strip().rstrip(";"))
                columns = [each.name for each in cursor.description]
                yield Selected(columns, _each(cursor, home.name, seconds))
        finally:
            driver.rollback()


def _each(cursor: Any, where: str, seconds: float) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  of either driver
    with _told(where, seconds):
        yield from cursor


@contextmanager
def _told(where: str, seconds: float) -> Iterator[None]:
    """Say what is wrong with a query, in the database's own words."""
    try:
        yield
    except Exception as error:
        name = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
        if name is None and not isinstance(error, sqlite3.Error):
            raise
        if name in {"SQLITE_INTERRUPT", "57014"}:
            raise LedgerError(
                f"The query took longer than {seconds:g} seconds and was stopped. Ask for less, "
                "or give it more time with --seconds."
            ) from error
        known = explained(where, error)
        if known is not None and name not in {"25006", "42501"}:
            raise known from error
        what = str(error).strip().partition("\n")[0].rstrip(".")
        raise InputError(f"The query cannot be run: {what}. {_NEXT}") from error
