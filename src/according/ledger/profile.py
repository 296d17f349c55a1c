"""What the ledger holds on a name: how it is spelt, how often it occurs, who cites it.

name ──named.keys──► spellings ──counted──► Profile

Names are matched as in questions, by their words. Nobody is said to be the same person: the
spellings that were taken together are listed, and each can be asked for by itself.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select, union_all

from according.ledger import named
from according.ledger.homes import Home
from according.ledger.schema import (
    events,
    figures,
    links,
    participants,
    positions,
    statements,
)

MOST = 30  # spellings, or citers, that are named
FEW = 5000  # names looked for at once: SQLite takes 32,766 parameters


class Named(msgspec.Struct, frozen=True):
    """A name and how many items have it."""

    name: str
    count: int


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is there on a name; ``unknown`` lists names spelt nearly so when nothing has it.

    ``cited_by`` are those who pass on what the name says: outlets, and people who quote it.
    """

    name: str
    spellings: list[Named]
    cited_by: list[Named]
    unknown: list[str]


def profile(home: Home, name: str, *others: str) -> Profile:
    """Tell of a name, or of several that are one's; raise InputError for what is no name."""
    with home.reading() as connection:
        keys = _keys(connection, (name, *others))
        spellings = _named(connection, _spelt(keys), MOST)
        return Profile(
            name=name,
            spellings=spellings,
            cited_by=_named(connection, _citers(keys), MOST),
            unknown=[] if spellings else named.close(connection, name),
        )


def spellings(home: Home, *names: str, most: int) -> list[Named]:
    """Give the names in the ledger that these may mean, the commonest first."""
    with home.reading() as connection:
        return _named(connection, _spelt(_keys(connection, names)), most)


def _keys(connection: Connection, names: Sequence[str]) -> list[str]:
    found = (key for name in names for key in named.keys(connection, name))
    return list(dict.fromkeys(found))[:FEW]


def _named(connection: Connection, query: "Select[Any]", most: int) -> list[Named]:
    return [Named(row.name, row.number) for row in connection.execute(query.limit(most))]


def _most(names: Any, *where: Any) -> "Select[Any]":  # noqa: ANN401  a column and conditions
    """Select the commonest values of a column with their counts."""
    number = func.count().label("number")
    query = select(names.label("name"), number).where(*where).group_by(names)
    return query.order_by(number.desc(), names)


def _spelt(keys: Sequence[str]) -> "Select[Any]":
    """Select every name with these keys from where names stand by themselves."""
    there = union_all(
        select(statements.c.speaker.label("name")).where(
            statements.c.speaker_key.in_(keys), statements.c.current
        ),
        select(participants.c.name)
        .join(events, events.c.id == participants.c.event)
        .where(participants.c.key.in_(keys), events.c.current),
        select(positions.c.holder).where(positions.c.holder_key.in_(keys), positions.c.current),
        select(figures.c.who).where(figures.c.who_key.in_(keys), figures.c.current),
        select(links.c.name)
        .join(statements, statements.c.id == links.c.statement)
        .where(links.c.key.in_(keys), links.c.depth > 0, statements.c.current)
        # The last link is the speaker, who is counted already.
        .where(statements.c.speaker_key != links.c.key),
    ).subquery()
    return _most(there.c.name)


def _citers(keys: Sequence[str]) -> "Select[Any]":
    """Select who stands before the name in the chains of statements."""
    outer = links.alias("outer_links")
    chained = links.join(
        outer, (outer.c.statement == links.c.statement) & (outer.c.depth == links.c.depth - 1)
    ).join(statements, statements.c.id == links.c.statement)
    return _most(outer.c.name, links.c.key.in_(keys), statements.c.current).select_from(chained)
