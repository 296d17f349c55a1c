"""Assemble figures: measure, value and bounds, who is counted, where, since when.

Numbers are parsed by the grammar, never guessed; the network only tells which of them
count something that matters, and what.
"""

import re
from collections.abc import Sequence

from according.dates import When
from according.model.encoder import Found, Mark
from according.numbers import Quantity
from according.records import Figure, Statement
from according.statements import innermost

_SINCE = re.compile(r"\b(?:since|from)\s+(?:the\s+)?$", re.IGNORECASE)


def assemble(
    text: str,
    found: Sequence[Found],
    quantities: Sequence[Quantity],
    whens: Sequence[When],
    statements: Sequence[Statement],
) -> list[Figure]:
    """Return the figures of one report, in the order of the text."""
    by_core = {(q.core_start, q.core_end): q for q in quantities}
    out = []
    for f in found:
        if f.anchor != "figure":
            continue
        q = by_core.get(f.span) or next(
            (q for q in quantities if q.core_start < f.span[1] and f.span[0] < q.core_end), None
        )
        if q is None or any(g.text_span == (q.start, q.end) for g in out):
            continue
        holder = innermost(statements, (q.core_start, q.core_end))
        out.append(
            Figure(
                measure=f.labels["measure"][0],  # type: ignore[arg-type]  # the inventory is Measure's
                value=q.value,
                text=text[q.start : q.end],
                who=_best(text, f.roles.get("who", [])),
                place=_best(text, f.roles.get("where", [])),
                since=_since(text, whens, q.end),
                statement=holder.id if holder else None,
                low=q.low,
                high=q.high,
                cause=_best(text, f.roles.get("cause", [])),
                text_span=(q.start, q.end),
                confidence=f.probability,
            )
        )
    return out


def _best(text: str, marks: Sequence[Mark]) -> str | None:
    best = max(marks, key=lambda m: m.probability, default=None)
    return text[best.span[0] : best.span[1]] if best else None


def _since(text: str, whens: Sequence[When], after: int) -> str | None:
    """Return the date of a "since …" that follows in the same sentence."""
    for w in whens:
        if w.start >= after:
            between = text[after : w.start]
            if re.search(r"[.!?]\s|\n", between):
                return None
            if _SINCE.search(between):
                return w.date
    return None
