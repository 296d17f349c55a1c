"""What the ledger holds at this moment, report by report, for those who keep up with it.

present(home) ──► {report: mark}     a mark changes when the report is read or corrected anew
tellings(home, reports) ──► Telling(report, revision, mark, seen, copy_of, Report)
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from according.ledger.homes import Home
from according.ledger.rows import record_report
from according.ledger.schema import readings, revisions
from according.records import Report

PAGE = 500  # reports asked for at once: SQLite takes no more variables than some thousands


class Telling(NamedTuple):
    """The present text of a report; ``seen`` is when it was found, ISO 8601 in UTC."""

    report: int
    revision: int
    mark: str
    seen: str
    copy_of: int | None
    told: Report


def present(home: Home) -> dict[int, str]:
    """Give every report that has been read, with the mark of its present reading."""
    query = select(readings.c.report, readings.c.id, readings.c.made).where(readings.c.current)
    with home.reading() as connection:
        # A corrected reading is deleted and made anew, maybe under the same number.
        return {row[0]: f"{row[1]} {row[2]}" for row in connection.execute(query)}


def tellings(home: Home, reports: Sequence[int]) -> list[Telling]:
    """Give the present texts of these reports."""
    out: list[Telling] = []
    for start in range(0, len(reports), PAGE):
        with home.reading() as connection:
            rows = connection.execute(_query(reports[start : start + PAGE])).mappings().all()
        out += [
            Telling(
                report=row["report"],
                revision=row["number"],
                mark=f"{row['reading_id']} {row['made']}",
                seen=row["seen"],
                copy_of=row["copy_of"],
                told=record_report(row),
            )
            for row in rows
        ]
    return out


def _query(reports: Sequence[int]) -> "Select[Any]":
    shown = (readings.c.id.label("reading_id"), readings.c.made, revisions)
    query = select(*shown).join(revisions, revisions.c.id == readings.c.revision)
    return query.where(readings.c.current & readings.c.report.in_(reports))
