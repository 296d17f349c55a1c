"""A reader that loads no model, so that the command can be tested by itself.

``python tests/fake_reader.py ARGUMENTS`` is the command ``according`` with it.
"""

import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import ModuleType

from according.records import Doubt, Reading, Report, Statement

Loaded = tuple[Report, Sequence[Doubt]]


class Reader:
    """Takes every report for one statement; "wait" as a text makes it wait to be stopped."""

    def __init__(self, watch: Callable[[int, int], None] | None = None) -> None:
        """Load nothing, and tell nobody how far a text is read."""

    def read(self, report: Report, doubts: Sequence[Doubt] = ()) -> Reading:
        """Read one, as the real one does."""
        return next(self.read_many([(report, doubts)]))

    def read_many(self, loaded: Iterable[Loaded]) -> Iterator[Reading]:
        """Read in order, as the real one does."""
        for report, doubts in loaded:
            if report.text == "wait":
                time.sleep(60)
            yield Reading(
                report=report, statements=[said(report.text)], doubts=list(doubts), reader="fake"
            )


def said(text: str) -> Statement:
    """Put a whole text into somebody's mouth."""
    return Statement(
        id="s1", content=text, cue=None, source=None, kind="unnamed", act="say", form="direct",
        speaker="somebody", via=None, chain=["somebody"], content_spans=[(0, len(text))],
        cue_span=None, source_span=None, confidence=1.0,
    )  # fmt: skip


def module() -> ModuleType:
    """Build what stands in for ``according.reading``."""
    fake = ModuleType("according.reading")
    vars(fake)["Reader"] = Reader
    return fake


if __name__ == "__main__":
    # A test run in the background ignores Ctrl-C, and so would this child of it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.modules["according.reading"] = module()
    from according.cli.app import main

    sys.exit(main())
