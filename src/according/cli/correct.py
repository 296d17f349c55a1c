"""``according correct``: an analyst's word on what was read.

address, field=value … ──► ledger.correct ──► the item as corrected
--export FOLDER ──► the corrected reports as gold files
"""

import getpass
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from according.cli.output import output
from according.errors import InputError
from according.exports.harmless import for_terminal

if TYPE_CHECKING:
    from according.ledger import Correction, Ledger
    from according.ledger.corrections import Verdict


@Parameter(name="*")
@dataclass(kw_only=True)
class Verdicts:
    """What is said of an item, if not how it should read."""

    accept: Annotated[bool, Parameter(help="The item is right.", negative="")] = False
    reject: Annotated[bool, Parameter(help="There is no such item.", negative="")] = False
    undo: Annotated[bool, Parameter(help="Take back the item's last correction.", negative="")] = (
        False
    )

    def named(self) -> list[str]:
        """Give those that were chosen."""
        return [name for name, chosen in vars(self).items() if chosen]


def correct(  # noqa: PLR0913  # each is an option of its own
    address: Annotated[
        str | None, Parameter(help="An item, like r12.s3: according ask prints it.")
    ] = None,
    *changes: Annotated[
        str, Parameter(help="Fields as they should be: speaker='Tomas Rehl' kind=person")
    ],
    verdict: Verdicts | None = None,
    note: Annotated[str | None, Parameter(help="Why; kept with the correction.")] = None,
    by: Annotated[str | None, Parameter(help="Who says so; your user name if not given.")] = None,
    export: Annotated[
        Path | None, Parameter(help="Folder for gold files of all corrected reports.")
    ] = None,
    ledger: Annotated[str | None, Parameter(help="A file, or postgresql://….")] = None,
) -> bool:
    """Accept, reject or correct the item at ADDRESS; without one, list all corrections.

    The reading itself stays as it is. Answers show the item as corrected, and what was read.
    """
    from according.ledger import Ledger  # noqa: PLC0415  # not for --help

    chosen = verdict.named() if verdict else []
    _check(address, changes, chosen, export)
    with Ledger.open(ledger, write=address is not None) as opened:
        if export is not None:
            _export(opened, export)
        elif address is None:
            _list(opened)
        elif chosen == ["undo"]:
            _tell(opened.undo(address))
        else:
            fields = dict(map(_field, changes))
            word: Verdict = "reject" if "reject" in chosen else "accept" if chosen else "correct"
            who = by or getpass.getuser()
            _show(opened, opened.correct(address, word, by=who, note=note, **fields))
    return False


def _check(
    address: str | None, changes: tuple[str, ...], chosen: list[str], export: Path | None
) -> None:
    """Refuse what says nothing, or two things at once."""
    options = [f"--{name}" for name in chosen]
    if export is not None and (address or options):
        raise InputError("--export takes no address: it writes all corrected reports.")
    if address is None and options:
        raise InputError(f"{options[0]} which item? Name it, like r12.s3.")
    if len(options) > 1:
        raise InputError(f"{' and '.join(options)} cannot both be meant. Choose one.")
    if options and changes:
        raise InputError(
            f"{options[0]} takes no fields. Leave out {changes[0]!r}, or {options[0]}."
        )
    if address is not None and not options and not changes:
        raise InputError(f"What about {address}? Say field=value, --accept, --reject or --undo.")


def _field(change: str) -> tuple[str, str]:
    name, equals, value = change.partition("=")
    if not equals or not name.strip():
        raise InputError(f"{change!r} is no field=value, like speaker='Tomas Rehl'.")
    return name.strip(), value


def _show(ledger: "Ledger", told: "Correction") -> None:
    """Print the item as it is now, and how it was read."""
    from according.exports.answers import writer  # noqa: PLC0415
    from according.ledger import Question  # noqa: PLC0415

    here = Question(report=told.report, items=told.item, rejected=True, limit=None)
    answers = (answer for answer in ledger.ask(here) if answer.address == told.address)
    writer("text")(answers, output("text"))


def _list(ledger: "Ledger") -> None:
    """Print all corrections; say how many have lost their item."""
    found = ledger.corrections()
    for each in found:
        _tell(each)
    orphaned = sum(each.address is None and each.undone is None for each in found)
    sys.stdout.flush()
    if not found:
        sys.stderr.write("No corrections.\n")
    if orphaned:
        sys.stderr.write(
            f"{orphaned} orphaned: the present readings have no such items. They are kept, and "
            "apply again if one does.\n"
        )


def _tell(told: "Correction") -> None:
    """Print a correction in one line."""
    state = "undone" if told.undone else told.address or "orphaned"
    changes = " ".join(f"{name}={_written(value)}" for name, value in told.changes.items())
    words = " … ".join(told.anchor.words)
    parts = [
        f"{told.number} {state} (r{told.report} {told.item} “{words}”) {told.verdict}",
        changes,
        f"by {told.by} {told.at[:10]}",
        told.note and f"“{told.note}”",
    ]
    line = " · ".join(part for part in parts if part)
    output("text").write(for_terminal(line) + "\n")


def _written(value: object) -> str:
    """Write a value as it may be typed; a statement is told by its words."""
    if isinstance(value, dict):
        return "“" + " … ".join(value["words"]) + "”"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _export(ledger: "Ledger", folder: Path) -> None:
    from according.exports.gold import write  # noqa: PLC0415

    count = write(ledger.corrected(), folder)
    noun = "report" if count == 1 else "reports"
    output("text").write(for_terminal(f"{count} corrected {noun} written to {folder}") + "\n")
