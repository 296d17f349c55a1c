"""The sentence around an item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.ledger.passages import REACH, around

LONG = "word " * 200
# fmt: off
PASSAGES = [
    # text                                              words       passage                              why this row exists
    ("Rain. The envoys met in Selm. More.",             "met",      "The envoys met in Selm.",           "a sentence among others"),
    ("The envoys met",                                  "met",      "The envoys met",                    "the whole text"),
    ("A line\nThe envoys met\nanother",                 "met",      "The envoys met",                    "lines end sentences"),
    ("Gen. A. Orr met Rehl. Rain.",                     "met",      "Gen. A. Orr met Rehl.",             "an initial ends none"),
    ("“No.” Rehl left. “Yes,” he said.",                "left",     "Rehl left.",                        "quotations"),
    (f"{LONG}met {LONG}",                               "met",      None,                                "a long sentence is cut between words"),
    ("One. Two met. Three met.",                        "Two met. Three", "Two met. Three met.",         "an item over two sentences"),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "words", "passage"), [pytest.param(*row, id=why) for *row, why in PASSAGES]
)
def test_an_item_stands_in_its_sentence(text: str, words: str, passage: str | None) -> None:
    """The passage is the sentence, or what of it is within reach, in whole words."""
    start = text.index(words)
    found = around(text, (start, start + len(words)))
    assert text[found.start :].startswith(found.text)
    if passage is not None:
        assert found.text == passage
    else:
        assert len(found.text) <= 2 * REACH + len(words)
        assert set(found.text.split()) == {"word", words}


@given(st.text(alphabet="ab .\n“”A", max_size=800), st.data())
def test_a_passage_is_the_text_and_holds_the_item(text: str, data: st.DataObject) -> None:
    """Whatever the text, the passage stands in it word for word, around the item."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 300)))
    found = around(text, (start, end))
    last = found.start + len(found.text)
    assert text[found.start : last] == found.text
    item = text[start:end].strip()
    assert item in found.text
