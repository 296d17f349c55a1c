"""The ledger: what goes in comes out, once, in both homes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

import strategies
from according import Ledger, Reading, Report
from according.ledger import Added
from according.ledger.rows import storable
from according.ledger.schema import metadata, reports
from told import WIRE, reading

URL = "https://harrow-wire.example/sarn"


def everything(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    """Give all rows of all tables."""
    with ledger.reading() as connection:
        return {
            name: sorted(tuple(row) for row in connection.execute(select(table)))
            for name, table in metadata.tables.items()
        }


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=strategies.readings)
def test_a_reading_comes_back_as_it_went_in(ledger: Ledger, made: Reading) -> None:
    """Nothing a reader may say is lost, but for characters that no text may hold."""
    added = ledger.add(made)
    if added.outcome == "new":
        back = [each for each in ledger.readings() if each.report == added.report]
        assert [each.reading for each in back] == [storable(made)]


def test_a_record_without_oddities_is_not_touched() -> None:
    """Replacing what no database holds costs nothing where there is nothing to replace."""
    plain = reading()
    assert storable(plain) is plain


@pytest.mark.parametrize(
    "again",
    [
        pytest.param({}, id="the same once more"),
        pytest.param({"title": "Another headline"}, id="only the title is new"),
        pytest.param({"url": "http://www.harrow-wire.example/sarn/?utm_source=x#top"}, id="url"),
        pytest.param({"publisher": "A mirror"}, id="the address decides, not the publisher"),
        pytest.param({"text": WIRE.replace(" ", "\n ")}, id="only spaces are new"),
    ],
)
def test_the_same_report_again_changes_nothing(ledger: Ledger, again: dict[str, str]) -> None:
    """A report is recognised by its address, a text by its words."""
    first = {"publisher": "Harrow Wire", "url": URL}
    added = ledger.add(reading(**first))
    before = everything(ledger)
    told = reading(**{**first, **again})
    assert ledger.add(told) == Added(added.report, 1, "known", None)
    assert ledger.known(told.report) == Added(added.report, 1, "known", None)
    assert everything(ledger) == before


# fmt: off
PAIRS = [
    # first report                                        second report                                     same   why
    ({"publisher": "Harrow Wire"},                        {"publisher": "Harrow Wire"},                     True,  "no address: publisher and text"),
    ({"publisher": "Harrow Wire"},                        {"publisher": "HARROW  wire"},                    True,  "spelling of the publisher"),
    ({"publisher": "Harrow Wire"},                        {"publisher": "Estuary Chronicle"},               False, "another publisher"),
    ({"publisher": "Harrow Wire"},                        {},                                               False, "who knows whose it is"),
    ({"publisher": "Harrow Wire", "url": URL},            {"publisher": "Harrow Wire"},                     True,  "a saved page, added again from the file"),
    ({"publisher": "Harrow Wire"},                        {"publisher": "Harrow Wire", "url": URL},         True,  "a file, then its page"),
    ({"publisher": "Harrow Wire", "url": URL},            {"publisher": "Harrow Wire", "url": URL + "?p=2"}, False, "two addresses are two reports"),
    ({"publisher": "Harrow Wire", "url": "not a url"},    {"publisher": "Harrow Wire"},                     True,  "an address that is none"),
]
# fmt: on


@pytest.mark.parametrize(
    ("first", "second", "same"), [pytest.param(*row, id=why) for *row, why in PAIRS]
)
def test_one_report_or_two(
    ledger: Ledger, first: dict[str, str], second: dict[str, str], *, same: bool
) -> None:
    """Two reports with one text are the same report, or one knows that it is a copy."""
    one, other = ledger.add(reading(**first)), ledger.add(reading(**second))
    assert (other.report == one.report) == same
    assert other.copy_of == (None if same else one.report)


def test_a_changed_text_is_a_revision_beside_the_old(ledger: Ledger) -> None:
    """What was published first stays; questions see what stands there now."""
    first = ledger.add(reading(url=URL))
    second = ledger.add(reading(WIRE + " Corrected.", url=URL))
    assert second == Added(first.report, 2, "revision", None)
    assert [s.reading.report.text for s in ledger.readings()] == [WIRE + " Corrected."]
    kept = [(s.revision, s.current) for s in ledger.readings(current=False)]
    assert kept == [(1, False), (2, True)]


def test_a_former_text_again_is_known(ledger: Ledger) -> None:
    """A page that flips between two texts does not grow the ledger."""
    ledger.add(reading("One text.", url=URL))
    ledger.add(reading("Another text.", url=URL))
    before = everything(ledger)
    assert ledger.add(reading("One text.", url=URL)).revision == 1
    assert everything(ledger) == before


def test_a_report_that_is_not_there_is_not_known(ledger: Ledger) -> None:
    """Only what was read already need not be read."""
    ledger.add(reading(url=URL))
    assert ledger.known(Report(text="Other words.", url=URL)) is None
    assert ledger.known(Report(text=WIRE, url="https://other.example/")) is None


# fmt: off
READERS = [
    # readers in turn          current     why
    (["2026.1", "2026.2"],     "2026.2",   "a better reader takes over"),
    (["2026.2", "2026.1"],     "2026.2",   "an old installation does not take back"),
    (["2026.9", "2026.11"],    "2026.11",  "versions count as people count"),
    (["2026.1", "2026.1"],     "2026.1",   "a reader reads a text once"),
]
# fmt: on


@pytest.mark.parametrize(
    ("readers", "current"), [pytest.param(*row, id=why) for *row, why in READERS]
)
def test_readings_of_all_readers_stay(ledger: Ledger, readers: list[str], current: str) -> None:
    """A reading names its reader; the best one's is current, the others' are kept."""
    for reader in readers:
        assert ledger.add(reading(url=URL, reader=reader)).revision == 1
    assert [s.reading.reader for s in ledger.readings()] == [current]
    assert {s.reading.reader for s in ledger.readings(current=False)} == set(readers)


def test_items_are_current_with_their_reading(ledger: Ledger) -> None:
    """Questions look at items alone, so items must know."""
    ledger.add(reading(url=URL))
    ledger.add(reading(url=URL, reader="2026.2"))
    ledger.add(reading("New words.", url=URL, reader="2026.2"))
    rows = everything(ledger)["statements"]
    current = metadata.tables["statements"].c.keys().index("current")
    assert [bool(row[current]) for row in rows] == [False, False, True]


def test_seen_and_origin_are_kept(ledger: Ledger) -> None:
    """When and where a report was found is part of its history, to the microsecond."""
    seen = datetime(2026, 3, 3, 9, 30, 0, 5, tzinfo=UTC)
    ledger.add(reading(), origin="feed:1", seen=seen)
    stored = next(ledger.readings())
    assert (stored.origin, stored.seen) == ("feed:1", seen)


def test_readings_since_a_time(ledger: Ledger) -> None:
    """A digest asks for what came in since the last one; the time zone makes no difference."""
    start = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    for hours in range(3):
        ledger.add(reading(f"Text {hours}."), seen=start + timedelta(hours=hours))
    since = datetime.fromisoformat("2026-03-03T11:30:00+01:00")
    assert [s.reading.report.text for s in ledger.readings(since)] == ["Text 1.", "Text 2."]


def test_more_readings_than_a_page(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are not seen from outside: each reading comes once, in order."""
    monkeypatch.setattr("according.ledger.readback.PAGE", 2)
    texts = [f"Text {n}." for n in range(5)]
    for text in texts:
        ledger.add(reading(text))
    assert [s.reading.report.text for s in ledger.readings()] == texts


def test_a_report_is_there_whole_or_not_at_all(ledger: Ledger) -> None:
    """What else is noted with a report is noted with it, or neither is."""
    before = everything(ledger)

    def fail(connection: Connection, added: Added) -> None:
        connection.execute(reports.insert().values(id=added.report, key="x", revision=1))

    with pytest.raises(IntegrityError):
        ledger.add(reading(), then=fail)
    assert everything(ledger) == before
    assert ledger.add(reading()).outcome == "new"


def test_a_ledger_opens_again_with_all_that_was_added(where: str) -> None:
    """Closing loses nothing."""
    with Ledger.open(where) as ledger:
        ledger.add(reading())
        before = everything(ledger)
    with Ledger.open(where, write=False) as ledger:
        assert everything(ledger) == before
