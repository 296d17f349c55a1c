"""The bodies that the API takes and gives, beside the records and answers of the ledger."""

from typing import Any

import msgspec

from according.desk.meant import Meant
from according.dossier.contacts import Standing
from according.dossier.parties import Side
from according.dossier.sightings import Sort
from according.ledger import Answer, Ruling
from according.ledger.corrections import Verdict
from according.ledger.profile import Profile


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A page of answers. ``next`` is the address of the page after it."""

    answers: list[Answer]
    limit: int
    offset: int
    next: str | None = None
    unknown: dict[str, list[str]] = {}  # names nobody has, with those that are spelt nearly so


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """What is there on a name: its first answers of each sort, and where the rest is."""

    profile: Profile
    sections: dict[str, Found]


class CastActor(msgspec.Struct, frozen=True, kw_only=True):
    """What is there on an actor of the cast, under all its names and offices."""

    actor: Meant
    profile: Profile | None
    sections: dict[str, Found]


class Judged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an analyst says about an item; ``changes`` only with the verdict "correct"."""

    verdict: Verdict = "correct"
    changes: dict[str, Any] = {}
    note: str | None = None


class Rulings(msgspec.Struct, frozen=True):
    """The rulings on actors and stories that hold in a dossier."""

    rulings: list[Ruling]


class Appearing(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of a dossier; ``names`` counts its spellings, ``behalf`` is for whom it speaks."""

    key: str
    name: str
    behalf: str
    count: int
    names: dict[str, int]


class Appeared(msgspec.Struct, frozen=True, kw_only=True):
    """All on an actor of a dossier: its items by what it is in them, the latest first."""

    actor: Appearing
    items: dict[str, list[str]]
    cited_by: dict[str, int]


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be read without being kept: a text, or an address that holds one."""

    text: str | None = None
    address: str | None = None
    publisher: str | None = None
    published: str | None = None


class Session(msgspec.Struct, frozen=True):
    """Who is at the desk, and the token that must come with whatever changes something."""

    analyst: str
    token: str


class Edge(msgspec.Struct, frozen=True):
    """A contact of two sides, by their keys."""

    one: str
    other: str
    day: str
    sort: Sort
    standing: Standing


class Graph(msgspec.Struct, frozen=True, kw_only=True):
    """The contacts of a dossier: its parties and mediators, and an edge for each contact."""

    nodes: list[Side]
    edges: list[Edge]
