"""Where somebody has turned: the same matter, for which he was and against which he is.

Stand, Stand ──one telling of each──► turned? ──► the words in which he stood, then and now

An issue of the file is wider than a matter: "yes to this part, no to that" is no turn. What one
report tells of both is none either, and what was read too unsurely.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from according.dossier.evidence import Evidence
from according.dossier.positions import Stand
from according.dossier.stems import stems

_SURE = 0.3  # of the reader, of both stances
_ONE_MATTER = 0.6  # of the words for the issue of the shorter of two
_MATTER = 2  # words at least that both have: "the draft" and "its proposal" name no matter
_POINTING = frozenset(
    {"a", "an", "the", "this", "that", "any", "all", "its", "his", "her", "their", "such"}
)
# What says more of the same thing; "before", "unless" make a condition of it.
_FURTHER = re.compile(r"(?:of|with|between|for|on|about|among)\b")


class Stood(NamedTuple):
    """A stand, in those of its words that name the matter."""

    stand: Stand
    words: str


class _Telling(NamedTuple):
    words: str
    evidence: Evidence


def turned(former: Stand, stand: Stand) -> tuple[Stood, Stood] | None:
    """The two stands of one holder, if a telling of each is of one matter, by two reports."""
    for one, other in product(_tellings(former), _tellings(stand)):
        apart = one.evidence.report != other.evidence.report
        if apart and one_matter(one.words, other.words):
            return Stood(former, one.words), Stood(stand, other.words)
    return None


def _tellings(stand: Stand) -> Iterator[_Telling]:
    for words, evidence in zip(stand.issues, stand.evidence, strict=True):
        if evidence.confidence >= _SURE:
            yield _Telling(words, evidence)


def one_matter(one: str, other: str) -> bool:
    """Whether two issues are one matter: by most of their words, or as one names it for short.

    >>> one_matter("any exchange of prisoners with the League", "an exchange")
    True
    >>> one_matter("a truce before the guns leave", "a truce"), one_matter("the draft", "a plan")
    (False, False)
    """
    mine, theirs = set(stems(one)), set(stems(other))
    if len(mine & theirs) >= max(_MATTER, _ONE_MATTER * min(len(mine), len(theirs))):
        return True
    short, long = sorted((_named(one), _named(other)), key=len)
    rest = " ".join(long[len(short) :])
    return bool(short) and long[: len(short)] == short and (not rest or bool(_FURTHER.match(rest)))


def _named(issue: str) -> list[str]:
    """The words by which an issue is named, without what points to it: "a truce", "the truce"."""
    words = issue.casefold().split()
    while words and words[0] in _POINTING:
        words.pop(0)
    return words
