"""``according ruling``: an analyst's word on who is who, and on what is one happening.

merge NAME NAME …   part NAME NAME …   split r12 …   join r12 r20 …   list   undo NUMBER
"""

import getpass
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from according.cli.output import output
from according.errors import InputError
from according.exports.harmless import for_terminal

if TYPE_CHECKING:
    from according.ledger import Ruling
    from according.ledger.rulings import Sort

ruling = App(name="ruling", help="Say which names are one actor, and which reports one happening.")
_SAYS: dict[str, str] = {
    "merge": "are one actor",
    "part": "are not one actor",
    "split": "a story of their own",
    "join": "their stories are one",
}
_REPORT = re.compile(r"r?(\d{1,18})")

Names = Annotated[str, Parameter(help="Names as reports write them; the first is what to call it.")]
Reports = Annotated[str, Parameter(help="Reports by their numbers in the ledger, like r12.")]
Of = Annotated[str, Parameter(help="The dossier in which it holds: its name or file.")]


@Parameter(name="*")
@dataclass(kw_only=True)
class Made:
    """Who rules, why, and where it is kept."""

    note: Annotated[str | None, Parameter(help="Why; kept with the ruling.")] = None
    by: Annotated[str | None, Parameter(help="Who says so; your user name if not given.")] = None
    ledger: Annotated[str | None, Parameter(help="A file, or postgresql://….")] = None


@ruling.command
def merge(*names: Names, dossier: Of = "", made: Made | None = None) -> bool:
    """Rule that these names mean one actor: in one dossier, or in all where none is named."""
    return _rule("merge", names, dossier, made)


@ruling.command
def part(*names: Names, dossier: Of = "", made: Made | None = None) -> bool:
    """Rule that no two of these names mean one actor, whatever was made of them."""
    return _rule("part", names, dossier, made)


@ruling.command
def split(*reports: Reports, dossier: Of, made: Made | None = None) -> bool:
    """Rule that these reports tell a happening of their own: take them out of their story."""
    return _rule("split", [_number(each) for each in reports], dossier, made)


@ruling.command
def join(*reports: Reports, dossier: Of, made: Made | None = None) -> bool:
    """Rule that the stories of these reports are one story."""
    return _rule("join", [_number(each) for each in reports], dossier, made)


@ruling.command
def undo(
    number: Annotated[int, Parameter(help="The ruling's: according ruling list prints it.")],
    /,
    *,
    ledger: Annotated[str | None, Parameter(help="A file, or postgresql://….")] = None,
) -> bool:
    """Take a ruling back. It stays on record as undone."""
    from according.ledger import Ledger  # noqa: PLC0415  # not for --help

    with Ledger.open(ledger) as opened:
        _tell(opened.undo_ruling(number))
    return False


@ruling.command(name="list")
def listed(
    *,
    dossier: Annotated[str | None, Parameter(help="Only those that hold in this dossier.")] = None,
    ledger: Annotated[str | None, Parameter(help="A file, or postgresql://….")] = None,
) -> bool:
    """List all rulings, the undone too, in the order in which they were made."""
    from according.ledger import Ledger  # noqa: PLC0415

    with Ledger.open(ledger, write=False) as opened:
        found = opened.rulings(dossier and _named(dossier))
    for each in found:
        _tell(each)
    sys.stdout.flush()
    if not found:
        sys.stderr.write("No rulings.\n")
    return False


def _rule(
    sort: "Sort", what: "tuple[str, ...] | list[int]", dossier: str, made: Made | None
) -> bool:
    from according.ledger import Ledger  # noqa: PLC0415

    given = made or Made()
    of = _named(dossier) if dossier else ""
    with Ledger.open(given.ledger) as opened:
        who = given.by or getpass.getuser()
        ruled = opened.rule(sort, *what, by=who, dossier=of, note=given.note)
        unheard = opened.unheard(*ruled.names)
    _tell(ruled)
    if unheard:
        sys.stdout.flush()
        sys.stderr.write(for_terminal(_warning(unheard, ruled.number)) + "\n")
    return False


def _warning(unheard: list[str], number: int) -> str:
    """Tell of names that may be slips; a ruling on names to come is kept as any other."""
    some = ", ".join(f"“{name}”" for name in unheard)
    return (
        f"Nowhere in the ledger so far: {some}. The ruling is kept for reports that spell it so; "
        f"if it is a slip: according ruling undo {number}"
    )


def _named(dossier: str) -> str:
    """The name that a dossier has in its file; raises DossierError when there is none."""
    from according.dossier import file, shelf  # noqa: PLC0415

    return file.load(shelf.find(dossier)).name


def _number(report: str) -> int:
    found = _REPORT.fullmatch(report.strip())
    if found is None:
        raise InputError(f"{report!r} is no report. Reports are named like r12: see according ask.")
    return int(found[1])


def _tell(told: "Ruling") -> None:
    """Print a ruling in one line."""
    between = " = " if told.sort == "merge" else " ≠ "
    what = between.join(told.names) or " ".join(f"r{number}" for number in told.reports)
    parts = [
        f"{told.number} {'undone' if told.undone else told.sort}",
        f"{what}: {_SAYS[told.sort]}",
        told.dossier or "all dossiers",
        f"by {told.by} {told.at[:10]}",
        told.note and f"“{told.note}”",
    ]
    line = " · ".join(part for part in parts if part)
    output("text").write(for_terminal(line) + "\n")
