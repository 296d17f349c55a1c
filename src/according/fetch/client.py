"""One address in, one answer out, within limits: size, time, redirects.

address ─► permit ─► guarded connection ─► redirect? again ─► body, unpacked ─► Answer
               ▲                                                    │ passing trouble
               └──────────────── wait, longer each time ◄───────────┘

Whatever a server does ends as an Answer or as one FetchError with a stable kind; nothing it
does takes more than ``Limits`` allow. No cookies, no proxies and nothing from the environment.
"""

import asyncio
import logging
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from types import TracebackType
from typing import Self

import httpcore2
import httpx2
import stamina

from according import __version__
from according.errors import FetchError
from according.fetch.guard import Guard, GuardedBackend
from according.fetch.unpack import unpacked
from according.formats.checks import shown

AGENT = f"According/{__version__} (reads news feeds; obeys robots.txt)"
Permit = Callable[[str], Awaitable[None]]  # waits for its turn, or raises FetchError

_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml,"
    " application/feed+json, application/pdf;q=0.9, text/plain;q=0.9, */*;q=0.5"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # statuses that say: later
_LATER = 20.0  # seconds; a server that asks for more is left alone until then

logging.getLogger("stamina").addHandler(logging.NullHandler())  # our own lines tell of retries


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one address may cost."""

    size: int = 25_000_000  # bytes, packed or unpacked; the longest news pages have 2 MB
    seconds: float = 60.0  # in all: a server that drips is cut off
    silence: float = 20.0  # between two pieces
    redirects: int = 5
    attempts: int = 3
    wait: float = 1.0  # before the second attempt; doubled for the third


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a server said; ``url`` is where the redirects led, 304 has no body."""

    url: str
    status: int
    body: bytes = b""
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True)
class _Head:
    """Status and headers, before the body is read."""

    url: httpx2.URL
    status: int
    headers: dict[str, str] = field(default_factory=dict)


class Client:
    """Fetches addresses; an asynchronous context manager that holds the connections."""

    def __init__(self, guard: Guard | None = None, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._guard = guard or Guard()
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=_trust(),
            max_connections=50,
            max_keepalive_connections=10,
            keepalive_expiry=15.0,
            network_backend=GuardedBackend(self._guard),
        )

    async def __aenter__(self) -> Self:
        await self._pool.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self._pool.__aexit__(kind, error, trace)

    async def get(
        self,
        address: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        permit: Permit | None = None,
    ) -> Answer:
        """Fetch ``address``, again if the trouble may pass. Raises FetchError.

        ``permit`` is asked for the address and for each that it redirects to.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        stated = {name: value for name, value in conditions.items() if value}
        retries = stamina.retry_context(
            on=self._delay,
            attempts=self.limits.attempts,
            timeout=None,
            wait_initial=self.limits.wait,
            wait_max=_LATER,
            wait_jitter=self.limits.wait / 2,
        )
        async for attempt in retries:
            with attempt:
                return await self._in_time(address, stated, permit)
        raise AssertionError  # the last attempt returns or raises

    def _delay(self, error: Exception) -> bool | float:
        """Tell stamina whether to try again, and when, if the server said so."""
        if not isinstance(error, FetchError) or not error.passing:
            return False
        return True if error.after is None else error.after <= _LATER and error.after

    async def _in_time(
        self, address: str, conditions: dict[str, str], permit: Permit | None
    ) -> Answer:
        """Follow redirects and read the body, all within the seconds there are.

        The wait for a turn is manners and not the server's fault; it does not count.
        """
        left = self.limits.seconds
        visited: list[str] = []
        while True:
            url = self._guard.check(address)
            if permit is not None:
                await permit(str(url))
            started = asyncio.get_running_loop().time()
            try:
                async with asyncio.timeout(left):
                    answer = await self._visit(url, conditions)
            except TimeoutError:
                message = f"{shown(address, 120)} took more than {self.limits.seconds:g} seconds."
                raise FetchError("too-slow", message, passing=True) from None
            if isinstance(answer, Answer):
                return answer
            left -= asyncio.get_running_loop().time() - started
            visited.append(str(url))
            address = self._redirected(visited, answer)

    def _redirected(self, visited: list[str], address: str) -> str:
        """Give the address that a redirect leads to, unless it leads nowhere."""
        if address in visited:
            message = f"{shown(visited[0], 120)} redirects in a circle, back to {shown(address)}."
            raise FetchError("redirects", message)
        if len(visited) > self.limits.redirects:
            most = self.limits.redirects
            raise FetchError("redirects", f"{shown(visited[0], 120)} redirects over {most} times.")
        return address

    async def _visit(self, url: httpx2.URL, conditions: dict[str, str]) -> Answer | str:
        """Ask one server once; a string is the address that it redirects to."""
        async with self._asked(url, conditions) as (head, stream):
            place = head.headers.get("location")
            if head.status in _REDIRECTS and place:
                return _joined(url, place)
            unchanged = head.status == 304 and bool(conditions)
            if not unchanged:
                _refuse_status(head)
            return _answer(head, b"" if unchanged else await self._body(head, stream))

    @asynccontextmanager
    async def _asked(
        self, url: httpx2.URL, conditions: dict[str, str]
    ) -> AsyncIterator[tuple[_Head, AsyncGenerator[bytes]]]:
        """Send the request and turn whatever breaks into a FetchError."""
        wanted = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": AGENT,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            **conditions,
        }
        silence = self.limits.silence
        clock = dict.fromkeys(("connect", "read", "write", "pool"), silence)
        target = httpcore2.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        try:
            async with self._pool.stream(
                "GET",
                target,
                headers=list(wanted.items()),
                extensions={"timeout": clock},
            ) as answer:
                yield _Head(url, answer.status, _headers(answer.headers)), answer.aiter_stream()
        except httpcore2.TimeoutException:
            message = f"{shown(str(url), 120)} said nothing for {silence:g} seconds."
            raise FetchError("too-slow", message, passing=True) from None
        except httpcore2.NetworkError as error:
            message = f"{shown(str(url), 120)} could not be reached: {_reason(error)}."
            raise FetchError("unreachable", message, passing=True) from None
        except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as error:
            message = f"{shown(str(url), 120)} broke off or broke HTTP: {_reason(error)}."
            raise FetchError("broken-answer", message, passing=True) from None

    async def _body(self, head: _Head, stream: AsyncGenerator[bytes]) -> bytes:
        """Read and unpack the body; one byte too many and the rest stays where it is."""
        most = self.limits.size
        declared = head.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > most:
            raise _too_large(head, most)
        body = bytearray()
        encoding = head.headers.get("content-encoding", "")
        async with aclosing(stream), aclosing(unpacked(stream, encoding, most)) as pieces:
            async for piece in pieces:
                body += piece
                if len(body) > most:
                    raise _too_large(head, most)
        return bytes(body)


@cache
def _trust() -> ssl.SSLContext:
    """Load the system's certificates once: it takes 0.1 s."""
    return httpcore2.default_ssl_context()


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Read the headers; of one that is sent twice, the first counts."""
    read: dict[str, str] = {}
    for name, value in raw:
        read.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return read


def _joined(url: httpx2.URL, place: str) -> str:
    try:
        return str(url.join(place).copy_with(fragment=None))
    except (httpx2.InvalidURL, ValueError, UnicodeError):
        message = f"{shown(str(url), 120)} redirects to {shown(place)}, which is no address."
        raise FetchError("redirects", message) from None


def _refuse_status(head: _Head) -> None:
    """Raise what a status says that is not success."""
    if 200 <= head.status < 300 and head.status != 206:
        return
    after = retry_after(head.headers.get("retry-after", ""))
    passing = head.status in _PASSING
    later = f" and asks to wait {after:.0f} seconds" if passing and after else ""
    message = f"{shown(str(head.url), 120)} answers with status {head.status}{later}."
    kind = "gone" if head.status == 410 else "refused-by-server"
    raise FetchError(kind, message, passing=passing, after=after if passing else None)


def retry_after(written: str, now: datetime | None = None) -> float | None:
    """Read Retry-After, in seconds or as a date; at most a day is believed.

    >>> retry_after("120"), retry_after("soon")
    (120.0, None)
    """
    if written.isdecimal():
        return min(float(written[:9]), 86_400.0)
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - (now or datetime.now(UTC))).total_seconds(), 0.0), 86_400.0)


def _answer(head: _Head, body: bytes) -> Answer:
    described = Message()
    described["Content-Type"] = head.headers.get("content-type", "")
    stated = head.headers.get("content-type")
    return Answer(
        url=str(head.url),
        status=head.status,
        body=body,
        media_type=described.get_content_type() if stated else "",
        charset=described.get_content_charset() if stated else None,
        etag=head.headers.get("etag"),
        modified=head.headers.get("last-modified"),
    )


def _too_large(head: _Head, most: int) -> FetchError:
    message = f"{shown(str(head.url), 120)} is larger than {most / 1_000_000:g} MB; not read."
    return FetchError("too-large", message)


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__).rstrip(".")
