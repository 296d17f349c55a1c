"""What the ledger answers: the records that reading gives, each with where it comes from.

Question ──ask──► Answers ──► Answer(record, chain, words in the report, report, corrections)

The page is settled when the question is asked; what its answers show is fetched as they are
looked at, so that a million of them need not be held at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from according.columns import Row, flat
from according.ledger.corrections import Correction
from according.ledger.questions import Item, Question
from according.records import Record

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "Answer", "Answers", "Hit", "Source", "Words", "row"]

Hit = tuple[Item, int]  # the sort of item and its number
PAGE = 200  # answers fetched at a time


class Words(msgspec.Struct, frozen=True):
    """Words of a report: ``text[start:end]`` of it."""

    start: int
    end: int
    text: str


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The report that an answer stands in; ``report`` is its number in the ledger.

    ``copy_of`` is the earliest report in the ledger whose text this one's is a copy of.
    """

    report: int
    revision: int
    id: str | None
    publisher: str | None
    published: str | None
    url: str | None
    title: str | None
    copy_of: int | None
    reader: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One item that meets a question, as corrected where an analyst has corrected it.

    ``words`` are a statement's content part by part, or the sentence around another item.
    ``read`` is the record as the reader had it, if a correction differs from that.
    """

    address: str  # r12.s3: what to call it in ``according correct``
    item: Item
    record: Record
    chain: list[str]
    words: list[Words]
    source: Source
    verdict: str | None = None  # accepted, rejected, corrected
    read: Record | None = None
    corrections: list[Correction] = []


class Answers:
    """The answers to a question, in order; iterate over them as often as you like."""

    def __init__(
        self,
        question: Question,
        hits: Sequence[Hit],
        fetch: Callable[[Sequence[Hit]], list[Answer]],
        *,
        more: bool = False,
        unknown: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Take the numbers of the answers and the way to fetch them."""
        self.question = question
        self.more = more  # whether there are answers after this page
        # Names that nothing in the ledger has, each with those that are spelt nearly so.
        self.unknown = unknown or {}
        self._hits, self._fetch = hits, fetch

    def __len__(self) -> int:
        return len(self._hits)

    def __iter__(self) -> Iterator[Answer]:
        for start in range(0, len(self._hits), PAGE):
            yield from self._fetch(self._hits[start : start + PAGE])

    def frame(self) -> "pd.DataFrame":
        """Give the answers as a pandas data frame, one row each; see ``row`` for the columns."""
        from according.ledger.frames import frame  # noqa: PLC0415  # pandas is slow to import

        return frame([row(answer) for answer in self], COLUMNS)


# A promise: new ones are added at the end. The first are those of ``according read``'s CSV.
COLUMNS = (
    "address", "item", "publisher", "published", "who", "recipient", "mediator", "chain",
    "label", "status", "words", "place", "date", "value", "low", "high", "cause", "statement",
    "start", "end", "confidence", "passage", "verdict", "report", "revision", "id", "url",
    "title", "copy_of",
)  # fmt: skip


def row(answer: Answer) -> Row:
    """Lay an answer out flat, one value a column; ``passage`` is the sentence around its words.

    :mod:`according.columns` says what an item has in its columns.
    """
    source = answer.source
    shared: Row = {
        "address": answer.address,
        "item": answer.item,
        "publisher": source.publisher,
        "published": source.published,
        "chain": " ▸ ".join(answer.chain),
        "passage": " … ".join(words.text for words in answer.words),
        "verdict": answer.verdict,
        "report": source.report,
        "revision": source.revision,
        "id": source.id,
        "url": source.url,
        "title": source.title,
        "copy_of": source.copy_of,
    }
    return dict.fromkeys(COLUMNS) | shared | flat(answer.record)
