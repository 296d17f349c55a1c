"""A report from an address: the article of a page, a PDF, a text.

address ─► Client.get ─► what it really is ─► formats.read_bytes ─► Loaded

The identity of what was fetched is the address it was fetched from. A page's word on its own
address is not taken: it could name any page, and many sites name their front page.
"""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import msgspec

from according.errors import FetchError
from according.fetch.client import Answer, Client, Limits, Permit
from according.fetch.guard import Guard
from according.formats import Defaults, Loaded, read_bytes
from according.formats.checks import host_name
from according.records import Doubt, Report

_NOTHING = Defaults()
_MARKUP = re.compile(rb"^[\s\xef\xbb\xbf]*<(?:!doctype|html|\?xml|!--|head|body)", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MEDIA = ("image/", "audio/", "video/", "font/")
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web; servers write 1970 for "unknown"
_AHEAD = timedelta(hours=26)  # "tomorrow" in the earliest time zone is today in the latest


def fetch_report(
    address: str,
    *,
    defaults: Defaults = _NOTHING,
    guard: Guard | None = None,
    limits: Limits | None = None,
) -> Loaded:
    """Fetch one report that a person named; what goes wrong is a doubt on an empty report."""
    return asyncio.run(_fetched(address, defaults, guard, limits))


async def _fetched(
    address: str, defaults: Defaults, guard: Guard | None, limits: Limits | None
) -> Loaded:
    async with Client(guard, limits) as client:
        try:
            return await fetch_article(client, address, defaults=defaults)
        except FetchError as error:
            doubt = Doubt(kind=error.kind, message=str(error))
            report = Report(text="", **{**msgspec.structs.asdict(defaults), "url": address})
            return Loaded(report=report, doubts=[doubt], origin=address)


async def fetch_article(
    client: Client, address: str, *, defaults: Defaults = _NOTHING, permit: Permit | None = None
) -> Loaded:
    """Fetch one report. Raises FetchError when there is no answer to read."""
    answer = await client.get(address, permit=permit)
    # In a thread: a long page takes seconds, and other fetches go on meanwhile.
    return await asyncio.to_thread(load, answer, defaults)


def load(answer: Answer, defaults: Defaults = _NOTHING) -> Loaded:
    """Read the report in an answer."""
    media_type, doubts = believed(answer)
    if media_type.startswith(_MEDIA):
        message = f"The server sent {media_type}, which holds no text."
        doubt = Doubt(kind="not-a-text", message=message)
        report = Report(text="", **{**msgspec.structs.asdict(defaults), "url": answer.url})
        return Loaded(report=report, doubts=[doubt], origin=answer.url)
    here = msgspec.structs.replace(defaults, url=answer.url)
    found = list(
        read_bytes(
            answer.body,
            origin=answer.url,
            media_type=media_type,
            charset=answer.charset,
            defaults=here,
        )
    )
    if len(found) > 1:
        message = (
            f"The address holds {len(found)} reports; only the first was taken."
            " Save it as a file and read that."
        )
        doubts.append(Doubt(kind="several-reports", message=message))
    return _placed(found[0], answer.url, doubts)


def believed(answer: Answer) -> tuple[str, list[Doubt]]:
    """Give the media type, unless the first bytes show that it is not true."""
    said, head = answer.media_type, answer.body[:1024]
    is_pdf = b"%PDF-" in head
    binary = b"\0" in head and not head.startswith(_UTF16) and answer.charset is None
    lies = (
        (said == "application/pdf") != is_pdf
        if is_pdf or said == "application/pdf"
        else (said.startswith("text/") and binary)
        or (said.startswith(_MEDIA) and bool(_MARKUP.match(head)))
    )
    if not lies or not said:
        return said, []
    message = f"The server calls it {said}, but its first bytes say otherwise; they were believed."
    return "", [Doubt(kind="wrong-type", message=message)]


def check_date(published: str | None, now: datetime) -> list[Doubt]:
    """Doubt a date of publication that lies ahead or before there were web pages."""
    if published is None:
        return []
    moment = datetime.fromisoformat(published)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment > now + _AHEAD:
        return [Doubt(kind="future-date", message=f"The date {published} lies ahead; left out.")]
    if moment < EARLIEST:
        message = f"The date {published} is older than the web; left out."
        return [Doubt(kind="bad-date", message=message)]
    return []


def _placed(loaded: Loaded, url: str, doubts: list[Doubt]) -> Loaded:
    """Give the report the address it was fetched from, and look at its date."""
    report = loaded.report
    publisher = report.publisher
    if publisher is not None and publisher == host_name(report.url):
        publisher = host_name(url)
    dated = check_date(report.published, datetime.now(UTC)) if report.text else []
    report = msgspec.structs.replace(
        report, url=url, publisher=publisher, published=None if dated else report.published
    )
    return msgspec.structs.replace(loaded, report=report, doubts=[*loaded.doubts, *doubts, *dated])
