"""Follow feeds: ask, fetch, read, keep, wait, for weeks.

feeds due ──► 4 askers ──► entries waiting ──► 8 fetchers ──► reader ──► ledger
    ▲            (all of it in the ledger, nothing in memory alone)        │
    └────────── a change, or the next moment that something is due ◄───────┘

Each worker takes one thing, finishes it and takes the next, so that memory is bounded by the
number of workers, not of feeds. The ledger is used from one thread and the model from another;
the network goes on meanwhile.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from according.errors import AccordingError, InputError
from according.fetch.client import Client, Limits
from according.fetch.guard import Guard
from according.fetch.manners import Manners
from according.formats import Loaded
from according.ingest import watch_entry, watch_feed
from according.ingest.watch_tools import (
    Habits,
    LedgerThread,
    ReaderThread,
    ReportReader,
    Told,
    Tools,
)
from according.ingest.watchlist import DueEntry, DueFeed, Watchlist, mark_done
from according.ledger import Added, Ledger
from according.records import Reading

__all__ = ["Habits", "State", "Told", "Watch"]

T = TypeVar("T")
_LONGEST_WAIT = 30.0  # seconds without a look into the ledger: others may write to it too


@dataclass
class State:
    """Where a watcher stands, for whoever shows it."""

    feeds: int = 0
    waiting: int = 0
    read: int = 0
    doubtful: int = 0
    due: datetime | None = None


class Watch:
    """One watcher on one ledger. ``load`` is called for the reader when it is first needed.

    ``guard`` and ``limits`` are for tests and for programs; the command line has none.
    """

    def __init__(  # noqa: PLR0913  # what a watcher is made of
        self,
        ledger: Ledger,
        load: Callable[[], ReportReader],
        tell: Callable[[Told], None],
        *,
        habits: Habits | None = None,
        guard: Guard | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.state = State()
        self._ledger, self._load, self._tell_on = ledger, load, tell
        self._habits = habits or Habits()
        self._guard, self._limits = guard, limits

    async def run(self, urls: Sequence[str], stop: asyncio.Event, *, once: bool = False) -> None:
        """Follow the feeds until ``stop`` is set; with ``once`` until nothing is due.

        Without ``urls`` the feeds that were followed before. Raises LedgerError when the
        ledger cannot be used.
        """
        async with AsyncExitStack() as stack:
            client = await stack.enter_async_context(Client(self._guard, self._limits))
            habits = self._habits
            thread = LedgerThread(self._tell, patience=habits.patience, insist=not once)
            stack.callback(thread.close)
            reader = ReaderThread(self._load)
            stack.callback(reader.close)
            tools = Tools(
                client=client,
                manners=Manners(client, pause=habits.pause),
                watchlist=Watchlist(self._ledger),
                ledger=thread,
                habits=habits,
                tell=self._tell,
            )
            self.state.feeds = await thread(tools.watchlist.follow, urls)
            if not self.state.feeds:
                raise InputError("Nothing to follow. Name a feed, a site or an OPML file.")
            shift = _Shift(tools, reader, self._ledger, self.state, once=once)
            await _until(stop, shift.work())
            self.state.waiting = await thread(tools.watchlist.waiting)

    def _tell(self, told: Told) -> None:
        self.state.doubtful += told.doubtful
        self._tell_on(told)


class _Shift:
    """The workers of one run, and what they have in hand."""

    def __init__(
        self, tools: Tools, reader: ReaderThread, ledger: Ledger, state: State, *, once: bool
    ) -> None:
        self._tools, self._reader, self._ledger = tools, reader, ledger
        self._state, self._once = state, once
        self._feeds: set[int] = set()
        self._entries: dict[int, str | None] = {}  # with the host that each is asked from
        self._asking = tools.habits.askers
        self._taking = asyncio.Lock()
        self._pages: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._changed = asyncio.Condition()
        self._changes = 0

    async def work(self) -> None:
        """Run all workers; with ``once`` they end by themselves."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._tools.habits.askers):
                group.create_task(self._ask())
            for _ in range(self._tools.habits.fetchers):
                group.create_task(self._fetch())

    async def _ask(self) -> None:
        """Ask one feed after another."""
        while (feed := await self._next(self._take_feed, lambda: self._once)) is not None:
            await watch_feed.poll(self._tools, feed)
            if not self._once:  # else it stays in hand, so that nobody asks it again
                self._feeds.discard(feed.id)
            await self._change()
        self._asking -= 1
        await self._change()

    async def _fetch(self) -> None:
        """Fetch and read one entry after another."""
        while (due := await self._next(self._take_entry, self._is_over)) is not None:
            try:
                page = self._pages.setdefault(due.entry.url or str(due.id), asyncio.Lock())
                async with page:  # several feeds may name it: the second finds it in the ledger
                    await self._finish(due)
            except AccordingError:  # no model, no ledger: that is not the entry's fault
                raise
            except Exception as error:  # noqa: BLE001  # one entry must not end a watch of weeks
                await watch_entry.give_up(self._tools, due, f"it broke the reader: {error!r}")
            del self._entries[due.id]
            await self._change()

    def _is_over(self) -> bool:
        return self._once and not self._asking and not self._entries

    async def _take_feed(self) -> DueFeed | None:
        tools = self._tools
        take = partial(tools.watchlist.next_feed, early=self._once)
        feed = await tools.ledger(take, tools.now(), set(self._feeds))
        if feed is not None:
            self._feeds.add(feed.id)
        return feed

    async def _take_entry(self) -> DueEntry | None:
        tools, busy = self._tools, set(self._entries)
        hosts = {host for host in self._entries.values() if host}
        due = await tools.ledger(tools.watchlist.next_entry, tools.now(), busy, hosts)
        if due is not None:
            self._entries[due.id] = due.host
        return due

    async def _next(
        self, take: Callable[[], Awaitable[T | None]], is_over: Callable[[], bool]
    ) -> T | None:
        """Take something, waiting until there is something; None when it is over.

        Whether it is over is asked first: what comes up meanwhile is then found by ``take``.
        """
        while True:
            changes, over = self._changes, is_over()
            async with self._taking:
                taken = await take()
            if taken is not None or over:
                return taken
            await self._wait(changes)

    async def _wait(self, changes: int) -> None:
        """Wait until something has changed since, or is due."""
        tools = self._tools
        self._state.waiting = await tools.ledger(tools.watchlist.waiting)
        self._state.due = due = await tools.ledger(tools.watchlist.soonest)
        left = (due - tools.now()).total_seconds() if due else _LONGEST_WAIT
        with suppress(TimeoutError):
            async with asyncio.timeout(min(max(left, tools.habits.look), _LONGEST_WAIT)):
                async with self._changed:
                    await self._changed.wait_for(lambda: self._changes != changes)

    async def _change(self) -> None:
        async with self._changed:
            self._changes += 1
            self._changed.notify_all()

    async def _finish(self, due: DueEntry) -> None:
        """Bring one entry from its address into the ledger."""
        tools = self._tools
        if due.entry.url and (report := await tools.ledger(tools.watchlist.twin, due)):
            await tools.ledger(tools.watchlist.done, due, report)
            return
        loaded = await watch_entry.load(tools, due)
        self._entries[due.id] = None  # its host is free while we read
        await self._change()
        if loaded is None:
            return
        known = await tools.ledger(self._ledger.known, loaded.report)
        if known is not None:
            await tools.ledger(tools.watchlist.done, due, known.report)
            return
        await self._read(due, loaded)

    async def _read(self, due: DueEntry, loaded: Loaded) -> None:
        tools = self._tools
        reading = await self._reader.read(loaded.report, loaded.doubts)
        added = await tools.ledger(self._add, reading, due)
        self._state.read += 1
        tools.tell(watch_entry.told(reading, added, loaded.origin))

    def _add(self, reading: Reading, due: DueEntry) -> Added:
        """Add the reading and finish the entry: both or neither."""
        return self._ledger.add(
            reading,
            origin=due.feed_url,
            seen=due.seen,
            then=lambda connection, added: mark_done(connection, due, added),
        )


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do the work until it ends or ``stop`` is set; what is in hand stays in the ledger."""
    working = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    working.cancel()
    try:
        await working
    except asyncio.CancelledError:
        pass
    except BaseExceptionGroup as group:  # the first is why the others were cancelled
        raise _first(group) from None


def _first(group: BaseException) -> BaseException:
    while isinstance(group, BaseExceptionGroup):
        group = group.exceptions[0]
    return group
