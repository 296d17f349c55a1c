"""A reading laid out for a page: its items as an outline, its text marked where they stand.

Reading, what analysts said ──laid_out──► Sheet(paragraphs, entries, doubts)

Each item stands under the statement that it stands in; what nobody is said to have said
stands in the publisher's own voice, at the left.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from according.desk.editing import Change, Field, changed, fields
from according.desk.marking import Mark, Piece, cut
from according.exports.outline import outline
from according.ledger import Answer, Correction
from according.ledger.questions import Item
from according.records import Doubt, Event, Figure, Position, Reading, Record, Span, Statement

Inner = Event | Figure | Position
LETTERS: Mapping[type[Inner], str] = {Event: "e", Figure: "f", Position: "p"}
SORTS: Mapping[type[Record], Item] = {
    Statement: "statement",
    Event: "event",
    Figure: "figure",
    Position: "position",
}


@dataclass
class Entry:
    """One item in the list. ``answer`` is what the ledger holds on it, if it is kept there."""

    key: str  # s3, e4: its address without the report
    record: Record
    chain: Sequence[str]
    depth: int = 1
    answer: Answer | None = None
    inside: "list[Entry]" = field(default_factory=list)

    @property
    def item(self) -> Item:
        """What sort of item it is."""
        return SORTS[type(self.record)]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return min((mark.span[0] for mark in self.marks()), default=0)

    @property
    def fields(self) -> list[Field]:
        """What of it can be corrected."""
        return list(fields(self.item, self.record))

    @property
    def changes(self) -> list[Change]:
        """What was read otherwise."""
        before = self.answer.read if self.answer else None
        return changed(self.item, before, self.record) if before is not None else []

    @property
    def said(self) -> Correction | None:
        """The last word of an analyst."""
        return self.answer.corrections[-1] if self.answer and self.answer.corrections else None

    def marks(self) -> Iterator[Mark]:
        """Give the words of the text that belong to it."""
        record = self.record
        if isinstance(record, Statement):
            for span in record.content_spans:
                yield Mark(span, self.key, "content", self.depth)
            if record.source_span:
                yield Mark(record.source_span, self.key, "source")
            if record.cue_span:
                yield Mark(record.cue_span, self.key, "cue")
        elif isinstance(record, Event):
            yield Mark(record.trigger_span, self.key, "event")
        elif isinstance(record, Figure):
            yield Mark(record.text_span, self.key, "figure")
        else:
            yield Mark(record.issue_span, self.key, "position")

    def all(self) -> "Iterator[Entry]":
        """Give it and all that stands in it."""
        yield self
        for each in self.inside:
            yield from each.all()


@dataclass(frozen=True)
class Sheet:
    """A reading as a page shows it. ``rejected`` items are listed, but not marked in the text."""

    paragraphs: Sequence[Sequence[Piece]]
    entries: Sequence[Entry]
    rejected: Sequence[Entry]
    doubts: Sequence[Doubt]
    counts: Mapping[Item, int]

    def entry(self, key: str) -> Entry | None:
        """Find an item by its key."""
        there = (each for top in self.entries for each in top.all())
        return next((each for each in [*there, *self.rejected] if each.key == key), None)


def laid_out(reading: Reading, answers: Sequence[Answer] = ()) -> Sheet:
    """Lay a reading out; ``answers`` are its items as the ledger holds them, if it does."""
    if answers:
        standing = [_kept(each) for each in answers if each.verdict != "rejected"]
        rejected = [_kept(each) for each in answers if each.verdict == "rejected"]
    else:
        standing, rejected = list(_read(reading)), []
    entries = _nested(standing)
    everything = [each for top in entries for each in top.all()]
    marks = [mark for each in everything for mark in each.marks()]
    return Sheet(
        paragraphs=list(cut(reading.report.text, marks)),
        entries=entries,
        rejected=rejected,
        doubts=reading.doubts,
        counts={item: sum(e.item == item for e in everything) for item in SORTS.values()},
    )


def _kept(answer: Answer) -> Entry:
    key = answer.address.partition(".")[2]
    return Entry(key, answer.record, answer.chain, answer=answer)


def _read(reading: Reading) -> Iterator[Entry]:
    """Give the items of a reading that is in no ledger, or no longer the present one."""
    publisher = [reading.report.publisher] if reading.report.publisher else []
    chains = {said.id: said.chain for said in reading.statements}
    for said in reading.statements:
        yield Entry(said.id, said, said.chain)
    groups: tuple[Sequence[Inner], ...] = (reading.events, reading.figures, reading.positions)
    for group in groups:
        for number, record in enumerate(group, 1):
            key = f"{LETTERS[type(record)]}{number}"
            yield Entry(key, record, chains.get(record.statement or "", publisher))


def _nested(entries: Sequence[Entry]) -> list[Entry]:
    """Put each entry under the statement that it stands in, all in the order of the text."""
    said = {e.record.id: e for e in entries if isinstance(e.record, Statement)}
    top: list[Entry] = []
    for record, depth, parent in outline([e.record for e in said.values()]):  # type: ignore[misc]
        entry = said[record.id]
        entry.depth = depth + 1
        (said[parent.id].inside if parent else top).append(entry)
    for entry in entries:
        if not isinstance(entry.record, Statement):
            holder = said.get(entry.record.statement or "")
            (holder.inside if holder else top).append(entry)
    for each in [*said.values()]:
        each.inside.sort(key=_place)
    return sorted(top, key=_place)


def _place(entry: Entry) -> Span:
    return entry.start, -max((mark.span[1] for mark in entry.marks()), default=0)
