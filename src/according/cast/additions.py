"""Join additions to the actors that are there, and refuse what would confuse them.

actors ──┐
entries ─┴▶ join() ──▶ actors

An entry with the key of a known actor extends it: names and roles are added, single
values replaced; `replace = true` puts it in the place of the old one. Names may be shared
only where the entry says so, and whatever is referred to must be there.
"""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from according.cast.actors import Actor, Role
from according.cast.entries import Entry, refuse
from according.cast.spelling import acronym, fold
from according.errors import CastError

__all__ = ["join", "name_keys", "names_of"]

_LISTS = ("aliases", "demonyms", "company")
_SINGLE = (
    "name", "kind", "capital", "surname", "country", "parent", "owner",
    "organ", "led_by", "domain", "since", "until",
)  # fmt: skip


def join(actors: Mapping[str, Actor], entries: Iterable[Entry]) -> dict[str, Actor]:
    """The actors with the entries joined to them."""
    joined = dict(actors)
    entries = list(entries)
    for entry in entries:
        old = joined.get(entry.actor.key)
        fresh = old is None or entry.replace
        joined[entry.actor.key] = entry.actor if fresh or old is None else _extend(old, entry.actor)
    shared = _shared(joined)
    known = {key for entry in entries for name in entry.ambiguous for key in name_keys(name)}
    for entry in entries:
        _check_references(entry, joined)
        old = actors.get(entry.actor.key)
        had = {key for name in names_of(old) for key in name_keys(name)} if old else set()
        _check_names(entry, joined, shared, known | had)
    return joined


def _extend(old: Actor, new: Actor) -> Actor:
    """The old actor with what the new one adds."""
    changes: dict[str, object] = {
        field: value for field in _SINGLE if (value := getattr(new, field))
    }
    for field in _LISTS:
        changes[field] = tuple(dict.fromkeys(getattr(old, field) + getattr(new, field)))
    if new.name != old.name:
        changes["aliases"] = tuple(dict.fromkeys((old.name, *old.aliases, *new.aliases)))
    changes["roles"] = _roles(old.roles, new.roles)
    return msgspec.structs.replace(old, **changes)


def _roles(old: tuple[Role, ...], new: tuple[Role, ...]) -> tuple[Role, ...]:
    """Both lists; of two of the same office and beginning the new one."""
    told = {(role.office, role.of, role.since): role for role in (*old, *new)}
    return tuple(sorted(told.values(), key=lambda role: (role.since, role.office, role.of)))


def names_of(actor: Actor) -> Iterable[str]:
    """Every name by which an actor can be looked up as a whole."""
    return (
        actor.name,
        *actor.aliases,
        *actor.demonyms,
        *([actor.capital] if actor.capital else []),
    )


def name_keys(name: str) -> tuple[str, ...]:
    """The keys under which a name is entered: as an acronym or as words, never as both.

    >>> name_keys("R.S.F."), name_keys("the Arkan Council")
    (('=RSF',), ('arkan council',))
    """
    short = acronym(name)
    return ("=" + short,) if short else (fold(name),)


def _shared(actors: Mapping[str, Actor]) -> dict[str, list[str]]:
    """Name -> the keys of the actors that bear it."""
    found: dict[str, list[str]] = defaultdict(list)
    for actor in actors.values():
        for key in {key for name in names_of(actor) for key in name_keys(name)}:
            found[key].append(actor.key)
    return found


def _check_names(
    entry: Entry, actors: Mapping[str, Actor], shared: dict[str, list[str]], known: set[str]
) -> None:
    """Refuse a name that another actor bears, unless it is known to be shared."""
    for name in names_of(entry.actor):
        for key in name_keys(name):
            others = [actors[other] for other in shared[key] if other != entry.actor.key]
            if others and key not in known:
                raise _overlap(entry, name, others[0])


def _overlap(entry: Entry, name: str, other: Actor) -> CastError:
    """The error of a name that two actors bear."""
    return refuse(
        entry.path,
        entry.line,
        f"“{name}” also names {other.name} ({other.kind}, key {other.key}). If it is the same, "
        f'write key = "{other.key}"; if both may be meant, add ambiguous = ["{name}"].',
    )


def _check_references(entry: Entry, actors: Mapping[str, Actor]) -> None:
    """Refuse a country, body or office that belongs to nobody."""
    actor = entry.actor
    wanted = [("country", actor.country), ("part_of", actor.parent)]
    wanted += [("of", role.of) for role in actor.roles]
    for field, key in wanted:
        if key and key.partition("/")[0] not in actors:
            near = difflib.get_close_matches(key, actors, n=3)
            hint = f"Did you mean {', '.join(near)}? Otherwise add" if near else "Add"
            raise refuse(
                entry.path,
                entry.line,
                f"{field} = “{key}” of {actor.name} is nobody in the cast. {hint} it in an "
                "entry of its own.",
            )
