"""What a dossier's reports tell, event by event, with filters that stand in the address.

/dossiers/x/timeline?status=actual&outlet=Wire ──► Question(report=its reports, …) ──► answers
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Annotated, ClassVar, NamedTuple

from fastapi import APIRouter, Query
from msgspec.structs import replace
from starlette.responses import Response

from according.desk.dossiers import At
from according.desk.filters import Filters
from according.desk.pages.dossier import Part, frame
from according.desk.rendering import render
from according.desk.views import PATH, Wanted
from according.errors import InputError
from according.ledger import Answer, Question
from according.ledger.questions import LABELS

FILTERS = ("status", "type", "kind")  # whose values are few and known
router = APIRouter(prefix=PATH)


class Day(NamedTuple):
    """A day of publication."""

    day: str
    answers: Sequence[Answer]


@dataclass(kw_only=True)
class Page(Part):
    """What a timeline shows; ``problem`` is why there is none."""

    template: ClassVar[str] = "timeline.html"
    filters: Filters
    leaf: Callable[..., str]  # the address of the timeline with some filters changed
    days: Sequence[Day] = ()
    count: int = 0
    more: bool = False
    problem: str | None = None
    unknown: Mapping[str, Sequence[str]] = field(default_factory=dict)
    labels: Mapping[str, Sequence[str]] = field(default_factory=lambda: LABELS)
    choices: Sequence[str] = FILTERS


@router.get("/timeline")
def timeline(view: Wanted, filters: Annotated[Filters, Query()]) -> Response:
    """Show the events of a dossier, the latest first."""
    with view.opened() as at:  # it is another's turn with the dossier while the ledger is asked
        leaf = partial(filters.address, view.path("timeline"), as_of=view.as_of or None)
        about = {**frame(view, at, "timeline"), "filters": filters, "leaf": leaf}
        question, ledger = wanted(at, filters), at.dossier.ledger
    try:
        found = ledger.ask(question) if question else None
    except InputError as error:
        return render(view.request, Page(**about, problem=str(error)), 400)
    if found is None:
        return render(view.request, Page(**about))
    answers = list(found)
    days = [Day(d, list(some)) for d, some in groupby(answers, key=_day)]
    page = Page(
        **about, days=days, count=len(answers), more=found.more, unknown=dict(found.unknown)
    )
    return render(view.request, page)


def wanted(at: At, filters: Filters) -> Question | None:
    """Give the question to ask of the dossier's reports alone; None while it has none."""
    reports = at.keep("numbers", at.dossier.material.numbers)
    some = [each for each in filters.report if each in at.dossier.material]
    if not reports or (filters.report and not some):
        return None
    question = filters.question()
    return replace(question, report=some or reports, items=question.items or ["event"])


def _day(answer: Answer) -> str:
    return (answer.source.published or "")[:10]
