"""What can be asked of the ledger.

Question(filters) ──checked──► Asked(the same, with days and folded names) ──► conditions

A question is a set of filters; all that are given must hold. Where one filter has several
values, any of them will do. Filters on a statement (speaker, act, kind of source) also hold
for the events, figures and positions that stand in one: they ask on whose word.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from typing import Any, Literal, get_args

import msgspec

from according.errors import InputError
from according.records import Act, EventType, Kind, Measure, Stance, Status

Item = Literal["statement", "event", "figure", "position"]
ITEMS: tuple[Item, ...] = get_args(Item)
Role = Literal["actor", "recipient", "mediator"]
When = str | date | timedelta | None
Some = Sequence[str] | str

# Filters that only one sort of item can meet by itself, and thereby ask for it.
OWN: Mapping[Item, tuple[str, ...]] = {
    "statement": (),
    "event": ("type", "status", "role"),
    "figure": ("measure",),
    "position": ("holder", "issue", "stance"),
}
PLACED: tuple[Item, ...] = ("event", "figure")  # what has a place
LABELS: Mapping[str, tuple[str, ...]] = {
    "items": ITEMS,
    "kind": get_args(Kind),
    "act": get_args(Act),
    "type": get_args(EventType),
    "status": get_args(Status),
    "role": get_args(Role),
    "measure": get_args(Measure),
    "stance": get_args(Stance),
}
UNITS = {"h": "hours", "d": "days", "w": "weeks"}
_AGO = re.compile(r"(\d{1,6})\s*([hdw])")
_PART = re.compile(r"(\d{4})(?:-(\d\d))?")  # a year or a month


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What a question is about, when that is more than one filter can say.

    An item is within the scope when it names one of the ``names`` or ``places``, or its
    words match one of the searches in ``words``. A dossier resolves to one of these.
    """

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Filters, all of which must hold; each takes one value or several, any of which will do.

    Names are matched by their words, without case, accents and titles: "rehl" finds "Tomas
    Rehl". Words of four letters or more may be the beginnings of words ("Veshtia" finds
    "Veshtian negotiators"); a name in double quotes is the whole name. ``actor`` is whoever
    acts, is acted on, mediates, speaks, takes a position or is counted; ``role`` narrows it for
    events. ``outlet`` is the publisher or any outlet in the chain.

    ``words`` are searched for in a statement's content, and around the words of other items;
    see :mod:`according.ledger.search`. ``since`` and ``until`` bound the day of publication,
    both inclusive: a date, a month, a year, or a time back from now ("24h", "7d").
    """

    items: Some = ()  # none: those that the other filters speak of, else all
    speaker: Some = ()
    actor: Some = ()
    role: Some = ()
    outlet: Some = ()
    kind: Some = ()
    act: Some = ()
    type: Some = ()
    status: Some = ()
    measure: Some = ()
    place: Some = ()
    holder: Some = ()
    issue: str | None = None
    stance: Some = ()
    words: str | None = None
    since: When = None
    until: When = None
    report: Sequence[int] | int = ()
    surest: float = 0.0  # the least confidence
    scope: Scope | None = None
    copies: bool = True  # also from reports that are copies of earlier ones
    rejected: bool = False  # also what an analyst has rejected
    limit: int | None = 50
    offset: int = 0


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question that makes sense: every filter a tuple, every time a day."""

    question: Question
    items: tuple[Item, ...]
    filters: Mapping[str, tuple[str, ...]]  # those that were given
    since: str | None
    until: str | None
    reports: tuple[int, ...]


def checked(question: Question, now: datetime | None = None) -> Asked:
    """Check a question; raise InputError with the values there are for one that is unknown."""
    filters = {name: values for name in _named(Question) if (values := _listed(question, name))}
    for name, known in LABELS.items():
        if name in filters:
            filters[name] = tuple(_label(name, value, known) for value in filters[name])
    _check_page(question)
    wanted = filters.pop("items", None)
    moment = now or datetime.now(UTC)
    reports = (question.report,) if isinstance(question.report, int) else tuple(question.report)
    return Asked(
        question=question,
        items=_items(wanted, filters),
        filters=filters,
        since=day(question.since, moment, "since"),
        until=day(question.until, moment, "until"),
        reports=reports,
    )


def _items(wanted: tuple[str, ...] | None, filters: Mapping[str, object]) -> tuple[Item, ...]:
    """Give the sorts of items asked for: those named, else those that the filters speak of."""
    if wanted:
        items = tuple(item for item in ITEMS if item in wanted)
    else:
        items = tuple(item for item in ITEMS if any(name in filters for name in OWN[item]))
        items = items or (PLACED if "place" in filters else ITEMS)
    for name in filters:
        able = [item for item in ITEMS if name in OWN[item]]
        able = list(PLACED) if name == "place" else able
        # A statement meets any filter by what stands in it.
        if able and not {"statement", *able} & set(items):
            raise InputError(
                f"{name} is asked of {_plural(items)}, which have none. "
                f"Ask for {_plural(able)}, or leave {name} out."
            )
    return items


def _plural(items: Sequence[Item]) -> str:
    return " or ".join(f"{item}s" for item in items)


def _named(struct: type[msgspec.Struct]) -> list[str]:
    """Give the filters that hold strings."""
    rest = {"since", "until", "report", "surest", "scope", "copies", "rejected", "limit", "offset"}
    return [name for name in struct.__struct_fields__ if name not in rest]


def _listed(question: Question, name: str) -> tuple[str, ...]:
    value: Any = getattr(question, name)
    if value is None:
        return ()
    values = (value,) if isinstance(value, str) else tuple(value)
    for each in values:
        if not isinstance(each, str) or not each.strip():
            raise InputError(f"{name} is {each!r}: give it a word, or leave it out.")
    return values


def _label(name: str, value: str, known: Sequence[str]) -> str:
    """Find a label in any case, plural or not; suggest the closest when there is none."""
    spelt: dict[str, str] = {label.lower(): label for label in known}
    low = value.strip().lower()
    found = spelt.get(low) or spelt.get(low.removesuffix("s"))
    if found is not None:
        return found
    close = get_close_matches(low, spelt, n=1)
    hint = f"Did you mean {spelt[close[0]]}? " if close else ""
    raise InputError(f"{name} {value!r} is unknown. {hint}There are: {', '.join(known)}.")


def _check_page(question: Question) -> None:
    if question.limit is not None and question.limit < 1:
        raise InputError(f"limit is {question.limit}: ask for one answer or more.")
    if question.offset < 0:
        raise InputError(f"offset is {question.offset}: answers are counted from 0.")
    if not 0 <= question.surest <= 1:
        raise InputError(f"surest is {question.surest}: confidences go from 0 to 1.")


def day(when: When, now: datetime, name: str) -> str | None:
    """Give the day that bounds a span: of a month or year the first day, or the last.

    >>> noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    >>> day("24h", noon, "since"), day("2026-02", noon, "since"), day("2026-02", noon, "until")
    ('2026-03-03', '2026-02-01', '2026-02-28')
    """
    if when is None:
        return None
    if isinstance(when, str):
        return _written(when.strip().lower(), now, name)
    if isinstance(when, timedelta):
        return _back(now, lambda: when, str(when), name)
    return when.strftime("%Y-%m-%d")  # also of a time: the day it names


def _written(when: str, now: datetime, name: str) -> str:
    ago = _AGO.fullmatch(when)
    if ago is not None:
        count, unit = int(ago[1]), UNITS[ago[2]]
        return _back(now, lambda: timedelta(**{unit: count}), when, name)
    if when in {"today", "yesterday"}:
        return (now - timedelta(days=when == "yesterday")).strftime("%Y-%m-%d")
    try:
        part = _PART.fullmatch(when)
        if part is not None:
            return _edge(int(part[1]), part[2], last=name == "until")
        return datetime.fromisoformat(when).date().isoformat()
    except ValueError:
        raise InputError(
            f"{name} {when!r} is no time. Give a date like 2026-03-04, a month like 2026-03, "
            "a year, or a time back from now like 24h, 7d or 2w."
        ) from None


def _edge(year: int, month: str | None, *, last: bool) -> str:
    """Give the first or the last day of a month or year."""
    if not last:
        return date(year, int(month or 1), 1).isoformat()
    if month is None or int(month) == 12:
        return date(year, 12, 31).isoformat()
    return (date(year, int(month) + 1, 1) - timedelta(days=1)).isoformat()


def _back(now: datetime, span: Callable[[], timedelta], written: str, name: str) -> str:
    try:
        return (now - span()).strftime("%Y-%m-%d")
    except OverflowError:
        raise InputError(f"{name} {written!r} lies before all reports.") from None
