"""The whole reader, with the real model."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.reading import Reader
from according.records import Event, Figure, Position, Reading, Report, Span

HOSTILE = [
    ("", "nothing at all"),
    (" \n\t \r\n", "only white space"),
    ("x" * 30_000, "one endless word"),
    ("he said " * 3_000, "one endless line"),
    ("\x00\x01\x02 said \x7f that", "control characters"),
    ("\u202eلا\u202c he said \u200fno\u200e.", "right-to-left marks"),
    ("“😀 stop” 👩‍👩‍👧 said the 🇺🇳 envoy", "emoji"),
    ('"' * 500 + "“" * 500 + " said", "quotation marks without end"),
    ("12 " * 4_000 + "killed", "nothing but numbers"),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The reader, loaded once."""
    return Reader()


def quotations(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Yield every quoted string of a reading with its span."""
    for s in reading.statements:
        contents = [s.content] if isinstance(s.content, str) else s.content
        yield from zip(contents, s.content_spans, strict=True)
        for words, span in ((s.cue, s.cue_span), (s.source, s.source_span)):
            assert (words is None) == (span is None)
            if words is not None and span is not None:
                yield words, span
    yield from ((e.trigger, e.trigger_span) for e in reading.events)
    yield from ((f.text, f.text_span) for f in reading.figures)
    yield from ((p.issue, p.issue_span) for p in reading.positions)


def sound(reading: Reading) -> None:
    """Check what holds of every reading."""
    text = reading.report.text
    for words, (start, end) in quotations(reading):
        assert text[start:end] == words
        assert words
    ids = {s.id for s in reading.statements}
    for s in reading.statements:
        assert s.via is None or s.via in ids - {s.id}
        assert s.chain[-1] == s.speaker
    placed: list[Event | Figure | Position] = [
        *reading.events,
        *reading.figures,
        *reading.positions,
    ]
    assert all(item.statement in {None, *ids} for item in placed)
    confidences = [
        *(s.confidence for s in reading.statements),
        *(item.confidence for item in placed),
    ]
    assert all(0 <= c <= 1 for c in confidences)


WORDS = """“We will not sign,” said|the minister|accused Oradan of shelling the town|12 people
were killed|,|.|”|“|citing two officials|the Wire reported that|he denied|he|on Monday|talks
ceasefire|according to|up to 300 troops|opposes the draft|é😀""".replace("\n", "|").split("|")
NEWS = st.lists(st.sampled_from([*WORDS, "\n\n"]), max_size=40).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.text(max_size=400), NEWS))
def test_spans_quote_their_strings(reader: Reader, text: str) -> None:
    """Whatever the text, every span quotes its string and nothing raises."""
    sound(reader.read(Report(text=text, publisher="Daily Arkan", published="2026-03-03")))


@pytest.mark.parametrize("text", [pytest.param(text, id=why) for text, why in HOSTILE])
def test_hostile_texts(reader: Reader, text: str) -> None:
    """No text is too odd to be read."""
    sound(reader.read(Report(text=text)))


def test_reads_what_is_said(reader: Reader) -> None:
    """A plain report gives its statement, chain, event and figure."""
    text = (
        "Foreign Minister Tomas Rehl accused Veshtia of shelling the town. "
        "“At least 12 people were killed on Monday,” Rehl said."
    )
    reading = reader.read(Report(text=text, publisher="Daily Arkan", published="2026-03-03"))
    assert {s.speaker for s in reading.statements} == {"Tomas Rehl"}
    assert all(s.chain == ["Daily Arkan", "Tomas Rehl"] for s in reading.statements)
    assert ("killed", 12) in {(f.measure, f.value) for f in reading.figures}
    assert "ACCUSE" in {e.type for e in reading.events}


def test_long_reports_are_read_to_the_end(reader: Reader) -> None:
    """What stands behind the first window is read like what stands in it."""
    filler = "The road to the valley is long and the weather was fair.\n\n" * 120
    text = filler + "Tomas Rehl said the talks would fail."
    found = reader.read(Report(text=text)).statements
    assert [s.speaker for s in found] == ["Tomas Rehl"]


def test_order_and_company_do_not_matter(reader: Reader) -> None:
    """Read together or alone, reports read the same and come out in order."""
    texts = [
        f"Envoy {n} Solen said the truce would hold." for n in ("Ada", "Bea", "Cleo", "Dora", "Eve")
    ]
    reports = [Report(text=t, id=str(i)) for i, t in enumerate(texts)]
    together = list(reader.read_many((r, []) for r in reports))
    assert together == [reader.read(r) for r in reports]
