"""From scores to spans: the best tag sequences under the model's own transitions.

Viterbi (1967) over the words for linear-chain scores; plain BIO where the head was
trained without transitions. Positions are words of the window, spans are inclusive.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
RULED_OUT = -1e4
TINY = 1e-9
CERTAIN = 0.05  # a word whose tags other than O stay below this is O


def softmax(logits: Floats) -> Floats:
    """Normalise the last axis to probabilities."""
    top = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(top / top.sum(-1, keepdims=True), dtype=np.float32)


def viterbi(logits: Floats, step: Floats, first: Floats, lengths: Sequence[int]) -> Ints:
    """Return the best tags, (S, W), of S sequences at once.

    logits (S, W, n); step (n, n) scores from tag to tag; first (n,) scores of the first
    tag; lengths: words of each sequence. Tags beyond a sequence's length are 0.
    """
    s, w, n = logits.shape
    if not s or not w:
        return np.zeros((s, w), dtype=np.int64)
    back = np.zeros((w, s, n), dtype=np.int8)
    size = np.asarray(lengths)
    best = first + logits[:, 0]
    for t in range(1, w):
        through = best[:, :, None] + step
        back[t] = through.argmax(1)
        new = through.max(1) + logits[:, t]
        live = (t < size)[:, None]
        best = np.where(live, new, best)
    tags = np.zeros((s, w), dtype=np.int64)
    last = best.argmax(1)
    rows = np.arange(s)
    for t in range(w - 1, -1, -1):
        here = t < size
        tags[here, t] = last[here]
        before = back[t][rows, last]
        last = np.where(here & (t > 0), before, last)
    return tags


def marginals(logits: Floats, step: Floats, first: Floats, lengths: Sequence[int]) -> Floats:
    """Return the probability of each tag of each word, (S, W, n), over all tag sequences.

    Arguments as for `viterbi`; forward-backward in probability space, each word's vector
    normalised so that long texts do not underflow. Words beyond the length come out 0.
    """
    s, w, n = logits.shape
    emit = np.exp(logits - logits.max(-1, keepdims=True))
    real = np.arange(w)[None, :, None] < np.asarray(lengths)[:, None, None]
    move = np.exp(np.maximum(step, -30.0))
    forward = np.empty((w, s, n), dtype=np.float32)
    at = emit[:, 0] * np.exp(np.maximum(first, -30.0))
    for t in range(w):
        if t:
            at = (at @ move) * emit[:, t]
        at = at / at.sum(-1, keepdims=True)
        forward[t] = at
    after = np.ones((s, n), dtype=np.float32)
    out = np.zeros((s, w, n), dtype=np.float32)
    for t in range(w - 1, -1, -1):
        both = forward[t] * after
        out[:, t] = both / both.sum(-1, keepdims=True)
        after = np.where(real[:, t], (emit[:, t] * after) @ move.T, after)
        after = after / after.sum(-1, keepdims=True)
    return np.asarray(out * real, dtype=np.float32)


def likely(
    chances: Floats, names: Sequence[str], role: str, least: float
) -> list[tuple[int, int, float]]:
    """Return (first, last, probability) of every place where a role may begin.

    A span goes on while its words are more likely inside it than half as likely as its
    beginning. Several mentions of one actor may share the probability; who adds them up
    knows the names.
    """
    begin, inside = names.index("B-" + role), names.index("I-" + role)
    out = []
    for i in np.flatnonzero(chances[:, begin] >= least).tolist():
        p = float(chances[i, begin])
        last = i
        while last + 1 < len(chances) and chances[last + 1, inside] >= 0.5 * p:
            last += 1
        out.append((i, last, p))
    return out


def spans(tags: Sequence[int] | Ints, names: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return (name, first, last) of each tagged span.

    >>> spans([1, 2, 0, 2], ["O", "B-cue", "I-cue"])
    [('cue', 0, 1), ('cue', 3, 3)]
    """
    out: list[tuple[str, int, int]] = []
    before = "O"
    for i, index in enumerate(tags):
        tag = names[index]
        if tag == "O":
            before = tag
            continue
        if tag[0] == "I" and before != "O" and before[2:] == tag[2:]:
            name, first, _ = out[-1]
            out[-1] = (name, first, i)
        else:
            out.append((tag[2:], i, i))
        before = tag
    return out


def anchors(
    logits: Floats, names: Sequence[str], threshold: float
) -> list[tuple[str, int, int, float]]:
    """Return (name, first, last, probability) of each span in one sequence of logits (W, n).

    The best sequence in which I follows only its own B or I, with O made easier or harder
    so that a lone word becomes a span when its tags other than O reach ``threshold``.
    Most words are certainly O; only the runs of others are searched.
    """
    n = len(names)
    step = np.zeros((n, n), dtype=np.float32)
    for j in range(2, n, 2):
        step[:, j] = RULED_OUT
        step[j - 1 : j + 1, j] = 0.0
    chances = softmax(logits)
    some = np.maximum(1.0 - chances[:, :1], TINY)
    share = chances[:, 1:] / np.maximum(chances[:, 1:].max(1, keepdims=True), TINY)
    leaning = np.empty_like(chances)
    leaning[:, :1] = np.log(np.maximum(chances[:, :1], TINY)) + np.log(threshold / (1 - threshold))
    leaning[:, 1:] = np.log(some) + np.log(np.maximum(share, TINY))
    out = []
    for lo, hi in _runs(some[:, 0] >= CERTAIN):
        tags = viterbi(leaning[None, lo:hi], step, step[0], [hi - lo])[0]
        for name, first, last in spans(tags.tolist(), names):
            column = names.index("B-" + name)
            p = float(chances[lo + first : lo + last + 1, column : column + 2].sum(-1).mean())
            out.append((name, lo + first, lo + last, p))
    return out


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return [start, end) of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
