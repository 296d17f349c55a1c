"""Read what a phrase says of an office: whose, which, on what, and who holds it.

"former British Prime Minister Tony Blair" ──▶ parse() ──▶ Phrase(of, office, name, then)

The words are those of data/offices.toml. Nothing is known here about who held what: the
caller's `find` tells which names are states, bodies and groups.
"""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from according.cast.spelling import plain
from according.titles import after_titles

__all__ = ["Office", "Phrase", "organ_in", "parse", "words_for"]

Find = Callable[[str], str]  # a name to the key of the state, body or group it means, or ""

_ARTICLE = re.compile(r"^(?:the|his|her|its|their|our)(?:\s+|$)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_LINK = re.compile(r"^\s*(?:of|for|to|in|on|at)\s+(?:the\s+)?", re.IGNORECASE)
_JOINED = re.compile(r"^[\s,]+")


class Office(NamedTuple):
    """What a word for an office may mean."""

    names: tuple[str, ...]
    titles: tuple[str, ...]
    of: str
    for_: str


class Phrase(NamedTuple):
    """A phrase, read; ``rest`` holds words that were not understood."""

    office: Office | None = None
    of: str = ""
    for_: str = ""
    name: str = ""
    then: bool = False
    vague: bool = False  # "a president"
    rest: str = ""


@cache
def _table() -> dict[str, Any]:
    """data/offices.toml, parsed."""
    text = resources.files("according").joinpath("data", "offices.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def words_for(key: str) -> frozenset[str]:
    """One of the word lists of data/offices.toml."""
    return frozenset(_table()["words"][key].split())


@cache
def _offices() -> tuple[re.Pattern[str], dict[str, Office]]:
    """A pattern of all words for offices, the longest first, and what each means."""
    table = {word: _office(row) for row in reversed(_table()["office"]) for word in row["words"]}
    return _pattern(table), table


def _office(row: dict[str, Any]) -> Office:
    """One row of the table."""
    titles = tuple(row.get("title", ()))
    return Office(tuple(row["is"]), titles, row.get("of", ""), row.get("for", ""))


@cache
def _organs() -> tuple[re.Pattern[str], dict[str, str]]:
    """The same for organs of state."""
    table = {word: organ for organ, words in _table()["organs"].items() for word in words}
    return _pattern(table), table


def _pattern(words: dict[str, Any]) -> re.Pattern[str]:
    """A pattern of any of the words, whole."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])")


def bare(name: str) -> str:
    """A name without article and possessive ending.

    >>> bare("the Kremlin's"), bare("Houthis'")
    ('Kremlin', 'Houthis')
    """
    return _POSSESSIVE.sub("", _ARTICLE.sub("", name.strip(" ,")))


def parse(text: str, find: Find) -> Phrase | None:
    """What a phrase says of an office, or None when it names none.

    >>> found = parse("former Oradan President Ana Rukh", {"Oradan": "oradan"}.get)
    >>> found.of, found.office.names[0], found.name, found.then
    ('oradan', 'head of state', 'Ana Rukh', True)
    """
    pattern, table = _offices()
    found = pattern.search(plain(text).lower())
    if found is None or len(plain(text)) != len(text):
        return None if found is None else parse(plain(text), find)
    office = table[found.group()]
    vague = text[:2].lower() == "a " or text[:3].lower() == "an "
    of, then, rest = _owner(text[: found.start()], find)
    after = text[found.end() :]
    name = for_ = ""
    if link := _LINK.match(after):
        other, name, left = _complement(after[link.end() :], find)
        if of:
            for_ = other or left
        else:
            of = other
            rest = rest or left
    elif after.strip(" ,"):
        name = _JOINED.sub("", after)
        if not name[:1].isupper() or after[:1] in "'’":
            name, rest = "", rest or name
    return Phrase(office, of or office.of, for_ or office.for_, name, then, vague, rest)


def _owner(text: str, find: Find) -> tuple[str, bool, str]:
    """Whose office it is by the words before it, whether in the past, and what is left over."""
    before = bare(re.sub(r"^(?:a|an)\s", "", text.replace("ex-", "ex "), flags=re.IGNORECASE))
    kept, then = [], False
    for word in before.split():
        low = word.lower().strip(",")
        then = then or low in words_for("then")
        if low not in words_for("then") and low not in words_for("now"):
            kept.append(word)
    name = bare(" ".join(kept))
    if not name:
        return "", then, ""
    of = find(name)
    return of, then, "" if of else name


def _complement(text: str, find: Find) -> tuple[str, str, str]:
    """Of "Qatar, Ana Rukh" the key of the first name, the second name, and other words."""
    tokens = text.split()
    for end in range(len(tokens), 0, -1):
        key = find(bare(" ".join(tokens[:end]).rstrip(",")))
        if key:
            name = " ".join(tokens[end:])
            if after_titles(tokens[end:]):  # "spokesman for Oradan's President Rukh"
                return key, "", name
            return (key, name, "") if not name or name[:1].isupper() else (key, "", name)
    return "", "", text.strip()


def organ_in(text: str, find: Find) -> tuple[str, str]:
    """The state and organ that a whole phrase names, or nothing.

    >>> find = {"Oradan": "oradan"}.get
    >>> organ_in("Oradan's foreign ministry", find), organ_in("an army officer", find)
    (('oradan', 'foreign-ministry'), ('', ''))
    """
    pattern, table = _organs()
    low = plain(text).lower()
    found = pattern.search(low)
    if found is None:
        return "", ""
    before, after = bare(text[: found.start()]), text[found.end() :]
    link = _LINK.match(after)
    if before and not after.strip():
        owner = find(before)
    elif not before and link:
        owner = find(bare(after[link.end() :]))
    else:
        owner = ""
    return (owner, table[found.group()]) if owner else ("", "")
