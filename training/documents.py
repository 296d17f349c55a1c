"""Turn a text and its anchors into numbers, and cut windows out of it.

Document: one text as words, sub-words and anchors in word positions.
cut(document, lo, hi): the window of words [lo, hi) as one training example.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from training.align import Anchor

from according.model import labels
from according.records import Span
from according.words import words

IGNORE = -100
LABELLED = ("act", "kind", "status", "stand")  # what an anchor as a whole is labelled with
INDEX = {
    name: {tag: i for i, tag in enumerate(tags)}
    for name, tags in {
        "flat": labels.FLAT_TAGS, "cue": labels.CUE_TAGS, "trigger": labels.TRIGGER_TAGS,
        "issue": labels.ISSUE_TAGS, "measure": labels.MEASURES, "role": labels.ROLE_TAGS,
        "act": labels.ACTS, "kind": labels.KINDS, "status": labels.STATUSES,
        "anchor": labels.ANCHORS, "stand": labels.STANDS,
    }.items()
}  # fmt: skip


@dataclass
class Link:
    """An anchor in word positions: spans are [first, last], inclusive."""

    kind: str
    first: int
    last: int
    roles: list[tuple[str, int, int]]
    labels: dict[str, str]


@dataclass
class Document:
    """One text as numbers."""

    id: str
    scheme: int  # whose conventions: 0 PolNeAR's, 1 the guide's, 2 and 3 those of other hands
    pieces: list[list[int]]  # sub-word ids of each word
    features: NDArray[np.int64]  # (W, 3) shape, quote, opens
    links: list[Link]
    flat: NDArray[np.int64] | None = None  # (W,)
    numbers: list[int] = field(default_factory=list)  # words where a number begins
    weight: float = 1.0


@dataclass
class Window:
    """One training example, everything in window positions."""

    ids: NDArray[np.int64]  # (T,)
    features: NDArray[np.int64]  # (T, 4)
    firsts: NDArray[np.int64]  # (W,)
    tags: dict[str, NDArray[np.int64]]  # each (W,)
    anchors: NDArray[np.int64]  # (A, 7) first, last, anchor kind, act, kind, status, stand
    roles: NDArray[np.int64]  # (A, W)


class Numberer:
    """Makes documents; holds the tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer

    def document(
        self,
        name: str,
        text: str,
        anchors: Sequence[Anchor],
        scheme: int,
        numbers: Sequence[Span] = (),
    ) -> Document:
        """Return ``text`` with ``anchors`` (characters) as a document."""
        found = words(text)
        starts = [w.start for w in found]
        ends = [w.end for w in found]

        def at(span: Span) -> tuple[int, int] | None:
            first, last = bisect_right(ends, span[0]), bisect_left(starts, span[1]) - 1
            return (first, last) if first <= last else None

        links = []
        for a in anchors:
            spot = at(a.span)
            if spot is None:
                continue
            roles = [(r, *p) for r, spans in a.roles.items() for s in spans if (p := at(s))]
            links.append(Link(a.kind, *spot, roles, a.labels))
        encoded = self.tokenizer.encode_batch(
            [[text[w.start : w.end]] for w in found], is_pretokenized=True, add_special_tokens=False
        )
        features = np.array([(w.shape, w.quote, w.opens) for w in found], dtype=np.int64)
        doc = Document(
            name, scheme, [e.ids or [100] for e in encoded], features.reshape(-1, 3), links
        )
        doc.numbers = [p[0] for s in numbers if (p := at(s))]
        return doc


def _tag(tags: NDArray[np.int64], index: dict[str, int], name: str, first: int, last: int) -> None:
    """Write B and I tags unless a tag stands there already."""
    if (tags[first : last + 1] != 0).any():
        return
    tags[first] = index["B-" + name]
    tags[first + 1 : last + 1] = index["I-" + name]


def cut(doc: Document, lo: int, hi: int) -> Window:
    """Return words [lo, hi) of ``doc`` as a window; anchors outside are left out."""
    ids, firsts, owner = [101], [], [0]
    for i in range(lo, hi):
        firsts.append(len(ids))
        ids += doc.pieces[i]
        owner += [i - lo] * len(doc.pieces[i])
    ids.append(102)
    owner.append(hi - lo - 1)
    features = np.zeros((len(ids), 4), dtype=np.int64)
    features[:, 0] = doc.scheme
    features[1:-1, 1:] = doc.features[lo:hi][np.array(owner[1:-1], dtype=np.int64)]
    features[0, 1] = features[-1, 1] = 5
    tags = _open_tags(doc, lo, hi)
    anchors, roles = [], []
    for link in doc.links:
        if not (lo <= link.first and link.last < hi):
            continue
        first, last = link.first - lo, link.last - lo
        _tag_anchor(tags, link, first, last)
        roles.append(_role_row(link, lo, hi))
        label = [INDEX[k].get(link.labels.get(k, ""), IGNORE) for k in LABELLED]
        anchors.append([first, last, INDEX["anchor"][link.kind], *label])
    return Window(
        np.array(ids, dtype=np.int64),
        features,
        np.array(firsts, dtype=np.int64),
        tags,
        np.array(anchors, dtype=np.int64).reshape(-1, 3 + len(LABELLED)),
        np.array(roles, dtype=np.int64).reshape(-1, hi - lo),
    )


def _open_tags(doc: Document, lo: int, hi: int) -> dict[str, NDArray[np.int64]]:
    """Return each head's tags before any anchor: 0 where the head is taught, else IGNORE."""
    heads = ("flat", "cue", "trigger", "issue", "measure")
    tags = {k: np.full(hi - lo, IGNORE, dtype=np.int64) for k in heads}
    if doc.flat is not None:
        tags["flat"] = doc.flat[lo:hi].copy()
        if hi > lo and labels.FLAT_TAGS[tags["flat"][0]][0] == "I":
            tags["flat"][0] -= 1  # a span cut at the window's edge begins there
    tags["cue"][:] = 0
    if doc.scheme:
        tags["trigger"][:] = 0
        tags["issue"][:] = 0
        tags["measure"][[i - lo for i in doc.numbers if lo <= i < hi]] = 0
    return tags


def _role_row(link: Link, lo: int, hi: int) -> NDArray[np.int64]:
    """Return the role tags of one anchor; what lies outside the window is cut off."""
    row = np.zeros(hi - lo, dtype=np.int64)
    for role, a, b in link.roles:
        first, last = max(a, lo) - lo, min(b, hi - 1) - lo
        if first <= last:
            _tag(row, INDEX["role"], role, first, last)
    return row


def _tag_anchor(tags: dict[str, NDArray[np.int64]], link: Link, first: int, last: int) -> None:
    if link.kind == "statement":
        _tag(tags["cue"], INDEX["cue"], "cue", first, last)
    elif link.kind == "event":
        _tag(tags["trigger"], INDEX["trigger"], link.labels["type"], first, last)
    elif link.kind == "position":
        _tag(tags["issue"], INDEX["issue"], link.labels["stance"], first, last)
    elif link.kind == "figure":
        tags["measure"][first] = INDEX["measure"][link.labels["measure"]]
