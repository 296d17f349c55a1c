"""``according dossier``: where a negotiation stands, on whose word.

name, --as-of ──Dossier.open──► standing, or one section ──► text for people, json
new NAME ──► a commented file to be filled in          list ──► those that there are
"""

import sys
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from according.cli.output import output
from according.errors import DossierError
from according.exports.harmless import for_terminal

if TYPE_CHECKING:
    from according.dossier import Dossier

Section = Literal[
    "timeline", "stories", "claims", "origins", "contacts", "people", "positions", "figures",
    "contradictions", "state",
]  # fmt: skip
Format = Literal["text", "json"]
_COMMANDS = ("new", "list")  # of ours, which no dossier can be called

dossier = App(name="dossier", help="Where a negotiation stands, on whose word.")


@dossier.default
def show(
    name: Annotated[str, Parameter(help="A dossier: its name or file.")],
    /,
    *,
    section: Annotated[
        Section | None, Parameter(help="One part in full, instead of the standing at a glance.")
    ] = None,
    as_of: Annotated[
        str | None, Parameter(help="The picture as it was known on that day, like 2026-05-01.")
    ] = None,
    format_: Annotated[Format, Parameter(name="--format", help="text is for people.")] = "text",
    ledger: Annotated[str | None, Parameter(help="A file, or postgresql://….")] = None,
) -> bool:
    """Print where a negotiation stands: the talks, contacts, positions, figures, contradictions.

    NAME is a dossier of yours, or a TOML file, or a folder with a dossier.toml in it. A report
    is named by its number in the ledger, r12; according ask --report 12 shows it.
    """
    from according.dossier import Dossier  # noqa: PLC0415  # not for --help
    from according.ledger import Ledger  # noqa: PLC0415

    with (
        Ledger.open(ledger, write=False) as opened,
        Dossier.open(opened, name, as_of=as_of) as found,
    ):
        if section is not None:
            _section(found, section, format_)
        else:
            _standing(found, format_)
        empty = not len(found.material)
    sys.stdout.flush()
    if empty:
        sys.stderr.write(for_terminal(_nothing(name, as_of)) + "\n")
    return False


def _standing(found: "Dossier", format_: Format) -> None:
    from according.exports.dossiers import json, standing  # noqa: PLC0415  # rich is slow

    if format_ == "json":
        json.write(found.standing(), output("json"))
    else:
        standing.write(found.standing(), found.title, output("text"))


def _section(found: "Dossier", section: Section, format_: Format) -> None:
    from according.exports.dossiers import json, sections  # noqa: PLC0415

    if format_ == "json":
        json.write_all(sections.answers(found, section), output("json"))
    else:
        sections.write(found, section, output("text"))


def _nothing(name: str, as_of: str | None) -> str:
    when = f" until {as_of}" if as_of else ""
    return (
        f"No report in the ledger belongs to {name}{when}. A report belongs when it names a party "
        "and one more party, mediator, issue or place of the dossier, within its days. Add "
        "some: according add, according watch."
    )


@dossier.command(name="new")
def begin(name: Annotated[str, Parameter(help="What to call it, like sarn-valley.")], /) -> bool:
    """Write a commented dossier file to be filled in, and say where it is.

    A name goes among your dossiers; a path, like ./sarn-valley.toml, where it says.
    """
    from according.dossier.shelf import new  # noqa: PLC0415

    if name in _COMMANDS:
        raise DossierError(f"A dossier cannot be called “{name}”, which is a command. Say more.")
    path = new(name)
    sys.stdout.write(for_terminal(str(path)) + "\n")
    sys.stderr.write(
        for_terminal(f"Fill in who takes part, then: according dossier {path.stem}") + "\n"
    )
    return False


@dossier.command(name="list")
def listed() -> bool:
    """List your dossiers, each with its title and file; one that cannot be followed says why."""
    from according.dossier import shelf  # noqa: PLC0415
    from according.dossier.file import load  # noqa: PLC0415

    wrong = False
    paths = sorted(shelf.home().glob("*.toml"))
    for path in paths:
        try:
            title = load(path).dossier.title
        except DossierError as error:
            title, wrong = f"! {error}", True
        sys.stdout.write(for_terminal(f"{path.stem:24}  {title}  ({path})") + "\n")
    if not paths:
        sys.stderr.write("There are none yet. Begin one with: according dossier new NAME\n")
    return wrong
