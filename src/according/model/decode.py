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
UNLIKELY = -20.0  # scores are no lower beside the best, lest four words underflow 32 bits
RESCALE = 4  # words
CERTAIN = 0.05  # a word whose tags other than O stay below this is O


def softmax(logits: Floats) -> Floats:
    """Normalise the last axis to probabilities."""
    top = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(top / top.sum(-1, keepdims=True), dtype=np.float32)


def viterbi(logits: Floats, step: Floats, first: Floats) -> Ints:
    """Return the best tags, (S, W), of S sequences of W words.

    logits (S, W, n); step (n, n) scores from tag to tag; first (n,) scores of the first
    tag. What a word costs is the interpreter, not the sums: so each takes three array
    operations for all sequences, and where the best path came from is asked only along it.
    """
    s, w, n = logits.shape
    if not s or not w:
        return np.zeros((s, w), dtype=np.int64)
    best = np.array(logits.transpose(1, 2, 0), order="C")  # (W, n, S), the best path's score
    best[0] += first[:, None]
    at = list(best)
    steps = np.repeat(step[:, :, None], s, axis=2)  # (from, to, S)
    through, top = np.empty_like(steps), np.empty((n, s), dtype=np.float32)
    for t in range(1, w):
        np.add(at[t - 1][:, None], steps, out=through)
        np.maximum.reduce(through, axis=0, out=top)
        at[t] += top
    into = np.ascontiguousarray(step.T)
    tags = np.empty((w, s), dtype=np.int64)
    tags[-1] = at[-1].argmax(0)
    for t in range(w - 2, -1, -1):
        tags[t] = (at[t].T + into[tags[t + 1]]).argmax(1)
    return tags.T


def marginals(logits: Floats, step: Floats, first: Floats) -> Floats:
    """Return the probability of each tag of each word, (S, W, n), over all tag sequences.

    Arguments as for `viterbi`. Forward-backward in probability space, both ways in one
    loop: row t of ``at`` holds the forward vectors of word t beside the backward vectors
    of word W - 1 - t, and one matrix product moves them all on. They are normalised every
    RESCALE words, so that long texts do not underflow.
    """
    s, w, n = logits.shape
    if not s or not w:
        return np.zeros((s, w, n), dtype=np.float32)
    emit = np.array(logits.transpose(1, 0, 2), order="C")
    emit -= emit.max(-1, keepdims=True)
    np.exp(np.maximum(emit, UNLIKELY, out=emit), out=emit)
    both = np.concatenate((emit, emit[::-1]), axis=2)  # (W, S, 2n)
    move = np.zeros((2 * n, 2 * n), dtype=np.float32)
    move[:n, :n] = np.exp(np.maximum(step, UNLIKELY))
    move[n:, n:] = move[:n, :n].T
    at = np.ones((w, s, 2 * n), dtype=np.float32)
    at[0, :, :n] = np.exp(np.maximum(first, UNLIKELY))
    seen, after = list(both), list(at)
    here = np.empty((s, 2 * n), dtype=np.float32)
    halves = here.reshape(s, 2, n)
    for t in range(w - 1):
        np.multiply(after[t], seen[t], out=here)
        if t % RESCALE == 0:
            halves /= halves.sum(-1, keepdims=True)
        np.dot(here, move, out=after[t + 1])
    out = np.multiply(at[:, :, :n], emit, dtype=np.float64)
    out *= at[::-1, :, n:]
    out /= out.sum(-1, keepdims=True)
    return np.asarray(out.transpose(1, 0, 2), dtype=np.float32)


def likely(
    chances: Floats, names: Sequence[str], role: str, least: float
) -> list[tuple[int, int, int, float]]:
    """Return (sequence, first, last, probability) of every place where a role may begin.

    chances (S, W, n). A span goes on while its words are more likely inside it than half
    as likely as its beginning. Several mentions of one actor may share the probability;
    who adds them up knows the names.
    """
    begin, inside = names.index("B-" + role), names.index("I-" + role)
    row, start = np.nonzero(chances[:, :, begin] >= least)
    p = chances[row, start, begin]
    last = start.copy()
    goes_on = np.ones(len(row), dtype=np.bool_)
    while goes_on.any():
        ahead = np.minimum(last + 1, chances.shape[1] - 1)
        goes_on &= (ahead > last) & (chances[row, ahead, inside] >= 0.5 * p)
        last += goes_on
    return list(zip(row.tolist(), start.tolist(), last.tolist(), p.tolist(), strict=True))


def spans(tags: Ints, names: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return (name, first, last) of each tagged span.

    >>> spans(np.array([1, 2, 0, 2]), ["O", "B-cue", "I-cue"])
    [('cue', 0, 1), ('cue', 3, 3)]
    """
    out: list[tuple[str, int, int]] = []
    at = np.flatnonzero(tags)
    for i, index in zip(at.tolist(), tags[at].tolist(), strict=True):
        part, name = names[index].split("-", 1)
        if part == "I" and out and out[-1][0] == name and out[-1][2] == i - 1:
            out[-1] = (name, out[-1][1], i)
        else:
            out.append((name, i, i))
    return out


def weighed(tags: Ints, chances: Floats, names: Sequence[str]) -> list[tuple[str, int, int, float]]:
    """Return (name, first, last, probability) of each tagged span, chances (W, n)."""
    out = []
    for name, first, last in spans(tags, names):
        column = names.index("B-" + name)
        p = float(chances[first : last + 1, column : column + 2].sum()) / (last + 1 - first)
        out.append((name, first, last, p))
    return out


def anchors(
    logits: Floats, names: Sequence[str], threshold: float
) -> list[tuple[str, int, int, float]]:
    """Return (name, first, last, probability) of each span in one sequence of logits (W, n).

    The best sequence in which I follows only its own B or I, with O made easier or harder
    so that a lone word becomes a span when its tags other than O reach ``threshold``. Words
    of one name side by side are one span: "delicate negotiations" has no two triggers.
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
    tags = np.zeros(len(logits), dtype=np.int64)
    runs, inside = _runs(some[:, 0] >= CERTAIN)
    nothing = np.full(n, RULED_OUT, dtype=np.float32)
    nothing[0] = 0.0
    searched = np.where(inside[..., None], leaning[runs], nothing)
    tags[runs[inside]] = viterbi(searched, step, step[0])[inside]
    begins = (tags[1:] % 2 == 1) & ((tags[:-1] == tags[1:]) | (tags[:-1] == tags[1:] + 1))
    tags[1:] += begins
    return weighed(tags, chances, names)


def _runs(flags: NDArray[np.bool_]) -> tuple[Ints, NDArray[np.bool_]]:
    """Return the words of each run of true values, padded to the longest, and which are real."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    start, end = edges[::2, None], edges[1::2, None]
    at = start + np.arange((end - start).max(initial=0))
    return np.minimum(at, end - 1), at < end
