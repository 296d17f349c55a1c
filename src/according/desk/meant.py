"""Whom a name means in the whole ledger: an actor of the cast, and all names that mean it there.

name ──link──► key ──spellings in the ledger, linked one by one──► Meant(names, offices)
merges and partings that hold for all dossiers ──────────────────┘

A name that several bear, or that means somebody only in company (a surname), is left out: a
dossier, which knows the company, has it. An office means whoever held it: its names count for
the time in which the actor did.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from according.ledger import Question
from according.ledger.identity import fold
from according.ledger.profile import Named

if TYPE_CHECKING:
    from according.cast import Actor, Cast
    from according.cast import Role as Held
    from according.ledger import Ledger

LOOKED_AT = 400  # spellings of one word in the ledger, the commonest, that are linked
LEAST = 0.5  # a link less sure than this is none


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office of an actor, and the names in the ledger that mean it by that office."""

    title: str
    of: str
    since: str = ""
    until: str = ""
    names: list[Named] = []


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of the cast, with the names in the ledger that mean it."""

    key: str
    name: str
    kind: str
    belongs: str = ""  # the name of the state, or of what it is part of
    aliases: list[str] = []
    names: list[Named] = []
    offices: list[Office] = []

    def questions(self, asked: Mapping[str, Any]) -> Iterator[Question]:
        """Ask something of all names, which stand in it where the dots (``...``) are."""
        for names, since, until in self._spans():
            yield replace(question(asked, names), since=since, until=until)

    def _spans(self) -> Iterator[tuple[list[str], str | None, str | None]]:
        if self.names:
            yield quoted(self.names), None, None
        for office in self.offices:
            if office.names:
                yield quoted(office.names), office.since or None, office.until or None


def question(asked: Mapping[str, Any], names: Sequence[str]) -> Question:
    """Ask something of names, which stand in it where the dots (``...``) are."""
    given: dict[str, Any] = {k: names if value is ... else value for k, value in asked.items()}
    return Question(**given)


def quoted(names: Iterable[Named]) -> list[str]:
    """Write names so that questions take them as whole names."""
    return [f'"{named.name}"' for named in names]


@cache
def cast() -> "Cast":
    """The cast that ships, loaded once."""
    from according.cast import Cast  # noqa: PLC0415  # only where somebody is asked for

    return Cast.load()


def key_of(name: str) -> str | None:
    """The key of the actor that a whole name means in the cast, whatever the report."""
    link = cast().link(name)
    return link.actor.key if link is not None and link.confidence >= LEAST else None


def meant(ledger: "Ledger", key: str) -> Meant | None:
    """Find the names in the ledger that mean an actor; None if the cast has no such key."""
    actor = cast().actor(key)
    if actor is None:
        return None
    names = [each for each in _candidates(ledger, actor) if key_of(each.name) == key]
    above = cast().actor(actor.parent or actor.country)
    return Meant(
        key=key,
        name=actor.name,
        kind=actor.kind,
        belongs=above.name if above else "",
        aliases=list(actor.aliases),
        names=ruled(ledger, names, actor.name, key),
        offices=[_office(ledger, actor, role) for role in actor.roles],
    )


def _candidates(ledger: "Ledger", actor: "Actor") -> list[Named]:
    """Give the names in the ledger that may mean an actor."""
    whole = [actor.name, *actor.aliases, *actor.demonyms, *filter(None, [actor.capital])]
    some = (actor.surname or actor.name.split()[-1]) if actor.kind == "person" else actor.name
    written = [f'"{name}"' for name in whole] + [f'"the {name}"' for name in whole]
    return ledger.spellings(*written, some, most=LOOKED_AT)


def _office(ledger: "Ledger", actor: "Actor", role: "Held") -> Office:
    """Find the names that mean an actor by an office, on a day on which it was surely held."""
    state = cast().actor(role.of)
    since, until = _day(role.since, last=False), _day(role.until or role.seen, last=True)
    names: list[Named] = []
    if state is not None and since:
        on = date.fromisoformat(since) + timedelta(days=1)
        there = ledger.spellings(state.name, *state.demonyms, most=LOOKED_AT)
        for each in there:
            link = cast().link(each.name, on=on)
            if link is not None and link.how == "office" and link.actor.key == actor.key:
                names.append(each)
    return Office(
        title=role.title or role.office,
        of=state.name if state else role.of,
        since=since,
        until=until if role.until else "",
        names=names,
    )


def _day(written: str, *, last: bool) -> str:
    from according.cast.actors import earliest, latest  # noqa: PLC0415

    return latest(written) if last else earliest(written)


def ruled(ledger: "Ledger", names: list[Named], own: str, key: str = "") -> list[Named]:
    """Add what analysts put together with these names for all dossiers; leave out what they part.

    ``own`` is the name that goes on meaning the actor, ``key`` the cast's. The later ruling holds.
    """
    found = {fold(each.name): each for each in names}
    for ruling in ledger.rulings("", undone=False):
        about = {fold(name): name for name in ruling.names}
        if not (key in ruling.names or about.keys() & {fold(own), *found}):
            continue
        if ruling.sort == "merge":
            more = ledger.spellings(*(f'"{name}"' for name in about.values()), most=LOOKED_AT)
            found |= {fold(each.name): each for each in more}
        elif ruling.sort == "part":
            mine = fold(own) if key in ruling.names or fold(own) in about else next(iter(about))
            found = {
                name: each for name, each in found.items() if name == mine or name not in about
            }
    return list(found.values())
