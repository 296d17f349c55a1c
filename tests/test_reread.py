"""``according reread``: old reports up to the present reader, and nothing lost."""

import sys
from collections.abc import Iterable, Iterator

import pytest

import fake_reader
from according import Ledger, Reading
from according.cli.app import main
from according.ingest.reread import reread
from according.records import Doubt
from told import WIRE, reading


class NewReader(fake_reader.Reader):
    """Reads as the fake reader does, under a version of its own."""

    version = "2026.11"

    def read_many(self, loaded: Iterable[fake_reader.Loaded]) -> Iterator[Reading]:
        """Read in order."""
        for report, doubts in loaded:
            yield Reading(report=report, doubts=list(doubts), reader=self.version)


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = fake_reader.module()
    vars(fake)["Reader"] = NewReader
    monkeypatch.setitem(sys.modules, "according.reading", fake)


def readers(ledger: Ledger, *, current: bool) -> list[str]:
    """Give the readers of the readings there are."""
    return [stored.reading.reader for stored in ledger.readings(current=current)]


def test_old_reports_are_read_again_and_the_former_readings_stay(
    where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Afterwards every report has a present reading; a second call finds nothing to do."""
    with Ledger.open(where) as ledger:
        for reader in ("2026.1", "2026.9", "2026.11", "2026.12"):
            ledger.add(reading(f"Read by {reader}.", reader=reader))
    assert main(["reread", "--ledger", where]) == 0
    assert capsys.readouterr().out.startswith("2 of 2 old reports read again by reader 2026.11")
    with Ledger.open(where) as ledger:
        # In the order of the readings; the newer reader's is left alone.
        assert readers(ledger, current=True) == ["2026.11", "2026.12", "2026.11", "2026.11"]
        assert len(readers(ledger, current=False)) == 6
    assert main(["reread", "--ledger", where]) == 0
    assert capsys.readouterr().out.startswith("0 of 0 old reports")


def test_only_what_stands_there_now_is_read_again(ledger: Ledger) -> None:
    """A former text of a report keeps the reading that it had."""
    ledger.add(reading("First.", url="https://a.example/"))
    ledger.add(reading("Second.", url="https://a.example/"))
    assert [old.report.text for old in ledger.outdated("2026.11")] == ["Second."]
    assert ledger.count_outdated("2026.11") == 1


def test_the_doubts_of_loading_are_kept(ledger: Ledger) -> None:
    """What was doubtful about the file is still true of the text."""
    doubt = Doubt(kind="not-english", message="The text looks like French.")
    ledger.add(Reading(report=reading().report, doubts=[doubt], reader="2026.1"))
    assert len(list(reread(ledger, NewReader()))) == 1  # type: ignore[arg-type]  # a fake
    assert next(ledger.readings()).reading.doubts == [doubt]


def test_a_reread_that_was_stopped_goes_on_where_it_was(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read again is not read a third time, whatever the size of a page."""
    monkeypatch.setattr("according.ledger.rereading.PAGE", 2)
    for n in range(7):
        ledger.add(reading(f"Text {n}."))
    begun = reread(ledger, NewReader())  # type: ignore[arg-type]
    first = [next(begun).report.text for _ in range(3)]
    del begun
    rest = [old.report.text for old in reread(ledger, NewReader())]  # type: ignore[arg-type]
    assert first + rest == [f"Text {n}." for n in range(7)]


def test_two_at_once_do_not_double_a_reading(ledger: Ledger) -> None:
    """Whoever comes second finds it done."""
    ledger.add(reading())
    (old,) = ledger.outdated("2026.11")
    assert ledger.reread(old, reading(reader="2026.11"))
    assert not ledger.reread(old, reading(reader="2026.11"))


def test_a_reading_of_another_layout_is_not_laid_over_the_text(ledger: Ledger) -> None:
    """Offsets are those of the text that is kept, so a reading of another one is left out."""
    ledger.add(reading(WIRE))
    told = reading(WIRE.replace(". ", ".\n\n"), reader="2026.11")
    assert ledger.add(told).outcome == "known"
    assert readers(ledger, current=False) == ["2026.1"]
