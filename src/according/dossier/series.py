"""Figures over time: per measure, scope and source, with revisions and disagreements.

Item (figure) ──► Count, one a telling ──by scope──► Series(lines by source) ──► revisions,
                                                                                disagreements
Nothing is averaged, and no number replaces another. A scope is who is counted, where, since
when, and whether it has happened. A later number of the same source *revises* the earlier; one
of another source at about the same time that cannot both hold *disagrees*. "Four of them
children" is a part: a series of its own, which names the one that it lies within.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from math import inf
from typing import TYPE_CHECKING

import msgspec

from according.cast.spelling import fold
from according.dossier.evidence import Evidence, cite
from according.dossier.groups import Groups
from according.dossier.items import Item
from according.dossier.material import Changed, Extract, Material
from according.dossier.tallies import NEXT, alike, refers, together
from according.records import Event, Figure, Measure

if TYPE_CHECKING:
    from according.dossier.file import DossierFile

_SILENCE = 14  # days without a number after which a new one is of something new
_TOGETHER = 7  # days between two numbers that can be held against each other
_ROUND = 0.1  # how far "about 80" may be from the truth
_ABOUT = re.compile(r"\b(?:about|around|some|nearly|almost|roughly|approximately)\b", re.IGNORECASE)
_OF_THEM = re.compile(
    r"\W*(?:of (?:them|whom|those|the \w+)|(?:are|were) \w+)\b|\W*(?:children|women)\b",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\b(?:among (?:them|whom|those)|including)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_ANYBODY = frozenset(
    [
        "people",
        "person",
        "civilian",
        "dead",
        "other",
        "body",
        "victim",
        "man",
        "one",
        "inhabitant",
        "casualty",
        "life",
    ]
)
_PLURALS = {
    "men": "man", "bodies": "body", "lives": "life", "casualties": "casualty",
    "children": "child", "women": "woman",
}  # fmt: skip
_MORE = re.compile(r"\W*(?:more|others?)\b", re.IGNORECASE)
# Where it happened is part of what is counted; where captives are spoken of is not.
_PLACED: frozenset[Measure] = frozenset(
    {"killed", "injured", "missing", "displaced", "rescued", "buildings", "aid"}
)
# What can be planned as well as done; of the dead there is one count.
_DOABLE: frozenset[Measure] = frozenset({"released", "aid", "troops", "money", "rescued"})
_TO_COME = frozenset({"planned", "possible", "demanded"})


class Scope(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What is counted. ``who`` is "people" for anybody; ``place`` the narrowest that is told."""

    measure: Measure
    who: str
    place: str = ""
    since: str = ""
    to_come: bool = False
    part: bool = False


class Count(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One telling of a number, with what the text says of its bounds.

    ``total`` is the item whose number this is a part of.
    """

    scope: Scope
    value: float
    text: str
    evidence: Evidence
    low: float | None = None
    high: float | None = None
    total: str = ""
    at: int = 0  # where the number stands in the report

    @property
    def report(self) -> int:
        """The report that tells it."""
        return self.evidence.report

    @property
    def sentence(self) -> str:
        """The sentence that tells it."""
        return self.evidence.words

    @property
    def days(self) -> int:
        """The day of publication, as a number."""
        return date.fromisoformat(self.evidence.day).toordinal()

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which numbers the truth may lie, as far as the words tell."""
        if _ABOUT.search(self.text):
            return self.value * (1 - _ROUND), self.value * (1 + _ROUND)
        if self.low is None and self.high is None:
            return self.value, self.value
        low = 0 if self.low is None else self.low
        return low, inf if self.high is None else self.high


class Point(msgspec.Struct, frozen=True):
    """A number that a source gave, and all who told it; ``revises`` the one it gave before."""

    value: float
    since: str
    tellings: tuple[Count, ...]
    revises: float | None = None


class Line(msgspec.Struct, frozen=True):
    """What one source said over time; ``source`` tells it apart, ``name`` is how it is called."""

    source: str
    name: str
    points: tuple[Point, ...]

    @property
    def last(self) -> Point:
        """Its latest number."""
        return self.points[-1]


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of one scope, by source. ``within`` are scopes that this is a part of."""

    scope: Scope
    since: str
    until: str
    lines: tuple[Line, ...]
    within: tuple[str, ...] = ()  # items whose numbers these are parts of

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
        return iter(sorted(self._groups, key=lambda s: (s.scope.part, -len(s.counts), s.since)))

    def of(self, measure: Measure) -> list[Series]:
        """The series of one measure."""
        return [series for series in self if series.scope.measure == measure]

    def parts(self, whole: Series) -> list[Series]:
        """The series of what is counted within another."""
        inside = {count.evidence.item for count in whole.counts}
        return [s for s in self.of(whole.scope.measure) if s.scope.part and inside & set(s.within)]


def counts(items: Sequence[Item], places: Sequence[str]) -> Iterator[Count]:
    """The numbers that one report tells."""
    figures = [(item, item.record) for item in items if isinstance(item.record, Figure)]
    figures.sort(key=lambda pair: pair[1].text_span)
    events = [item for item in items if item.kind == "event"]
    told: list[Count] = []
    for item, figure in figures:
        former = [c for c in told if 0 < figure.text_span[0] - c.at <= NEXT]
        meant = _meant(item, figure, former)
        if meant is None and not _tells(item, figure):
            continue
        total = _total(item, figure, figures)
        measure = total.record.measure if total and isinstance(total.record, Figure) else None
        who = _counted(item, figure, figures)
        scope = Scope(
            measure=measure or figure.measure,
            who=who,
            place=_place(figure, item, places, former),
            since=figure.since or "",
            to_come=figure.measure in _DOABLE and _to_come(item, figure, events),
            part=total is not None,
        )
        told.append(
            Count(
                scope=meant or scope,
                value=figure.value,
                text=figure.text,
                evidence=cite(item),
                low=figure.low,
                high=figure.high,
                total=total.key if total and meant is None else "",
                at=figure.text_span[0],
            )
        )
    yield from told


def _meant(item: Item, figure: Figure, former: Sequence[Count]) -> Scope | None:
    """What a number is of that only says "the ministry spoke of 26": of what was counted last."""
    if _who(figure.who) != "people" or not refers(_before(item, figure)):
        return None
    last = [c for c in former if not c.scope.part and figure.measure in {c.scope.measure, "other"}]
    return last[-1].scope if last else None


def _tells(item: Item, figure: Figure) -> bool:
    """Whether a number makes a series: no share, no "three more", no count of nobody knows what."""
    nameless = figure.measure == "other" and _who(figure.who) == "people"
    return figure.measure != "percent" and not nameless and not _MORE.match(_after(item, figure))


_AMONG_CHILDREN = re.compile(r"\W*(?:of (?:them|whom|the \w+)\W+)?(?:(?:are|were)\W+)?children\b")


def _before(item: Item, figure: Figure) -> str:
    """The words of the sentence before a number."""
    return item.text[: max(0, figure.text_span[0] - item.words[0].start)] if item.words else ""


def _after(item: Item, figure: Figure) -> str:
    """The words of the sentence behind a number."""
    return item.text[max(0, figure.text_span[1] - item.words[0].start) :] if item.words else ""


def _total(item: Item, figure: Figure, figures: Sequence[tuple[Item, Figure]]) -> Item | None:
    """The number that this one is a part of: a larger one before, where the words say so."""
    if not (_OF_THEM.match(_after(item, figure)) or _AMONG.search(_before(item, figure))):
        return None
    larger = [
        (other.text_span, there)
        for there, other in figures
        if other.text_span < figure.text_span and other.value > figure.value
        and other.measure != "percent"
    ]  # fmt: skip
    return max(larger, key=lambda pair: pair[0])[1] if larger else None


def _counted(item: Item, figure: Figure, figures: Sequence[tuple[Item, Figure]]) -> str:
    """Who is counted; in "17, four of them children" the 17 are no children."""
    after = _after(item, figure)
    if _AMONG_CHILDREN.match(after):
        return _who(figure.who, "child")
    starts = [f.text_span[0] for there, f in figures if there.words[:1] == item.words[:1]]
    later = min((at for at in starts if at > figure.text_span[0]), default=None)
    if later is not None and figure.who and figure.who not in _before(item, figure):
        reach = later - figure.text_span[1]
        if figure.who in after[reach:] and figure.who not in after[:reach]:
            return _who(None)
    return _who(figure.who)


def _who(written: str | None, told: str = "") -> str:
    """The sort of those counted, by the last word: "Caldrian sailors" are sailors.

    >>> _who("Caldrian sailors"), _who("people"), _who(None), _who("children")
    ('sailor', 'people', 'people', 'child')
    """
    words = fold(written or "").partition(" of ")[0].split()  # "tonnes of flour"
    last = words[-1] if words else ""
    one = told or _PLURALS.get(last) or last.removesuffix("s")
    return "people" if not one or one in _ANYBODY else one


def _place(figure: Figure, item: Item, places: Sequence[str], former: Sequence[Count]) -> str:
    """The narrowest place of the file in the sentence, else the title or a number just before.

    Where none is named, it is the one that was read. The file has the widest place first.
    """
    if figure.measure not in _PLACED:
        return ""
    named = _named(item.text, places)
    if named:
        return fold(named[-1])
    near = {c.scope.place for c in former if c.scope.measure == figure.measure}
    before = [place for place in places if fold(place) in near]
    for some in ({*before, *_named(item.filed.title or "", places)}, _named(figure.place, places)):
        if some:
            return fold(max(some, key=places.index))
    return fold(figure.place or "")


def _named(words: str | None, places: Sequence[str]) -> list[str]:
    """The places of the file that words name."""
    return [place for place in places if place.lower() in (words or "").lower()]


def _to_come(item: Item, figure: Figure, events: Sequence[Item]) -> bool:
    """Whether the number is of something that has not happened: as the nearest event says."""
    here = [e for e in events if e.words and item.words and e.words[0].start == item.words[0].start]
    spans = [(abs(e.record.trigger_span[0] - figure.text_span[0]), e.record.status)
             for e in here if isinstance(e.record, Event)]  # fmt: skip
    return bool(spans) and min(spans)[1] in _TO_COME


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
