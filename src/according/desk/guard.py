"""Who may ask, and what the browser may do with the answer.

request ──► known host? ──► same origin? ──► password? ──► page ──► headers ──► browser

A page on another site can make a browser send requests here. It must not be able to change
anything (same origin, token) nor, by pointing a name of its own at this machine, to read
anything (known host): that is called DNS rebinding, and an address that is a number cannot
be rebound.
"""

import asyncio
import binascii
import ipaddress
import secrets
import socket
from base64 import b64decode
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from according.desk.desk import Desk

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; "  # the charts' own pictures
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",  # "no-referrer" would hide the origin of our own forms
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Guard:
    """Stands before the whole desk, its static files and its errors too."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        """Take what is to be guarded."""
        self.app, self.desk = app, desk
        own = socket.gethostname().lower()
        self.names = {"localhost", own, f"{own}.local", *(n.lower() for n in desk.names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                sent.update(HEADERS)
                sent.setdefault("cache-control", "private, no-cache")
            await send(message)

        refused = self._refused(scope["method"], headers)
        if refused is None:
            scope["analyst"], refused = self._known(headers)
            if refused is not None and "authorization" in headers:
                await asyncio.sleep(self.desk.patience)  # guessing takes its time
        await (refused or self.app)(scope, receive, guarded)

    def _refused(self, method: str, headers: Headers) -> Response | None:
        """Refuse requests that other sites have made."""
        host = headers.get("host", "")
        if not self._is_ours(host):
            return _said(
                HTTPStatus.MISDIRECTED_REQUEST,
                "This desk is not known by that name. Open it at its address, or name it with "
                "according desk --name.",
            )
        if method not in SAFE and not _same_origin(headers, host):
            return _said(HTTPStatus.FORBIDDEN, "Another site has asked for this. Nothing was done.")
        return None

    def _is_ours(self, host: str) -> bool:
        """Tell whether a browser that says this host can only mean us."""
        name = host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return name.lower().rstrip(".") in self.names
        return True

    def _known(self, headers: Headers) -> tuple[str, Response | None]:
        """Give who is asking, if they know the password."""
        if self.desk.password is None:
            return self.desk.analyst, None
        name, password = _credentials(headers)
        if secrets.compare_digest(password.encode(), self.desk.password.encode()):
            return name or self.desk.analyst, None
        ask = {"www-authenticate": 'Basic realm="According", charset="UTF-8"'}
        said = "Give your name, which your corrections will bear, and the desk's password."
        return "", _said(HTTPStatus.UNAUTHORIZED, said, ask)


def _same_origin(headers: Headers, host: str) -> bool:
    """Tell whether one of our own pages asks; what is no browser says nothing of origins."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    ours = origin is None or origin.partition("://")[2] == host
    return ours and site in (None, "same-origin", "none")


def _credentials(headers: Headers) -> tuple[str, str]:
    """Read a name and a password as browsers send them."""
    scheme, _, packed = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, password = b64decode(packed, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name.strip(), password


def _said(status: HTTPStatus, words: str, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(words + "\n", status, dict(headers or {}))


def analyst(scope: Mapping[str, Any]) -> str:
    """Give who is asking."""
    name: str = scope["analyst"]
    return name
