"""The tables of names that are known beforehand, and what each name stands for.

data/known.toml, data/lexicon.toml (hand-made) ─┐
data/names.json (open facts, see data/README.md) ┴──▶ lookup(), country(), words()

Loaded once, on first use. No list of names is complete: every caller must cope with
names that stand in none of these tables.
"""

import json
import tomllib
from functools import cache
from importlib import resources
from typing import Any, Literal, NamedTuple

NameKind = Literal["person", "body", "outlet", "country", "place", "group", "unknown"]


class Entry(NamedTuple):
    """What a known form of a name stands for."""

    canonical: str
    kind: NameKind


@cache
def _table(file: str) -> dict[str, Any]:
    """One data file, parsed."""
    text = resources.files("according").joinpath("data", file).read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text) if file.endswith(".json") else tomllib.loads(text)
    return table


@cache
def words(key: str) -> frozenset[str]:
    """The lower-case words of one list of data/lexicon.toml, or the ordinary words ("common")."""
    text: str = _table("names.json")["common"] if key == "common" else _table("lexicon.toml")[key]
    return frozenset(text.split())


def _forms(key: str) -> list[list[str]]:
    """The rows of one list of data/known.toml: every form of a name, the fullest first."""
    text: str = _table("known.toml")[key]
    return [[form.strip() for form in line.split(" = ")] for line in text.strip().splitlines()]


def _built(key: str) -> list[str]:
    """One list of data/names.json that is a string parted by bars."""
    text: str = _table("names.json")[key]
    return text.split("|")


def _key(name: str) -> str:
    """The form under which a name is looked up: plain apostrophes, no article."""
    plain = name.replace("’", "'").strip()
    return plain[4:] if plain[:4] in ("the ", "The ") else plain


@cache
def _entries() -> dict[str, Entry]:
    """Every known form of a name; what is stated first wins."""
    table: dict[str, Entry] = {}
    for key, kind in (
        ("countries", "country"),
        ("bodies", "body"),
        ("groups", "group"),
        ("peoples", "group"),
        ("outlets", "outlet"),
    ):
        for forms in _forms(key):
            for form in forms:
                table.setdefault(_key(form), Entry(forms[0], kind))  # type: ignore[arg-type]
    known = {entry.canonical for entry in table.values()}
    barred = set(_table("known.toml")["not_governments"].split())
    for name, forms in _table("names.json")["countries"].items():
        canonical = table[name].canonical if name in table else name
        for form in [name, *forms]:
            if form not in barred and form not in known:
                table.setdefault(form, Entry(canonical, "country"))
    for key, kind in (("groups", "group"), ("outlets", "outlet"), ("places", "place")):
        for name in _built(key):
            table.setdefault(_key(name), Entry(_key(name), kind))  # type: ignore[arg-type]
    return table


@cache
def _folded() -> dict[str, Entry]:
    """Known media and bodies whatever their capitals ("Irna"), everyday words aside."""
    chosen = {
        form: entry
        for form, entry in _entries().items()
        if entry.kind in ("body", "outlet") and len(form) > 3
    }
    return {
        form.casefold(): entry
        for form, entry in reversed(chosen.items())
        if form.casefold() not in words("common")
    }


@cache
def second_names() -> frozenset[str]:
    """Names by which reports call a country as often as by its first: "Britain".

    "U.S." is none of them: it stands before nouns as "American" does.
    """
    names: str = _table("known.toml")["second_names"]
    return frozenset(names.split("|"))


@cache
def _peoples() -> frozenset[str]:
    """Every form of a people's or a faith's name."""
    return frozenset(form for forms in _forms("peoples") for form in forms)


def is_people(name: str) -> bool:
    """Whether a name is that of a people or faith: Kurds, Muslims, Canadians.

    >>> is_people("the Canadians"), is_people("Muslims"), is_people("Canada")
    (True, True, False)
    """
    form = _key(name)
    if form in _peoples():
        return True
    entry, one = lookup(form), lookup(form[:-1])
    plural = form.endswith("s") and " " not in form and entry is not None and one is not None
    return (
        plural
        and entry is not None
        and entry.kind == "country"
        and entry == one
        and entry.canonical not in (form, form[:-1])
    )


@cache
def _capitals() -> frozenset[str]:
    """Forms of a country that are also places where something can happen."""
    found = {form for forms in _table("names.json")["countries"].values() for form in forms}
    cities = set(_built("places")) & found
    return frozenset(
        cities
        | {
            "Washington",
            "London",
            "Kiev",
            "Tehran",
            "The Hague",
            "Sanaa",
            "Ramallah",
            "Kremlin",
            "Brussels",
        }
    )


def lookup(name: str) -> Entry | None:
    """What a known name stands for, or None."""
    form = _key(name)
    found = _entries().get(form)
    if found is None and form[:1].isupper():
        return _entries().get(form[:-2]) if form.endswith("'s") else _folded().get(form.casefold())
    return found


def is_capital(name: str) -> bool:
    """Whether a country's metonym is a city as well."""
    return _key(name) in _capitals()


def country(word: str) -> str | None:
    """The country that a name, demonym, capital or government seat stands for.

    >>> country("Israeli"), country("Tehran"), country("the U.S."), country("Arkania")
    ('Israel', 'Iran', 'United States', None)
    """
    entry = lookup(word) or lookup(word.strip(" .,;:'’"))
    return entry.canonical if entry is not None and entry.kind == "country" else None


def full_form(name: str) -> str:
    """The fullest form of a known name; an unknown one stays.

    >>> full_form("EU"), full_form("the Arkanian League")
    ('European Union', 'the Arkanian League')
    """
    entry = lookup(name)
    return entry.canonical if entry is not None else name
