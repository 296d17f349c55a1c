"""Who met, called or wrote to whom: when, where, through whom, and on whose word.

Item (CONSULT) ──► Sighting, one a telling ──by sides──► Contact(sides, date, standing, tellings)
                                                           └──► graph over time

Two tellings are of one contact when the sides are the same, the people do not differ, the sort
agrees (in person, by voice, in writing) and so does the day, as far as it is told.

| standing  | when                                                                            |
|-----------|---------------------------------------------------------------------------------|
| confirmed | a participant or mediator says so, or two independent sources, nobody denying it |
| denied    | somebody with a name denies it, and it is not confirmed                         |
| announced | it is to come, by the word of a participant, a mediator or an outlet            |
| rumoured  | anything less                                                                   |
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
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

_CARRIED = 7  # days before a message is told of in which a mediator travelled with it
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
_NOBODY = re.compile(r"(?:nobody|no ?one|no|not any\w*)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\bbrought|\bbrings?\b|\btogether\b|\bhost", re.IGNORECASE)
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


Cluster = list[Sighting]  # what is told of one contact


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
        self._mediators = brokers = frozenset(key for key, side in sides.items() if side.mediator)
        extract = Extract("contacts.1", Sighting, lambda items: sightings(items, brokers))
        self._clusters: Groups[Sides, Sighting, Cluster] = Groups(
            material, extract, lambda s: (s.sides,), lambda _, facts: clusters(facts)
        )
        self._contacts: dict[Sides, list[Contact]] = {}

    def update(self, changed: Changed) -> None:
        """Take in what is new."""
        touched = {key for sides in self._clusters.update(changed) for key in sides}
        for sides in [sides for sides in self._contacts if touched & set(sides)]:
            del self._contacts[sides]

    def __iter__(self) -> Iterator[Contact]:
        found = [contact for sides in list(self._clusters.keys()) for contact in self._of(sides)]
        return iter(sorted(found, key=lambda contact: (contact.day, contact.sides)))

    def between(self, *keys: str) -> list[Contact]:
        """The contacts that all of these took part in."""
        wanted = set(keys)
        found = [sides for sides in self._clusters.keys() if wanted <= set(sides)]  # noqa: SIM118
        contacts = (contact for sides in found for contact in self._of(sides))
        return sorted(contacts, key=lambda contact: contact.day)

    def _of(self, sides: Sides) -> list[Contact]:
        """The contacts of these sides and no others."""
        if sides not in self._contacts:
            if self._mediators & set(sides):
                mine = [c for c in self._clusters.of(sides) if not self._lodged(sides, c)]
            else:
                mine = [[*c, *self._lodgers(sides, c)] for c in self._clusters.of(sides)]
            told = (c for c in mine if any(s.telling != "denied" for s in c))
            self._contacts[sides] = [contact_of(sides, c, self._mediators) for c in told]
        return self._contacts[sides]

    def _lodgers(self, parties: Sides, host: Cluster) -> list[Sighting]:
        """What is told of a mediator and one of the parties, where it is of this contact."""
        pairs = [
            tuple(sorted((broker, party)))
            for broker in dict.fromkeys(key for s in host for key in s.mediators)
            for party in parties
        ]
        return [s for pair in pairs for c in self._clusters.of(pair) if lodges(c, host) for s in c]

    def _lodged(self, sides: Sides, cluster: Cluster) -> bool:
        """Whether what is told of a mediator and a party is of a contact between parties."""
        brokers, parties = self._mediators & set(sides), set(sides) - self._mediators
        if len(parties) != 1:
            return False
        hosts = (s for s in self._clusters.keys() if parties < set(s) and not brokers & set(s))  # noqa: SIM118
        return any(
            lodges(cluster, host)
            for other in hosts
            if not self._mediators & set(other)
            for host in self._clusters.of(other)
            if brokers <= {key for s in host for key in s.mediators}
        )

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


def sightings(items: Sequence[Item], mediators: frozenset[str]) -> list[Sighting]:
    """What one report tells of contacts."""
    found = [each for item in items for each in _seen(item, mediators)]
    return found + [each for item in items for each in _denied(item, found)]


def _seen(item: Item, mediators: frozenset[str]) -> Iterator[Sighting]:
    """The contact that an event is, one for each set of sides."""
    event = item.record
    if not isinstance(event, Event) or not _is_contact(event):
        return
    telling = _telling(item, event)
    if telling is None:
        return
    names = [n for role in ("actor", "recipient", "mediator") for n in item.named(role) if n.party]
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


def _is_contact(event: Event) -> bool:
    """Whether an event is a contact; "brought them together" is read as cooperation at times."""
    return event.type == "CONSULT" or (
        event.type == "COOPERATE" and bool(_TOGETHER.search(event.trigger))
    )


def _telling(item: Item, event: Event) -> Telling | None:
    """What a telling says of the contact; None where it is only wished for or thought of."""
    act = item.around[0].act if item.around else "say"
    nobody = any(_NOBODY.match(name) for name in (*event.actor, *event.recipient))
    if event.status == "denied" or (event.status == "actual" and (act == "deny" or nobody)):
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


def clusters(facts: Sequence[Sighting]) -> list[Cluster]:
    """What is told of the same sides, put together contact by contact."""
    found: list[Cluster] = []
    dated = sorted((s for s in facts if s.date), key=lambda s: (s.date, s.evidence.when))
    for sighting in dated:
        near = [c for c in found if _apart(_dates(c)[-1], sighting.date) <= 1]
        _join(found, [c for c in near if _fits(c, sighting)], sighting)
    for sighting in (s for s in facts if not s.date):
        home = [c for c in found if _fits(c, sighting) and _within(c, sighting)]
        home.sort(key=lambda c: _distance(c, sighting))
        _join(found, home, sighting)
    return found


def lodges(cluster: Cluster, host: Cluster) -> bool:
    """Whether what is told of a mediator and a party is of a contact of the party through it.

    It is told half, then; or the mediator's journeys are how the messages are carried.
    """
    carried = host[0].sort == "messages" and any(s.mediators for s in host)
    if not carried and _FAMILY[cluster[0].sort] != _FAMILY[host[0].sort]:
        return False
    mine, theirs = _days_of(cluster), _days_of(host)
    before = _CARRIED if carried else 1
    return any(-1 <= _between(day, there) <= before for day in mine for there in theirs)


def _days_of(cluster: Cluster) -> list[str]:
    """The days on which a contact was, else those on which it was told."""
    return _dates(cluster) or sorted({s.evidence.day for s in cluster})


def _between(one: str, other: str) -> int:
    """The days from one to the other."""
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def _join(found: list[Cluster], home: list[Cluster], sighting: Sighting) -> None:
    if home:
        home[0].append(sighting)
    else:
        found.append([sighting])


def _fits(cluster: Cluster, sighting: Sighting) -> bool:
    """Whether sort and people of a telling agree with those of others."""
    if _FAMILY[cluster[0].sort] != _FAMILY[sighting.sort] and sighting.telling != "denied":
        return False
    there = {
        side: {n for s in cluster for k, n in s.people if k == side} for side in sighting.sides
    }
    here = {side: {n for k, n in sighting.people if k == side} for side in sighting.sides}
    return all(not there[s] or not here[s] or there[s] & here[s] for s in sighting.sides)


def _dates(cluster: Iterable[Sighting]) -> list[str]:
    return sorted({sighting.date for sighting in cluster if sighting.date})


def _within(cluster: Cluster, sighting: Sighting) -> bool:
    """Whether a telling without a date may be of a contact: soon after it, or before it is due."""
    days = _days_between(cluster, sighting)
    if sighting.telling == "announced":
        return -_AFTER <= days <= 0
    if sighting.telling == "denied":
        return -_AFTER <= days <= _BEFORE
    return 0 <= days <= _BEFORE


def _distance(cluster: Cluster, sighting: Sighting) -> int:
    return abs(_days_between(cluster, sighting))


def _days_between(cluster: Cluster, sighting: Sighting) -> int:
    """The days from a contact to a telling; negative while it is to come."""
    dates = _dates(cluster)
    last = dates[-1] if dates else max(s.evidence.day for s in cluster)
    return _between(last, sighting.evidence.day)


def _apart(one: str, other: str) -> int:
    return abs(_between(one, other))


def contact_of(sides: Sides, cluster: Cluster, mediators: frozenset[str]) -> Contact:
    """A contact with all that is told of it."""
    tellings = tuple(sorted(cluster, key=lambda s: (s.evidence.when, s.evidence.item)))
    dates = _dates(cluster)
    standing = _standing(tellings, mediators | set(sides))
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


def _standing(tellings: Sequence[Sighting], entitled: frozenset[str]) -> Standing:
    """What all tellings together amount to: see the table above."""
    told = [s.evidence for s in tellings if s.telling in {"confirmed", "reported"}]
    denied = any(s.telling == "denied" and s.evidence.voice in {"party", "named"} for s in tellings)
    if settles([e for e in told if e.side in entitled] if denied else told, entitled):
        return "confirmed"
    if denied:
        return "denied"
    firm = {"party", "named", "outlet"}
    if any(s.telling == "announced" and s.evidence.voice in firm for s in tellings):
        return "announced"
    return "rumoured"
