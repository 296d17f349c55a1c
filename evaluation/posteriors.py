"""The spans that are likeliest as spans, under a linear-chain conditional random field.

The best tag sequence is the likeliest whole; F1 counts spans one by one. So every span is given
the probability that exactly it is tagged, over all sequences (forward-backward; Lafferty et al.
2001), and those from a threshold on are kept, the likeliest first. To maximise the expected F1
the threshold lies below one half (Lipton et al. 2014).
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Tagged = tuple[str, int, int]  # name, first and last word
UNLIKELY = np.log(0.05)  # no span less likely than this is looked at


def spans(
    logits: Scores, step: Scores, first: Scores, names: Sequence[str], least: float
) -> set[Tagged]:
    """Return the likeliest spans that do not overlap, each at least so likely.

    logits (W, n) of W words and n tags; step (n, n) from tag to tag; first (n,); names: O,
    then B and I of each kind in turn.
    """
    kept: list[Tagged] = []
    for chance, span in sorted(likely(logits, step, first, names), reverse=True):
        apart = all(span[2] < k[1] or k[2] < span[1] for k in kept)
        if chance >= least and apart:
            kept.append(span)
    return set(kept)


def likely(
    logits: Scores, step: Scores, first: Scores, names: Sequence[str]
) -> Iterator[tuple[float, Tagged]]:
    """Yield spans with their probabilities; those below one in twenty are left out."""
    before, after, total = _ways(logits, step, first)
    for begin in range(1, len(names), 2):
        inside = begin + 1
        ends = _ends(logits, step, after, (begin, inside))
        for a in np.flatnonzero(before[:, begin] + after[:, begin] - total >= UNLIKELY):
            path, tag = before[a, begin] - total, begin
            for b in range(a, len(logits)):
                if b > a:
                    path, tag = path + step[tag, inside] + logits[b, inside], inside
                    if path + after[b, inside] < UNLIKELY:
                        break
                if path + ends[b, tag - begin] >= UNLIKELY:
                    chance = float(np.exp(path + ends[b, tag - begin]))
                    yield chance, (names[begin][2:], int(a), b)


def _ways(logits: Scores, step: Scores, first: Scores) -> tuple[Scores, Scores, float]:
    """Return the logarithms of the weights of all ways to a tag, from it on, and of all."""
    before, after = np.array(logits), np.zeros_like(logits)
    before[0] += first
    for t in range(1, len(logits)):
        before[t] += np.logaddexp.reduce(before[t - 1][:, None] + step, axis=0)
    for t in range(len(logits) - 2, -1, -1):
        after[t] = np.logaddexp.reduce(step + logits[t + 1] + after[t + 1], axis=1)
    return before, after, float(np.logaddexp.reduce(before[-1]))


def _ends(logits: Scores, step: Scores, after: Scores, tags: tuple[int, int]) -> Scores:
    """Return the logarithms of the weights of ending a span at each word, (W, B or I)."""
    ends = np.zeros((len(logits), 2))
    other = [k for k in range(logits.shape[1]) if k != tags[1]]
    on = (logits + after)[1:, other]
    for i, tag in enumerate(tags):
        ends[:-1, i] = np.logaddexp.reduce(step[tag, other] + on, axis=1)
    return ends
