"""Part a text into words with offsets, for the finding of names.

text ──▶ tokens() ──▶ Token(text, start, end, begins, joins, caps)

Compounds are taken apart ("Saudi|-led", "US|-Iran"); points of titles and acronyms
end no sentence ("Mr. Orr", "the U.S. army").
"""

import re
from functools import lru_cache
from typing import NamedTuple

from according.gazetteer import country, lookup, words
from according.titles import capital


class Token(NamedTuple):
    """One word of the text."""

    text: str
    start: int
    end: int
    begins: bool  # whether a sentence begins here
    joins: bool  # whether only a space parts it from the word before
    caps: bool  # whether it is written as a part of a name


_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’&](?:(?:[^\W\d_]\.){2,}|[^\W_]+))*")
_SENTENCE = re.compile(r"[.!?:;\n•*\"“‘]|^$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def clean(word: str) -> str:
    """Give a word without its possessive ending."""
    return word[:-2] if word[-2:].lower() in ("'s", "’s") else word


def tokens(text: str) -> list[Token]:
    """The words of a text, compounds such as "Saudi-led" and "US-Iran" taken apart."""
    found: list[Token] = []
    end, last = 0, ""
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        word, start = match.group(), match.start()
        dotted = gap == ". " and (len(last) == 1 or last.lower() in words("abbreviations"))
        begins = (
            not found
            or (last[-1] == "." and _ends(last, word))
            or (gap != " " and not dotted and _SENTENCE.search(gap) is not None)
        )
        joins = gap in (" ", "\xa0", " & ") or dotted
        at = _split_at(word) if "-" in word else _glued_at(word, found)
        if at:
            found.append(Token(word[:at], start, start + at, begins, joins, capital(word)))
            at += word[at] == "-"
            start, word, begins, joins = start + at, word[at:], False, False
        found.append(
            Token(
                word,
                start,
                match.end(),
                begins,
                joins,
                word[0].isupper() or ("-" in word and capital(word)),
            )
        )
        end, last = match.end(), match.group()
    return found


def _ends(last: str, following: str) -> bool:
    """Whether "U.S." closes a sentence: what follows is a word like "He" or "The"."""
    return last[-2:-1].isupper() and following[:1].isupper() and following.lower() in words("stop")


@lru_cache(maxsize=20000)
def _split_at(word: str) -> int:
    """Where a compound is to be taken apart, or 0: "Saudi|-led", "US|-Iran", "then|-Minister"."""
    left, dash, right = word.partition("-")
    if left.lower() == "then" and capital(right):
        return len(left)
    if not dash or not right or not left[:1].isupper() or lookup(word) is not None:
        return 0
    if right.lower().split("-")[-1] in words("led") or (
        lookup(left) is not None and (right.islower() or lookup(right) is not None)
    ):
        return len(left) if right not in ("un", "in") else 0
    return len(left) if right.isupper() and country(right) is not None else 0


def _glued_at(word: str, before: list[Token]) -> int:
    """Where a link's text was glued to the next word ("Trump ... TrumpDem"), or 0."""
    if word.islower() or word.istitle() or word.isupper():
        return 0
    found = _CAMEL.search(word)
    return (
        found.start()
        if found and any(token.text == word[: found.start()] for token in before[-4:])
        else 0
    )
