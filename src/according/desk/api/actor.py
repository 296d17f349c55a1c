"""What the ledger holds on a name."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from according.desk.api.schema import encoded, gives
from according.desk.api.types import Actor, Found
from according.desk.desk import at
from according.desk.filters import LONGEST
from according.desk.pages.actor import gathered

router = APIRouter(tags=["actor"])


@router.get(
    "/actor",
    operation_id="actor",
    response_class=Response,
    responses=gives(Actor, "Its spellings, who cites it, and its first answers.", 400),
)
def actor(
    request: Request,
    name: Annotated[
        str,
        Query(
            min_length=1,
            max_length=LONGEST,
            description='A name or part of one; in "double quotes" the whole name.',
        ),
    ],
) -> Response:
    """Tell of a name: what it said, did and is said to have done, where it stands."""
    ledger = at(request).ledger()
    profile = ledger.profile(name)
    sections = {
        each.name: Found(
            answers=list(each.answers),
            limit=len(each.answers),
            offset=0,
            next=f"/api{each.all}" if each.more else None,
        )
        for each in gathered(ledger, name)
    }
    return encoded(Actor(profile=profile, sections=sections))
