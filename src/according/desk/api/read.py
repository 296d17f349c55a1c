"""Read a text or an address without keeping it."""

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from according.desk.api.schema import decoded, encoded, gives, takes
from according.desk.api.types import Given
from according.desk.body import Form, GivenJson
from according.desk.desk import at
from according.desk.pages.read import previewed
from according.records import Reading

router = APIRouter(tags=["read"])


@router.post(
    "/read",
    operation_id="read",
    response_class=Response,
    responses=gives(Reading, "What was read.", 400, 403, 413, 502),
    openapi_extra=takes(Given),
)
def read(request: Request, body: GivenJson) -> Response:
    """Read a text, or what is at an address; nothing of it is kept."""
    given = {k: v for k, v in msgspec.structs.asdict(decoded(body, Given)).items() if v}
    return encoded(previewed(at(request).preview, Form(given)))
