"""Wait for our turn: one request to a host, a pause, the next.

address ──► robots.txt says yes ──► the host's next free moment ──► go
"""

import asyncio
from urllib.parse import urlsplit

from according.fetch.client import Client
from according.fetch.robots import Robots

_KEPT = 1_000  # hosts; those whose moment has passed are forgotten first


class Manners:
    """The ``permit`` of a client that is polite; ``pause`` is in seconds for each host."""

    def __init__(self, client: Client, *, pause: float = 1.0) -> None:
        self._robots = Robots(client)
        self._pause = pause
        self._free: dict[str, float] = {}

    async def permit(self, address: str) -> None:
        """Return when it is our turn to ask for ``address``; raise FetchError if it never is."""
        asked = await self._robots.delay(address)
        host = urlsplit(address).hostname or ""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._free.get(host, now))
        self._free[host] = turn + max(asked, self._pause)
        if len(self._free) > _KEPT:
            self._free = {host: free for host, free in self._free.items() if free > now}
        await asyncio.sleep(turn - now)
