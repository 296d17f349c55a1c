"""What the ledger holds on a name, and on an actor of the cast under all its names."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from according.desk.api.schema import encoded, gives
from according.desk.api.types import Actor, CastActor, Found
from according.desk.desk import at
from according.desk.filters import LONGEST
from according.desk.pages.actor import Section, by_spelling, known

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
    """Tell of a name, as it is written: what it said, did and is said to have done."""
    desk = at(request)
    page = desk.keep(f"name {name.strip()}", lambda: by_spelling(desk.ledger(), name.strip()))
    assert page.profile is not None  # noqa: S101  for mypy: a name has one
    return encoded(Actor(profile=page.profile, sections=_found(page.sections)))


@router.get(
    "/actors/{key:path}",
    operation_id="castActor",
    response_class=Response,
    responses=gives(CastActor, "Its names and offices, who cites it, its first answers.", 400, 404),
)
def of_cast(
    request: Request,
    key: Annotated[str, Path(max_length=LONGEST, description="The actor's key in the cast.")],
) -> Response:
    """Tell of an actor of the cast, under all names that mean it, also by its offices."""
    desk = at(request)
    page = desk.keep(f"actor {key}", lambda: known(desk.ledger(), key))
    assert page.meant is not None  # noqa: S101  for mypy: it is of the cast
    sections = _found(page.sections)
    return encoded(CastActor(actor=page.meant, profile=page.profile, sections=sections))


def _found(sections: Sequence[Section]) -> dict[str, Found]:
    return {
        each.name: Found(
            answers=list(each.answers),
            limit=len(each.answers),
            offset=0,
            next=f"/api{each.all}" if each.more else None,
        )
        for each in sections
    }
