"""Windows cover every word, overlap, and always move on."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from according.model import windows
from according.model.windows import OVERLAP, PROGRESS, ROOM, Spelling, Window
from according.words import words

SENTENCE = "The envoy of Arkania said on Friday that the talks in Sarn had ended. "


def spelt(sizes: list[int]) -> list[list[int]]:
    """Return sub-words for words of these sizes, each with its own number."""
    return [[1000 + i] * n for i, n in enumerate(sizes)]


def text_of(sizes: list[int], ends: set[int]) -> str:
    """Return a text of one-letter words in which sentences end at the given ones."""
    return " ".join("." if i in ends else "a" for i in range(len(sizes)))


def cut(sizes: list[int], ends: set[int] = frozenset()) -> list[Window]:  # type: ignore[assignment]
    """Return the windows over words of these sizes."""
    text = text_of(sizes, ends)
    return windows.cut(text, words(text), spelt(sizes))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Load the reader's tokenizer."""
    from importlib.resources import files  # noqa: PLC0415 - only this fixture reads a file

    return Tokenizer.from_str((files("according.model") / "tokenizer.json").read_text("utf8"))


# fmt: off
SIZES = [
    # sizes of words                     ends       why this row exists
    ([],                                 set(),     "an empty text"),
    ([1],                                {0},       "one word"),
    ([ROOM],                             set(),     "one word that fills a window"),
    ([1] * ROOM,                         set(),     "exactly one window"),
    ([1] * (ROOM + 1),                   set(),     "one word too many"),
    ([1] * 5000,                         set(),     "no sentence ends"),
    ([1] * 5000,                         set(range(0, 5000, 17)), "sentences"),
    ([ROOM] * 20,                        set(),     "every word fills a window"),
    ([12] * 400,                         set(range(1, 400, 42)), "rare ends among long words"),
    ([1, ROOM] * 40,                     set(range(0, 80, 2)), "short and endless words"),
    (([1] * 40 + [39] * 12) * 20,        {39 + 52 * i for i in range(20)}, "long words after an end"),
    ([100, 1, 1, 1] * 300,               set(range(1200)), "an end everywhere"),
]
# fmt: on


def check(sizes: list[int], found: list[Window]) -> None:
    """Check what every cut promises."""
    if not sizes:
        assert found == []
        return
    assert (found[0].lo, found[-1].hi) == (0, len(sizes))
    for a, b in pairwise(found):
        assert a.lo < b.lo <= a.hi < b.hi
    for w in found:
        assert len(w.ids) == 2 + sum(sizes[w.lo : w.hi]) <= ROOM + 2
        assert [w.ids[i] for i in w.firsts] == [1000 + i for i in range(w.lo, w.hi)]
        assert w.features.shape == (len(w.ids), 4)
        assert set(w.features[:, 0]) == {windows.GUIDE}


@pytest.mark.parametrize(("sizes", "ends"), [pytest.param(*r, id=why) for *r, why in SIZES])
def test_cover(sizes: list[int], ends: set[int]) -> None:
    """Every word is in a window that fits the encoder, and no window holds nothing new."""
    check(sizes, cut(sizes, ends))


@given(
    st.lists(st.integers(1, 3) | st.integers(1, ROOM), max_size=300),
    st.sets(st.integers(0, 299)),
)
def test_cover_any(sizes: list[int], ends: set[int]) -> None:
    """However long the words and wherever the sentences end, windows cover and move on."""
    found = cut(sizes, ends)
    check(sizes, found)
    for a, b in pairwise(found):
        assert sum(sizes[a.lo : b.lo]) >= sum(sizes[a.lo : a.hi]) // PROGRESS
    # … so all windows together are a few times the text at most
    assert sum(len(w.ids) - 2 for w in found) <= (PROGRESS + 1) * sum(sizes) + ROOM


def test_overlap() -> None:
    """Neighbours share enough for an anchor to have its surroundings in one of them."""
    sizes = [1] * 5000
    for a, b in pairwise(cut(sizes, set(range(0, 5000, 17)))):
        assert a.hi - b.lo >= OVERLAP


def test_sentences() -> None:
    """Windows begin and end at sentence ends where one is near."""
    text = SENTENCE * 200
    found = words(text)
    for w in windows.cut(text, found, [[1]] * len(found)):
        assert text[found[w.lo].start] == "T"
        assert text[found[w.hi - 1].start] == "."


def test_stretches_make_no_difference(
    tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Spelling a long text a stretch at a time gives the windows of the whole."""
    text = SENTENCE * 300
    found = words(text)
    whole = windows.cut(text, found, Spelling(tokenizer).of(text, found))
    monkeypatch.setattr(windows, "STRETCH", ROOM + 100)
    parts = list(windows.over(text, found, Spelling(tokenizer)))
    assert [(w.lo, w.hi) for w in parts] == [(w.lo, w.hi) for w in whole]
    for a, b in zip(parts, whole, strict=True):
        assert np.array_equal(a.ids, b.ids)
        assert np.array_equal(a.features, b.features)
        assert np.array_equal(a.firsts, b.firsts)


# fmt: off
SPELT = [
    # text           sub-words per word   why this row exists
    ("the talks",    [1, 1],              "words of the vocabulary"),
    ("The TALKS",    [1, 1],              "case does not matter"),
    ("\U000f0000",   [1],                 "what cannot be spelt is one unknown"),
    ("\u200b a",     [1, 1],              "what the tokenizer drops still counts as a word"),
    ("a" * 10_000,   [1],                 "an endless word is one unknown"),
    ("说" * 10_000,   [ROOM],              "an endless word that can be spelt is cut off"),
]
# fmt: on


@pytest.mark.parametrize(("text", "sizes"), [pytest.param(*r, id=why) for *r, why in SPELT])
def test_spelling(text: str, sizes: list[int], tokenizer: Tokenizer) -> None:
    """Every word has at least one sub-word, and fits a window."""
    assert [len(p) for p in Spelling(tokenizer).of(text, words(text))] == sizes


def test_a_spelling_is_remembered(tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes again is spelt as before, also when too much was seen to remember it all."""
    monkeypatch.setattr(windows, "KNOWN", 3)
    spelling = Spelling(tokenizer)
    text = "the talks on the ceasefire in Veshtia resumed " + "long" * 10
    fresh = Spelling(tokenizer).of(text, words(text))
    assert [spelling.of(text, words(text)) for _ in range(3)] == [fresh] * 3
