"""Reports as they were known: with the text of then, and what was read in it."""

from datetime import UTC, datetime

from msgspec.structs import replace

import sarn
from according import Ledger, Reading

URL = "https://chronicle.example/a"


def revised(number: int) -> Reading:
    """The report with a line more, once more each time."""
    first = sarn.reading(url=URL)
    text = first.report.text + "\nThis report was changed." * (number - 1)
    return replace(first, report=replace(first.report, text=text))


def seen(day: int) -> datetime:
    """Noon of a day in March."""
    return datetime(2026, 3, day, 12, tzinfo=UTC)


def test_which_text_was_the_present_one(ledger: Ledger) -> None:
    """The last that had been found by then; before any was found, the first."""
    for number, day in ((1, 4), (2, 6), (3, 8)):
        ledger.add(revised(number), seen=seen(day))
    ledger.add(sarn.reading(url="https://chronicle.example/b"), seen=seen(9))
    known = {day: ledger.former(f"2026-03-{day:02}") for day in (1, 4, 5, 6, 7, 8)}
    assert known == {1: {1: 1}, 4: {1: 1}, 5: {1: 1}, 6: {1: 2}, 7: {1: 2}, 8: {}}
    assert ledger.former("2026-03-06T11:59:59") == {1: 1}
    assert ledger.former("2026-03-06T12:00:00") == {1: 2}


def test_what_was_read_in_a_former_text(ledger: Ledger) -> None:
    """Its items, under the same addresses, without what was corrected in a later one."""
    ledger.add(revised(1), seen=seen(4))
    ledger.add(revised(2), seen=seen(6))
    ledger.correct("r1.s1", by="ana", speaker="Piet Okamar")
    telling, answers = ledger.as_known(1, 1)
    assert (telling.revision, telling.told.text) == (1, sarn.reading(url=URL).report.text)
    read = sarn.reading(url=URL)
    told = [*read.statements, *read.events, *read.figures, *read.positions]
    assert [answer.record for answer in answers] == told
    assert {answer.source.revision for answer in answers} == {1}
    assert answers[0].address == "r1.s1"
