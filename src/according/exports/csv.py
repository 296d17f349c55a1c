"""One row per statement, event, figure and position, for spreadsheets.

The columns are a promise: new ones are added at the end. :mod:`according.columns` says what
an item has in them; ``chain`` leads from the publisher to the origin of the claim. A report
in which nothing was found has no row.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from according.columns import Cell, Row, flat
from according.exports.harmless import for_cell
from according.records import Reading, Record

COLUMNS = (
    "report", "item", "id", "who", "recipient", "mediator", "chain", "label", "status", "words",
    "place", "date", "value", "low", "high", "cause", "statement", "start", "end", "confidence",
)  # fmt: skip


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write the header, then the rows of each reading as it comes."""
    sheet = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    sheet.writeheader()
    for reading in readings:
        sheet.writerows(map(guarded, rows(reading)))
        out.flush()


def rows(reading: Reading) -> Iterator[Row]:
    """Lay out everything read from one report."""
    chains = {statement.id: statement.chain for statement in reading.statements}
    own = [reading.report.publisher] if reading.report.publisher else []

    def row(item: str, number: str, record: Record, chain: Sequence[str]) -> Row:
        told = {"report": reading.report.id, "item": item, "id": number, **flat(record)}
        return told | {"chain": " → ".join(chain)}

    def around(inside: str | None) -> Sequence[str]:
        return chains.get(inside or "", own)

    for said in reading.statements:
        yield row("statement", said.id, said, said.chain)
    for n, event in enumerate(reading.events, 1):
        yield row("event", f"e{n}", event, around(event.statement))
    for n, figure in enumerate(reading.figures, 1):
        yield row("figure", f"f{n}", figure, around(figure.statement))
    for n, stand in enumerate(reading.positions, 1):
        yield row("position", f"p{n}", stand, around(stand.statement))


def guarded(row: Mapping[str, Cell]) -> Row:
    """Guard every text; a number is ours and stays a number, minus sign and all."""
    return {name: for_cell(v) if isinstance(v, str) else v for name, v in row.items()}
