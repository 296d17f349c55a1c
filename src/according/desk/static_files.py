"""The desk's own files: scripts, one style sheet, libraries of others.

/static/js/live.js?mark, /static/css/all.css?mark ──► read and compressed once ──► browser, for good

The style sheets lie in several files and go out as one: a page is not shown before it has all of
them, and each would be a journey of its own.
"""

import gzip
import hashlib
from functools import cache
from importlib.resources import files
from mimetypes import guess_type
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

ROOT = files("according.desk").joinpath("static")
SHEET = "css/all.css"
SHEETS = ("base", "text", "items", "forms", "dossier", "print")  # later ones go over earlier ones
LEAST = 600  # bytes that are worth compressing
FOR_GOOD = "public, max-age=31536000, immutable"


class File(NamedTuple):
    """A file as it goes out; ``mark`` changes with what is in it."""

    body: bytes
    squeezed: bytes | None
    sort: str
    mark: str


def address(name: str) -> str:
    """Give the address of a file; a changed file has another, so that it can be kept for good."""
    return f"/static/{name}?{read(name).mark}"


@cache
def read(name: str) -> File:
    """Read a file; KeyError if there is none of this name."""
    body = _sheet() if name == SHEET else _body(name)
    sort = guess_type(name)[0] or "text/plain"
    squeezed = gzip.compress(body, mtime=0) if len(body) >= LEAST else None
    return File(body, squeezed, sort, hashlib.sha256(body).hexdigest()[:10])


@cache
def _names() -> frozenset[str]:
    """Give what there is: nothing else is looked for, whatever an address says."""
    found, folders = set(), [("", ROOT)]
    while folders:
        path, folder = folders.pop()
        for each in folder.iterdir():
            if each.is_dir():
                folders.append((f"{path}{each.name}/", each))
            else:
                found.add(path + each.name)
    return frozenset(found)


def _body(name: str) -> bytes:
    if name not in _names():
        raise KeyError(name)
    return ROOT.joinpath(name).read_bytes()


def _sheet() -> bytes:
    return b"\n".join(_body(f"css/{name}.css") for name in SHEETS)


async def serve(request: Request) -> Response:
    """Give a file, compressed where the browser takes that."""
    try:
        file = read(request.path_params["name"])
    except KeyError:
        raise HTTPException(404) from None
    headers = {"vary": "accept-encoding", "etag": f'"{file.mark}"'}
    if request.url.query:
        headers["cache-control"] = FOR_GOOD
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    body = file.body
    if file.squeezed and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["content-encoding"] = file.squeezed, "gzip"
    return Response(body, headers=headers, media_type=file.sort)
