"""Find the time expressions of a report and say which day, month or year each means.

text, day of publication ──► find ──► [When(start, end, date, kind, last), …]

A bare weekday is the most recent one, the day of publication included, unless its clause
looks ahead ("will meet on Thursday"). A day or month without a year is the nearest one,
the past preferred. What is known only to the month or year stays partial (annotation
guide, Dates). "A day earlier" counts from the expression before it.

The resolver is our own: of 36 news expressions dateparser got 26 right, timefhuman 17,
parsedatetime 13, and none of them returns a date with its precision.

Pure and linear: no clock, and every look around an expression is bounded.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from according.data import date_words as words

__all__ = ["Kind", "When", "find"]

Kind = Literal["day", "month", "year", "span"]

_LOOK = 90  # characters of a clause looked at on either side for its tense
_FUTURE_COST = 3.0  # a day ahead weighs as three behind, unless the clause looks ahead
_AHEAD_COST = 0.7
_NEVER = 1000.0  # nothing has lasted since a day to come
_EVE = 6  # days back; 17 of 19 such weekdays in the gold mean tomorrow, whatever the tense

_RULES = [(re.compile(pattern), name) for name, pattern in words.RULES]
_CUE = re.compile(words.FUTURE_CUE, re.IGNORECASE)
_PAST_BEFORE = re.compile(words.PAST_BEFORE, re.IGNORECASE)
_SAYING = re.compile(words.SAYING, re.IGNORECASE)
_BREAK = re.compile(r"[.;:!?]\s|\n")
_YEAR_BEFORE = re.compile(words.YEAR_BEFORE, re.IGNORECASE)
_YEAR_AFTER = re.compile(words.YEAR_AFTER, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A time expression ``text[start:end]`` and the ISO date it means.

    ``date`` is whole or partial ("2025-09", "2025"); ``last`` ends a span.
    """

    start: int
    end: int
    date: str
    kind: Kind
    last: str | None = None


class _Published(NamedTuple):
    """The day of publication as far as it is known."""

    year: int
    month: int | None
    day: date | None


class _Scene(NamedTuple):
    """One expression where it stands; ``before`` is the expression resolved last."""

    text: str
    match: re.Match[str]
    published: _Published | None
    before: When | None


_Resolved = tuple[str, Kind, str | None] | None


def find(text: str, published: str | None) -> list[When]:
    """Find the time expressions that can be resolved, in order and without overlaps.

    >>> [w.date for w in find("He said on Thursday they would meet next Monday.", "2026-03-06")]
    ['2026-03-05', '2026-03-09']
    >>> [w.date for w in find("The truce of July 2018 ended on 4 March.", "2026-03-06")]
    ['2018-07', '2026-03-04']
    >>> find("It ended yesterday.", None)
    []
    """
    day = _published(published)
    found: list[When] = []
    for start, end, name, match in _matches(text):
        before = found[-1] if found else None
        resolved = _RESOLVERS[name](_Scene(text, match, day, before))
        if resolved is not None:
            iso, kind, last = resolved
            found.append(When(start, end, iso, kind, last))
    return found


def _matches(text: str) -> list[tuple[int, int, str, re.Match[str]]]:
    """Return every rule's matches; of those that overlap, the first and longest."""
    every = [
        (_begin(m), -m.end(), rank, m)
        for rank, (rule, _) in enumerate(_RULES)
        for m in rule.finditer(text)
    ]
    every.sort(key=lambda one: one[:3])
    kept: list[tuple[int, int, str, re.Match[str]]] = []
    floor = 0
    for start, minus_end, rank, match in every:
        if start >= floor:
            floor = -minus_end
            kept.append((start, floor, _RULES[rank][1], match))
    return kept


def _begin(match: re.Match[str]) -> int:
    """Return where the expression itself begins, after its preposition."""
    return max(match.start(), match.end("core")) if "core" in match.re.groupindex else match.start()


def _published(written: str | None) -> _Published | None:
    """Read "2025-09-04T10:00Z", "2025-09-04", "2025-09" or "2025"."""
    match = re.match(r"\s*([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", written or "")
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 0)
    if not 1 <= month <= 12:
        return _Published(year, None, None) if year else None
    return _Published(year, month, _day(year, month, int(match[3] or 0)))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plus(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _whole(day: date | None) -> _Resolved:
    return (day.isoformat(), "day", None) if day else None


def _month(year: int, month: int) -> _Resolved:
    return (f"{year:04d}-{month:02d}", "month", None) if 1 <= year <= 9999 else None


def _year(year: int) -> _Resolved:
    return (f"{year:04d}", "year", None) if 1 <= year <= 9999 else None


def _months_from(year: int, month: int, count: int) -> _Resolved:
    index = year * 12 + month - 1 + count
    return _month(index // 12, index % 12 + 1)


# ── tense ──────────────────────────────────────────────────────────────────────


def _ahead(scene: _Scene) -> bool:
    """Tell whether the clause of the expression looks ahead.

    A past verb right before it ("said on Thursday") settles that it does not; cues
    after it count only where it opens the clause ("On Thursday, they will").
    """
    start, end = scene.match.span()
    left = _BREAK.split(scene.text[max(0, start - _LOOK) : start])[-1]
    if _PAST_BEFORE.search(left):
        return False
    if cues := list(_CUE.finditer(left)):
        return not _SAYING.search(left, cues[-1].end())
    if len(left.split()) > 2:
        return False
    right = _BREAK.split(scene.text[end : end + _LOOK // 2], maxsplit=1)[0]
    cue = _CUE.search(right)
    return cue is not None and not _SAYING.search(right, 0, cue.start())


# ── resolvers, one per rule ────────────────────────────────────────────────────


def _iso(scene: _Scene) -> _Resolved:
    m = scene.match
    return _whole(_day(int(m["y"]), int(m["m"]), int(m["d"])))


def _calendar_day(scene: _Scene) -> _Resolved:
    """Resolve "4 March", "March 4-6, 2026", "Sept. 11 last year"."""
    m = scene.match
    month, first = words.MONTHS[m["month"][:3].lower()], int(m["d"])
    year = int(m["y"]) if m["y"] else _nearest_year(scene, month, first)
    if year is None:
        return None
    day = _day(year, month, first)
    last = _day(year, month, int(m["to"])) if m["to"] else None
    if day and last and last > day:
        return day.isoformat(), "span", last.isoformat()
    return _whole(day)


def _nearest_year(scene: _Scene, month: int, day: int) -> int | None:
    """Return the year that brings the day nearest to publication, the past preferred."""
    if scene.published is None:
        return None
    year = scene.published.year
    if m := scene.match.groupdict().get("which"):
        return year + words.SHIFTS[m.split()[0].lower()]
    here = scene.published.day or _day(year, scene.published.month or 12, 28)
    begin = _begin(scene.match)
    cost = _AHEAD_COST if _ahead(scene) else _FUTURE_COST
    if scene.text[max(0, begin - 6) : begin - 1].lower() == "since":
        cost = _NEVER

    def distance(candidate: int) -> float:
        there = _day(candidate, month, min(day, 28))
        days = (there - here).days if there and here else 0
        return days * cost if days > 0 else -days

    return year if scene.published.month is None else min((year - 1, year, year + 1), key=distance)


def _calendar_month(scene: _Scene) -> _Resolved:
    """Resolve "July 2018", "in late March", "last August", "August last year"."""
    m = scene.match
    month = words.MONTHS[m["month"][:3].lower()]
    if m["y"]:
        return _month(int(m["y"]), month)
    if m["side"]:
        return _sided_month(scene, month, m["side"].lower())
    year = _nearest_year(scene, month, 15)
    return None if year is None else _month(year, month)


def _sided_month(scene: _Scene, month: int, side: str) -> _Resolved:
    """Resolve "last August" (the one before publication), "next March", "this May"."""
    if scene.published is None:
        return None
    year, here = scene.published.year, scene.published.month or 12
    if side == "last":
        year -= month >= here
    elif side == "next":
        year += month <= here
    return _month(year, month)


def _plain_year(scene: _Scene) -> _Resolved:
    """Resolve "2017", unless it counts something ("2000 people")."""
    start, end = scene.match.span()
    counted = _YEAR_AFTER.match(scene.text, end)
    if counted and not _YEAR_BEFORE.search(scene.text, max(0, start - 12), start):
        return None
    first, last = scene.match["y"], scene.match["to"]
    if last:
        last = first[: 4 - len(last)] + last
        return (first, "span", last) if last > first else _year(int(first))
    return _year(int(first))


def _weekday(scene: _Scene) -> _Resolved:
    """Resolve "on Thursday", "last Thursday", "next Thursday"."""
    here = scene.published.day if scene.published else None
    if here is None:
        return None
    m = scene.match
    behind = (here.weekday() - words.WEEKDAYS[m["weekday"][:3].lower()]) % 7
    side = (m["side"] or "").lower()
    if side in {"last", "past", "previous"}:
        return _whole(_plus(here, -(behind or 7)))
    if side in {"next", "coming", "following"}:
        return _whole(_plus(here, 7 - behind))
    if behind == _EVE or _ahead(scene):
        return _whole(_plus(here, -behind % 7))
    return _whole(_plus(here, -behind))


def _deictic(scene: _Scene) -> _Resolved:
    """Resolve "yesterday", "today", "this morning"; "overnight" is the day it ended."""
    here = scene.published.day if scene.published else None
    if here is None:
        return None
    written = re.sub(r"\s+", " ", scene.match[0].lower())
    days = next((n for begin, n in words.DEICTIC.items() if written.startswith(begin)), 0)
    return _whole(_plus(here, days))


def _ago(scene: _Scene) -> _Resolved:
    """Resolve "two days ago", "three weeks ago", "a year earlier", "the next day"."""
    m = scene.match
    n, unit, way = m["n"].lower(), m["unit"].lower(), m["way"].lower()
    count = words.COUNTS[n] if n in words.COUNTS else int(n)
    if way in {"later", "after", "afterwards", "from now"}:
        return _shifted(scene, count, unit, from_before=way != "from now")
    return _shifted(scene, -count, unit, from_before=way != "ago")


def _neighbour(scene: _Scene) -> _Resolved:
    """Resolve "the previous day", "the following year", "the day before"."""
    m = scene.match
    forward = re.search(r"following|next|after", m[0], re.IGNORECASE)
    unit = (m["day"] or m["unit"] or m["then"]).lower()
    return _shifted(scene, 1 if forward else -1, unit, from_before=True)


def _shifted(scene: _Scene, count: int, unit: str, *, from_before: bool) -> _Resolved:
    """Move from publication, or from the expression before, as exactly as the unit tells."""
    anchor = _published(scene.before.date) if from_before and scene.before else scene.published
    if anchor is None or scene.published is None:
        return None
    if unit in {"year", "decade"}:
        return _year(anchor.year + count * (10 if unit == "decade" else 1))
    if unit == "month":
        return _months_from(anchor.year, anchor.month, count) if anchor.month else None
    moved = _plus(anchor.day, count * (7 if unit == "week" else 1)) if anchor.day else None
    if unit == "week":  # which of its days is not said: the month is what is known
        return _month(moved.year, moved.month) if moved else None
    return _whole(moved)


def _period(scene: _Scene) -> _Resolved:
    """Resolve "last week", "this month", "next year", "at the weekend"."""
    unit = scene.match["unit"].lower()
    count = words.SHIFTS[scene.match["which"].lower().split()[-1]]
    if unit == "weekend":
        return _weekend(scene, count)
    return _shifted(scene, count, unit, from_before=False)


def _weekend(scene: _Scene, count: int) -> _Resolved:
    """Resolve a weekend to its Saturday, up to its Sunday."""
    here = scene.published.day if scene.published else None
    if here is None:
        return None
    back = (here.weekday() - 5) % 7
    saturday = _plus(here, 7 - back if count > 0 else -back)
    sunday = saturday and _plus(saturday, 1)
    return (saturday.isoformat(), "span", sunday.isoformat()) if saturday and sunday else None


def _eleventh(_: _Scene) -> _Resolved:
    """Resolve "9/11", which names one day."""
    return "2001-09-11", "day", None


_RESOLVERS: dict[str, Callable[[_Scene], _Resolved]] = {
    "iso": _iso,
    "day-month": _calendar_day,
    "month-day": _calendar_day,
    "month": _calendar_month,
    "year": _plain_year,
    "weekday": _weekday,
    "deictic": _deictic,
    "ago": _ago,
    "neighbour": _neighbour,
    "period": _period,
    "eleventh": _eleventh,
}
