"""Read rows of tolls: "Orsel: Killed 9, Injured 21, Displaced 11,200".

text, quantities ─► find(…) ─► {number's span: Toll(measure, place, who)}

Each number stands behind the heading of its column, the row's name before them all: what
is counted there is said in so many words, and needs no guess. Pure and linear.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from according.gazetteer import words
from according.numbers import Quantity
from according.records import Measure, Span

_HEADS: dict[str, Measure] = {
    **dict.fromkeys(("killed", "dead", "deaths", "fatalities"), "killed"),
    **dict.fromkeys(("injured", "wounded", "injuries"), "injured"),
    **dict.fromkeys(("detained", "arrested", "arrests"), "detained"),
    **dict.fromkeys(("hostages", "captives"), "captive"),
    "missing": "missing", "displaced": "displaced", "released": "released", "rescued": "rescued",
}  # fmt: skip
_HEAD = re.compile(rf"(?:^|[:,;|\t]\s*|\n)({'|'.join(_HEADS)}):?\s+$", re.IGNORECASE)
_REACH = 20  # characters before a number in which its heading stands
_ROW = re.compile(r"([^:\n]{1,60}): ?$")
_SUMS = frozenset({"total", "totals", "sum", "all", "overall"})


@dataclass(frozen=True, slots=True)
class Toll:
    """What a number of a row counts, and what the row is of: a place, people, or all of them."""

    measure: Measure
    place: str | None
    who: str | None


def find(text: str, quantities: Sequence[Quantity]) -> dict[Span, Toll]:
    """Return the tolls of a text by their numbers' spans, in order."""
    out = {}
    for line, row in groupby(_headed(text, quantities), key=lambda cell: cell[0]):
        cells = list(row)
        if len(cells) < 2:  # one heading may be a headline: "Killed 12 years ago"
            continue
        named = _ROW.match(text, line, cells[0][2].start(1))
        place, who = _named(named[1].strip()) if named else (None, None)
        for _, q, head in cells:
            out[q.core_start, q.core_end] = Toll(_HEADS[head[1].lower()], place, who)
    return out


def _headed(
    text: str, quantities: Sequence[Quantity]
) -> Iterator[tuple[int, Quantity, re.Match[str]]]:
    """Yield the numbers behind a heading: where their line begins, the number, the heading."""
    line = last = 0
    for q in quantities:
        line = text.rfind("\n", last, q.start) + 1 or line
        last = max(last, q.start)
        head = _HEAD.search(text, max(line, q.start - _REACH), q.start)
        if head:
            yield line, q, head


def _named(row: str) -> tuple[str | None, str | None]:
    """Return what a row is of, as a place or as who is counted; neither for a sum or a day."""
    plain = row.lower().split()
    if not plain or _SUMS & set(plain) or any(map(str.isdigit, row)):
        return None, None
    return (None, row) if set(plain) <= words("common") else (row, None)
