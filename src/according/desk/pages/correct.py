"""An analyst's word on an item, said where the item stands.

form ──► ledger.correct, ledger.undo ──► the report, with the item as it is now
"""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from according.desk.body import Form, GivenForm
from according.desk.desk import Desk, at
from according.desk.editing import typed
from according.desk.guard import analyst
from according.desk.pages.report import page
from according.desk.rendering import render
from according.desk.sheet import Entry
from according.desk.troubles import NotThereError
from according.errors import InputError

router = APIRouter()


@router.get("/reports/{number}/items/{key}")
def item(request: Request, number: int, key: str) -> Response:
    """Show a report with the form of one item open."""
    shown = page(at(request), number)
    if shown.sheet.entry(key) is None:
        raise NotThereError(f"r{number} has no item {key}.")
    shown.open_ = key
    return render(request, shown)


@router.post("/reports/{number}/items/{key}")
def correct(request: Request, number: int, key: str, form: GivenForm) -> Response:
    """Do what the form says, then show the report again."""
    desk = at(request)
    before = page(desk, number)
    entry = before.sheet.entry(key)
    if entry is None:
        raise NotThereError(f"r{number} has no item {key}.")
    try:
        _said(desk, f"r{number}.{key}", entry, form, analyst(request.scope))
    except InputError as error:
        before.open_, before.problem = key, str(error)
        return render(request, before, 400)
    return RedirectResponse(f"/reports/{number}#{key}", 303)


def _said(desk: Desk, address: str, entry: Entry, form: Form, by: str) -> None:
    """Hand the analyst's word to the ledger."""
    verdict, note = form.get("verdict"), form.field("note")
    with desk.amending() as ledger:
        if verdict == "undo":
            ledger.undo(address)
        elif verdict == "accept":
            ledger.correct(address, "accept", by=by, note=note)
        elif verdict == "reject":
            ledger.correct(address, "reject", by=by, note=note)
        else:
            changes = typed(form, entry.item, entry.record)
            ledger.correct(address, "correct", by=by, note=note, **changes)
