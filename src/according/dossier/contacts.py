"""Who met, called or wrote to whom: when, where, through whom, and on whose word.

Item (CONSULT) ──► Sighting, one a telling ──by sides──► Contact(sides, date, standing, tellings)
                                                           └──► graph over time

Two tellings are of one contact when the sides are the same, the people do not differ, the sort
agrees (in person, by voice, in writing) and so does the day, as far as it is told.

| standing  | when                                                                            |
|-----------|---------------------------------------------------------------------------------|
| confirmed | a participant or mediator says so, or two independent sources that have a name  |
| denied    | a participant denies it, and it is not confirmed                                |
| announced | it is to come, by the word of a participant, a mediator or an outlet            |
| rumoured  | anything less                                                                   |
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Literal

import msgspec

from according.dossier.evidence import Evidence, cite, origins, settles
from according.dossier.groups import Groups
from according.dossier.items import Item, Named
from according.dossier.material import Changed, Extract, Material
from according.records import Event, Statement

if TYPE_CHECKING:
    import networkx as nx

    from according.dossier.parties import Side

Sort = Literal["meeting", "visit", "call", "messages"]
Telling = Literal["confirmed", "reported", "announced", "denied"]
Standing = Literal["confirmed", "denied", "announced", "rumoured"]
Sides = tuple[str, ...]  # keys, in order

_BEFORE, _AFTER = 10, 21  # days from a telling without a date to the contact it may be about
_CALL = re.compile(r"\bcall|phone|\brang\b|by video", re.IGNORECASE)
_MESSAGE = re.compile(
    r"\bmessage|\bletter|\bnotes?\b|\bwrote|\bcarr(?:y|ie)|back and|\bconvey|\brelay|\bshuttl",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"\bmessages?\b|\bletters?\b", re.IGNORECASE)  # in the sentence around
_VISIT = re.compile(r"\bvisit|\bfl(?:y|ies|ew)\b|\btravel|\barriv|\bland(?:s|ed)\b", re.IGNORECASE)
_DENIABLE = re.compile(
    r"\bmet\b|\bmeet|\btalk|\bcontact|\bmessag|\bmessenger|\bchannel|\bcall|\bvisit|\breport"
    r"|\bstory|\btrue\b|\bclaim|\binvention",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\bme(?:e?t)\b|\bmeeting|\bsat\b|\bsit\b|\bsession|\bsummit", re.IGNORECASE)
_SORTS: tuple[tuple[re.Pattern[str], Sort], ...] = (
    (_CALL, "call"),
    (_MESSAGE, "messages"),
    (_VISIT, "visit"),
    (_MEETING, "meeting"),
)
# What is only wished for, feared or asked has not been said to be so.
_UNASSERTED = frozenset({"ask", "demand", "feel", "promise", "reject", "threaten", "warn"})
# Sorts that one report may call one way and another the other.
_FAMILY: Mapping[Sort, str] = {
    "meeting": "in person",
    "visit": "in person",
    "call": "by voice",
    "messages": "in writing",
}


class Sighting(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One telling of a contact. ``people`` are pairs of a side and a name."""

    sides: Sides
    sort: Sort
    telling: Telling
    evidence: Evidence
    people: tuple[tuple[str, str], ...] = ()
    mediators: tuple[str, ...] = ()
    date: str = ""  # a whole day, or nothing
    place: str = ""


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One contact and everything that is told of it.

    ``date`` and ``until`` are its first and last day; where nobody tells one, ``date`` is empty
    and ``told`` says when it was first told. ``mediators`` brought it about. ``contested`` are
    denials beside a confirmation.
    """

    sides: Sides
    sort: Sort
    standing: Standing
    date: str
    until: str
    told: str
    people: tuple[tuple[str, str], ...]
    mediators: tuple[str, ...]
    places: tuple[str, ...]
    tellings: tuple[Sighting, ...]
    contested: tuple[Evidence, ...]
    origins: int

    @property
    def day(self) -> str:
        """The day of the contact, or of the first telling."""
        return self.date or self.told

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every telling, in the order of publication."""
        return tuple(sighting.evidence for sighting in self.tellings)


class Contacts:
    """The contacts of a dossier, by day."""

    def __init__(self, material: Material, sides: "Mapping[str, Side]") -> None:
        """Find them in the material."""
        self._sides = sides
        self._groups = Groups(material, _extract(sides), lambda s: (s.sides,), contacts_of)

    def update(self, changed: Changed) -> None:
        """Take in what is new."""
        self._groups.update(changed)

    def __iter__(self) -> Iterator[Contact]:
        return iter(sorted(self._groups, key=lambda contact: (contact.day, contact.sides)))

    def between(self, *keys: str) -> list[Contact]:
        """The contacts that all of these took part in."""
        wanted = set(keys)
        found = (s for s in self._groups.keys() if wanted <= set(s))  # noqa: SIM118
        contacts = (contact for sides in found for contact in self._groups.of(sides))
        return sorted(contacts, key=lambda contact: contact.day)

    def graph(
        self, since: str = "", until: str = "9", standings: Iterable[Standing] = ("confirmed",)
    ) -> "nx.MultiGraph":
        """Who was in contact with whom in a span of time: an edge for each contact.

        A contact through a mediator also joins each side to it.
        """
        import networkx as nx  # noqa: PLC0415  # slow to import

        graph = nx.MultiGraph()
        for side in self._sides.values():
            graph.add_node(side.key, name=side.name, mediator=side.mediator)
        for contact in self:
            if contact.standing in set(standings) and since <= contact.day <= until:
                for one, other in _edges(contact):
                    graph.add_edge(one, other, contact=contact, day=contact.day, sort=contact.sort)
        return graph


def _edges(contact: Contact) -> Iterator[tuple[str, str]]:
    for number, one in enumerate(contact.sides):
        for other in contact.sides[number + 1 :]:
            yield one, other
        for mediator in contact.mediators:
            if mediator not in contact.sides:
                yield one, mediator


def _extract(sides: "Mapping[str, Side]") -> Extract[Sighting]:
    mediators = frozenset(key for key, side in sides.items() if side.mediator)
    return Extract("contacts.1", Sighting, lambda items: sightings(items, mediators))


def sightings(items: Sequence[Item], mediators: frozenset[str]) -> list[Sighting]:
    """What one report tells of contacts."""
    found = [each for item in items for each in _seen(item, mediators)]
    return found + [each for item in items for each in _denied(item, found)]


def _seen(item: Item, mediators: frozenset[str]) -> Iterator[Sighting]:
    """The contact that an event is, one for each set of sides."""
    event = item.record
    if not isinstance(event, Event) or event.type != "CONSULT":
        return
    telling = _telling(item, event)
    if telling is None:
        return
    names = [n for role in ("actor", "recipient", "mediator") for n in item.named(role) if n.party]  # type: ignore[arg-type]
    sort = _sort(event.trigger, item.text)
    brokers = tuple(dict.fromkeys(n.party for n in names if n.party in mediators))
    for sides in _sides_of(item, names, mediators, sort):
        people = ((n.party, n.name) for n in names if n.key and n.key != n.party)
        yield Sighting(
            sides=sides,
            sort=sort,
            telling=telling,
            evidence=cite(item),
            people=tuple(dict.fromkeys(pair for pair in people if pair[1][:1].isupper())),
            mediators=tuple(key for key in brokers if key not in sides),
            date=_day(event, item),
            place=event.place or "",
        )


def _telling(item: Item, event: Event) -> Telling | None:
    """What a telling says of the contact; None where it is only wished for or thought of."""
    act = item.around[0].act if item.around else "say"
    if event.status == "denied" or (act == "deny" and event.status == "actual"):
        return "denied"
    if event.status == "planned":
        return "announced"
    if event.status != "actual" or act in _UNASSERTED:
        return None
    return "confirmed" if cite(item).voice == "party" else "reported"


def _sides_of(
    item: Item, names: Sequence[Named], mediators: frozenset[str], sort: Sort
) -> list[Sides]:
    """Between whom it was; a mediator that travels between parties is with each in turn."""
    present = dict.fromkeys(name.party for name in names)
    parties = sorted(key for key in present if key not in mediators)
    brokers = sorted(key for key in present if key in mediators)
    travels = sort == "visit" and {n.party for n in item.named("actor") if n.party} <= mediators
    if travels and brokers and parties:
        return [tuple(sorted(pair)) for pair in product(brokers, parties)]
    if len(parties) > 1:
        return [tuple(parties)]
    whole = tuple(sorted((*parties, *brokers)))
    return [whole] if len(whole) > 1 else []


def _sort(trigger: str, sentence: str) -> Sort:
    """How they were in contact, by the trigger, else by the sentence."""
    for pattern, sort in _SORTS:
        if pattern.search(trigger):
            return sort
    if _CALL.search(sentence):
        return "call"
    return "messages" if _WRITTEN.search(sentence) else "meeting"


def _day(event: Event, item: Item) -> str:
    """The day of a contact where one is told that can be."""
    day = event.date or ""
    if len(day) != len("2026-03-04") or (event.status == "actual" and day > item.day):
        return ""
    return day


def _denied(item: Item, found: Iterable[Sighting]) -> Iterator[Sighting]:
    """A side's denial of what the same report tells of it."""
    said = item.record
    if not isinstance(said, Statement) or said.act != "deny" or not _DENIABLE.search(item.text):
        return
    evidence = cite(item)
    for sighting in found:
        if evidence.side in sighting.sides and sighting.telling != "denied":
            yield msgspec.structs.replace(sighting, telling="denied", evidence=evidence)


def contacts_of(sides: Sides, facts: Sequence[Sighting]) -> list[Contact]:
    """The contacts between the same sides, each with all that is told of it."""
    clusters: list[list[Sighting]] = []
    dated = sorted((s for s in facts if s.date), key=lambda s: (s.date, s.evidence.when))
    undated = [s for s in facts if not s.date]
    for sighting in dated:
        home = [c for c in clusters if _fits(c, sighting) and _apart(_dates(c)[-1], sighting.date) <= 1]
        _join(clusters, home, sighting)
    for sighting in undated:
        home = [c for c in clusters if _fits(c, sighting) and _within(c, sighting)]
        home.sort(key=lambda c: _distance(c, sighting))
        _join(clusters, home, sighting)
    told = (cluster for cluster in clusters if any(s.telling != "denied" for s in cluster))
    return [_contact(sides, cluster) for cluster in told]


def _join(clusters: list[list[Sighting]], home: list[list[Sighting]], sighting: Sighting) -> None:
    if home:
        home[0].append(sighting)
    else:
        clusters.append([sighting])


def _fits(cluster: list[Sighting], sighting: Sighting) -> bool:
    """Whether sort and people of a telling agree with those of others."""
    if _FAMILY[cluster[0].sort] != _FAMILY[sighting.sort] and sighting.telling != "denied":
        return False
    there = {side: {n for s in cluster for k, n in s.people if k == side} for side in sighting.sides}
    here = {side: {n for k, n in sighting.people if k == side} for side in sighting.sides}
    return all(not there[s] or not here[s] or there[s] & here[s] for s in sighting.sides)


def _dates(cluster: Iterable[Sighting]) -> list[str]:
    return sorted({sighting.date for sighting in cluster if sighting.date})


def _within(cluster: list[Sighting], sighting: Sighting) -> bool:
    """Whether a telling without a date may be of a contact: soon after it, or before it is due."""
    days = _days_between(cluster, sighting)
    if sighting.telling == "announced":
        return -_AFTER <= days <= 0
    if sighting.telling == "denied":
        return -_AFTER <= days <= _BEFORE
    return 0 <= days <= _BEFORE


def _distance(cluster: list[Sighting], sighting: Sighting) -> int:
    return abs(_days_between(cluster, sighting))


def _days_between(cluster: list[Sighting], sighting: Sighting) -> int:
    """The days from a contact to a telling; negative while it is to come."""
    dates = _dates(cluster)
    last = dates[-1] if dates else max(s.evidence.day for s in cluster)
    told = date.fromisoformat(sighting.evidence.day)
    return (told - date.fromisoformat(last)) // timedelta(days=1)


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)) // timedelta(days=1))


def _contact(sides: Sides, cluster: list[Sighting]) -> Contact:
    tellings = tuple(sorted(cluster, key=lambda s: (s.evidence.when, s.evidence.item)))
    dates = _dates(cluster)
    standing = _standing(tellings)
    sorts = [s.sort for s in tellings]
    told = [s for s in tellings if s.telling != "denied"]
    return Contact(
        sides=sides,
        sort=max(dict.fromkeys(sorts), key=sorts.count),
        standing=standing,
        date=dates[0] if dates else "",
        until=dates[-1] if dates else "",
        told=told[0].evidence.day,
        people=tuple(dict.fromkeys(pair for s in told for pair in s.people)),
        mediators=tuple(dict.fromkeys(key for s in told for key in s.mediators)),
        places=tuple(dict.fromkeys(s.place for s in told if s.place)),
        tellings=tellings,
        contested=tuple(
            s.evidence for s in tellings if s.telling == "denied" and standing == "confirmed"
        ),
        origins=origins([s.evidence for s in told]),
    )


def _standing(tellings: Sequence[Sighting]) -> Standing:
    """What all tellings together amount to: see the table above."""
    told = [s.evidence for s in tellings if s.telling in {"confirmed", "reported"}]
    if told and settles(told):
        return "confirmed"
    if any(s.telling == "denied" and s.evidence.voice in {"party", "named"} for s in tellings):
        return "denied"
    firm = {"party", "named", "outlet"}
    if any(s.telling == "announced" and s.evidence.voice in firm for s in tellings):
        return "announced"
    return "rumoured"
