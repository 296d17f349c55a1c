"""A text in pieces: nothing is lost, and each piece knows what covers it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.desk.marking import DEEPEST, Mark, Part, cut

TEXT = "Rehl said he feared a collapse."


def mark(words: str, key: str, part: Part = "content", depth: int = 1) -> Mark:
    """Mark words of the text."""
    start = TEXT.index(words)
    return Mark((start, start + len(words)), key, part, depth)


SPANS = st.tuples(st.integers(-3, 60), st.integers(-3, 60))
MARKS = st.lists(st.builds(Mark, SPANS, st.sampled_from("abc"), st.just("content")), max_size=8)


@given(text=st.text("ab \n", max_size=50), marks=MARKS)
def test_pieces_make_up_the_text(text: str, marks: list[Mark]) -> None:
    """However marks overlap, the pieces are the text without its line ends, in order."""
    paragraphs = ["".join(piece.text for piece in each) for each in cut(text, marks)]
    assert "".join("".join(paragraphs).split()) == "".join(text.split())
    assert all(paragraph and "\n" not in paragraph for paragraph in paragraphs)


@given(text=st.text("ab", min_size=1, max_size=50), marks=MARKS)
def test_each_piece_is_covered_by_its_marks(text: str, marks: list[Mark]) -> None:
    """A piece bears exactly those marks that cover it, and no mark ends within it."""
    at = 0
    for piece in next(cut(text, marks)):
        start, at = at, at + len(piece.text)
        real = [m for m in marks if 0 <= m.span[0] < m.span[1] <= len(text)]
        assert sorted(m.key for m in piece.marks) == sorted(
            m.key for m in real if m.span[0] <= start and at <= m.span[1]
        )
        assert not [m for m in real if start < m.span[0] < at or start < m.span[1] < at]


def test_what_stands_inside_comes_first() -> None:
    """Pointing at a word means the innermost item there."""
    outer, inner = mark("he feared a collapse", "s1"), mark("a collapse", "s2", depth=2)
    pieces = [*next(cut(TEXT, [outer, inner]))]
    assert [(p.text, p.keys) for p in pieces if p.marks] == [
        ("he feared ", "s1"),
        ("a collapse", "s2 s1"),
    ]


@pytest.mark.parametrize(("depth", "look"), [(1, "deep1"), (2, "deep2"), (9, f"deep{DEEPEST}")])
def test_nesting_is_visible(depth: int, look: str) -> None:
    """Deeper statements look deeper, as far as eyes can tell."""
    pieces = [*next(cut(TEXT, [mark("a collapse", "s", depth=depth)]))]
    assert look in pieces[1].look.split()


def test_items_are_taken_hold_of_at_one_place() -> None:
    """Cues, triggers, counts and issues are links; contents and sources are not."""
    marks = [
        mark("Rehl", "s1", "source"),
        mark("said", "s1", "cue"),
        mark("collapse", "e1", "event"),
    ]
    anchors = {p.text: p.anchor for p in next(cut(TEXT, marks))}
    assert (anchors["Rehl"], anchors["said"], anchors["collapse"]) == (None, "s1", "e1")
