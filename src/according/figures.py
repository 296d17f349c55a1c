"""Assemble figures: measure, value and bounds, who is counted, where, since when.

Numbers are parsed by the grammar, never guessed; the network only tells which of them
count something that matters, and what. In a row of tolls the headings tell.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from according import tolls
from according.dates import When
from according.model.encoder import Found, Mark
from according.numbers import Quantity
from according.records import Figure, Span
from according.said import Said

SAID = 0.95  # the score of a number whose heading says what it counts
MIN_ROLE = 0.3  # a role less likely than this is left open
SENTENCE = 1000  # characters after a figure in which "since …" may follow
_BREAK = re.compile(r"[.!?]\s|\n")
_SINCE = re.compile(r"\b(?:since|from)\s+(?:the\s+)?$", re.IGNORECASE)


def assemble(
    text: str,
    found: Sequence[Found],
    quantities: Sequence[Quantity],
    whens: Sequence[When],
    said: Said,
) -> list[Figure]:
    """Return the figures of one report, in the order of the text."""
    by_core = {(q.core_start, q.core_end): q for q in quantities}
    rows = tolls.find(text, quantities)
    made: dict[Span, Figure] = {}
    for f in found:
        if f.anchor != "figure":
            continue
        q = by_core.get(f.span) or _first(quantities, f.span)
        if q is not None and (q.core_start, q.core_end) not in made:
            made[q.core_start, q.core_end] = _figure(text, q, f, whens, said)
    for span, toll in rows.items():
        plain = made.get(span) or _figure(text, by_core[span], None, whens, said)
        made[span] = msgspec.structs.replace(
            plain, measure=toll.measure, place=toll.place, who=toll.who or plain.who,
            confidence=max(plain.confidence, SAID),
        )  # fmt: skip
    return sorted(made.values(), key=lambda figure: figure.text_span)


def _figure(text: str, q: Quantity, f: Found | None, whens: Sequence[When], said: Said) -> Figure:
    """Return a number as a figure, with what the network found of it."""
    roles = f.roles if f else {}
    holder = said.innermost((q.core_start, q.core_end))
    return Figure(
        measure=f.labels["measure"][0] if f else "other",  # type: ignore[arg-type]  # Measure's
        value=q.value,
        text=text[q.start : q.end],
        who=_best(text, roles.get("who", [])),
        place=_best(text, roles.get("where", [])),
        since=_since(text, whens, q.end),
        statement=holder.id if holder else None,
        low=q.low,
        high=q.high,
        cause=_best(text, roles.get("cause", [])),
        text_span=(q.start, q.end),
        confidence=f.probability if f else SAID,
    )


def _first(quantities: Sequence[Quantity], span: Span) -> Quantity | None:
    """Return the first quantity whose number shares a character with ``span``."""
    at = bisect_right(quantities, span[0], key=lambda q: q.core_end)
    return quantities[at] if at < len(quantities) and quantities[at].core_start < span[1] else None


def _best(text: str, marks: Sequence[Mark]) -> str | None:
    best = max(marks, key=lambda m: m.probability, default=None)
    return text[best.span[0] : best.span[1]] if best and best.probability >= MIN_ROLE else None


def _since(text: str, whens: Sequence[When], after: int) -> str | None:
    """Return the date of a "since …" that follows in the same sentence."""
    at = bisect_left(whens, after, key=lambda w: w.start)
    before = bisect_right(whens, after + SENTENCE, key=lambda w: w.start)
    for w in whens[at:before]:
        between = text[after : w.start]
        if _BREAK.search(between):
            return None
        if _SINCE.search(between):
            return w.date
    return None
