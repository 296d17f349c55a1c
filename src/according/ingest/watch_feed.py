"""One feed, asked once.

ask, if changed ─► unchanged · entries · a page? then its feed ─► the ledger, with the next time
"""

import asyncio
from datetime import datetime, timedelta
from functools import partial

from according.errors import FetchError
from according.fetch.discovery import Found, discover
from according.fetch.feeds import parse
from according.ingest.watch_tools import Told, Tools
from according.ingest.watchlist import DueFeed, Polled

_SELDOM = timedelta(hours=6)  # a feed that fails is asked at least this often
_LONGEST_TTL = timedelta(hours=1)  # what a feed says of itself is believed up to here


async def poll(tools: Tools, feed: DueFeed) -> None:
    """Ask a feed and keep what is new; whatever goes wrong is told and put off."""
    now = tools.now()
    try:
        found = await _ask(tools, feed, now)
    except FetchError as error:
        await _put_off(tools, feed, error, now)
        return
    if found is None:
        same = Polled(
            feed.address, feed.title, feed.etag, feed.modified, now + tools.habits.every, feed.note
        )
        await tools.ledger(tools.watchlist.polled, feed, same, [], now)
        return
    await _keep(tools, feed, found, now)


async def _ask(tools: Tools, feed: DueFeed, now: datetime) -> Found | None:
    """Fetch the feed; None if it has not changed. A site's address leads to its feed."""
    address, permit = feed.address or feed.url, tools.manners.permit
    answer = await tools.client.get(address, etag=feed.etag, modified=feed.modified, permit=permit)
    if answer.status == 304:
        return None
    try:
        parsed = await asyncio.to_thread(parse, answer, now)
    except FetchError as error:
        # Only at first: a feed that fails with a page for once must not become another feed.
        if error.kind != "not-a-feed" or feed.state != "new" or b"<" not in answer.body[:1000]:
            raise
        return await discover(tools.client, answer, now, permit=permit)
    return Found(address=address, answer=answer, feed=parsed)


async def _keep(tools: Tools, feed: DueFeed, found: Found, now: datetime) -> None:
    told = found.feed
    note = " ".join(doubt.message for doubt in told.doubts) or None
    # What was cut off in the middle must not come back as "unchanged" when it is whole.
    whole = all(doubt.kind != "malformed-feed" for doubt in told.doubts)
    pause = max(tools.habits.every, min(timedelta(minutes=told.minutes or 0), _LONGEST_TTL))
    poll_ = Polled(
        address=found.address if found.address != feed.url else None,
        title=told.title,
        etag=found.answer.etag if whole else None,
        modified=found.answer.modified if whole else None,
        due=now + pause,
        note=note,
    )
    new = await tools.ledger(tools.watchlist.polled, feed, poll_, told.entries, now)
    if feed.state == "new" and poll_.address:
        tools.tell(Told(place=feed.url, message=f"its feed is {poll_.address}"))
    if new or feed.state == "new":
        tools.tell(Told(place=feed.url, message=f"{new} new of {len(told.entries)}"))
    if note and note != feed.note:  # told once, not with each poll
        tools.tell(Told(place=feed.url, message=note, doubtful=True))


async def _put_off(tools: Tools, feed: DueFeed, error: FetchError, now: datetime) -> None:
    gone = error.kind == "gone"
    pause = min(tools.habits.every * 2 ** min(feed.failures, 10), _SELDOM)
    due = now + max(pause, timedelta(seconds=error.after or 0))
    await tools.ledger(partial(tools.watchlist.unpolled, gone=gone), feed, due, str(error))
    until = "not asked again" if gone else f"next try at {due.astimezone():%H:%M}"
    tools.tell(Told(place=feed.url, message=f"{error} ({until})", doubtful=True))
