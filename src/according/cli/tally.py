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

LONG = 200_000  # characters: a text that takes longer than a few seconds
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
    shown: float = 0.0  # when a line of progress was last written, 0 when none stands

    def noted(self, reports: Iterable["Loaded"]) -> Iterator[tuple["Report", Sequence["Doubt"]]]:
        """Pass the reports on to the reader and remember where each came from."""
        for loaded in reports:
            self.origins.append(loaded.origin)
            yield loaded.report, loaded.doubts

    def counted(self, readings: Iterable["Reading"]) -> Iterator["Reading"]:
        """Pass the readings on, each counted."""
        try:
            for reading in readings:
                self.count(self.origins.popleft(), reading.doubts)
                # Where the output itself scrolls by on the terminal, it is the progress.
                if sys.stdout.isatty():
                    self._clear()
                elif self.reports > 1:
                    self._show(f"{self.reports} reports read …")
                yield reading
        finally:
            self._clear()

    def watch(self, done: int, of: int) -> None:
        """Show how much of a long text is read, which can take minutes."""
        scrolls = self.reports and sys.stdout.isatty()
        if of >= LONG and not scrolls:
            self._show(f"{100 * done // of} % of a text of {of:,} characters read …")

    def _show(self, line: str) -> None:
        """Write over the line of progress, at most ten times a second."""
        if sys.stderr.isatty() and time.monotonic() - self.shown > 0.1:
            self.shown = time.monotonic()
            sys.stderr.write(f"\r{line}\x1b[K")
            sys.stderr.flush()

    def _clear(self) -> None:
        if self.shown:
            self.shown = 0.0
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
