"""Old reports, up to the present reader.

ledger.outdated ──► Reader.read_many ──► ledger.reread

Stopped at any moment it goes on where it was, since what was read again is no longer old.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from according.ledger import Ledger
from according.records import Doubt, Report

if TYPE_CHECKING:
    from according.ledger.ledger import Outdated
    from according.reading import Reader


def reread(ledger: Ledger, reader: "Reader") -> Iterator["Outdated"]:
    """Read old reports again; give each once its new reading is in the ledger."""
    waiting: deque[Outdated] = deque()

    def given() -> Iterator[tuple[Report, Sequence[Doubt]]]:
        for old in ledger.outdated(reader.version):
            waiting.append(old)
            yield old.report, old.doubts

    for reading in reader.read_many(given()):
        old = waiting.popleft()
        ledger.reread(old, reading)
        yield old
