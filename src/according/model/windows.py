"""Cut a text into windows that the encoder can see at once, and number them.

text ─► words ─► sub-words ─► Window(lo, hi, ids, features, firsts)   hi − lo words

Most reports fit one window. Longer ones are cut into windows that overlap, so that
every anchor has its neighbourhood in one of them; an anchor is taken from the window
in which it stands farthest from an edge. Windows begin and end at paragraph or
sentence ends where one is near.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from according.words import Word

ROOM = 508  # sub-words of a window beside the first and last; the encoder has 512 positions
OVERLAP = 160  # sub-words that neighbouring windows share
PROGRESS = 4  # one part in so many of a window is new at least, so that all windows together
# hold no more than four times the text, however its sentences fall
STRETCH = 20_000  # words that are spelt at a time; a whole text's sub-words can fill a gigabyte
KNOWN, SHORT = 50_000, 24  # words whose spelling is remembered, letters of such a word: 10 MB
LONGEST = 4096  # characters of a word that are spelt; past 100 letters it is unknown anyway
CLS, SEP, UNKNOWN = 101, 102, 100
OTHER_SHAPE = 5
GUIDE, POLNEAR = 1, 0  # the conventions the encoder reads by
_ENDS = frozenset({".", "!", "?", "”"})


@dataclass(frozen=True, slots=True)
class Window:
    """Words [lo, hi) of one text as the encoder's input."""

    lo: int
    hi: int
    ids: NDArray[np.int64]  # (T,)
    features: NDArray[np.int64]  # (T, 4) scheme, shape, quote, opens
    firsts: NDArray[np.int64]  # (hi - lo,) position of each word's first sub-word


class Spelling:
    """How words are spelt in sub-words; most words come again, so what was looked up stays."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Know nothing yet."""
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def of(self, text: str, found: Sequence[Word]) -> list[list[int]]:
        """Return the sub-word ids of each word; one the vocabulary cannot spell is one unknown."""
        written = [text[w.start : min(w.end, w.start + LONGEST)] for w in found]
        spelt = {w: self._known.get(w, []) for w in written}
        new = [w for w, ids in spelt.items() if not ids]
        encoded = self._tokenizer.encode_batch(
            [[w] for w in new], is_pretokenized=True, add_special_tokens=False
        )
        for w, e in zip(new, encoded, strict=True):
            spelt[w] = (e.ids or [UNKNOWN])[:ROOM]
        if len(self._known) > KNOWN:
            self._known = {}
        self._known.update((w, spelt[w]) for w in new if len(w) <= SHORT)
        return [spelt[w] for w in written]


def over(
    text: str, found: Sequence[Word], spelling: Spelling, scheme: int = GUIDE
) -> Iterator[Window]:
    """Yield the windows over all words of ``text``, spelling them a stretch at a time."""
    at = _At(0, 0)
    while at.past < len(found):
        ids = spelling.of(text, found[at.lo : at.lo + STRETCH])
        for window, following in _walk(text, found, at, ids, scheme):
            yield window
            at = following


def cut(
    text: str, found: Sequence[Word], ids: Sequence[Sequence[int]], scheme: int = GUIDE
) -> list[Window]:
    """Return the windows over all words of ``text``, whose sub-words are ``ids``."""
    return [window for window, _ in _walk(text, found, _At(0, 0), ids, scheme)]


class _At(NamedTuple):
    """Where the next window begins, and where the one before it ended."""

    lo: int
    past: int


def _walk(
    text: str, found: Sequence[Word], at: _At, ids: Sequence[Sequence[int]], scheme: int
) -> Iterator[tuple[Window, _At]]:
    """Yield windows, each with where the next begins; every one holds some new word.

    ids: sub-words of the words from ``at`` on; a window that might reach past them is
    left to the next stretch.
    """
    base, past = at.lo, at.past
    sizes = np.fromiter((len(i) for i in ids), dtype=np.int64, count=len(ids))
    upto = np.concatenate(([0], np.cumsum(sizes)))
    features = np.array(
        [(w.shape, w.quote, w.opens) for w in found[base : base + len(ids)]], dtype=np.int64
    )
    lo = base
    while past < len(found):
        hi = base + int(np.searchsorted(upto, upto[lo - base] + ROOM, side="right")) - 1
        if base + len(ids) == hi < len(found):
            return
        if hi < len(found):
            hi = _near_end(text, found, max(lo + (hi - lo) * 3 // 4, past), hi)
        inner = slice(lo - base, hi - base)
        window = _number(lo, ids[inner], features[inner], scheme)
        if hi < len(found):
            back = base + int(np.searchsorted(upto, upto[hi - base] - OVERLAP))
            size = upto[hi - base] - upto[lo - base]
            least = base + int(np.searchsorted(upto, upto[lo - base] + size // PROGRESS))
            fits = base + int(np.searchsorted(upto, upto[hi - base + 1] - ROOM))
            lo = max(lo + 1, least, fits, min(_near_start(text, found, back), hi))
        past = hi
        yield window, _At(lo, past)


def _ends(text: str, found: Sequence[Word], i: int) -> bool:
    """Tell whether a sentence or paragraph may begin at word ``i``."""
    return bool(found[i].opens) or text[found[i - 1].start : found[i - 1].end] in _ENDS


def _near_end(text: str, found: Sequence[Word], least: int, hi: int) -> int:
    for i in range(hi, least, -1):
        if _ends(text, found, i):
            return i
    return hi


def _near_start(text: str, found: Sequence[Word], lo: int) -> int:
    for i in range(lo, max(lo - 40, 0), -1):
        if _ends(text, found, i):
            return i
    return lo


def _number(
    lo: int, ids: Sequence[Sequence[int]], features: NDArray[np.int64], scheme: int
) -> Window:
    """Return the words from ``lo`` on that have these sub-words and features as a window."""
    flat = [CLS]
    firsts = np.empty(len(ids), dtype=np.int64)
    sizes = np.empty(len(ids), dtype=np.int64)
    for i, spelt in enumerate(ids):
        firsts[i] = len(flat)
        sizes[i] = len(spelt)
        flat += spelt
    flat.append(SEP)
    table = np.zeros((len(flat), 4), dtype=np.int64)
    table[:, 0] = scheme
    table[[0, -1], 1] = OTHER_SHAPE
    table[1:-1, 1:] = np.repeat(features, sizes, axis=0)
    return Window(lo, lo + len(ids), np.array(flat, dtype=np.int64), table, firsts)
