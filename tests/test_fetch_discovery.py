"""A site's address leads to its feed."""

import asyncio
from datetime import UTC, datetime

import pytest

from according.errors import FetchError
from according.fetch import Client, Limits
from according.fetch.discovery import Found, discover, links
from misbehaving_server import MisbehavingServer, page

RSS = '<rss version="2.0"><channel><title>Harrow Wire</title></channel></rss>'
LINK = '<link rel="alternate" type="application/rss+xml" href="{}">'


def found(server: MisbehavingServer) -> Found:
    """Look for the feed of the server's front page."""

    async def look() -> Found:
        async with Client(server.guard, Limits(attempts=1)) as client:
            return await discover(client, await client.get(server.url()), datetime.now(UTC))

    return asyncio.run(look())


# fmt: off
PAGES = [
    # page                                                                          feeds             why this row exists
    (LINK.format("/rss"),                                                           ["/rss"],         "one feed"),
    (LINK.format("/a") + LINK.format("/b") + LINK.format("/a"),                     ["/a", "/b"],     "two, one of them twice"),
    (LINK.format("/comments/feed") + LINK.format("/feed"),                          ["/feed", "/comments/feed"], "comments first"),
    ("<link rel='stylesheet alternate' type='text/css' href='/x'>",                 [],               "another kind of alternate"),
    ("<link rel=ALTERNATE type='Application/Atom+XML; charset=utf-8' href='f'>",    ["/n/f"],         "spelt otherwise"),
    ("<link rel=alternate type=application/feed+json href=//b.example/f>",          ["//b.example/f"], "on another host"),
    ("<link rel=alternate hreflang=fr href='/fr'><a href='/rss'>RSS</a>",           [],               "a translation"),
    ("",                                                                            [],               "nothing"),
]
# fmt: on


@pytest.mark.parametrize(("html", "feeds"), [pytest.param(*row, id=why) for *row, why in PAGES])
def test_the_feeds_that_a_page_names(html: str, feeds: list[str]) -> None:
    """Feeds are found by rel and type, made whole, and the site's own comes first."""
    expected = [f"http://a.example{feed}" if feed[1] != "/" else f"http:{feed}" for feed in feeds]
    assert links(html, "http://a.example/n/") == expected


def test_the_feed_that_the_page_names_is_taken() -> None:
    """The first feed that is one counts; those that are broken are passed over."""
    with MisbehavingServer() as server:
        server["/"] = page(LINK.format("/gone") + LINK.format("/page") + LINK.format("/rss"))
        server["/page"] = page("<html>Sorry</html>")
        server["/rss"] = page(RSS)
        assert found(server).address == server.url("/rss")
        assert server.paths() == ["/", "/gone", "/page", "/rss"]


def test_the_usual_places_are_tried() -> None:
    """A page that names no feed may have one all the same."""
    with MisbehavingServer() as server:
        server["/"] = page("<html>Welcome</html>")
        server["/feed.xml"] = page(RSS, "text/html")
        found_ = found(server)
        assert (found_.address, found_.feed.title) == (server.url("/feed.xml"), "Harrow Wire")


def test_a_site_without_a_feed_is_told_as_one() -> None:
    """The error says what to do next."""
    with MisbehavingServer() as server:
        server["/"] = page("<html>Welcome</html>")
        with pytest.raises(FetchError, match="Look for “RSS”") as raised:
            found(server)
    assert raised.value.kind == "no-feed"


def test_a_page_cannot_lead_into_the_network() -> None:
    """A feed that a page names is guarded as any other address."""
    with MisbehavingServer() as server:
        server["/"] = page(LINK.format("http://169.254.169.254/feed") + LINK.format("/rss"))
        server["/rss"] = page(RSS)
        assert found(server).address == server.url("/rss")
