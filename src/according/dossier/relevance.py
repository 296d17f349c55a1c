"""Which reports belong to a dossier: those that name enough of it, within its time.

text ──names_in──► {parties, mediators, issues, places} ──belongs──► yes or no

Told from the text itself, not from what was read in it: a name that the reader missed is
still there. A report belongs when it names a party and one more thing of the dossier (another
party, a mediator, an issue, a place), or three things of it and no party ("The truce at Cape
Sorrow holds, Belmora said"); each by any of its names.
"""

import re
from collections.abc import Iterable

from according.cast import Actor
from according.cast.actors import key_of
from according.dossier.file import DossierFile, Issue
from according.dossier.parties import Parties

WITH_PARTY, WITHOUT = 2, 3  # things of the dossier that a report has to name
_APOSTROPHE = re.compile(r"['’ʼ‘]")


class Relevance:
    """The names of one dossier, ready to be looked for."""

    def __init__(self, file: DossierFile, parties: Parties) -> None:
        """Collect every name of everything in the file."""
        self.since, self.until = file.dossier.since, file.dossier.until
        self._parties = frozenset(parties.keys)
        names: dict[str, str] = {}
        for key, owner in parties.own():
            actor = parties.cast.actor(key)
            for name in _written(actor) if actor is not None else ():
                names.setdefault(name, owner)
        names |= {place: f"place:{key_of(place)}" for place in file.dossier.places}
        self._keys = {_plain(name): key for name, key in names.items()}
        self._names = _pattern(self._keys)
        self._issues = Issues(file.issue)

    def names_in(self, text: str) -> tuple[str, ...]:
        """The keys of what a text names, in the order of their first mention."""
        plain = _plain(text)
        found = (self._keys[match[0]] for match in self._names.finditer(plain))
        return tuple(dict.fromkeys((*found, *(f"issue:{i}" for i in self._issues.named(text)))))

    def belongs(self, names: Iterable[str], day: str | None) -> bool:
        """Whether a report that names these, published on that day, is of the dossier."""
        if day and self.since and day < self.since.isoformat():
            return False
        if day and self.until and day > self.until.isoformat():
            return False
        found = set(names)
        return len(found) >= (WITH_PARTY if found & self._parties else WITHOUT)


class Issues:
    """The issues of a dossier, known by their words.

    >>> issues = Issues([Issue(name="prisoners", words=("captive", "exchang"))])
    >>> issues.named("An exchange of captives"), issues.named("A ceasefire")
    (('prisoners',), ())
    """

    def __init__(self, issues: Iterable[Issue]) -> None:
        """Take the words of each; one without words is known by its name."""
        self._patterns = [(i.name, _beginnings(i.words or (i.name,))) for i in issues]

    def named(self, text: str) -> tuple[str, ...]:
        """The names of the issues that a text is about."""
        return tuple(name for name, pattern in self._patterns if pattern.search(text))

    def first(self, text: str) -> str:
        """The name of the issue whose word comes first, or nothing: "a plan for a truce"."""
        found = [(match.start(), name) for name, p in self._patterns if (match := p.search(text))]
        return min(found)[1] if found else ""


def _beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, as the beginning of a word, in any case."""
    each = "|".join(re.escape(word.strip()) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{each})", re.IGNORECASE)


def _plain(text: str) -> str:
    return _APOSTROPHE.sub("'", text)


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, whole, as written."""
    each = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)")


def _written(actor: Actor) -> Iterable[str]:
    """The ways in which an actor is written; a single word that is no name is left out."""
    yield from (actor.name, *actor.aliases, *actor.demonyms)
    yield from (f"{demonym}s" for demonym in actor.demonyms)
    if actor.capital:
        yield actor.capital
