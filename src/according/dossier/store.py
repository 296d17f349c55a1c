"""What a dossier has worked out already, kept between two openings.

report, mark ──► Filed and items, packed ──► facts, packed, by the part that derived them

A cache and nothing more: one SQLite file in the user's cache folder, which may be deleted at
any time. It is named after all that its content depends on (the ledger, the dossier file, this
version), so a change of any begins a new one. Where no file can be written it is in memory.
"""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS reports (
    report INTEGER PRIMARY KEY, mark TEXT NOT NULL, filed BLOB, items BLOB);
CREATE TABLE IF NOT EXISTS facts (
    part TEXT, report INTEGER, packed BLOB NOT NULL, PRIMARY KEY (part, report)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID;
"""
_BUSY = 5.0  # seconds to wait for another process that fills the same cache
_PAGE = 500

Row = tuple[int, str, bytes | None, bytes | None]  # a report that does not belong has no blobs


def folder() -> Path:
    """The folder of caches: $ACCORDING_CACHE, else in the user's cache folder."""
    from platformdirs import user_cache_path  # noqa: PLC0415  # only where one is opened

    own = os.environ.get("ACCORDING_CACHE")
    return Path(own) if own else user_cache_path("according", appauthor=False) / "dossiers"


def fingerprint(*parts: bytes | str) -> str:
    """One short name for all that a cache depends on.

    >>> fingerprint("a", "b") == fingerprint("ab")
    False
    """
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:20]


class Store:
    """One dossier's cache, open."""

    def __init__(self, name: str, fingerprint: str, *, keep: bool = True) -> None:
        """Open the file of this fingerprint; throw away those of former ones."""
        self._connection = _opened(name, fingerprint) if keep else _memory()
        self._apart = not keep

    def part(self) -> None:
        """Go on apart from the file: what is kept from now on is nobody else's."""
        if not self._apart:
            self._fall_back()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def marks(self) -> dict[int, str]:
        """The marks of all reports that have been looked at, those that do not belong too."""
        return dict(self._connection.execute("SELECT report, mark FROM reports"))

    def filed(self, reports: Sequence[int] | None = None) -> Iterator[tuple[int, bytes]]:
        """The packed Filed of reports that belong: of all, or of these."""
        query = "SELECT report, filed FROM reports WHERE filed IS NOT NULL"
        yield from self._of(query, "report", (), reports)

    def items(self, reports: Sequence[int] | None = None) -> Iterator[tuple[int, bytes]]:
        """The packed items of reports: of all that belong, or of these."""
        query = "SELECT report, items FROM reports WHERE items IS NOT NULL"
        yield from self._of(query, "report", (), reports)

    def facts(self, part: str, reports: Sequence[int] | None = None) -> Iterator[tuple[int, bytes]]:
        """What a part derived from reports: from all, or from these."""
        query = "SELECT report, packed FROM facts WHERE part = ?"
        yield from self._of(query, "report", (part,), reports)

    def _of(
        self, query: str, column: str, values: tuple[str, ...], some: Sequence[int] | None
    ) -> Iterator[tuple[int, bytes]]:
        """Run a query for all reports, or page by page for some."""
        if some is None:
            yield from self._connection.execute(query, values)
            return
        for start in range(0, len(some), _PAGE):
            page = some[start : start + _PAGE]
            marks = ", ".join("?" * len(page))
            only = f"{query} AND {column} IN ({marks})"
            yield from self._connection.execute(only, (*values, *page))

    def put(self, rows: Iterable[Row]) -> None:
        """Keep reports; what was derived from their former readings goes."""
        with self._writing():
            for row in rows:
                self._connection.execute("DELETE FROM facts WHERE report = ?", row[:1])
                self._connection.execute("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?)", row)

    def put_facts(self, part: str, rows: Iterable[tuple[int, bytes]]) -> None:
        """Keep what a part derived."""
        with self._writing():
            self._connection.executemany(
                "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)",
                ((part, report, packed) for report, packed in rows),
            )

    def lacking(self, part: str) -> list[int]:
        """The reports that belong and of which a part has kept nothing."""
        query = (
            "SELECT report FROM reports WHERE filed IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM facts WHERE facts.part = ? AND facts.report = reports.report)"
        )
        return [report for (report,) in self._connection.execute(query, (part,))]

    def forget(self, reports: Iterable[int], but: Sequence[str]) -> None:
        """Forget what was derived from reports, but for some parts."""
        marks = ", ".join("?" * len(but))
        query = f"DELETE FROM facts WHERE report = ? AND part NOT IN ({marks})"  # noqa: S608
        with self._writing():
            self._connection.executemany(query, ((report, *but) for report in reports))

    def drop(self, reports: Iterable[int]) -> None:
        """Forget reports."""
        gone = [(report,) for report in reports]
        with self._writing():
            self._connection.executemany("DELETE FROM facts WHERE report = ?", gone)
            self._connection.executemany("DELETE FROM reports WHERE report = ?", gone)

    def note(self, name: str) -> bytes | None:
        """Something kept under a name of its own."""
        row = self._connection.execute(
            "SELECT packed FROM notes WHERE name = ?", (name,)
        ).fetchone()
        return None if row is None else row[0]

    def put_note(self, name: str, packed: bytes) -> None:
        """Keep something under a name of its own."""
        with self._writing():
            self._connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, packed))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """All or nothing. A cache that cannot grow is no reason to fail: it is made again."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            self._fall_back()
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _fall_back(self) -> None:
        """Go on in memory with what is there."""
        memory = _memory()
        with contextlib.suppress(sqlite3.Error):
            self._connection.backup(memory)
        self._connection.close()
        self._connection, self._apart = memory, True


def _memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.executescript(_TABLES)
    return connection


def _opened(name: str, fingerprint: str) -> sqlite3.Connection:
    place = folder()
    path = place / f"{name}-{fingerprint}.db"
    try:
        place.mkdir(parents=True, exist_ok=True)
        fresh = not path.exists()
        connection = _connected(path)
    except (OSError, sqlite3.Error):
        return _memory()
    if fresh:
        _sweep(place, name, path)
    return connection


def _connected(path: Path) -> sqlite3.Connection:
    """Open a file; one that is damaged is thrown away and begun again."""
    for last in (False, True):
        connection = sqlite3.connect(
            path, timeout=_BUSY, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_TABLES)
        except sqlite3.DatabaseError:
            connection.close()
            if last:
                raise
            path.unlink(missing_ok=True)
        else:
            return connection
    raise AssertionError


def _sweep(place: Path, name: str, kept: Path) -> None:
    """Throw away caches of former versions of this dossier."""
    for path in place.glob(f"{name}-" + "[0-9a-f]" * 20 + ".db*"):
        if not path.name.startswith(kept.name):
            with contextlib.suppress(OSError):  # another process may be using it
                path.unlink()
