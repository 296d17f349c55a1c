"""When two numbers are of the same thing, so that they can be held against each other.

"17 people were killed, the hospital said. The ministry spoke of 26."   in one breath
"60 people were wounded" … "46 people were wounded"                     in like words

Reports on one conflict are full of numbers of the same measure that are of different things:
of another day, another side, another town. What they count is told in so many ways that only
two things are sure enough: one report sets two numbers side by side, or two reports count in
like words, in the same days and of the same order.
"""

import re
from collections.abc import Sequence
from typing import Protocol

from according.dossier.stems import stems

NEXT = 400  # characters between two numbers that a report sets side by side
_DAYS = 3  # between two reports that count the same in like words
_LIKE = 0.5  # of the words of the shorter sentence, that and more
_WORDS = 2  # … and no fewer than these
_ORDER = 4.0  # how many times the lesser number the greater may be, in two reports
_TIMES = 6.0  # … in one

# "spoke of 26", "put it at 26", "gives the number as 26", "its figure of 26": of what was
# counted before.
_REFERS = re.compile(
    r"(?:\b(?:speaks?|spoke|talks?|talked) of"
    r"|\b(?:puts?|gives?|gave|sets?) (?:it|this|that|(?:the|that|this|its|their) (?:\w+ ){1,6}?)\s*"
    r"(?:at|as)"
    r"|\b(?:figure|number|count|toll|total|tally) (?:of|is|was|at))"
    r"(?: (?:only|about|some|around|nearly|at least|more than|up to))*\s*$",
    re.IGNORECASE,
)


class Told(Protocol):
    """A number as it is told: its value, where it stands, in which sentence, and when."""

    @property
    def value(self) -> float: ...  # noqa: D102
    @property
    def at(self) -> int: ...  # noqa: D102
    @property
    def report(self) -> int: ...  # noqa: D102
    @property
    def sentence(self) -> str: ...  # noqa: D102
    @property
    def days(self) -> int: ...  # noqa: D102


def refers(before: str) -> bool:
    """Whether a number, by the words before it, is of what was counted before.

    >>> refers("The ministry spoke of "), refers("It put the number of dead at ")
    (True, True)
    >>> refers("They hold ")
    False
    """
    return _REFERS.search(before) is not None


def together(some: Sequence[Told], others: Sequence[Told]) -> bool:
    """Whether a report tells one of some numbers beside one of others."""
    return any(
        a.report == b.report and abs(a.at - b.at) <= NEXT and _times(a, b) <= _TIMES
        for a in some
        for b in others
    )


def alike(one: Told, other: Told) -> bool:
    """Whether two reports count in like words, at about the same time."""
    if one.report == other.report or abs(one.days - other.days) > _DAYS:
        return False
    mine, theirs = ({w for w in stems(told.sentence) if w[0] != "#"} for told in (one, other))
    shared = len(mine & theirs)
    like = shared >= _WORDS and shared > _LIKE * min(len(mine), len(theirs))
    return like and _times(one, other) <= _ORDER


def _times(one: Told, other: Told) -> float:
    low, high = sorted((abs(one.value), abs(other.value)))
    return high / low if low else float("inf")
