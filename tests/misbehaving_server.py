"""A web server that does what servers should not, for tests of those who ask them.

with MisbehavingServer() as server:
    server["/feed"] = page(RSS)            # an honest answer
    server["/slow"] = hang                 # … and all the others below
    client = Client(server.guard, …)

Each path has one behaviour; a path without one answers 404. What was asked is kept in ``asked``.
"""

import asyncio
import gzip
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from according.fetch import Guard


@dataclass
class Request:
    """What a client asked for, and the stream to answer on."""

    path: str
    headers: dict[str, str]
    out: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        """Send bytes at once."""
        self.out.write(data)
        await self.out.drain()


Behaviour = Callable[[Request], Awaitable[None]]


def head(status: int, headers: dict[str, str]) -> bytes:
    """Write a status line and headers."""
    lines = [
        f"HTTP/1.1 {status} Whatever",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join([*lines, "Connection: close"]) + "\r\n\r\n").encode("latin-1")


def page(
    body: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **more: str
) -> Behaviour:
    """Answer as one should; ``more`` are headers, with _ for -."""
    data = body.encode() if isinstance(body, str) else body
    stated = {name.replace("_", "-"): value for name, value in more.items()}

    async def behave(request: Request) -> None:
        length = {"Content-Length": str(len(data))} | stated
        await request.send(head(status, {"Content-Type": kind, **length}) + data)

    return behave


def unless_changed(body: bytes | str, etag: str, modified: str = "") -> Behaviour:
    """Answer 304 to who knows the tag or the date, with the whole to who does not."""

    async def behave(request: Request) -> None:
        asked = {request.headers.get("if-none-match"), request.headers.get("if-modified-since")}
        if {etag, modified} & (asked - {None, ""}):
            await request.send(head(304, {"ETag": etag}))
        else:
            whole = page(body, "application/rss+xml", ETag=etag, Last_Modified=modified)
            await whole(request)

    return behave


def redirect(to: str, status: int = 302) -> Behaviour:
    """Lead elsewhere."""
    return page(b"", status=status, Location=to)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Behave in one way after another; the last one stays."""
    left = list(behaviours)

    async def behave(request: Request) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(request)

    return behave


async def hang(request: Request) -> None:
    """Say nothing, ever."""
    await asyncio.Event().wait()


async def hang_up(request: Request) -> None:
    """Close without a word."""


async def gibberish(request: Request) -> None:
    """Answer in something that is not HTTP."""
    await request.send(b"\x00\x01 220 ftp ready\r\n")


async def drip(request: Request) -> None:
    """Send one byte after another, always soon enough to seem alive."""
    await request.send(head(200, {"Content-Type": "text/html"}))
    while True:
        await request.send(b" ")
        await asyncio.sleep(0.01)


async def endless(request: Request) -> None:
    """Send more than anybody wants."""
    await request.send(head(200, {"Content-Type": "text/html"}))
    while True:
        await request.send(b"word " * 10_000)


async def short(request: Request) -> None:
    """Promise more bytes than come."""
    await request.send(head(200, {"Content-Type": "text/html", "Content-Length": "5000"}))
    await request.send(b"<html><p>The envoys")


async def boast(request: Request) -> None:
    """Promise a terabyte."""
    await request.send(head(200, {"Content-Length": str(10**12)}) + b"<html>")


async def long(request: Request) -> None:
    """Send more bytes than promised."""
    await request.send(head(200, {"Content-Type": "text/plain", "Content-Length": "9"}))
    await request.send(b"A report. And what was not announced.")


def packed(body: bytes, cut: int | None = None, encoding: str = "gzip") -> Behaviour:
    """Answer packed, whole or cut off; a body of many zeros is a bomb."""
    return page(gzip.compress(body)[:cut], Content_Encoding=encoding)


@dataclass
class MisbehavingServer:
    """Serves on the loopback from a thread of its own."""

    asked: list[Request] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        self._behaviours: dict[str, Behaviour] = {}
        self._ready = threading.Event()

    def __setitem__(self, path: str, behaviour: Behaviour) -> None:
        self._behaviours[path] = behaviour

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    @property
    def guard(self) -> Guard:
        """A guard that lets this server through, and it alone."""
        return Guard(allowed={("127.0.0.1", self.port)})

    def url(self, path: str = "/") -> str:
        """Give the address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        """Give what was asked for, robots.txt aside."""
        return [request.path for request in self.asked if request.path != "/robots.txt"]

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._open: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _connected(self, incoming: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._answer(incoming, out))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _answer(self, incoming: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        try:
            first, *lines = (await incoming.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            pairs = [line.split(": ", 1) for line in lines if ": " in line]
            request = Request(
                first.split(" ")[1], {name.lower(): value for name, value in pairs}, out
            )
            self.asked.append(request)
            await self._behaviours.get(request.path, page(b"", status=404))(request)
        except (OSError, asyncio.IncompleteReadError):
            pass  # they hung up
        finally:
            out.close()
