"""What cannot both hold, side by side, each side with its words and its sourcing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from according.desk.dossiers import At
from according.desk.filters import DEEPEST
from according.desk.pages.dossier import PAGE, Part, dossiers, frame
from according.desk.rendering import render
from according.dossier.contradictions import Contradiction

router = APIRouter()


@dataclass(kw_only=True)
class Page(Part):
    """A page of contradictions, the latest first."""

    template: ClassVar[str] = "contradictions.html"
    contradictions: Sequence[Contradiction]
    total: int
    offset: int
    limit: int = PAGE


@router.get("/dossiers/{name}/contradictions")
def contradictions(
    request: Request, name: str, offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0
) -> Response:
    """Show what cannot both hold."""
    with dossiers(request).opened(name) as at:
        whole = everything(at)
        page = Page(
            **frame(at, "contradictions"),
            contradictions=whole[offset : offset + PAGE],
            total=len(whole),
            offset=offset,
        )
        return render(request, page)


def everything(at: At) -> list[Contradiction]:
    """Give all contradictions, the latest first."""
    return at.keep("contradictions", lambda: list(at.dossier.contradictions))
