"""Hosts are asked one request at a time, with a pause."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from according.errors import FetchError
from according.fetch import Client, Limits
from according.fetch.manners import Manners
from misbehaving_server import MisbehavingServer, page

Permits = Callable[[Manners], Awaitable[None]]


def pauses(
    monkeypatch: pytest.MonkeyPatch, server: MisbehavingServer, ask: Permits, pause: float = 10.0
) -> list[float]:
    """Give the waits that the permits asked for, without waiting; rounded to seconds."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(float(round(seconds)))

    async def run() -> None:
        async with Client(server.guard, Limits(attempts=1)) as client:
            await ask(Manners(client, pause=pause))

    monkeypatch.setattr(asyncio, "sleep", sleep)
    asyncio.run(run())
    return waited


def test_each_request_to_a_host_waits_for_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first goes at once, the second after the pause, the third after two."""
    with MisbehavingServer() as server:

        async def ask(manners: Manners) -> None:
            for n in range(3):
                await manners.permit(server.url(f"/{n}"))

        assert pauses(monkeypatch, server, ask) == [0.0, 10.0, 20.0]


def test_a_site_may_ask_for_more_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The delay in robots.txt counts where it is longer than our own."""
    with MisbehavingServer() as server:
        server["/robots.txt"] = page("User-agent: *\nCrawl-delay: 30\n", "text/plain")

        async def ask(manners: Manners) -> None:
            for n in range(2):
                await manners.permit(server.url(f"/{n}"))

        assert pauses(monkeypatch, server, ask) == [0.0, 30.0]


def test_other_hosts_need_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow host holds up nobody else."""
    with MisbehavingServer() as server:

        async def ask(manners: Manners) -> None:
            manners._free = {"harrow.example": asyncio.get_running_loop().time() + 500}
            await manners.permit(server.url("/a"))

        assert pauses(monkeypatch, server, ask) == [0.0]


def test_what_is_forbidden_takes_no_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal by robots.txt does not make the next request wait."""
    with MisbehavingServer() as server:
        server["/robots.txt"] = page("User-agent: *\nDisallow: /no\n", "text/plain")

        async def ask(manners: Manners) -> None:
            with pytest.raises(FetchError):
                await manners.permit(server.url("/no"))
            await manners.permit(server.url("/yes"))

        assert pauses(monkeypatch, server, ask) == [0.0]


def test_hosts_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A watcher of weeks does not remember every host it ever asked."""
    with MisbehavingServer() as server:

        async def ask(manners: Manners) -> None:
            manners._free = {f"h{n}": 0.0 for n in range(5000)}
            await manners.permit(server.url("/a"))
            assert len(manners._free) == 1

        pauses(monkeypatch, server, ask)
