"""The numbers that a report tells, each with what is counted: where, since when, done or to come.

Item (figure) ──► Count(scope, value, evidence), one a telling

A scope is who is counted, where, since when, and whether it has happened. "Four of them
children" is a part, and names the number that it is a part of.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from math import inf

import msgspec

from according.cast.spelling import fold
from according.dossier.assertions import DOABLE
from according.dossier.evidence import Evidence, cite
from according.dossier.items import Item
from according.dossier.tallies import NEXT, refers
from according.records import Event, Figure, Measure

_ROUND = 0.1  # how far "about 80" may be from the truth
_ABOUT = re.compile(r"\b(?:about|around|some|nearly|almost|roughly|approximately)\b", re.IGNORECASE)
_OF_THEM = re.compile(
    r"\W*(?:of (?:them|whom|those|the \w+)|(?:are|were) \w+)\b|\W*(?:children|women)\b",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\b(?:among (?:them|whom|those)|including)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_AMONG_CHILDREN = re.compile(r"\W*(?:of (?:them|whom|the \w+)\W+)?(?:(?:are|were)\W+)?children\b")
_ANYBODY = frozenset(
    ["people", "person", "civilian", "dead", "other", "body", "victim", "man", "one", "inhabitant",
     "casualty", "life"]
)  # fmt: skip
_PLURALS = {
    "men": "man", "bodies": "body", "lives": "life", "casualties": "casualty",
    "children": "child", "women": "woman",
}  # fmt: skip
_MORE = re.compile(r"\W*(?:more|others?)\b", re.IGNORECASE)
# Where it happened is part of what is counted; where captives are spoken of is not.
_PLACED: frozenset[Measure] = frozenset(
    {"killed", "injured", "missing", "displaced", "rescued", "buildings", "aid"}
)
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
            to_come=figure.measure in DOABLE and _to_come(item, figure, events),
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
