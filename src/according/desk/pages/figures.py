"""The figures of a dossier, series by series: a chart of each, and the same as a table.

series ──► by source: numbers, ranges, tellings; sources that cannot both hold side by side
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.responses import Response

from according.desk.dossiers import At
from according.desk.filters import DEEPEST
from according.desk.pages.dossier import Part, frame
from according.desk.rendering import render
from according.desk.views import PATH, Wanted
from according.dossier.series import Series

PAGE = 12  # series on a page: each may bring a chart
router = APIRouter(prefix=PATH)


@dataclass(kw_only=True)
class Page(Part):
    """A page of series; ``offset`` numbers the first of them."""

    template: ClassVar[str] = "figures.html"
    series: Sequence[Series]
    total: int
    offset: int
    limit: int = PAGE


@router.get("/figures")
def figures(view: Wanted, offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0) -> Response:
    """Show the figures, those with most to tell first."""
    with view.opened() as at:
        whole = everything(at)
        some = whole[offset : offset + PAGE]
        page = Page(**frame(view, at, "figures"), series=some, total=len(whole), offset=offset)
        return render(view.request, page)


def everything(at: At) -> list[Series]:
    """Give all series in their order."""
    return at.keep("figures", lambda: list(at.dossier.figures))
