"""Attribution on PolNeAR, by the published measure and by linked attributions.

    python -m evaluation.polnear DIR [--split valid]

DIR is the PolNeAR folder of the data pack (training/README.md). The token files are
CofeNet's (Wang et al. 2022): exact and begin match, micro F1 over spans, per part. An item
is a paragraph; the published systems read each alone, ours reads it also among its neighbours
in the file, which are of the same article.
Linked: an attribution counts when its source, cue and content are all right and
belong together (official split, first annotator).
"""

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from according.model import decode, labels, windows
from according.model.decode import Floats
from according.model.encoder import Encoder
from according.words import Word, described, words
from evaluation import posteriors

PARTS = ("source", "cue", "content")
PUBLISHED = {
    "rules": ("10.7", "22.8", "5.6"),
    "BiLSTM-CRF": ("69.6", "66.7", "59.0"),
    "BERT-base, 110M": ("81.1", "74.0", "68.9"),
    "BERT-base + CofeNet": ("83.2", "75.3", "72.9"),
}
TREEBANK = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]",
            "`": "‘", "'": "’"}  # fmt: skip
# How much the other heads' votes weigh, chosen on the valid file (training/LOG.md): cues less
# likely than LEAST do not vote; FLOOR keeps one head from ruling out what another is sure of.
LEAST, WEIGHT, OTHERS, FLOOR = 0.3, 0.7, 0.3, 0.1
# Which spans are kept, chosen likewise: the votes count the same evidence several times over.
SHARPNESS, SURE = 0.6, 0.45
PASSAGES = (120, 200, 300)  # tokens of an item and its neighbours, for the further looks
Row = dict[str, Any]  # an item of a token file
Spans = set[tuple[str, int, int]]


def passage(items: Sequence[Sequence[str]]) -> tuple[str, list[Word]]:
    """Return items, each a paragraph's tokens, as a text and its words."""
    text, spans = "", []
    for tokens in items:
        for plain in (TREEBANK.get(t, t) for t in tokens):
            spans.append((len(text), len(text) + len(plain)))
            text += plain + " "
        text = text[:-1] + "\n"
    return text, described(text, spans)


def neighbours(rows: Sequence[Row], most: int) -> Iterator[list[Row]]:
    """Yield the items of an article in passages of at most so many tokens, as the file has them."""
    for _, article in groupby(rows, key=lambda row: row["id"]):
        part: list[Row] = []
        for row in article:
            if part and sum(len(r["tokens"]) for r in (*part, row)) > most:
                yield part
                part = []
            part.append(row)
        yield part


def tagged(encoder: Encoder, rows: Sequence[Row]) -> Iterator[Spans]:
    """Yield the spans of each item in one flat layer.

    Each is looked at alone and among its neighbours, as the reader reads a report, in passages
    of several lengths, and the scores are averaged.
    """
    step, first = (
        SHARPNESS * np.array(encoder.meta[key], dtype=np.float64)
        for key in ("flat_step", "flat_first")
    )
    passages = ([[row] for row in rows], *(neighbours(rows, most) for most in PASSAGES))
    looks = [scores(encoder, parts) for parts in passages]
    for seen in zip(*looks, strict=True):
        logits = SHARPNESS * np.asarray(np.mean(seen, axis=0), dtype=np.float64)
        yield posteriors.spans(logits, step, first, labels.FLAT_TAGS, SURE)


def scores(encoder: Encoder, passages: Iterable[Sequence[Row]]) -> Iterator[Floats]:
    """Yield the voted scores of each item, (W, tags), read passage by passage."""
    for part in passages:
        text, found = passage([row["tokens"] for row in part])
        whole = np.zeros((len(found), len(labels.FLAT_TAGS)), dtype=np.float32)
        for w in windows.over(text, found, encoder.spelling, windows.POLNEAR):
            whole[w.lo : w.hi] = voted(encoder, w)
        ends = np.cumsum([len(row["tokens"]) for row in part])
        yield from np.split(whole, ends[:-1])


def voted(encoder: Encoder, window: windows.Window) -> Floats:
    """Return the flat head's scores with the votes of the other heads, (W, tags).

    The flat head tags each word without knowing of links; the cue head and, for each cue, the
    roles of its statement speak of the same words. What they give a tag, over all statements
    at least once, is added as a logarithm: a product of experts (Hinton 2002).
    """
    seen = encoder.run_words(window)
    scores: Floats = seen.flat[0].copy()
    cue = decode.softmax(seen.cue[0])
    sure, roles, names = encoder.attributed(seen, LEAST)

    def vote(tag: str, chance: Floats, weight: float = WEIGHT) -> None:
        scores[:, labels.FLAT_TAGS.index(tag)] += weight * np.log(chance + FLOOR)

    for part in "BI":
        vote(f"{part}-cue", cue[:, labels.CUE_TAGS.index(f"{part}-cue")], OTHERS)
        for role in ("source", "content"):
            given = roles[:, :, names.index(f"{part}-{role}")]
            vote(f"{part}-{role}", 1 - np.prod(1 - sure[:, None] * given, axis=0))
    taken = roles[:, :, [i for i, n in enumerate(names) if n[2:] in {"source", "content"}]].sum(-1)
    vote("O", np.prod(1 - sure[:, None] * taken, axis=0).clip(0.0), OTHERS)
    return scores


def begin(spans: Spans) -> Spans:
    """Return spans by their first word alone."""
    return {(name, first, 0) for name, first, _ in spans}


class Count:
    """Hits, gold and found items of each part."""

    def __init__(self) -> None:
        """Start from nothing."""
        self.n = {p: [0, 0, 0] for p in PARTS}

    def add(self, gold: Spans, found: Spans) -> None:
        """Count one item."""
        for p in PARTS:
            g, f = ({s for s in x if s[0] == p} for x in (gold, found))
            for k, value in enumerate((len(g & f), len(g), len(f))):
                self.n[p][k] += value

    def f1(self) -> tuple[float, ...]:
        """Return F1 in per cent, per part."""
        return tuple(200 * h / max(1, g + f) for h, g, f in self.n.values())


def tokens(encoder: Encoder, path: Path) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return exact and begin F1 on a CofeNet token file."""
    rows: list[Row] = [json.loads(line) for line in path.open(encoding="utf8")]
    exact, start = Count(), Count()
    for row, found in zip(rows, tagged(encoder, rows), strict=True):
        marked = np.array([labels.FLAT_TAGS.index(t) for t in row["labels"]], dtype=np.int64)
        gold = set(decode.spans(marked, labels.FLAT_TAGS))
        exact.add(gold, found)
        start.add(begin(gold), begin(found))
    return exact.f1(), start.f1()


def attributions(path: Path) -> Iterator[tuple[str, set[tuple[Any, ...]]]]:
    """Yield each article's text and its attributions as sets of spans."""
    for line in gzip.decompress(path.read_bytes()).splitlines():
        article = json.loads(line)
        gold = {
            tuple(tuple(sorted(tuple(s) for s in a[p])) for p in PARTS)
            for a in article["attributions"]
            if a["cue"]
        }
        yield article["text"], gold


def linked(encoder: Encoder, path: Path) -> tuple[float, float]:
    """Return F1 of whole attributions: all exact; cue and source exact, content begun right."""
    hits = loose = golds = founds = 0
    for text, gold in attributions(path):
        trimmed = {tuple(tuple(_edges(text, s) for s in part) for part in a) for a in gold}
        found = set()
        for f in encoder.find([text], [[]], scheme=windows.POLNEAR)[0]:
            if f.anchor == "statement" and f.roles.get("content"):
                roles = [
                    tuple(sorted(_edges(text, m.span) for m in f.roles.get(p, []))) for p in PARTS
                ]
                found.add((roles[0], (_edges(text, f.span),), roles[2]))
        golds += len(trimmed)
        founds += len(found)
        hits += len(trimmed & found)
        loose += len({_loose(a) for a in trimmed} & {_loose(a) for a in found})
    return 200 * hits / (golds + founds), 200 * loose / (golds + founds)


def _loose(a: tuple[Any, ...]) -> tuple[Any, ...]:
    return a[0], a[1], a[2][0][0] if a[2] else None


def _edges(text: str, span: Sequence[int]) -> tuple[int, int]:
    """Return the first and last word's edges, so that stray spaces do not count."""
    found = words(text[span[0] : span[1]])
    return (span[0] + found[0].start, span[0] + found[-1].end) if found else (span[0], span[1])


def main() -> None:
    """Print the table."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("folder", type=Path)
    ap.add_argument("--split", choices=("test", "valid"), default="test")
    args = ap.parse_args()
    encoder = Encoder()
    exact, start = tokens(encoder, args.folder / f"cofenet_{args.split}.jsonl")
    print("CofeNet token file, F1          source    cue  content")
    for name, figures in PUBLISHED.items():
        print(f"  {name:28}" + "".join(f"{f:>8}" for f in figures))
    print(f"  {'According, 22M':28}" + "".join(f"{f:8.1f}" for f in exact))
    print(f"  {'According, begin match':28}" + "".join(f"{f:8.1f}" for f in start))
    official = "dev" if args.split == "valid" else "test"
    whole, loose = linked(encoder, args.folder / f"{official}.jsonl.gz")
    print("Linked attributions, F1: all three spans exact "
          f"{whole:.1f}, content begun right {loose:.1f}")  # fmt: skip


if __name__ == "__main__":
    main()
