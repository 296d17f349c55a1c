"""How records are put into words on a page."""

from datetime import datetime
from typing import NamedTuple

from according.exports.excerpt import shortened
from according.ledger import Words
from according.records import Event, Figure, Position, Record, Span, Statement

UNSURE = 0.5  # below it an item recedes and shows its confidence


class Moment(NamedTuple):
    """A time as a page shows it: ``exact`` for machines, if it is one that has a zone."""

    exact: str | None
    written: str


def moment(when: str | None) -> Moment:
    """Write a time in its own zone; of a bare date nothing is made that it does not say.

    >>> moment("2026-04-06T06:40:00Z")
    Moment(exact='2026-04-06T06:40:00+00:00', written='6 April 2026, 06:40 UTC')
    >>> moment("2026-04-06")
    Moment(exact=None, written='6 April 2026')
    """
    try:
        found = datetime.fromisoformat(when or "")
    except ValueError:
        return Moment(None, day(when))
    if len(when or "") <= len("2026-04-06"):
        return Moment(None, day(when))
    zone = found.strftime("%Z").removesuffix("+00:00")
    clock = f"{day(when)}, {found:%H:%M} {zone}".strip()
    return Moment(found.isoformat() if found.tzinfo else None, clock)


def day(when: str | None) -> str:
    """Write a day, month or year.

    >>> day("2026-04-06"), day("2026-04"), day("2026"), day(None)
    ('6 April 2026', 'April 2026', '2026', 'undated')
    """
    for form, length in (("%Y-%m-%d", 10), ("%Y-%m", 7)):
        try:
            found = datetime.strptime((when or "")[:length], form)  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        return f"{found.day} {found:%B %Y}" if length == 10 else f"{found:%B %Y}"
    return when or "undated"


def amount(figure: Figure) -> str:
    """Write a count with its bounds."""
    low, high = figure.low, figure.high
    if low is not None and high is not None and low != high:
        return f"{low:,}–{high:,}"
    if low is not None and high is None:
        return f"at least {low:,}"
    if high is not None and low is None:
        return f"up to {high:,}"
    return f"{figure.value:,}"


def quoted(record: Record, room: int = 400) -> str:
    """Give the words of a statement or position, shortened in the middle if they are many."""
    if isinstance(record, Statement):
        content = record.content
        return shortened(content if isinstance(content, str) else " … ".join(content), room)
    return shortened(record.issue, room) if isinstance(record, Position) else ""


def inside(words: Words, record: Record) -> tuple[str, str, str]:
    """Part a sentence before, at and after the words of an item in it."""
    start, end = (each - words.start for each in _span(record))
    if not 0 <= start <= end <= len(words.text):
        return words.text, "", ""
    return words.text[:start], words.text[start:end], words.text[end:]


def _span(record: Record) -> Span:
    if isinstance(record, Event):
        return record.trigger_span
    if isinstance(record, Figure):
        return record.text_span
    if isinstance(record, Position):
        return record.issue_span
    return record.content_spans[0] if record.content_spans else (0, 0)


def unsure(record: Record) -> bool:
    """Tell whether the reader was less sure than not."""
    return record.confidence < UNSURE
