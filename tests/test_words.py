"""A text is cut into words that miss nothing, each with what an uncased encoder cannot see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.words import QUOTES, SHAPES, words
from effort import patience

# fmt: off
CUT = [
    # text                       words                                why this row exists
    ("Rukh said no.",            "Rukh said no .",                    "points stand alone"),
    ("The U.S. left at 8 a.m.",  "The U.S. left at 8 a.m.",           "points inside acronyms do not"),
    ("1,200 of 3.5 at 07:30",    "1,200 of 3.5 at 07:30",             "numbers stay whole"),
    ("They don't, won’t, can't", "They do n't , wo n’t , ca n't",     "Penn Treebank splits negations"),
    ("Arkania's and we’re",      "Arkania 's and we ’re",             "and clitics"),
    ("a cease-fire",             "a cease-fire",                      "compounds stay whole"),
    ("Wait... -- no",            "Wait ... -- no",                    "runs of points and dashes are one"),
    ("“No,” he said",            "“ No , ” he said",                  "quotation marks stand alone"),
    ("``No,'' he said",          "`` No , '' he said",                "the Treebank's own marks too"),
    ("snake_case",               "snake _ case",                      "an underscore joins nothing"),
    ("sí señor",                 "sí señor",                          "accents are letters"),
    ("a\u00a0b\u200bc",          "a b \u200b c",                      "hard spaces part words"),
    (" \n\t ",                   "",                                  "white space holds no word"),
    ("",                         "",                                  "nor does nothing"),
]

SHAPED = [
    # word         shape     why this row exists
    ("talks",      "lower",  "plain"),
    ("Rukh",       "title",  "name"),
    ("A",          "title",  "one capital opens a sentence more often than it shouts"),
    ("UN",         "upper",  "acronym"),
    ("U.S.",       "upper",  "acronym with points"),
    ("McRukh",     "mixed",  "capital inside"),
    ("iArk",       "mixed",  "capital inside, small first"),
    ("F16",        "upper",  "digits have no case"),
    ("16th",       "digit",  "digits first"),
    ("1,200",      "digit",  "number"),
    ("…",          "other",  "mark"),
    ("说",          "mixed",  "a script without case"),
]

QUOTED = [
    # text                        quotation state of each word   why this row exists
    ('He said "no way" .',        "o o m i i m o",               "straight marks alternate"),
    ("He said “no way” .",        "o o m i i m o",               "curly marks tell their side"),
    ("« no » «no»",               "m i m m i m",                 "guillemets"),
    ('"No.\nHe left.',            "m i i o o o",                 "a paragraph ends a quotation"),
    ("“No.\n“Yes.”",              "m i i m i i m",               "unless it opens a new one"),
    ("It is the soldiers’ hope",  "o o o o o o",                 "an apostrophe opens nothing"),
    ("no”, he",                   "o m o o",                     "a closing mark by itself"),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*r, id=why) for *r, why in CUT])
def test_cut(text: str, expected: str) -> None:
    """Words follow the habits of the attribution corpora."""
    assert [text[w.start : w.end] for w in words(text)] == expected.split()


@pytest.mark.parametrize(("word", "shape"), [pytest.param(*r, id=why) for *r, why in SHAPED])
def test_shape(word: str, shape: str) -> None:
    """A word's shape tells what lower-casing would lose."""
    assert SHAPES[words(word)[0].shape] == shape


@pytest.mark.parametrize(("text", "states"), [pytest.param(*r, id=why) for *r, why in QUOTED])
def test_quote(text: str, states: str) -> None:
    """Every word knows whether it stands in quotation marks, or is one."""
    initials = {name: name[0] for name in QUOTES}
    assert [initials[QUOTES[w.quote]] for w in words(text)] == states.split()


def test_opens() -> None:
    """The first word of every paragraph is known."""
    text = "One two.\nThree\n\n four five"
    assert [text[w.start : w.end] for w in words(text) if w.opens] == ["One", "Three", "four"]


@given(st.text() | st.text("a.'’\"“”-_1,\n n't"))
def test_nothing_is_lost(text: str) -> None:
    """Words stand in order and apart, and between them is nothing but white space."""
    last = 0
    for w in words(text):
        assert last <= w.start < w.end
        assert not text[last : w.start].strip()
        last = w.end
    assert not text[last:].strip()


@pytest.mark.parametrize("part", ["a", "a.", "1,", "a-", "n't", "'", "“", " ", ".", "_", "\n"])
def test_work_grows_with_the_text(part: str) -> None:
    """A long text of the same few signs is cut like any other: nothing is tried over and over."""
    text = part * (300_000 // len(part))
    with patience():
        found = words(text)
    assert sum(w.end - w.start for w in found) == len(text.replace(" ", "").replace("\n", ""))
