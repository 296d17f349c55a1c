"""Find the names in a text and tell which of them mean the same.

Report.text ──▶ find() ──▶ Name(start, end, canonical, kind)

A name is a run of capitalised words, parted from titles and looked up in the gazetteer;
a short name is tied to the fullest form that the same text gives. Pure and linear.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from according.capitals import Finder
from according.gazetteer import (
    NameKind,
    country,
    full_form,
    is_capital,
    lookup,
    second_names,
)
from according.sources import (
    is_body,
    is_collective,
    is_document,
    is_outlet,
    is_pronoun,
    is_role,
    is_unnamed,
    kind_of,
)
from according.titles import bare, parts_of_list, strip_titles

__all__ = [
    "Index", "Name", "country", "find", "fullest", "is_body", "is_collective", "is_document",
    "is_outlet", "is_pronoun", "is_role", "is_unnamed", "kind_of", "same", "strip_titles",
]  # fmt: skip

_MOST = 40  # longer names that one word may point to: keeps hostile texts linear
_LONG = 200  # characters; longer than this is hardly a name, and not worth keeping
_FILLERS = frozenset(["the", "of", "for", "and", "al", "el"])
_ARABIC_ARTICLE = re.compile(r"^(?:al|el|ash|as|ar|an|at|az|ad)-")
_ACRONYM = re.compile(r"[A-Z][A-Z&.\d-]*")
_OWNER = re.compile(r"^(.+?)(['’]s?\s.+)$")

Form = tuple[str, NameKind]


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a name: ``text[start:end]``, without titles."""

    start: int
    end: int
    canonical: str
    kind: NameKind


def find(text: str) -> list[Name]:
    """All mentions of names, in order, none overlapping.

    >>> [(name.canonical, name.kind) for name in find("Envoy Ana Rukh met Israelis. Rukh left.")]
    [('Ana Rukh', 'person'), ('Israel', 'country'), ('Ana Rukh', 'person')]
    """
    finder = Finder(text)
    found: list[Name] = []
    for begin, end in finder.runs():
        for first, last, titled in finder.pieces(begin, end):
            canonical, kind = finder.kind(first, last, titled=titled)
            start, after = finder.slice(first, last)
            found.append(Name(start, after, canonical, kind))
    return _linked(found, _bracketed(text, found) | _called(text, found))


def _bracketed(text: str, found: Sequence[Name]) -> dict[str, Form]:
    """The acronyms that the text explains: "the Army of the Poor (EDP)"."""
    out = {}
    for name, after in pairwise(found):
        short = text[after.start : after.end]
        enclosed = text[name.end : after.start] == " (" and text[after.end : after.end + 1] == ")"
        if enclosed and len(short) > 1 and _ACRONYM.fullmatch(short) and " " in name.canonical:
            out[after.canonical] = (name.canonical, name.kind)
    return out


def _called(text: str, found: Sequence[Name]) -> dict[str, Form]:
    """The countries that the text calls by a second name alone: "Britain", never the other."""
    written: dict[str, set[str]] = defaultdict(set)
    for name in found:
        if name.kind == "country":
            written[name.canonical].add(text[name.start : name.end].removeprefix("the "))
    seconds = {canonical: forms & second_names() for canonical, forms in written.items()}
    return {
        canonical: (max(forms, key=len), "country")
        for canonical, forms in seconds.items()
        if forms and canonical not in written[canonical]
    }


@lru_cache(maxsize=20000)
def _key(name: str) -> tuple[str, ...]:
    """The words by which names are compared: no case, accents, articles or small words."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("ł", "l"))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    found = (_ARABIC_ARTICLE.sub("", bare(part)) for part in re.split(r"[\s/]+", plain))
    return tuple(word for word in found if word and word not in _FILLERS)


class Index:
    """The forms of the names of a text: by known entity, by word, by initials.

    Made once a text: `fullest` makes one for every question.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self.counts = Counter((name.canonical, name.kind) for name in names)
        self.known: dict[str, Form] = {}
        self.by_word: dict[str, list[Form]] = defaultdict(list)
        self.initials: dict[str, Form] = {}
        for form in self.counts:
            self._add(form, _key(form[0]))

    def _add(self, form: Form, key: tuple[str, ...]) -> None:
        """Enter one form."""
        entry = lookup(form[0])
        if entry is not None and not is_capital(form[0]):
            best = self.known.get(entry.canonical)
            if best is None or len(form[0]) > len(best[0]):
                self.known[entry.canonical] = form
        if len(key) < 2 or form[1] in ("country", "place"):  # a single word is short for nothing
            return
        for word in {key[0], key[-1]}:
            if len(self.by_word[word]) < _MOST:
                self.by_word[word].append(form)
        self.initials.setdefault("".join(word[0] for word in key), form)

    def fullest(self, name: str) -> str:
        """The fullest form of a name that the text gives, without titles."""
        core = strip_titles(name)
        parts = [_raise(part, self) for part in parts_of_list(core)]
        return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]

    def best(self, form: str) -> Form | None:
        """The fullest form in the text of what this one stands for."""
        entry = lookup(form)
        if entry is not None and entry.kind != "place":
            return self.known.get(entry.canonical) or (
                (entry.canonical, entry.kind) if is_capital(form) else None
            )
        key = _key(form)
        if not key:
            return None
        if len(key) == 1 and form.replace(".", "").isupper() and len(form) > 1:
            return self.initials.get(key[0].replace(".", ""))
        fits = [long for long in self.by_word.get(key[-1], []) if _short_for(key, _key(long[0]))]
        return max(
            fits, key=lambda long: (_key(long[0])[-1] == key[-1], self.counts[long]), default=None
        )


def _short_for(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the short name opens or closes the long one, or both ("Ana Orr", "Ana J. Orr")."""
    if len(short) >= len(long):
        return False
    ends = long[-len(short) :] == short or long[: len(short)] == short
    return ends or (
        len(short) > 1 and short[0] == long[0] and short[-1] == long[-1] and set(short) <= set(long)
    )


def _linked(found: list[Name], explained: dict[str, Form]) -> list[Name]:
    """Every name with its canonical form raised to the fullest that the text gives."""
    index = Index(found)
    raised: dict[Form, Form] = {}
    for form in index.counts:
        if form[0] in explained:
            raised[form] = explained[form[0]]
            continue
        raised[form] = form if form[1] == "country" or _city(form) else index.best(form[0]) or form
    return [Name(name.start, name.end, *raised[name.canonical, name.kind]) for name in found]


def _city(form: Form) -> bool:
    """Whether a form is a known place, or a capital where something happens."""
    entry = lookup(form[0])
    return form[1] == "place" and entry is not None and entry.kind == "country"


def fullest(name: str, names: Sequence[Name]) -> str:
    """The fullest form of a name that the names of the text give, without titles.

    >>> fullest("Rukh", find("Ana Rukh spoke. Rukh left.")), fullest("Tehran", [])
    ('Ana Rukh', 'Iran')
    """
    return Index(names).fullest(name)


def _raise(name: str, index: Index) -> str:
    """One name in its fullest form; "President Rukh's office" is "Rukh's office"."""
    entry = lookup(name)
    if entry is not None and entry.kind == "country":
        return index.known.get(entry.canonical, (entry.canonical, "country"))[0]
    owned = _OWNER.match(name) if entry is None else None
    if owned is not None:
        return strip_titles(owned.group(1)) + owned.group(2)
    best = index.best(name)
    return best[0] if best is not None else name


def same(a: str, b: str) -> bool:
    """Whether two names mean the same as far as their words tell.

    >>> same("EU", "European Union"), same("Rukh", "Ana Rukh"), same("Ana Rukh", "Ana Ruiz")
    (True, True, False)
    """
    return (_same if len(a) + len(b) < _LONG else _same.__wrapped__)(a, b)


@lru_cache(maxsize=20000)
def _same(a: str, b: str) -> bool:
    """What `same` says, kept: one report asks of few names again and again."""
    one, two = strip_titles(a), strip_titles(b)
    if full_form(one).lower() == full_form(two).lower():
        return bool(one.strip())
    if country(one) is not None or country(two) is not None:
        return False
    x, y = sorted((_key(one), _key(two)), key=len)
    if not x:
        return False
    return x == y or _short_for(x, y) or _initials(one, y) or _initials(two, y)


def _initials(acronym: str, key: tuple[str, ...]) -> bool:
    """Whether an acronym is made of the initials of a name."""
    letters = acronym.replace(".", "")
    return (
        letters.isupper()
        and len(letters) > 1
        and len(key) > 1
        and letters.lower() == "".join(word[0] for word in key)
    )
