"""One report: its text with everything that was read from it in place, and the list beside it."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from according.desk.desk import Desk, at
from according.desk.filters import DEEPEST
from according.desk.rendering import Context, render
from according.desk.sheet import Sheet, laid_out
from according.desk.troubles import NotThereError
from according.errors import InputError
from according.ledger import Ledger, Question
from according.ledger.kept import Kept
from according.records import Report

router = APIRouter()


@dataclass(kw_only=True)
class Page(Context):
    """What a report's page shows. ``open_`` is an item whose form is open, with its ``problem``."""

    template: ClassVar[str] = "report.html"
    here: ClassVar[str] = "reports"
    kept: Kept
    sheet: Sheet
    open_: str | None = None
    problem: str | None = None

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.kept.reading.report


def page(desk: Desk, number: int, revision: int | None = None) -> Page:
    """Gather what is there on a report; raise NotThereError when it is not there."""
    ledger = desk.ledger()
    kept = found(ledger, number, revision)
    told = kept.reading.report
    asked = Question(report=number, rejected=True, limit=None)
    answers = list(ledger.ask(asked)) if kept.current else []
    title = told.title or f"Report r{number}"
    return Page(title=title, kept=kept, sheet=laid_out(kept.reading, answers))


def found(ledger: Ledger, number: int, revision: int | None = None) -> Kept:
    """Give a report; that there is none of this number is told as "not there"."""
    try:
        return ledger.report(number, revision)
    except InputError as error:
        raise NotThereError(str(error)) from None


@router.get("/reports/{number}")
def report(
    request: Request, number: int, revision: Annotated[int | None, Query(ge=1, le=DEEPEST)] = None
) -> Response:
    """Show a report, or one of its former texts."""
    return render(request, page(at(request), number, revision))
