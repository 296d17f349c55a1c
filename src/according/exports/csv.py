"""One row per statement, event, figure and position, for spreadsheets.

The columns are a promise: new ones are added at the end. ``who`` is the speaker, the
actors, those who are counted, or the holder of the position; ``label`` the act, type,
measure or stance; ``chain`` leads from the publisher to the origin of the claim.
``start`` and ``end`` find ``words`` in the report's text. Words apart are joined by
" … ", names by "; ". A report in which nothing was found has no row.
"""

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from according.exports.harmless import for_cell
from according.records import Event, Figure, Position, Reading, Statement

COLUMNS = (
    "report", "item", "id", "who", "recipient", "mediator", "chain", "label", "status", "words",
    "place", "date", "value", "low", "high", "cause", "statement", "start", "end", "confidence",
)  # fmt: skip

Cell = str | float | None
Row = dict[str, Cell]


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write the header, then the rows of each reading as it comes."""
    sheet = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    sheet.writeheader()
    for reading in readings:
        sheet.writerows(
            {name: _cell(value) for name, value in row.items()} for row in rows(reading)
        )
        out.flush()


def rows(reading: Reading) -> Iterator[Row]:
    """Lay out everything read from one report."""
    chains = {statement.id: statement.chain for statement in reading.statements}
    own = [reading.report.publisher] if reading.report.publisher else []

    def row(item: str, number: str, inside: str | None, confidence: float) -> Row:
        return {
            "report": reading.report.id,
            "item": item,
            "id": number,
            "chain": " → ".join(chains.get(inside or "", own)),
            "statement": inside,
            "confidence": confidence,
        }

    for said in reading.statements:
        chain = {"chain": " → ".join(said.chain)}
        yield row("statement", said.id, said.via, said.confidence) | chain | _statement(said)
    for n, event in enumerate(reading.events, 1):
        yield row("event", f"e{n}", event.statement, event.confidence) | _event(event)
    for n, figure in enumerate(reading.figures, 1):
        yield row("figure", f"f{n}", figure.statement, figure.confidence) | _figure(figure)
    for n, stand in enumerate(reading.positions, 1):
        yield row("position", f"p{n}", stand.statement, stand.confidence) | _position(stand)


def _statement(statement: Statement) -> Row:
    content, spans = statement.content, statement.content_spans
    return {
        "who": statement.speaker,
        "label": statement.act,
        "words": content if isinstance(content, str) else " … ".join(content),
        "start": spans[0][0] if spans else None,
        "end": spans[-1][1] if spans else None,
    }


def _event(event: Event) -> Row:
    return {
        "who": "; ".join(event.actor),
        "recipient": "; ".join(event.recipient),
        "mediator": "; ".join(event.mediator),
        "label": event.type,
        "status": event.status,
        "words": event.trigger,
        "place": event.place,
        "date": event.date,
        "start": event.trigger_span[0],
        "end": event.trigger_span[1],
    }


def _figure(figure: Figure) -> Row:
    return {
        "who": figure.who,
        "label": figure.measure,
        "words": figure.text,
        "place": figure.place,
        "date": figure.since,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "cause": figure.cause,
        "start": figure.text_span[0],
        "end": figure.text_span[1],
    }


def _position(position: Position) -> Row:
    return {
        "who": position.holder,
        "label": position.stance,
        "words": position.issue,
        "start": position.issue_span[0],
        "end": position.issue_span[1],
    }


def _cell(value: Cell) -> Cell:
    """Guard every text; a number is ours and stays a number, minus sign and all."""
    return for_cell(value) if isinstance(value, str) else value
