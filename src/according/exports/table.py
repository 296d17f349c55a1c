"""Rows under named columns, as SQL gives them: a table for people, json, jsonl, csv."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

import msgspec

from according.exports import Format
from according.exports.harmless import for_cell, for_terminal

Rows = Iterable[Sequence[Any]]


def write(columns: Sequence[str], rows: Rows, out: TextIO, format_: Format) -> None:
    """Write rows in a format."""
    {"text": _text, "json": _json, "jsonl": _jsonl, "csv": _csv}[format_](columns, rows, out)


def _text(columns: Sequence[str], rows: Rows, out: TextIO) -> None:
    """Draw a table as wide as the terminal; what is no terminal has room for all."""
    from rich import box  # noqa: PLC0415  # only people need it
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(file=out, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = 10_000
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(Text(for_terminal(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else for_terminal(str(cell))) for cell in row))
    with console.capture() as printed:
        console.print(table)
    out.writelines(line.rstrip() + "\n" for line in printed.get().splitlines() if line.strip())


def _csv(columns: Sequence[str], rows: Rows, out: TextIO) -> None:
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow([for_cell(column) for column in columns])
    sheet.writerows([for_cell(c) if isinstance(c, str) else c for c in row] for row in rows)


def _jsonl(columns: Sequence[str], rows: Rows, out: TextIO) -> None:
    out.writelines(_object(columns, row).decode() + "\n" for row in rows)


def _json(columns: Sequence[str], rows: Rows, out: TextIO) -> None:
    separator = "[\n"
    for row in rows:
        out.write(separator + _object(columns, row).decode())
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def _object(columns: Sequence[str], row: Sequence[Any]) -> bytes:
    return msgspec.json.encode(dict(zip(columns, row, strict=True)), enc_hook=str)
