"""Paste a text or an address and see it read; nothing of it is kept."""

from dataclasses import dataclass, field
from typing import ClassVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from according.desk.body import Form, GivenForm
from according.desk.desk import Preview, at
from according.desk.rendering import Context, render
from according.desk.sheet import Sheet, laid_out
from according.desk.troubles import status
from according.errors import AccordingError, InputError
from according.records import Reading, Report

router = APIRouter()


@dataclass(kw_only=True)
class Page(Context):
    """What the page shows: a form, and beneath it what was read."""

    template: ClassVar[str] = "read.html"
    here: ClassVar[str] = "read"
    title: str = "Read"
    given: Form = field(default_factory=Form)
    reading: Reading | None = None
    sheet: Sheet | None = None
    problem: str | None = None


def previewed(preview: Preview, form: Form) -> Reading:
    """Read what was pasted; raise InputError when that is nothing, or both."""
    address, text = form.field("address"), form.field("text")
    if (address is None) == (text is None):
        raise InputError("Give either an address or a text, and it will be read.")
    if address is not None:
        return preview.address(address)
    publisher, published = form.field("publisher"), form.field("published")
    report = Report(text=text or "", publisher=publisher, published=published)
    return preview.text(report)


@router.get("/read")
def ask(request: Request) -> Response:
    """Show the empty form."""
    return render(request, Page())


@router.post("/read")
def read(request: Request, form: GivenForm) -> Response:
    """Read what was pasted and show it beneath the form."""
    try:
        reading = previewed(at(request).preview, form)
    except AccordingError as error:
        return render(request, Page(given=form, problem=str(error)), status(error)[0])
    shown = Page(given=form, reading=reading, sheet=laid_out(reading))
    return render(request, shown)
