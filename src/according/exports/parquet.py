"""One row a reading, for DuckDB and data frames: its items stand in it as lists of records.

readings ──► lines of JSON ──DuckDB──► Parquet ──► read() ──► readings

The columns follow from :mod:`according.records`: the report's fields, the reader's version,
then ``statements``, ``events``, ``figures``, ``positions`` and ``doubts``; an ``origin``
where the writer knows one. Two types are wider or narrower than ours: ``content`` is always
a list, and numbers are doubles. :func:`read` brings back what they were.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from according.aside import MARK
from according.duck import connection, literally, quoted
from according.records import Reading, Report

_BATCH = 50  # rows in memory at once, each with its report's text
_LINE = 16 << 20  # bytes of JSON in a row that DuckDB expects at most, unless told of more
_WIDER = ["INTEGER", "DOUBLE", "VARCHAR", "VARCHAR[]"]  # each holds those before it
_FIELDS = tuple(get_type_hints(Report))


def write(readings: Iterable[Reading], path: Path) -> None:
    """Write one file."""
    write_from(((reading, None) for reading in readings), path)


def write_from(readings: Iterable[tuple[Reading, str | None]], path: Path) -> None:
    """Write one file of readings, each with the place where its report was found."""
    lines = path.with_name(f".{path.name[:100]}.rows{MARK}")
    longest = 0
    try:
        with lines.open("wb") as out:
            for reading, origin in readings:
                longest = max(longest, out.write(_line(reading, origin)))
        _convert(lines, path, max(longest + 1, _LINE))
    finally:
        lines.unlink(missing_ok=True)


def read(path: Path) -> Iterator[tuple[Reading, str | None]]:
    """Read such a file again."""
    kept = tuple(columns())
    names = ", ".join(f'"{name}"' for name in kept)
    with connection() as database:
        cursor = database.execute(f"SELECT {names} FROM read_parquet(?)", [literally(path)])  # noqa: S608  # our own columns
        while batch := cursor.fetchmany(_BATCH):
            for row in batch:
                yield _reading(dict(zip(kept, row, strict=True)))


def columns() -> dict[str, str]:
    """Give the columns and their types in SQL."""
    hints = get_type_hints(Reading)
    report = {name: _sql(hint) for name, hint in get_type_hints(Report).items()}
    rest = {name: _sql(hint) for name, hint in hints.items() if name != "report"}
    return {**report, "origin": "VARCHAR", **rest}


def _sql(hint: Any) -> str:  # noqa: ANN401  # a type of any sort
    origin, inside = get_origin(hint), get_args(hint)
    if origin is UnionType:
        kinds = {_sql(each) for each in inside if each is not type(None)}
        return max(kinds, key=_WIDER.index) if len(kinds) > 1 else kinds.pop()
    if origin is Literal:
        return "VARCHAR"
    if origin in {list, tuple}:
        return f"{_sql(inside[0])}[]"
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        members = (f'"{name}" {_sql(each)}' for name, each in get_type_hints(hint).items())
        return f"STRUCT({', '.join(members)})"
    return {str: "VARCHAR", int: "INTEGER", float: "DOUBLE"}[hint]


def _line(reading: Reading, origin: str | None) -> bytes:
    """Write a row as JSON; a lone surrogate is no text to Parquet."""
    row = msgspec.to_builtins(reading)
    row |= {"origin": origin, **row.pop("report")}
    for said in row["statements"]:
        said["content"] = _list(said["content"])
    try:
        return msgspec.json.encode(row) + b"\n"
    except UnicodeEncodeError:
        plain = json.dumps(row, ensure_ascii=False).encode("utf-16", "surrogatepass")
        return plain.decode("utf-16", "replace").encode() + b"\n"


def _list(content: str | list[str]) -> list[str]:
    return [content] if isinstance(content, str) else content


def _convert(lines: Path, path: Path, longest: int) -> None:
    types = ", ".join(f"{quoted(name)}: {quoted(sql)}" for name, sql in columns().items())
    source = (
        f"read_json({quoted(literally(lines))}, format='newline_delimited', columns={{{types}}},"
        f" maximum_object_size={longest})"
    )
    import duckdb  # noqa: PLC0415  # see connection()

    query = f"COPY (SELECT * FROM {source}) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608  # quoted
    with connection() as database:
        try:
            database.execute(query)
        except duckdb.IOException as error:  # as a full disk
            raise OSError(str(error)) from None


def _reading(row: dict[str, Any]) -> tuple[Reading, str | None]:
    origin = row.pop("origin")
    report = {name: row.pop(name) for name in _FIELDS}
    for said in row["statements"]:
        said["content"] = said["content"][0] if len(said["content"]) == 1 else said["content"]
    for figure in row["figures"]:
        for name in ("value", "low", "high"):
            figure[name] = _whole(figure[name])
    return msgspec.convert({"report": report, **row}, Reading), origin


def _whole(number: float | None) -> float | int | None:
    """Write 12 and not 12.0: people were counted."""
    return int(number) if number is not None and number.is_integer() else number
