"""Readings out of the ledger, as they went in.

a page of readings ──► their items, one query a table ──► Reading, Reading, …
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, select

from according.ledger import rows
from according.ledger.homes import Home
from according.ledger.ledger import Stored
from according.ledger.schema import (
    doubts,
    events,
    figures,
    positions,
    revisions,
    statements,
)
from according.ledger.schema import (
    readings as reading_table,
)
from according.records import Reading

PAGE = 200  # readings; none of SQLite's variables run out, no reader holds a moment for long
RECORDS: tuple[tuple[Table, Callable[[rows.Stored], Any]], ...] = (
    (statements, rows.record_statement),
    (events, rows.record_event),
    (figures, rows.record_figure),
    (positions, rows.record_position),
    (doubts, rows.record_doubt),
)


def readings(home: Home, since: datetime | None, *, current: bool) -> Iterator[Stored]:
    """Give readings in the order in which they were made.

    Page by page, each seen at its own moment: a slow reader holds up nobody, and what is
    added meanwhile comes at the end.
    """
    last = 0
    while True:
        with home.reading() as connection:
            page = connection.execute(_page(last, since, current=current)).mappings().all()
            items = stored(connection, page)
        yield from items
        if len(page) < PAGE:
            return
        last = page[-1]["reading_id"]


def _page(last: int, since: datetime | None, *, current: bool) -> "Select[Any]":
    query = select(*columns()).join(revisions).where(reading_table.c.id > last)
    if since is not None:
        query = query.where(revisions.c.seen >= rows.instant(since.astimezone(UTC)))
    if current:
        query = query.where(reading_table.c.current)
    return query.order_by(reading_table.c.id).limit(PAGE)


def columns() -> list[Any]:
    """Give the columns that ``stored`` needs."""
    return [
        reading_table.c.id.label("reading_id"),
        reading_table.c.reader,
        reading_table.c.current.label("reading_current"),
        revisions,
    ]


def stored(connection: Connection, page: Sequence[RowMapping]) -> list[Stored]:
    """Put the readings of these rows together again."""
    numbers = [row["reading_id"] for row in page]
    parts = {table.name: _items(connection, table, numbers, make) for table, make in RECORDS}
    return [
        Stored(
            report=row["report"],
            revision=row["number"],
            seen=datetime.fromisoformat(row["seen"]),
            copy_of=row["copy_of"],
            origin=row["origin"],
            current=row["reading_current"],
            reading=Reading(
                report=rows.record_report(row),
                reader=row["reader"],
                **{name: found[row["reading_id"]] for name, found in parts.items()},
            ),
        )
        for row in page
    ]


def _items(
    connection: Connection,
    table: Table,
    numbers: Sequence[int],
    make: Callable[[rows.Stored], Any],
) -> dict[int, list[Any]]:
    out: dict[int, list[Any]] = defaultdict(list)
    if numbers:
        query = select(table).where(table.c.reading.in_(numbers)).order_by(table.c.id)
        for row in connection.execute(query).mappings():
            out[row["reading"]].append(make(row))
    return out
