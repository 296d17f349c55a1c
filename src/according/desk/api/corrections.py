"""What analysts have said about items: to list, to add to, to take back."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from according.desk.api.schema import decoded, encoded, gives, takes
from according.desk.api.types import Judged
from according.desk.body import GivenJson
from according.desk.desk import at
from according.desk.guard import analyst
from according.ledger import Correction

router = APIRouter(tags=["corrections"])
Address = Annotated[str, Path(max_length=100, description="An item, like r12.s3.")]


@router.get(
    "/corrections",
    operation_id="corrections",
    response_class=Response,
    responses=gives(None, "All corrections in the order they were made."),
)
def corrections(
    request: Request, report: Annotated[int | None, Query(ge=1, lt=1 << 53)] = None
) -> Response:
    """List corrections, the undone and the orphaned too."""
    return encoded(at(request).ledger().corrections(report))


@router.post(
    "/items/{address}/corrections",
    operation_id="correct",
    response_class=Response,
    status_code=201,
    responses=gives(Correction, "The correction as it is kept.", 400, 403, 413, status=201),
    openapi_extra=takes(Judged),
)
def correct(request: Request, address: Address, body: GivenJson) -> Response:
    """Accept, reject or correct an item."""
    desk = at(request)
    said = decoded(body, Judged)
    with desk.amending() as ledger:
        made = ledger.correct(
            address, said.verdict, by=analyst(request.scope), note=said.note, **said.changes
        )
    return encoded(made, 201)


@router.delete(
    "/items/{address}/corrections/last",
    operation_id="undo",
    response_class=Response,
    responses=gives(Correction, "The correction that was taken back.", 400, 403),
    openapi_extra={"parameters": takes(Judged)["parameters"]},
)
def undo(request: Request, address: Address, _body: GivenJson) -> Response:
    """Take back the last correction of an item; it stays on record as undone."""
    desk = at(request)
    with desk.amending() as ledger:
        return encoded(ledger.undo(address))
