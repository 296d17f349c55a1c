"""Reports that a person names, into the ledger.

Loaded ──► empty? known? ──► Reader.read_many ──► ledger.add ──► Done, in the order of the input

What the ledger already has is not read again: reading takes a hundred times as long as
looking it up.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from according.ledger import Added, Ledger
from according.records import Doubt, Report

if TYPE_CHECKING:
    from according.formats import Loaded
    from according.reading import Reader

Given = tuple[Report, Sequence[Doubt]]


class Done(NamedTuple):
    """What became of one report; ``added`` is None if there was nothing to add."""

    loaded: "Loaded"
    added: Added | None
    doubts: Sequence[Doubt]


def add(
    loaded: Iterable["Loaded"], ledger: Ledger, reader: Callable[[], "Reader"]
) -> Iterator[Done]:
    """Add reports; ``reader`` is called once, when there is something to read."""
    waiting: deque[tuple[Loaded, Added | None, bool]] = deque()
    unread = _unread(loaded, ledger, waiting)
    first = next(unread, None)
    if first is not None:
        for reading in reader().read_many(chain([first], unread)):
            yield from _settled(waiting)
            own, _, _ = waiting.popleft()
            yield Done(own, ledger.add(reading, origin=own.origin), reading.doubts)
    yield from _settled(waiting)


def _unread(
    loaded: Iterable["Loaded"], ledger: Ledger, waiting: "deque[tuple[Loaded, Added | None, bool]]"
) -> Iterator[Given]:
    """Pass on what has to be read; note all of it, so that the order can be kept."""
    for each in loaded:
        empty = not each.report.text.strip()
        known = None if empty else ledger.known(each.report)
        to_read = not empty and known is None
        waiting.append((each, known, to_read))
        if to_read:
            yield each.report, each.doubts


def _settled(waiting: "deque[tuple[Loaded, Added | None, bool]]") -> Iterator[Done]:
    """Give the reports at the head of the line that needed no reading."""
    while waiting and not waiting[0][2]:
        each, known, _ = waiting.popleft()
        yield Done(each, known, each.doubts)
