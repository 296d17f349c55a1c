"""Every way into the cast: by name, by surname, by sound, by office, by organ.

actors ──▶ Index ──▶ named() · surnamed() · sounding() · held() · organ()

Made once for a cast; what only rare mentions need is made when first asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from according.cast.actors import Actor, Role, earliest, holding
from according.cast.additions import name_keys
from according.cast.offices import Office
from according.cast.spelling import acronym, fold, sound, words

__all__ = ["Held", "Index", "title_fits"]

_USUAL = {"head of state": "president", "head of government": "prime minister"}


class Held(NamedTuple):
    """Somebody holding an office, as surely as ``p`` says."""

    actor: Actor
    role: Role
    p: float


def title_fits(role: Role, titles: tuple[str, ...]) -> bool:
    """Whether a role bears one of the titles; the usual one where none is told."""
    title = (role.title or _USUAL.get(role.office, "")).lower()
    return not titles or any(wanted in title for wanted in titles)


class Index:
    """The tables of one cast."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self.actors = actors
        self.names: dict[str, list[tuple[Actor, str]]] = defaultdict(list)
        self.offices: dict[tuple[str, str], list[tuple[Role, Actor]]] = defaultdict(list)
        self.organs: dict[tuple[str, str], Actor] = {}
        for actor in actors.values():
            self._enter(actor)

    def _enter(self, actor: Actor) -> None:
        """One actor under all its names and offices."""
        names = [(actor.name, "name"), *((alias, "alias") for alias in actor.aliases)]
        if actor.kind == "person" and " " not in actor.name:
            names = names[1:]  # a bare surname is no name to be known by
        names += [(demonym, "demonym") for demonym in actor.demonyms]
        if actor.capital:
            names.append((actor.capital, "seat"))
        for key, how in {
            key: how for name, how in reversed(names) for key in name_keys(name)
        }.items():
            self.names[key].append((actor, how))
        for role in actor.roles:
            self.offices[role.of, role.office].append((role, actor))
        if actor.organ:
            self.organs.setdefault((actor.country, actor.organ), actor)

    def named(self, name: str) -> list[tuple[Actor, str]]:
        """Who is known by a whole name, and as what."""
        short = acronym(name)
        if short:
            found = self.names.get("=" + short)
            if found is not None or len(short) < 4:
                return found or []
        folded = fold(name)
        found = self.names.get(folded)
        if found is None and 3 < len(folded) < 7 and name.strip()[:1].isupper():
            found = self.names.get("=" + folded.upper())  # "Unicef", "Nato", "Isis"
        return found or []

    @cached_property
    def persons(self) -> list[Actor]:
        """Everybody who is a person."""
        return [actor for actor in self.actors.values() if actor.kind == "person"]

    @cached_property
    def surnames(self) -> dict[str, list[Actor]]:
        """Last word of a surname -> who bears it."""
        found: dict[str, list[Actor]] = defaultdict(list)
        for actor in self.persons:
            for last in {words(actor.surname or name)[-1] for name in _spelled(actor)}:
                found[last].append(actor)
        return found

    @cached_property
    def ends(self) -> dict[tuple[str, str], list[Actor]]:
        """First and last word of a name -> who bears it."""
        found: dict[tuple[str, str], list[Actor]] = defaultdict(list)
        for actor in self.persons:
            pairs = {(w[0], w[-1]) for name in _spelled(actor) if len(w := words(name)) > 1}
            for pair in pairs:
                found[pair].append(actor)
        return found

    @cached_property
    def sounds(self) -> dict[tuple[str, ...], list[tuple[Actor, tuple[str, ...]]]]:
        """The sound of each word of a name -> whose name, and how it is spelt."""
        found: dict[tuple[str, ...], list[tuple[Actor, tuple[str, ...]]]] = defaultdict(list)
        for actor in self.actors.values():
            if actor.kind in ("person", "group"):
                for name in _spelled(actor):
                    spelt = words(name)
                    if len(spelt) > 1 or (actor.kind == "group" and len(name) > 5):
                        found[tuple(map(sound, spelt))].append((actor, spelt))
        return found

    def held(self, of: str, office: Office, on: str) -> list[Held]:
        """Who holds an office on a day, the latest to come first."""
        found = [
            Held(actor, role, p)
            for name in self._offices(of, office)
            for role, actor in self.offices.get((of, name), ())
            if title_fits(role, office.titles) and (p := holding(role, on)) > 0
        ]
        return sorted(found, key=lambda held: (earliest(held.role.since), held.p), reverse=True)

    def _offices(self, of: str, office: Office) -> Iterable[str]:
        """The offices that a word means of this actor: "leader" is one of two heads of state."""
        if "leads" not in office.names:
            return office.names
        actor = self.actors.get(of)
        return (
            (actor.led_by or "head of state",) if actor and actor.kind == "country" else ("head",)
        )

    def organ(self, country: str, organ: str) -> Actor | None:
        """An organ of a state: its own entry, or one made of the two."""
        state = self.actors.get(country)
        if state is None:
            return None
        own = self.organs.get((country, organ))
        if own is not None or state.kind != "country":
            return own
        name = f"{organ.replace('-', ' ').title()} of {state.name}"
        return Actor(f"{country}/{organ}", name, "body", country=country, organ=organ)


def _spelled(actor: Actor) -> tuple[str, ...]:
    """The ways in which an actor's own name is written."""
    return (actor.name, *actor.aliases)
