#!/usr/bin/env bash
# Train from nothing to a packaged model: about two and a half hours on two CPU cores.
#   CORPORA=… GOLD=… bash training/run.sh          (training/README.md says what lies there)
set -euo pipefail
cd "$(dirname "$0")/.."
PY=.venv/bin/python
.venv/bin/pip install --quiet -e '.[train]'
$PY -m training.prepare --corpora "$CORPORA" --gold "$GOLD" --out runs/data
# attribution first, alone; then everything together
$PY -m training.train --out runs/attribution --gold-epochs 0 --polnear-epochs 2 --floor 0.5
$PY -m training.train --out runs/final --init runs/attribution/model.pt \
  --polnear-epochs 2 --gold-epochs 9 --own-epochs 8 --warmup 0.02
$PY -m training.export runs/final/model.pt
$PY -m training.calibrate runs/data/gold_held.json
