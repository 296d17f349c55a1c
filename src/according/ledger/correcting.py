"""Corrections in the ledger: kept for good, and applied to the present reading.

correct(address, changes) ──► corrections ──attach──► the corrected reading of the report

A corrected reading is a reading of its own beside the one it was made from, and takes its
place as the present one, so that questions find what an analyst said as they find all else.
It is made anew whenever a correction or a reading comes or goes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, insert, null, select, update

from according.errors import InputError
from according.ledger import addresses, readback
from according.ledger.amending import Amended, amended
from according.ledger.corrections import Correction, Judgement, anchors
from according.ledger.fields import INSIDE, typed
from according.ledger.ledger import Stored
from according.ledger.questions import Item
from according.ledger.rows import About, instant, rows
from according.ledger.schema import (
    ITEMS,
    PARTS,
    corrections,
    links,
    participants,
    readings,
    revisions,
    statements,
)
from according.ledger.schema import item as numbered
from according.records import Record

MARK = "+corrected"  # ends the version of the reader in a corrected reading
_LISTED: Mapping[Item, str] = {
    "statement": "statements",
    "event": "events",
    "figure": "figures",
    "position": "positions",
}


class Present:
    """The present reading of a report, as the reader made it, with what shares its row."""

    def __init__(self, connection: Connection, report: int) -> None:
        """Load it; raise InputError when there is no such report."""
        current = readings.c.current & (readings.c.report == report)
        row = connection.execute(select(readings.c.id, readings.c.corrects).where(current)).first()
        if row is None:
            raise InputError(f"There is no report r{report} in the ledger.")
        self.report = report
        self.corrected: int | None = row.id if row.corrects is not None else None
        self.number: int = row.id if row.corrects is None else row.corrects
        query = select(*readback.columns()).join(revisions).where(readings.c.id == self.number)
        page = connection.execute(query).mappings().all()
        self.revision = page[0]
        self.reading = readback.stored(connection, page)[0].reading

    def items(self, item: Item) -> Sequence[Record]:
        """Give the items of one sort."""
        found: Sequence[Record] = getattr(self.reading, _LISTED[item])
        return found

    def find(self, address: addresses.Address) -> tuple[Item, int]:
        """Find the place of an item; raise InputError when it is not there."""
        item = address.item
        if item is None:
            raise InputError(f"r{address.report} is a whole report. Name one of its items.")
        place, count = address.place, len(self.items(item))
        if item == "statement":
            names = [statement.id for statement in self.reading.statements]
            place = names.index(address.name) if address.name in names else count
        if place >= count:
            raise InputError(
                f"r{address.report} has {count} {_LISTED[item]}, and none at this address. "
                f"See: according ask --report {address.report}"
            )
        return item, place


def correct(connection: Connection, address: str, judgement: Judgement) -> Correction:
    """Note a correction and apply it; raise InputError when the item cannot take it."""
    where = addresses.parsed(address)
    present = Present(connection, where.report)
    item, place = present.find(where)
    if (judgement.verdict == "correct") != bool(judgement.changes):
        raise InputError("Say what to correct, as field=value, or accept or reject the item.")
    values = {
        "report": where.report,
        "item": item,
        "anchor": _packed(anchors(present.items(item))[place]),
        "verdict": judgement.verdict,
        "changes": _packed(_held(typed(item, judgement.changes), present)),
        "by_whom": judgement.by,
        "made": instant(datetime.now(UTC)),
        "note": judgement.note,
    }
    insertion = insert(corrections).values(values).returning(corrections.c.id)
    number: int = connection.execute(insertion).scalar_one()
    outcome = attach(connection, where.report)
    if outcome is not None and number in outcome.lost:
        raise InputError(f"{address} cannot be corrected so: {outcome.lost[number]}.")
    return next(each for each in listed(connection, where.report) if each.number == number)


def _held(changes: dict[str, Any], present: Present) -> dict[str, Any]:
    """Hold the statements that changes name by their anchors: ids are the reading's alone."""
    said = present.reading.statements
    named = {s.id: a for s, a in zip(said, anchors(said), strict=True)}
    for field in INSIDE:
        name = changes.get(field)
        if name is not None and name not in named:
            raise InputError(f"{field} {name!r} is no statement of r{present.report}.")
        if name is not None:
            changes[field] = msgspec.to_builtins(named[name])
    return changes


def undo(connection: Connection, address: str) -> Correction:
    """Take back the last correction of an item, or the one of this number."""
    live = select(corrections.c.id, corrections.c.report).where(corrections.c.undone.is_(null()))
    if address.isdecimal():
        query = live.where(corrections.c.id == int(address))
    else:
        where = addresses.parsed(address)
        present = Present(connection, where.report)
        item, place = present.find(where)
        query = live.where(corrections.c.item == item)
        query = query.where(corrections.c.found == numbered(present.number, place))
    row = connection.execute(query.order_by(corrections.c.id.desc())).first()
    if row is None:
        raise InputError(f"{address} has no correction to undo. See: according correct")
    mine = corrections.c.id == row.id
    now = instant(datetime.now(UTC))
    connection.execute(update(corrections).where(mine).values(undone=now, found=None))
    attach(connection, row.report)
    return next(each for each in listed(connection, row.report) if each.number == row.id)


def listed(connection: Connection, report: int | None = None) -> list[Correction]:
    """Give all corrections, the undone and the orphaned too, in the order they were made."""
    query = select(corrections).order_by(corrections.c.id)
    if report is not None:
        query = query.where(corrections.c.report == report)
    rows_ = connection.execute(query).all()
    names = _names(connection, rows_)
    return [_correction(row, names) for row in rows_]


def standing(
    connection: Connection, item: Item, numbers: Sequence[int]
) -> dict[int, list[Correction]]:
    """Give the live corrections of items, by the items' numbers as read."""
    query = select(corrections).where(
        corrections.c.item == item,
        corrections.c.found.in_(numbers),
        corrections.c.undone.is_(null()),
    )
    rows_ = connection.execute(query.order_by(corrections.c.id)).all()
    names = _names(connection, rows_)
    out: dict[int, list[Correction]] = defaultdict(list)
    for row in rows_:
        out[row.found].append(_correction(row, names))
    return out


def _names(connection: Connection, found: Sequence[Row[Any]]) -> dict[int, str]:
    """Give the names of the statements that corrections are about."""
    numbers = [row.found for row in found if row.item == "statement" and row.found is not None]
    if not numbers:
        return {}
    query = select(statements.c.id, statements.c.name).where(statements.c.id.in_(numbers))
    return {row.id: row.name for row in connection.execute(query)}


def _correction(row: Row[Any], names: Mapping[int, str]) -> Correction:
    address = None
    if row.found is not None:
        name = names.get(row.found)
        address = addresses.written(row.item, row.report, row.found, name)
    return msgspec.convert(
        {
            "number": row.id,
            "report": row.report,
            "item": row.item,
            "anchor": msgspec.json.decode(row.anchor),
            "verdict": row.verdict,
            "changes": msgspec.json.decode(row.changes),
            "by": row.by_whom,
            "at": row.made,
            "note": row.note,
            "undone": row.undone,
            "address": address,
        },
        Correction,
    )


def corrected(connection: Connection) -> list[Stored]:
    """Give the present readings of all reports that an analyst has corrected."""
    live = corrections.c.undone.is_(null()) & corrections.c.found.is_not(null())
    query = select(*readback.columns()).join(revisions).where(readings.c.current)
    query = query.where(readings.c.report.in_(select(corrections.c.report).where(live)))
    page = connection.execute(query.order_by(readings.c.report)).mappings().all()
    return readback.stored(connection, page)


def attach(connection: Connection, report: int) -> Amended | None:
    """Make the corrected reading of a report anew; to be called when a reading has come.

    None if nobody has corrected the report.
    """
    mine = listed(connection, report)
    if not mine:
        return None
    present = Present(connection, report)
    live = [each for each in mine if each.undone is None]
    outcome = amended(present.reading, live)
    for each in live:
        place = outcome.found.get(each.number)
        found = None if place is None else numbered(present.number, place[1])
        this = corrections.c.id == each.number
        connection.execute(update(corrections).where(this).values(found=found))
    _clear(connection, report)
    differs = bool(outcome.changed or outcome.rejected)
    _show(connection, present.number, current=not differs)
    if differs:
        _write(connection, present, outcome)
    return outcome


def _clear(connection: Connection, report: int) -> None:
    """Delete the corrected readings of a report: all that is in them is elsewhere."""
    query = select(readings.c.id).where(readings.c.report == report)
    for number in connection.scalars(query.where(readings.c.corrects.is_not(null()))).all():
        # The parts of items first: foreign keys hold them.
        ours = (numbered(number, 0), numbered(number + 1, 0) - 1)
        connection.execute(delete(links).where(links.c.statement.between(*ours)))
        connection.execute(delete(participants).where(participants.c.event.between(*ours)))
        for table in (each for each in PARTS if "reading" in each.c):
            connection.execute(delete(table).where(table.c.reading == number))
        connection.execute(delete(readings).where(readings.c.id == number))


def _show(connection: Connection, number: int, *, current: bool) -> None:
    """Let questions find a reading, or not."""
    connection.execute(update(readings).where(readings.c.id == number).values(current=current))
    for table in ITEMS:
        mine = table.c.reading == number
        connection.execute(update(table).where(mine).values(current=current))


def _write(connection: Connection, present: Present, outcome: Amended) -> None:
    """Write the corrected reading; what is rejected leaves a gap in its numbers."""
    row = present.revision
    values = {
        "revision": row["id"],
        "report": present.report,
        "reader": present.reading.reader + MARK,
        "made": instant(datetime.now(UTC)),
        "current": True,
        "corrects": present.number,
    }
    insertion = insert(readings).values(values).returning(readings.c.id)
    number: int = connection.execute(insertion).scalar_one()
    about = About(number, present.report, row["day"], row["publisher_key"], current=True)
    written = rows(outcome.reading, about)
    gone = {(_LISTED[item], numbered(number, place)) for item, place in outcome.rejected}
    held_by = {"links": ("statements", "statement"), "participants": ("events", "event")}
    for table in PARTS:
        owner, key = held_by.get(table.name, (table.name, "id"))
        kept = [each for each in written[table.name] if (owner, each[key]) not in gone]
        if kept:
            connection.execute(insert(table), kept)


def _packed(value: object) -> str:
    return msgspec.json.encode(value).decode()
