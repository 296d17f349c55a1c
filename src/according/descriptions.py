"""Resolve definite descriptions: "the minister", "the paper", "the cooperative".

text, names ─► Descriptions ─► named("the foreign minister", at) ─► ["Ana Rukh", …] nearest first

A report says once who holds an office ("Foreign Minister Ana Rukh"; "Ana Rukh, the foreign
minister,") or what a body is (its name says so: "Sande Fishermen's Cooperative") and
later only names the office or the kind. The words around and inside names are collected;
a description fits a name that has its head noun, best the one that has most of its words.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from according.gazetteer import country, words
from according.names import Name
from according.titles import bare, head, is_org, is_title

_REACH = 90  # characters before and after a name in which its titles stand
_STOP = re.compile(r"[.;:!?\n“”\"](?=\s|$)|[()]")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{1,3})\.(?=\s)")
_OWNER = re.compile(r"([\w.-]+)(?:['’]s|(?<=s)['’])\s+\w")
_GLUE = frozenset(["of", "for", "to", "the", "and", "a", "an", "its", "his", "her", "their"])
_SAME_OFFICE = {"pm": ("prime", "minister"), "premier": ("prime", "minister")}
_MEDIUM = frozenset(
    ["paper", "newspaper", "daily", "weekly", "agency", "broadcaster", "station", "channel",
     "magazine", "site", "website", "outlet", "network", "portal"]
)  # fmt: skip
_MOST = 12  # mentions of one head noun that are compared
_FAR = 200  # and that are looked at for it: a long text has thousands


@dataclass(frozen=True, slots=True)
class Described:
    """A name, where it is mentioned, and the words that describe it there."""

    name: str
    start: int
    words: frozenset[str]
    countries: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()  # words of names among them: whose minister it is

    def fits(self, countries: frozenset[str], wanted: set[str], owner: str | None) -> bool:
        """Tell whether a description can mean this name.

        One with countries, only if they are this one's; one that says whose ("Rehl's
        lawyer", "the attorney general's office"), only if that was said here too.
        """
        if countries and self.countries and not countries & self.countries:
            return False
        if owner is None:
            return True
        itself = owner in map(bare, self.name.split())
        return not itself and (owner in self.proper or len(wanted & self.words) > 1)


class Descriptions:
    """What the names of one report are described as."""

    def __init__(self, text: str, found: Sequence[Name], publisher: str = "") -> None:
        """Collect the descriptions; ``found`` in the order of the text.

        A ministry that publishes calls itself "the Ministry": it is named before the text begins.
        """
        self._by_word: dict[str, list[Described]] = defaultdict(list)
        self._by_name: dict[str, dict[tuple[frozenset[str], ...], Described]] = defaultdict(dict)
        for described in (
            Described(publisher, -1, frozenset(_kinds(publisher))),
            *(_description(text, name) for name in found),
        ):
            told = self._by_name[described.name]
            if len(told) < _MOST:
                told.setdefault((described.words, described.countries, described.proper), described)
            for word in described.words:
                self._by_word[word].append(described)

    def of(self, name: str) -> Collection[Described]:
        """Return the different ways in which a name is described, the first few of them."""
        return self._by_name[name].values() if name in self._by_name else ()

    def named(self, description: str, at: int) -> list[str]:
        """Return the names that a description at ``at`` can mean, the likeliest first.

        Names mentioned so before come first, the nearest first; among them those that share
        most words with the description.
        """
        tokens = description.split()
        wanted, lands, owner = set(_described(tokens)), countries(tokens), owned(description)
        noun = _SAME_OFFICE.get(head(description), (head(description),))[-1]
        known = self._by_word.get(noun, [])
        here = bisect_left(known, at, key=lambda d: d.start)

        def fitting(some: Iterable[Described]) -> list[Described]:
            near = islice(some, _FAR)
            return list(islice((d for d in near if d.fits(lands, wanted, owner)), _MOST))

        before = fitting(known[i] for i in range(here - 1, -1, -1))
        after = fitting(known[i] for i in range(here, len(known)))
        ranked = sorted(before, key=lambda d: -len(wanted & d.words))
        ranked += sorted(after, key=lambda d: -len(wanted & d.words))
        return list(dict.fromkeys(d.name for d in ranked))


def owned(description: str) -> str | None:
    """Return the last word of who has somebody, bare, where a description says so by name.

    >>> owned("Ana Rukh's lawyer"), owned("the attorney general's office"), owned("her lawyer")
    ('rukh', 'general', None)
    """
    found = _OWNER.search(description)
    return bare(found[1]) if found else None


def _description(text: str, name: Name) -> Described:
    """Return a name with the words that describe it where it stands."""
    if name.kind in {"person", "unknown"}:
        before = text[max(0, name.start - _REACH) : name.start]
        plain = _ABBREVIATED.sub(lambda m: m[0][:-1], before)
        tokens = _title_run(_STOP.split(plain)[-1].split())
        after = text[name.end : name.end + _REACH]
        if after.startswith(", "):
            tokens += _title_run(_STOP.split(after[2:])[0].split(",")[0].split(), 8)
        found = frozenset(_described(tokens))
        proper = frozenset(bare(t) for t in tokens if t[:1].isupper() and not _tells(t))
        return Described(name.canonical, name.start, found, countries(tokens), proper)
    if name.kind == "outlet":
        return Described(name.canonical, name.start, _MEDIUM)
    named = name.kind not in {"country", "place"} and " " in name.canonical
    return Described(name.canonical, name.start, frozenset(_kinds(name.canonical) if named else ()))


def countries(tokens: Sequence[str]) -> frozenset[str]:
    """Return the countries that words name, or whose adjectives they are.

    >>> countries(["the", "Iranian", "envoy"])
    frozenset({'Iran'})
    """
    return frozenset(c for token in tokens if (c := country(bare(token).title()) or country(token)))


def _kinds(name: str) -> Iterator[str]:
    """Yield the words of a body's name that tell what it is."""
    return (bare(word) for word in name.split() if is_org(word))


def _title_run(tokens: Sequence[str], most: int = 0) -> list[str]:
    """Return the words of a title: the last ones before a name, or the first ``most`` after it."""
    out = []
    for token in tokens[:most] if most else reversed(tokens):
        if not (token[:1].isupper() or bare(token) in _GLUE or _tells(token)):
            break
        out.append(token)
    return out


def _tells(token: str) -> bool:
    plain = bare(token)
    return is_title(token) or plain in words("roles") or plain in words("modifiers")


def _described(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the words among ``tokens`` that tell an office, a role or a kind of body."""
    for token in tokens:
        plain = bare(token)
        if plain in _SAME_OFFICE:
            yield from _SAME_OFFICE[plain]
        elif _tells(token) or is_org(token):
            yield plain
