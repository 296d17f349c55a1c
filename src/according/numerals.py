"""Read numbers as they are written, in digits or in words.

text ──► page_of ──► Page(tokens) ──► read(page, i) ──► Core(start, end, value, …)

The number itself only; :mod:`according.numbers` looks at what stands around it.
The grammar is our own and compact: quantulum3 reads "20 to 30 km" as 25, and
text2num cannot read "3.2 million", "half a million" or "hundreds of thousands".
Vague words have the values of the annotation guide (Figures).
"""

import re
from typing import Literal, NamedTuple

from according.data.number_words import (
    ARTICLES,
    CURRENCY_SIGNS,
    FRACTION_AFTER,
    FRACTIONS,
    LETTER_SCALES,
    NUMBER_WORDS,
    SCALES,
    TENS,
    UNITS,
    VAGUE,
    VAGUE_PLURALS,
)

__all__ = ["Core", "Number", "Page", "Token", "Unit", "page_of", "read", "tidy", "word_at"]

Unit = Literal["count", "percent", "money"]
Number = float | int

_LONGEST_DIGITS = 18  # beyond it nothing is a count, and int() itself refuses at 4,300
_TOKEN = re.compile(
    r"[A-Za-z]+"
    r"|(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"
    r"|[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![0-9,])"
    r"|[0-9]+)(?:\.[0-9]+)?"
    r"|[$€£¥₹₽₪]"
)
_JOINS = frozenset({" ", "  ", "-", "\u00a0", "\u2011", "\n"})  # what may stand inside one number
_FRACTION_AFTER = re.compile(FRACTION_AFTER)


class Token(NamedTuple):
    """One word, number in digits or currency sign, with its place in the text."""

    word: str  # lower case
    start: int
    end: int


class Core(NamedTuple):
    """A number without its qualifier: the tokens first to stop (exclusive)."""

    start: int
    end: int
    stop: int
    value: Number
    low: Number | None = None
    high: Number | None = None
    unit: Unit = "count"
    scale: int = 1  # the last scale word, which a range may share: "2 to 3 million"


class Page(NamedTuple):
    """A text and its tokens: words, digits and currency signs."""

    text: str
    tokens: list[Token]


def page_of(text: str) -> Page:
    """Cut a text into the tokens from which numbers are read."""
    return Page(text, [Token(m[0].lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)])


def read(page: Page, i: int) -> Core | None:
    """Read the number that begins at token i, if one does."""
    word = page.tokens[i].word
    if word in CURRENCY_SIGNS:
        return _signed(page, i)
    if word in ARTICLES:
        return _after_article(page, i)
    if word in VAGUE_PLURALS:
        return _vague_plural(page, i)
    if word in VAGUE:
        return _vague(page, i)
    if word == "half":
        return _half(page, i, i)
    return _cardinal(page, i)


def _signed(page: Page, i: int) -> Core | None:
    """Read "$3.5 million"; "US$" begins at its letters."""
    if i + 1 >= len(page.tokens) or page.tokens[i + 1].start - page.tokens[i].end > 1:
        return None
    number = _cardinal(page, i + 1) or (
        _after_article(page, i + 1) if word_at(page, i + 1) in ARTICLES else None
    )
    if number is None:
        return None
    start = page.tokens[i].start
    if (
        i
        and page.tokens[i - 1].end == start
        and page.tokens[i - 1].word in {"us", "a", "au", "c", "ca", "hk", "nz", "s"}
    ):
        start = page.tokens[i - 1].start
    return number._replace(start=start, unit="money")


def _after_article(page: Page, i: int) -> Core | None:
    """Read "a hundred", "a few hundred", "a half-million", "a third of"."""
    follower = _joined(page, i)
    start = page.tokens[i].start
    if follower is None:
        return None
    if follower in SCALES:
        return _words(page, i, i + 1, 1)
    if follower in VAGUE:
        vague = _vague(page, i + 1)
        return vague and vague._replace(start=start)
    if follower == "half":
        return _half(page, i, i + 1)
    if follower in FRACTIONS:
        return _fraction(page, i, i + 1, 1)
    return None


def _vague_plural(page: Page, i: int) -> Core:
    """Read "dozens", "tens of thousands", "tens or hundreds of thousands"."""
    value, high, j = VAGUE_PLURALS[page.tokens[i].word], None, i
    if word_at(page, i + 1) == "or" and word_at(page, i + 2) in VAGUE_PLURALS:
        high, j = VAGUE_PLURALS[word_at(page, i + 2)], i + 2
    if (
        word_at(page, j + 1) == "of"
        and word_at(page, j + 2) in VAGUE_PLURALS
        and value < VAGUE_PLURALS[word_at(page, j + 2)]
    ):
        scale = VAGUE_PLURALS[word_at(page, j + 2)]
        value, high, j = value * scale, high and high * scale, j + 2
    return Core(page.tokens[i].start, page.tokens[j].end, j + 1, value, value, high)


def _vague(page: Page, i: int) -> Core | None:
    """Read "several", "several billion", "few hundred", "couple of": their scale, or more."""
    word = page.tokens[i].word
    value, low = VAGUE[word], None if word in {"couple", "pair"} else VAGUE[word]
    j = i
    if word_at(page, j + 1) == "of" and word_at(page, j + 2) in SCALES:
        j += 1
    scaled = word_at(page, j + 1)
    if scaled in SCALES and (j != i or _joined(page, i) == scaled):
        value = SCALES[scaled]
        return Core(page.tokens[i].start, page.tokens[j + 1].end, j + 2, value, value)
    if word == "few" and (not i or page.tokens[i - 1].word not in ARTICLES):
        return None  # "few people" bounds nothing
    return Core(page.tokens[i].start, page.tokens[i].end, i + 1, value, low)


def _half(page: Page, first: int, i: int) -> Core | None:
    """Read "half" (50 percent), "half a million", "half-million", "half a dozen"."""
    start, half = page.tokens[first].start, page.tokens[i]
    j = i + 1
    if (
        word_at(page, j) == "of"
        and word_at(page, j + 1) in ARTICLES
        and word_at(page, j + 2) in SCALES
    ):
        j += 1
    if word_at(page, j) in ARTICLES and word_at(page, j + 1) in SCALES:
        j += 1
    scale = SCALES.get(word_at(page, j))
    if scale:
        return Core(start, page.tokens[j].end, j + 1, scale // 2, scale=scale)
    if i and first == i and page.tokens[i - 1].word in {"first", "second", "other", "latter"}:
        return None
    if page.text[half.end : half.end + 1] == "-" or first != i:
        return None  # "half-brother", "a half hour"
    return Core(start, half.end, i + 1, 50, unit="percent")


def _fraction(page: Page, first: int, i: int, count: int) -> Core | None:
    """Read "a third", "two-thirds", "a quarter of a million"; never the ordinal "a third man"."""
    start, end = page.tokens[first].start, page.tokens[i].end
    parts = FRACTIONS[page.tokens[i].word]
    if (
        word_at(page, i + 1) == "of"
        and word_at(page, i + 2) in ARTICLES
        and word_at(page, i + 3) in SCALES
    ):
        scale = SCALES[word_at(page, i + 3)]
        return Core(start, page.tokens[i + 3].end, i + 4, tidy(scale * count / parts), scale=scale)
    if count == 1 and not _FRACTION_AFTER.match(page.text, end):
        return None
    return Core(start, end, i + 1, tidy(round(100 * count / parts, 1)), unit="percent")


def _cardinal(page: Page, i: int) -> Core | None:
    """Read digits or number words with their scale words."""
    token = page.tokens[i] if i < len(page.tokens) else None
    if token is None:
        return None
    if token.word[0].isdigit():
        if token.end - token.start > _LONGEST_DIGITS:
            return None
        return _scaled(page, i, _digits(token.word))
    if token.word in UNITS or token.word in TENS:
        follower = _joined(page, i)
        if follower in FRACTIONS and UNITS.get(token.word, 99) < FRACTIONS[follower]:
            return _fraction(page, i, i + 1, UNITS[token.word])
        return _words(page, i, i, 0)
    return None


def _digits(written: str) -> Number:
    plain = re.sub(r"[,\s]", "", written)
    return float(plain) if "." in plain else int(plain)


def _scaled(page: Page, i: int, value: Number) -> Core:
    """Read the scale after digits: "3.2 million", "2.5m", "15bn", "800 thousand"."""
    token, scale, word = page.tokens[i], 1, word_at(page, i + 1)
    if word in SCALES and _joined(page, i):
        scale = SCALES[word]
    elif word in LETTER_SCALES:
        follower = page.tokens[i + 1]
        gap, next_to_it = (
            page.text[token.end : follower.start],
            page.text[follower.end : follower.end + 1],
        )
        if not next_to_it.isalnum() and (not gap or (gap == " " and len(word) > 1)):
            scale = LETTER_SCALES[word]
    stop = i + 1 + (scale != 1)
    return Core(token.start, page.tokens[stop - 1].end, stop, tidy(value * scale), scale=scale)


def _words(page: Page, first: int, i: int, current: int) -> Core:
    """Read number words: "twenty-three", "two hundred and fifty thousand", "a hundred"."""
    total: Number = 0
    group: Number = current
    scale, ceiling, j = 1, 10**18, i
    while j == i or _joined(page, j - 1) is not None:
        word = word_at(page, j)
        grown = _grown(group, word)
        if grown is not None:
            group = grown
            scale = 100 if word == "hundred" else scale
        elif group and SCALES.get(word, ceiling) < ceiling:
            scale = ceiling = SCALES[word]
            total, group = total + group * scale, 0
        elif word == "and" and (word_at(page, j + 1), word_at(page, j + 2)) == ("a", "half"):
            group, j = group + 0.5, j + 2
        elif word != "and" or scale < 100 or word_at(page, j + 1) not in NUMBER_WORDS:
            break
        j += 1
    return Core(
        page.tokens[first].start, page.tokens[j - 1].end, j, tidy(total + group), scale=scale
    )


def _grown(group: Number, word: str) -> Number | None:
    """Return the number below a thousand that the next word makes of ``group``, if it can.

    >>> _grown(20, "three"), _grown(3, "hundred"), _grown(3, "three")
    (23, 300, None)
    """
    tail = group % 100
    if word in UNITS:
        fits = tail == 0 or (UNITS[word] < 10 and tail >= 20 and tail % 10 == 0)
        return group + UNITS[word] if fits else None
    if word in TENS:
        return group + TENS[word] if tail == 0 else None
    return group * 100 if word == "hundred" and 0 < group < 100 else None


def tidy(value: Number) -> Number:
    """Return whole numbers as int, and 2.3 million without its binary dust."""
    if isinstance(value, float):
        value = round(value, 6)
        return int(value) if value.is_integer() else value
    return value


def word_at(page: Page, i: int) -> str:
    """Return the word at token i, or "" beyond either end."""
    return page.tokens[i].word if 0 <= i < len(page.tokens) else ""


def _joined(page: Page, i: int) -> str | None:
    """Return the word after token i when only a space or hyphen parts the two."""
    if i + 1 >= len(page.tokens):
        return None
    return (
        page.tokens[i + 1].word
        if page.text[page.tokens[i].end : page.tokens[i + 1].start] in _JOINS
        else None
    )
