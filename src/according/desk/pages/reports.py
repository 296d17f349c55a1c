"""The reports of the ledger, the latest first; new ones appear as they come."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from according.desk.desk import at
from according.desk.filters import DEEPEST
from according.desk.rendering import Context, render
from according.ledger.kept import Listed

PAGE = 50
router = APIRouter()


@dataclass(kw_only=True)
class Page(Context):
    """What the list shows."""

    template: ClassVar[str] = "reports.html"
    here: ClassVar[str] = "reports"
    title: str = "Reports"
    listed: Listed


@router.get("/")
def front() -> Response:
    """Open on what is new."""
    return RedirectResponse("/today")


@router.get("/reports")
def reports(request: Request, offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0) -> Response:
    """List the reports."""
    listed = at(request).ledger().reports(PAGE, offset)
    return render(request, Page(listed=listed))
