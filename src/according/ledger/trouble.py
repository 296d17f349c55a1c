"""What the database complains about, told as what the user can do.

sqlalchemy.exc.DBAPIError ──told──► LedgerError with the place and the next step

Complaints that no user can mend (a mistake in our SQL) pass unchanged.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from according.errors import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerReadOnlyError,
    LedgerServerError,
    NotALedgerError,
)

_HELD = "Another program holds it. Close that program, then try again."

# What an error's name or SQLSTATE starts with; the first match counts.
_SQLITE: tuple[tuple[str, type[LedgerError], str], ...] = (
    (
        "SQLITE_FULL",
        LedgerFullError,
        "The disk is full. Make room, then try again; all that was added before is kept.",
    ),
    (
        "SQLITE_READONLY",
        LedgerReadOnlyError,
        "It may only be read. Allow writing to the file and its folder, or name another ledger.",
    ),
    ("SQLITE_NOTADB", NotALedgerError, "It is no ledger. Name another file."),
    (
        "SQLITE_CORRUPT",
        LedgerDamagedError,
        "The file is damaged. See what is wrong with: according doctor; restore it from a copy.",
    ),
    ("SQLITE_BUSY", LedgerBusyError, _HELD),
    ("SQLITE_LOCKED", LedgerBusyError, _HELD),
    (
        "SQLITE_CANTOPEN",
        LedgerError,
        "It cannot be opened. Check that its folder is there and that you may write to it.",
    ),
    ("SQLITE_PERM", LedgerError, "It cannot be opened. Check that you may read and write it."),
    (
        "SQLITE_IOERR",
        LedgerError,
        "The disk does not answer. It may be full, gone, or a network folder: move it elsewhere.",
    ),
)
_POSTGRES: tuple[tuple[str, type[LedgerError], str], ...] = (
    ("53100", LedgerFullError, "The server's disk is full. Make room there, then try again."),
    ("53", LedgerServerError, "The server is short of memory or connections. Try again later."),
    (
        "55P03",
        LedgerBusyError,
        "Another process has been writing for long. Wait until it is done, or stop it.",
    ),
    ("25006", LedgerReadOnlyError, "The database may only be read. Name another one."),
    (
        "42501",
        LedgerReadOnlyError,
        "This user may not do that. Grant it the rights on the database, or name another user.",
    ),
    ("28", LedgerServerError, "The server refuses this user or password. Check both."),
    ("3D000", LedgerServerError, "There is no such database. Create it with createdb."),
    ("57", LedgerServerError, "The server stopped. Start it, then try again."),
    ("08", LedgerServerError, "The connection broke. Try again."),
)


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what the database complains about into a LedgerError."""
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415  # slow to import

    try:
        yield
    except DBAPIError as error:
        known = explained(where, error.orig)
        if known is None:
            raise
        raise known from error


def explained(where: str, error: BaseException | None) -> LedgerError | None:
    """Say what to do about an error of sqlite3 or psycopg; None if there is nothing to do."""
    name = getattr(error, "sqlite_errorname", None)
    table = _SQLITE
    if name is None:
        name, table = getattr(error, "sqlstate", None), _POSTGRES
    for start, kind, advice in table:
        if name and name.startswith(start):
            return kind(f"{where}: {advice} ({_first_line(error)})")
    if type(error).__name__ == "OperationalError" and table is _POSTGRES:
        return LedgerServerError(
            f"{where}: the server does not answer, or does not let us in. Check that it runs, "
            f"the user and the password, and that the database is there (createdb). "
            f"({_first_line(error)})"
        )
    return None


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0]
