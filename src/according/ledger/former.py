"""Reports as they were known at a former moment: with the text that they had then.

former(home, until) ──► {report: revision}      those whose present text came later
as_known(home, report, revision) ──► Telling, Answer, …      what was read in that text

The first text of a report was known from its publication on, whenever the ledger found it.
"""

from sqlalchemy import func, select

from according.ledger.answers import Answer, Hit
from according.ledger.asking import fetched
from according.ledger.conditions import TABLES
from according.ledger.homes import Home
from according.ledger.present import Telling
from according.ledger.questions import ITEMS
from according.ledger.rows import record_report
from according.ledger.schema import readings, revisions


def former(home: Home, until: str) -> dict[int, int]:
    """Give the reports whose present text was found after a day or time, with the text then.

    ``until`` is ISO 8601 in UTC, as long as it is exact.
    """
    late = func.substr(revisions.c.seen, 1, len(until)) > until
    present = select(revisions.c.report).where(revisions.c.current, revisions.c.number > 1, late)
    query = select(revisions.c.report, revisions.c.number, revisions.c.seen)
    query = query.where(revisions.c.report.in_(present)).order_by(revisions.c.number)
    found: dict[int, int] = {}
    with home.reading() as connection:
        for report, number, seen in connection.execute(query):
            if report not in found or seen[: len(until)] <= until:
                found[report] = number
    return found


def as_known(home: Home, report: int, revision: int) -> tuple[Telling, list[Answer]]:
    """Give a former text of a report, and what was read in it last."""
    shown = (readings.c.id.label("reading_id"), readings.c.made, revisions)
    query = select(*shown).join(revisions, revisions.c.id == readings.c.revision)
    query = query.where(revisions.c.report == report, revisions.c.number == revision)
    with home.reading() as connection:
        row = connection.execute(query.order_by(readings.c.id.desc())).mappings().first()
        assert row is not None  # noqa: S101  # a revision comes with its reading
        hits: list[Hit] = []
        for item in ITEMS:
            table = TABLES[item]
            mine = select(table.c.id).where(table.c.reading == row["reading_id"])
            hits += ((item, number) for number in connection.scalars(mine.order_by(table.c.id)))
        answers = fetched(connection, hits)
    telling = Telling(
        report=report,
        revision=revision,
        mark=f"revision {revision}",
        seen=row["seen"],
        copy_of=row["copy_of"],
        told=record_report(row),
    )
    return telling, answers
