"""Asking by place finds what comparing everything with everything finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.overlaps import Overlaps
from according.quotes import Marks
from according.records import Span

SPANS = st.tuples(st.integers(0, 5000), st.integers(1, 3000)).map(lambda s: (s[0], s[0] + s[1]))
NEAR = st.tuples(st.integers(1015, 1035), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1]))
ITEMS = st.lists(st.lists(SPANS | NEAR, min_size=1, max_size=3), max_size=12)


@given(ITEMS, st.lists(SPANS | NEAR, min_size=1, max_size=3))
def test_touching(items: list[list[Span]], asked: list[Span]) -> None:
    """Exactly the items that share a character are found, in order, each once."""
    places = Overlaps(enumerate(items))
    expected = [
        n
        for n, spans in enumerate(items)
        if any(a < y and x < b for a, b in spans for x, y in asked)
    ]
    assert places.touching(*asked) == expected


# fmt: off
INSIDE = [
    # text, the span in brackets          inside  why this row exists
    ("He said “we [will not] go”.",       True,   "curly marks"),
    ('He said "we [will not] go".',       True,   "straight marks"),
    ("He said [“we will not go”].",       False,  "the span holds the marks itself"),
    ("He said “no”, [he] said “go”.",     False,  "between two quotations"),
    ('He said "no", [he] said "go".',     False,  "between two, straight"),
    ("He said “we [will not] go.",        False,  "never closed"),
    ("He said “we\n[will not] go”.",      False,  "the quotation began in another paragraph"),
    ("“One.”\n“We [will not] go.”",       True,   "and a new one in this"),
    ("[All of it]",                       False,  "no marks at all"),
    ("“[All of it]”",                     True,   "all between the marks"),
]
# fmt: on


@pytest.mark.parametrize(("marked", "expected"), [pytest.param(*r, id=why) for *r, why in INSIDE])
def test_inside(marked: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    """A span stands in a quotation that opens before and closes after it in its paragraph."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    assert Marks(text).inside((start, end)) is expected
