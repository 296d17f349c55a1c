"""Cut a text into windows that the encoder can see at once, and number them.

text ─► words ─► sub-words ─► Window(lo, hi, ids, features, firsts)   hi − lo words

Most reports fit one window. Longer ones are cut into windows that overlap, so that
every anchor has its neighbourhood in one of them; an anchor is taken from the window
in which it stands farthest from an edge. Windows begin and end at paragraph or
sentence ends where one is near.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from according.words import Word

ROOM = 508  # sub-words of a window beside the first and last; the encoder has 512 positions
OVERLAP = 160  # sub-words that neighbouring windows share
CLS, SEP, UNKNOWN = 101, 102, 100
OTHER_SHAPE = 5
GUIDE, POLNEAR = 1, 0  # the conventions the encoder reads by


@dataclass(frozen=True, slots=True)
class Window:
    """Words [lo, hi) of one text as the encoder's input."""

    lo: int
    hi: int
    ids: NDArray[np.int64]  # (T,)
    features: NDArray[np.int64]  # (T, 4) scheme, shape, quote, opens
    firsts: NDArray[np.int64]  # (hi - lo,) position of each word's first sub-word


def pieces(text: str, found: Sequence[Word], tokenizer: Tokenizer) -> list[list[int]]:
    """Return the sub-word ids of each word; a word the vocabulary cannot spell is one unknown."""
    batch = [[text[w.start : w.end]] for w in found]
    encoded = tokenizer.encode_batch(batch, is_pretokenized=True, add_special_tokens=False)
    return [(e.ids or [UNKNOWN])[:ROOM] for e in encoded]


def cut(
    text: str, found: Sequence[Word], ids: Sequence[Sequence[int]], scheme: int = GUIDE
) -> list[Window]:
    """Return the windows over all words of ``text``."""
    sizes = np.fromiter((len(i) for i in ids), dtype=np.int64, count=len(ids))
    upto = np.concatenate(([0], np.cumsum(sizes)))
    features = np.array([(w.shape, w.quote, w.opens) for w in found], dtype=np.int64)
    out = []
    lo = 0
    while lo < len(found):
        hi = int(np.searchsorted(upto, upto[lo] + ROOM, side="right")) - 1
        hi = max(hi, lo + 1)
        if hi < len(found):
            hi = _near_end(text, found, lo, hi)
        out.append(_number(lo, hi, ids, features, scheme))
        if hi >= len(found):
            break
        back = int(np.searchsorted(upto, upto[hi] - OVERLAP, side="left"))
        lo = max(lo + 1, min(_near_start(text, found, back), hi))
    return out


def _ends(text: str, found: Sequence[Word], i: int) -> bool:
    """Tell whether a sentence or paragraph may begin at word ``i``."""
    return bool(found[i].opens) or text[found[i - 1].start : found[i - 1].end] in {".", "!", "?", "”"}


def _near_end(text: str, found: Sequence[Word], lo: int, hi: int) -> int:
    for i in range(hi, max(lo + (hi - lo) * 3 // 4, lo + 1), -1):
        if _ends(text, found, i):
            return i
    return hi


def _near_start(text: str, found: Sequence[Word], lo: int) -> int:
    for i in range(lo, max(lo - 40, 0), -1):
        if _ends(text, found, i):
            return i
    return lo


def _number(
    lo: int, hi: int, ids: Sequence[Sequence[int]], features: NDArray[np.int64], scheme: int
) -> Window:
    flat = [CLS]
    firsts = np.empty(hi - lo, dtype=np.int64)
    sizes = np.empty(hi - lo, dtype=np.int64)
    for i in range(lo, hi):
        firsts[i - lo] = len(flat)
        sizes[i - lo] = len(ids[i])
        flat += ids[i]
    flat.append(SEP)
    table = np.zeros((len(flat), 4), dtype=np.int64)
    table[:, 0] = scheme
    table[[0, -1], 1] = OTHER_SHAPE
    table[1:-1, 1:] = np.repeat(features[lo:hi], sizes, axis=0)
    return Window(lo, hi, np.array(flat, dtype=np.int64), table, firsts)
