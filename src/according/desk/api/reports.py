"""Reports: a page of them, or one whole with what was read from it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from according.desk.api.schema import encoded, gives
from according.desk.api.types import Session
from according.desk.desk import at
from according.desk.filters import DEEPEST, MOST, PAGE
from according.desk.guard import analyst
from according.desk.pages.report import found
from according.ledger.kept import Kept, Listed

router = APIRouter(tags=["reports"])
Number = Annotated[int, Path(ge=1, lt=1 << 53, description="The report's number: 12 for r12.")]


@router.get(
    "/reports",
    operation_id="reports",
    response_class=Response,
    responses=gives(Listed, "A page of reports, the latest to arrive first."),
)
def reports(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MOST)] = PAGE,
    offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0,
) -> Response:
    """List the reports of the ledger."""
    return encoded(at(request).ledger().reports(limit, offset))


@router.get(
    "/reports/{number}",
    operation_id="report",
    response_class=Response,
    responses=gives(Kept, "The report, its reading, its revisions and copies.", 404),
)
def report(
    request: Request,
    number: Number,
    revision: Annotated[int | None, Query(ge=1, le=DEEPEST, description="A former text.")] = None,
) -> Response:
    """Give a report with its present reading, as corrected; or a former text with its own."""
    return encoded(found(at(request).ledger(), number, revision))


@router.get(
    "/session",
    operation_id="session",
    response_class=Response,
    responses=gives(Session, "Your name and token."),
    tags=["session"],
)
def session(request: Request) -> Response:
    """Say who is at the desk, and give the token for whatever changes something."""
    return encoded(Session(analyst(request.scope), at(request).token))
