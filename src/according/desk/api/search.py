"""The whole ledger, with the filters of ``according ask``."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from according.desk.api.schema import encoded, gives
from according.desk.api.types import Found
from according.desk.desk import at
from according.desk.filters import Filters

router = APIRouter(tags=["search"])


@router.get(
    "/search",
    operation_id="search",
    response_class=Response,
    responses=gives(Found, "A page of answers.", 400),
)
def search(request: Request, filters: Annotated[Filters, Query()]) -> Response:
    """Find statements, events, figures and positions."""
    found = at(request).ledger().ask(filters.question())
    after = filters.address("/api/search", offset=filters.offset + filters.limit)
    page = Found(
        answers=list(found),
        limit=filters.limit,
        offset=filters.offset,
        next=after if found.more else None,
        unknown={name: list(close) for name, close in found.unknown.items()},
    )
    return encoded(page)
