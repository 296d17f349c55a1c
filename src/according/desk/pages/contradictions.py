"""What cannot both hold, side by side, each side with its words and its sourcing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.responses import Response

from according.desk.dossiers import At
from according.desk.filters import DEEPEST
from according.desk.pages.dossier import PAGE, Part, frame
from according.desk.rendering import render
from according.desk.views import PATH, Wanted
from according.dossier.contradictions import Contradiction

router = APIRouter(prefix=PATH)


@dataclass(kw_only=True)
class Page(Part):
    """A page of contradictions, the latest first."""

    template: ClassVar[str] = "contradictions.html"
    contradictions: Sequence[Contradiction]
    total: int
    offset: int
    limit: int = PAGE


@router.get("/contradictions")
def contradictions(view: Wanted, offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0) -> Response:
    """Show what cannot both hold."""
    with view.opened() as at:
        whole = everything(at)
        page = Page(
            **frame(view, at, "contradictions"),
            contradictions=whole[offset : offset + PAGE],
            total=len(whole),
            offset=offset,
        )
        return render(view.request, page)


def everything(at: At) -> list[Contradiction]:
    """Give all contradictions, the latest first."""
    return at.keep("contradictions", lambda: list(at.dossier.contradictions))
