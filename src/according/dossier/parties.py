"""Who is meant in the reports, and for which party he speaks.

DossierFile ──┐
Cast ─────────┴──► Parties ──named(name, role, day)──► Named(key, party, own)

What the file says goes before the cast: a name in it means what the file says it means.
An individual speaks for a party where the file says so (``of``), where the cast has him in
an office of it on that day, or where the report gives him one ("Oradani army spokesman X").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cached_property

import msgspec

from according.cast import Actor, Cast, Link
from according.cast import Role as Office
from according.cast.actors import key_of
from according.cast.additions import name_keys, names_of
from according.cast.offices import parse
from according.cast.spelling import words
from according.dossier.file import DossierFile, Outlet, Party, Person
from according.dossier.items import Named
from according.dossier.lines import Lines
from according.names import kind_of

_LEAST = 0.5  # a link less sure than this is none
_OFFICE = re.compile(r"(.+)['’]s?\s+(?:press\s+)?(?:office|delegation)")  # speaks for its owner


class Side(msgspec.Struct, frozen=True):
    """A party or mediator of the dossier, by the key of its actor."""

    key: str
    name: str
    mediator: bool = False


class Parties:
    """The parties and mediators of one dossier, and the ways from a name to them."""

    def __init__(self, file: DossierFile, cast: Cast, lines: Lines) -> None:
        """Join the file's actors to the cast; raise DossierError for one that is unknown."""
        self.file = file
        actors = dict(cast.index.actors)
        self._of: dict[str, str] = {}  # actor -> the actor that it speaks for, as the file says
        self._own: dict[str, str] = {}  # name key -> actor, for the names in the file
        sides: list[Side] = []
        for table, number, entry in file.actors():
            actor = _joined(cast, actors, entry, lines, (table, number))
            actors[actor.key] = actor
            self._own |= {key: actor.key for name in names_of(actor) for key in name_keys(name)}
            if isinstance(entry, Person):  # "Rehl said": in this dossier it is he
                self._own.setdefault(words(actor.name)[-1], actor.key)
            if table in {"party", "mediator"}:
                sides.append(Side(actor.key, entry.name, mediator=table == "mediator"))
        self.sides: Mapping[str, Side] = {side.key: side for side in sides}
        self.cast = _overridden(actors, self._own)
        for table, number, entry in file.actors():
            if entry.of:
                self._belongs(actors, entry, lines, (table, number))
        self.cast = _overridden(actors, self._own)
        self._known: dict[tuple[str, str, date | None], Named] = {}
        self._homes: dict[tuple[str, str], str] = {}

    def _belongs(
        self,
        actors: dict[str, Actor],
        entry: Party | Person | Outlet,
        lines: Lines,
        place: tuple[str, int],
    ) -> None:
        """Note for whom an entry speaks; put a person into his office there.

        Then "its foreign minister" means him.
        """
        link = self.cast.link(entry.of)
        if link is None:
            raise lines.refuse(
                f"of = “{entry.of}” of {entry.name} is nobody in this file or the cast. "
                f"{_close(self.cast, entry.of)}Add it as a [[party]] or [[mediator]], or mend "
                "the name.",
                *place,
                "of",
            )
        of = link.actor
        key = self._own[name_keys(entry.name)[0]]
        self._of[key] = of.key
        if isinstance(entry, Person) and entry.role:
            since, until = (day.isoformat() if day else "" for day in (entry.since, entry.until))
            office = Office(entry.role.lower(), of.key, since=since, until=until)
            country = of.key if of.kind == "country" else of.country
            actors[key] = msgspec.structs.replace(
                actors[key], roles=(*actors[key].roles, office), country=country
            )

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the parties, in the order of the file."""
        return tuple(side.key for side in self.sides.values() if not side.mediator)

    @cached_property
    def mediators(self) -> tuple[str, ...]:
        """The keys of the mediators, in the order of the file."""
        return tuple(side.key for side in self.sides.values() if side.mediator)

    def own(self) -> Iterator[tuple[str, str]]:
        """Every actor of the file but outlets, with the party or mediator it is or speaks for."""
        for key in dict.fromkeys(self._own.values()):
            side = self.side_of(key)
            actor = self.cast.actor(key)
            if side and actor is not None and actor.kind != "outlet":
                yield key, side

    def title(self, key: str) -> str:
        """What to call an actor: as the file does, else as the cast does."""
        side = self.sides.get(key)
        if side is not None:
            return side.name
        actor = self.cast.actor(key)
        return actor.name if actor is not None else key

    def named(
        self, name: str, role: str = "", on: date | None = None, context: Iterable[str] = ()
    ) -> Named:
        """Who is meant by a name in a report of that day, described there as ``role``."""
        asked = (name, role, on)
        if asked not in self._known:
            self._known[asked] = self._named(name, role, on, context)
        return self._known[asked]

    def at_home(self, name: str, side: str, on: date | None) -> Named | None:
        """Who is meant by "the Ministry" or "the President" in what a side itself publishes."""
        link = self.cast.link(f"{name} of {self.title(side)}", on=on)
        if link is None or link.how not in {"organ", "office"}:
            return None
        party, own = self._speaks(link, name, on)
        return Named(
            name=name, key=link.actor.key, party=party, own=own, confidence=link.confidence
        )

    def _named(self, name: str, role: str, on: date | None, context: Iterable[str]) -> Named:
        described = role if role != name else ""
        link = self.cast.link(name, role=described or None, on=on, context=context)
        if link is not None and link.confidence >= _LEAST:
            party, own = self._speaks(link, described or name, on)
            return Named(
                name=name, key=link.actor.key, party=party, own=own, confidence=link.confidence,
                called=link.actor.name if link.actor.kind == "person" else "",
            )  # fmt: skip
        owner = _OFFICE.fullmatch(name)
        if owner is not None:
            whole = self.named(owner[1], on=on)
            return msgspec.structs.replace(whole, name=name, key="")
        behalf = self.cast.affiliation(name, role=described or None, on=on)
        if behalf is None:
            return Named(name=name)
        party = self.side_of(behalf.actor.key)
        named = bool(party) and (
            kind_of(name) == "body"  # "the Caldrian navy"
            or (kind_of(name) == "person" and self._in_office(described or name))
        )
        return Named(name=name, party=party, own=named, confidence=behalf.confidence)

    def home(self, name: str, role: str) -> str:
        """The key of the state, body or group whose somebody unknown is by his role, or ""."""
        asked = (name, role)
        if asked not in self._homes:
            behalf = self.cast.affiliation(name, role=role or None)
            self._homes[asked] = behalf.actor.key.partition("/")[0] if behalf is not None else ""
        return self._homes[asked]

    def _speaks(self, link: Link, described: str, on: date | None) -> tuple[str, bool]:
        """For which party a known actor speaks, and whether in its name."""
        actor = link.actor
        party = self.side_of(actor.key)
        if party and (actor.key in self.sides or actor.key in self._of or actor.kind != "person"):
            return party, actor.key in self._of or actor.kind not in {"outlet", "place"}
        behalf = self.cast.affiliation(actor.name, on=on)
        if behalf is None:
            return "", False
        party = self.side_of(behalf.actor.key)
        held = bool(on and actor.roles_on(on))
        return party, bool(party) and (held or self._in_office(described))

    def side_of(self, key: str) -> str:
        """The party or mediator that an actor is, or belongs to by file or cast."""
        seen = set()
        while key and key not in self.sides and key not in seen:
            seen.add(key)
            above = self._of.get(key)
            if above is None:
                actor = self.cast.actor(key)
                above = (actor.parent or actor.country) if actor is not None else ""
                above = above.partition("/")[0] if actor and actor.kind != "person" else ""
            key = above
        return key if key in self.sides else ""

    def _in_office(self, described: str) -> bool:
        """Whether a description gives an office in which one speaks for others."""
        phrase = parse(described, self.cast.linker.key)
        return phrase is not None and phrase.office is not None and not phrase.then


def _joined(
    cast: Cast,
    actors: Mapping[str, Actor],
    entry: Party | Person | Outlet,
    lines: Lines,
    place: tuple[str, int],
) -> Actor:
    """The actor of an entry: one of the cast with more names, or a new one."""
    kind = entry.kind if isinstance(entry, Party) else None
    kind = kind or ("person" if isinstance(entry, Person) else None)
    kind = "outlet" if isinstance(entry, Outlet) else kind
    found = [a for a, _ in cast.index.named(entry.name) if kind is None or a.kind == kind]
    old = found[0] if len(found) == 1 else None
    if old is None and kind is None:
        raise lines.refuse(
            f"“{entry.name}” is nobody in the cast. {_close(cast, entry.name)}If it is somebody "
            'new, say what it is, as in kind = "country" (or body, group, party, person).',
            *place,
            "name",
        )
    if old is None:
        key = key_of(entry.name)
        key = key if key and key not in actors else f"{key}-{kind}"
        old = Actor(key=key, name=entry.name, kind=kind or "body")
    more = {"aliases": tuple(dict.fromkeys((*old.aliases, *entry.aliases)))}
    if isinstance(entry, Party):
        more["demonyms"] = tuple(dict.fromkeys((*old.demonyms, *entry.demonyms)))
        return msgspec.structs.replace(old, **more, capital=entry.capital or old.capital)
    return msgspec.structs.replace(old, **more)


def _overridden(actors: Mapping[str, Actor], own: Mapping[str, str]) -> Cast:
    """A cast in which the file's names mean what the file says, whoever else bears them."""
    cast = Cast(actors)
    for key, actor in own.items():
        hits = [hit for hit in cast.index.names.get(key, ()) if hit[0].key == actor]
        cast.index.names[key] = hits or [(actors[actor], "surname")]
    return cast


def _close(cast: Cast, name: str) -> str:
    """Names that are spelt nearly so, as a question."""
    near = get_close_matches(name, [n for actor in cast for n in _plain(actor)], n=3, cutoff=0.75)
    return f"Did you mean {', '.join(dict.fromkeys(near))}? " if near else ""


def _plain(actor: Actor) -> Iterator[str]:
    yield actor.name
    yield from actor.aliases
