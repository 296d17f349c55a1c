"""Claims and their origins: what is asserted, and the tree of who has it from whom.

r28.c2  event  1 origin in 4 reports   “a deal has been reached”
└── official familiar with the talks (Breakwater Live)
    └── r28 Breakwater Live, 25 Apr
        └── r29 Northlight Television, 25 Apr  retelling
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from according.dossier.claims import Claim
from according.dossier.origins import Lead, Origin
from according.dossier.wording import counted, short_day
from according.exports.dossiers.page import badge, keys, quoted, rows, text

if TYPE_CHECKING:
    from according.dossier import Dossier

ROOM = 240  # characters of a claim's words
MOST = 40  # claims listed for people; JSON has all


def most_told(dossier: "Dossier", least: int = 2) -> list[Claim]:
    """The claims that several reports make, those with most reports first."""
    found = [claim for claim in dossier.claims if len(claim.reports) >= least]
    return sorted(found, key=lambda claim: len(claim.reports), reverse=True)


def listed(dossier: "Dossier", claims: Iterable[Claim]) -> RenderableType:
    """Claims, one a line, with how many origins each has."""
    grid = rows(9, 9, None, 24)
    for claim in claims:
        behind = text(_weight(dossier, claim), "bold").append("\n").append(keys(claim.reports))
        words = _words(dossier, claim)
        grid.add_row(text(claim.key, "dim"), claim.kind, words, behind)
    return grid


def trees(dossier: "Dossier", claims: Iterable[Claim]) -> Iterator[RenderableType]:
    """Claims, each with the tree from its origins through every report that carried it."""
    for claim in claims:
        tree = dossier.origins.of(claim.key)
        head = text(f"{claim.key}  ", "dim").append(claim.kind)
        head.append(f"  {_weight(dossier, claim)}", "bold")
        grown = Tree(head.append("\n").append(_words(dossier, claim)))
        grown.guide_style = "dim"
        for origin in tree.origins:
            _grow(dossier, grown.add(text(origin.name, "bold")), origin)
        if tree.loop:
            circle = " ↔ ".join(f"r{report}" for report in tree.loop)
            grown.add(text(f"a circle of citations: {circle}", "yellow"))
        if tree.withdrawn is not None:
            grown.add(text(f"taken back in r{tree.withdrawn.report}", "red"))
        yield Group(grown, Text(""))


def _weight(dossier: "Dossier", claim: Claim) -> str:
    count = dossier.origins.of(claim.key).count
    return f"{counted(count, 'origin')} in {counted(len(claim.reports), 'report')}"


def _words(dossier: "Dossier", claim: Claim) -> Text:
    """The words of the first item that makes a claim."""
    return quoted(dossier.item(claim.items[0]).text, ROOM)


def _grow(dossier: "Dossier", root: Tree, origin: Origin) -> None:
    """Hang every report below the one that it has the claim from."""
    below: dict[int | None, list[Lead]] = {}
    here = {lead.report for lead in origin.leads}
    for lead in origin.leads:
        below.setdefault(lead.parent if lead.parent in here else None, []).append(lead)
    done: set[int] = set()

    def hang(branch: Tree, parent: int | None) -> None:
        for lead in below.get(parent, ()):
            if lead.report not in done:
                done.add(lead.report)
                hang(branch.add(_lead(dossier, lead)), lead.report)

    hang(root, None)


def _lead(dossier: "Dossier", lead: Lead) -> Text:
    filed = dossier.material.filed(lead.report)
    line = text(f"r{lead.report} ", "dim")
    line.append(text(f"{filed.publisher or 'unknown publisher'}, "))
    line.append(short_day(filed.when))
    return line if lead.how == "own" else line.append("  ").append(badge(lead.how))
