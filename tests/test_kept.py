"""Reports as the ledger keeps them: in a list, whole, and with their history."""

import pytest

import sarn
from according import InputError, Ledger
from according.records import Reading, Report


def told(number: int) -> Reading:
    """Give a report of few words."""
    return Reading(
        report=Report(text=f"Talks, day {number}.", url=f"https://wire.example/{number}")
    )


def test_the_latest_come_first_page_by_page(ledger: Ledger) -> None:
    """Pages of reports fit together, and say how many there are."""
    for number in range(5):
        ledger.add(told(number))
    pages = [ledger.reports(2, offset) for offset in (0, 2, 4, 6)]
    assert [[each.report for each in page.reports] for page in pages] == [[5, 4], [3, 2], [1], []]
    assert [page.more for page in pages] == [True, True, False, False]
    assert {page.total for page in pages} == {5}


def test_a_line_counts_what_was_read(ledger: Ledger) -> None:
    """A list says how much is in each report, and how it begins."""
    ledger.add(sarn.reading())
    line = ledger.reports().reports[0]
    assert line.counts == {"statements": 6, "events": 4, "figures": 2, "positions": 1, "doubts": 0}
    assert sarn.TEXT.startswith(line.begins)


def test_a_report_is_given_whole(ledger: Ledger) -> None:
    """The reading comes back as it went in."""
    ledger.add(sarn.reading(), origin="feed")
    kept = ledger.report(1)
    assert kept.reading == sarn.reading()
    assert (kept.report, kept.revision, kept.current, kept.origin) == (1, 1, True, "feed")


def test_former_texts_are_given_too(ledger: Ledger) -> None:
    """A report that was changed has its history; each text has its own reading."""
    address = "https://chronicle.example/a"
    ledger.add(sarn.reading(url=address, title="Talks"))
    ledger.add(sarn.reading(url=address, title="Talks fail", text=sarn.TEXT + " They failed."))
    now, then = ledger.report(1), ledger.report(1, 1)
    assert [each.title for each in now.revisions] == ["Talks", "Talks fail"]
    assert (now.current, then.current) == (True, False)
    assert then.reading.report.text == sarn.TEXT


def test_a_corrected_reading_is_the_present_one(ledger: Ledger) -> None:
    """A report shows what an analyst has said."""
    ledger.add(sarn.reading())
    ledger.correct("r1.e1", by="ana", status="actual")
    kept = ledger.report(1)
    assert kept.reading.events[0].status == "actual"
    assert kept.current
    assert len(kept.revisions) == 1


def test_copies_know_their_original_and_it_knows_them(ledger: Ledger) -> None:
    """The same words under another name are a copy, told on both sides."""
    ledger.add(sarn.reading(url="https://a.example/1"))
    ledger.add(sarn.reading(url="https://b.example/2", publisher="Harrow Wire"))
    assert [each.report for each in ledger.report(1).copies] == [2]
    original = ledger.report(2).original
    assert original is not None
    assert original.report == 1


@pytest.mark.parametrize(
    ("number", "revision", "words"), [(9, None, "no report r9"), (1, 4, "It has: 1")]
)
def test_what_is_not_there_is_said(
    ledger: Ledger, number: int, revision: int | None, words: str
) -> None:
    """A report or revision that is not there is named, with what there is instead."""
    ledger.add(sarn.reading())
    with pytest.raises(InputError, match=words):
        ledger.report(number, revision)


def test_a_page_of_nothing_is_refused(ledger: Ledger) -> None:
    """A page has one report or more."""
    with pytest.raises(InputError, match="no page"):
        ledger.reports(0)


def test_the_pulse_changes_with_the_ledger(ledger: Ledger) -> None:
    """Every report, correction and undoing changes the mark; looking does not."""
    marks = [ledger.pulse()]
    ledger.add(sarn.reading())
    marks.append(ledger.pulse())
    ledger.correct("r1.e1", "accept", by="ana")
    marks.append(ledger.pulse())
    ledger.undo("r1.e1")
    marks.append(ledger.pulse())
    assert len({*marks}) == 4
    assert ledger.pulse() == marks[-1]
