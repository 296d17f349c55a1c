"""Figures over time: per measure, scope and source, with revisions and disagreements.

Count, one a telling ──by scope──► Series(lines by source) ──► revisions, disagreements

Nothing is averaged, and no number replaces another. A later number of the same source *revises*
the earlier; one of another source at about the same time that cannot both hold *disagrees*.
"Four of them children" is a series of its own, which names the one that it lies within. What is
counted is told in `counting`.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from according.dossier.counting import Count, Scope, counts
from according.dossier.evidence import Evidence
from according.dossier.groups import Groups
from according.dossier.material import Changed, Extract, Material
from according.dossier.tallies import alike, together
from according.records import Measure

if TYPE_CHECKING:
    from according.dossier.file import DossierFile

__all__ = ["AllSeries", "Count", "Line", "Point", "Scope", "Series"]

_SILENCE = 14  # days without a number after which a new one is of something new
_TOGETHER = 7  # days between two numbers that can be held against each other


class Point(msgspec.Struct, frozen=True, gc=False):
    """A number that a source gave, and all who told it; ``revises`` the one it gave before."""

    value: float
    since: str
    tellings: tuple[Count, ...]
    revises: float | None = None


class Line(msgspec.Struct, frozen=True, gc=False):
    """What one source said over time; ``source`` tells it apart, ``name`` is how it is called."""

    source: str
    name: str
    points: tuple[Point, ...]

    @property
    def last(self) -> Point:
        """Its latest number."""
        return self.points[-1]


class Series(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The numbers of one scope, by source. ``within`` are scopes that this is a part of."""

    scope: Scope
    since: str
    until: str
    lines: tuple[Line, ...]
    within: tuple[str, ...] = ()  # items whose numbers these are parts of

    @property
    def size(self) -> int:
        """How many tellings there are."""
        return sum(len(point.tellings) for line in self.lines for point in line.points)

    @property
    def counts(self) -> tuple[Count, ...]:
        """Every telling, in the order of publication."""
        told = [c for line in self.lines for point in line.points for c in point.tellings]
        return tuple(sorted(told, key=lambda c: (c.evidence.when, c.evidence.item)))

    @property
    def revisions(self) -> tuple[tuple[Line, Point], ...]:
        """The numbers by which a source changed its own."""
        found = ((line, point) for line in self.lines for point in line.points)
        return tuple((line, point) for line, point in found if point.revises is not None)

    @property
    def disagreements(self) -> tuple[tuple[Line, Line], ...]:
        """The sources whose latest numbers cannot both hold."""
        return tuple(
            (one, other)
            for number, one in enumerate(self.lines)
            for other in self.lines[number + 1 :]
            if _disagree(one.last.tellings, other.last.tellings)
        )


class AllSeries:
    """Every series of a dossier."""

    def __init__(self, material: Material, file: "DossierFile") -> None:
        """Find them in the material."""
        places = tuple(file.dossier.places)
        extract = Extract("series.3", Count, lambda items: counts(items, places))
        self._groups = Groups(material, extract, lambda count: (count.scope,), series)

    def update(self, changed: Changed) -> None:
        """Take in what is new."""
        self._groups.update(changed)

    def __iter__(self) -> Iterator[Series]:
        """The series with most to tell first; parts after all totals."""
        return iter(sorted(self._groups, key=lambda s: (s.scope.part, *_widest_first(s))))

    def widest(self, most: int) -> list[Series]:
        """The first of these, without parts; those that can be none of them are not worked out."""
        wholes = [scope for scope in self._groups.keys() if not scope.part]  # noqa: SIM118
        found: list[Series] = []
        for scope in sorted(wholes, key=self._groups.size, reverse=True):
            if len(found) == most and self._groups.size(scope) < found[-1].size:
                break
            found = sorted([*found, *self._groups.of(scope)], key=_widest_first)[:most]
        return found

    def shared(self) -> list[Series]:
        """The wholes of which more than one number is told, those with most to tell first."""
        groups = self._groups
        wholes = [k for k in groups.keys() if not k.part and groups.size(k) > 1]  # noqa: SIM118
        return sorted((each for scope in wholes for each in groups.of(scope)), key=_widest_first)

    def of(self, measure: Measure) -> list[Series]:
        """The series of one measure."""
        return [series for series in self if series.scope.measure == measure]

    def parts(self, whole: Series) -> list[Series]:
        """The series of what is counted within another."""
        inside = {count.evidence.item for count in whole.counts}
        return [s for s in self.of(whole.scope.measure) if s.scope.part and inside & set(s.within)]


def _widest_first(found: Series) -> tuple[int, str]:
    return -found.size, found.since


def series(scope: Scope, facts: Sequence[Count]) -> list[Series]:
    """The series of a scope: a new one begins after a silence, unless it repeats a number."""
    spells: list[list[Count]] = []
    for count in facts:
        last = spells[-1] if spells else []
        again = any(other.value == count.value for other in last)
        if last and (again or _days(last[-1].evidence, count.evidence) <= _SILENCE):
            last.append(count)
        else:
            spells.append([count])
    return [_series(scope, spell) for spell in spells]


def _days(one: Evidence, other: Evidence) -> int:
    return abs((date.fromisoformat(other.day) - date.fromisoformat(one.day)).days)


def _series(scope: Scope, spell: Sequence[Count]) -> Series:
    sources: dict[str, list[Count]] = {}
    for count in spell:
        sources.setdefault(count.evidence.origin, []).append(count)
    return Series(
        scope=scope,
        since=spell[0].evidence.when,
        until=spell[-1].evidence.when,
        lines=tuple(_line(source, told) for source, told in sources.items()),
        within=tuple(dict.fromkeys(count.total for count in spell if count.total)),
    )


def _line(source: str, told: Sequence[Count]) -> Line:
    """What a source said: the same number again is no new point."""
    points: list[Point] = []
    for count in told:
        last = points[-1] if points else None
        if last is not None and last.value == count.value:
            points[-1] = msgspec.structs.replace(last, tellings=(*last.tellings, count))
        else:
            before = last.value if last is not None and _later(last, count) else None
            points.append(Point(count.value, count.evidence.when, (count,), before))
    return Line(source, told[0].evidence.by, tuple(points))


def _later(point: Point, count: Count) -> bool:
    """Whether a number comes in a later report: two in one ("176 of the 180") revise nothing."""
    return point.tellings[-1].evidence.report != count.evidence.report


def _disagree(some: Sequence[Count], others: Sequence[Count]) -> bool:
    """Whether the latest numbers of two sources are of one thing and cannot both hold."""
    one, other = some[-1], others[-1]
    (low, high), (least, most) = one.bounds, other.bounds
    if not (high < least or most < low) or _days(one.evidence, other.evidence) > _TOGETHER:
        return False
    return together(some, others) or any(alike(a, b) for a in some for b in others)
