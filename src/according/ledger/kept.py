"""Reports as the ledger keeps them: one whole, or a page of them, the latest first.

listed(home, limit, offset) ──► Listed(Line, …)      a line a report, with counts
kept(home, number) ──► Kept(reading, revisions, copies)
pulse(home) ──► a mark that changes whenever the ledger does
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, Table, func, select

from according.errors import InputError
from according.ledger import readback
from according.ledger.homes import Home
from according.ledger.schema import corrections, readings, reports, revisions, rulings
from according.records import Reading

Counts = dict[str, int]  # of items, by the fields of a Reading


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A report in a list; ``counts`` says how much was read from it."""

    report: int
    revision: int
    id: str | None
    publisher: str | None
    published: str | None
    title: str | None
    url: str | None
    seen: str
    copy_of: int | None
    begins: str  # the first words of its text
    counts: Counts = {}


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A page of reports, the latest to arrive first; ``total`` counts all that there are."""

    reports: list[Line]
    total: int
    limit: int
    offset: int

    @property
    def more(self) -> bool:
        """Whether there are reports after this page."""
        return self.offset + len(self.reports) < self.total


class Revised(msgspec.Struct, frozen=True, kw_only=True):
    """A text that a report had, and when it was found."""

    revision: int
    seen: str
    title: str | None
    reader: str  # that read it last


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One report with what was read from it, as corrected where it was.

    ``original`` is the report that this one is a copy of, ``copies`` are its own.
    """

    report: int
    revision: int
    current: bool
    seen: str
    origin: str | None
    reading: Reading
    revisions: list[Revised]
    original: Line | None
    copies: list[Line]


BEGINS = 160  # characters of a text in a list


def pulse(home: Home) -> str:
    """Give a mark that changes when a reading, correction, ruling or undoing comes."""
    newest = select(
        select(func.max(readings.c.id)).scalar_subquery(),
        select(func.max(corrections.c.id)).scalar_subquery(),
        select(func.count(corrections.c.undone)).scalar_subquery(),
        select(func.max(rulings.c.id)).scalar_subquery(),
        select(func.count(rulings.c.undone)).scalar_subquery(),
    )
    with home.reading() as connection:
        return "-".join(str(each or 0) for each in connection.execute(newest).one())


def listed(home: Home, limit: int, offset: int) -> Listed:
    """Give a page of the reports, the latest to arrive first."""
    if limit < 1 or offset < 0:
        raise InputError(f"There is no page of {limit} reports from {offset} on.")
    with home.reading() as connection:
        total = select(func.count()).select_from(reports)
        query = _lines().order_by(revisions.c.seen.desc(), revisions.c.id.desc())
        return Listed(
            reports=_read(connection, query.limit(limit).offset(offset)),
            total=connection.execute(total).scalar_one(),
            limit=limit,
            offset=offset,
        )


def kept(home: Home, number: int, revision: int | None = None) -> Kept:
    """Give a report; raise InputError when there is none of this number, or no such revision."""
    with home.reading() as connection:
        history = connection.execute(_history(number)).all()
        # A former text keeps the reading that was made of it last.
        wanted = [row for row in history if revision in (None, row.number)]
        if not wanted:
            raise InputError(_missing(number, revision, [row.number for row in history]))
        last = wanted[-1]
        query = select(*readback.columns()).join(revisions).where(readings.c.id == last.reading)
        page = connection.execute(query).mappings().all()
        stored = readback.stored(connection, page)[0]
        original = _of(connection, revisions.c.report == stored.copy_of) if stored.copy_of else []
        return Kept(
            report=number,
            revision=stored.revision,
            current=stored.current,
            seen=page[0]["seen"],
            origin=stored.origin,
            reading=stored.reading,
            revisions=_revisions(history),
            original=original[0] if original else None,
            copies=_of(connection, revisions.c.copy_of == number),
        )


def _missing(number: int, revision: int | None, there: Sequence[int]) -> str:
    if not there:
        return f"There is no report r{number} in the ledger."
    return f"r{number} has no revision {revision}. It has: {', '.join(map(str, sorted({*there})))}."


def _history(number: int) -> "Select[Any]":
    """Select the readings of a report in the order of its texts, the present one last."""
    shown = (revisions.c.number, revisions.c.seen, revisions.c.title, readings.c.reader)
    query = select(readings.c.id.label("reading"), *shown).select_from(
        revisions.join(readings, readings.c.revision == revisions.c.id)
    )
    query = query.where(revisions.c.report == number)
    return query.order_by(revisions.c.number, readings.c.current, readings.c.id)


def _revisions(history: Sequence[Any]) -> list[Revised]:
    last = {row.number: row for row in history}
    return [
        Revised(revision=row.number, seen=row.seen, title=row.title, reader=row.reader)
        for row in last.values()
    ]


def _lines() -> "Select[Any]":
    """Select the present texts with their present readings; of the text only its beginning."""
    shown = (
        "report", "number", "name", "publisher", "published", "title", "url", "seen", "copy_of",
    )  # fmt: skip
    begins = func.substr(revisions.c.text, 1, BEGINS).label("begins")
    query = select(*(revisions.c[name] for name in shown), begins, readings.c.id.label("reading"))
    query = query.join(readings, readings.c.revision == revisions.c.id)
    return query.where(revisions.c.current, readings.c.current)


def _of(connection: Connection, which: Any) -> list[Line]:  # noqa: ANN401  a condition
    return _read(connection, _lines().where(which).order_by(revisions.c.seen, revisions.c.id))


def _read(connection: Connection, query: "Select[Any]") -> list[Line]:
    rows = connection.execute(query).all()
    numbers = [row.reading for row in rows]
    counts = {table.name: _counts(connection, table, numbers) for table, _ in readback.RECORDS}
    return [
        Line(
            report=row.report,
            revision=row.number,
            id=row.name,
            publisher=row.publisher,
            published=row.published,
            title=row.title,
            url=row.url,
            seen=row.seen,
            copy_of=row.copy_of,
            begins=row.begins,
            counts={name: found.get(row.reading, 0) for name, found in counts.items()},
        )
        for row in rows
    ]


def _counts(connection: Connection, table: Table, numbers: Sequence[int]) -> dict[int, int]:
    """Count the items of one sort in each reading."""
    query = select(table.c.reading, func.count()).where(table.c.reading.in_(numbers))
    rows = connection.execute(query.group_by(table.c.reading)).all() if numbers else []
    return {row[0]: row[1] for row in rows}
