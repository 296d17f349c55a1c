"""From scores to spans: the best tag sequences under the model's own transitions.

Viterbi (1967) over the words for linear-chain scores; plain BIO where the head was
trained without transitions. Positions are words of the window, spans are inclusive.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


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


def bio(probabilities: Floats, names: Sequence[str], threshold: float) -> list[tuple[str, int, int, float]]:
    """Return (name, first, last, probability) of each span in one sequence.

    A word opens a span when its tags other than O together reach ``threshold``; the
    span goes on while its own I tag outweighs both O and every B.
    """
    out = []
    some = 1.0 - probabilities[:, 0]
    label = probabilities[:, 1::2] + probabilities[:, 2::2]
    i, n = 0, len(probabilities)
    while i < n:
        if some[i] < threshold:
            i += 1
            continue
        name = int(label[i].argmax())
        last = i
        begin, inside = 1 + 2 * name, 2 + 2 * name
        while (
            last + 1 < n
            and some[last + 1] >= threshold
            and probabilities[last + 1, inside] >= probabilities[last + 1, begin]
            and int(label[last + 1].argmax()) == name
        ):
            last += 1
        out.append((names[begin][2:], i, last, float(some[i] * label[i, name] / label[i].sum())))
        i = last + 1
    return out
