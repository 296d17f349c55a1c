"""How well mentions are linked to the cast, and newcomers kept together and apart.

    python -m evaluation.cast [--split dev|test] [--errors]

Reads evaluation/cast/SPLIT.jsonl, mentions with the actor they mean or null, and
newcomers-SPLIT.jsonl, mentions of invented people with who they are. Written before the
linker; the test half is for reporting only, rules are made on the other.

accuracy      mentions with the right answer, null included
precision     of the links made, those to the right actor
left alone    of the mentions that mean nobody, those that were not linked
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from according.cast import Cast

HERE = Path(__file__).parent / "cast"


def load(name: str) -> list[dict[str, Any]]:
    """The rows of one file of evaluation/cast."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf8").splitlines()]


def answer(cast: Cast, row: dict[str, Any]) -> str | None:
    """The key that the linker gives for one labelled mention."""
    on = date.fromisoformat(row["on"]) if row.get("on") else None
    link = cast.link(row["mention"], role=row.get("role"), on=on, context=row.get("context", ()))
    return link.actor.key if link is not None else None


def measure(cast: Cast, rows: Iterable[dict[str, Any]]) -> dict[str, float]:
    """The three figures, in per cent."""
    n: Counter[str] = Counter()
    for row in rows:
        given = answer(cast, row)
        right = given == row["actor"]
        n["all"] += 1
        n["right"] += right
        n["linked"] += given is not None
        n["linked right"] += given is not None and right
        n["nobody"] += row["actor"] is None
        n["left alone"] += row["actor"] is None and right
    return {
        "accuracy": _per_cent(n["right"], n["all"]),
        "precision": _per_cent(n["linked right"], n["linked"]),
        "left alone": _per_cent(n["left alone"], n["nobody"]),
    }


def _per_cent(part: int, whole: int) -> float:
    """A share in per cent."""
    return round(100 * part / whole, 1) if whole else 100.0


def table(cast: Cast, rows: list[dict[str, Any]], *, errors: bool) -> None:
    """Print the figures for each reason why a mention was chosen, and the errors."""
    for why in dict.fromkeys(row["why"] for row in rows):
        some = [row for row in rows if row["why"] == why]
        print(f"{why:55}{len(some):5}{measure(cast, some)['accuracy']:8.1f}")
        for row in some if errors else ():
            given = answer(cast, row)
            if given != row["actor"]:
                told = {k: v for k, v in row.items() if k not in ("why", "actor")}
                print(f"    {told}\n        {row['actor']} but linked to {given}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=["dev", "test"], default="dev")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    cast, rows = Cast.load(), load(asked.split)
    table(cast, rows, errors=asked.errors)
    print(f"{len(rows)} mentions of {asked.split}: {measure(cast, rows)}")


if __name__ == "__main__":
    main()
