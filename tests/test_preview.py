"""Reading what is not to be kept."""

import sys

import pytest

import fake_reader
from according import Report
from according.errors import FetchError
from according.ingest.preview import Preview


@pytest.fixture
def preview(monkeypatch: pytest.MonkeyPatch) -> Preview:
    """Read with a reader that loads no model."""
    monkeypatch.setitem(sys.modules, "according.reading", fake_reader.module())
    return Preview()


def test_a_text_is_read_with_what_is_known_of_it(preview: Preview) -> None:
    """A pasted text is checked as any other: its date is understood, its words are read."""
    given = Report(text="Talks.", publisher="Harrow Wire", published="3 March 2026")
    reading = preview.text(given)
    assert reading.report.published == "2026-03-03"
    assert reading.statements[0].content == "Talks."


def test_nothing_is_a_doubt(preview: Preview) -> None:
    """Of a text without words nothing is read, and the reading says so."""
    reading = preview.text(Report(text=" \n"))
    assert not reading.statements
    assert [doubt.kind for doubt in reading.doubts] == ["empty-text"]


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "file:///etc/passwd", "http://[::1]/"])
def test_only_the_public_web_is_fetched(preview: Preview, address: str) -> None:
    """An address of this machine or its network is refused before anything is sent."""
    with pytest.raises(FetchError):
        preview.address(address)
