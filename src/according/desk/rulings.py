"""What an analyst rules on actors and stories, from a form or as JSON, and what was ruled.

form ──► Asked(sort, names | reports, everywhere) ──► ledger.rule, ledger.undo_ruling ──► Ruling
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from according.desk.desk import Desk
from according.desk.troubles import NotThereError
from according.errors import InputError
from according.ledger import Ruling
from according.ledger.identity import fold
from according.ledger.rulings import OF_NAMES, Sort

if TYPE_CHECKING:
    from according.desk.dossiers import At

PICK = "pick-"  # before the names of fields that choose an actor or a report
UNLISTED = "."  # stands in the keys of people whom only reports know
_SORTS = {"merge", "part", "split", "join"}


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ruling to be made: of ``names`` to merge or part, of ``reports`` to split or join.

    ``everywhere`` lets it hold in all dossiers, not in this one alone; only names can.
    """

    sort: Sort
    names: list[str] = []
    reports: list[int] = []
    everywhere: bool = False
    note: str | None = None


def typed(form: Mapping[str, str]) -> Asked:
    """Read a form; raise InputError for one that makes no sense."""
    sort = form.get("sort", "")
    if sort not in _SORTS:
        raise InputError(f"“{sort}” is no ruling. There are merge, part, split and join.")
    picked = [each for name, each in form.items() if name.startswith(PICK) and each.strip()]
    of_names = sort in OF_NAMES
    return Asked(
        sort=sort,  # type: ignore[arg-type]  # one of them, as was seen
        names=picked if of_names else [],
        reports=[] if of_names else list(map(_number, picked)),
        everywhere=bool(form.get("everywhere")),
        note=form.get("note", "").strip() or None,
    )


def _number(written: str) -> int:
    try:
        return int(written.strip().removeprefix("r"))
    except ValueError:
        raise InputError(f"“{written}” is no report. Write its number, as in r12.") from None


def rule(desk: Desk, asked: Asked, dossier: str, by: str) -> Ruling:
    """Hand a ruling to the ledger."""
    what = asked.names if asked.sort in OF_NAMES else asked.reports
    where = "" if asked.everywhere and asked.sort in OF_NAMES else dossier
    with desk.amending() as ledger:
        return ledger.rule(asked.sort, *what, by=by, dossier=where, note=asked.note)


def undo(desk: Desk, number: int, dossier: str) -> Ruling:
    """Take a ruling back that holds in a dossier; raise NotThereError where it has none such."""
    with desk.amending() as ledger:
        if number not in {each.number for each in ledger.rulings(dossier, undone=False)}:
            raise NotThereError(f"The dossier “{dossier}” has no ruling {number} to take back.")
        return ledger.undo_ruling(number)


def standing(at: "At") -> list[Ruling]:
    """Give the rulings that hold in a dossier, the latest first."""
    return at.keep("rulings", lambda: list(reversed(at.dossier.material.rulings)))


def on_names(at: "At", names: Iterable[str] | None = None) -> Iterator[Ruling]:
    """Give the rulings on actors: all, or those in which one of these names or keys stands."""
    wanted = None if names is None else {fold(name) for name in names}
    for ruling in standing(at):
        if ruling.names and (wanted is None or wanted & {fold(name) for name in ruling.names}):
            yield ruling


def handle(key: str, called: str) -> str:
    """The name under which an actor stands in a ruling: a key only where no list has its name."""
    return key if UNLISTED in key else called
