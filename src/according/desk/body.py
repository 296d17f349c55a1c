"""What a request brings with it, and whether it may change something.

POST ──► at most 6 MB ──► a form with the page's token, or JSON with the token as a header
"""

import secrets
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, HTTPException, Request

from according.desk.desk import at

LARGEST = 6_000_000  # bytes; the longest text that is read is 5,000,000 characters
FIELDS = 100
HEADER = "x-according-token"


class Form(dict[str, str]):
    """The fields of a form, without the token, as they were typed."""

    def field(self, name: str) -> str | None:
        """Give a field, None if it is missing or empty."""
        return self.get(name, "").strip() or None


async def _body(request: Request) -> bytes:
    """Read the body, but no more of it than we take."""
    out = bytearray()
    async for chunk in request.stream():
        out += chunk
        if len(out) > LARGEST:
            raise HTTPException(413, f"That is more than {LARGEST // 1_000_000} MB.")
    return bytes(out)


async def _form(request: Request) -> Form:
    """Read a form that one of our pages has sent."""
    body = await _body(request)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError:
        raise HTTPException(400, "The form cannot be read.") from None
    fields = Form(pairs)
    _check(request, fields.pop("token", ""))
    return fields


async def _json(request: Request) -> bytes:
    """Read what a program has sent with our token."""
    _check(request, request.headers.get(HEADER, ""))
    return await _body(request)


def _check(request: Request, token: str) -> None:
    desk = at(request)
    if not secrets.compare_digest(token.encode(), desk.token.encode()):
        raise HTTPException(
            403, "The page has grown old: the desk was started anew. Load it again, then repeat."
        )


GivenForm = Annotated[Form, Depends(_form)]
GivenJson = Annotated[bytes, Depends(_json)]
