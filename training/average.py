"""Average the weights of several points of training: a model soup (Wortsman et al. 2022).

    python -m training.average runs/final/kept.pt runs/final/model.pt --out runs/final/mean.pt

Reads   files of weights of one network, from one run or from runs that began alike
Writes  OUT, their mean
Next    python -m training.export OUT
"""

import argparse
from pathlib import Path

import torch


def average(paths: list[Path], out: Path) -> None:
    """Write the mean of the weights in ``paths``; whole numbers are those of the first file."""
    states = [torch.load(path) for path in paths]
    mean = {
        name: torch.stack([s[name] for s in states]).mean(0) if first.is_floating_point() else first
        for name, first in states[0].items()
    }
    torch.save(mean, out)


def main() -> None:
    """Parse the paths and average."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("weights", type=Path, nargs="+")
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    average(args.weights, args.out)


if __name__ == "__main__":
    main()
