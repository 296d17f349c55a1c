"""Following feeds in tests: what a server has to serve, and the desk where it arrives.

with desk(ledger_path) as at:
    at.server["/feed"], at.server["/1"] = page(rss(item("/1"))), article(1)
    at.watch("/feed")
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import select, update

import fake_reader
from according.fetch import Limits
from according.ingest.watch import Habits, Told, Watch
from according.ledger import Ledger
from according.ledger.schema import entries, feeds
from according.records import Report
from misbehaving_server import Behaviour, MisbehavingServer, page

TEXT = "The envoys of Oradan and Veshtia met in Harrow on day {} and agreed to meet once more. "
DATE = "<pubDate>Wed, 04 Mar 2026 16:22:00 GMT</pubDate>"
LIMITS = Limits(size=200_000, attempts=1)
HABITS = Habits(pause=0.0, patience=0.01, look=0.01)


def article(n: int | str) -> Behaviour:
    """Serve the article with this number."""
    paragraphs = f"<p>{TEXT.format(n) * 2}</p>" * 2
    return page(f"<!DOCTYPE html><html><body><article>{paragraphs}</article></body></html>")


def item(link: str, n: int | str = 1, *, date: str = DATE, inside: str = "") -> str:
    """Write an item of a feed."""
    words = f"<description>{TEXT.format(n)}</description>"
    return (
        f"<item><guid isPermaLink='false'>g{n}</guid><title>Talks, day {n}</title>"
        f"<link>{link}</link>{date}{inside or words}</item>"
    )


def rss(*items: str) -> str:
    """Write a feed."""
    return (
        '<rss version="2.0"><channel><title>Estuary Chronicle</title>'
        + "".join(items)
        + "</channel></rss>"
    )


class Desk:
    """A server, a ledger and a watcher between them."""

    def __init__(self, server: MisbehavingServer, ledger: Ledger) -> None:
        """Sit down."""
        self.server, self.ledger = server, ledger
        self.told: list[Told] = []
        self.reader: Callable[[], fake_reader.Reader] = fake_reader.Reader

    def watch(self, *paths: str, limits: Limits = LIMITS) -> Watch:
        """Watch these feeds once."""
        watch = self.watcher(limits)
        urls = [self.server.url(path) for path in paths]
        asyncio.run(watch.run(urls, asyncio.Event(), once=True))
        return watch

    def watcher(self, limits: Limits = LIMITS, habits: Habits = HABITS) -> Watch:
        """Make a watcher that tells us everything."""
        return Watch(
            self.ledger, self.reader, self.told.append,
            habits=habits, guard=self.server.guard, limits=limits,
        )  # fmt: skip

    def reports(self) -> list[tuple[Report, list[str]]]:
        """Give the reports in the ledger, each with the kinds of its doubts."""
        readings = [stored.reading for stored in self.ledger.readings()]
        return [(reading.report, [d.kind for d in reading.doubts]) for reading in readings]

    def states(self) -> list[str]:
        """Give the state of each entry."""
        with self.ledger.reading() as connection:
            return list(connection.scalars(select(entries.c.state).order_by(entries.c.id)))

    def feed(self) -> dict[str, object]:
        """Give the first feed as the ledger has it."""
        with self.ledger.reading() as connection:
            return dict(connection.execute(select(feeds)).mappings().first() or {})

    def let_time_pass(self) -> None:
        """Make everything due, and let all have been seen long ago."""
        with self.ledger.writing() as connection:
            connection.execute(update(entries).values(next_due=None, seen="2026-01-01T00:00:00Z"))
            connection.execute(update(feeds).values(next_due=None))

    def heard(self) -> str:
        """Give all that was told."""
        return "\n".join(told.message for told in self.told)


@contextmanager
def desk(where: str) -> Iterator[Desk]:
    """Sit at an empty ledger, before a server that has nothing yet."""
    with MisbehavingServer() as server, Ledger.open(where) as ledger:
        yield Desk(server, ledger)
