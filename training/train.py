"""Train the network.

Smoke test:  python -m training.train --steps 20 --out runs/smoke
Full run:    bash training/run.sh

Reads   DATA/*.pkl                       written by training.prepare
Writes  OUT/config.json, OUT/log.jsonl, OUT/model.pt (averaged weights), OUT/kept.pt (the same
        midway) and OUT/state.pt, from which the same command goes on when it was stopped
Next    python -m training.export OUT

Each step takes one batch of windows of like length, from PolNeAR or from reports read
by the guide, in the proportion given. The weights kept are an exponential moving
average of the trained ones.
"""

import argparse
import copy
import json
import pickle
import random
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR, LRScheduler
from training.documents import IGNORE, INDEX, Document, Window, cut
from training.network import Network, Pretrained

ROOM = 508  # sub-words of a window, beside the two special ones
CUT = ("polnear_train", "silver")  # read in passages and by the paragraph, as it is measured
Parts = list[tuple[Document, int, int]]  # windows of one batch: words [lo, hi) of a document


@dataclass(frozen=True)
class Config:
    """Every knob of a run; saved beside the weights."""

    polnear_epochs: float = 4.0
    gold_epochs: float = 9.0
    own_epochs: float = 0.0
    news_epochs: float = 0.0
    silver_epochs: float = 0.0
    tokens: int = 2400  # sub-words in a batch
    encoder_lr: float = 1.5e-4
    head_lr: float = 7e-4
    warmup: float = 0.06  # of all steps
    floor: float = 0.02  # of the learning rate, at the end
    decay: float = 0.01
    average: float = 0.999  # of the moving average
    mask: float = 0.04  # share of sub-words hidden in training
    dropout: float = 0.1
    seed: int = 7
    keep: float = 0.58  # where in the run the averaged weights are kept beside the last ones
    steps: int = 0  # stop after so many, for smoke tests
    init: str = ""  # a model.pt to start from


def spans(doc: Document, rng: random.Random, target: int) -> Iterator[tuple[int, int]]:
    """Cut a document at paragraph ends into windows of up to ``target`` words."""
    opens = [*np.flatnonzero(doc.features[:, 2]).tolist(), len(doc.pieces)]
    if not opens or opens[0] != 0:
        opens = [0, *opens]
    lo = 0
    for a, b in pairwise(opens):
        if b - lo > target and a > lo:
            yield from fit(doc, lo, a)
            lo = a
        if rng.random() < 0.02:
            target = rng.choice((30, 80, 200))
    yield from fit(doc, lo, len(doc.pieces))


def fit(doc: Document, lo: int, hi: int) -> Iterator[tuple[int, int]]:
    """Split [lo, hi) so that each part has room for its sub-words."""
    size = 0
    for i in range(lo, hi):
        n = len(doc.pieces[i])
        if size + n > ROOM and i > lo:
            yield lo, i
            lo, size = i, 0
        size += n
    if hi > lo:
        yield lo, hi


def epoch(docs: list[Document], rng: random.Random, tokens: int, *, whole: bool) -> list[Parts]:
    """Return one pass over ``docs`` as batches of windows of like length."""
    parts = []
    for doc in docs:
        target = 10**6 if whole else rng.choice((1, 1, 60, 150))
        parts += [(doc, lo, hi) for lo, hi in spans(doc, rng, target)]
    rng.shuffle(parts)
    size = {id(p): 2 + sum(len(x) for x in p[0].pieces[p[1] : p[2]]) for p in parts}
    batches: list[Parts] = []
    for at in range(0, len(parts), 400):
        pool = sorted(parts[at : at + 400], key=lambda p: size[id(p)])
        batch: Parts = []
        for p in pool:
            if batch and size[id(p)] * (len(batch) + 1) > tokens:
                batches.append(batch)
                batch = []
            batch.append(p)
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def stack(arrays: list[NDArray[np.int64]], fill: int) -> Tensor:
    """Pad arrays along their first axis and stack them."""
    n = max(len(a) for a in arrays)
    out = np.full((len(arrays), n, *arrays[0].shape[1:]), fill, dtype=np.int64)
    for i, a in enumerate(arrays):
        out[i, : len(a)] = a
    return torch.from_numpy(out)


@dataclass
class Batch:
    """Windows as tensors: B windows, T sub-words, W words, A anchors."""

    ids: Tensor
    features: Tensor
    mask: Tensor  # (B, T)
    firsts: Tensor  # (B, W)
    words: Tensor  # (B, W) bool
    tags: dict[str, Tensor]
    row: Tensor  # (A,)
    anchors: Tensor  # (A, 7)
    roles: Tensor  # (A, W)


def collate(windows: list[Window]) -> Batch:
    """Return windows as one batch."""
    ids = stack([w.ids for w in windows], 0)
    firsts = stack([w.firsts for w in windows], 0)
    sizes = torch.tensor([len(w.ids) for w in windows])
    count = torch.tensor([len(w.firsts) for w in windows])
    row = torch.tensor([i for i, w in enumerate(windows) for _ in w.anchors], dtype=torch.long)
    width = firsts.shape[1]
    roles = [np.pad(r, (0, width - len(r))) for w in windows for r in w.roles]
    anchors = np.concatenate([w.anchors for w in windows])
    return Batch(
        ids,
        stack([w.features for w in windows], 0),
        (torch.arange(ids.shape[1])[None] < sizes[:, None]).long(),
        firsts,
        torch.arange(width)[None] < count[:, None],
        {k: stack([w.tags[k] for w in windows], IGNORE) for k in windows[0].tags},
        row,
        torch.from_numpy(anchors),
        torch.from_numpy(np.array(roles, dtype=np.int64).reshape(-1, width)),
    )


def hide(ids: Tensor, share: float) -> Tensor:
    """Replace a share of the sub-words by the mask token."""
    hit = (torch.rand(ids.shape) < share) & (ids > 999)
    return torch.where(hit, torch.tensor(103), ids)


def cross(logits: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy over what is labelled, 0 if nothing is."""
    if not (gold != IGNORE).any():
        return logits.sum() * 0
    return F.cross_entropy(logits.flatten(0, -2), gold.flatten(), ignore_index=IGNORE)


def halved() -> AbstractContextManager[object]:
    """Let matrix products run in bfloat16 where the processor multiplies it natively.

    With AVX512-BF16 or AMX a step takes half as long; elsewhere bfloat16 is slower than float32.
    """
    cpu = torch.cpu
    native = cpu._is_avx512_bf16_supported() or cpu._is_amx_tile_supported()  # noqa: SLF001
    return torch.autocast("cpu", dtype=torch.bfloat16) if native else nullcontext()


def losses(net: Network, b: Batch) -> dict[str, Tensor]:
    """Return the loss of each head on a batch."""
    with halved():
        h = net.words(b.ids, b.features, b.mask, b.firsts)
        tags = net.tags(h)
    flat, cue, trigger, issue, measure = (t.float() for t in tags)
    out = {"cue": cross(cue, b.tags["cue"])}
    if (b.tags["flat"] != IGNORE).any():
        out["flat"] = net.flat_crf.loss(flat, b.tags["flat"].clamp(min=0), b.words)
    else:
        out["trigger"] = cross(trigger, b.tags["trigger"])
        out["issue"] = cross(issue, b.tags["issue"])
        out["measure"] = cross(measure, b.tags["measure"])
    if len(b.anchors):
        a = b.anchors
        with halved():
            scores = net.anchored(h, b.row, a[:, 0], a[:, 1], a[:, 2], b.words)
        role, act, kind, status, stand = (x.float() for x in scores)
        firm = a[:, 6] != NO_STAND  # where no stand is taken, there is no issue to find
        out["role"] = net.role_crf.loss(role[firm], b.roles[firm], b.words[b.row[firm]])
        for column, (name, logits) in enumerate(
            (("act", act), ("kind", kind), ("status", status), ("stand", stand)), 3
        ):
            out[name] = cross(logits, a[:, column])
    return out


WEIGHTS = {"flat": 0.08, "role": 0.12, "cue": 3.0, "trigger": 3.0, "issue": 2.0, "measure": 0.5,
           "act": 0.4, "kind": 0.3, "status": 0.4, "stand": 0.4}  # fmt: skip
NO_STAND = INDEX["stand"]["none"]


def schedule(c: Config, data: Path, rng: random.Random) -> list[Parts]:
    """Return every batch of the run in order."""
    plan: list[tuple[float, int, Parts]] = []
    wanted = {
        "polnear_train": c.polnear_epochs,
        "gold_train": c.gold_epochs,
        "own": c.own_epochs,
        "news": c.news_epochs,
        "silver": c.silver_epochs,
    }
    for name, epochs in wanted.items():
        if not epochs:
            continue
        docs = pickle.loads((data / f"{name}.pkl").read_bytes())
        batches: list[Parts] = []
        left = epochs
        while left > 0:
            new = epoch(docs, rng, c.tokens, whole=name not in CUT)
            batches += new[: round(len(new) * min(1, left))]
            left -= 1
        # spread each source evenly over the run
        plan += [((n + rng.random()) / len(batches), n, b) for n, b in enumerate(batches)]
    return [b for _, _, b in sorted(plan, key=lambda p: p[:2])]


def optimiser(net: Network, c: Config, total: int) -> tuple[Optimizer, LRScheduler]:
    """Return AdamW with two rates, warmed up and then linearly decayed."""
    rates = ((True, c.encoder_lr), (False, c.head_lr))
    weights = list(net.named_parameters())
    groups = [
        {"params": [p for n, p in weights if inside == n.startswith("encoder.")], "lr": lr}
        for inside, lr in rates
    ]
    opt = torch.optim.AdamW(groups, weight_decay=c.decay, fused=True)
    warm = max(1, int(c.warmup * total))

    def share(step: int) -> float:
        down = c.floor + (1 - c.floor) * (total - step) / max(1, total - warm)
        return min((step + 1) / warm, down)

    return opt, LambdaLR(opt, share)


class Diary:
    """Prints and writes the mean losses since the line before."""

    def __init__(self, path: Path, total: int) -> None:
        self.path, self.total = path, total
        self.start, self.seen = time.time(), 0
        self.sums: dict[str, list[float]] = {}

    def note(self, step: int, b: Batch, parts: dict[str, Tensor]) -> None:
        """Take in one step; every fiftieth and the last write a line."""
        self.seen += int(b.mask.sum())
        for k, v in parts.items():
            self.sums.setdefault(k, []).append(v.item())
        if step % 50 != 49 and step != self.total - 1:
            return
        took = time.time() - self.start
        means = {k: round(float(np.mean(v)), 3) for k, v in self.sums.items()}
        row = {"step": step + 1, "of": self.total, "s": round(took)}
        line = json.dumps({**row, "tok/s": round(self.seen / took), **means})
        with self.path.open("a", encoding="utf8") as log:
            log.write(line + "\n")
        print(line, flush=True)
        self.sums = {}


def begin(c: Config) -> Network:
    """Return the network that the run starts from, every generator seeded."""
    random.seed(c.seed)
    torch.manual_seed(c.seed)
    torch.set_flush_denormal(True)
    net = Network(c.dropout)
    Pretrained().load(net.encoder)
    if c.init:
        net.adopt(torch.load(c.init))
    return net


def follow(mean: Network, net: Network, keep: float) -> None:
    """Move the averaged weights a little towards the trained ones."""
    with torch.no_grad():
        for p, q in zip(mean.parameters(), net.parameters(), strict=True):
            p.lerp_(q, 1 - keep)


@dataclass
class Run:
    """What changes while training, and all that a run needs to be taken up again."""

    net: Network
    mean: Network
    opt: Optimizer
    rate: LRScheduler
    step: int = 0

    def save(self, out: Path) -> None:
        """Write everything; a run that is killed meanwhile leaves the older files whole."""
        parts = {name: getattr(self, name).state_dict() for name in ("net", "mean", "opt", "rate")}
        _write({**parts, "step": self.step}, out / "state.pt")
        _write(parts["mean"], out / "model.pt")

    def resume(self, out: Path) -> None:
        """Go on where a run in ``out`` was stopped, if one was."""
        if (out / "state.pt").exists():
            state = torch.load(out / "state.pt")
            self.step = state.pop("step")
            for name, part in state.items():
                getattr(self, name).load_state_dict(part)


def _write(what: object, path: Path) -> None:
    torch.save(what, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").rename(path)


def train(c: Config, data: Path, out: Path) -> None:
    """Run the schedule, or the rest of it; writes the weights every five minutes and at the end.

    Raises ValueError when ``out`` holds a run with other knobs.
    """
    knobs = json.dumps(asdict(c), indent=1)
    if (out / "config.json").exists() and (out / "config.json").read_text() != knobs:
        raise ValueError(f"{out} holds a run with other knobs (config.json). Name another folder.")
    out.mkdir(parents=True, exist_ok=True)
    (out / "config.json").write_text(knobs)
    net = begin(c)
    plan = schedule(c, data, random.Random(c.seed))[: c.steps or None]
    run = Run(net, copy.deepcopy(net).eval(), *optimiser(net, c, len(plan)))
    run.resume(out)
    diary = Diary(out / "log.jsonl", len(plan))
    saved = time.time()
    for windows in plan[run.step :]:
        b, parts = learn(run, windows, c)
        diary.note(run.step - 1, b, parts)
        if run.step == round(c.keep * len(plan)):
            _write(run.mean.state_dict(), out / "kept.pt")
        if time.time() - saved > 300 or run.step == len(plan):
            run.save(out)
            saved = time.time()


def learn(run: Run, windows: Parts, c: Config) -> tuple[Batch, dict[str, Tensor]]:
    """Take one step; returns the batch and the loss of each head."""
    run.net.train()
    b = collate([cut(*w) for w in windows])
    b.ids = hide(b.ids, c.mask)
    parts = losses(run.net, b)
    sum(WEIGHTS[k] * v for k, v in parts.items()).backward()
    torch.nn.utils.clip_grad_norm_(run.net.parameters(), 2.0)
    run.opt.step()
    run.rate.step()
    run.opt.zero_grad()
    run.step += 1
    follow(run.mean, run.net, min(c.average, run.step / (run.step + 19)))
    return b, parts


def main() -> None:
    """Parse the knobs and train."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--data", type=Path, default=Path("runs/data"))
    ap.add_argument("--out", type=Path, required=True)
    for name, value in asdict(Config()).items():
        ap.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = vars(ap.parse_args())
    data, out = args.pop("data"), args.pop("out")
    train(Config(**args), data, out)


if __name__ == "__main__":
    main()
