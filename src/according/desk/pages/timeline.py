"""What a dossier's reports tell, event by event, with filters that stand in the address.

/dossiers/x/timeline?status=actual&outlet=Wire ──► Question(report=its reports, …) ──► answers
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Annotated, ClassVar, NamedTuple

from fastapi import APIRouter, Query
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from according.desk.dossiers import At
from according.desk.filters import Filters
from according.desk.pages.dossier import Part, dossiers, frame
from according.desk.rendering import render
from according.errors import InputError
from according.ledger import Answer, Question
from according.ledger.answers import Answers
from according.ledger.questions import LABELS

FILTERS = ("status", "type", "kind")  # whose values are few and known
router = APIRouter()


class Day(NamedTuple):
    """A day of publication."""

    day: str
    answers: Sequence[Answer]


@dataclass(kw_only=True)
class Page(Part):
    """What a timeline shows; ``problem`` is why there is none."""

    template: ClassVar[str] = "timeline.html"
    filters: Filters
    days: Sequence[Day] = ()
    count: int = 0
    more: bool = False
    problem: str | None = None
    unknown: Mapping[str, Sequence[str]] = field(default_factory=dict)
    labels: Mapping[str, Sequence[str]] = field(default_factory=lambda: LABELS)
    choices: Sequence[str] = FILTERS


@router.get("/dossiers/{name}/timeline")
def timeline(request: Request, name: str, filters: Annotated[Filters, Query()]) -> Response:
    """Show the events of a dossier, the latest first."""
    with dossiers(request).opened(name) as at:
        about = frame(at, "timeline")
        try:
            found = asked(at, filters)
        except InputError as error:
            return render(request, Page(**about, filters=filters, problem=str(error)), 400)
        if found is None:
            return render(request, Page(**about, filters=filters))
        answers = list(found)
        days = [Day(d, list(some)) for d, some in groupby(answers, key=_day)]
        page = Page(
            **about, filters=filters, days=days, count=len(answers), more=found.more,
            unknown=dict(found.unknown),
        )  # fmt: skip
        return render(request, page)


def asked(at: At, filters: Filters) -> Answers | None:
    """Ask the ledger of the dossier's reports alone; None while it has none."""
    reports = at.dossier.material.numbers()
    wanted = [each for each in filters.report if each in at.dossier.material]
    if not reports or (filters.report and not wanted):
        return None
    question: Question = filters.question()
    items = question.items or ["event"]
    return at.dossier.ledger.ask(replace(question, report=wanted or reports, items=items))


def _day(answer: Answer) -> str:
    return (answer.source.published or "")[:10]
