"""What analysts rule on the actors and stories of a dossier: to list, to add to, to take back."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from according.desk import rulings
from according.desk.api.schema import decoded, encoded, gives, takes
from according.desk.api.types import Rulings
from according.desk.body import GivenJson
from according.desk.desk import at
from according.desk.guard import analyst
from according.desk.views import PATH, Wanted
from according.ledger import Ruling

router = APIRouter(prefix=PATH, tags=["rulings"])


@router.get(
    "/rulings",
    operation_id="rulings",
    response_class=Response,
    responses=gives(Rulings, "Those that hold, the latest first.", 400, 404),
)
def ruled(view: Wanted) -> Response:
    """List the rulings that hold in a dossier, its own and those for all."""
    with view.opened() as there:
        return encoded(Rulings(rulings=rulings.standing(there)))


@router.post(
    "/rulings",
    operation_id="rule",
    response_class=Response,
    status_code=201,
    responses=gives(Ruling, "The ruling as it is kept.", 400, 403, 404, 413, status=201),
    openapi_extra=takes(rulings.Asked),
)
def rule(request: Request, view: Wanted, body: GivenJson) -> Response:
    """Rule that names are one actor or several, that reports tell a story of their own or one."""
    asked = decoded(body, rulings.Asked)
    with view.opened() as there:
        dossier = there.dossier.file.name
    return encoded(rulings.rule(at(request), asked, dossier, analyst(request.scope)), 201)


@router.delete(
    "/rulings/{number}",
    operation_id="undoRuling",
    response_class=Response,
    responses=gives(Ruling, "The ruling that was taken back.", 400, 403, 404),
    openapi_extra={"parameters": takes(rulings.Asked)["parameters"]},
)
def undo(
    request: Request,
    view: Wanted,
    number: Annotated[int, Path(ge=1, lt=1 << 53, description="The ruling's number.")],
    _body: GivenJson,
) -> Response:
    """Take back a ruling that holds in the dossier; it stays on record as undone."""
    with view.opened() as there:
        dossier = there.dossier.file.name
    return encoded(rulings.undo(at(request), number, dossier))
