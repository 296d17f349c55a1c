"""The dossier file: what a negotiation is about, in TOML that a person writes.

load(path) ──► text ──tomllib──► table ──msgspec──► DossierFile ──checks──► DossierFile

Whatever is wrong raises DossierError, which names the line and says what to write instead.
The shape is checked here, and what can be told without the cast: names that overlap, days
that are none, a person of nobody. Who is in the cast is seen when the file meets it.
"""

import re
import tomllib
from collections.abc import Iterator  # noqa: TC003  # beside what msgspec reads
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import msgspec

from according.dossier.lines import Lines
from according.dossier.shelf import NAME
from according.errors import DossierError

ActorKind = Literal["country", "body", "group", "party", "person", "outlet"]
OutletKind = Literal["agency", "newspaper", "broadcaster", "online", "state", "official"]

_AT = re.compile(r"^(.*?)(?: - at `\$\.?(\w*)(?:\[(\d+)\])?(.*)`)?$", re.DOTALL)
_QUOTED = re.compile(r"`([^`]+)`")


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every table of the file has in common: a field nobody knows is an error."""


class About(_Table, frozen=True):
    """[dossier]: what the whole is about.

    ``places`` are names of places that belong to it, ``feeds`` where reports come from,
    ``cast`` files of additions to the cast, relative to this one.
    """

    name: str = ""
    title: str = ""
    since: date | None = None
    until: date | None = None
    places: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()


class Party(_Table, frozen=True):
    """[[party]] or [[mediator]]: who talks, and who brings them together.

    Somebody whom the cast knows needs no more than a name. For anybody else ``kind`` says
    what he is; a state may have ``demonyms`` and a ``capital`` by which it is also called.
    ``of`` names the party that a group or body belongs to and speaks for.
    """

    name: str
    kind: ActorKind | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str = ""
    of: str = ""


class Person(_Table, frozen=True):
    """[[person]]: somebody who speaks ``of``, that is for, a party, mediator or other actor."""

    name: str
    role: str = ""
    of: str = ""
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


class Outlet(_Table, frozen=True):
    """[[outlet]]: a news medium; ``of`` whose it is, where it belongs to a party."""

    name: str
    kind: OutletKind | None = None
    aliases: tuple[str, ...] = ()
    of: str = ""


class Issue(_Table, frozen=True):
    """[[issue]]: what is talked about; ``words`` by which it is known, beginnings of words."""

    name: str
    words: tuple[str, ...] = ()


class DossierFile(_Table, frozen=True):
    """A whole file."""

    dossier: About = About()
    party: tuple[Party, ...] = ()
    mediator: tuple[Party, ...] = ()
    person: tuple[Person, ...] = ()
    outlet: tuple[Outlet, ...] = ()
    issue: tuple[Issue, ...] = ()

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.dossier.name

    def actors(self) -> "Iterator[tuple[str, int, Party | Person | Outlet]]":
        """Everybody in the file: the table's name, the place in it, the entry."""
        for table in ("party", "mediator", "person", "outlet"):
            for number, entry in enumerate(getattr(self, table)):
                yield table, number, entry


def names_of(entry: Party | Person | Outlet) -> tuple[str, ...]:
    """Every name of an entry."""
    if not isinstance(entry, Party):
        return (entry.name, *entry.aliases)
    capital = (entry.capital,) if entry.capital else ()
    return (entry.name, *entry.aliases, *entry.demonyms, *capital)


def load(path: Path) -> DossierFile:
    """Read and check a file; raise DossierError when it cannot be followed."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DossierError(
            f"There is no dossier file {path}. Begin one with: according dossier new {path.stem}"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise DossierError(f"{path} cannot be read ({error}). Name a TOML file in UTF-8.") from None
    return parse(text, path)


def parse(text: str, path: Path) -> DossierFile:
    """Read and check the text of a file."""
    lines = Lines(path, text)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DossierError(f"{path} is not TOML: {error}. Mend that place.") from None
    try:
        found = msgspec.convert(_days(table), DossierFile)
    except msgspec.ValidationError as error:
        raise _mended(lines, str(error)) from None
    found = msgspec.structs.replace(found, dossier=_named(found.dossier, lines))
    _check(found, lines)
    return found


def _days(value: object) -> object:
    """A TOML value without times of day, which a file may give but a dossier does not need."""
    if isinstance(value, dict):
        return {key: _days(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_days(inner) for inner in value]
    return value.date() if isinstance(value, datetime) else value


def _named(about: About, lines: Lines) -> About:
    """The first table with a name and a title: those of the file where none are given."""
    name = about.name or lines.path.stem.lower().replace("_", "-").replace(" ", "-")
    if not NAME.fullmatch(name):
        raise lines.refuse(
            f"name = “{name}” cannot be typed as one word. Use small letters, digits and "
            "hyphens, as in “sarn-valley”.",
            "dossier",
            word=name,
        )
    return msgspec.structs.replace(about, name=name, title=about.title or name)


def _mended(lines: Lines, error: str) -> DossierError:
    """What msgspec found, with the line and what to write instead."""
    what, table, number, rest = _AT.match(error).groups()  # type: ignore[union-attr]  # matches all
    at = int(number or 0)
    unknown = "unknown field" in what
    named = _QUOTED.findall(what)
    if unknown and not table:
        known = ", ".join(f"[[{f.encode_name}]]" for f in msgspec.structs.fields(DossierFile)[1:])
        return lines.refuse(
            f"“{named[0]}” is no part of a dossier. Write [dossier] or one of {known}.",
            named[0],
        )
    if unknown:
        fields = ", ".join(f.encode_name for f in msgspec.structs.fields(_TABLES[table]))
        return lines.refuse(
            f"a {table} has no field “{named[0]}”. It may have: {fields}.", table, at, named[0]
        )
    if "missing required field" in what:
        return lines.refuse(f"this {table} has no {named[0]}. Give it one.", table, at)
    field = (re.findall(r"\w+", rest or "") or [""])[0]
    remedy = _REMEDIES.get(field, "See docs/dossier.md for the format.")
    return lines.refuse(f"{field or table}: {what}. {remedy}", table or "", at, field)


_TABLES: dict[str, type[msgspec.Struct]] = {
    "dossier": About, "party": Party, "mediator": Party, "person": Person,
    "outlet": Outlet, "issue": Issue,
}  # fmt: skip
_DAY = "Write a day without quotation marks, as in 2026-02-14."
_REMEDIES = {
    "since": _DAY,
    "until": _DAY,
    "kind": "A party or mediator is a country, body, group, party, person or outlet; an outlet "
    "an agency, newspaper, broadcaster, online, state or official one.",
    "aliases": 'Write a list, as in aliases = ["the League"].',
    "words": 'Write a list, as in words = ["prisoner", "exchange"].',
    "places": 'Write a list, as in places = ["Port Isel"].',
    "feeds": 'Write a list, as in feeds = ["https://chronicle.example/feed"].',
}


def _check(found: DossierFile, lines: Lines) -> None:
    """Refuse what contradicts itself."""
    if not found.party:
        raise lines.refuse(
            "there is no party. Add [[party]] and below it name = “…” for each that takes part."
        )
    _check_span(found.dossier, lines, "dossier", 0)
    for number, person in enumerate(found.person):
        _check_span(person, lines, "person", number)
    _check_names(found, lines)
    for number, issue in enumerate(found.issue):
        if issue.name in [other.name for other in found.issue[:number]]:
            raise lines.refuse(
                f"the issue “{issue.name}” is there twice. Put all words into one.",
                "issue", number, issue.name,
            )  # fmt: skip


def _check_span(entry: About | Person, lines: Lines, table: str, number: int) -> None:
    """Refuse a span that ends before it begins."""
    if entry.since and entry.until and entry.until < entry.since:
        raise lines.refuse(
            f"until = {entry.until} comes before since = {entry.since}. Swap or mend them.",
            table,
            number,
            "until",
        )


def _check_names(found: DossierFile, lines: Lines) -> None:
    """Refuse a name that two entries bear, or that is empty."""
    from according.cast.spelling import fold  # noqa: PLC0415  # file.py stays cheap to import

    bearers: dict[str, tuple[str, int, str]] = {}
    for table, number, entry in found.actors():
        for name in names_of(entry):
            key = fold(name)
            if not key:
                raise lines.refuse("a name is empty. Write it, or take it out.", table, number)
            other = bearers.setdefault(key, (table, number, entry.name))
            if other[:2] != (table, number):
                line = lines.find(other[0], other[1], name)
                raise lines.refuse(
                    f"“{name}” of {entry.name} also names {other[2]} (line {line}). "
                    "Take it out of one of the two.",
                    table,
                    number,
                    name,
                )
