"""How sure it is that two mentions assert the same thing.

Mention, Mention ──likeness──► 0 … 1     by roles, type, words, numbers, day and place

What cannot be the same is 0: another mode (said to be so, denied), another number, another day.
The shares are set by hand, the threshold on the first stories of the worked example and on the
development part of ECB+; see docs/claims.md.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from math import log, sqrt

from according.dossier.mentions import Mention

THRESHOLD = 0.5  # from this on two mentions are of one claim
_PAIRS = frozenset({("event", "statement"), ("position", "statement")})
_NEVER = 0.0
_PRIOR = 60  # reports by which words are weighed before there are that many
_SMALL = 12  # numbers up to this are too common to say much
_SURE = frozenset({"killed", "injured", "missing", "displaced", "money", "percent", "troops"})


class Weights:
    """How much a word says: the rarer it is among the reports, the more."""

    def __init__(self) -> None:
        """Know no report yet."""
        self._count: Counter[str] = Counter()
        self._reports = 0
        self._known: dict[str, float] = {}

    def see(self, words: Iterable[str], times: int = 1) -> None:
        """Count the words of a report; -1 takes them back."""
        self._count.update(dict.fromkeys(words, times))
        self._reports += times
        self._known.clear()

    def of(self, word: str) -> float:
        """The weight of a word, about 1 for one in every tenth report."""
        if word not in self._known:
            share = (self._count[word] + 0.5) / (self._reports + _PRIOR)
            self._known[word] = max(log(1 / share) / log(10), 0.1)
        return self._known[word]

    def total(self, words: Iterable[str]) -> float:
        """The weight of several."""
        return sum(map(self.of, words))

    def overlap(self, one: Collection[str], other: Collection[str]) -> float:
        """How much two sets of words share, from 0 to 1: of both, and of the shorter."""
        shared = set(one).intersection(other)
        if not shared:
            return 0.0
        both, a, b = self.total(shared), self.total(one), self.total(other)
        found = (both / sqrt(a * b) + both / min(a, b)) / 2
        return found if len(shared) > 1 else min(found, 0.4)


def likeness(one: Mention, other: Mention, weights: Weights, days: int) -> float:
    """How alike two mentions are; ``days`` lie between the two publications."""
    if one.kind > other.kind:
        one, other = other, one
    if not _compatible(one, other):
        return _NEVER
    if one.kind == "figure":
        return _figures(one, other, weights, days)
    words = weights.overlap(one.words, other.words)
    if other.kind == "event":
        return _events(one, other, words, days)
    if one.kind == other.kind:
        return _sayings(one, other, words, days)
    if other.inside == one.item or one.inside == other.item:
        return _covering(one, other, weights)
    return 0.8 * words + 0.25 * _shared(one.sides, other.sides) - _gap(days, 0.01)


def _compatible(one: Mention, other: Mention) -> bool:
    """Whether the two can assert the same: kinds, modes and numbers go together."""
    if one.kind != other.kind and (one.kind, other.kind) not in _PAIRS:
        return False
    if not one.words or not other.words:
        return False
    if one.mode != other.mode:
        loose = {one.mode, other.mode}
        if "any" not in loose or loose & {"not", "wanted"}:
            return False
    return one.kind == "figure" or not _numbers_differ(one.words, other.words)


def _numbers_differ(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether both give numbers and none of them is the same."""
    mine = {word for word in one if word[0] == "#"}
    theirs = {word for word in other if word[0] == "#"}
    return bool(mine and theirs) and not mine & theirs


def _events(one: Mention, other: Mention, words: float, days: int) -> float:
    alike = bool(set(one.head) & set(other.head))
    if one.label != other.label and not alike:
        return _NEVER
    sides = _shared(one.sides, other.sides)
    when, place = _when(one.day, other.day), _place(one, other)
    known = 0.3 * sides if one.sides and other.sides else 0.1
    score = 0.45 * words + known + 0.15 * alike + 0.15 * when + 0.1 * place
    return score + 0.05 * (one.label == other.label) - (_gap(days, 0.01) if when <= 0 else 0)


def _sayings(one: Mention, other: Mention, words: float, days: int) -> float:
    """Two statements, or two positions."""
    if one.kind == "position" and not _shared(one.sides, other.sides):
        return _NEVER
    same = bool(_speakers(one) & _speakers(other))
    sides = _shared(one.sides, other.sides)
    return 0.75 * words + 0.15 * same + 0.1 * sides - _gap(days, 0.01)


def _figures(one: Mention, other: Mention, weights: Weights, days: int) -> float:
    """Two counts: the same number of the same."""
    if one.value != other.value or one.value is None:
        return _NEVER
    if one.label != other.label and {one.label, other.label} <= _SURE:
        return _NEVER
    words = weights.overlap(_unnumbered(one), _unnumbered(other))
    counted = bool(set(one.head) & set(other.head)) or not (one.head and other.head)
    rare = 0.1 if abs(one.value) <= _SMALL else 0.3
    score = rare + 0.2 * (one.label == other.label) + 0.1 * counted + 0.5 * words
    return score + 0.1 * _place(one, other) - _gap(days, 0.004)


def _unnumbered(one: Mention) -> list[str]:
    return [word for word in one.words if word[0] != "#"]


def _covering(one: Mention, other: Mention, weights: Weights) -> float:
    """A statement and what is told in it: one if there is hardly anything else in it."""
    inner, outer = (one, other) if one.inside == other.item else (other, one)
    whole = weights.total(outer.words)
    shared = weights.total(set(inner.words) & set(outer.words))
    return shared / whole if whole else _NEVER


def _speakers(one: Mention) -> set[str]:
    last = one.voices[-1:] or ()
    return {voice.party or voice.key or voice.name for voice in last}


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
        return -2.0  # months or years that differ
    return 0.3 if apart == 1 else -2.0


def _place(one: Mention, other: Mention) -> float:
    if not one.place or not other.place:
        return 0.0
    return 1.0 if set(one.place) & set(other.place) else -1.0


def _gap(days: int, each: float) -> float:
    """What the time between two publications takes away."""
    return min(max(days - 1, 0) * each, 0.2)
