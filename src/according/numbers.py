"""Find every number expression a report contains, exactly where it stands.

text ──► find ──► [Quantity(start, end, value, low, high, unit, …), …]

Candidates only: whether a quantity counts something that matters is decided later.
What certainly is no figure is left out: dates, clock times, ages, ordinals, names that
carry a number ("F-16", "Resolution 1701") and the pronoun *one*.

The values follow the annotation guide (Figures): "dozens" is 12 or more, "up to N" is
N at most, a range has the value of its lower end, "half" is 50 percent. The grammar
is our own: quantulum3 reads "20 to 30 km" as 25, and text2num cannot read "3.2 million".

Pure and linear: one pass over the words; every look around a number is bounded.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from according.data.number_words import (
    EACH_QUALIFIER,
    MASKS,
    MONEY_AFTER,
    ONE_AFTER,
    ONE_BEFORE,
    PERCENT_AFTER,
    QUALIFIER_AFTER,
    QUALIFIER_BEFORE,
    QUALIFIERS,
    UNIT_AFTER,
    YEAR_CONTEXT,
    YEAR_COUNTED,
)
from according.numerals import Core, Number, Page, Unit, page_of, read, tidy, word_at

__all__ = ["Quantity", "Unit", "find"]

_LOOK = 44  # characters looked at before a number for its qualifiers

_QUALIFIER = re.compile(QUALIFIER_BEFORE + r"$", re.IGNORECASE)
_LAST_WORDS = tuple({words.split()[-1] for words in QUALIFIERS})
_EACH_QUALIFIER = re.compile(EACH_QUALIFIER)
_AFTER = re.compile(QUALIFIER_AFTER, re.IGNORECASE)
_MASKS = re.compile("|".join(MASKS))
_MONEY = re.compile(MONEY_AFTER)
_PERCENT = re.compile(PERCENT_AFTER, re.IGNORECASE)
_CARRIED = re.compile(UNIT_AFTER, re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_FROM = re.compile(r"(?<!ranging )(?<!ranges )(?<!range )\bfrom\s+$", re.IGNORECASE)
_COMPOUND = re.compile(r"-[a-z]")  # "two-state", "one-sided"; what counts was taken in before
_RANGE = re.compile(r"\s?[-\u2013]\s?$|\s(?:to|or)\s$")
_YEAR_BEFORE = re.compile(YEAR_CONTEXT, re.IGNORECASE)
_YEAR_AFTER = re.compile(YEAR_COUNTED, re.IGNORECASE)
_PRONOUN_AFTER = re.compile(ONE_AFTER, re.IGNORECASE)
_PRONOUN_BEFORE = re.compile(ONE_BEFORE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written: ``text[start:end]`` with its qualifier, ``core`` without it.

    ``low`` and ``high`` bound the value where the words do ("at least", "up to").
    """

    start: int
    end: int
    value: Number
    low: Number | None
    high: Number | None
    core_start: int
    core_end: int
    unit: Unit


class _Scene(NamedTuple):
    """A page, and a ``mask`` that marks its characters that hold no figure."""

    text: str
    page: Page
    mask: bytearray


def find(text: str) -> list[Quantity]:
    """Find every number expression in the text, in order and without overlaps.

    >>> [(q.value, q.low, q.high) for q in find("At least two dozen of 1,200 troops")]
    [(24, 24, None), (1200, None, None)]
    >>> [(q.value, q.unit) for q in find("between 20 and 30 percent, or $3.5 million")]
    [(20, 'percent'), (3500000, 'money')]
    >>> find("On July 25, 2014 an F-16 left")
    []
    """
    scene = _Scene(text, page_of(text), _mask(text))
    found: list[Quantity] = []
    i, floor = 0, 0
    while i < len(scene.page.tokens):
        core = read(scene.page, i)
        if core is None:
            i += 1
            continue
        core = _ranged(scene, _measured(text, core))
        if not _excluded(scene, core):
            quantity = _qualified(text, core, floor)
            found.append(quantity)
            floor = quantity.end
        i = _skip(scene.page, max(core.stop, i + 1), core.end)
    return found


def _mask(text: str) -> bytearray:
    mask = bytearray(len(text))
    for m in _MASKS.finditer(text):
        mask[m.start() : m.end()] = b"\1" * (m.end() - m.start())
    return mask


def _skip(page: Page, i: int, end: int) -> int:
    while i < len(page.tokens) and page.tokens[i].start < end:
        i += 1
    return i


# ── what stands around the number ──────────────────────────────────────────────


def _measured(text: str, core: Core) -> Core:
    """Take in what follows and gives the unit: "percent", "dollars", "-day", "km"."""
    if percent := _PERCENT.match(text, core.end):
        return core._replace(end=percent.end(), unit="percent")
    if money := _MONEY.match(text, core.end):
        return core._replace(end=money.end(), unit="money")
    if carried := _CARRIED.match(text, core.end):
        return core._replace(end=carried.end())
    return core


def _ranged(scene: _Scene, core: Core) -> Core:
    """Join "20 to 30", "20-30" and "between 20 and 30".

    A fall, a vote ("344-286") or a change ("from 14 to 31") stays two numbers.
    """
    text, page = scene.text, scene.page
    between = bool(_BETWEEN.search(text, max(0, core.start - 12), core.start))
    i = _skip(page, core.stop, core.end)
    i += word_at(page, i) in {"to", "or", "and"}
    if i >= len(page.tokens) or page.tokens[i].start - core.end > 6:
        return core
    gap = text[core.end : page.tokens[i].start]
    if not (_RANGE.match(gap) or (between and gap.strip() == "and")):
        return core
    if not between and _FROM.search(text, max(0, core.start - 16), core.start):
        return core
    upper = read(page, i)
    if upper is None or scene.mask[upper.start]:
        return core
    return _joined_range(core, _measured(text, upper))


def _joined_range(core: Core, upper: Core) -> Core:
    """Join two numbers that rise and agree in unit; "2 to 3 million" share their scale."""
    value = core.value
    if core.scale == 1 and upper.scale > 1 and value < upper.value / upper.scale:
        value = tidy(value * upper.scale)
    units = {core.unit, upper.unit} - {"count"}
    if value >= upper.value or len(units) > 1 or core.low is not None or upper.low is not None:
        return core
    unit = upper.unit if core.unit == "count" else core.unit
    return Core(core.start, upper.end, upper.stop, value, value, upper.value, unit)


def _qualified(text: str, core: Core, floor: int) -> Quantity:
    """Take in the qualifiers before and after, and bound the value as they say."""
    start, end, low, high = core.start, core.end, core.low, core.high
    bounds: set[str] = set()
    window = max(floor, start - _LOOK)
    if before := _qualifier(text, window, start) or _BETWEEN.search(
        text, max(window, start - 12), start
    ):
        start = before.start()
        bounds.update(_bounds(before[0]))
    if after := _AFTER.match(text, core.end):
        end = after.end()
        bounds.add("low" if after["low"] else "high" if after["high"] else "")
    if "low" in bounds and high is None:
        low = core.value
    elif "high" in bounds and low is None:
        high = core.value
    if high is None and before and before[0].lower().startswith("between"):
        start = core.start  # "between 20 rebels and the army" is no range
    return Quantity(start, end, core.value, low, high, core.start, core.end, core.unit)


def _qualifier(text: str, window: int, start: int) -> re.Match[str] | None:
    """Return the qualifiers that end where a number starts; the cheap test comes first."""
    words = text[window:start].rsplit(maxsplit=1)
    if start == window or not text[start - 1].isspace() or not words:
        return None
    return (
        _QUALIFIER.search(text, window, start) if words[-1].lower().endswith(_LAST_WORDS) else None
    )


def _bounds(written: str) -> list[str]:
    """Tell which bounds the qualifiers set.

    >>> _bounds("up to some ")
    ['high', '']
    """
    return [QUALIFIERS[" ".join(q.split())] for q in _EACH_QUALIFIER.findall(written.lower())]


# ── what is no figure ──────────────────────────────────────────────────────────


def _excluded(scene: _Scene, core: Core) -> bool:
    """Tell whether the number certainly is no figure."""
    text, start, end = scene.text, core.start, core.end
    if any(scene.mask[start:end]):
        return True
    if text[start].isdigit():
        return _glued(text, start, end) or _is_year(text, core)
    if _COMPOUND.match(text, end):
        return True
    if text[start:end].lower() == "one":
        before = _PRONOUN_BEFORE.search(text, max(0, start - 12), start)
        return bool(before or _PRONOUN_AFTER.match(text, end))
    before_it = text[max(0, start - 1) : start]
    return text[start].isalpha() and (before_it.isalnum() or before_it in {"-", "@", "#", "_"})


def _glued(text: str, start: int, end: int) -> bool:
    """Tell whether digits belong to a longer name or number.

    >>> [_glued("MH17 F-16 3rd 1.2.3 17", *span) for span in ((2, 4), (7, 9), (10, 11), (20, 22))]
    [True, True, True, False]
    """
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:].isalnum() or before[-1:] in {"_", "@", "#", "/", "."}:
        return True
    if len(before) == 2 and before[1] == "-" and before[0].isalpha():
        return True
    return after[:1].isalpha() or after[:1] == "_" or (after[:1] in "./:" and after[1:].isdigit())


def _is_year(text: str, core: Core) -> bool:
    """Tell whether four plain digits are a year: all are, unless qualified or counting a plural."""
    start, end = core.start, core.end
    if end - start != 4 or not 1900 <= core.value <= 2049 or not text[start:end].isdigit():
        return False
    window = max(0, start - _LOOK)
    if _YEAR_BEFORE.search(text, window, start):
        return True
    return not (_qualifier(text, window, start) or _YEAR_AFTER.match(text, end))
