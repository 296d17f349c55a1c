"""What an HTML page says about itself: title, publisher, date, URL.

JSON-LD first, then OpenGraph and other meta elements, then the plain elements. Own
code, because the extractors measured lose the time of day or guess a date where the
page has none (docs/formats.md). Here a date is either stated or absent.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import msgspec

from according.formats.dates import parse_date

_ARTICLES = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|NewsItem)\b")
_TITLES = ("og:title", "twitter:title", "dc.title", "title", "headline")
_SITES = ("og:site_name", "dc.publisher", "publisher", "application-name")
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date",
    "pubdate", "publishdate", "publish-date", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.date", "parsely-pub-date", "sailthru.date", "article.published",
)  # fmt: skip
_MAX_NODES = 5_000  # of one JSON-LD script
_NOISE = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")


class PageFacts(msgspec.Struct, kw_only=True):
    """The facts found; ``unread_date`` is a stated date that has no single meaning."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    unread_date: str | None = None
    url: str | None = None
    body: str | None = None


def read_facts(tree: Any) -> PageFacts:  # noqa: ANN401  # lxml is untyped
    """Collect what the page ``tree`` states."""
    article = _best_article(tree)
    meta = _meta(tree)
    dates = [_string(article.get("datePublished")), *(meta.get(name) for name in _DATES)]
    dates += _times(tree)
    stated = [date for date in dates if date]
    published = next((day for date in stated if (day := parse_date(date))), None)
    publisher = _first(meta, _SITES[:1]) or _name(article.get("publisher")) or _first(meta, _SITES)
    title = _string(article.get("headline")) or _first(meta, _TITLES)
    return PageFacts(
        title=title or _element_title(tree, publisher),
        publisher=publisher,
        published=published,
        unread_date=stated[0] if stated and not published else None,
        url=_url(tree, meta, article),
        body=_string(article.get("articleBody"), keep_lines=True),
    )


def _best_article(tree: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give the first JSON-LD object that is an article with a headline or a body."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        for node in _nodes(_parse(script.text or "")):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            article = any(isinstance(name, str) and _ARTICLES.match(name) for name in names)
            if article and (node.get("headline") or node.get("articleBody")):
                return node
    return {}


def _parse(script: str) -> Any:  # noqa: ANN401
    for text in (script, _NOISE.sub("", _NOISE.sub("", script))):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Walk every object of a JSON-LD script, outermost first, without recursion."""
    queue = [value]
    for _ in range(_MAX_NODES):
        if not queue:
            return
        node = queue.pop(0)
        if isinstance(node, dict):
            yield node
            queue += [child for child in node.values() if isinstance(child, dict | list)]
        elif isinstance(node, list):
            queue += node[:_MAX_NODES]


def _meta(tree: Any) -> dict[str, str]:  # noqa: ANN401
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            content = _string(element.get("content"))
            if name and content:
                found.setdefault(name, content)
    return found


def _times(tree: Any) -> list[str]:  # noqa: ANN401
    """Give the times marked as publication, or the only time that the page states."""
    marked = tree.xpath("//*[@itemprop='datePublished']/@*[name()='datetime' or name()='content']")
    marked += tree.xpath("//time[@pubdate]/@datetime")
    every = {str(value) for value in tree.xpath("//time/@datetime")}
    return [str(value) for value in marked] or (list(every) if len(every) == 1 else [])


def _element_title(tree: Any, publisher: str | None) -> str | None:  # noqa: ANN401
    title = _string(next(iter(tree.xpath("//head/title/text() | //title/text()")), None))
    if title and publisher:
        site = re.escape(publisher)
        title = re.sub(rf"\s+[-–—|·:»]+\s+{site}$", "", title, flags=re.IGNORECASE)
    return title


def _url(tree: Any, meta: dict[str, str], article: dict[str, Any]) -> str | None:  # noqa: ANN401
    page = article.get("mainEntityOfPage")
    stated = [
        *tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href"),
        meta.get("og:url"),
        page.get("@id") if isinstance(page, dict) else page,
        article.get("url"),
    ]
    return next((url for value in stated if (url := _string(value)) and _absolute(url)), None)


def _absolute(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _name(value: Any) -> str | None:  # noqa: ANN401
    if isinstance(value, list):
        value = value[0] if value else None
    return _string(value.get("name") if isinstance(value, dict) else value)


def _string(value: Any, *, keep_lines: bool = False) -> str | None:  # noqa: ANN401
    """Give a stated string with its entities read and its blanks made single."""
    if not isinstance(value, str):
        return None
    text = unescape(value)
    if keep_lines:
        return text.strip() or None
    return " ".join(text.split()) or None
