"""A set of reports whose truth is known, read and opened as a dossier, beside that truth.

reports.jsonl ──reader──► ledger ──► Dossier
truth.json: quotes ──► the items that carry them

There are two: the worked example, which the rules were written on, and a second one
(``--set evaluation/dossier/esker-valley``), which they were not. Readings may be given
(--readings FILE, JSONL as ``according read`` prints it), so that many measurements need one
reading.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from according.dossier import Dossier, Item
from according.ledger import Ledger
from according.records import Reading, Record, Report, Statement

WORKED = Path(__file__).parents[2] / "examples" / "aldaine-strait"
# Thresholds were set on what these stories of the worked example tell; the others are for
# reporting only.
SET_ON = frozenset({"s01", "s02", "s03", "s04", "s05", "s06"})
# Sorts of items that may carry a claim of each sort.
CARRIES = {
    "event": ("event", "statement"),
    "statement": ("statement", "event", "position"),
    "figure": ("figure",),
    "position": ("position", "statement"),
}
_SEEN = datetime(2026, 6, 1, tzinfo=UTC)


def parser(about: str | None) -> argparse.ArgumentParser:
    """The options that all measurements on the example share."""
    ap = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument(
        "--set",
        type=lambda path: Path(path).resolve(),
        default=WORKED,
        help="its folder; the worked example if none is given",
    )
    ap.add_argument("--readings", type=Path, help="readings as JSONL, instead of the reader's")
    ap.add_argument("--errors", action="store_true", help="print what is wrong, too")
    return ap


def reports(path: Path = WORKED / "reports.jsonl") -> list[Report]:
    """The reports of a file."""
    decoder = msgspec.json.Decoder(Report)
    return [decoder.decode(line) for line in path.read_bytes().splitlines()]


def readings(told: Sequence[Report], given: Path | None) -> Iterator[Reading]:
    """The readings of reports: given ones, or the reader's."""
    if given is not None:
        yield from msgspec.json.Decoder(Reading).decode_lines(given.read_bytes())
        return
    from according.reading import Reader  # noqa: PLC0415  # loads the model

    yield from Reader().read_many((report, ()) for report in told)


class Example:
    """The dossier of a set and the way from quotes to its items."""

    def __init__(self, dossier: Dossier, told: Sequence[Report], folder: Path = WORKED) -> None:
        """Take an open dossier and the folder with its truth."""
        self.dossier = dossier
        self.folder = folder
        self.texts = {report.id: report.text for report in told}

    @cached_property
    def truth(self) -> dict[str, Any]:
        """What a careful reader finds."""
        found: dict[str, Any] = json.loads((self.folder / "truth.json").read_text("utf-8"))
        return found

    @cached_property
    def numbers(self) -> dict[str | None, int]:
        """The ledger's number of each report of the dossier."""
        return {filed.id: filed.report for filed in self.dossier.material.reports}

    def carrying(self, quote: dict[str, str], kind: str) -> list[Item]:
        """The items of these sorts that carry a quote, the surest first."""
        start, end = self._span(quote)
        found = [
            item
            for item in self._items(quote)
            if item.kind in CARRIES[kind] and _carries(item, start, end)
        ]
        return sorted(found, key=lambda item: (CARRIES[kind].index(item.kind), -item.confidence))

    def denied_in(self, quote: dict[str, str]) -> list[Item]:
        """The denials in a quote of what stands before it: "The Union denies that"."""
        start, end = self._span(quote)
        return [item for item in self._items(quote) if _points_back(item.record, start, end)]

    def _items(self, quote: dict[str, str]) -> Sequence[Item]:
        """The items of the report of a quote."""
        number = self.numbers.get(quote["report"])
        return () if number is None else self.dossier.material.items(number)

    def _span(self, quote: dict[str, str]) -> tuple[int, int]:
        """Where a quote stands in its report."""
        start = self.texts[quote["report"]].index(quote["quote"])
        return start, start + len(quote["quote"])

    def _claims(self, item: Item, quote: dict[str, str]) -> list[str]:
        """The claims that an item makes within a quote."""
        start, end = self._span(quote)
        return [
            claim
            for claim in self.dossier.claims.of(item.key)
            if any(
                telling.item == item.key and telling.span[0] < end and telling.span[1] > start
                for told in self.dossier.claims.assertions(claim).get(item.filed.report, ())
                for telling in told.tellings
            )
        ]

    def claim_of(self, quote: dict[str, str], kind: str) -> str | None:
        """The claim that most of what carries a quote is put to."""
        claims = Counter(
            claim for item in self.carrying(quote, kind) for claim in self._claims(item, quote)
        )
        return claims.most_common(1)[0][0] if claims else None


def _points_back(record: Record, start: int, end: int) -> bool:
    """Whether a record is a denial whose cue lies in a quote, and some of its content before it."""
    if not isinstance(record, Statement) or record.act != "deny" or record.cue_span is None:
        return False
    first, last = record.cue_span
    return start <= first and last <= end and any(e <= first for _, e in record.content_spans)


def _carries(item: Item, start: int, end: int) -> bool:
    """Whether an item's own words lie in a quote, or a statement's content is mostly it."""
    record = item.record
    if isinstance(record, Statement):
        inside = sum(max(0, min(e, end) - max(s, start)) for s, e in record.content_spans)
        whole = sum(e - s for s, e in record.content_spans)
        return inside >= 0.5 * min(whole, end - start) and inside >= 0.3 * whole
    spans: Iterable[tuple[int, int]] = (
        getattr(record, name) for name in ("trigger_span", "text_span", "issue_span")
        if hasattr(record, name)
    )  # fmt: skip
    return any(s < end and e > start for s, e in spans)


@contextmanager
def opened(asked: argparse.Namespace) -> Iterator[Example]:
    """Open the set that was asked for, over a ledger made for it."""
    told = reports(asked.set / "reports.jsonl")
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db") as ledger:
        for reading in readings(told, asked.readings):
            ledger.add(reading, seen=_SEEN)
        with Dossier.open(ledger, asked.set, keep=False) as dossier:
            yield Example(dossier, told, asked.set)
