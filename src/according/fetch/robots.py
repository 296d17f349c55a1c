"""What a site allows machines to read: robots.txt, as RFC 9309 has it.

address ──► robots.txt of its origin (kept for a day) ──► allowed, delay · or FetchError

No file (4xx) allows everything; a server that does not answer allows nothing for now.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from according.errors import FetchError
from according.fetch.client import Client
from according.formats.checks import shown

TOKEN = "According"  # noqa: S105  # the name that a robots.txt calls us by
_READ = 512_000  # bytes; RFC 9309 asks for 500 KiB at least
_KEPT = 1_000  # origins
_DAY = 86_400.0
_SOON = 600.0  # seconds until a server that gave no answer is asked again
_LONGEST_DELAY = 60.0  # seconds; some files ask for hours, to keep machines out


@dataclass(frozen=True)
class _Rules:
    """The rules of one origin, and until when they hold; without any, ``why`` tells."""

    parsed: Protego | None
    until: float
    why: str = ""


class Robots:
    """Asks each origin for its rules once a day; forgets the one unused the longest."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: OrderedDict[str, _Rules] = OrderedDict()

    async def delay(self, address: str) -> float:
        """Give the delay that the site asks for, or raise FetchError if it says no."""
        rules = await self._rules(address)
        if rules.parsed is None:
            raise FetchError("robots", rules.why, passing=True, after=_SOON)
        if not rules.parsed.can_fetch(address, TOKEN):
            message = f"The robots.txt of the site forbids {shown(address, 120)}."
            raise FetchError("robots", message)
        return min(rules.parsed.crawl_delay(TOKEN) or 0.0, _LONGEST_DELAY)

    async def _rules(self, address: str) -> _Rules:
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self._known.pop(origin, None)
        if known is None or known.until < time.monotonic():
            known = await self._ask(origin)
        self._known[origin] = known
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return known

    async def _ask(self, origin: str) -> _Rules:
        try:
            answer = await self._client.get(f"{origin}/robots.txt")
        except FetchError as error:
            if not error.passing:  # there is none, or what stands there is none
                return _Rules(Protego.parse(""), time.monotonic() + _DAY)
            why = f"The site is left alone because its robots.txt gave no answer: {error}"
            return _Rules(None, time.monotonic() + _SOON, why)
        text = answer.body[:_READ].decode("utf-8", "replace")
        return _Rules(Protego.parse(text), time.monotonic() + _DAY)
