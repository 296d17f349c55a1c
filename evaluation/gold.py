"""Score the reader on gold reports, and fail below the floors.

    python -m evaluation.gold [FILES…]          default: the reports that ship with the project
    python -m evaluation.gold --gate            exit 1 if a figure is below floors.json

FILES are gold readings as JSON, one a file, or JSONL. `evaluation.score` says what each
figure means.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from according.reading import Reader
from according.records import Report
from evaluation.score import figures, tally

HERE = Path(__file__).parent
# What two annotators working from the guide alone reach on eight reports.
ANNOTATORS = {"sourced statements": 95, "events with actor": 69, "figures": 97, "positions": 89,
              "reading": 88, "events": 82, "status": 93}  # fmt: skip


def load(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the gold readings in files."""
    out = []
    for path in paths:
        text = path.read_text("utf8")
        lines = text.splitlines() if path.suffix == ".jsonl" else [text]
        out += [json.loads(line) for line in lines if line.strip()]
    return out


def read(reader: Reader, golds: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the reader's readings of gold reports, as the JSON that users get."""
    reports = [Report(**g["report"]) for g in golds]
    return [msgspec.to_builtins(r) for r in reader.read_many((r, ()) for r in reports)]


def measure(reader: Reader, golds: list[dict[str, Any]]) -> dict[str, float]:
    """Return the figures of the reader on gold readings."""
    return figures(tally(g, r) for g, r in zip(golds, read(reader, golds), strict=True))


def below(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return a line for each figure under its floor."""
    return [f"{k}: {found[k]:.1f} is below {v}" for k, v in floors.items() if found[k] < v]


def main() -> None:
    """Print the table; with --gate, exit 1 below a floor."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("files", type=Path, nargs="*", default=sorted((HERE / "gold").glob("*.json")))
    ap.add_argument("--gate", action="store_true")
    args = ap.parse_args()
    golds = load(args.files)
    found = measure(Reader(), golds)
    print(f"{len(golds)} reports               reader  annotators")
    for name, value in found.items():
        print(f"  {name:24}{value:6.1f}{ANNOTATORS.get(name, ''):>12}")
    if args.gate:
        lines = below(found, json.loads((HERE / "floors.json").read_text("utf8")))
        sys.exit("\n".join(lines) or 0)


if __name__ == "__main__":
    main()
