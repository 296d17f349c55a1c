"""What a feed announces: RSS and Atom by feedparser, JSON Feed by the lines below.

Answer ─► parse ─┬► feedparser ─┐
                 └► JSON Feed  ─┴► Entry (guid, address, title, summary, date, doubts) ─► Feed

Broken feeds give what can be read of them, with a doubt; what is no feed is a FetchError. Never
hand feedparser a string: it opens files and addresses by itself.
"""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import msgspec
from msgspec.structs import replace

from according.errors import FetchError
from according.fetch.client import Answer
from according.fetch.guard import LONGEST
from according.fetch.markup import plain
from according.fetch.report import check_date
from according.formats import parse_date
from according.formats.checks import printable, shown
from according.records import Doubt

MAX_BYTES = 5_000_000  # the worst feeds that could be made took feedparser 5 s a MB
MAX_ENTRIES = 2_000
_GUID = 500  # characters; longer ones are hashed
_TITLE = 1_000
_SUMMARY = 200_000
_SHARED = 3  # entries with one address
# References to halves of a character in UTF-16, and their decimal neighbours.
_HALF = re.compile(rb"&#(?:[xX]0*([dD][89a-fA-F][0-9a-fA-F]{2})|0*(5[5-7]\d{3}));")
_HALVES = re.compile(rb"(?:" + _HALF.pattern + rb")+")
_JSON_FEED = "https://jsonfeed.org/version/"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One announced report.

    ``stamp`` is its date as written, ``published`` the same in ISO 8601; ``summary`` is all
    the text that the feed itself holds of it.
    """

    guid: str
    url: str | None = None
    title: str | None = None
    summary: str = ""
    stamp: str | None = None
    published: str | None = None
    doubts: list[Doubt] = []


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of a feed; ``minutes`` is how long it says that it stays true."""

    title: str | None = None
    entries: list[Entry] = []
    minutes: float | None = None
    doubts: list[Doubt] = []


class _Raw(msgspec.Struct, kw_only=True):
    """An entry as either parser gives it; ``texts`` are HTML unless marked as plain."""

    guid: str = ""
    link: str = ""
    title: str = ""
    texts: list[tuple[str, bool]] = []  # text, whether it is HTML
    stamp: str = ""
    moment: datetime | None = None


def parse(answer: Answer, now: datetime) -> Feed:
    """Read the feed in an answer. Raises FetchError when it holds none."""
    if len(answer.body) > MAX_BYTES:
        message = f"The feed is larger than {MAX_BYTES // 1_000_000} MB; not read."
        raise FetchError("too-large", message)
    if answer.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        title, raws, doubts, minutes = _json_feed(answer)
    else:
        title, raws, doubts, minutes = _xml_feed(answer)
    entries, more = _entries(raws, answer.url, now)
    return Feed(
        title=_line(title) or None, entries=entries, minutes=minutes, doubts=[*doubts, *more]
    )


def _entries(raws: list[_Raw], url: str, now: datetime) -> tuple[list[Entry], list[Doubt]]:
    """Settle the entries; each guid counts once."""
    doubts: list[Doubt] = []
    if len(raws) > MAX_ENTRIES:
        message = f"The feed has {len(raws):,} entries; the first {MAX_ENTRIES:,} were taken."
        doubts.append(Doubt(kind="many-entries", message=message))
    entries: dict[str, Entry] = {}
    repeated = empty = 0
    for raw in raws[:MAX_ENTRIES]:
        entry = _entry(raw, url, now)
        if entry is None:
            empty += 1
        elif entry.guid in entries:
            repeated += 1
        else:
            entries[entry.guid] = entry
    if repeated:
        message = f"{repeated} entries repeat the identity of another; each was taken once."
        doubts.append(Doubt(kind="repeated-entries", message=message))
    if empty:
        message = f"{empty} entries have neither an address nor words; they were passed over."
        doubts.append(Doubt(kind="empty-entries", message=message))
    return _own_words(list(entries.values())), doubts


def _own_words(entries: list[Entry]) -> list[Entry]:
    """Take the address from entries that share it, such as the posts of a live blog.

    A page that stands for many is the article of none; two may be a report and its update.
    """
    shared = {url for url, times in Counter(e.url for e in entries).items() if times >= _SHARED}
    message = "Other entries of the feed have the same address; only what the feed says was read."
    doubt = Doubt(kind="shared-address", message=message)
    return [
        replace(entry, url=None, doubts=[*entry.doubts, doubt])
        if entry.url is not None and entry.url in shared
        else entry
        for entry in entries
    ]


def _entry(raw: _Raw, url: str, now: datetime) -> Entry | None:
    words = (_sound(plain(text) if html else text.strip()) for text, html in raw.texts)
    summary = max(words, key=len, default="")
    title, doubts = _line(raw.title), []
    link = _link(raw.link, url)
    if link == url:
        message = "The entry leads back to the feed itself; only what the feed says was read."
        doubts.append(Doubt(kind="leads-to-itself", message=message))
        link = None
    if not (link or summary or title):
        return None
    published, more = _date(raw, now)
    return Entry(
        guid=_guid(_sound(raw.guid.strip() or raw.link or title + summary)),
        url=link,
        title=title or None,
        summary=summary[:_SUMMARY],
        stamp=_sound(raw.stamp) or None,
        published=published,
        doubts=doubts + more,
    )


def _guid(written: str) -> str:
    if len(written) <= _GUID:
        return written
    return "sha256:" + hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()


def _link(written: str, base: str) -> str | None:
    try:
        link = urljoin(base, written.strip()).partition("#")[0]
    except ValueError:
        return None
    usable = (
        written.strip()
        and link == _sound(link)
        and link.lower().startswith(("http://", "https://"))
    )
    return link if usable and len(link) <= LONGEST else None


def _date(raw: _Raw, now: datetime) -> tuple[str | None, list[Doubt]]:
    """Give the date with the zone it is written in, else in UTC, else a doubt."""
    if not raw.stamp:
        return None, [Doubt(kind="no-date", message="The feed states no date for the entry.")]
    published = parse_date(raw.stamp) or (raw.moment.isoformat() if raw.moment else None)
    if published is None:
        message = f"The feed's date {shown(raw.stamp)} has no single meaning; left out."
        return None, [Doubt(kind="bad-date", message=message)]
    doubts = check_date(published, now)
    return (None if doubts else published), doubts


def _line(text: str | None) -> str:
    return " ".join(_sound(plain(text or "")).split())[:_TITLE]


def _sound(text: str) -> str:
    """Replace what no database keeps: lone surrogates, and NUL, of which PostgreSQL has none."""
    return printable(text).replace("\0", "\ufffd")


_Parts = tuple[str | None, list[_Raw], list[Doubt], float | None]


def _xml_feed(answer: Answer) -> _Parts:
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415  # slow to import

    # Without the feed's address: it would become part of identities that are no addresses, and
    # all would be new when the feed moves. The media type is often wrong, and changes nothing.
    charset = f"; charset={answer.charset}" if answer.charset else ""
    headers = {"content-type": f"application/xml{charset}"}
    try:
        found = feedparser.parse(io.BytesIO(_mended(answer.body)), response_headers=headers)
    except Exception:  # noqa: BLE001  # a bug there, met by one feed, must not end a watch
        raise FetchError("not-a-feed", _no_feed(answer)) from None
    if not found.get("version") and not found.entries:
        raise FetchError("not-a-feed", _no_feed(answer))
    doubts = [_malformed(found.bozo_exception)] if found.bozo else []
    return found.feed.get("title"), list(map(_from_xml, found.entries)), doubts, _minutes(found)


def _mended(body: bytes) -> bytes:
    r"""Make whole the characters that some programs write as two halves.

    feedparser gives up the whole feed for one of them, and emoji come this way.

    >>> _mended(b"&#xD83D;&#56832; &#xDC00;")
    b'&#128512; &#65533;'
    """

    def whole(found: re.Match[bytes]) -> bytes:
        halves = [int(h, 16) if h else int(d) for h, d in _HALF.findall(found[0])]
        units = b"".join(half.to_bytes(2, "big") for half in halves)
        return b"".join(b"&#%d;" % ord(char) for char in units.decode("utf-16-be", "replace"))

    return _HALVES.sub(whole, body)


def _minutes(found: Any) -> float | None:  # noqa: ANN401  # feedparser is untyped
    written = str(found.feed.get("ttl") or "")
    return float(written) if written.isdecimal() and len(written) < 6 else None


def _malformed(error: Exception) -> Doubt:
    if "encod" in type(error).__name__.lower():
        message = f"The feed's encoding is not the one it declares ({error})."
        return Doubt(kind="encoding", message=message)
    message = f"The feed is malformed ({error}); what could be read of it was taken."
    return Doubt(kind="malformed-feed", message=message)


def _from_xml(entry: Any) -> _Raw:  # noqa: ANN401
    parts = [*entry.get("content", []), entry.get("summary_detail") or {}]
    # "in" first: asking feedparser for an absent "updated" warns and gives "published"
    key = next((key for key in ("published", "updated", "created") if key in entry), "")
    return _Raw(
        guid=entry.get("id") or "",
        link=entry.get("link") or "",
        title=entry.get("title") or "",
        texts=[(part.get("value") or "", part.get("type") != "text/plain") for part in parts],
        stamp=entry.get(key) or "",
        moment=_moment(entry.get(f"{key}_parsed")) if key else None,
    )


def _moment(parsed: tuple[int, ...] | None) -> datetime | None:
    """Give feedparser's time in UTC; a leap second is none that Python knows."""
    if not parsed:
        return None
    year, month, day, hour, minute, second = parsed[:6]
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None


def _json_feed(answer: Answer) -> _Parts:
    """Read a JSON Feed; fields of the wrong type count as absent."""
    doubts: list[Doubt] = []
    try:
        feed = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FetchError("not-a-feed", _no_feed(answer)) from None
    if not (isinstance(feed, dict) and str(feed.get("version")).startswith(_JSON_FEED)):
        raise FetchError("not-a-feed", _no_feed(answer))
    items = feed.get("items")
    raws = list(_from_json(items)) if isinstance(items, list) else []
    if not isinstance(items, list) or len(raws) < len(items):
        message = "The JSON Feed holds items that are no objects; they were passed over."
        doubts.append(Doubt(kind="malformed-feed", message=message))
    return _string(feed.get("title")), raws, doubts, None


def _from_json(items: list[Any]) -> Iterator[_Raw]:
    for item in items:
        if not isinstance(item, dict):
            continue
        read = {name: _string(value) for name, value in item.items()}
        yield _Raw(
            guid=read.get("id", ""),
            link=read.get("url") or read.get("external_url", ""),
            title=read.get("title", ""),
            texts=[
                (read.get("content_html", ""), True),
                (read.get("content_text", ""), False),
                (read.get("summary", ""), False),
            ],
            stamp=read.get("date_published") or read.get("date_modified", ""),
        )


def _string(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) else ""


def _no_feed(answer: Answer) -> str:
    body = answer.body[:2_000].lstrip().lower()
    if not body:
        what = "nothing at all"
    elif b"<opml" in body:
        what = "an OPML list; save it as a file and name that"
    elif b"<html" in body or body.startswith(b"<!doctype html"):
        what = "a web page"
    else:
        what = "something else"
    return f"{shown(answer.url, 120)} holds no RSS, Atom or JSON Feed but {what}."
