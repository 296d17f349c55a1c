"""Label articles that nobody has labelled, by PolNeAR's conventions: a silver standard.

    python -m training.silver --corpora DIR --out runs/data --model FILE…

Reads   DIR/news_text/*.jsonl.gz; DIR/polnear/*.jsonl.gz and GOLD, whose texts are left out
Writes  OUT/silver.pkl
Next    python -m training.train --silver-epochs …

Teaches the network what it says itself when it takes its time: every text is read by each
model twice, in windows and paragraph by paragraph, all heads vote as evaluation.polnear lets
them, and the scores are averaged (self-training with an ensemble; Yarowsky 1995, Hinton et
al. 2015). Overlaps are told by runs of seven words.
"""

import argparse
import json
import pickle
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnxruntime
from evaluation.polnear import voted
from training.align import Anchor, Item
from training.documents import Document, Numberer
from training.prepare import lines, tokenizer

from according.model import decode, labels, windows
from according.model.decode import Floats
from according.model.encoder import Encoder
from according.words import Word, words

RUN = 7  # words in a row that two texts share when one copies the other
SHARED = 8  # runs in common from which on a text counts as known
PARTS = ("source", "content")  # of a statement, as PolNeAR has them
LENGTH, LEAST = 2600, 60  # characters that are read; words of a text worth reading


def runs(text: str) -> set[str]:
    """Return every run of words in a text.

    >>> sorted(runs("One two three four five six seven eight"))
    ['one two three four five six seven', 'two three four five six seven eight']
    """
    found = re.findall(r"\w+", text.lower())
    return {" ".join(found[i : i + RUN]) for i in range(max(1, len(found) - RUN + 1))}


def unseen(articles: Iterable[Item], known: Iterable[str]) -> Iterator[Item]:
    """Yield the articles that are not among the known texts, cut at a paragraph's end."""
    taken = set().union(*map(runs, known))
    for article in articles:
        if len(runs(article["text"]) & taken) < SHARED:
            text = article["text"][:LENGTH]
            yield {**article, "text": text[: text.rfind("\n")] if "\n" in text[600:] else text}


def model(path: Path) -> Encoder:
    """Return the packaged reader's encoder with the network in ``path``."""
    encoder = Encoder()
    thresholds = encoder.meta["thresholds"]
    encoder.session = onnxruntime.InferenceSession(str(path), encoder.session.get_session_options())
    said = encoder.session.get_modelmeta().custom_metadata_map["according"]
    encoder.meta = {**json.loads(said), "thresholds": thresholds}
    return encoder


def scores(encoders: Sequence[Encoder], text: str, found: Sequence[Word]) -> Floats:
    """Return the mean of every look at the words of a text, (W, tags)."""
    total = np.zeros((len(found), len(labels.FLAT_TAGS)), dtype=np.float32)
    opens = [0, *(i for i, w in enumerate(found) if w.opens and i), len(found)]
    for encoder in encoders:
        whole = _look(encoder, text, found)
        total += whole
        for a, b in pairwise(opens):
            part = text[found[a].start : found[b - 1].end]
            alone = words(part)
            # a quotation mark may part words otherwise without its partner
            total[a:b] += _look(encoder, part, alone) if len(alone) == b - a else whole[a:b]
    return total / np.float32(2 * len(encoders))


def _look(encoder: Encoder, text: str, found: Sequence[Word]) -> Floats:
    """Return the voted scores of a text's words as one model sees them."""
    whole = np.zeros((len(found), len(labels.FLAT_TAGS)), dtype=np.float32)
    for w in windows.over(text, found, encoder.spelling, windows.POLNEAR):
        whole[w.lo : w.hi] = voted(encoder, w)
    return whole


def label(encoders: Sequence[Encoder], article: Item, numberer: Numberer) -> Document | None:
    """Return an article with the tags of all and the links of the last; None if it is too short."""
    text = article["text"]
    found = words(text)
    if len(found) < LEAST:
        return None
    step, first = (
        np.mean([np.array(e.meta[k], dtype=np.float32) for e in encoders], axis=0)
        for k in ("flat_step", "flat_first")
    )
    tags = decode.viterbi(scores(encoders, text, found)[None], step, first)[0]
    anchors = [
        Anchor("statement", f.span, {r: [m.span for m in f.roles.get(r, [])] for r in PARTS})
        for f in encoders[-1].find([text], [[]], scheme=windows.POLNEAR)[0]
        if f.anchor == "statement" and f.roles.get("content")
    ]
    document = numberer.document(article["id"], text, anchors, windows.POLNEAR)
    document.flat = tags.astype(np.int64)
    return document


def main() -> None:
    """Label as many articles as asked for."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--corpora", type=Path, required=True)
    ap.add_argument("--gold", type=Path, nargs="*", default=[], help="readings, left out")
    ap.add_argument("--out", type=Path, default=Path("runs/data"))
    ap.add_argument("--model", type=Path, nargs="+", required=True)
    ap.add_argument("--articles", type=int, default=1700)
    ap.add_argument("--seed", type=int, default=77, help="of the choice of articles")
    args = ap.parse_args()
    known = [a["text"] for a in lines(args.corpora / "polnear", "*.jsonl.gz")]
    known += [json.loads(p.read_text("utf8"))["report"]["text"] for p in args.gold]
    pool = list(unseen(lines(args.corpora / "news_text"), known))
    random.Random(args.seed).shuffle(pool)
    encoders = [model(path) for path in args.model]
    numberer = Numberer(tokenizer())
    made = (label(encoders, article, numberer) for article in pool[: args.articles])
    documents = [d for d in made if d is not None]
    (args.out / "silver.pkl").write_bytes(pickle.dumps(documents))
    print(f"{len(documents)} articles, {sum(len(d.pieces) for d in documents)} words")


if __name__ == "__main__":
    main()
