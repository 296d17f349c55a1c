"""The probability of a span is the share of all tag sequences in which exactly it is tagged."""

from itertools import pairwise, product

import numpy as np
import pytest
from evaluation import posteriors

from according.model import decode

NAMES = ("O", "B-cue", "I-cue", "B-source", "I-source")
BAD = -1e4


def chain(seed: int, words: int) -> tuple[posteriors.Scores, posteriors.Scores, posteriors.Scores]:
    """Return random scores of words, of steps and of first tags; I follows its own B or I."""
    rng = np.random.default_rng(seed)
    step, first = rng.normal(size=(5, 5)), rng.normal(size=5)
    for inside in (2, 4):
        first[inside] = BAD
        step[[t for t in range(5) if t not in {inside - 1, inside}], inside] = BAD
    return rng.normal(scale=2.0, size=(words, 5)), step, first


def counted(
    logits: posteriors.Scores, step: posteriors.Scores, first: posteriors.Scores
) -> dict[posteriors.Tagged, float]:
    """Return every span's probability by writing out all sequences."""
    weights: dict[posteriors.Tagged, float] = {}
    total = 0.0
    for tags in product(range(5), repeat=len(logits)):
        path = first[tags[0]] + sum(step[a, b] for a, b in pairwise(tags))
        weight = float(np.exp(path + sum(logits[i, t] for i, t in enumerate(tags))))
        total += weight
        if weight:
            for span in decode.spans(np.array(tags), NAMES):
                weights[span] = weights.get(span, 0.0) + weight
    return {span: weight / total for span, weight in weights.items()}


@pytest.mark.parametrize("words", [1, 2, 5])
def test_a_span_is_as_likely_as_the_sequences_that_have_it(words: int) -> None:
    """Forward-backward gives what writing out every sequence gives."""
    given = chain(words, words)
    found = {span: chance for chance, span in posteriors.likely(*given, NAMES)}
    expected = {span: p for span, p in counted(*given).items() if p >= np.exp(posteriors.UNLIKELY)}
    assert found == pytest.approx(expected)
    assert found


def test_spans_do_not_overlap_and_are_the_likeliest() -> None:
    """A span gives way only to a likelier one that overlaps it."""
    given = chain(3, 6)
    chances = counted(*given)
    kept = posteriors.spans(*given, NAMES, 0.1)
    for name, a, b in kept:
        rivals = [s for s in chances if not (s[2] < a or b < s[1]) and s not in kept]
        better = [s for s in rivals if chances[s] > chances[name, a, b]]
        assert all(any(not (s[2] < k[1] or k[2] < s[1]) and chances[k] >= chances[s]
                       for k in kept) for s in better)  # fmt: skip
    words = [w for _, a, b in kept for w in range(a, b + 1)]
    assert len(words) == len(set(words)) > 0


def test_what_is_less_likely_than_asked_is_left_out() -> None:
    """The threshold is one of the probability of the span as a whole."""
    given = chain(4, 5)
    chances = counted(*given)
    assert all(chances[s] >= 0.6 for s in posteriors.spans(*given, NAMES, 0.6))
    assert posteriors.spans(*given, NAMES, 1.1) == set()
