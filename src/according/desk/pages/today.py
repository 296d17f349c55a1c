"""What is new, dossier by dossier: where the talks stand, then the latest stories.

dossiers ──► standing, stories ──► Board(talks, Told(story, reports, claim, origins))
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from according.desk.dossiers import At, Dossiers, Known
from according.desk.pages.dossier import Names
from according.desk.rendering import Context, render
from according.desk.troubles import NotYetError
from according.desk.views import dossiers
from according.dossier.items import Filed
from according.dossier.stories import Story
from according.errors import DossierError

if TYPE_CHECKING:
    from according.dossier import Dossier
    from according.dossier.standing import Standing

STORIES = 8  # of each dossier
router = APIRouter()


class Told(NamedTuple):
    """A story with its reports, and the claim of it that most reports make."""

    story: Story
    filed: Sequence[Filed]
    claim: str = ""
    words: str = ""
    origins: int = 0
    reports: int = 0  # that make the claim

    @property
    def publishers(self) -> int:
        """How many publishers tell it."""
        return len({each.publisher for each in self.filed})

    @property
    def copies(self) -> int:
        """How many of the reports are copies of others."""
        return sum(each.copy_of is not None for each in self.filed)


class Board(NamedTuple):
    """One dossier on this page."""

    known: Known
    standing: "Standing | None" = None
    of: Names = str
    stories: Sequence[Told] = ()
    coming: bool = False  # it is being worked out


@dataclass(kw_only=True)
class Page(Context):
    """What the page shows."""

    template: ClassVar[str] = "today.html"
    here: ClassVar[str] = "today"
    title: str = "Today"
    boards: Sequence[Board]


@router.get("/today")
def today(request: Request) -> Response:
    """Show what is new."""
    found = dossiers(request)
    return render(request, Page(boards=[_board(found, each) for each in found.known()]))


def _board(found: Dossiers, known: Known) -> Board:
    if known.problem:
        return Board(known)
    try:
        with found.opened(known.name) as at:
            return at.keep("board", lambda: _gathered(at, known))
    except NotYetError:
        return Board(known, coming=True)
    except DossierError as error:  # who is in the cast is seen when it is opened
        return Board(Known(name=known.name, title=known.title, problem=str(error)))


def _gathered(at: At, known: Known) -> Board:
    dossier = at.dossier
    latest = at.keep("stories", lambda: list(dossier.stories))[:STORIES]
    stories = [told(dossier, story) for story in latest]
    return Board(known, at.keep("standing", dossier.standing), dossier.title, stories)


def told(dossier: "Dossier", story: Story) -> Told:
    """Give a story with the claim that most of its reports make."""
    filed = [dossier.material.filed(report) for report in story.reports]
    counts: dict[str, int] = {}
    for report in story.reports:
        for key in dossier.claims.in_report(report):
            counts[key] = counts.get(key, 0) + 1
    if not counts:
        return Told(story, filed)
    most = max(counts, key=lambda key: counts[key])
    claim = dossier.claims.claim(most)
    words = dossier.item(claim.items[0]).text
    origins = dossier.origins.of(most).count
    return Told(story, filed, most, words, origins, len(claim.reports))
