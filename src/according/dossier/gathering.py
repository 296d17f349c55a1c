"""Tellings of one contact, put together.

Sighting, Sighting, … ──gathered──► Gathering, one a contact ──lodges──► in another?

Sides are the same already. Two tellings are of one contact when the sort agrees (in person, by
voice, in writing), the people do not differ, and so does the day, as far as it is told. Days
are counted, and gatherings kept by day, because there may be very many.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain

from according.dossier.sightings import Sighting, Sort

_CARRIED = 7  # days before a message is told of in which a mediator travelled with it
_BEFORE, _AFTER = 10, 21  # days from a telling without a date to the contact it may be about
_LONG_BEFORE = 30  # the same, where all the people are named
_ANEW = re.compile(r"\b(?:again|second|third|another|next)\b", re.IGNORECASE)
# Sorts that one report may call one way and another the other.
_FAMILY: Mapping[Sort, str] = {
    "meeting": "in person",
    "visit": "in person",
    "call": "by voice",
    "messages": "in writing",
}


@lru_cache(maxsize=50_000)
def _number(day: str) -> int:
    """A day as a number."""
    return date.fromisoformat(day).toordinal()


def _surname(name: str) -> str:
    """What tells people of one side apart: "Basil Toruk" is "Toruk" in the next report."""
    return name.rsplit(maxsplit=1)[-1]


class Gathering:
    """What is told of one contact, while it gathers."""

    def __init__(self, sighting: Sighting) -> None:
        """Begin with one telling."""
        self.sightings: list[Sighting] = []
        self.family = _FAMILY[sighting.sort]
        self.mediators: set[str] = set()
        self.dates: set[int] = set()
        self.told: set[int] = set()
        self._people: dict[str, set[str]] = defaultdict(set)
        self.take(sighting)

    def take(self, sighting: Sighting) -> None:
        """Add a telling."""
        self.sightings.append(sighting)
        if sighting.telling != "denied":  # what was not, nobody brought about
            self.mediators.update(sighting.mediators)
        self.told.add(_number(sighting.evidence.day))
        if sighting.date:
            self.dates.add(_number(sighting.date))
        for side, name in sighting.people:
            self._people[side].add(_surname(name))

    @property
    def day(self) -> int:
        """The last day on which it was, else on which it was told."""
        return max(self.dates or self.told)

    @property
    def days(self) -> set[int]:
        """The days on which it was, else on which it was told."""
        return self.dates or self.told

    @property
    def firm(self) -> bool:
        """Whether a sentence itself tells between whom it was, and that it was or will be."""
        return any(each.firm and each.telling != "denied" for each in self.sightings)

    @property
    def carried(self) -> bool:
        """Whether a mediator carried messages."""
        return self.sightings[0].sort == "messages" and bool(self.mediators)

    def fits(self, sighting: Sighting) -> bool:
        """Whether sort and people of a telling agree with what is here."""
        if self.family != _FAMILY[sighting.sort] and sighting.telling != "denied":
            return False
        here: dict[str, set[str]] = defaultdict(set)
        for side, name in sighting.people:
            here[side].add(_surname(name))
        return all(
            names & self._people[side] for side, names in here.items() if self._people.get(side)
        )

    def shared(self, sighting: Sighting) -> int:
        """How many of the people of a telling are here."""
        return sum(_surname(name) in self._people.get(side, ()) for side, name in sighting.people)


class Gatherings:
    """The contacts of the same sides."""

    def __init__(self, sightings: Sequence[Sighting] = ()) -> None:
        """Put tellings together: those with a day first."""
        self._all: list[Gathering] = []
        by_day: dict[int, list[Gathering]] = defaultdict(list)
        dated = sorted((s for s in sightings if s.date), key=lambda s: (s.date, s.evidence.when))
        for sighting in dated:
            day = _number(sighting.date)
            self._join(by_day, sighting, (day - 1, day))
        for sighting in sightings:
            if not sighting.date:
                self._join(by_day, sighting, _window(sighting))

    def _join(
        self, by_day: dict[int, list[Gathering]], sighting: Sighting, days: Iterable[int]
    ) -> None:
        """Add a telling to a gathering on the first of these days where it fits, or begin one."""
        fitting = ([g for g in by_day.get(day, ()) if g.fits(sighting)] for day in days)
        before = () if sighting.date else ([g] for g in self._long_before(by_day, sighting))
        first = next((found for found in chain(fitting, before) if found), None)
        if first is not None:  # of several on one day, that of the people named, the most told
            home = max(first, key=lambda g: (g.shared(sighting), len(g.sightings)))
            by_day[home.day].remove(home)
            home.take(sighting)
        else:
            home = Gathering(sighting)
            self._all.append(home)
        by_day[home.day].append(home)

    @staticmethod
    def _long_before(
        by_day: Mapping[int, list[Gathering]], sighting: Sighting
    ) -> Iterator[Gathering]:
        """The contacts of the very people named that a late confirmation may be of."""
        if sighting.telling == "announced" or _ANEW.search(sighting.evidence.words):
            return
        told = _number(sighting.evidence.day)
        for day in range(told - _BEFORE, told - _LONG_BEFORE - 1, -1):
            for gathering in by_day.get(day, ()):
                if gathering.fits(sighting) and gathering.shared(sighting) >= len(sighting.sides):
                    yield gathering

    def __iter__(self) -> Iterator[Gathering]:
        return iter(self._all)

    @cached_property
    def _by_day(self) -> dict[int, list[Gathering]]:
        found: dict[int, list[Gathering]] = defaultdict(list)
        for gathering in self._all:
            for day in gathering.days:
                found[day].append(gathering)
        return found

    def hosts(self, lodger: Gathering, broker: str) -> bool:
        """Whether one of these is the contact that a mediator's with a party belongs to."""
        days = {day + after for day in lodger.days for after in range(-1, _CARRIED + 1)}
        near = {id(g): g for day in days for g in self._by_day.get(day, ())}
        return any(broker in host.mediators and lodges(lodger, host) for host in near.values())

    def lodgers(self, host: Gathering) -> list[Gathering]:
        """Those of these, of a mediator and a party, that belong to a contact between parties."""
        days = {day - before for day in host.days for before in range(-1, _CARRIED + 1)}
        near = {id(g): g for day in sorted(days) for g in self._by_day.get(day, ())}
        return [gathering for gathering in near.values() if lodges(gathering, host)]


def _window(sighting: Sighting) -> list[int]:
    """The days of contacts that a telling without a date may be of, the nearest first.

    Soon after a contact, or before it is due.
    """
    told = _number(sighting.evidence.day)
    before = 0 if sighting.telling == "announced" else _BEFORE
    after = _AFTER if sighting.telling in {"announced", "denied"} else 0
    return sorted(range(told - before, told + after + 1), key=lambda day: abs(day - told))


def lodges(lodger: Gathering, host: Gathering) -> bool:
    """Whether what is told of a mediator and a party is of a contact of the party through it.

    It is told half, then; or the mediator's journeys are how the messages are carried.
    """
    if not host.carried and lodger.family != host.family:
        return False
    before = _CARRIED if host.carried else 1
    return any(-1 <= there - day <= before for day in lodger.days for there in host.days)
