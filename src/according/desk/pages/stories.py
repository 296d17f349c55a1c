"""The stories of a dossier: reports of one happening, to be taken apart or put together.

Dossier.stories ──► Told(story, reports, claim, origins), the latest first
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.responses import Response

from according.desk import rulings
from according.desk.dossiers import At
from according.desk.filters import DEEPEST
from according.desk.pages.dossier import Part, frame
from according.desk.pages.today import Told, told
from according.desk.rendering import render
from according.desk.views import PATH, Wanted
from according.dossier.stories import Story
from according.ledger import Ruling

PAGE = 25
router = APIRouter(prefix=PATH)


@dataclass(kw_only=True)
class Page(Part):
    """A page of stories, and what analysts ruled on them."""

    template: ClassVar[str] = "stories.html"
    stories: Sequence[Told]
    ruled: Sequence[Ruling]
    total: int
    offset: int
    limit: int = PAGE


@router.get("/stories")
def stories(view: Wanted, offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0) -> Response:
    """Show what is reported, happening by happening."""
    with view.opened() as at:
        whole = everything(at)
        page = Page(
            **frame(view, at, "stories"),
            stories=[told(at.dossier, each) for each in whole[offset : offset + PAGE]],
            ruled=[each for each in rulings.standing(at) if each.reports],
            total=len(whole),
            offset=offset,
        )
        return render(view.request, page)


def everything(at: At) -> list[Story]:
    """Give all stories, the latest first."""
    return at.keep("stories", lambda: list(at.dossier.stories))
