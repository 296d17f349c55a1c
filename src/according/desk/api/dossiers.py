"""Dossiers: what each answers, part by part, in the types of the Python API.

GET /api/dossiers/x/contacts ──► Dossier.contacts ──► {items, limit, offset, next}
"""

from collections.abc import Sequence
from typing import Annotated, Any, get_args

import msgspec
from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from according.desk.api.schema import encoded, gives, pages
from according.desk.api.types import Appeared, Appearing, Edge, Found, Graph
from according.desk.dossiers import At, Known
from according.desk.filters import DEEPEST, MOST, PAGE, Filters
from according.desk.pages import actors, contacts, contradictions, figures, origins, timeline
from according.desk.views import PATH, View, Wanted, with_query
from according.desk.views import dossiers as at_desk
from according.dossier.claims import Claim
from according.dossier.contacts import Contact
from according.dossier.contacts import Standing as Standings
from according.dossier.contradictions import Contradiction
from according.dossier.origins import Tree
from according.dossier.positions import Cell
from according.dossier.series import Series
from according.dossier.standing import Standing
from according.dossier.state import Course
from according.dossier.stories import Story

router = APIRouter(tags=["dossiers"])
parts = APIRouter(prefix=PATH)  # of one of them
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=DEEPEST)]


class Part(msgspec.Struct, frozen=True):
    """A page of the answers of one part. ``next`` is the address of the page after it."""

    items: Sequence[Any]
    limit: int
    offset: int
    next: str | None = None


def _page(view: View, whole: Sequence[Any], limit: int, offset: int) -> Response:
    after = offset + limit
    leaf = with_query(view.here, {"limit": limit, "offset": after, "as_of": view.as_of})
    more = leaf if after < len(whole) else None
    return encoded(Part(whole[offset:after], limit, offset, more))


@router.get(
    "/dossiers",
    operation_id="dossiers",
    response_class=Response,
    responses=pages(Known, "The dossiers of the desk.", paged=False),
)
def dossiers(request: Request) -> Response:
    """List the dossiers; one that cannot be followed says why."""
    return encoded(at_desk(request).known())


@parts.get(
    "",
    operation_id="standing",
    response_class=Response,
    responses=gives(Standing, "Where the negotiation stands, at a glance.", 400, 404),
)
def standing(view: Wanted) -> Response:
    """Say where a negotiation stands."""
    with view.opened() as at:
        return encoded(at.keep("standing", at.dossier.standing))


@parts.get(
    "/stories",
    operation_id="stories",
    response_class=Response,
    responses=pages(Story, "The happenings that are reported, the latest first."),
)
def stories(view: Wanted, limit: Limit = PAGE, offset: Offset = 0) -> Response:
    """List the stories."""
    with view.opened() as at:
        whole = at.keep("stories", lambda: list(at.dossier.stories))
        return _page(view, whole, limit, offset)


@parts.get(
    "/state",
    operation_id="state",
    response_class=Response,
    responses=pages(Course, "The talks of each pair of parties, with evidence and signals."),
)
def state(view: Wanted, limit: Limit = PAGE, offset: Offset = 0) -> Response:
    """Give the state of the talks over time."""
    with view.opened() as at:
        return _page(view, at.keep("state", lambda: list(at.dossier.state)), limit, offset)


@parts.get(
    "/timeline",
    operation_id="timeline",
    response_class=Response,
    responses=gives(Found, "A page of answers from the dossier's reports.", 400, 404),
)
def events(view: Wanted, filters: Annotated[Filters, Query()]) -> Response:
    """Give what the reports tell, with the filters of a search; events if nothing else is asked."""
    with view.opened() as at:
        question, ledger = timeline.wanted(at, filters), at.dossier.ledger
    if question is None:
        return encoded(Found(answers=[], limit=filters.limit, offset=filters.offset))
    found = ledger.ask(question)
    after = filters.address(
        view.here, as_of=view.as_of or None, offset=filters.offset + filters.limit
    )
    page = Found(
        answers=list(found), limit=filters.limit, offset=filters.offset,
        next=after if found.more else None,
        unknown={each: list(close) for each, close in found.unknown.items()},
    )  # fmt: skip
    return encoded(page)


@parts.get(
    "/positions",
    operation_id="positions",
    response_class=Response,
    responses=pages(Cell, "Every party on every issue, with its stands."),
)
def positions(view: Wanted, limit: Limit = PAGE, offset: Offset = 0) -> Response:
    """Give the table of parties and issues, cell by cell."""
    with view.opened() as at:
        return _page(view, at.keep("cells", lambda: list(at.dossier.positions)), limit, offset)


@parts.get(
    "/contacts",
    operation_id="contacts",
    response_class=Response,
    responses=pages(Contact, "Who met, called or wrote to whom, by day."),
)
def contacted(view: Wanted, limit: Limit = PAGE, offset: Offset = 0) -> Response:
    """List the contacts."""
    with view.opened() as at:
        return _page(view, contacts.everything(at), limit, offset)


@parts.get(
    "/graph",
    operation_id="graph",
    response_class=Response,
    responses=gives(Graph, "An edge for each contact.", 400, 404),
)
def graph(view: Wanted) -> Response:
    """Give the contacts as a graph; one through a mediator also joins each side to it."""
    with view.opened() as at:
        return encoded(at.keep("graph", lambda: _drawn(at)))


def _drawn(at: At) -> Graph:
    joined = at.dossier.contacts.graph(standings=get_args(Standings))
    edges = [
        Edge(one, other, found["day"], found["sort"], found["contact"].standing)
        for one, other, found in joined.edges(data=True)
    ]
    return Graph(nodes=list(at.dossier.sides.values()), edges=edges)


@parts.get(
    "/figures",
    operation_id="figures",
    response_class=Response,
    responses=pages(Series, "The figures by scope and source, those with most to tell first."),
)
def counted(view: Wanted, limit: Limit = PAGE, offset: Offset = 0) -> Response:
    """List the series of figures."""
    with view.opened() as at:
        return _page(view, figures.everything(at), limit, offset)


@parts.get(
    "/contradictions",
    operation_id="contradictions",
    response_class=Response,
    responses=pages(Contradiction, "What cannot both hold, the latest first."),
)
def apart(view: Wanted, limit: Limit = PAGE, offset: Offset = 0) -> Response:
    """List the contradictions, each side with its sourcing."""
    with view.opened() as at:
        return _page(view, contradictions.everything(at), limit, offset)


@parts.get(
    "/claims",
    operation_id="claims",
    response_class=Response,
    responses=pages(Claim, "The claims that several reports make, the most told first."),
)
def claims(view: Wanted, limit: Limit = PAGE, offset: Offset = 0) -> Response:
    """List the claims that are most told."""
    with view.opened() as at:
        return _page(view, at.keep("most told", lambda: origins.most_told(at)), limit, offset)


@parts.get(
    "/claims/{claim}/origins",
    operation_id="origins",
    response_class=Response,
    responses=gives(Tree, "The origins, with the reports that lead to each.", 400, 404),
)
def tree(
    view: Wanted,
    claim: Annotated[str, Path(max_length=100, description="A claim's key, like r12.c3.")],
) -> Response:
    """Say where a claim comes from."""
    with view.opened() as at:
        return encoded(at.dossier.origins.of(origins.found(at, claim).key))


@parts.get(
    "/actors",
    operation_id="appearing",
    response_class=Response,
    responses=pages(Appearing, "Who appears, those first who do most."),
)
def appearing(view: Wanted, limit: Limit = PAGE, offset: Offset = 0) -> Response:
    """List the actors by whom their names mean."""
    with view.opened() as at:
        everybody = at.keep("appearing", lambda: list(map(_appearing, actors.everybody_in(at))))
        return _page(view, everybody, limit, offset)


@parts.get(
    "/actors/{key:path}",
    operation_id="appeared",
    response_class=Response,
    responses=gives(Appeared, "Its names, its items, and who cites it.", 400, 404),
)
def appeared(
    view: Wanted,
    key: Annotated[str, Path(max_length=200, description="The actor's key in the dossier.")],
) -> Response:
    """Tell in which items an actor appears, and as what."""
    with view.opened() as at:
        found = actors.appearances_of(at, key)
        items = {
            name: found.items(key, role) if role else found.on_behalf(key)
            for name, _, role in actors.SORTS
        }
        told = Appeared(
            actor=_appearing(actors.listed(at, found.of(key))),
            items=items,
            cited_by=dict(found.cited_by(key)),
        )
        return encoded(told)


def _appearing(listed: actors.Listed) -> Appearing:
    seen = listed.seen
    return Appearing(
        key=seen.key, name=listed.name, behalf=listed.behalf, count=seen.count,
        names=dict(seen.names),
    )  # fmt: skip


router.include_router(parts)
