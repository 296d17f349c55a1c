"""Read what is not to be kept.

text ───────────────────────┐
address ──fetch──► Report ──┴──► Reader ──► Reading       no ledger anywhere

The model is loaded once, by whoever reads first, and waits for the next.
"""

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from according.errors import FetchError
from according.formats import Defaults, Loaded
from according.formats.checks import finish
from according.formats.loaded import Draft
from according.records import Reading, Report

if TYPE_CHECKING:
    from according.reading import Reader


class Preview:
    """Reads one thing at a time: the network takes all cores by itself."""

    def __init__(self) -> None:
        """Load nothing yet."""
        self._turn = Lock()

    @cached_property
    def _reader(self) -> "Reader":
        from according.reading import Reader  # noqa: PLC0415  # the model is slow to load

        return Reader()

    def text(self, report: Report) -> Reading:
        """Read a text that somebody has pasted."""
        given = Draft(text=report.text, publisher=report.publisher, published=report.published)
        return self._read(finish(given, "", Defaults()))

    def address(self, address: str) -> Reading:
        """Fetch and read what is at an address; raise FetchError if that gives nothing."""
        from according.fetch.report import fetch_report  # noqa: PLC0415  # slow to import

        loaded = fetch_report(address)
        if not loaded.report.text and loaded.doubts:
            raise FetchError(loaded.doubts[0].kind, loaded.doubts[0].message)
        return self._read(loaded)

    def _read(self, loaded: Loaded) -> Reading:
        if not loaded.report.text.strip():
            return Reading(report=loaded.report, doubts=loaded.doubts)
        with self._turn:
            return self._reader.read(loaded.report, loaded.doubts)
