"""How sure it is that two assertions assert the same thing.

Assertion, Assertion ──likeness──► 0 … 1     by roles, type, words, numbers, day and place
Mode, Mode ──agree, opposed──► one claim, or claim and denial

What cannot be of one thing is 0: another number, another sort of event in other words. Whether
it is said to be so or not makes no difference to likeness: that is for agree and opposed.
The shares and the threshold were chosen on the first stories of the worked example; see
docs/claims.md.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from math import log, sqrt
from typing import NamedTuple

from according.dossier.assertions import Assertion, Mode

THRESHOLD = 0.42  # from this on two assertions are of one claim
AGAINST = 0.55  # … or one denies the other
_NEVER = 0.0
_PRIOR = 60  # reports by which words are weighed before there are that many
_OTHER_DAY = -4.0  # times the share of the day: no words make up for it
_SHORT = 0.5  # weight that a short assertion lacks to say enough
_SMALL = 12  # numbers up to this are too common to say much
_SURE = frozenset(
    {"killed", "injured", "missing", "displaced", "money", "percent", "troops", "captive",
     "released"}
)  # fmt: skip  # measures of which one is never the other, whatever was read


class Shares(NamedTuple):
    """What each thing that two assertions have in common adds; ``gap`` is taken off for a day."""

    words: float = 0.65
    labels: float = 0.09
    heads: float = 0.13
    when: float = 0.19
    place: float = 0.07
    sides: float = 0.23
    unknown: float = 0.08  # instead of sides, where one does not tell them
    speakers: float = 0.06
    gap: float = 0.02


SHARES = Shares()


class Weights:
    """How much a word says: the rarer it is among the reports, the more."""

    def __init__(self) -> None:
        """Know no report yet."""
        self._count: Counter[str] = Counter()
        self._reports = 0
        self._known: dict[str, float] = {}
        self._totals: dict[tuple[str, ...], float] = {}

    def see(self, words: Iterable[str], times: int = 1) -> None:
        """Count the words of a report; -1 takes them back."""
        self._count.update(dict.fromkeys(words, times))
        self._reports += times
        self._known.clear()
        self._totals.clear()

    def of(self, word: str) -> float:
        """The weight of a word, about 1 for one in every tenth report."""
        found = self._known.get(word)
        if found is None:
            share = (self._count[word] + 0.5) / (self._reports + _PRIOR)
            found = self._known[word] = max(log(1 / share) / log(10), 0.1)
        return found

    def total(self, words: Collection[str]) -> float:
        """The weight of several; those of an assertion are asked for again and again."""
        if not isinstance(words, tuple):
            return sum(map(self.of, words))
        found = self._totals.get(words)
        if found is None:
            found = self._totals[words] = sum(map(self.of, words))
        return found

    def overlap(self, one: Collection[str], other: Collection[str]) -> float:
        """How much two sets of words share, from 0 to 1: of both, and of the shorter."""
        shared = set(one).intersection(other)
        if not shared:
            return 0.0
        both, a, b = sum(map(self.of, shared)), self.total(one), self.total(other)
        found = (both / sqrt(a * b) + both / (min(a, b) + _SHORT)) / 2
        return found if len(shared) > 1 else min(found, 0.4)


def likeness(one: Assertion, other: Assertion, weights: Weights, days: int) -> float:
    """How alike two assertions are; ``days`` lie between the two publications."""
    if (one.kind == "figure") != (other.kind == "figure"):
        return _NEVER
    if one.kind == "figure":
        return _figures(one, other, weights, days)
    labels = _meet(one.labels, other.labels)
    heads = _meet(one.head, other.head)
    if one.labels and other.labels and not labels and not heads:
        return _NEVER
    if _numbers_differ(one.words, other.words):
        return _NEVER
    words = weights.overlap(one.words, other.words)
    when, place = _when(one.day, other.day), _place(one, other)
    s = SHARES
    score = s.words * words + s.labels * labels + s.heads * heads + s.when * when + s.place * place
    both = bool(one.sides and other.sides)
    score += s.sides * _shared(one.sides, other.sides) if both else s.unknown
    score += s.speakers * bool(one.speakers & other.speakers)
    return score - (_gap(days, s.gap) if when <= 0 else 0)


def agree(one: Mode, other: Mode) -> bool:
    """Whether what is told in these modes can be one claim."""
    if one == other:
        return True
    return "any" in (one, other) and not {one, other} & {"not", "wanted"}


def opposed(one: Mode, other: Mode) -> bool:
    """Whether what is told in these modes cannot both hold: it is so, and it is not."""
    return "not" in (one, other) and not {one, other}.isdisjoint({"is", "any"})


def _numbers_differ(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether both give numbers and none of them is the same."""
    mine = {word for word in one if word[0] == "#"}
    if not mine:
        return False  # as mostly
    theirs = {word for word in other if word[0] == "#"}
    return bool(theirs) and not mine & theirs


def _figures(one: Assertion, other: Assertion, weights: Weights, days: int) -> float:
    """Two counts: the same number of the same."""
    if one.value != other.value or one.value is None or not one.labels or not other.labels:
        return _NEVER
    same = bool(_meet(one.labels, other.labels))
    if not same and {*one.labels, *other.labels} <= _SURE:
        return _NEVER
    words = weights.overlap(_unnumbered(one), _unnumbered(other))
    counted = _meet(one.head, other.head) or not (one.head and other.head)
    rare = 0.1 if abs(one.value) <= _SMALL else 0.3
    score = rare + 0.2 * same + 0.1 * counted + 0.5 * words
    return score + 0.1 * _place(one, other) - _gap(days, 0.004)


def _unnumbered(one: Assertion) -> tuple[str, ...]:
    return tuple(word for word in one.words if word[0] != "#")


def _meet(one: Iterable[str], other: Iterable[str]) -> bool:
    return not set(one).isdisjoint(other)


def _shared(one: Collection[str], other: Collection[str]) -> float:
    """The share of the shorter list of participants that stands in both."""
    if not one or not other:
        return 0.0
    return len(set(one) & set(other)) / min(len(one), len(other))


def _when(one: str, other: str) -> float:
    """1 for the same day, less for neighbours, below 0 where the days differ."""
    if not one or not other:
        return 0.0
    if one.startswith(other) or other.startswith(one):
        return 1.0
    try:
        apart = abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return _OTHER_DAY  # months or years that differ
    return 0.3 if apart == 1 else _OTHER_DAY


def _place(one: Assertion, other: Assertion) -> float:
    if not one.place or not other.place:
        return 0.0
    return 1.0 if set(one.place) & set(other.place) else -1.0


def _gap(days: int, each: float) -> float:
    """What the time between two publications takes away."""
    return min(max(days - 1, 0) * each, 0.3)
