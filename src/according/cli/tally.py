"""Counts for standard error: how far a command has come, and what was doubtful."""

import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from according.exports.harmless import for_terminal

if TYPE_CHECKING:
    from according.formats import Loaded
    from according.records import Doubt, Reading, Report

NOTES = 10  # doubts told one by one; all are in the output, and counted


@dataclass
class Tally:
    """Counts the readings that pass, and shows the count while they do.

    Readings come in the order of the input, so the origins noted on the way in tell on
    the way out which file a doubt is about.
    """

    reports: int = 0
    doubtful: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    origins: deque[str] = field(default_factory=deque)
    notes: list[str] = field(default_factory=list)

    def noted(self, reports: Iterable["Loaded"]) -> Iterator[tuple["Report", Sequence["Doubt"]]]:
        """Pass the reports on to the reader and remember where each came from."""
        for loaded in reports:
            self.origins.append(loaded.origin)
            yield loaded.report, loaded.doubts

    def counted(self, readings: Iterable["Reading"]) -> Iterator["Reading"]:
        """Pass the readings on, each counted."""
        # Where the output itself scrolls by on the terminal, it is the progress.
        watched = sys.stderr.isatty() and not sys.stdout.isatty()
        shown = 0.0
        try:
            for reading in readings:
                self.count(self.origins.popleft(), reading.doubts)
                if watched and self.reports > 1 and time.monotonic() - shown > 0.1:
                    shown = time.monotonic()
                    sys.stderr.write(f"\r{self.reports} reports read …")
                    sys.stderr.flush()
                yield reading
        finally:
            if shown:
                sys.stderr.write("\r\x1b[K")

    def summarise(self, out: TextIO) -> None:
        """Say what was doubtful, and where; a clean run says nothing."""
        if not self.reports:
            out.write("No reports found.\n")
        if not self.doubtful:
            return
        out.writelines(f"{for_terminal(note)}\n" for note in self.notes)
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds.most_common())
        noun = "report" if self.reports == 1 else "reports"
        out.write(f"{self.doubtful} of {self.reports} {noun} doubtful: {kinds}\n")

    def count(self, origin: str, doubts: Sequence["Doubt"]) -> None:
        """Count one report."""
        self.reports += 1
        self.doubtful += bool(doubts)
        self.kinds.update(doubt.kind for doubt in doubts)
        if len(self.notes) < NOTES:
            self.notes.extend(f"{origin}: {doubt.message}" for doubt in doubts)
