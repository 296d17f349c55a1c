"""Run the network: texts in, found anchors with their roles out.

text ─► windows ─► ONNX (tags) ─► anchors ─► ONNX (roles) ─► merged ─► [Found]

One ONNX file holds the encoder and every head in two phases: the first reads the
words, the second scores the words' vectors for the anchors that the first phase
found. Labels, transitions, thresholds and calibration travel in the file's metadata,
so weights and settings cannot part.

One window a run: the 8-bit network rounds by the largest value among all that it is
given, so windows that share a run change each other's scores. Alone, a report reads
the same in any company, needs no padding, and is read as fast (3,900 sub-words a
second on one busy core, 3,600 eight at a time).
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
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

Watch = Callable[[int, int], None]  # told how many characters are done, of how many
EXACT = frozenset({"source", "content", "who", "cause", "issue"})  # roles whose words are quoted
LIKELY = 0.15  # a statement without a source in its best tags has the likeliest one from here on
LEAST = 0.03  # a place less likely than this is no candidate for a role
FAR = 10**9  # characters; farther than any text is long
DECODED = 64  # anchors at once: a window has some fifty; one made to have hundreds stays in memory
SCORED = 16  # anchors at once: so many words' scores stay in the processor's cache


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
    """What the first phase says of the W words of a window."""

    h: Floats  # (1, W, D)
    flat: Floats  # (1, W, tags), as are the rest
    cue: Floats
    trigger: Floats
    issue: Floats
    measure: Floats


@dataclass(frozen=True, slots=True)
class _Anchor:
    """An anchor in words of its window, inclusive, with what the first phase says of it."""

    kind: str
    first: int
    last: int
    probability: float
    labels: dict[str, tuple[str, float]]


def unwatched(done: int, of: int) -> None:
    """Tell nobody how far the reading of a text has come."""


class Encoder:
    """The network, loaded once."""

    def __init__(self) -> None:
        """Load the packaged model; it runs on one core, so that reports can share the others.

        Raises DependencyError when the model file is missing or cannot be run.
        """
        folder = files("according.model")
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1
        try:
            with as_file(folder / "reader.onnx") as path:
                self.session = onnxruntime.InferenceSession(
                    str(path), options, providers=["CPUExecutionProvider"]
                )
            tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf8"))
        except Exception as error:
            message = (
                f"The model in {folder} cannot be loaded ({error}). Install the package again."
            )
            raise DependencyError(message) from error
        self.spelling = windows.Spelling(tokenizer)
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
        watch: Watch = unwatched,
    ) -> list[list[Found]]:
        """Return what each text holds; ``numbers`` are its quantities, candidates for figures.

        watch: told after each window how many characters of the text are done, of how many.
        """
        return [self._read(t, n, scheme, watch) for t, n in zip(texts, numbers, strict=True)]

    def _read(
        self, text: str, numbers: Sequence[Quantity], scheme: int, watch: Watch
    ) -> list[Found]:
        """Return what one text holds, in order."""
        found = words(text)
        merged = Merged()
        for window in windows.over(text, found, self.spelling, scheme):
            left = found[window.lo].start if window.lo else -FAR
            right = found[window.hi - 1].end if window.hi < len(found) else FAR
            merged.add((left, right), self._run(window, found, numbers))
            watch(found[window.hi - 1].end, len(text))
        return merged.all()

    def _run(
        self, window: windows.Window, found: Sequence[Word], numbers: Sequence[Quantity]
    ) -> list[Found]:
        """Return what one window holds."""
        seen = self.run_words(window)
        heads = [x[0] for x in (seen.cue, seen.trigger, seen.issue, seen.measure)]
        anchors = self._anchors(window, heads, found, numbers)
        out = []
        for part in _parts(anchors, DECODED):
            scores = [self.run_anchors(seen.h, few) for few in _parts(part, SCORED)]
            roles, *said = (np.concatenate(s) for s in zip(*scores, strict=True))
            spans = self._spans(roles, [a.kind for a in part])
            chances = [decode.softmax(x) for x in said]
            for i, anchor in enumerate(part):
                out.append(_found(window, found, anchor, spans[i], [c[i] for c in chances]))
        least = self.meta["thresholds"]["stand"]
        return [f for f in out if f.anchor != "stand" or f.labels["stance"][1] >= least]

    def run_words(self, window: windows.Window) -> "Seen":
        """Run the first phase."""
        given = {
            "ids": window.ids[None],
            "features": window.features[None],
            "firsts": window.firsts[None],
        }
        return Seen(*self._phase(given, second=False))

    def run_anchors(
        self, h: Floats, anchors: Sequence[_Anchor]
    ) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Run the second phase: logits of roles (A, W, tags), act, kind, status, stand (A, n)."""
        kinds = [labels.ANCHORS.index(a.kind) for a in anchors]
        given = {
            "h_in": h,
            "first": np.array([a.first for a in anchors], dtype=np.int64),
            "last": np.array([a.last for a in anchors], dtype=np.int64),
            "anchor": np.array(kinds, dtype=np.int64),
        }
        role, act, kind, status, stand, *_ = self._phase(given, second=True)
        return role, act, kind, status, stand

    def attributed(self, seen: Seen, least: float) -> tuple[Floats, Floats, list[str]]:
        """Return what the statements of a window say of its words.

        Of every cue of at least this probability: the probability (A,), and those of its role
        tags (A, W, tags), whose names come last.
        """
        found = decode.anchors(seen.cue[0], labels.CUE_TAGS, least)
        keep, step, first, names = self._role_crf["statement"]
        sure = np.array([p for *_, p in found], dtype=np.float32)
        if not found:
            return sure, np.zeros((0, seen.h.shape[1], len(names)), dtype=np.float32), names
        anchors = [_Anchor("statement", a, b, p, {}) for _, a, b, p in found]
        roles, *_ = self.run_anchors(seen.h, anchors)
        return sure, decode.marginals(roles[:, :, keep], step, first), names

    def _phase(self, given: dict[str, Any], *, second: bool) -> Sequence[Floats]:
        """Run one phase; the other's inputs are empty."""
        inputs = {**_EMPTY, **given, "second": np.array(second)}
        out: Sequence[Floats] = self.session.run(None, inputs)
        return out

    def _anchors(
        self,
        window: windows.Window,
        heads: Sequence[Floats],
        found: Sequence[Word],
        numbers: Sequence[Quantity],
    ) -> list[_Anchor]:
        """Return the anchors of a window; heads: scores of cue, trigger, issue, measure."""
        cue, trigger, issue, measure = heads
        measure = decode.softmax(measure)
        cuts = self.meta["thresholds"]
        out = [
            _Anchor(kind, a, b, p, {})
            for _, a, b, p in decode.anchors(cue, labels.CUE_TAGS, cuts["cue"])
            for kind in ("statement", "stand")
        ]
        for name, a, b, p in decode.anchors(trigger, labels.TRIGGER_TAGS, cuts["trigger"]):
            out.append(_Anchor("event", a, b, p, {"type": (name, p)}))
        for name, a, b, p in decode.anchors(issue, labels.ISSUE_TAGS, cuts["issue"]):
            out.append(_Anchor("position", a, b, p, {"stance": (name, p)}))
        for first, last in _places(found[window.lo : window.hi], numbers):
            some = 1.0 - float(measure[first, 0])
            if some >= cuts["measure"]:
                name = labels.MEASURES[1 + int(measure[first, 1:].argmax())]
                out.append(_Anchor("figure", first, last, some, {"measure": (name, some)}))
        return out

    def _spans(
        self, roles: Floats, kinds: Sequence[str]
    ) -> list[list[tuple[str, int, int, float]]]:
        """Decode the roles of all anchors, (A, W, tags), those of one kind together.

        Quoted words need exact edges: they are taken from the best tag sequence. Who did
        it may be named in several places: each likely one is kept with its probability.
        """
        out: list[list[tuple[str, int, int, float]]] = [[] for _ in kinds]
        for anchor, (keep, step, first, names) in self._role_crf.items():
            rows = [i for i, k in enumerate(kinds) if k == anchor]
            if not rows:
                continue
            logits = roles[rows][:, :, keep]
            chances = decode.marginals(logits, step, first)
            for role in labels.ROLES_OF[anchor]:
                if role not in EXACT:
                    for j, a, b, p in decode.likely(chances, names, role, LEAST):
                        out[rows[j]].append((role, a, b, p))
            if not EXACT.isdisjoint(labels.ROLES_OF[anchor]):
                best = decode.viterbi(logits, step, first)
                for i, tags, shares in zip(rows, best, chances, strict=True):
                    quoted = decode.weighed(tags, shares, names)
                    out[i] += [span for span in quoted if span[0] in EXACT]
            if "source" in labels.ROLES_OF[anchor]:
                _add_sources(out, rows, decode.likely(chances, names, "source", LIKELY))
        return out


def _add_sources(
    out: list[list[tuple[str, int, int, float]]],
    rows: Sequence[int],
    found: Iterable[tuple[int, int, int, float]],
) -> None:
    """Give each row without a source its likeliest one; found: (place in rows, span, chance)."""
    lacking = {j for j, i in enumerate(rows) if all(span[0] != "source" for span in out[i])}
    best: dict[int, tuple[int, int, float]] = {}
    for j, a, b, p in found:
        if j in lacking and p > best.get(j, (0, 0, 0.0))[2]:
            best[j] = (a, b, p)
    for j, span in best.items():
        out[rows[j]].append(("source", *span))


def _parts(anchors: Sequence[_Anchor], size: int) -> Iterator[Sequence[_Anchor]]:
    """Yield anchors so many at a time."""
    for at in range(0, len(anchors), size):
        yield anchors[at : at + size]


def _places(inside: Sequence[Word], numbers: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of each number that stands among some words, each once.

    A word may hold thousands of numbers ("1,1,1,1,…").
    """
    seen = (-1, -1)
    at = bisect_right(numbers, inside[0].start, key=lambda q: q.core_end)
    after = bisect_left(numbers, inside[-1].end, key=lambda q: q.core_start)
    for q in numbers[at:after]:
        first = bisect_right(inside, q.core_start, key=lambda w: w.end)
        last = bisect_left(inside, q.core_end, key=lambda w: w.end)
        place = first, min(last, len(inside) - 1)
        if inside[first].start < q.core_end and place != seen:
            seen = place
            yield place


def _found(
    window: windows.Window,
    words_of: Sequence[Word],
    anchor: _Anchor,
    spans: Sequence[tuple[str, int, int, float]],
    chances: Sequence[Floats],
) -> Found:
    """Return an anchor with its roles in characters; chances: of acts, kinds, statuses, stands."""

    def characters(a: int, b: int) -> Span:
        return words_of[window.lo + a].start, words_of[window.lo + b].end

    roles: dict[str, list[Mark]] = {}
    for role, a, b, p in spans:
        roles.setdefault(role, []).append(Mark(characters(a, b), p))
    said = dict(anchor.labels)
    kinds = (("act", labels.ACTS), ("kind", labels.KINDS), ("status", labels.STATUSES))
    *chances, stands = chances
    for (key, names), shares in zip(kinds, chances, strict=True):
        best = int(shares.argmax())
        said[key] = (names[best], float(shares[best]))
    if anchor.kind == "stand":
        stance = labels.STANCES[int(stands[1:].argmax())]
        said["stance"] = (stance, 1.0 - float(stands[0]))
    return Found(
        anchor.kind, characters(anchor.first, anchor.last), anchor.probability, said, roles
    )


_EMPTY: dict[str, Any] = {
    "ids": np.zeros((1, 1), dtype=np.int64),
    "features": np.zeros((1, 1, 4), dtype=np.int64),
    "firsts": np.zeros((1, 1), dtype=np.int64),
    "h_in": np.zeros((1, 1, 384), dtype=np.float32),
    "first": np.zeros(1, dtype=np.int64),
    "last": np.zeros(1, dtype=np.int64),
    "anchor": np.zeros(1, dtype=np.int64),
}


class Merged:
    """The anchors of a text's windows, those in an overlap once.

    Each is kept from the window in which it stands farthest from an inner edge. Windows
    come in order, so an anchor is compared only with those that reach into its window.
    """

    def __init__(self) -> None:
        """Start before the first window."""
        self._done: list[Found] = []
        self._open: dict[str, list[tuple[int, Found]]] = {a: [] for a in labels.ANCHORS}

    def add(self, window: Span, here: Iterable[Found]) -> None:
        """Add the anchors of the next window; an edge of it beyond FAR is no inner one."""
        for anchor, kept in self._open.items():
            self._done += [f for _, f in kept if f.span[1] <= window[0]]
            self._open[anchor] = [k for k in kept if k[1].span[1] > window[0]]
        for f in here:
            room = min(f.span[0] - window[0], window[1] - f.span[1])
            kept = self._open[f.anchor]
            clash = [k for k in kept if k[1].span[0] < f.span[1] and f.span[0] < k[1].span[1]]
            if all(k[0] < room for k in clash):
                self._open[f.anchor] = [k for k in kept if k not in clash] + [(room, f)]

    def all(self) -> list[Found]:
        """Return all anchors in the order of the text."""
        still = [f for kept in self._open.values() for _, f in kept]
        return sorted(self._done + still, key=lambda f: (f.span, f.anchor))
