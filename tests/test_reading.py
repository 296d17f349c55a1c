"""The whole reader: with the real model, and with whatever a model might find."""

from collections.abc import Iterator, Sequence
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.model import labels
from according.model.encoder import Found, Mark
from according.reading import Reader
from according.records import Event, EventType, Figure, Kind, Position, Reading, Report, Span
from according.words import words

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
        for quoted, span in ((s.cue, s.cue_span), (s.source, s.source_span)):
            assert (quoted is None) == (span is None)
            if quoted is not None and span is not None:
                yield quoted, span
    yield from ((e.trigger, e.trigger_span) for e in reading.events)
    yield from ((f.text, f.text_span) for f in reading.figures)
    yield from ((p.issue, p.issue_span) for p in reading.positions)


def sound(reading: Reading) -> None:
    """Check what holds of every reading."""
    text = reading.report.text
    for quoted, (start, end) in quotations(reading):
        assert text[start:end] == quoted
        assert quoted
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


def spans_of(text: str) -> st.SearchStrategy[Span]:
    """Draw spans of whole words, as the network gives them."""
    at = words(text)
    first = st.integers(0, len(at) - 1)
    return st.tuples(first, st.integers(0, 12)).map(
        lambda f: (at[f[0]].start, at[min(f[0] + f[1], len(at) - 1)].end)
    )


@st.composite
def anything_found(draw: st.DrawFn) -> tuple[str, list[Found]]:
    """Draw a text, and anchors with roles on any of its words."""
    text = draw(st.one_of(st.text(max_size=300), NEWS))
    if not words(text):
        return text, []
    spans, chance = spans_of(text), st.floats(0, 1)
    inventories = {
        "act": labels.ACTS, "kind": get_args(Kind), "status": labels.STATUSES,
        "type": get_args(EventType), "stance": labels.STANCES, "measure": labels.MEASURES[1:],
    }  # fmt: skip
    found = []
    for _ in range(draw(st.integers(0, 12))):
        anchor = draw(st.sampled_from(labels.ANCHORS))
        roles = draw(
            st.dictionaries(
                st.sampled_from(labels.ROLES_OF[anchor]),
                st.lists(st.builds(Mark, spans, chance), min_size=1, max_size=4),
            )
        )
        said = {k: (draw(st.sampled_from(names)), draw(chance)) for k, names in inventories.items()}
        found.append(Found(anchor, draw(spans), draw(chance), said, roles))
    return text, sorted(found, key=lambda f: (f.span, f.anchor))


class Finder:
    """Stands in for the network: finds what it was told to."""

    def __init__(self, found: list[Found]) -> None:
        """Take what is to be found in every text."""
        self.found = found
        curves = dict.fromkeys(("statement", "event", "figure", "position"), (1.0, 0.0))
        self.meta = {"version": "hand-made", "calibration": curves}

    def find(self, texts: Sequence[str], numbers: object, watch: object) -> list[list[Found]]:
        """Find the same in each text."""
        return [self.found for _ in texts]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(anything_found())
def test_whatever_is_found_is_quoted(
    monkeypatch: pytest.MonkeyPatch, case: tuple[str, list[Found]]
) -> None:
    """Whatever a model makes of a text, all that is assembled from it quotes the text."""
    text, found = case
    monkeypatch.setattr("according.reading.Encoder", lambda: Finder(found))
    sound(Reader().read(Report(text=text, published="2026-03-03")))


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


def test_how_far_it_has_come(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a long text tells after each part how much is done, up to its last word."""
    text = "The road to the valley is long and the weather was fair.\n\n" * 120
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(reader, "watch", lambda done, of: told.append((done, of)))
    reader.read(Report(text=text))
    done = [d for d, _ in told]
    assert len(done) > 1
    assert done == sorted(done)
    assert done[-1] == len(text.rstrip(" .\n")) + 1  # the stop is a word
    assert {of for _, of in told} == {len(text)}
