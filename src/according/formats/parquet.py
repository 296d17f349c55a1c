"""Parquet: one report a row, in the columns text, publisher, published, title, url, id.

file ──DuckDB──► rows ──► Draft

The names of the columns are those of JSON Lines; others are passed over, so that what
According wrote itself is read too. Numbers and dates are taken in their usual spelling.
The place of a report is its row: ``news.parquet[3]`` is the third.
"""

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from according.duck import connection, literally
from according.formats.loaded import Draft
from according.records import Doubt

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FIELDS = ("id", "publisher", "published", "title", "url", "text")
_NESTED = ("STRUCT", "MAP", "UNION")
_BATCH = 50  # rows in memory at once


def load(stream: BinaryIO, charset: str | None) -> Iterator[Draft]:
    """Read one report from each row."""
    del charset
    with _on_disk(stream) as path:
        yield from load_rows(path)


def load_rows(path: str, start: int = 0, end: int | None = None) -> Iterator[Draft]:
    """Read the rows from number ``start`` (from 0) up to ``end``, which is not among them."""
    import duckdb  # noqa: PLC0415  # 0.1 s

    found = False
    try:
        with connection() as database:
            fields, doubts = _fields(database, path)
            if "text" in fields:
                for row in _rows(database, path, fields, start, end):
                    found = True
                    yield _draft(fields, row)
            if not found:
                yield Draft(doubts=doubts or [_empty()])
    except duckdb.Error as error:
        message = f"The Parquet file could not be read: {_first_line(error)}."
        yield Draft(doubts=[Doubt(kind="unreadable-file", message=message)])


def count(path: str) -> int:
    """Tell how many rows a file has; 0 if it cannot be read."""
    import duckdb  # noqa: PLC0415

    query = "SELECT sum(num_rows) FROM parquet_file_metadata(?)"
    with suppress(duckdb.Error), connection() as database:
        return int(database.execute(query, [literally(path)]).fetchall()[0][0] or 0)
    return 0


@contextmanager
def _on_disk(stream: BinaryIO) -> Iterator[str]:
    """Give the path of the stream's file; a stream without one is written to one."""
    if isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO):
        name = stream.name
        if isinstance(name, str):  # a number, if it is a pipe
            yield name
            return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.parquet"
        with path.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        yield str(path)


def _fields(database: "DuckDBPyConnection", path: str) -> tuple[list[str], list[Doubt]]:
    """Give the columns that are ours and can be read as text."""
    described = database.execute(
        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))",
        [literally(path)],
    ).fetchall()
    plain = {
        name for name, kind in described if not kind.endswith("]") and not kind.startswith(_NESTED)
    }
    fields = [name for name in _FIELDS if name in plain]
    if "text" in fields:
        return fields, []
    given = ", ".join(name for name, _ in described[:10])
    found = f"The Parquet file has no column 'text' with text in it; its columns are: {given}."
    return fields, [Doubt(kind="no-reports", message=found)]


def _rows(
    database: "DuckDBPyConnection", path: str, fields: list[str], start: int, end: int | None
) -> Iterator[tuple[Any, ...]]:
    """Give each row its number and its fields; DuckDB opens only the row groups it needs."""
    columns = ", ".join(f"CAST({name} AS VARCHAR)" for name in fields)
    query = (
        f"SELECT file_row_number, {columns} FROM read_parquet(?, file_row_number=true)"  # noqa: S608
        " WHERE file_row_number >= ? AND file_row_number < ? ORDER BY file_row_number"
    )
    last = 1 << 62 if end is None else end
    cursor = database.execute(query, [literally(path), start, last])
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


def _draft(fields: list[str], row: tuple[Any, ...]) -> Draft:
    draft = Draft(where=f"[{row[0] + 1}]")
    for name, value in zip(fields, row[1:], strict=True):
        if value is not None and (name == "text" or value.strip()):
            setattr(draft, name, value)
    return draft


def _empty() -> Doubt:
    return Doubt(kind="no-reports", message="The Parquet file has no rows.")


def _first_line(error: Exception) -> str:
    line = str(error).partition("\n")[0].rstrip(". ")
    return line if line.isprintable() else "it is damaged"
