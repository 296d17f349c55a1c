"""The whole ledger, with the filters of ``according ask``; the address holds the search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from according.desk.desk import at
from according.desk.filters import Filters
from according.desk.rendering import Context, render
from according.errors import InputError
from according.ledger import Answer
from according.ledger.questions import LABELS

router = APIRouter()


@dataclass(kw_only=True)
class Page(Context):
    """What a search shows; ``problem`` is why there are no answers, if not that none were found."""

    template: ClassVar[str] = "search.html"
    here: ClassVar[str] = "search"
    title: str = "Search"
    filters: Filters
    answers: Sequence[Answer] = ()
    more: bool = False
    unknown: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problem: str | None = None
    labels: Mapping[str, Sequence[str]] = field(default_factory=lambda: LABELS)


@router.get("/search")
def search(request: Request, filters: Annotated[Filters, Query()]) -> Response:
    """Show the answers to a question, page by page."""
    ledger = at(request).ledger()
    try:
        found = ledger.ask(filters.question())
    except InputError as error:
        return render(request, Page(filters=filters, problem=str(error)), 400)
    shown = Page(filters=filters, answers=list(found), more=found.more, unknown=dict(found.unknown))
    if filters.words:
        shown.title = f"{filters.words} – Search"
    return render(request, shown)
