"""Records as JSON, and their schemas in the OpenAPI document.

record ──encoded──► bytes            type ──described──► #/components/schemas/Name

FastAPI would draw the document from pydantic models. Ours are msgspec structs: the document
is drawn by FastAPI, and their schemas are put into it.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

import msgspec
from fastapi import FastAPI
from starlette.responses import Response

from according.desk.api.types import (
    Actor,
    Appeared,
    Appearing,
    CastActor,
    Found,
    Given,
    Graph,
    Judged,
    Rulings,
    Session,
)
from according.desk.body import HEADER
from according.desk.dossiers import Known
from according.desk.rulings import Asked
from according.desk.troubles import Trouble
from according.dossier.claims import Claim
from according.dossier.contacts import Contact
from according.dossier.contradictions import Contradiction
from according.dossier.origins import Tree
from according.dossier.positions import Cell
from according.dossier.series import Series
from according.dossier.standing import Standing
from according.dossier.state import Course
from according.dossier.stories import Story
from according.errors import InputError
from according.ledger import Answer, Correction, Ruling
from according.ledger.kept import Kept, Listed
from according.records import Event, Figure, Position, Reading, Statement

Struct = TypeVar("Struct", bound=msgspec.Struct)
RECORDS = (Statement, Event, Figure, Position)
TYPES: tuple[type[msgspec.Struct], ...] = (
    *RECORDS, Correction, Kept, Listed, Reading, Trouble, Found, Actor, CastActor, Judged, Given,
    Session, Known, Standing, Story, Course, Cell, Contact, Graph, Series, Contradiction, Claim,
    Tree, Asked, Ruling, Rulings, Appearing, Appeared,
)  # fmt: skip
HOLDING = (Found, Actor, CastActor)  # answers
REF = "#/components/schemas/{name}"
TROUBLES = {
    400: "It makes no sense; the message says what there is instead.",
    403: "The token is missing or old, or the ledger may only be read.",
    404: "There is no such thing.",
    413: "It is too long.",
    422: "A parameter cannot be read.",
    502: "The address gives nothing to read.",
    503: "The ledger is missing or in use.",
}


def encoded(value: object, status: int = 200) -> Response:
    """Answer with a record."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def decoded(body: bytes, type_: type[Struct]) -> Struct:
    """Read a body; raise InputError when it is not what was asked for."""
    try:
        return msgspec.json.decode(body, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"The body is no {type_.__name__}: {error}.") from None


def gives(
    type_: type[msgspec.Struct] | None, what: str, *troubles: int, status: int = 200
) -> dict[int | str, dict[str, Any]]:
    """Describe the answers of an operation. None: a list of corrections."""
    schema = {"type": "array", "items": _ref(Correction)} if type_ is None else _ref(type_)
    told: dict[int | str, dict[str, Any]] = {
        number: _body(TROUBLES[number], _ref(Trouble)) for number in (*troubles, 422, 503)
    }
    return {status: _body(what, schema), **told}


def pages(
    type_: type[msgspec.Struct], what: str, *, paged: bool = True
) -> dict[int | str, dict[str, Any]]:
    """Describe an operation that answers with many of a type: a page of them, or all."""
    items = {"type": "array", "items": _ref(type_)}
    whole = {"type": "integer"}
    address = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    fields = {"items": items, "limit": whole, "offset": whole, "next": address}
    page = {"type": "object", "properties": fields, "required": list(fields)}
    numbers = (400, 404, 422, 503) if paged else (503,)
    told: dict[int | str, dict[str, Any]] = {
        number: _body(TROUBLES[number], _ref(Trouble)) for number in numbers
    }
    return {200: _body(what, page if paged else items), **told}


def takes(type_: type[msgspec.Struct]) -> dict[str, Any]:
    """Describe what an operation takes: a body, and the token."""
    token = {
        "name": HEADER,
        "in": "header",
        "required": True,
        "schema": {"type": "string"},
        "description": "The token that GET /api/session gives.",
    }
    body = {"required": True, **_body("", _ref(type_))}
    return {"requestBody": {k: v for k, v in body.items() if v}, "parameters": [token]}


def _ref(type_: type) -> dict[str, Any]:
    return {"$ref": REF.format(name=type_.__name__)}


def _body(what: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": what, "content": {"application/json": {"schema": dict(schema)}}}


def described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """Give the function that draws the OpenAPI document."""
    drawn = app.openapi

    def openapi() -> dict[str, Any]:
        document = drawn()
        document.setdefault("components", {}).setdefault("schemas", {}).update(schemas())
        return document

    return openapi


def schemas() -> dict[str, Any]:
    """Give the schema of every type of the API."""
    kinds = [_drawable(Answer), *(each for each in TYPES if each not in HOLDING)]
    _, components = msgspec.json.schema_components(kinds, ref_template=REF)
    # These hold answers, whose schema msgspec will not draw by itself.
    held = [_drawable(each) for each in HOLDING]
    _, more = msgspec.json.schema_components(held, ref_template=REF)
    return {**more, **components}


def _drawable(struct: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """Give a struct of the same name with references where msgspec will draw nothing.

    It refuses unions of structs without tags, since it could not read them back.
    """
    hints = get_type_hints(struct)
    fields: list[Any] = []
    for each in msgspec.structs.fields(struct):
        hint = _hint(hints[each.name])
        default = each.default
        if each.default_factory is not msgspec.NODEFAULT:
            default = msgspec.field(default_factory=each.default_factory)
        required = default is msgspec.NODEFAULT
        fields.append((each.name, hint) if required else (each.name, hint, default))
    made = msgspec.defstruct(struct.__name__, fields, kw_only=True)
    made.__doc__ = struct.__doc__
    return made


def _hint(hint: Any) -> Any:  # noqa: ANN401  types of types
    """Replace records, answers and pages of them by references."""
    inner = get_args(hint)
    if set(RECORDS) <= set(inner):
        union = [_ref(each) for each in RECORDS]
        nothing = [{"type": "null"}] if type(None) in inner else []
        return _drawn({"anyOf": union + nothing})
    if Answer in inner:
        return list[_drawn(_ref(Answer))]  # type: ignore[misc]
    return dict[str, _drawn(_ref(Found))] if Found in inner else hint  # type: ignore[misc]


def _drawn(schema: dict[str, Any]) -> Any:  # noqa: ANN401
    return Annotated[Any, msgspec.Meta(extra_json_schema=schema)]
