"""Rulings in the ledger: noted, undone, listed; never changed otherwise.

Draft ──note──► rulings ──listed──► Ruling, …
"""

from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, null, or_, select, update

from according.errors import InputError
from according.ledger.rows import instant
from according.ledger.rulings import OF_NAMES, Draft, Ruling
from according.ledger.schema import reports, rulings


def note(connection: Connection, draft: Draft) -> Ruling:
    """Note a ruling; raise InputError for one of reports that are not there."""
    if draft.sort not in OF_NAMES:
        there = set(connection.scalars(select(reports.c.id).where(reports.c.id.in_(draft.what))))
        for number in draft.what:
            if number not in there:
                raise InputError(f"There is no report r{number} in the ledger.")
    values = {
        "sort": draft.sort,
        "dossier": draft.dossier,
        "what": msgspec.json.encode(draft.what).decode(),
        "by_whom": draft.by,
        "made": instant(datetime.now(UTC)),
        "note": draft.note,
    }
    row = connection.execute(insert(rulings).values(values).returning(*rulings.c)).one()
    return _ruling(row)


def undo(connection: Connection, number: int) -> Ruling:
    """Take a ruling back; it stays on record. Raise InputError where there is none to take back."""
    mine = rulings.c.id == number
    change = update(rulings).where(mine, rulings.c.undone.is_(null()))
    change = change.values(undone=instant(datetime.now(UTC)))
    row = connection.execute(change.returning(*rulings.c)).first()
    if row is None:
        raise InputError(
            f"There is no ruling {number} that could be undone. See: according ruling list"
        )
    return _ruling(row)


def listed(
    connection: Connection, dossier: str | None = None, *, undone: bool = True
) -> list[Ruling]:
    """Give the rulings in the order in which they were made: all, or those for a dossier."""
    query = select(rulings).order_by(rulings.c.id)
    if dossier is not None:
        query = query.where(or_(rulings.c.dossier == dossier, rulings.c.dossier == ""))
    if not undone:
        query = query.where(rulings.c.undone.is_(null()))
    return [_ruling(row) for row in connection.execute(query)]


def _ruling(row: Row[Any]) -> Ruling:
    of = "names" if row.sort in OF_NAMES else "reports"
    return msgspec.convert(
        {
            "number": row.id,
            "sort": row.sort,
            of: msgspec.json.decode(row.what),
            "dossier": row.dossier,
            "by": row.by_whom,
            "at": row.made,
            "note": row.note,
            "undone": row.undone,
        },
        Ruling,
    )
