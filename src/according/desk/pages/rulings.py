"""An analyst's ruling on actors or stories, made where they are shown.

form ──► ledger.rule, ledger.undo_ruling ──► back to the list, as it is now
"""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from according.desk import rulings
from according.desk.body import Form, GivenForm
from according.desk.desk import at
from according.desk.guard import analyst
from according.desk.views import PATH, View, Wanted
from according.ledger import Ruling

router = APIRouter(prefix=PATH)


@router.post("/rulings")
def rule(request: Request, view: Wanted, form: GivenForm) -> Response:
    """Do what the form says, then show the list that it came from."""
    desk = at(request)
    with view.opened() as there:
        dossier = there.dossier.file.name
    made = rulings.rule(desk, rulings.typed(form), dossier, analyst(request.scope))
    return RedirectResponse(_back(view, form, made), 303)


@router.post("/rulings/{number}/undo")
def undo(request: Request, view: Wanted, number: int, form: GivenForm) -> Response:
    """Take a ruling back, then show the list that it came from."""
    with view.opened() as there:
        dossier = there.dossier.file.name
    made = rulings.undo(at(request), number, dossier)
    return RedirectResponse(_back(view, form, made), 303)


def _back(view: View, form: Form, made: Ruling) -> str:
    """Give the list on which the outcome is seen."""
    if made.names:
        return view.address("actors", words=form.get("called", ""))
    return f"{view.address('stories')}#r{min(made.reports)}"
