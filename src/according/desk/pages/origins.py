"""Where claims come from: the most told, and of each the tree of who has it from whom.

claim ──► Tree(origins) ──► Branch(lead, filed, below) …
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple

from fastapi import APIRouter, Query
from starlette.responses import Response

from according.desk.dossiers import At
from according.desk.filters import DEEPEST
from according.desk.pages.dossier import Part, frame
from according.desk.rendering import render
from according.desk.troubles import NotThereError
from according.desk.views import PATH, Wanted
from according.dossier.claims import Claim
from according.dossier.items import Filed
from according.dossier.origins import Lead, Origin, Tree

if TYPE_CHECKING:
    from according.dossier import Dossier

PAGE = 15  # trees on a page
LEAST = 2  # reports that make a claim worth a tree
router = APIRouter(prefix=PATH)


class Branch(NamedTuple):
    """A report in a tree, the words in it, and the reports that have the claim from it."""

    lead: Lead
    filed: Filed
    item: str
    below: "Sequence[Branch]"


class Grown(NamedTuple):
    """A claim with its tree."""

    claim: Claim
    words: str
    tree: Tree
    origins: Sequence[tuple[Origin, Sequence[Branch]]]


@dataclass(kw_only=True)
class Page(Part):
    """A page of claims with their trees."""

    template: ClassVar[str] = "origins.html"
    grown: Sequence[Grown]
    total: int
    offset: int
    limit: int = PAGE
    single: bool = False


@router.get("/origins")
def origins(view: Wanted, offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0) -> Response:
    """Show where the claims come from that most reports make."""
    with view.opened() as at:
        whole = at.keep("most told", lambda: most_told(at))
        grown = [grow(at.dossier, claim) for claim in whole[offset : offset + PAGE]]
        page = Page(**frame(view, at, "origins"), grown=grown, total=len(whole), offset=offset)
        return render(view.request, page)


@router.get("/origins/{claim}")
def origin(view: Wanted, claim: str) -> Response:
    """Show where one claim comes from."""
    with view.opened() as at:
        grown = [grow(at.dossier, found(at, claim))]
        page = Page(**frame(view, at, "origins"), grown=grown, total=1, offset=0, single=True)
        return render(view.request, page)


def found(at: At, claim: str) -> Claim:
    """Give the claim of a key; raise NotThereError where there is none."""
    if claim not in at.dossier.claims:
        raise NotThereError(f"The dossier has no claim “{claim}”.")
    return at.dossier.claims.claim(claim)


def most_told(at: At) -> list[Claim]:
    """Give the claims that several reports make, those with most reports first."""
    some = [claim for claim in at.dossier.claims if len(claim.reports) >= LEAST]
    return sorted(some, key=lambda claim: len(claim.reports), reverse=True)


def grow(dossier: "Dossier", claim: Claim) -> Grown:
    """Hang every report of a claim below the one that it has it from."""
    tree = dossier.origins.of(claim.key)
    first = {int(item[1 : item.index(".")]): item for item in reversed(claim.items)}
    roots = [(each, list(_branches(dossier, each, first))) for each in tree.origins]
    return Grown(claim, dossier.item(claim.items[0]).text, tree, roots)


def _branches(dossier: "Dossier", origin: Origin, items: dict[int, str]) -> Iterator[Branch]:
    below: dict[int | None, list[Lead]] = {}
    here = {lead.report for lead in origin.leads}
    for lead in origin.leads:
        below.setdefault(lead.parent if lead.parent in here else None, []).append(lead)
    done: set[int] = set()

    def hang(parent: int | None) -> Iterator[Branch]:
        for lead in below.get(parent, ()):
            if lead.report not in done:
                done.add(lead.report)
                filed = dossier.material.filed(lead.report)
                yield Branch(lead, filed, items.get(lead.report, ""), list(hang(lead.report)))

    yield from hang(None)
