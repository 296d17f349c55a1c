#!/usr/bin/env bash
# Train from nothing to a packaged model: about an hour and a half on two quiet CPU cores.
#   CORPORA=… GOLD=… bash training/run.sh          (training/README.md says what lies there)
set -euo pipefail
cd "$(dirname "$0")/.."
PY=.venv/bin/python
.venv/bin/pip install --quiet -e '.[train]'
$PY -m training.prepare --corpora "$CORPORA" --gold "$GOLD" --out runs/data
$PY -m training.train --out runs/first --polnear-epochs 5 --gold-epochs 14 --own-epochs 10
# on from there at a lower rate, with another order of the data
$PY -m training.train --out runs/final --init runs/first/model.pt --seed 11 \
  --polnear-epochs 3.2 --gold-epochs 8.5 --own-epochs 7.5 \
  --warmup 0.01 --encoder-lr 1e-4 --head-lr 5e-4
$PY -m training.average runs/final/kept.pt runs/final/model.pt --out runs/final/mean.pt
$PY -m training.export runs/final/mean.pt
$PY -m training.calibrate runs/data/gold_held.json
