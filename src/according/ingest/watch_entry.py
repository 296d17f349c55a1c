"""One entry of a feed, made into a report.

entry ─► its article ─► enough text? ─► Loaded
              │ not now: later    │ no
              └─ not at all ──────┴─► what the feed says of it, with the doubt "summary-only"
"""

from datetime import timedelta

import msgspec

from according.errors import FetchError
from according.fetch.feeds import Entry
from according.fetch.report import fetch_article
from according.formats import Defaults, Loaded, check_text
from according.formats.checks import host_name
from according.ingest.watch_tools import Told, Tools
from according.ingest.watchlist import DueEntry
from according.ledger import Added
from according.records import Doubt, Reading, Report

# After so long an article that could not be had is tried again; then the summary must do.
_LATER = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))


async def load(tools: Tools, due: DueEntry) -> Loaded | None:
    """Give the report behind an entry; None if it was put off or gives nothing at all."""
    entry = due.entry
    if entry.url is None:
        return await _summary(tools, due, "the feed names no page for it", [])
    try:
        article = await fetch_article(
            tools.client,
            entry.url,
            defaults=Defaults(
                publisher=due.publisher, published=entry.published, title=entry.title
            ),
            permit=tools.manners.permit,
        )
    except FetchError as error:
        if error.passing and due.failures < len(_LATER):
            await _put_off(tools, due, error)
            return None
        return await _summary(tools, due, str(error).rstrip("."), [])
    if _poorer(article, entry):
        return await _summary(tools, due, "its page gives less than the feed", article.doubts)
    return _dated(article, due)


def _poorer(article: Loaded, entry: Entry) -> bool:
    """Tell whether the feed has more to read than the page: a log-in, a notice, a picture."""
    text = article.report.text.strip()
    doubted = any(doubt.kind == "no-article" for doubt in article.doubts)
    return not text or len(text) < len(entry.summary) or (doubted and bool(entry.summary))


async def _put_off(tools: Tools, due: DueEntry, error: FetchError) -> None:
    pause = max(_LATER[due.failures], timedelta(seconds=error.after or 0))
    until = tools.now() + pause
    await tools.ledger(tools.watchlist.put_off, due, until, str(error))
    message = f"{error} (next try at {until.astimezone():%H:%M})"
    tools.tell(Told(place=due.entry.url or due.feed_url, message=message, doubtful=True))


async def _summary(tools: Tools, due: DueEntry, why: str, doubts: list[Doubt]) -> Loaded | None:
    """Make a report of what the feed itself says."""
    entry = due.entry
    text = entry.summary or entry.title or ""
    place = entry.url or due.feed_url
    if not text:
        await give_up(tools, due, f"{why}, and the feed says nothing about it")
        return None
    message = f"Only the feed's own words were read, because {why}."
    report = Report(
        text=text,
        publisher=due.publisher or host_name(place),
        url=entry.url,
        published=entry.published,
        title=entry.title,
    )
    found = [*doubts, Doubt(kind="summary-only", message=message)]
    return _dated(Loaded(report=report, doubts=found + check_text(text, found), origin=place), due)


async def give_up(tools: Tools, due: DueEntry, why: str) -> None:
    """Leave an entry for good, with a note in the ledger."""
    await tools.ledger(tools.watchlist.fail, due, why)
    tools.tell(Told(place=due.entry.url or due.feed_url, message=why, doubtful=True))


def _dated(loaded: Loaded, due: DueEntry) -> Loaded:
    """Fall back on the feed's date; its doubts count only where there is no other date."""
    report = loaded.report
    if report.published is None and due.entry.published is not None:
        report = msgspec.structs.replace(report, published=due.entry.published)
    dates = {"no-date", "bad-date", "future-date"}
    more = [
        doubt for doubt in due.entry.doubts if doubt.kind not in dates or report.published is None
    ]
    return msgspec.structs.replace(loaded, report=report, doubts=[*loaded.doubts, *more])


def told(reading: Reading, added: Added, origin: str) -> Told:
    """Say in a line what a report gave."""
    counts = {
        "statement": len(reading.statements),
        "event": len(reading.events),
        "figure": len(reading.figures),
        "position": len(reading.positions),
    }
    parts = [f"{count} {noun}{'s' * (count != 1)}" for noun, count in counts.items() if count]
    what = ", ".join(parts) or "nothing to note"
    if added.outcome == "revision":
        what = f"changed text: {what}"
    if added.copy_of is not None:
        what += f"; a copy of report {added.copy_of}"
    kinds = ", ".join(doubt.kind for doubt in reading.doubts)
    message = f"{what} ({kinds})" if kinds else what
    return Told(place=origin, message=message, doubtful=bool(kinds))
