"""A reading into the ledger.

draft(reading) ──► which report? ──► which revision? ──► which reading? ──► rows

Everything that can be computed without the database is computed before it is our turn to
write. What is already there is left as it is.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Select, Table, insert, select, update

from according.ledger import copies, correcting, identity
from according.ledger.ledger import Added
from according.ledger.rows import About, instant, rows, storable
from according.ledger.schema import ITEMS, PARTS, readings, reports, revisions, samples
from according.records import Reading, Report


@dataclass(frozen=True)
class Draft:
    """A reading about to be added, with all that follows from it alone."""

    reading: Reading
    origin: str | None
    seen: str
    key: str
    text_hash: str
    publisher_key: str | None
    samples: list[int]


def drafted(reading: Reading, origin: str | None, seen: datetime) -> Draft:
    """Compute what does not need the database."""
    reading = storable(reading)
    report = reading.report
    return Draft(
        reading=reading,
        origin=origin,
        seen=instant(seen),
        key=identity.key(report),
        text_hash=identity.text_hash(report.text),
        publisher_key=identity.folded(report.publisher),
        samples=copies.samples(report.text),
    )


def known(connection: Connection, report: Report) -> Added | None:
    """Find the revision that already holds this report's text."""
    report = storable(Reading(report=report)).report
    text_hash = identity.text_hash(report.text)
    number = _find(connection, report, text_hash)
    return None if number is None else _revision(connection, number, text_hash)


def add(connection: Connection, draft: Draft) -> Added:
    """Keep a reading within the transaction of the caller."""
    number = _find(connection, draft.reading.report, draft.text_hash)
    if number is None:
        number = _insert(connection, reports, key=draft.key, revision=0)
        return _add_revision(connection, draft, number, 1)
    there = _revision(connection, number, draft.text_hash)
    if there is None:
        last = connection.scalar(select(reports.c.revision).where(reports.c.id == number))
        return _add_revision(connection, draft, number, (last or 0) + 1)
    add_reading(connection, draft, there.report, there.revision)
    return there


def _find(connection: Connection, report: Report, text_hash: str) -> int | None:
    """Find the report by its address; by publisher and text where one of the two has none."""
    query = select(reports.c.id).where(reports.c.key == identity.key(report))
    found: int | None = connection.scalar(query)
    if found is None:
        found = connection.scalar(_by_text(report, text_hash))
    return found


def _by_text(report: Report, text_hash: str) -> Select[int]:
    if identity.normalised_url(report.url) is not None:
        return select(reports.c.id).where(reports.c.key == identity.text_key(report))
    return (
        select(revisions.c.report)
        .where(revisions.c.text_hash == text_hash)
        .where(revisions.c.publisher_key.is_not_distinct_from(identity.folded(report.publisher)))
        .order_by(revisions.c.report)
        .limit(1)
    )


def _revision(connection: Connection, report: int, text_hash: str) -> Added | None:
    row = connection.execute(
        select(revisions.c.number, revisions.c.copy_of)
        .where(revisions.c.report == report)
        .where(revisions.c.text_hash == text_hash)
    ).first()
    return None if row is None else Added(report, row.number, "known", row.copy_of)


def _add_revision(connection: Connection, draft: Draft, report: int, number: int) -> Added:
    """Write a new text of a report; its former one steps back."""
    if number > 1:
        former = (revisions.c.report == report) & revisions.c.current
        connection.execute(update(revisions).where(former).values(current=False))
        _step_back(connection, report)
    told = draft.reading.report
    copy_of = copies.original(connection, told.text, draft.text_hash, draft.samples, report)
    revision = _insert(
        connection,
        revisions,
        report=report,
        number=number,
        text=told.text,
        text_hash=draft.text_hash,
        name=told.id,
        publisher=told.publisher,
        publisher_key=draft.publisher_key,
        url=told.url,
        published=told.published,
        day=identity.day(told.published),
        title=told.title,
        origin=draft.origin,
        seen=draft.seen,
        copy_of=copy_of,
        current=True,
    )
    connection.execute(update(reports).where(reports.c.id == report).values(revision=number))
    if draft.samples:
        sampled = [{"sample": each, "revision": revision} for each in draft.samples]
        connection.execute(insert(samples), sampled)
    _write(connection, draft, report, revision, current=True)
    if number > 1:
        correcting.attach(connection, report)
    return Added(report, number, "new" if number == 1 else "revision", copy_of)


def add_reading(connection: Connection, draft: Draft, report: int, revision: int) -> bool:
    """Write a reading of a text that is there, unless this reader has read it already.

    The text may be laid out otherwise and still be known; then the reading's offsets are not
    those of the text that is kept, and it is left out.
    """
    row = connection.execute(
        select(revisions.c.id, revisions.c.current, revisions.c.text)
        .where(revisions.c.report == report)
        .where(revisions.c.number == revision)
    ).one()
    if row.text != draft.reading.report.text:
        return False
    readers = connection.execute(
        select(readings.c.reader, readings.c.current).where(readings.c.revision == row.id)
    ).all()
    if any(each.reader == draft.reading.reader for each in readers):
        return False
    newest = all(order(each.reader) < order(draft.reading.reader) for each in readers)
    current = row.current and newest
    if current:
        _step_back(connection, report)
    _write(connection, draft, report, row.id, current=current)
    if current:
        correcting.attach(connection, report)
    return True


def order(version: str) -> tuple[list[int], str]:
    """Sort versions as people do: 2026.9 comes before 2026.11."""
    return [int(number) for number in re.findall(r"\d+", version)], version


def _step_back(connection: Connection, report: int) -> None:
    """Make room for a new current reading of a report."""
    mine = (readings.c.report == report) & readings.c.current
    former = connection.scalars(select(readings.c.id).where(mine)).all()
    for table in ITEMS:
        stale = table.c.reading.in_(former)
        connection.execute(update(table).where(stale).values(current=False))
    connection.execute(update(readings).where(mine).values(current=False))


def _write(
    connection: Connection, draft: Draft, report: int, revision: int, *, current: bool
) -> None:
    """Write a reading and its items."""
    number = _insert(
        connection,
        readings,
        revision=revision,
        report=report,
        reader=draft.reading.reader,
        made=instant(datetime.now(UTC)),
        current=current,
    )
    day = identity.day(draft.reading.report.published)
    about = About(number, report, day, draft.publisher_key, current)
    written = rows(draft.reading, about)
    for table in PARTS:
        if written[table.name]:
            connection.execute(insert(table), written[table.name])


def _insert(connection: Connection, table: Table, **row: object) -> int:
    number: int = connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
    return number
