"""What a watcher remembers in the ledger: its feeds, and the entries still to be read.

follow ─► feed: new ─► active ─► gone
            │ each poll, in one transaction with the feed's validators
            ▼
          entry: waiting ─► done (with the report, in one transaction) or failed

A process killed at any moment finds here what it had not finished. Nothing is in its memory
alone, so it can be killed after weeks as well.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from according.fetch.feeds import Entry
from according.ledger import Added, Ledger
from according.ledger.schema import entries, feeds
from according.records import Doubt

_AGAIN = timedelta(hours=1)  # some feeds date all they hold anew with each answer
_DOUBTS = msgspec.json.Decoder(list[Doubt])


class DueFeed(NamedTuple):
    """A feed to ask; ``address`` is where it was found, if a site was named."""

    id: int
    url: str
    address: str | None
    title: str | None
    etag: str | None
    modified: str | None
    failures: int
    state: str
    note: str | None


class DueEntry(NamedTuple):
    """An entry to fetch and read."""

    id: int
    feed: int
    feed_url: str
    publisher: str | None
    failures: int
    seen: datetime
    entry: Entry

    @property
    def host(self) -> str | None:
        """The host that its article is asked from."""
        return host(self.entry.url)


class Polled(NamedTuple):
    """What there is to remember of a poll that went well."""

    address: str | None
    title: str | None
    etag: str | None
    modified: str | None
    due: datetime
    note: str | None


def written(moment: datetime) -> str:
    """Write a time as the ledger does; as text they sort as times do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def host(url: str | None) -> str | None:
    """Give the host of an address."""
    return urlsplit(url).hostname if url else None


class Watchlist:
    """The feeds that one watcher follows; ``None`` for all that the ledger knows."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._feeds: list[int] = []

    def follow(self, urls: Sequence[str]) -> int:
        """Take up these feeds, or without any those followed before; give their number."""
        if urls:
            with self._ledger.writing() as connection:
                self._feeds = [_feed(connection, url) for url in dict.fromkeys(urls)]
        else:
            with self._ledger.reading() as connection:
                query = select(feeds.c.id).where(feeds.c.state != "gone").order_by(feeds.c.id)
                self._feeds = list(connection.scalars(query))
        return len(self._feeds)

    def next_feed(
        self, now: datetime, busy: Collection[int], *, early: bool = False
    ) -> DueFeed | None:
        """Give the feed that has been due the longest; ``early`` takes any that did not fail."""
        due = or_(feeds.c.next_due.is_(None), feeds.c.next_due <= written(now))
        due = or_(due, feeds.c.failures == 0) if early else due
        query = (
            select(*(feeds.c[name] for name in DueFeed._fields))
            .where(self._mine(feeds.c.id), feeds.c.state != "gone", due)
            .where(feeds.c.id.not_in(busy))
            .order_by(feeds.c.next_due.nulls_first(), feeds.c.id)
            .limit(1)
        )
        with self._ledger.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else DueFeed(*row)

    def polled(self, feed: DueFeed, poll: Polled, found: Sequence[Entry], now: datetime) -> int:
        """Keep the entries and the feed's validators together; give the number of new ones."""
        with self._ledger.writing() as connection:
            new = _keep(connection, feed.id, found, now)
            _set_feed(
                connection,
                feed.id,
                address=poll.address,
                title=poll.title or feed.title,
                etag=poll.etag,
                modified=poll.modified,
                next_due=written(poll.due),
                note=poll.note,
                failures=0,
                state="active",
            )
        return new

    def unpolled(self, feed: DueFeed, due: datetime, note: str, *, gone: bool = False) -> None:
        """Remember that a poll went wrong, and when to try again.

        A feed that was found from a site's address is looked for anew after three failures.
        """
        lost = feed.address is not None and feed.failures >= 2
        with self._ledger.writing() as connection:
            _set_feed(
                connection,
                feed.id,
                address=None if lost else feed.address,
                state="gone" if gone else "new" if lost else feed.state,
                failures=feed.failures + 1,
                next_due=written(due),
                note=note,
            )

    def next_entry(
        self, now: datetime, busy: Collection[int], hosts: Collection[str]
    ) -> DueEntry | None:
        """Give the first waiting entry whose host nobody is asking right now."""
        query = (
            select(entries, feeds.c.url.label("feed_url"), feeds.c.title.label("publisher"))
            .join(feeds, feeds.c.id == entries.c.feed)
            .where(self._mine(entries.c.feed), _waiting(now))
            .where(entries.c.id.not_in(busy))
            .where(or_(entries.c.host.is_(None), entries.c.host.not_in(hosts)))
            .order_by(entries.c.id)
            .limit(1)
        )
        with self._ledger.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        seen = datetime.fromisoformat(row.seen)
        entry = Entry(
            guid=row.guid,
            url=row.url,
            title=row.title,
            summary=row.summary or "",
            stamp=row.stamp,
            published=row.published,
            doubts=_DOUBTS.decode(row.doubts or "[]"),
        )
        return DueEntry(row.id, row.feed, row.feed_url, row.publisher, row.failures, seen, entry)

    def twin(self, due: DueEntry) -> int | None:
        """Give the report that another feed's entry with the same address and date became."""
        query = (
            select(entries.c.report)
            .where(entries.c.url == due.entry.url, entries.c.state == "done")
            .where(entries.c.feed != due.feed)
            .where(entries.c.stamp.is_not_distinct_from(due.entry.stamp))
            .limit(1)
        )
        with self._ledger.reading() as connection:
            return connection.scalar(query)

    def put_off(self, due: DueEntry, until: datetime, note: str) -> None:
        """Try an entry again later."""
        with self._ledger.writing() as connection:
            failures = due.failures + 1
            _set_entry(connection, due.id, failures=failures, next_due=written(until), note=note)

    def fail(self, due: DueEntry, note: str) -> None:
        """Leave an entry for good that gives nothing to read."""
        with self._ledger.writing() as connection:
            _set_entry(connection, due.id, state="failed", note=note, next_due=None)

    def done(self, due: DueEntry, report: int) -> None:
        """Note which report an entry became."""
        with self._ledger.writing() as connection:
            mark_done(connection, due, report)

    def soonest(self, *, feeds_too: bool = True) -> datetime | None:
        """Give the moment at which something of ours is due next."""
        times = [
            select(func.min(entries.c.next_due))
            .where(self._mine(entries.c.feed), entries.c.state == "waiting")
        ]  # fmt: skip
        if feeds_too:
            times.append(
                select(func.min(feeds.c.next_due))
                .where(self._mine(feeds.c.id), feeds.c.state != "gone")
            )  # fmt: skip
        with self._ledger.reading() as connection:
            found = [moment for query in times if (moment := connection.scalar(query))]
        return datetime.fromisoformat(min(found)) if found else None

    def waiting(self) -> int:
        """Count the entries still to be read."""
        query = select(func.count()).select_from(entries)
        with self._ledger.reading() as connection:
            mine = query.where(self._mine(entries.c.feed), entries.c.state == "waiting")
            return connection.scalar(mine) or 0

    def _mine(self, column: ColumnElement[int]) -> ColumnElement[bool]:
        return column.in_(self._feeds)


def mark_done(connection: Connection, due: DueEntry, report: int | Added) -> None:
    """Note within a transaction which report an entry became; its summary is not needed more."""
    number = report.report if isinstance(report, Added) else report
    _set_entry(
        connection, due.id, state="done", report=number, summary=None, note=None, next_due=None
    )


def _feed(connection: Connection, url: str) -> int:
    known: int | None = connection.scalar(select(feeds.c.id).where(feeds.c.url == url))
    if known is not None:
        revived = (feeds.c.id == known) & (feeds.c.state == "gone")  # named again: try again
        connection.execute(update(feeds).where(revived).values(state="active", next_due=None))
        return known
    new = insert(feeds).values(url=url, state="new", failures=0).returning(feeds.c.id)
    number: int = connection.execute(new).scalar_one()
    return number


def _keep(connection: Connection, feed: int, found: Sequence[Entry], now: datetime) -> int:
    """Add the new entries; wake those whose date has changed since they were read."""
    kept = {
        row.guid: row
        for row in connection.execute(
            select(entries.c.id, entries.c.guid, entries.c.stamp, entries.c.state, entries.c.seen)
            .where(entries.c.feed == feed)
            .where(entries.c.guid.in_([entry.guid for entry in found]))
        )
    }
    fresh = [entry for entry in found if entry.guid not in kept]
    if fresh:
        rows = [{"feed": feed, "guid": entry.guid, **_told(entry, now)} for entry in fresh]
        connection.execute(insert(entries), rows)
    changed = 0
    for entry in found:
        row = kept.get(entry.guid)
        if row is None or row.state == "waiting" or entry.stamp in {None, row.stamp}:
            continue
        if now - datetime.fromisoformat(row.seen) > _AGAIN:
            _set_entry(connection, row.id, **_told(entry, now))
            changed += 1
    return len(fresh) + changed


def _told(entry: Entry, now: datetime) -> dict[str, object]:
    return {
        "url": entry.url,
        "host": host(entry.url),
        "stamp": entry.stamp,
        "title": entry.title,
        "summary": entry.summary,
        "published": entry.published,
        "doubts": msgspec.json.encode(entry.doubts).decode(),
        "state": "waiting",
        "failures": 0,
        "next_due": None,
        "note": None,
        "seen": written(now),
    }


def _waiting(now: datetime) -> ColumnElement[bool]:
    due = or_(entries.c.next_due.is_(None), entries.c.next_due <= written(now))
    return and_(entries.c.state == "waiting", due)


def _set_feed(connection: Connection, number: int, **values: object) -> None:
    connection.execute(update(feeds).where(feeds.c.id == number).values(values))


def _set_entry(connection: Connection, number: int, **values: object) -> None:
    connection.execute(update(entries).where(entries.c.id == number).values(values))
