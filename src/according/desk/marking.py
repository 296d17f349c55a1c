"""A text cut where something begins or ends, so that it can be marked up without overlaps.

text, marks ──cut──► paragraphs of Pieces, each with the marks that cover it

Statements stand in one another, their cues in other statements' contents, and readers may
err: marks overlap in any way. Elements of a page cannot, pieces can be shown whatever happens.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from according.records import Span

Part = Literal["content", "source", "cue", "event", "figure", "position"]
ANCHORS = ("cue", "event", "figure", "position")  # the words at which an item is taken hold of
DEEPEST = 4  # how many levels of statements are told apart by eye
_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Mark:
    """A span of the text that belongs to an item; ``depth`` counts the statements around it."""

    span: Span
    key: str
    part: Part
    depth: int = 1


@dataclass(frozen=True)
class Piece:
    """A stretch of text that the same marks cover; ``first`` are items that begin with it."""

    text: str
    marks: tuple[Mark, ...]
    first: tuple[str, ...]

    @property
    def keys(self) -> str:
        """The items here, the shortest first, as a page's script looks for them."""
        inside = sorted(self.marks, key=lambda mark: mark.span[1] - mark.span[0])
        return " ".join(dict.fromkeys(mark.key for mark in inside))

    @property
    def look(self) -> str:
        """How it is shown: its parts, and how deep it stands in statements."""
        parts = dict.fromkeys(mark.part for mark in self.marks)
        depths = [mark.depth for mark in self.marks if mark.part == "content"]
        depth = [f"deep{min(max(depths), DEEPEST)}"] if depths else []
        return " ".join(["mark", *parts, *depth])

    @property
    def anchor(self) -> str | None:
        """The item that is taken hold of here."""
        found = [mark for mark in self.marks if mark.part in ANCHORS]
        return min(found, key=lambda m: m.span[1] - m.span[0]).key if found else None


def cut(text: str, marks: Sequence[Mark]) -> Iterator[list[Piece]]:
    """Give the text paragraph by paragraph, each in pieces; nothing is left out but line ends."""
    inside = [mark for mark in marks if 0 <= mark.span[0] < mark.span[1] <= len(text)]
    seen: set[str] = set()
    for start, end in _paragraphs(text):
        here = [mark for mark in inside if mark.span[0] < end and mark.span[1] > start]
        yield list(_pieces(text, (start, end), here, seen))


def _paragraphs(text: str) -> Iterator[Span]:
    """Give the spans between line ends, empty ones left out."""
    breaks = [found.span() for found in _BREAK.finditer(text)]
    for (_, start), (end, _) in pairwise([(0, 0), *breaks, (len(text), len(text))]):
        if start < end:
            yield start, end


def _pieces(text: str, span: Span, marks: Sequence[Mark], seen: set[str]) -> Iterator[Piece]:
    """Cut one paragraph; ``seen`` are the items that have begun before."""
    opening: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        opening[max(mark.span[0], span[0])].append(mark)
    edges = {*span, *opening, *(min(mark.span[1], span[1]) for mark in marks)}
    live: list[Mark] = []
    for start, end in pairwise(sorted(edges)):
        live = [mark for mark in live if mark.span[1] > start] + opening[start]
        first = tuple(dict.fromkeys(m.key for m in opening[start] if m.key not in seen))
        seen.update(first)
        yield Piece(text[start:end], tuple(live), first)
