"""The people, states, bodies, groups and outlets that are known across reports.

data/cast.jsonl, a user's TOML ──▶ Actor(key, names, roles with since and until) ──▶ Link

Plain data. Days are ISO 8601, whole or partial ("2021-03"), empty where nobody knows;
`holding` says how surely a role was held on a day.
"""

import re
from calendar import monthrange
from datetime import date
from typing import Literal

import msgspec

from according.cast.spelling import plain

__all__ = ["Actor", "ActorKind", "Link", "Role", "earliest", "holding", "key_of", "latest"]

ActorKind = Literal["country", "person", "body", "group", "party", "outlet", "place"]

_EDGE = 0.6  # a month or day on which two may have held one office
_UNDATED = 0.8  # since when is not known
# How fast knowledge grows old: after so many years one in two offices has changed hands.
# Half of the leaders in REIGN after 1990 stayed under four years, half of the foreign
# ministers in the list of January 2023 had come within two.
_HALF_LIFE = {"head of state": 4.0, "head of government": 3.0, "foreign minister": 2.0}
_HALF_LIFE_OTHER = 3.0


class Role(msgspec.Struct, frozen=True, omit_defaults=True):
    """One office in one span of time.

    ``of`` is the key of the state, body or group that it is an office of; ``for_`` names
    what an envoy deals with. ``seen`` is the last day on which a source showed the role
    held, where no end is known.
    """

    office: str
    of: str
    title: str = ""
    for_: tuple[str, ...] = msgspec.field(default=(), name="for")
    since: str = ""
    until: str = ""
    seen: str = ""


class Actor(msgspec.Struct, frozen=True, omit_defaults=True):
    """One actor; ``country`` is the key of the state that it belongs to.

    ``company`` names words in whose company a shared name means this actor; ``organ``
    says which organ of its state a body is; ``parent`` is what a body is part of.
    """

    key: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str = ""
    surname: str = ""
    country: str = ""
    parent: str = ""
    owner: str = ""
    organ: str = ""
    led_by: str = ""
    domain: str = ""
    roles: tuple[Role, ...] = ()
    company: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def roles_on(self, on: date) -> list[Role]:
        """The roles held on a day, the surest first."""
        sure = [(holding(role, on.isoformat()), role) for role in self.roles]
        return [role for p, role in sorted(sure, key=lambda pair: -pair[0]) if p >= 0.5]


class Link(msgspec.Struct, frozen=True):
    """A mention tied to an actor; ``how`` says by what (name, spelling, office)."""

    actor: Actor
    confidence: float
    how: str


def key_of(name: str) -> str:
    """A stable key made from a name.

    >>> key_of("Félix Tshisekedi"), key_of("Lord's Resistance Army")
    ('felix-tshisekedi', 'lords-resistance-army')
    """
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower().replace("'", "")).strip("-")


def earliest(day: str) -> str:
    """The first day of a whole or partial day.

    >>> earliest("2021"), earliest("2021-03"), earliest("")
    ('2021-01-01', '2021-03-01', '')
    """
    return day + "-01-01"[len(day) - 4 :] if day else ""


def latest(day: str) -> str:
    """The last day of a whole or partial day.

    >>> latest("2021"), latest("2021-02"), latest("2021-02-03")
    ('2021-12-31', '2021-02-28', '2021-02-03')
    """
    if len(day) == 4:
        return f"{day}-12-31"
    if len(day) == 7:
        return f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]:02}"
    return day


def holding(role: Role, on: str) -> float:
    """How surely a role was held on a day, from 0 to 1.

    >>> role = Role("foreign minister", "oradan", since="2021-03", until="2023-05-02")
    >>> holding(role, "2022-01-01"), holding(role, "2021-03-09"), holding(role, "2023-06-01")
    (1.0, 0.6, 0.0)
    """
    if not on:
        return 0.0
    p = 1.0 if role.since else _UNDATED
    if role.since and on < latest(role.since):
        p = 0.0 if on < earliest(role.since) else _EDGE
    if role.until and on >= earliest(role.until):
        return 0.0 if on > latest(role.until) else min(p, _EDGE)
    if not role.until and role.seen and on > role.seen:
        years = _years(role.seen, on)
        p *= 0.5 ** (years / _HALF_LIFE.get(role.office, _HALF_LIFE_OTHER))
    return p


def _years(one: str, other: str) -> float:
    """The years from one whole day to another."""
    return (date.fromisoformat(other) - date.fromisoformat(latest(one))).days / 365.25
