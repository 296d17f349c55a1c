"""What goes wrong, as a page or as JSON: what it is, and what to do about it.

AccordingError · HTTPException · a request that makes no sense ──► Trouble ──► page | JSON
"""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

import msgspec
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from according.desk.rendering import Context, render
from according.errors import (
    AccordingError,
    DossierError,
    FetchError,
    InputError,
    LedgerBusyError,
    LedgerError,
    LedgerMissingError,
    LedgerReadOnlyError,
)


class Trouble(msgspec.Struct, frozen=True):
    """The body of every answer that is none. ``kind`` is a stable name."""

    kind: str
    message: str


class NotThereError(InputError):
    """An address of the desk at which there is nothing."""


class NotYetError(InputError):
    """Something that is being worked out, and will be there."""


# The first that fits.
STATUS: Sequence[tuple[type[AccordingError], int, str]] = (
    (NotThereError, 404, "There is nothing here"),
    (NotYetError, 503, "Being worked out"),
    (InputError, 400, "That cannot be asked"),
    (DossierError, 500, "The dossier file cannot be followed"),
    (FetchError, 502, "The address gives nothing to read"),
    (LedgerReadOnlyError, 403, "This ledger may only be read"),
    (LedgerMissingError, 503, "There is no ledger yet"),
    (LedgerBusyError, 503, "The ledger is in use"),
    (LedgerError, 503, "The ledger cannot be opened"),
    (AccordingError, 500, "Something is missing"),
)


@dataclass(kw_only=True)
class Page(Context):
    """The page that says what went wrong."""

    template: ClassVar[str] = "trouble.html"
    kind: str
    message: str


def handle(app: FastAPI) -> None:
    """Answer with what went wrong."""
    app.add_exception_handler(AccordingError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)


def status(error: AccordingError) -> tuple[int, str]:
    """Give the status and the heading of an error."""
    return next((number, title) for kind, number, title in STATUS if isinstance(error, kind))


def _ours(request: Request, error: Exception) -> Response:
    if not isinstance(error, AccordingError):
        raise error
    number, title = status(error)
    return _told(request, number, title, Trouble(type(error).__name__, str(error)))


def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    title = HTTPStatus(error.status_code).phrase
    message = str(error.detail)
    if error.status_code == HTTPStatus.NOT_FOUND and message == title:
        title, message = "There is nothing here", f"No page is called {request.url.path}."
    return _told(request, error.status_code, title, Trouble("HTTPError", message), error.headers)


def _invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    said = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in error.errors())
    return _told(request, 422, "That cannot be asked", Trouble("InputError", f"{said}."))


def _told(
    request: Request, number: int, title: str, told: Trouble, headers: object = None
) -> Response:
    more = dict(headers) if isinstance(headers, dict) else {}
    if number == HTTPStatus.SERVICE_UNAVAILABLE:
        more["retry-after"] = "5"
    if request.url.path.startswith("/api/"):
        body = msgspec.json.encode(told)
        return Response(body, number, more, media_type="application/json")
    page = Page(title=title, kind=told.kind, message=told.message)
    return render(request, page, number, more)
