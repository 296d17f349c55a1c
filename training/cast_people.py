"""Tell which of the holders of office that several sources name are one person.

Holder(name, country, role) ──▶ People.enter() ──▶ Actor with all its roles

Ours come first, and what we say of an office stands. A source's name joins somebody of the
same country by the whole name, by its sound, or, where a source has only a surname, by a
surname and an office held at the same time.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import msgspec
from training.cast_facts import Holder

from according.cast.actors import Actor, Role, earliest, key_of, latest
from according.cast.spelling import alike, fold, words

_END = "9999-12-31"
_AGAIN = 12  # years between two terms of one leader; "Trudeau" and "Trudeau" are 31 apart
_SMALL = frozenset(["bin", "ibn", "abu", "ould", "abd", "von", "van", "der", "del", "dos"])
HEADS = frozenset(["head of state", "head of government", "leader"])


class People:
    """The persons among the actors, by country."""

    def __init__(self, actors: dict[str, Actor]) -> None:
        self.actors = actors
        self.ours = frozenset(actors)
        self.by_country: dict[str, list[str]] = defaultdict(list)
        for actor in actors.values():
            if actor.kind == "person":
                self.by_country[actor.country].append(actor.key)

    def enter(self, holder: Holder, country: str, role: Role) -> None:
        """Join a holder to somebody who is there, or let a new person in."""
        known = self._find(holder, country, role)
        if known is None:
            self._new(holder, country, role)
            return
        met = [r for r in known.roles if _same_office(role, r) and _meet(role, r)]
        roles = tuple(_seen_until(r, role.seen) if r in met else r for r in known.roles)
        if not met:
            roles = tuple(sorted((*roles, role), key=lambda r: (r.since, r.office)))
        names = (known.name, *known.aliases)
        fresh = [holder.name] if len(words(holder.name)) > 1 else []
        aliases = [name for name in fresh if fold(name) not in {fold(other) for other in names}]
        self.actors[known.key] = msgspec.structs.replace(
            known, roles=roles, aliases=(*known.aliases, *aliases)
        )

    def _find(self, holder: Holder, country: str, role: Role) -> Actor | None:
        """Who of the country this is."""
        keys = self.by_country[country] if country else list(self.actors)
        there = [actor for key in keys if (actor := self.actors[key]).kind == "person"]
        for test in (_at_once, _of_that_name, _of_that_sound):
            for actor in there:
                if test(holder, role, actor):
                    return actor
        if len(words(holder.name)) > 1:
            return None
        again = [actor for actor in there if _again(holder, role, actor)]
        return again[0] if len(again) == 1 else None

    def _new(self, holder: Holder, country: str, role: Role) -> None:
        """A new person; of two with one name the later gets its country in its key."""
        key = key_of(holder.name)
        if key in self.actors or len(words(holder.name)) == 1:
            key = f"{key}-{country or 'person'}"
        if key in self.actors:
            key = f"{key}-{role.since[:4]}"
        surname = holder.surname if fold(holder.surname) != fold(holder.name.split()[-1]) else ""
        self.actors[key] = Actor(
            key, holder.name, "person", surname=surname, country=country, roles=(role,)
        )
        self.by_country[country].append(key)


def _of_that_name(holder: Holder, _role: Role, actor: Actor) -> bool:
    """Whether two whole names are the same but for spelling marks and middle names."""
    x = words(holder.name)
    for y in map(words, (actor.name, *actor.aliases)):
        if x == y or (len(x) > 1 and len(y) > 1 and (x[0], x[-1]) == (y[0], y[-1])):
            return True
    return False


def _of_that_sound(holder: Holder, _role: Role, actor: Actor) -> bool:
    """Whether two whole names of as many words sound the same, word by word."""
    x = words(holder.name)
    return any(
        len(x) == len(y) > 1 and all(map(alike, x, y))
        for y in map(words, (actor.name, *actor.aliases))
    )


def _at_once(holder: Holder, role: Role, actor: Actor) -> bool:
    """Whether somebody of that surname held that office in the same span."""
    met = [r for r in actor.roles if _same_office(role, r) and _meet(role, r)]
    if not met:
        return False
    spelt = words(holder.name)
    if len(spelt) == 1:
        return _shared(spelt, actor) == 1
    begun = any(_near(role.since, r.since) for r in met)
    surname = words(holder.surname or holder.name.split()[-1])
    return _shared(spelt, actor) > 1 or (begun and _shared(surname, actor) > 0)


def _again(holder: Holder, role: Role, actor: Actor) -> bool:
    """Whether a bare surname is that of somebody who led the country a few years apart."""
    years = [
        int(day[:4]) for r in actor.roles if r.office in HEADS for day in (r.since, r.until) if day
    ]
    if not years or alike(words(actor.surname or actor.name)[-1], words(holder.name)[0]) is False:
        return False
    ours = [int(day[:4]) for day in (role.since, role.until) if day]
    return min(abs(a - b) for a in years for b in ours) <= _AGAIN


def _shared(spelt: Iterable[str], actor: Actor) -> int:
    """How many of the words, small ones aside, are of the actor's names."""
    own = {word for name in (actor.name, *actor.aliases) for word in words(name)}
    return sum(
        len(word) > 2 and word not in _SMALL and any(alike(word, other) for other in own)
        for word in spelt
    )


def _same_office(one: Role, other: Role) -> bool:
    """Whether two roles are the same office; a leader may be either head."""
    if one.of != other.of:
        return False
    return one.office == other.office or (
        one.office in HEADS and other.office in HEADS and "leader" in (one.office, other.office)
    )


def _seen_until(role: Role, seen: str) -> Role:
    """An open role with the later of two days on which it was seen to be held."""
    later = "" if role.until else max(role.seen, seen)
    return msgspec.structs.replace(role, seen=later)


def _near(one: str, other: str) -> bool:
    """Whether two days are at most two months apart: one beginning, told twice."""
    if not one or not other:
        return False
    return abs((date.fromisoformat(earliest(one)) - date.fromisoformat(earliest(other))).days) < 62


def _meet(one: Role, other: Role) -> bool:
    """Whether two spans have a day in common."""
    return (earliest(one.since) or "0") <= (latest(other.until) or _END) and (
        earliest(other.since) or "0"
    ) <= (latest(one.until) or _END)


def settle_leaders(actors: dict[str, Actor], led_by: dict[str, str]) -> None:
    """Give REIGN's "leader" the head that leads in that country's constitution.

    A leader who still held in the source, but is not who holds now, ends where the source
    ends: nobody knows who else came between.
    """
    now = {
        (role.of, role.office): role.since
        for actor in actors.values()
        for role in actor.roles
        if not role.until and role.office in HEADS
    }
    for key, actor in actors.items():
        if any(role.office == "leader" for role in actor.roles):
            roles = tuple(_settled(role, led_by, now) for role in actor.roles)
            actors[key] = msgspec.structs.replace(actor, roles=roles)


def _settled(role: Role, led_by: dict[str, str], now: dict[tuple[str, str], str]) -> Role:
    """One role with its office settled."""
    if role.office != "leader":
        return role
    office = led_by.get(role.of, "head of state")
    ends = role.until or (role.seen[:7] if now.get((role.of, office), "") > role.seen else "")
    seen = "" if ends else role.seen
    return msgspec.structs.replace(role, office=office, until=ends, seen=seen)


def close_gaps(actors: dict[str, Actor]) -> None:
    """End an open role of a single holder where its known successor began."""
    spells: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for actor in actors.values():
        for role in actor.roles:
            if role.office in HEADS | {"foreign minister", "defence minister"}:
                spells[role.of, role.office].append((earliest(role.since), actor.key))
    for key, actor in actors.items():
        roles = tuple(_closed(role, spells[role.of, role.office], key) for role in actor.roles)
        if roles != actor.roles:
            actors[key] = msgspec.structs.replace(actor, roles=roles)


def _closed(role: Role, spells: list[tuple[str, str]], key: str) -> Role:
    """One role, ended by who came next, if anybody did."""
    if role.until or not role.since:
        return role
    later = [since for since, other in spells if since > latest(role.since) and other != key]
    if not later:
        return role
    end = min(later)
    if role.seen and end > role.seen:  # somebody unknown may have come between
        end = role.seen
    return msgspec.structs.replace(role, until=end, seen="")
