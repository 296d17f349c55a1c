"""JSON Lines: one report a line, and no line can spoil another."""

import io
import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.formats import Loaded, jsonl, read_bytes
from according.formats.loaded import Draft

# fmt: off
LINES = [
    # line                                              doubts           why
    (b'{"text": "a"}',                                  [],              "the least"),
    (b'{"text": "a", "id": null, "tags": [1]}',         [],              "null and extra keys"),
    (b'{"report": {"text": "a", "id": "r1"}}',          [],              "as in the gold files"),
    (b'{"text": "a", "id": 5}',                         [],              "a number for an id is one"),
    (b'{"text": "a", "id": 5.5}',                       ["bad-field"],   "a fraction is none"),
    (b'{"text": "a", "id": true}',                      ["bad-field"],   "nor is a truth"),
    (b'{"text": "a", "url": ["u"], "title": {}}',       ["bad-field"] * 2, "two bad fields"),
    (b'{"text": 5}',                                    ["bad-field"],   "a number for a text"),
    (b'{"text": "a", "x": NaN}',                        [],              "NaN"),
    (b'{"text": "caf\xe9"}',                            ["encoding"],    "cp1252"),
    (b'{"text": "a"',                                   ["bad-json"],    "cut off"),
    (b"[1, 2]",                                         ["bad-json"],    "a list"),
    (b'"text"',                                         ["bad-json"],    "a string"),
    (b'{"text": ' + b"9" * 5000 + b"}",                 ["bad-json"],    "a huge number"),
    (b"[" * 100_000,                                    ["bad-json"],    "deep nesting"),
    (b'{"a": ' + b"[" * 100_000,                        ["bad-json"],    "deep nesting inside"),
]
# fmt: on


def drafts(data: bytes) -> list[Draft]:
    """Load JSON Lines, without the checks."""
    return list(jsonl.load(io.BytesIO(data), None))


@pytest.mark.parametrize(("line", "doubts"), [pytest.param(*row, id=why) for *row, why in LINES])
def test_line(line: bytes, doubts: list[str]) -> None:
    """A bad line is doubted by name and number, and the lines around it are read."""
    before, bad, after = drafts(b'{"text": "b"}\n' + line + b'\n\r\n{"text": "c"}\n')
    assert (before.text, after.text, after.where) == ("b", "c", ":4")
    assert [doubt.kind for doubt in bad.doubts] == doubts
    assert bad.id in {None, "r1", "5"}
    if {"bad-json", "bad-field"} & set(doubts):
        assert all("ine 2" in doubt.message for doubt in bad.doubts)


def test_bad_json_reason() -> None:
    """The doubt gives the reason and the column."""
    (draft,) = drafts(b'{"text": x}')
    assert draft.doubts[0].message == "Line 1 is no JSON: expecting value at column 10; skipped."
    (draft,) = jsonl.load(io.BytesIO(b'{"text": "cut off'), None)
    assert "starting at column 10" in draft.doubts[0].message


def test_surrogates_can_be_written() -> None:
    """A lone surrogate is replaced wherever it stands, so that output cannot fail."""
    line = rb'{"text": "a\ud800", "id": "\udfff", "title": ["\ud800"], "published": "\ud800"}'
    (loaded,) = read_bytes(line, origin="x")
    assert (loaded.report.text, loaded.report.id) == ("a\ufffd", "\ufffd")
    msgspec.json.encode(loaded)


def test_utf16() -> None:
    """JSON Lines in UTF-16, as some spreadsheets save them, are read."""
    lines = '{"text": "é"}\n{"text": "b"}\n'.encode("utf-16")
    assert [draft.text for draft in drafts(lines)] == ["é", "b"]


def test_a_line_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line too long for memory is skipped, the next is read under its own number."""
    monkeypatch.setattr(jsonl, "MAX_LINE_BYTES", 50)
    long = json.dumps({"text": "x" * 500}).encode()
    first, second = drafts(long + b'\n{"text": "b"}\n')
    assert [doubt.kind for doubt in first.doubts] == ["too-large"]
    assert (second.text, second.where) == ("b", ":2")


def json_files(data: bytes) -> list[Loaded]:
    """Read a .json file."""
    return list(read_bytes(data, origin="f.json", media_type="application/json"))


# fmt: off
FILES = [
    # .json file                               texts        last doubts    why
    (b'{\n"text": "a"}',                       ["a"],       [],            "an object"),
    (b'[{"text": "a"}, {"text": "b"}]',        ["a", "b"],  [],            "a list"),
    (b'[{"text": "a"}, 7]',                    ["a", ""],   ["bad-json"],  "a member that is none"),
    (b'{"text": "a"}\n{"text": "b"}\n',        ["a", "b"],  [],            "in truth JSON Lines"),
    (b'{"text": "a"}\n{"text": \n',            ["a", ""],   ["bad-json"],  "its last line cut off"),
    (b'{\n"text": \n"a"',                      [""],        ["bad-json"],  "cut off: one doubt"),
    (b"[]",                                    [],          None,          "an empty list"),
    (b"",                                      [""],        ["empty-text"], "an empty file"),
]
# fmt: on


@pytest.mark.parametrize(
    ("data", "texts", "doubts"), [pytest.param(*row, id=why) for *row, why in FILES]
)
def test_json_file(data: bytes, texts: list[str], doubts: list[str] | None) -> None:
    """A .json file may hold one object, a list, or JSON Lines."""
    loaded = json_files(data)
    assert [each.report.text for each in loaded] == texts
    if doubts is not None:
        assert [doubt.kind for doubt in loaded[-1].doubts] == doubts


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["id", "text", "publisher", "published", "title", "url", "report"])


@settings(max_examples=100, deadline=None)
@given(value=st.dictionaries(FIELDS, VALUES) | VALUES, noise=st.text(max_size=20))
def test_any_line(value: object, noise: str) -> None:
    """Any JSON and any noise give reports that can be written, and never raise."""
    data = f"{json.dumps(value)}\n{noise}\n".encode("utf-8", "surrogatepass")
    for media_type in ("application/x-ndjson", "application/json"):
        for each in read_bytes(data, origin="x", media_type=media_type):
            assert msgspec.json.encode(each)


@given(text=st.text(min_size=1))
def test_text_is_untouched(text: str) -> None:
    """The text of a report is, character for character, what the JSON holds."""
    assert [draft.text for draft in drafts(json.dumps({"text": text}).encode())] == [text]
