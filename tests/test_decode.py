"""The best tag sequence is the best of all, and probabilities are those of all sequences."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.model import decode, labels
from according.model.decode import Floats

NAMES = ("O", "B-cue", "I-cue", "B-who", "I-who")
SCORES = st.floats(-4, 4, width=32)


def arrays(*shape: int) -> st.SearchStrategy[Floats]:
    """Draw arrays of scores."""
    size = int(np.prod(shape))
    return st.lists(SCORES, min_size=size, max_size=size).map(
        lambda values: np.array(values, dtype=np.float32).reshape(shape)
    )


def score(path: tuple[int, ...], logits: Floats, step: Floats, first: Floats) -> float:
    """Return the score of one tag sequence."""
    total = float(first[path[0]])
    total += sum(float(logits[t, tag]) for t, tag in enumerate(path))
    return total + sum(float(step[a, b]) for a, b in pairwise(path))


@given(arrays(2, 4, 3), arrays(3, 3), arrays(3))
def test_viterbi(logits: Floats, step: Floats, first: Floats) -> None:
    """No sequence of tags scores higher than the one that is found."""
    for row, tags in zip(logits, decode.viterbi(logits, step, first), strict=True):
        best = max(score(path, row, step, first) for path in product(range(3), repeat=4))
        assert score(tuple(tags.tolist()), row, step, first) == pytest.approx(best, abs=1e-4)


@given(arrays(2, 4, 3), arrays(3, 3), arrays(3))
def test_marginals(logits: Floats, step: Floats, first: Floats) -> None:
    """The probability of a tag is the share of the sequences that have it."""
    for row, chances in zip(logits, decode.marginals(logits, step, first), strict=True):
        weights = np.zeros((4, 3))
        for path in product(range(3), repeat=4):
            weights[range(4), path] += np.exp(score(path, row, step, first))
        assert chances == pytest.approx(weights / weights.sum(1, keepdims=True), abs=1e-3)


@given(st.integers(1, 12).flatmap(lambda w: arrays(3, w, 3)), arrays(3, 3), arrays(3))
def test_company_does_not_matter(logits: Floats, step: Floats, first: Floats) -> None:
    """A sequence decodes the same alone and among others."""
    tags = decode.viterbi(logits, step, first)
    chances = decode.marginals(logits, step, first)
    for i in range(3):
        alone = logits[i : i + 1]
        assert np.array_equal(decode.viterbi(alone, step, first)[0], tags[i])
        assert decode.marginals(alone, step, first)[0] == pytest.approx(chances[i], abs=1e-5)


# fmt: off
EXTREME = [
    # scores that every word gives its tags   steps              why this row exists
    ([-80.0, 0.0, 80.0],                      0.0,               "one tag beyond doubt"),
    ([-80.0, 0.0, 80.0],                      decode.RULED_OUT,  "… which no path may take"),
    ([0.0, 0.0, 0.0],                         0.0,               "nothing known"),
    ([-1e4, -1e4, -1e4],                      decode.RULED_OUT,  "nothing possible"),
]
# fmt: on


@pytest.mark.parametrize(("word", "step"), [pytest.param(*r, id=why) for *r, why in EXTREME])
def test_long_sequences_do_not_underflow(word: list[float], step: float) -> None:
    """A window full of improbable words still has probabilities that add up to one."""
    logits = np.tile(np.array(word, dtype=np.float32), (1, 508, 1))
    steps = np.full((3, 3), step, dtype=np.float32)
    chances = decode.marginals(logits, steps, steps[0])
    assert chances.sum(-1) == pytest.approx(np.ones((1, 508)), abs=1e-4)


def test_changing_words_do_not_underflow() -> None:
    """Neither do words each of which is sure of what the one before has ruled out."""
    logits = np.full((1, 508, 2), -80.0, dtype=np.float32)
    logits[0, ::2, 0] = logits[0, 1::2, 1] = 80.0
    stay = np.array([[0, decode.RULED_OUT], [decode.RULED_OUT, 0]], dtype=np.float32)
    chances = decode.marginals(logits, stay, stay[0])
    assert chances.sum(-1) == pytest.approx(np.ones((1, 508)), abs=1e-4)


def test_nothing_to_decode() -> None:
    """No sequence, or sequences of no words, have no tags."""
    step = np.zeros((3, 3), dtype=np.float32)
    for shape in ((0, 5, 3), (2, 0, 3)):
        nothing = np.zeros(shape, dtype=np.float32)
        assert decode.viterbi(nothing, step, step[0]).shape == shape[:2]
        assert decode.marginals(nothing, step, step[0]).shape == shape


# fmt: off
SPANS = [
    # tags                                   spans                         why this row exists
    ("",                                     [],                           "no words"),
    ("O O",                                  [],                           "no spans"),
    ("B-cue I-cue O",                        [("cue", 0, 1)],              "two words"),
    ("B-cue B-cue",                          [("cue", 0, 0), ("cue", 1, 1)], "neighbours"),
    ("I-cue I-cue",                          [("cue", 0, 1)],              "inside without a beginning"),
    ("B-cue I-who",                          [("cue", 0, 0), ("who", 1, 1)], "another one's inside"),
    ("B-cue O I-cue",                        [("cue", 0, 0), ("cue", 2, 2)], "inside after outside"),
]
# fmt: on


@pytest.mark.parametrize(("tags", "expected"), [pytest.param(*r, id=why) for *r, why in SPANS])
def test_spans(tags: str, expected: list[tuple[str, int, int]]) -> None:
    """Tags become spans; what is inside nothing begins a span."""
    indices = np.array([NAMES.index(t) for t in tags.split()], dtype=np.int64)
    assert decode.spans(indices, NAMES) == expected


def logits_of(*words: dict[str, float]) -> Floats:
    """Return logits that give each word's tags these probabilities, O the rest."""
    rows = []
    for chances in words:
        row = [max(chances.get(n, 0.0), 1e-6) for n in NAMES]
        row[0] = max(1 - sum(row[1:]), 1e-6)
        rows.append(row)
    return np.log(np.array(rows, dtype=np.float32))


# fmt: off
ANCHORS = [
    # words' probabilities                                  threshold  spans                why this row exists
    ([{"B-cue": 0.6}],                                            0.5, [("cue", 0, 0)],     "likelier than not"),
    ([{"B-cue": 0.4}],                                            0.5, [],                  "less likely than not"),
    ([{"B-cue": 0.4}],                                            0.3, [("cue", 0, 0)],     "a lower threshold"),
    ([{"B-cue": 0.6}],                                            0.7, [],                  "a higher threshold"),
    ([{"B-cue": 0.3, "B-who": 0.25}],                             0.5, [("cue", 0, 0)],     "something, whatever it is"),
    ([{"B-cue": 0.9}, {"I-cue": 0.9}],                            0.5, [("cue", 0, 1)],     "two words"),
    ([{"B-cue": 0.9}, {"B-cue": 0.9}],                            0.5, [("cue", 0, 1)],     "neighbours of one name"),
    ([{"B-cue": 0.9}, {"B-who": 0.9}],                            0.5, [("cue", 0, 0), ("who", 1, 1)], "neighbours"),
    ([{}, {"I-cue": 0.9}],                                        0.5, [],                  "inside without a beginning"),
    ([{"B-cue": 0.9}, {}, {"B-cue": 0.9}],                        0.5, [("cue", 0, 0), ("cue", 2, 2)], "apart"),
    ([{}, {}],                                                    0.5, [],                  "nothing"),
]
# fmt: on


@pytest.mark.parametrize(
    ("words", "threshold", "expected"), [pytest.param(*r, id=why) for *r, why in ANCHORS]
)
def test_anchors(
    words: list[dict[str, float]], threshold: float, expected: list[tuple[str, int, int]]
) -> None:
    """A word becomes an anchor when it is likelier than the threshold to be one."""
    found = decode.anchors(logits_of(*words), NAMES, threshold)
    assert [span[:3] for span in found] == expected
    assert all(0 <= p <= 1 for *_, p in found)


@given(st.integers(1, 30).flatmap(lambda n: arrays(n, len(labels.TRIGGER_TAGS))))
def test_anchors_stand_apart(logits: Floats) -> None:
    """Whatever the scores, anchors stand in order and share no word."""
    last = -1
    for _, a, b, p in decode.anchors(logits, labels.TRIGGER_TAGS, 0.4):
        assert last < a <= b < len(logits)
        assert 0 < p <= 1.001
        last = b


# fmt: off
LIKELY = [
    # probability that a name begins, goes on, per word   places                     why this row exists
    ([(0.9, 0.0), (0.0, 0.8)],                            [(0, 1, 0.9)],             "two words"),
    ([(0.9, 0.0), (0.0, 0.4)],                            [(0, 0, 0.9)],             "what follows is half as likely"),
    ([(0.4, 0.0), (0.0, 0.0), (0.5, 0.0)],                [(0, 0, 0.4), (2, 2, 0.5)], "two mentions share the chance"),
    ([(0.01, 0.9)],                                       [],                        "too unlikely a beginning"),
    ([(0.9, 0.0), (0.9, 0.5), (0.0, 0.5)],                [(0, 2, 0.9), (1, 2, 0.9)], "two beginnings of one name"),
    ([(0.4, 0.0), (0.0, 0.3), (0.0, 0.1), (0.0, 0.3)],    [(0, 1, 0.4)],             "what is broken off does not go on"),
]
# fmt: on


@pytest.mark.parametrize(("words", "expected"), [pytest.param(*r, id=why) for *r, why in LIKELY])
def test_likely(words: list[tuple[float, float]], expected: list[tuple[int, int, float]]) -> None:
    """Every place where a role may begin is kept with its probability."""
    chances = np.zeros((2, len(words), 3), dtype=np.float32)
    chances[1, :, 1:] = words
    found = decode.likely(chances, labels.tags(("who",)), "who", 0.03)
    assert [place[:3] for place in found] == [(1, a, b) for a, b, _ in expected]
    assert [p for *_, p in found] == pytest.approx([p for *_, p in expected])


@given(arrays(3, 5))
def test_softmax(logits: Floats) -> None:
    """Probabilities add up to one and keep the order of the scores."""
    chances = decode.softmax(logits)
    assert chances.sum(-1) == pytest.approx(np.ones(3), abs=1e-4)
    best = logits.argmax(-1)
    assert chances[range(3), best] == pytest.approx(chances.max(-1))
