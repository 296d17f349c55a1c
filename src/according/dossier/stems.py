"""The words of an assertion, so that two can be compared whatever the style of the outlet.

"Envoy carried two letters" ──stems──► envoy, carri, messag, #2

Inflections are cut off, words of one meaning become one (data/synonyms.toml), numbers are
read, and what says nothing about the matter is left out. No model, no corpus.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from according import numbers

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer

_WORD = re.compile(r"#[\d.]+|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_OWNER = re.compile(r"['’]s?$")
# Negation is told by `negated`; how sure or how late something is, by status and date.
_EMPTY = frozenset(
    """a about above after again all also am among an and any are around as at be because been
    before being between both but by can could did do does doing down during each either every
    for from further had has have having he her here hers him his how i if in into is it its
    itself just last later like many may me might more most much must my near nearly neither
    never new no nobody none nor not nothing now of off on once one only onto or other our out
    own per quite rather s same shall she should since so some still such t than that the their
    them then there these they this those though through till to today tomorrow too toward
    towards under until up upon us very via was we were what when where whether which while who
    whom whose why will with within without would yesterday yet you your monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august
    september october november december week day morning evening night mr mrs ms miss dr said
    say says told tell tells according report reported reports announced added stated
    noted""".split()  # noqa: SIM905  # a list of words reads better so
)
_NOT = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|neither|nowhere|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(
    r"\bnot only\b|\bno longer than\b|\bno less\b|\bno fewer\b"
    r"|\b(?:none|nothing|nobody|never) more\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(  # "30, not 31"; "to the offer and not to the threat"
    r"(?<=\w)(?:,\s+(?:and\s+)?not\b|\s+and not (?=to |of |by |from |the |an? ))[^,;.]*",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|[mb]illion|dozen|half|third|quarter)",
    re.IGNORECASE,
)
_ALSO = re.compile(r"[,;.]|\b(?:and|or|nor)\b")  # "no messages and no messenger" is not twice no
_BREAK = re.compile(
    r"[,;:–—]|\s-\s|\b(?:when|after|before|because|while|although|but|which|who|whose|as)\b"
)
_SHORT = 4  # words that say something; a clause with fewer needs its neighbour


class _Same(NamedTuple):
    """Words and phrases of one meaning."""

    words: Mapping[str, str]
    phrases: Mapping[str, str]
    pattern: re.Pattern[str]


@lru_cache(maxsize=20_000)  # a sentence is laid out for each of the items in it
def stems(text: str) -> tuple[str, ...]:
    """The words that say something, each once, in order.

    >>> set(stems("Two notes were carried to Arkan.")) == set(stems("conveyed 2 letters: Arkan"))
    True
    """
    return tuple(dict.fromkeys(_stems(_numbered(text))))


def _stems(text: str) -> Iterator[str]:
    for written in _WORD.findall(_merged(text)):
        word = _bare(written)
        if word.startswith("#"):
            yield word
        elif word not in _EMPTY and len(word) > 1:
            yield meaning(word)


def negated(text: str) -> bool:
    """Whether words say that something is not so.

    >>> negated("there were no channels"), negated("not only guns"), negated("had no doubt of none")
    (True, False, False)
    >>> negated("it released 30 sailors, not 31"), negated("happier papers, but none more apt")
    (False, False)
    """
    parts = _ALSO.split(_CONTRAST.sub("", _NOT_ONLY.sub("", text)))
    return any(len(_NOT.findall(part)) % 2 == 1 for part in parts)


def clause(sentence: str, start: int, end: int) -> str:
    """The part of a sentence around ``sentence[start:end]`` that says who did what.

    >>> clause("Shells struck the old ferry harbour, the hospital said, when it rained.", 0, 6)
    'Shells struck the old ferry harbour'
    """
    cuts = [0, *(m.start() for m in _BREAK.finditer(sentence)), len(sentence)]
    first = max(i for i, cut in enumerate(cuts) if cut <= max(start, 0))
    last = next((i for i, cut in enumerate(cuts) if cut >= end), len(cuts) - 1)
    last = max(last, first + 1)
    while _thin(sentence[cuts[first] : cuts[last]]) and (first > 0 or last < len(cuts) - 1):
        first, last = (first - 1, last) if first else (first, last + 1)
    return sentence[cuts[first] : cuts[last]].strip(" ,;:–—-")


def _thin(text: str) -> bool:
    words = map(_bare, _WORD.findall(text))
    return sum(word not in _EMPTY for word in words) < _SHORT


@lru_cache(maxsize=100_000)
def _bare(word: str) -> str:
    """A word in small letters, without the 's of an owner."""
    return _OWNER.sub("", word).casefold()


@lru_cache(maxsize=100_000)
def meaning(word: str) -> str:
    """The stem of a word, or that of the word that stands for its meaning.

    >>> meaning("ceasefires") == meaning("truce")
    True
    """
    same = _table()
    return same.words.get(word) or same.words.get(stem(word), stem(word))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word without its inflections, and nothing more."""
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> "EnglishStemmer":
    from snowballstemmer.english_stemmer import (  # noqa: PLC0415  # only where texts are compared
        EnglishStemmer,
    )

    return EnglishStemmer()


@cache
def _table() -> _Same:
    text = files("according").joinpath("data", "synonyms.toml").read_text("utf-8")
    words: dict[str, str] = {}
    phrases: dict[str, str] = {}
    for line in tomllib.loads(text)["same"]:
        each = [word.strip() for word in line.split(",")]
        first = each[0].partition(" ")[0]
        for word in each:
            if " " in word:
                phrases.setdefault(word, first)
            else:
                words.setdefault(stem(word), stem(first))
                words.setdefault(word, stem(first))
    longest = sorted(phrases, key=len, reverse=True)
    return _Same(words, phrases, re.compile(rf"\b(?:{'|'.join(longest)})\b", re.IGNORECASE))


def _merged(text: str) -> str:
    """A text with the phrases of one meaning as one word."""
    same = _table()
    return same.pattern.sub(lambda match: same.phrases[match[0].casefold()], text)


def _numbered(text: str) -> str:
    """A text with its numbers as #1200."""
    if not _MAYBE.search(text):
        return text  # looking closely takes longer than all the rest
    out, at = [], 0
    for quantity in numbers.find(text):
        out += [text[at : quantity.start], f" #{quantity.value:g} "]
        at = quantity.end
    return "".join((*out, text[at:]))
