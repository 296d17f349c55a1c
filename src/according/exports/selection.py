"""Which readings to export: all, those of some days, or only what answers a question.

ledger ──► readings ─┬─ no filter, or days alone ──────────► whole readings
                     └─ ask(question) ──► what was found ──► readings with that and no more

A narrowed reading keeps, beside what was found, the statements in which it stands: its
chain leads back through them. A report without an id of its own takes its address in the
ledger (r12), so that rows and records can be told apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from according.records import Event, Figure, Position, Reading, Record, Statement

if TYPE_CHECKING:
    from according.ledger import Ledger, Question, Stored


def selected(ledger: "Ledger", question: "Question") -> Iterator[Reading]:
    """Give the readings for a question, in the order in which they were made."""
    from according.ledger.questions import Question, checked  # noqa: PLC0415  # not for --help

    asked = checked(question, datetime.now(UTC))
    days = Question(since=question.since, until=question.until, copies=question.copies, limit=None)
    stored = (each for each in ledger.readings() if question.copies or each.copy_of is None)
    if question == days:
        return (named(each) for each in stored if _within(each, asked.since, asked.until))
    found: dict[int, list[Record]] = defaultdict(list)
    for answer in ledger.ask(question):
        found[answer.source.report].append(answer.record)
    return (narrowed(named(each), found[each.report]) for each in stored if each.report in found)


def named(stored: "Stored") -> Reading:
    """Give a reading whose report has an id."""
    reading = stored.reading
    if reading.report.id is not None:
        return reading
    report = msgspec.structs.replace(reading.report, id=f"r{stored.report}")
    return msgspec.structs.replace(reading, report=report)


def narrowed(reading: Reading, found: Sequence[Record]) -> Reading:
    """Leave of a reading what was found in it, and the statements around that."""
    said = {each.id: each for each in reading.statements}
    mine = {each.id: each for each in found if isinstance(each, Statement)}
    holders = [each.via if isinstance(each, Statement) else each.statement for each in found]
    kept = {*mine, *_outwards(holders, said)}
    return msgspec.structs.replace(
        reading,
        statements=[mine.get(name, each) for name, each in (said | mine).items() if name in kept],
        events=[each for each in found if isinstance(each, Event)],
        figures=[each for each in found if isinstance(each, Figure)],
        positions=[each for each in found if isinstance(each, Position)],
    )


def _outwards(names: Iterable[str | None], said: dict[str, Statement]) -> set[str]:
    """Follow statements to those in which they stand."""
    met: set[str] = set()
    queue = list(names)
    while queue:
        name = queue.pop()
        if name is not None and name in said and name not in met:
            met.add(name)
            queue.append(said[name].via)
    return met


def _within(stored: "Stored", since: str | None, until: str | None) -> bool:
    """Tell whether a report was published on a day of the span; one without a day never was."""
    if since is None and until is None:
        return True
    day = (stored.reading.report.published or "")[:10]
    return bool(day) and (since or "") <= day <= (until or "9999")
