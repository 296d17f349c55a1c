"""What cannot both hold: two sides, each with its words and its sourcing.

claims that deny each other ─┐
claims taken back, truces said to be over and in force ─┤
figures that disagree ───────┼──► Contradiction(kind, a, b), the latest first
positions that changed ──────┘

denial     something is said to be so, and somebody whom it is said of says that it is not;
           or somebody is accused, and denies it in the next words
status     something is said to be in force, and to be over; or was told, and is taken back
figure     two counts of the same in the same scope and time, by different origins
position   where somebody stood, and where he stands now

A later count by the same origin is a revision, and a toll that rises is none: see series. What
changed between two tellings is no contradiction either. Shown is only what the rules are sure
of, and nothing says which side is right.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from according.dossier.denials import Denials, Spoken
from according.dossier.evidence import Evidence, cite, origins
from according.dossier.items import Item
from according.dossier.series import Count, Line, Series
from according.dossier.turns import turned
from according.records import Figure

if TYPE_CHECKING:
    from according.dossier.dossier import Dossier
    from according.dossier.origins import Tree

Kind = Literal["denial", "status", "figure", "position"]

_ORDER: tuple[Kind, ...] = ("status", "denial", "figure", "position")
# Counts that grow as the dead are found: a later, higher one does not deny the earlier.
_GROWING = frozenset({"killed", "injured", "missing", "displaced"})
_BY_NAME = frozenset({"party", "named"})  # voices
_FIRM = frozenset({"for", "against"})
_REMAINING = re.compile(
    r"\b(?:(?:remaining|other|another|further|rest)|(?:group|batch|contingent|part|wave) of)\s+$",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"another|other|further", re.IGNORECASE)
_HOURS = 6  # by which the later of two tolls may have grown


class Side(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One side: its words, the items they stand in, and how many origins it has.

    ``claim`` is its claim, where the side is a whole one.
    """

    words: str
    items: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    origins: int
    claim: str = ""

    @property
    def since(self) -> str:
        """When it was first told."""
        return min(each.when for each in self.evidence)


class Contradiction(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Two sides that cannot both hold; ``a`` is the one that was told first."""

    kind: Kind
    a: Side
    b: Side

    @property
    def since(self) -> str:
        """When the second side was told, which made it one."""
        return max(self.a.since, self.b.since)


class Contradictions:
    """The contradictions of a dossier."""

    def __init__(self, dossier: "Dossier") -> None:
        """Look for them when first asked."""
        # Its parts, and not the dossier: what holds each other is not let go of at once.
        self._claims, self._origins = dossier.claims, dossier.origins
        self._figures, self._positions = dossier.figures, dossier.positions
        self._material = dossier.material
        self._denials = Denials(self._claims, self._origins, self._material)
        self._found: tuple[Contradiction, ...] | None = None

    def update(self, _changed: object) -> None:
        """Look again: reports have come or gone."""
        self._found = None

    def __iter__(self) -> Iterator[Contradiction]:
        if self._found is None:
            whole = (*self._status(), *self._denied(), *self._counts(), *self._turns())
            order = sorted(whole, key=lambda c: _ORDER.index(c.kind))
            self._found = tuple(sorted(order, key=lambda c: c.since, reverse=True))
        return iter(self._found)

    def __len__(self) -> int:
        return len(tuple(iter(self)))

    def of(self, claim: str) -> list[Contradiction]:
        """Those that a claim is a side of."""
        return [c for c in self if claim in (c.a.claim, c.b.claim)]

    def _denied(self) -> Iterator[Contradiction]:
        pairs = _once([(self._claim(s), self._claim(d)) for s, d in self._denials.pairs()])
        yield from (_told("denial", said, denied) for said, denied in pairs)
        for item, denying in self._denials.plain():
            known = (s for s, d in pairs if not set(denying).isdisjoint(d.items))
            if not any(item in side.items for side in known):
                yield _told("denial", self._items([item]), self._items(denying))

    def _status(self) -> Iterator[Contradiction]:
        for tree in self._denials.withdrawn():
            told = self._claims.assertions(tree.claim).values()
            former = Spoken(tree.claim, next(a.text for some in told for a in some))
            yield _told("status", self._claim(former), self._retraction(tree))
        for over, holds in self._denials.status():
            yield _told("status", self._claim(over), self._claim(holds))

    def _counts(self) -> Iterator[Contradiction]:
        seen: set[tuple[str, float, float]] = set()  # by measure; copies tell a number again
        for series in self._figures.shared():
            for one, other in series.disagreements:
                low, high = sorted((one.last.value, other.last.value))
                key = series.scope.measure, low, high
                two = _held_against(one, other) and self._alike(one, other)
                if key not in seen and two and not _grown(series, one, other):
                    seen.add(key)
                    yield _told("figure", _counted(one), _counted(other))

    def _alike(self, one: Line, other: Line) -> bool:
        """Whether two counts are of wholes, and both of what was done or both of what may be."""
        told = [[count.evidence.item for count in line.last.tellings] for line in (one, other)]
        first, second = ({self._mode(item) for item in items} for items in told)
        return bool(first & second) and not any(self._rest(items[0]) for items in told)

    def _mode(self, item: str) -> str:
        report = int(item[1 : item.index(".")])
        told = self._claims.told(report)
        return next((a.mode for a in told if item in a.items), "")

    def _rest(self, item: str) -> bool:
        """Whether a count is of a part: "the remaining 36", "a first group of 24".

        "Another 46 were injured", where those before were killed, are no part of these.
        """
        found = self._material.item(item)
        record = found.record
        if not isinstance(record, Figure) or not found.words:
            return False
        words = _REMAINING.search(found.text[: record.text_span[0] - found.words[0].start])
        return words is not None and (
            not _OTHERS.match(words[0]) or self._before(found.filed.report, record)
        )

    def _before(self, report: int, figure: Figure) -> bool:
        """Whether the number before one in its report is of the same measure."""
        items = self._material.items(report)
        figures = [item.record for item in items if isinstance(item.record, Figure)]
        former = [other for other in figures if other.text_span < figure.text_span]
        last = max(former, key=lambda other: other.text_span, default=None)
        return last is not None and last.measure == figure.measure

    def _turns(self) -> Iterator[Contradiction]:
        """Where one and the same holder was for something, and is against it, or was."""
        for cell in self._positions:
            stands = [s for s in cell.stands if s.own and s.stance in _FIRM and cell.issue]
            for number, stand in enumerate(stands):
                before = (s for s in reversed(stands[:number]) if s.holder == stand.holder)
                others = (s for s in before if s.stance != stand.stance)
                found = next(filter(None, (turned(former, stand) for former in others)), None)
                if found is not None:
                    yield _told("position", *(_evident(s.words, s.stand.evidence) for s in found))

    def _claim(self, spoken: Spoken) -> Side:
        """A whole claim as a side."""
        key = spoken.claim
        count = self._origins.of(key).count
        return _side(spoken.words, self._claims.items(key), count, key)

    def _items(self, keys: Sequence[str]) -> Side:
        """A side of items of one source, whose words are those of all of them."""
        items = [self._material.item(key) for key in keys]
        claims = [claim for key in keys for claim in self._claims.of(key)]
        words = " … ".join(self._denials.pointing_back(i) or i.text for i in items)
        return _side(words, items, 1, claims[0] if claims else "")

    def _retraction(self, tree: "Tree") -> Side:
        """The words that take a claim back, with the items of the report that stand near."""
        assert tree.withdrawn is not None  # noqa: S101  # only those are asked for
        report, words = tree.withdrawn.report, tree.withdrawn.words
        items = self._material.items(report)
        near = [
            i for i in items if any(part.text in words or words in part.text for part in i.words)
        ]
        return _side(words, near or items[:1], 1)


def _once(pairs: Sequence[tuple[Side, Side]]) -> list[tuple[Side, Side]]:
    """Denials of one claim, without those whose every telling is among those of another.

    "He denied that the meeting took place" may be read with the words for the meeting, too, and
    so make two claims: it is one denial.
    """
    return [
        (said, denied)
        for said, denied in pairs
        if not any(
            said.claim == other.claim and set(denied.items) < set(wider.items)
            for other, wider in pairs
        )
    ]


def _told(kind: Kind, one: Side, other: Side) -> Contradiction:
    first, second = sorted((one, other), key=lambda side: side.since)
    return Contradiction(kind=kind, a=first, b=second)


def _side(words: str, items: Iterable[Item], count: int, claim: str = "") -> Side:
    some = list(items)
    return Side(
        words=words,
        items=tuple(item.key for item in some),
        evidence=tuple(cite(item) for item in some),
        origins=count,
        claim=claim,
    )


def _counted(line: Line) -> Side:
    return _evident(line.last.tellings[0].text, [count.evidence for count in line.last.tellings])


def _evident(words: str, evidence: Iterable[Evidence]) -> Side:
    told = tuple(evidence)
    items = tuple(each.item for each in told)
    return Side(words=words, items=items, evidence=told, origins=origins(told))


def _grown(series: Series, one: Line, other: Line) -> bool:
    """Whether of two counts the later is that of a toll which has grown since."""
    if series.scope.measure not in _GROWING:
        return False
    first, last = sorted((one.last, other.last), key=lambda point: point.since)
    told: tuple[Count, ...] = (*first.tellings, *last.tellings)
    together = len({count.evidence.report for count in told}) < len(told)
    return last.value > first.value and not together and _hours(first.since, last.since) > _HOURS


def _held_against(one: Line, other: Line) -> bool:
    """Whether a report tells both counts, or each has somebody with a name who gave it.

    What two reports tell on nobody's word may be of two things, or copied with an error.
    """
    told = [[count.evidence for count in line.last.tellings] for line in (one, other)]
    first, second = ({evidence.report for evidence in some} for some in told)
    return bool(first & second) or all(any(e.voice in _BY_NAME for e in some) for some in told)


def _hours(one: str, other: str) -> float:
    return abs((datetime.fromisoformat(other) - datetime.fromisoformat(one)).total_seconds()) / 3600
