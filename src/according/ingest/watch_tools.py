"""What the steps of a watcher share: its habits, what it tells, and its two threads.

worker ──► LedgerThread ──► ledger (one call after another, again when trouble may pass)
       └─► ReaderThread ──► reader (loaded when the first report comes)
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

from according.errors import LedgerBusyError, LedgerError, LedgerFullError, LedgerServerError
from according.fetch.client import Client
from according.fetch.manners import Manners
from according.ingest.watchlist import Watchlist
from according.records import Doubt, Reading, Report

T = TypeVar("T")

_PASSING = (LedgerBusyError, LedgerFullError, LedgerServerError)
_TRIES = 3  # of a write, when nobody insists
_LONGEST_WAIT = 60.0  # seconds between tries


class ReportReader(Protocol):
    """What reads a report: according.Reader."""

    def read(self, report: Report, doubts: Sequence[Doubt] = ()) -> Reading:
        """Read one report."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One thing that happened; ``doubtful`` if it did not go as it should."""

    place: str
    message: str
    doubtful: bool = False


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How a watcher behaves."""

    every: timedelta = timedelta(minutes=15)
    pause: float = 1.0  # seconds between two requests to a host, or as its robots.txt asks
    askers: int = 4  # feeds asked at the same time
    fetchers: int = 8  # reports in hand at the same time, each from another host
    patience: float = 1.0  # seconds after the first failure to write; doubled each time
    look: float = 1.0  # seconds; the ledger is not looked into more often for what is due


@dataclass(frozen=True, kw_only=True)
class Tools:
    """What one watcher works with."""

    client: Client
    manners: Manners
    watchlist: Watchlist
    ledger: "LedgerThread"
    habits: Habits
    tell: Callable[[Told], None]

    @staticmethod
    def now() -> datetime:
        """Give the time in UTC."""
        return datetime.now(UTC)


class LedgerThread:
    """Runs what uses the ledger, one call after another, in a thread.

    With ``insist`` it tries for ever: a watcher of weeks outlives a disk that was full for an
    hour.
    """

    def __init__(self, tell: Callable[[Told], None], *, patience: float, insist: bool) -> None:
        self._tell, self._patience, self._insist = tell, patience, insist
        self._pool = ThreadPoolExecutor(1, "ledger")

    async def __call__(self, work: Callable[..., T], *arguments: object) -> T:
        """Do the work. Raises LedgerError when there is no hope."""
        loop, wait, tries = asyncio.get_running_loop(), self._patience, 1
        while True:
            try:
                return await loop.run_in_executor(self._pool, partial(work, *arguments))
            except LedgerError as error:
                if not isinstance(error, _PASSING) or (tries == _TRIES and not self._insist):
                    raise
                message = f"{error} Trying again in {wait:g} s; nothing is lost."
            self._tell(Told(place="ledger", message=message, doubtful=True))
            await asyncio.sleep(wait)
            wait, tries = min(2 * wait, _LONGEST_WAIT), tries + 1

    def close(self) -> None:
        """Let the transaction in hand finish."""
        self._pool.shutdown()


class ReaderThread:
    """The reader in a thread of its own, loaded when the first report comes."""

    def __init__(self, load: Callable[[], ReportReader]) -> None:
        self._load = load
        self._reader: ReportReader | None = None
        self._pool = ThreadPoolExecutor(1, "reader")

    async def read(self, report: Report, doubts: Sequence[Doubt]) -> Reading:
        """Read one report."""
        loop = asyncio.get_running_loop()
        if self._reader is None:
            self._reader = await loop.run_in_executor(self._pool, self._load)
        return await loop.run_in_executor(self._pool, self._reader.read, report, doubts)

    def close(self) -> None:
        """Let the report in hand be read to its end."""
        self._pool.shutdown(cancel_futures=True)
