"""The feed of a site from the site's address.

address ─► a feed already? ─► the page's <link rel="alternate"> ─► the usual places ─► Found
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from according.errors import FetchError
from according.fetch.client import Answer, Client, Permit
from according.fetch.feeds import Feed, parse
from according.fetch.markup import parsed
from according.formats.checks import shown
from according.formats.encoding import decode

TYPES = frozenset({
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
})  # fmt: skip
PLACES = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
_TRIED = 3  # feeds that a page names; the first is the site's own, later ones are sections


@dataclass(frozen=True, kw_only=True)
class Found:
    """A feed, the answer it came in, and where it is."""

    address: str
    answer: Answer
    feed: Feed


def links(html: str, url: str) -> list[str]:
    """Give the feeds that a page names, the site's own before those of comments.

    >>> links('<link rel="alternate" type="application/rss+xml" href="/f">', "http://a.test/x")
    ['http://a.test/f']
    """
    tree = parsed(html)
    found: dict[str, bool] = {}
    for link in () if tree is None else tree.xpath("//link[@href]"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" not in (link.get("rel") or "").lower().split() or kind not in TYPES:
            continue
        words = f"{link.get('href')} {link.get('title') or ''}".lower()
        found.setdefault(urljoin(url, link.get("href").strip()), "comment" in words)
    return sorted(found, key=found.__getitem__)


async def discover(
    client: Client, page: Answer, now: datetime, *, permit: Permit | None = None
) -> Found:
    """Find the feed of the site whose page is given. Raises FetchError if there is none."""
    html, _ = decode(page.body, header=page.charset, html=True)
    named = links(html, page.url)[:_TRIED]
    places = [urljoin(page.url, place) for place in PLACES]
    for address in dict.fromkeys([*named, *places]):
        try:
            answer = await client.get(address, permit=permit)
            return Found(address=address, answer=answer, feed=parse(answer, now))
        except FetchError:
            continue  # the next place may have one
    message = (
        f"{shown(page.url, 120)} is a web page that names no feed, and there is none in the usual"
        " places. Look for “RSS” on the site and name that address."
    )
    raise FetchError("no-feed", message)
