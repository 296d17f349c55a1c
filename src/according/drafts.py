"""Statements in the making: what the network found at a cue, with the edges that text needs.

Found ─► draft ─► Draft(content, cue, source, mentions, kind, act)
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from unicodedata import category

from according.model.encoder import Found, Mark
from according.quotes import MARKS
from according.records import Kind, Span

_ARTICLE = re.compile(r"(?:the|an?|this|that|these|those)", re.IGNORECASE)  # names nobody
_EDGE = " \t\r\n"
_PICTURES = "\u200b"  # from here on symbols are pictures, before it degrees and the like
# A line that ends in the middle of nowhere, and no item of a list after it.
_OPEN_END = re.compile(r"[\w%][ \t]*\n\s*(?=[^\s•*–—-])")


@dataclass(slots=True, eq=False)
class Draft:
    """A statement in the making."""

    content: list[Span]
    cue: Span | None
    source: Span | None
    mentions: Sequence[Mark]  # where the speaker may last have been named
    kind: Kind
    act: str
    confidence: float
    outer: "Draft | None" = None
    speaker: str = ""
    chain: list[str] = field(default_factory=list)
    id: str = ""
    spoken: bool = False  # in the speaker's own words, though in no quotation marks

    @property
    def start(self) -> int:
        """Where the statement begins."""
        return min(s[0] for s in (*self.content, *filter(None, (self.cue, self.source))))

    @property
    def size(self) -> int:
        """How many characters the content has."""
        return sum(b - a for a, b in self.content)

    def holds(self, span: Span) -> bool:
        """Tell whether one piece of the content covers ``span``."""
        return any(a <= span[0] and span[1] <= b for a, b in self.content)


def draft(text: str, found: Found) -> Draft | None:
    """Return a found cue as a draft, or None when it has no content."""
    content = [tidy(text, uncut(text, m.span, found.span)) for m in found.roles.get("content", [])]
    content = [s for s in content if s[0] < s[1] and any(c.isalnum() for c in text[s[0] : s[1]])]
    if not content:
        return None
    named = [m for m in found.roles.get("source", []) if not _ARTICLE.fullmatch(text, *m.span)]
    source = max(named, key=lambda m: m.probability, default=None)
    parts = [m.probability for m in found.roles["content"]]
    return Draft(
        content,
        found.span,
        tidied(text, source.span) if source else None,
        found.roles.get("speaker", []),
        found.labels["kind"][0],  # type: ignore[arg-type]  # the label inventory is Kind's
        found.labels["act"][0],
        found.probability * sum(parts) / len(parts),
    )


def uncut(text: str, span: Span, cue: Span) -> Span:
    """Return the part of a span nearest to its cue that no heading or open paragraph parts off.

    "Truce holds", above the text that quotes it, ends without a point; items of a list do too.
    """
    breaks = [m.span() for m in _OPEN_END.finditer(text, *span)]
    edges = [span[0], *(e for a, b in breaks for e in (a + 1, b)), span[1]]
    parts = zip(edges[::2], edges[1::2], strict=True)
    return min(parts, key=lambda part: max(part[0] - cue[1], cue[0] - part[1], 0))


def tidy(text: str, span: Span) -> Span:
    """Trim white space and pictures, and take in the mark that closes a quotation opened inside."""
    a, b = span
    while a < b and _idle(text[a]):
        a += 1
    while b > a and _idle(text[b - 1]):
        b -= 1
    inside = text[a:b]
    if inside[:1] in MARKS and sum(inside.count(m) for m in MARKS) % 2:
        ahead = text[b : b + 2]
        for i, mark in enumerate(ahead):
            if mark in '"”»':
                return a, b + i + 1
            if mark not in ".,!?":
                break
    return a, b


def tidied(text: str, span: Span) -> Span | None:
    """Return a span as `tidy` does, or None where nothing is left of it."""
    a, b = tidy(text, span)
    return (a, b) if a < b else None


def _idle(character: str) -> bool:
    """Tell whether a character at an edge says nothing: blanks, emoji and what joins those."""
    return character in _EDGE or (
        character >= _PICTURES
        and (character == "\ufe0f" or category(character) in {"So", "Sk", "Cf"})
    )


def before(ordered: Sequence[Draft], start: int) -> Draft | None:
    """Return the last of some drafts in the order of the text that begins before ``start``."""
    at = bisect_left(ordered, start, key=lambda d: d.start)
    return (
        ordered[bisect_left(ordered, ordered[at - 1].start, key=lambda d: d.start)] if at else None
    )
