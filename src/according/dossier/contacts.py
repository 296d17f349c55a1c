"""Who met, called or wrote to whom: when, where, through whom, and on whose word.

Sighting, one a telling ──by sides──► Gatherings ──► Contact(sides, date, standing, tellings)
                                                        └──► graph over time

What makes tellings one contact is told in `gathering`, what a telling is in `sightings`.

| standing  | when                                                                            |
|-----------|---------------------------------------------------------------------------------|
| confirmed | a participant or mediator says so, or two independent sources, nobody denying it |
| denied    | somebody with a name denies it, and it is not confirmed                         |
| announced | it is to come, by the word of a participant, a mediator or an outlet            |
| rumoured  | anything less                                                                   |
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from according.dossier.evidence import Evidence, origins, settles
from according.dossier.gathering import Gatherings
from according.dossier.groups import Groups
from according.dossier.material import Changed, Extract, Material
from according.dossier.sightings import Sides, Sighting, Sort, sightings

if TYPE_CHECKING:
    import networkx as nx

    from according.dossier.parties import Side

Standing = Literal["confirmed", "denied", "announced", "rumoured"]
_NONE = Gatherings()


class Contact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
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
        extract = Extract("contacts.6", Sighting, lambda items: sightings(items, brokers))
        self._groups: Groups[Sides, Sighting, Gatherings] = Groups(
            material, extract, lambda s: (s.sides,), lambda _, facts: (Gatherings(facts),)
        )
        self._contacts: dict[Sides, list[Contact]] = {}

    def update(self, changed: Changed) -> None:
        """Take in what is new."""
        touched = {key for sides in self._groups.update(changed) for key in sides}
        for sides in [sides for sides in self._contacts if touched & set(sides)]:
            del self._contacts[sides]

    def __iter__(self) -> Iterator[Contact]:
        found = [contact for sides in list(self._groups.keys()) for contact in self._of(sides)]
        return iter(sorted(found, key=lambda contact: (contact.day, contact.sides)))

    def between(self, *keys: str) -> list[Contact]:
        """The contacts that all of these took part in."""
        wanted = set(keys)
        found = [sides for sides in self._groups.keys() if wanted <= set(sides)]  # noqa: SIM118
        contacts = (contact for sides in found for contact in self._of(sides))
        return sorted(contacts, key=lambda contact: contact.day)

    def _of(self, sides: Sides) -> list[Contact]:
        """The contacts of these sides and no others."""
        if sides not in self._contacts:
            through = self._mediators & set(sides)
            told = self._without_lodgers(sides) if through else self._with_lodgers(sides)
            self._contacts[sides] = [
                contact_of(sides, own, lodged, self._mediators) for own, lodged in told
            ]
        return self._contacts[sides]

    def _gathered(self, sides: Sides) -> Gatherings:
        return next(iter(self._groups.of(sides)), _NONE)

    def _with_lodgers(self, parties: Sides) -> Iterator[tuple[list[Sighting], list[Sighting]]]:
        """Contacts between parties, with what is told of a mediator and one of them."""
        for host in self._gathered(parties):
            pairs = (
                tuple(sorted((broker, party)))
                for broker in sorted(host.mediators)
                for party in parties
            )
            lodgers = [each for pair in pairs for each in self._gathered(pair).lodgers(host)]
            # A mediator's journey shows that messages were carried, not that the parties met.
            if host.firm or (host.carried and any(lodger.firm for lodger in lodgers)):
                yield host.sightings, [s for lodger in lodgers for s in lodger.sightings]

    def _without_lodgers(self, sides: Sides) -> Iterator[tuple[list[Sighting], list[Sighting]]]:
        """Contacts with a mediator, without what belongs to a contact between parties."""
        brokers, parties = self._mediators & set(sides), set(sides) - self._mediators
        others = [
            self._gathered(other)
            for other in list(self._groups.keys())
            if len(parties) == 1 and parties < set(other) and not self._mediators & set(other)
        ]
        for each in filter(lambda each: each.firm, self._gathered(sides)):
            if not any(other.hosts(each, broker) for other in others for broker in brokers):
                yield each.sightings, []

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


def contact_of(
    sides: Sides, own: Sequence[Sighting], lodged: Sequence[Sighting], mediators: frozenset[str]
) -> Contact:
    """A contact with all that is told of it; ``lodged`` is told of a mediator and one side."""
    tellings = tuple(sorted((*own, *lodged), key=lambda s: (s.evidence.when, s.evidence.item)))
    dates = sorted({s.date for s in tellings if s.date})
    standing = _standing(tellings, mediators | set(sides))
    sorts = [s.sort for s in tellings if s in own and s.telling != "denied"]
    sorts = sorts or [s.sort for s in tellings]
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
