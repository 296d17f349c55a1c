#!/usr/bin/env bash
# Train from nothing to a packaged model: about three hours on two quiet CPU cores.
#   CORPORA=… GOLD=… bash training/run.sh          (training/README.md says what lies there)
set -euo pipefail
cd "$(dirname "$0")/.."
PY=.venv/bin/python
.venv/bin/pip install --quiet -e '.[train]'
$PY -m training.prepare --corpora "$CORPORA" --gold "$GOLD" --out runs/data
$PY -m training.train --out runs/first \
  --polnear-epochs 5 --gold-epochs 10 --own-epochs 6 --news-epochs 3
# what it says itself when it takes its time, on articles that nobody has labelled
$PY -m training.average runs/first/kept.pt runs/first/model.pt --out runs/first/mean.pt
$PY -m training.export runs/first/mean.pt --out runs/first/mean.onnx
$PY -m training.silver --corpora "$CORPORA" --gold "$GOLD"/dev/*.json \
  --model runs/first/mean.onnx --out runs/data
# on from there, with another order of the data
$PY -m training.train --out runs/second --init runs/first/model.pt --seed 25 \
  --polnear-epochs 2 --gold-epochs 5 --own-epochs 3 --news-epochs 2 --silver-epochs 1.5 \
  --warmup 0.02 --encoder-lr 1.3e-4 --head-lr 6.5e-4
# undisturbed and decaying to nothing; then half way back, which PolNeAR needs
$PY -m training.train --out runs/final --init runs/second/model.pt --seed 31 \
  --polnear-epochs 2.5 --gold-epochs 8 --own-epochs 3 --news-epochs 2.5 \
  --warmup 0.03 --floor 0.005 --encoder-lr 1e-4 --head-lr 5e-4
$PY -m training.average runs/second/model.pt runs/final/model.pt --out runs/final/mean.pt
$PY -m training.export runs/final/mean.pt
$PY -m training.calibrate runs/data/gold_held.json runs/data/news_held.json \
  --fix issue 0.7 --fix stand 0.4
