"""Which reports an older reader read.

present reader ──► present readings of older ones ──► their texts, page by page
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select

from according.ledger import rows
from according.ledger.adding import order
from according.ledger.homes import Home
from according.ledger.ledger import Outdated
from according.ledger.schema import doubts, readings, revisions
from according.records import Doubt

PAGE = 100


def count(home: Home, reader: str) -> int:
    """Count the reports that wait to be read again."""
    query = _old(_older(home, reader)).with_only_columns(func.count())
    with home.reading() as connection:
        number: int = connection.execute(query).scalar_one()
    return number


def outdated(home: Home, reader: str) -> Iterator[Outdated]:
    """Give those reports in the order of their arrival.

    Each page looks anew: what was read again meanwhile, here or elsewhere, is left out.
    """
    older = _older(home, reader)
    last = 0
    while True:
        query = _old(older).where(readings.c.id > last).order_by(readings.c.id).limit(PAGE)
        with home.reading() as connection:
            page = connection.execute(query).mappings().all()
            noted = _doubts(connection, [row["reading_id"] for row in page])
        for row in page:
            found = noted.get(row["reading_id"], [])
            yield Outdated(row["report"], row["number"], rows.record_report(row), found)
        if len(page) < PAGE:
            return
        last = page[-1]["reading_id"]


def _doubts(connection: Connection, numbers: list[int]) -> dict[int, list[Doubt]]:
    query = select(doubts).where(doubts.c.reading.in_(numbers)).order_by(doubts.c.id)
    out: dict[int, list[Doubt]] = {}
    for row in connection.execute(query).mappings():
        out.setdefault(row["reading"], []).append(rows.record_doubt(row))
    return out


def _older(home: Home, reader: str) -> list[str]:
    """Give the readers that came before this one."""
    with home.reading() as connection:
        found = connection.scalars(select(readings.c.reader).where(readings.c.current).distinct())
        return [each for each in found if order(each) < order(reader)]


def _old(readers: list[str]) -> Select[Any]:
    return (
        select(readings.c.id.label("reading_id"), revisions)
        .join(revisions, revisions.c.id == readings.c.revision)
        .where(readings.c.current)
        .where(readings.c.reader.in_(readers))
    )
