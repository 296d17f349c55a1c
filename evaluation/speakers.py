"""How often a statement's speaker stays unknown; no gold labels are needed.

    python -m evaluation.speakers FILE-OR-FOLDER…

Paths are JSONL of reports or of gold readings, JSON files of one each, or folders of
such files. A speaker counts as a pronoun when `sources.is_pronoun` says so, as unnamed
when the reader gives "unnamed", as it does for "reportedly". Goal: at most 8 per cent
of all statements together. Where the input is gold, the annotators' share is printed
beside it: some speakers the reports themselves do not name.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from according.reading import Reader
from according.records import Report
from according.sources import is_pronoun
from according.speakers import UNNAMED

GOAL = 8.0  # per cent
SHOWN = 12  # pronouns listed


def load(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the rows of files, and of the JSON and JSONL files of folders."""
    out = []
    for path in paths:
        inside = path.iterdir() if path.is_dir() else [path]
        for file in sorted(f for f in inside if f.suffix in {".json", ".jsonl"}):
            text = file.read_text("utf8")
            parts = text.splitlines() if file.suffix == ".jsonl" else [text]
            out += [json.loads(part) for part in parts if part.strip()]
    return out


def report(row: dict[str, Any]) -> Report:
    """Return a row's report, whether the row is a report or a gold reading."""
    fields = row.get("report", row)
    return Report(**{k: fields.get(k) for k in Report.__struct_fields__})


def unknown(speaker: str) -> str | None:
    """Return why a speaker is unknown: "pronoun", "unnamed", or None when it is known.

    >>> unknown("She"), unknown("unnamed"), unknown("two officials")
    ('pronoun', 'unnamed', None)
    """
    if speaker == UNNAMED:
        return "unnamed"
    return "pronoun" if is_pronoun(speaker) else None


def count(speakers: Iterable[str]) -> Counter[str]:
    """Count speakers by why they are unknown."""
    n: Counter[str] = Counter({"statements": 0})
    for speaker in speakers:
        n["statements"] += 1
        n[unknown(speaker) or "known"] += 1
    return n


def line(name: str, n: Counter[str]) -> str:
    """Return one line of the table."""
    pronoun, unnamed = (100 * n[k] / max(1, n["statements"]) for k in ("pronoun", "unnamed"))
    return f"{name:12}{n['statements']:10}{pronoun:9.1f}{unnamed:9.1f}{pronoun + unnamed:10.1f}"


def main() -> None:
    """Print the shares."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("paths", type=Path, nargs="+")
    args = ap.parse_args()
    rows = load(args.paths)
    readings = Reader().read_many((report(row), []) for row in rows)
    speakers = [s.speaker for reading in readings for s in reading.statements]
    print(f"{len(rows)} reports; shares in per cent, goal for both together {GOAL:.0f}")
    print(f"{'':12}{'statements':>10}{'pronoun':>9}{'unnamed':>9}{'together':>10}")
    print(line("reader", count(speakers)))
    gold = [s["speaker"] for row in rows for s in row.get("statements", [])]
    if gold:
        print(line("annotators", count(gold)))
    common = Counter(s.lower() for s in speakers if unknown(s) == "pronoun").most_common(SHOWN)
    print("pronouns left: " + (", ".join(f"{word} {n}" for word, n in common) or "none"))


if __name__ == "__main__":
    main()
