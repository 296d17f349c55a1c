"""robots.txt is asked for once and obeyed."""

import asyncio

import pytest

from according.errors import FetchError
from according.fetch import Client, Limits
from according.fetch.robots import Robots
from misbehaving_server import (
    Behaviour,
    MisbehavingServer,
    endless,
    hang,
    hang_up,
    page,
    redirect,
)

LIMITS = Limits(size=100_000, seconds=2, silence=1, attempts=1)


def delays(server: MisbehavingServer, *paths: str) -> list[float]:
    """Ask for the delay of each path, one after another."""

    async def ask() -> list[float]:
        async with Client(server.guard, LIMITS) as client:
            robots = Robots(client)
            return [await robots.delay(server.url(path)) for path in paths]

    return asyncio.run(ask())


# fmt: off
RULES = [
    # robots.txt                                          path      delay   why this row exists
    ("",                                                  "/a",     0.0,    "no rules"),
    ("User-agent: *\nDisallow:\n",                        "/a",     0.0,    "nothing forbidden"),
    ("User-agent: *\nDisallow: /private\n",               "/a",     0.0,    "another path forbidden"),
    ("User-agent: *\nDisallow: /a\n",                     "/a",     None,   "this path forbidden"),
    ("User-agent: *\nDisallow: /\nAllow: /a\n",           "/a",     0.0,    "all but this forbidden"),
    ("User-agent: according\nDisallow: /\n",              "/a",     None,   "we are meant"),
    ("User-agent: another\nDisallow: /\n",                "/a",     0.0,    "another is meant"),
    ("User-agent: *\nDisallow: /\n\nUser-agent: According\nAllow: /\n", "/a", 0.0, "we are let in"),
    ("User-agent: *\nCrawl-delay: 7\n",                   "/a",     7.0,    "a delay"),
    ("User-agent: *\nCrawl-delay: 86400\n",               "/a",     60.0,   "a delay to keep us out"),
    ("<html>Not found</html>",                            "/a",     0.0,    "a page in its place"),
    ("\x00\x01\x02",                                      "/a",     0.0,    "no text in its place"),
]
SERVERS: list[tuple[Behaviour, bool, str]] = [
    # behaviour                          allowed  why this row exists
    (page("", status=404),               True,    "there is none"),
    (page("", status=403),               True,    "it may not be read (RFC 9309: as if there were none)"),
    (endless,                            True,    "it never ends"),
    (redirect("/robots.txt"),            True,    "it redirects to itself"),
    (page("", status=500),               False,   "a fault of the server"),
    (hang_up,                            False,   "no answer"),
    (hang,                               False,   "no answer in time"),
]
# fmt: on


@pytest.mark.parametrize(
    ("rules", "path", "delay"), [pytest.param(*row, id=why) for *row, why in RULES]
)
def test_rules_are_obeyed(rules: str, path: str, delay: float | None) -> None:
    """What is forbidden raises and says by whom; what is allowed gives the delay asked for."""
    with MisbehavingServer() as server:
        server["/robots.txt"] = page(rules, "text/plain")
        if delay is not None:
            assert delays(server, path) == [delay]
            return
        with pytest.raises(FetchError, match="forbids") as raised:
            delays(server, path)
    assert (raised.value.kind, raised.value.passing) == ("robots", False)


@pytest.mark.parametrize(
    ("behaviour", "allowed"), [pytest.param(*row, id=why) for *row, why in SERVERS]
)
def test_no_rules_allow_and_no_answer_forbids_for_now(
    behaviour: Behaviour, allowed: bool  # noqa: FBT001
) -> None:  # fmt: skip
    """As RFC 9309 has it: without a file all is allowed, without an answer nothing, until later."""
    with MisbehavingServer() as server:
        server["/robots.txt"] = behaviour
        if allowed:
            assert delays(server, "/a") == [0.0]
            return
        with pytest.raises(FetchError, match="left alone") as raised:
            delays(server, "/a")
    assert (raised.value.kind, raised.value.passing) == ("robots", True)
    assert raised.value.after


def test_rules_are_asked_for_once() -> None:
    """One robots.txt serves for all pages of a site."""
    with MisbehavingServer() as server:
        server["/robots.txt"] = page("User-agent: *\nCrawl-delay: 1\n")
        assert delays(server, "/a", "/b", "/c") == [1.0, 1.0, 1.0]
        assert len(server.asked) == 1
