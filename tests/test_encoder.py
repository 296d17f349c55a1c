"""What windows find is merged without doubles, and numbers are found among a window's words."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from according import numbers
from according.model.encoder import FAR, Found, Merged, _places
from according.records import Span
from according.words import words


def found(span: Span, anchor: str = "event", probability: float = 0.5) -> Found:
    """Return an anchor without roles."""
    return Found(anchor, span, probability, {}, {})


def merged(*windows: tuple[Span, list[Found]]) -> list[Found]:
    """Merge windows in order."""
    all_of_them = Merged()
    for window, here in windows:
        all_of_them.add(window, here)
    return all_of_them.all()


def test_the_window_with_more_room_is_believed() -> None:
    """An anchor in an overlap is taken from the window in which it stands farther inside."""
    early, late = found((55, 60), probability=0.1), found((55, 61), probability=0.2)
    assert merged(((-FAR, 65), [early]), ((30, FAR), [late])) == [late]
    assert merged(((-FAR, 95), [early]), ((50, FAR), [late])) == [early]


def test_a_text_end_is_no_edge() -> None:
    """At the beginning and end of the text an anchor stands as far inside as can be."""
    first, last = found((0, 5)), found((95, 100))
    assert merged(((-FAR, 60), [first]), ((40, FAR), [last])) == [first, last]


def test_kinds_do_not_disturb_each_other() -> None:
    """One word may be a cue and a trigger."""
    both = [found((5, 9), "event"), found((5, 9), "statement")]
    assert merged(((-FAR, FAR), both)) == both


def test_one_long_anchor_yields_to_none_or_all() -> None:
    """Against several in its place an anchor must have more room than each."""
    long, short = found((40, 60)), [found((41, 45)), found((50, 55))]
    assert merged(((-FAR, 100), [long]), ((39, FAR), short)) == [long]
    assert merged(((-FAR, 61), [long]), ((20, FAR), short)) == short


SPANS = st.tuples(st.integers(0, 900), st.integers(1, 30)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(SPANS, max_size=60))
def test_merged_anchors_stand_apart(spans: list[Span]) -> None:
    """Whatever the windows say, no two anchors of a kind share a character."""
    edges = [(lo, lo + 300) for lo in range(0, 700, 150)]
    windows = [((a, b), [found(s) for s in spans if a <= s[0] and s[1] <= b]) for a, b in edges]
    out = [f.span for f in merged(*windows)]
    assert all(a[1] <= b[0] for a, b in pairwise(out))
    assert set(out) <= set(spans)


def places(text: str, lo: int = 0, hi: int | None = None) -> list[str]:
    """Return the words that hold each number among some of the words of a text."""
    inside = words(text)[lo:hi]
    out = _places(inside, numbers.find(text))
    return [text[inside[a].start : inside[b].end] for a, b in out]


def test_numbers_among_words() -> None:
    """Each number is found at its words, and only in the window that holds them."""
    text = "At least 12 died and three million fled."
    assert places(text) == ["12", "three million"]
    assert places(text, 3) == ["three million"]
    assert places(text, 0, 4) == ["12"]


def test_a_word_full_of_numbers_is_one_place() -> None:
    """A hostile text cannot make thousands of anchors out of one word."""
    assert len(places("1,1," * 5000)) <= 2
