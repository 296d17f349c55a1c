"""What reports say of one unknown person: mentions gathered under one name.

Sighting(name, role, country, report, day) ──▶ profile_of() ──▶ Profile(words, country, roles …)

A profile is the smallest thing that is ever moved: mentions with the same whole name and
state, or a surname or a role within one report.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Literal

import msgspec

from according.cast.actors import key_of
from according.cast.offices import words_for
from according.cast.spelling import fold, sound, words
from according.titles import bare, capital, strip_titles

__all__ = ["Profile", "Sighting", "block_of", "profile_of", "role_of", "role_words", "same_role"]

Form = Literal["whole", "surname", "role"]

# Roles that say little without what they are over: two ministers are two people.
_WIDE = frozenset(["minister", "secretary", "director", "chief", "head", "member", "aide"])


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """One mention of somebody in one report; ``name`` may be a role ("the envoy")."""

    name: str
    report: str
    role: str = ""
    country: str = ""
    day: str = ""


class Profile(msgspec.Struct):
    """Mentions that are one person as far as their own words tell."""

    key: str
    form: Form
    name: str
    words: tuple[str, ...]
    country: str
    civil: bool
    roles: dict[str, int] = msgspec.field(default_factory=dict)  # as written -> how often
    names: dict[str, int] = msgspec.field(default_factory=dict)
    reports: set[str] = msgspec.field(default_factory=set)
    days: set[str] = msgspec.field(default_factory=set)

    def take(self, sighting: Sighting, name: str, role: str) -> None:
        """Note one more mention."""
        self.names[name] = self.names.get(name, 0) + 1
        self.name = min(self.names, key=lambda form: (-self.names[form], form))
        if role:
            self.roles[role] = self.roles.get(role, 0) + 1
        self.reports.add(sighting.report)
        if sighting.day:
            self.days.add(sighting.day)


@lru_cache(maxsize=4096)
def role_words(role: str) -> frozenset[str]:
    """The words of a role that tell which it is.

    >>> sorted(role_words("special envoy")), sorted(role_words("minister of water"))
    (['envoy'], ['minister', 'water'])
    """
    found = frozenset(fold(role).split())
    kept = frozenset(word for word in found if word not in words_for("idle"))
    return kept or found


def same_role(one: str, other: str) -> bool:
    """Whether two descriptions may be of one role.

    >>> same_role("U.S. envoy", "envoy"), same_role("water minister", "minister of water")
    (True, True)
    >>> same_role("water minister", "foreign minister"), same_role("minister", "water minister")
    (False, False)
    """
    x, y = role_words(one), role_words(other)
    if not x or not y:
        return False
    return x == y or ((x < y or y < x) and not (x & y) <= _WIDE)


def role_of(sighting: Sighting) -> str:
    """What a mention says its person is: as told, else by the titles before the name.

    >>> role_of(Sighting(name="Oradani envoy Tomas Rehl", report="r1"))
    'Oradani envoy'
    """
    text = " ".join(sighting.name.split())
    name = strip_titles(text)
    return sighting.role or text[: len(text) - len(name)].strip(" ,") * text.endswith(name)


def profile_of(sighting: Sighting, state: Callable[[Sighting], str]) -> tuple[Profile, str, str]:
    """A new profile for one mention, with the mention's name and role as they are kept."""
    text = " ".join(sighting.name.split())
    name = strip_titles(text)
    role = role_of(sighting)
    country = state(sighting)
    civil = bool(role_words(role) & words_for("civil")) if role else False
    if not capital(name) or (name == text.removeprefix("the ") and bare(name) == role.lower()):
        name, form, tokens = "", "role", tuple(sorted(role_words(role or text)))
        role = role or text
    else:
        tokens = words(name)
        form = "whole" if len(tokens) > 1 else "surname"
    place = f"#{sighting.report}" if form != "whole" else ""
    part = "-".join(tokens) + ("~" + key_of(role) if form == "surname" and role else "")
    key = f"{part}.{country}{'.civil' if civil else ''}{place}"
    return Profile(key, form, name, tokens, country, civil), name, role  # type: ignore[arg-type]


def block_of(profile: Profile) -> str:
    """The drawer in which everybody who might be this person lies: the sound of the surname."""
    return sound(profile.words[-1]) if profile.form != "role" else ""
