"""Cut a report into words, and note beside each what an uncased encoder cannot see.

text ──► words(text) ──► [Word(start, end, shape, quote, opens)]

The encoder's vocabulary is lower case and knows neither quotation state nor line
breaks, yet names, direct speech and "A, he said. B." within one paragraph hang on
them. So each word carries three small features that the encoder adds to its
embedding: the shape of the letters, whether the word stands in quotation marks, and
whether it opens a paragraph. Words follow Penn Treebank habits (clitics apart,
"U.S." whole), because the attribution corpora do.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

SHAPES = ("lower", "title", "upper", "mixed", "digit", "other")
QUOTES = ("outside", "inside", "mark")

_WORD = re.compile(
    r"""
      (?:[^\W\d_]\.){2,}                  # U.S.  a.m.
    | \d+(?:[.,:/]\d+)*                   # 1,200  3.5  07:30
    | [^\W_]{1,64}?(?=n['’]t\b)           # do|n't
    | n['’]t\b
    | ['’](?:s|re|ve|ll|d|m)\b            # Iran|'s
    | [^\W_]+(?:[-‐‑][^\W_]+)*            # cease-fire
    | \.\.\.+ | -{2,} | `` | ''
    | [^\w\s] | _
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENING = frozenset({"“", "«", "„", "``"})
_CLOSING = frozenset({"”", "»", "''"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``text[start:end]`` and its features as indices into SHAPES and QUOTES."""

    start: int
    end: int
    shape: int
    quote: int
    opens: int  # 1 when the word opens a paragraph


def words(text: str) -> list[Word]:
    """Return the words of ``text`` in order; everything but white space is in one.

    >>> [("U.S. won't" + "…")[w.start:w.end] for w in words("U.S. won't…")]
    ['U.S.', 'wo', "n't", '…']
    """
    return described(text, (m.span() for m in _WORD.finditer(text)))


def described(text: str, spans: Iterable[tuple[int, int]]) -> list[Word]:
    """Return the given words of ``text`` with their features."""
    found: list[Word] = []
    inside = False
    last = 0
    for start, end in spans:
        opens = not found or "\n" in text[last:start]
        if opens:
            inside = False  # a quotation goes on over paragraphs only with a new opening mark
        written = text[start:end]
        quote, inside = _quote(written, inside=inside)
        found.append(Word(start, end, _shape(written), quote, int(opens)))
        last = end
    return found


def _quote(written: str, *, inside: bool) -> tuple[int, bool]:
    """Return the quotation feature of a word, and whether what follows is quoted."""
    if written in _OPENING:
        return 2, True
    if written in _CLOSING:
        return 2, False
    if written == '"':
        return 2, not inside
    return int(inside), inside


def _shape(written: str) -> int:
    if written[0].isdigit():
        return 4
    if not written[0].isalpha():
        return 5
    if written.islower():
        return 0
    if written.isupper():
        return 2 if len(written) > 1 else 1
    return 1 if written[0].isupper() and written[1:].islower() else 3
