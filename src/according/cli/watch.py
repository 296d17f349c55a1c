"""``according watch``: follow feeds into the ledger, until stopped.

FEEDS ─► addresses ─► Watch.run ─► one line an event on standard error, a status on a terminal

Ctrl-C and SIGTERM stop it cleanly, a second one at once; nothing is lost either way, and the
next run takes up where this one was.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

from cyclopts import Parameter

from according.errors import FetchError, InputError
from according.exports.harmless import for_terminal

if TYPE_CHECKING:
    from according.ingest.watch import State, Told, Watch
    from according.reading import Reader

_SHORTEST = 1.0  # minutes between two polls of a feed; more often is no manners


def watch(
    *feeds: Annotated[
        str,
        Parameter(
            help="RSS, Atom or JSON feeds, sites, OPML files. None: all that were followed before."
        ),
    ],
    ledger: Annotated[
        str | None, Parameter(help="Where to keep the readings: a file, or postgresql://…")
    ] = None,
    every: Annotated[float, Parameter(help="Minutes between two looks at a feed.")] = 15.0,
    once: Annotated[
        bool, Parameter(help="Ask each feed once, read what is new, and end: for cron.")
    ] = False,
) -> bool:
    """Follow FEEDS and read what they announce into the ledger.

    The exit status with --once is 0 when all went well, 1 when something is doubtful;
    without it 130 after Ctrl-C and 0 after SIGTERM.
    """
    from according.ingest.watch import Habits, Watch  # noqa: PLC0415  # not for --help
    from according.ledger import Ledger  # noqa: PLC0415

    if every < _SHORTEST:
        raise InputError(f"--every {every:g} is too often; name {_SHORTEST:g} minute or more.")
    addresses = [address for feed in feeds for address in _addresses(feed)]
    with Ledger.open(ledger) as opened, ExitStack() as stack:
        lines = Lines(sys.stderr)
        habits = Habits(every=timedelta(minutes=every))
        watcher = Watch(opened, _reader, lines.tell, habits=habits)
        stack.enter_context(lines.standing(watcher.state))
        lines.say(f"reading into {opened.name}")
        stopped_by = asyncio.run(_run(watcher, addresses, lines.say, once=once))
        lines.say(_summary(watcher.state))
    if stopped_by == signal.SIGINT:
        raise KeyboardInterrupt
    return once and bool(watcher.state.doubtful)


def _reader() -> "Reader":
    """Load the model, when there is something to read."""
    from according.reading import Reader  # noqa: PLC0415

    return Reader()


def _addresses(feed: str) -> list[str]:
    """Give the address itself, or those in an OPML file; refuse what is neither."""
    from according.fetch.guard import Guard  # noqa: PLC0415
    from according.fetch.opml import read_opml  # noqa: PLC0415

    if "://" not in feed:
        if Path(feed).is_file():
            return read_opml(feed)
        hint = f"For a site write https://{feed}" if "." in feed else "Write it with https://"
        raise InputError(f"'{feed}' is neither an address nor a file. {hint}")
    try:
        Guard().check(feed)
    except FetchError as error:
        raise InputError(str(error)) from None
    return [feed]


async def _run(
    watcher: "Watch", addresses: Sequence[str], say: Callable[[str], None], *, once: bool
) -> signal.Signals | None:
    """Watch until a signal comes; give that signal."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    stopped_by: list[signal.Signals] = []

    def end(number: signal.Signals) -> None:
        if stopped_by:  # a second time: whatever still runs, the ledger is sound at any moment
            os._exit(128 + number)
        stopped_by.append(number)
        say("stopping; what is in hand is finished or taken up next time")
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, end, number)
        except NotImplementedError:  # Windows
            signal.signal(
                number, lambda got, _: loop.call_soon_threadsafe(end, signal.Signals(got))
            )
    await watcher.run(addresses, stop, once=once)
    return stopped_by[0] if stopped_by else None


def _summary(state: "State") -> str:
    noun = "report" if state.read == 1 else "reports"
    said = f"{state.read} {noun} read"
    if state.doubtful:
        said += f", {state.doubtful} doubtful"
    if state.waiting:
        said += f", {state.waiting} waiting for the next run"
    return said


class Lines:
    """One calm line an event; below them on a terminal, where the watcher stands."""

    def __init__(self, out: TextIO) -> None:
        from rich.console import Console  # noqa: PLC0415  # 0.1 s to import

        self._console = Console(file=out, highlight=False, soft_wrap=True)

    def tell(self, told: "Told") -> None:
        """Write what happened where; what is doubtful begins with a mark."""
        mark = "! " if told.doubtful else ""
        self.say(f"{mark}{told.place}  {told.message}")

    def say(self, words: str) -> None:
        """Write a line with the time; with the day, too, where lines are kept."""
        now = datetime.now().astimezone()
        moment = f"{now:%H:%M:%S}" if self._console.is_terminal else now.isoformat("T", "seconds")
        self._console.out(f"{moment}  {for_terminal(words)}", highlight=False)

    def standing(self, state: "State") -> "ExitStack":
        """Show the state below the lines, on a terminal."""
        stack = ExitStack()
        if self._console.is_terminal:
            stack.enter_context(self._console.status(_Standing(state)))
        return stack


class _Standing:
    """The state in a line, made anew whenever the terminal is."""

    def __init__(self, state: "State") -> None:
        self._state = state

    def __rich__(self) -> str:
        state = self._state
        parts = [f"{state.feeds} feeds", f"{state.waiting} waiting", f"{state.read} read"]
        if state.doubtful:
            parts.append(f"{state.doubtful} doubtful")
        if state.due is not None:
            parts.append(f"next at {state.due.astimezone():%H:%M}")
        return " · ".join(parts)
