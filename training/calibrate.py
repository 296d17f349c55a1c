"""Choose thresholds and fit confidences on reports that the network never saw.

    python -m training.calibrate runs/data/gold_held.json runs/data/news_held.json

Reads and rewrites the metadata of src/according/model/reader.onnx. For each head the
threshold that gives the best F1 by evaluation.score, or --fix HEAD VALUE where scores are
flat and the edge of the grid would read few items and fit them badly; then for each kind of item a
logistic curve (Platt 1999) from the network's score to the share of items that are
right. Prints both, and how well the confidences fit (expected calibration error).
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from evaluation.gold import read
from evaluation.score import AFFINITIES, alike, chain_right, figures, names_f1, pairs, tally

from according.reading import Reader

MODEL = Path("src/according/model/reader.onnx")
GRID = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
GOAL = {
    "cue": "sourced statements",
    "trigger": "events with actor",
    "measure": "figures",
    "issue": "positions",
    "stand": "positions",
}


def thresholds(
    reader: Reader, golds: list[dict[str, Any]], fixed: dict[str, float]
) -> dict[str, float]:
    """Return the best threshold of each head, or the one that is fixed.

    Heads that serve different goals are apart and move together. Issues and stands serve the
    same one: stands are tried at the best threshold of issues, issues then once more.
    """
    best = {**dict.fromkeys(GOAL, 0.5), **fixed}
    for together in ([h for h in GOAL if h != "stand"], ["stand"], ["issue"]):
        heads = [h for h in together if h not in fixed]
        if not heads:
            continue
        tried: dict[str, list[float]] = {head: [] for head in heads}
        for value in GRID:
            reader.encoder.meta["thresholds"] = {**best, **dict.fromkeys(heads, value)}
            found = figures(tally(g, r) for g, r in zip(golds, read(reader, golds), strict=True))
            print(value, {head: round(found[GOAL[head]], 1) for head in heads}, flush=True)
            for head in heads:
                tried[head].append(found[GOAL[head]])
        best.update({head: GRID[steadiest(scores)] for head, scores in tried.items()})
    return best


def steadiest(scores: list[float]) -> int:
    """Return the place of the best score, each judged with its neighbours: one alone is luck.

    >>> steadiest([1.0, 2.0, 2.0, 1.5, 0.0, 3.0])
    2
    """
    around = [float(np.mean(scores[max(0, i - 1) : i + 2])) for i in range(len(scores))]
    return int(np.argmax(around))


def right(kind: str, gold: dict[str, Any], item: dict[str, Any]) -> bool:
    """Tell whether a paired item is right in the parts that its score asks for."""
    if kind == "statement":
        return alike(gold["speaker"], item["speaker"]) and chain_right(gold, item)
    return kind != "event" or names_f1(gold["actor"], item["actor"]) >= 0.5


def outcomes(
    golds: list[dict[str, Any]], readings: list[dict[str, Any]], kind: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return the score of each item read, and whether it is right."""
    scores, hits = [], []
    for g, r in zip(golds, readings, strict=True):
        good = {
            id(b)
            for a, b in pairs(g[kind + "s"], r[kind + "s"], AFFINITIES[kind])
            if right(kind, a, b)
        }
        for item in r[kind + "s"]:
            scores.append(item["confidence"])
            hits.append(id(item) in good)
    return np.array(scores), np.array(hits, dtype=float)


def platt(scores: np.ndarray, hits: np.ndarray) -> list[float]:
    """Fit slope and offset by Newton's method, with a little weight on slope 1, offset 0."""
    p = np.clip(scores, 1e-4, 1 - 1e-4)
    x = np.stack([np.log(p / (1 - p)), np.ones_like(p)], 1)
    w = np.array([1.0, 0.0])
    for _ in range(50):
        y = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (y - hits) + 0.5 * (w - np.array([1.0, 0.0]))
        hessian = (x * (y * (1 - y))[:, None]).T @ x + 0.5 * np.eye(2)
        move = np.linalg.solve(hessian, gradient)
        w = w - move / max(1.0, float(np.abs(move).max()))  # short steps: far off, it overshoots
    return [round(float(v), 4) for v in w]


def calibration_error(confidences: np.ndarray, hits: np.ndarray) -> float:
    """Return the mean distance of confidence and accuracy over ten bins, weighted by size."""
    bins = np.minimum((confidences * 10).astype(int), 9)
    gaps = [
        abs(confidences[bins == b].mean() - hits[bins == b].mean()) * (bins == b).mean()
        for b in set(bins)
    ]
    return float(sum(gaps))


def main() -> None:
    """Fit and write."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("held", type=Path, nargs="+")
    ap.add_argument("--fix", nargs=2, action="append", default=[], metavar=("HEAD", "VALUE"))
    args = ap.parse_args()
    fixed = {head: float(value) for head, value in args.fix}
    if fixed.keys() - GOAL.keys():
        ap.error(f"--fix knows {', '.join(GOAL)}, not {', '.join(fixed.keys() - GOAL.keys())}")
    golds = [gold for path in args.held for gold in json.loads(path.read_text("utf8"))]
    reader = Reader()
    meta = reader.encoder.meta
    meta["calibration"] = {k: [1.0, 0.0] for k in AFFINITIES}
    meta["thresholds"] = thresholds(reader, golds, fixed)
    readings = read(reader, golds)
    for kind in AFFINITIES:
        scores, hits = outcomes(golds, readings, kind)
        meta["calibration"][kind] = curve = platt(scores, hits)
        p = np.clip(scores, 1e-4, 1 - 1e-4)
        after = 1 / (1 + np.exp(-(curve[0] * np.log(p / (1 - p)) + curve[1])))
        errors = calibration_error(scores, hits), calibration_error(after, hits)
        print(f"{kind}: {len(hits)} read, {hits.mean():.2f} right, "
              f"calibration error {errors[0]:.3f} before, {errors[1]:.3f} after")  # fmt: skip
    model = onnx.load(str(MODEL))
    onnx.helper.set_model_props(model, {"according": json.dumps(meta)})
    onnx.save(model, str(MODEL))
    print(json.dumps({k: meta[k] for k in ("thresholds", "calibration")}))


if __name__ == "__main__":
    main()
