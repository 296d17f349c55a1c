"""The format of additions to the cast, and where in a file an entry stands.

cast.toml ──▶ read() ──▶ Entry(kind, actor, names that are knowingly shared, line)

The shape is checked here, entry by entry; what needs the other actors in `additions`.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import msgspec

from according.cast.actors import Actor, ActorKind, Role, earliest, key_of, latest
from according.errors import CastError

__all__ = ["KINDS", "Entry", "read", "refuse"]

KINDS: tuple[ActorKind, ...] = get_args(ActorKind)
Day = str | int
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_AT = re.compile(r"^(.*?)(?: - at `\$\.?(\w*)(?:\[(\d+)\])?(.*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.+)`")


class Written(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What stands under one role of a person."""

    office: str
    of: str = ""
    title: str = ""
    for_: list[str] = msgspec.field(default_factory=list, name="for")
    since: Day = ""
    until: Day = ""
    seen: Day = ""


class Common(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """The fields that every kind of actor may have."""

    name: str
    key: str = ""
    aliases: list[str] = []
    ambiguous: list[str] = []
    company: list[str] = []
    country: str = ""
    since: Day = ""
    until: Day = ""
    replace: bool = False


class Country(Common):
    """A state; ``led_by`` tells which of its two heads "the leader" is."""

    demonyms: list[str] = []
    capital: str = ""
    led_by: str = ""


class Person(Common):
    """A person; the surname is the last word of the name unless given."""

    surname: str = ""
    roles: list[Written] = []


class Body(Common):
    """A body, group or party; ``organ`` makes it its state's army, parliament or ministry."""

    part_of: str = ""
    organ: str = ""


class Outlet(Common):
    """A news outlet."""

    owner: str = ""
    domain: str = ""


class Additions(msgspec.Struct, forbid_unknown_fields=True):
    """A whole file: a list of entries for each kind."""

    country: list[Country] = []
    person: list[Person] = []
    body: list[Body] = []
    group: list[Body] = []
    party: list[Body] = []
    outlet: list[Outlet] = []
    place: list[Common] = []


class Entry(msgspec.Struct, frozen=True):
    """One entry as an actor, with what only the joining needs."""

    actor: Actor
    ambiguous: frozenset[str]
    replace: bool
    path: Path
    line: int


def refuse(path: Path, line: int, message: str) -> CastError:
    """An error that names file and line.

    >>> str(refuse(Path("cast.toml"), 3, "No such kind. Write [[person]]."))
    'cast.toml, line 3: No such kind. Write [[person]].'
    """
    return CastError(f"{path}, line {line}: {message}" if line else f"{path}: {message}")


def read(path: Path) -> Iterator[Entry]:
    """The entries of one file, each checked by itself."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CastError(
            f"{path} cannot be read as additions to the cast ({error}). "
            "Name a readable TOML file in UTF-8."
        ) from None
    try:
        table = _plain(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CastError(f"{path} is not TOML: {error}. Mend that place.") from None
    try:
        found = msgspec.convert(table, Additions)
    except msgspec.ValidationError as error:
        raise _mended(path, text, str(error)) from None
    for kind in KINDS:
        for number, entry in enumerate(getattr(found, kind)):
            yield _entry(kind, entry, Place(path, text, kind, number))


def _plain(value: object) -> object:
    """A TOML value with its dates as text, as they may also be written."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat()[:10] if isinstance(value, date) else value


class Place(msgspec.Struct, frozen=True):
    """Where an entry stands: the number'th of its kind in a file."""

    path: Path
    text: str
    kind: str
    number: int

    def line(self, word: str = "") -> int:
        """The line of the entry, or in it the first that holds a word."""
        seen, start = -1, 0
        for at, line in enumerate(self.text.splitlines(), 1):
            if line.lstrip().startswith("["):
                if start:
                    break
                seen += line.strip().startswith(f"[[{self.kind}]]")
                start = at if seen == self.number else 0
            elif start and word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line):
                return at
        return start

    def refuse(self, message: str, word: str = "") -> CastError:
        """An error at this entry."""
        return refuse(self.path, self.line(word), message)


def _mended(path: Path, text: str, error: str) -> CastError:
    """What msgspec found, with the line and what to write instead."""
    found = _AT.match(error)
    what, kind, number, rest = found.groups() if found else (error, None, None, "")
    unknown = _UNKNOWN.search(what)
    word = unknown.group(1) if unknown else (re.findall(r"\w+", rest or "") or [""])[0]
    if unknown and not kind:
        lines = text.splitlines()
        line = next((at for at, row in enumerate(lines, 1) if word in row), 0)
        kinds = ", ".join(f"[[{name}]]" for name in KINDS)
        return refuse(path, line, f"“{word}” is no kind of actor. Write one of {kinds}.")
    place = Place(path, text, kind or "", int(number or 0))
    if unknown:
        known = {"place": Common, "person": Person, "country": Country, "outlet": Outlet}
        shape = Written if rest else known.get(kind or "", Body)
        fields = ", ".join(msgspec.structs.fields(shape)[i].encode_name
                           for i in range(len(msgspec.structs.fields(shape))))  # fmt: skip
        holder = "a role" if rest else f"a {kind}"
        return place.refuse(f"{holder} has no field “{word}”. It may have: {fields}.", word)
    return place.refuse(f"{what}. Look at {kind}{rest} and see docs/cast.md for the format.", word)


def _day(value: Day, field: str, place: Place) -> str:
    """A day as ISO 8601, whole or partial."""
    day = str(value)
    if day and not (_DAY.fullmatch(day) and _exists(day)):
        raise place.refuse(
            f"{field} = {day} is no day. Write 2021-03-09, “2021-03” in quotation marks or 2021.",
            day,
        )
    return day


def _exists(day: str) -> bool:
    """Whether the calendar has a day."""
    try:
        date.fromisoformat(latest(day))
    except ValueError:
        return False
    return True


def _span(since: str, until: str, place: Place) -> None:
    """Refuse a span that ends before it begins."""
    if since and until and latest(until) < earliest(since):
        raise place.refuse(
            f"until = {until} comes before since = {since}. Swap or mend them.", until
        )


def _role(role: Written, country: str, place: Place) -> Role:
    """One role, of the person's country unless it says of what."""
    since, until, seen = (_day(getattr(role, f), f, place) for f in ("since", "until", "seen"))
    _span(since, until, place)
    of = role.of or country
    if not of:
        raise place.refuse(
            f"The role “{role.office}” says neither `of` nor has its person a `country`. "
            "Add one of them.",
            role.office,
        )
    return Role(role.office, _key(of), role.title, tuple(role.for_), since, until, seen)


def _key(name: str) -> str:
    """The key that a reference means, given by key or by name; an organ keeps its slash."""
    return "/".join(key_of(part) for part in name.split("/"))


def _entry(kind: ActorKind, entry: Common, place: Place) -> Entry:
    """One entry as an actor."""
    if not entry.name.strip() or not key_of(entry.key or entry.name):
        raise place.refuse("The name is empty. Give the actor a name in Latin letters.", "name")
    since, until = (_day(getattr(entry, f), f, place) for f in ("since", "until"))
    _span(since, until, place)
    roles = getattr(entry, "roles", [])
    actor = Actor(
        key=key_of(entry.key or entry.name),
        name=entry.name,
        kind=kind,
        aliases=tuple(entry.aliases),
        demonyms=tuple(getattr(entry, "demonyms", ())),
        capital=getattr(entry, "capital", ""),
        surname=getattr(entry, "surname", ""),
        country=_key(entry.country) if entry.country else "",
        parent=_key(getattr(entry, "part_of", "")),
        owner=getattr(entry, "owner", ""),
        organ=getattr(entry, "organ", ""),
        led_by=getattr(entry, "led_by", ""),
        domain=getattr(entry, "domain", ""),
        roles=tuple(_role(role, entry.country, place) for role in roles),
        company=tuple(entry.company),
        since=since,
        until=until,
    )
    return Entry(actor, frozenset(entry.ambiguous), entry.replace, place.path, place.line())
