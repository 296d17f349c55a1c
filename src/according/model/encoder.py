"""Run the network: texts in, found anchors with their roles out.

texts ─► windows ─► ONNX (tags) ─► anchors ─► ONNX (roles) ─► [Found]   per text

One ONNX file holds the encoder and every head in two phases: the first reads the
words, the second scores the words' vectors for the anchors that the first phase
found. Labels, transitions, thresholds and calibration travel in the file's metadata,
so weights and settings cannot part.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from according.errors import DependencyError
from according.model import decode, labels, windows
from according.model.decode import Floats, Ints
from according.numbers import Quantity
from according.records import Span
from according.words import Word, words

BATCH = 4096  # sub-words per run: larger batches gain nothing on two cores


@dataclass(frozen=True, slots=True)
class Mark:
    """A role's span in characters, with the model's probability."""

    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Found:
    """One anchor in characters, what it is and what belongs to it.

    ``labels`` maps "act", "kind", "status", "type", "stance", "measure" to the label
    and its probability.
    """

    anchor: str  # of labels.ANCHORS
    span: Span
    probability: float
    labels: dict[str, tuple[str, float]]
    roles: dict[str, list[Mark]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the first phase says of B windows of W words."""

    h: Floats  # (B, W, D)
    flat: Floats  # (B, W, tags), as are the rest
    cue: Floats
    trigger: Floats
    issue: Floats
    measure: Floats


@dataclass(slots=True)
class _Place:
    """A window on its way through the network."""

    text: int
    window: windows.Window
    anchors: list[tuple[str, int, int, float, dict[str, tuple[str, float]]]] = field(default_factory=list)


class Encoder:
    """The network, loaded once."""

    def __init__(self, threads: int = 0) -> None:
        """Load the packaged model; ``threads`` 0 leaves the number to onnxruntime.

        Raises DependencyError when the model file is missing or cannot be run.
        """
        folder = files("according.model")
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = threads
        try:
            with as_file(folder / "reader.onnx") as path:
                self.session = onnxruntime.InferenceSession(
                    str(path), options, providers=["CPUExecutionProvider"]
                )
            self.tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf8"))
        except Exception as error:
            message = f"The model in {folder} cannot be loaded ({error}). Install the package again."
            raise DependencyError(message) from error
        self.meta: dict[str, Any] = json.loads(
            self.session.get_modelmeta().custom_metadata_map["according"]
        )

    @cached_property
    def _role_crf(self) -> dict[str, tuple[Ints, Floats, Floats, list[str]]]:
        """Return for each anchor its tag columns, transitions, first scores and tag names."""
        step = np.array(self.meta["role_step"], dtype=np.float32)
        first = np.array(self.meta["role_first"], dtype=np.float32)
        out = {}
        for anchor, roles in labels.ROLES_OF.items():
            names = labels.tags(roles)
            keep = np.array([labels.ROLE_TAGS.index(n) for n in names])
            out[anchor] = (keep, step[np.ix_(keep, keep)], first[keep], list(names))
        return out

    def find(
        self,
        texts: Sequence[str],
        numbers: Sequence[Sequence[Quantity]],
        scheme: int = windows.GUIDE,
    ) -> list[list[Found]]:
        """Return what each text holds; ``numbers`` are its quantities, candidates for figures."""
        cut = [words(t) for t in texts]
        places = []
        for i, (text, found) in enumerate(zip(texts, cut, strict=True)):
            if found:
                ids = windows.pieces(text, found, self.tokenizer)
                places += [_Place(i, w) for w in windows.cut(text, found, ids, scheme)]
        out: list[list[Found]] = [[] for _ in texts]
        edges: list[dict[tuple[str, Span], tuple[int, Found]]] = [{} for _ in texts]
        for batch in _batches(places):
            for place, found_here in self._run(batch, cut, numbers):
                _merge(edges[place.text], place.window, cut[place.text], found_here)
        for i, merged in enumerate(edges):
            out[i] = sorted((f for _, f in merged.values()), key=lambda f: f.span)
        return out

    def _run(
        self,
        batch: Sequence[_Place],
        cut: Sequence[Sequence[Word]],
        numbers: Sequence[Sequence[Quantity]],
    ) -> Iterator[tuple[_Place, list[Found]]]:
        feeds = feeds_of([p.window for p in batch])
        seen = self.run_words(feeds)
        for row, place in enumerate(batch):
            n = place.window.hi - place.window.lo
            heads = tuple(decode.softmax(x[row, :n]) for x in (seen.cue, seen.trigger, seen.issue, seen.measure))
            place.anchors = self._anchors(place.window, heads, cut[place.text], numbers[place.text])
        rows = [r for r, p in enumerate(batch) for _ in p.anchors]
        if not rows:
            yield from ((p, []) for p in batch)
            return
        anchors = [a for p in batch for a in p.anchors]
        roles, act, kind, status = self.run_anchors(
            seen.h, feeds["firsts_mask"], rows, [(a[1], a[2], labels.ANCHORS.index(a[0])) for a in anchors]
        )
        spans = self._spans(roles, [a[0] for a in anchors], [batch[r].window for r in rows])
        chances = [decode.softmax(x) for x in (act, kind, status)]
        at = 0
        for place in batch:
            found = []
            for anchor in place.anchors:
                found.append(self._found(place, cut[place.text], anchor, spans[at], [c[at] for c in chances]))
                at += 1
            yield place, found

    def run_words(self, feeds: dict[str, Ints]) -> "Seen":
        """Run the first phase on padded windows."""
        return Seen(*self.session.run(None, _inputs(feeds)))

    def run_anchors(
        self, h: Floats, mask: Ints, rows: Sequence[int], anchors: Sequence[tuple[int, int, int]]
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """Return role logits (A, W, tags) and act, kind, status logits (A, n)."""
        a = np.array(anchors, dtype=np.int64)
        feeds = {"h_in": h, "words": mask.astype(bool), "row": np.array(rows, dtype=np.int64),
                 "first": a[:, 0], "last": a[:, 1], "anchor": a[:, 2]}  # fmt: skip
        role, act, kind, status, *_ = self.session.run(None, _inputs(feeds))
        return role, act, kind, status

    def _anchors(
        self,
        window: windows.Window,
        heads: tuple[Floats, ...],
        found: Sequence[Word],
        numbers: Sequence[Quantity],
    ) -> list[tuple[str, int, int, float, dict[str, tuple[str, float]]]]:
        cue, trigger, issue, measure = heads
        cuts = self.meta["thresholds"]
        out: list[tuple[str, int, int, float, dict[str, tuple[str, float]]]] = [
            ("statement", a, b, p, {}) for _, a, b, p in decode.bio(cue, labels.CUE_TAGS, cuts["cue"])
        ]
        for name, a, b, p in decode.bio(trigger, labels.TRIGGER_TAGS, cuts["trigger"]):
            out.append(("event", a, b, p, {"type": (name, p)}))
        for name, a, b, p in decode.bio(issue, labels.ISSUE_TAGS, cuts["issue"]):
            out.append(("position", a, b, p, {"stance": (name, p)}))
        ends = [w.end for w in found[window.lo : window.hi]]
        for q in numbers:
            first = int(np.searchsorted(ends, q.core_start, side="right"))
            if first >= len(ends) or found[window.lo + first].start >= q.core_end:
                continue
            last = int(np.searchsorted(ends, q.core_end, side="left"))
            some = 1.0 - float(measure[first, 0])
            if some >= cuts["measure"]:
                name = labels.MEASURES[1 + int(measure[first, 1:].argmax())]
                out.append(("figure", first, min(last, len(ends) - 1), some, {"measure": (name, some)}))
        return out

    def _spans(
        self, roles: Floats, kinds: Sequence[str], places: Sequence[windows.Window]
    ) -> list[list[tuple[str, int, int, float]]]:
        """Decode the roles of all anchors, those of one kind together."""
        out: list[list[tuple[str, int, int, float]]] = [[] for _ in kinds]
        for anchor, (keep, step, first, names) in self._role_crf.items():
            rows = [i for i, k in enumerate(kinds) if k == anchor]
            if not rows:
                continue
            logits = roles[rows][:, :, keep]
            chances = decode.softmax(logits)
            tags = decode.viterbi(logits, step, first, [places[i].hi - places[i].lo for i in rows])
            for j, i in enumerate(rows):
                for name, a, b in decode.spans(tags[j].tolist(), names):
                    column = names.index("B-" + name)
                    p = float(chances[j, a : b + 1, column : column + 2].sum(-1).mean())
                    out[i].append((name, a, b, p))
        return out

    def _found(
        self,
        place: _Place,
        found: Sequence[Word],
        anchor: tuple[str, int, int, float, dict[str, tuple[str, float]]],
        spans: Sequence[tuple[str, int, int, float]],
        chances: Sequence[Floats],
    ) -> Found:
        lo = place.window.lo
        name, first, last, probability, known = anchor

        def characters(a: int, b: int) -> Span:
            return found[lo + a].start, found[lo + b].end

        roles: dict[str, list[Mark]] = {}
        for role, a, b, p in spans:
            roles.setdefault(role, []).append(Mark(characters(a, b), p))
        said = dict(known)
        kinds = (("act", labels.ACTS), ("kind", labels.KINDS), ("status", labels.STATUSES))
        for (key, names), p in zip(kinds, chances, strict=True):
            best = int(p.argmax())
            said[key] = (names[best], float(p[best]))
        return Found(name, characters(first, last), probability, said, roles)


def _batches(places: Sequence[_Place]) -> Iterator[list[_Place]]:
    """Yield windows of like length, so that little of a batch is padding."""
    batch: list[_Place] = []
    for place in sorted(places, key=lambda p: len(p.window.ids)):
        if batch and len(place.window.ids) * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def feeds_of(parts: Sequence[windows.Window]) -> dict[str, Ints]:
    """Return windows as padded arrays."""
    b, t, w = len(parts), max(len(p.ids) for p in parts), max(p.hi - p.lo for p in parts)
    ids, mask = np.zeros((b, t), dtype=np.int64), np.zeros((b, t), dtype=np.int64)
    features = np.zeros((b, t, 4), dtype=np.int64)
    firsts, real = np.zeros((b, w), dtype=np.int64), np.zeros((b, w), dtype=np.int64)
    for i, p in enumerate(parts):
        ids[i, : len(p.ids)] = p.ids
        mask[i, : len(p.ids)] = 1
        features[i, : len(p.ids)] = p.features
        firsts[i, : p.hi - p.lo] = p.firsts
        real[i, : p.hi - p.lo] = 1
    return {"ids": ids, "features": features, "mask": mask, "firsts": firsts, "firsts_mask": real}


_EMPTY: dict[str, Any] = {
    "ids": np.zeros((1, 1), dtype=np.int64),
    "features": np.zeros((1, 1, 4), dtype=np.int64),
    "mask": np.ones((1, 1), dtype=np.int64),
    "firsts": np.zeros((1, 1), dtype=np.int64),
    "h_in": np.zeros((1, 1, 384), dtype=np.float32),
    "words": np.ones((1, 1), dtype=bool),
    "row": np.zeros(1, dtype=np.int64),
    "first": np.zeros(1, dtype=np.int64),
    "last": np.zeros(1, dtype=np.int64),
    "anchor": np.zeros(1, dtype=np.int64),
}


def _inputs(feeds: dict[str, Any]) -> dict[str, Any]:
    """Complete the inputs of one phase with empty ones for the other."""
    return {**_EMPTY, **{k: v for k, v in feeds.items() if k in _EMPTY}, "second": np.array("h_in" in feeds)}


def _merge(
    merged: dict[tuple[str, Span], tuple[int, Found]],
    window: windows.Window,
    found: Sequence[Word],
    here: Iterable[Found],
) -> None:
    """Keep each anchor from the window in which it stands farthest from an inner edge."""
    left = found[window.lo].start if window.lo else -(10**9)
    right = found[window.hi - 1].end if window.hi < len(found) else 10**9
    for f in here:
        room = min(f.span[0] - left, right - f.span[1])
        clash = [k for k in merged if k[0] == f.anchor and k[1][0] < f.span[1] and f.span[0] < k[1][1]]
        if all(merged[k][0] < room for k in clash):
            for k in clash:
                del merged[k]
            merged[(f.anchor, f.span)] = (room, f)
