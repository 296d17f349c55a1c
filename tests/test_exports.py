"""What a reading looks like in each format."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from according.exports import FORMATS, Format, writer
from according.exports.csv import COLUMNS
from according.exports.excerpt import around, shortened
from according.exports.harmless import FORMULA, for_cell, for_terminal
from according.records import Doubt, Event, Figure, Position, Reading, Report, Statement

TEXT = (
    "The Harrow Wire, citing two officials, said talks will resume. Tomas Rehl denied it. "
    "At least 12 people were killed, the hospital said. The League opposes the plan."
)


def span(words: str) -> tuple[int, int]:
    """Find words in TEXT."""
    start = TEXT.index(words)
    return start, start + len(words)


def statement(number: int, words: str, *speakers: str, **others: Any) -> Statement:
    """Make a statement of words in TEXT; ``speakers`` are the chain behind the publisher."""
    given = {
        "id": f"s{number}", "content": words, "cue": None, "source": None, "kind": "unnamed",
        "act": "say", "form": "indirect", "speaker": speakers[-1], "via": None,
        "chain": ["Chronicle", *speakers], "content_spans": [span(words)], "cue_span": None,
        "source_span": None, "confidence": 0.9,
    }  # fmt: skip
    return msgspec.convert(given | others, Statement)


READING = Reading(
    report=Report(text=TEXT, id="r1", publisher="Chronicle", published="2026-03-03", title="Talks"),
    statements=[
        statement(1, "talks will resume", "Harrow Wire"),
        statement(3, "denied it", "Tomas Rehl", act="deny", confidence=0.4),
        statement(2, "talks will resume", "Harrow Wire", "two officials", via="s1"),
        statement(4, "At least 12 people were killed", "hospital"),
    ],
    events=[
        Event(type="CONSULT", trigger="talks", actor=["Veshtia"], recipient=["Oradan"],
              mediator=["Kelmara"], place="Haldane", date="2026-03", status="planned",
              statement="s2", trigger_span=span("talks"), confidence=0.8),
    ],
    figures=[
        Figure(measure="killed", value=12, text="At least 12", who="people", place=None, since=None,
               statement="s4", low=12, text_span=span("At least 12"), confidence=0.9),
    ],
    positions=[
        Position(holder="League", issue="the plan", stance="against", statement=None,
                 issue_span=span("the plan"), confidence=0.7),
    ],
    reader="test",
)  # fmt: skip
EMPTY = Reading(report=Report(text=""), doubts=[Doubt(kind="empty-text", message="No text.")])


def written(name: Format, *readings: Reading) -> str:
    """Write readings into a string."""
    out = io.StringIO()
    writer(name)(readings, out)
    return out.getvalue()


def hostile(text: str) -> Reading:
    """Make a reading that holds a text wherever a report's words can stand."""
    said = statement(1, "talks", text, content=[text, text], via="s9")
    event = msgspec.structs.replace(READING.events[0], actor=[text], place=text, mediator=[text])
    figure = msgspec.structs.replace(READING.figures[0], who=text, text=text, cause=text)
    stand = msgspec.structs.replace(READING.positions[0], holder=text, issue=text)
    report = Report(text=text * 2, id=text, publisher=text, title=text, url=text, published=text)
    event = msgspec.structs.replace(event, trigger_span=(0, len(text)))
    return Reading(report=report, statements=[said], events=[event], figures=[figure],
                   positions=[stand], doubts=[Doubt(kind=text, message=text)])  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_nothing_and_anything(name: Format) -> None:
    """No readings, or an empty one, are written like any others."""
    written(name)
    written(name, EMPTY, READING, EMPTY)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_readings_as_they_come(name: Format) -> None:
    """When the batch breaks, the readings before the break are out."""
    out = io.StringIO()

    def broken() -> Iterator[Reading]:
        yield READING
        raise InterruptedError

    with pytest.raises(InterruptedError):
        writer(name)(broken(), out)
    assert "Tomas Rehl" in out.getvalue()
    if name == "json":
        assert len(json.loads(out.getvalue())) == 1


def test_jsonl_is_one_reading_a_line_in_the_order_of_the_gold_files() -> None:
    """A line decodes to the very reading it was made of."""
    lines = written("jsonl", READING, EMPTY).splitlines()
    assert [msgspec.json.decode(line, type=Reading) for line in lines] == [READING, EMPTY]
    assert list(json.loads(lines[0])) == [
        "report", "statements", "events", "figures", "positions", "doubts", "reader",
    ]  # fmt: skip
    assert json.loads(lines[0])["events"][0]["trigger_span"] == list(span("talks"))


def test_json_is_one_array() -> None:
    """The array holds what the lines of jsonl hold; without readings it is empty."""
    lines = written("jsonl", READING, EMPTY).splitlines()
    assert json.loads(written("json", READING, EMPTY)) == [json.loads(line) for line in lines]
    assert json.loads(written("json")) == []


def test_half_a_surrogate_pair_survives_json() -> None:
    """A text that UTF-8 cannot hold is escaped, not altered and not fatal."""
    text = "broken \ud83d emoji"
    line = written("jsonl", Reading(report=Report(text=text)))
    line.encode("utf-8")
    assert json.loads(line)["report"]["text"] == text


def test_csv_has_one_row_per_item_with_its_sourcing() -> None:
    """Each item says on whose word it stands and where its words are."""
    rows = list(csv.DictReader(io.StringIO(written("csv", READING, EMPTY))))
    assert [row["item"] for row in rows] == ["statement"] * 4 + ["event", "figure", "position"]
    event, figure, position = rows[4:]
    assert event["chain"] == "Chronicle → Harrow Wire → two officials"
    assert (event["who"], event["recipient"], event["status"]) == ("Veshtia", "Oradan", "planned")
    assert (figure["value"], figure["low"], figure["high"]) == ("12", "12", "")
    assert position["chain"] == "Chronicle"
    for row in rows:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["words"]


def test_csv_columns_are_stable() -> None:
    """Columns may be added at the end; nobody's spreadsheet breaks."""
    assert ",".join(COLUMNS) == (
        "report,item,id,who,recipient,mediator,chain,label,status,words,place,date,value,low,high,"
        "cause,statement,start,end,confidence"
    )


@given(st.sampled_from(["=", "+", "-", "@", "\t", "\r", " =", "\n@", "＝", "\u202e=", "\0+"]))
def test_no_cell_is_a_formula(start: str) -> None:
    """Text from a report that begins like a formula is kept from running as one."""
    name = start + 'HYPERLINK("http://example.org")'
    rows = csv.reader(io.StringIO(written("csv", hostile(name))))
    for row in rows:
        for column, cell in zip(COLUMNS, row, strict=True):
            assert not cell.lstrip().startswith(FORMULA), column


@given(st.text())
def test_a_cell_is_one_line_that_is_no_formula(text: str) -> None:
    """Whatever the text, its cell holds no control character and starts like no formula."""
    cell = for_cell(text)
    assert not cell.lstrip().startswith(FORMULA)
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in cell)


@given(st.text())
def test_no_text_commands_the_terminal(text: str) -> None:
    """What reaches the terminal is printable, and printable text is left alone."""
    shown = for_terminal(text)
    harmless = {"\u200c", "\u200d", "\u00ad"}
    assert all(char.isprintable() or char in harmless for char in shown)
    if text.isprintable():
        assert shown == text


def test_text_prints_a_hostile_report_as_words() -> None:
    """Escape codes, right-to-left overrides and markup in a report have no effect."""
    page = written("text", hostile("\x1b[31m[bold red]x[/] \u202e:smile: \x9b2J\a"))
    assert not {"\x1b", "\u202e", "\x9b", "\a"} & set(page)
    assert "␛[31m[bold red]x[/] :smile: �2J␇" in page


def test_text_shows_each_statement_under_its_chain() -> None:
    """The chain is drawn from the publisher inwards, a nested statement inside its parent."""
    page = written("text", READING)
    outer = page.index("s1 Chronicle ▸ Harrow Wire\n")
    inner = page.index("  s2 Chronicle ▸ Harrow Wire ▸ two officials\n")
    assert outer < inner < page.index("s3 Chronicle ▸ Tomas Rehl 40% sure\n")
    assert "(the same words)" in page


def test_text_shows_events_figures_and_positions_on_somebodys_word() -> None:
    """Beside each item stands who says so; the trigger is marked in its sentence."""
    page = " ".join(written("text", READING).split())
    told = "planned CONSULT Veshtia → Oradan via Kelmara · Haldane · 2026-03 — two officials, s2"
    assert told in page
    assert "said ‹talks› will resume." in page
    assert "killed ≥ 12 people “At least 12” — hospital, s4" in page
    assert "against League on the plan" in page


def test_text_survives_statements_that_stand_in_each_other() -> None:
    """A ring of parents or a missing one, from a foreign file, loses no statement."""
    ring = [
        statement(1, "talks", "A", via="s2"),
        statement(2, "talks", "B", via="s1"),
        statement(3, "talks", "C", via="s9"),
    ]
    page = written("text", msgspec.structs.replace(READING, statements=ring, events=[]))
    for speaker in "ABC":
        assert page.count(f"Chronicle ▸ {speaker}\n") == 1


def test_text_is_coloured_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file gets plain words, a terminal colours, and NO_COLOR is obeyed."""
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "90")
    assert "\x1b[" not in written("text", READING)

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def on_terminal() -> str:
        out = Terminal()
        writer("text")([READING], out)
        return out.getvalue()

    assert "\x1b[32m" in on_terminal() or "\x1b[36m" in on_terminal()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in on_terminal()


@given(st.text(alphabet="ab cé漢", max_size=120), st.integers(20, 60))
def test_a_shortened_text_keeps_both_ends(text: str, room: int) -> None:
    """What is cut out is the middle, and what is left fits."""
    short = shortened(text, room)
    assert len(short) <= max(room, 0)
    start, _, end = short.partition(" […] ")
    assert text.startswith(start)
    assert text.endswith(end)


@given(st.data())
def test_an_excerpt_holds_its_words_whole(data: st.DataObject) -> None:
    """Wherever the words stand, they are shown entire, between parts of the same line."""
    text = data.draw(st.text(alphabet="Ab. \n“", min_size=1, max_size=200))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    before, words, after = around(text, (start, end), 40)
    assert words == text[start:end]
    assert "\n" not in before + after
    assert cell_len(before + after) <= 60
