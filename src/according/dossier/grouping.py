"""Puts assertions to claims one report at a time, and remembers those of the last reports.

take(report, day, assertions) ──► Place(claim, against), one each

*against* are claims that an assertion denies, or that deny it, where they were there before.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from according.dossier.assertions import Assertion, Mode
from according.dossier.likeness import AGAINST, THRESHOLD, Weights, agree, likeness, opposed

MEMORY = 2000  # reports that a new one is compared with
_RARE = 5  # words of an assertion by which it is found
_LATEST = 40  # claims looked up by one word or pair
_TRIES = 16  # claims compared closely
_LIKEST = 0.5  # what the likest of a claim's assertions counts, beside the mean of them
_MEMBERS = 4  # assertions of a claim that one is compared with


class Place(NamedTuple):
    """The claim that an assertion is put to, and the likest one that it cannot hold beside."""

    claim: str
    against: str = ""
    score: float = 0.0  # how alike it is to that
    rare: tuple[str, ...] = ()  # its rarest words when it came, by which later ones find it


Remembered = tuple[str, tuple[str, ...]]  # the claim of an assertion, and its rarest words


class _Seen(NamedTuple):
    """An assertion that is there, the claim it is put to, the day of its report."""

    assertion: Assertion
    claim: str
    day: int
    report: int


class Grouping:
    """The claims that new assertions may belong to."""

    def __init__(self, threshold: float = THRESHOLD) -> None:
        """Remember nothing yet."""
        self.weights = Weights()
        self._threshold = threshold
        self._members: dict[str, list[_Seen]] = {}
        self._modes: dict[str, Mode] = {}  # of claims that have one, kept while nothing leaves
        self._blocks: dict[str, list[str]] = {}  # by what it is found -> claims, as they came
        self._reports: dict[int, tuple[frozenset[str], list[_Seen]]] = {}

    def take(self, report: int, day: str, assertions: Sequence[Assertion]) -> list[Place]:
        """Put the assertions of a report, in the order of its text."""
        words = self._see(assertions)
        seen: list[_Seen] = []
        places: list[Place] = []
        for number, assertion in enumerate(assertions, 1):
            rare = self._rare(assertion)
            blocks = tuple(_keys(assertion, rare))
            found = self._find(assertion, blocks, _ordinal(day))
            places.append(found._replace(claim=found.claim or f"r{report}.c{number}", rare=rare))
            seen.append(_Seen(assertion, places[-1].claim, _ordinal(day), report))
            self._index(seen[-1], blocks)
        self._note(report, words, seen)
        return places

    def remember(
        self, report: int, day: str, assertions: Sequence[Assertion], places: Sequence[Remembered]
    ) -> None:
        """Take in assertions that have been put before, each with its claim and rarest words."""
        words = self._see(assertions)
        when = _ordinal(day)
        seen: list[_Seen] = []
        for assertion, (claim, rare) in zip(assertions, places, strict=True):
            seen.append(_Seen(assertion, claim, when, report))
            self._index(seen[-1], _keys(assertion, rare))
        self._note(report, words, seen)

    def leave(self, report: int) -> None:
        """Forget a report."""
        words, seen = self._reports.pop(report, (frozenset(), []))
        if seen:
            self.weights.see(words, -1)
        for claim in {each.claim for each in seen}:
            self._modes.pop(claim, None)
            left = [each for each in self._members.get(claim, ()) if each.report != report]
            if left:
                self._members[claim] = left
            else:
                self._members.pop(claim, None)

    def _see(self, assertions: Iterable[Assertion]) -> frozenset[str]:
        words = frozenset(word for assertion in assertions for word in assertion.words)
        self.weights.see(words)
        return words

    def _note(self, report: int, words: frozenset[str], seen: list[_Seen]) -> None:
        self._reports[report] = words, seen
        while len(self._reports) > MEMORY:
            self.leave(next(iter(self._reports)))

    def _index(self, seen: _Seen, blocks: Iterable[str]) -> None:
        self._members.setdefault(seen.claim, []).append(seen)
        for block in blocks:
            claims = self._blocks.setdefault(block, [])
            claims.append(seen.claim)
            if len(claims) > 2 * _LATEST:
                claims[:] = _latest(claims)

    def _rare(self, assertion: Assertion) -> tuple[str, ...]:
        """The rarest words of an assertion, as far as is known by now."""
        if assertion.kind == "figure":
            return ()
        weigh = self.weights.of
        return tuple(sorted(assertion.words, key=lambda word: (-weigh(word), word))[:_RARE])

    def _find(self, assertion: Assertion, blocks: Iterable[str], day: int) -> Place:
        """The claim that an assertion belongs to, if any, and the one that it is against."""
        hits: Counter[str] = Counter()
        for block in blocks:
            hits.update(_latest(self._blocks.get(block, ())))
        best, found = self._threshold, ""
        most, against = AGAINST, ""
        for _, claim in nsmallest(_TRIES, ((-number, claim) for claim, number in hits.items())):
            mode = self._mode(claim)
            if agree(assertion.mode, mode):
                score = self._score(assertion, claim, day)
                if score >= best and (score > best or not found):
                    best, found = score, claim
            elif opposed(assertion.mode, mode):
                score = max(self._scores(assertion, claim, day), default=0.0)
                if score >= most and (score > most or not against):
                    most, against = score, claim
        return Place(found, against, round(most, 3) if against else 0.0)

    def _mode(self, claim: str) -> Mode:
        """The mode of a claim: of its first assertion that has one."""
        if claim not in self._modes:
            modes = (each.assertion.mode for each in self._members.get(claim, ()))
            found = next((mode for mode in modes if mode != "any"), None)
            if found is None:
                return "any"
            self._modes[claim] = found
        return self._modes[claim]

    def _score(self, assertion: Assertion, claim: str, day: int) -> float:
        """How well an assertion fits a claim: it has to be like all of it, not only like one."""
        scores = self._scores(assertion, claim, day)
        if not scores:
            return 0.0
        return _LIKEST * max(scores) + (1 - _LIKEST) * sum(scores) / len(scores)

    def _scores(self, assertion: Assertion, claim: str, day: int) -> list[float]:
        """How alike an assertion is to the first and the last of a claim."""
        members = self._members.get(claim, [])
        some = members if len(members) <= _MEMBERS else [members[0], *members[1 - _MEMBERS :]]
        return [
            likeness(assertion, each.assertion, self.weights, abs(day - each.day)) for each in some
        ]


def _latest(claims: Sequence[str]) -> list[str]:
    """The last of some claims, each once, in the order in which they last came."""
    return list(dict.fromkeys(reversed(claims)))[:_LATEST][::-1]


def _keys(assertion: Assertion, rare: Iterable[str]) -> Iterator[str]:
    """What an assertion is found by."""
    if assertion.kind == "figure":
        yield from (f"f {assertion.value:g} {each}" for each in assertion.labels)
        yield from (f"f {assertion.value:g} {each}" for each in assertion.head)
        return
    yield from (f"w {word}" for word in rare)
    for label in assertion.labels:
        yield from (f"e {label} {side}" for side in assertion.sides)
        yield from (f"e {label} {word}" for word in (*assertion.place, *assertion.head))


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return 0
