"""How well mentions are linked to the cast, and newcomers kept together and apart.

    python -m evaluation.cast [--split dev|test] [--errors]

Reads evaluation/cast/SPLIT.jsonl, mentions with the actor they mean or null, and
newcomers-SPLIT.jsonl, mentions of invented people with who they are. Written before the
linker; the test half is for reporting only, rules are made on the other.

accuracy      mentions with the right answer, null included
precision     of the links made, those to the right actor
left alone    of the mentions that mean nobody, those that were not linked
newcomers     pairs of mentions put together: how many rightly (precision), and how many of
              those that belong together (recall)
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from according.cast import Cast, Roll, Sighting

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


def newcomers(rows: list[dict[str, Any]]) -> dict[str, float]:
    """How well a roll tells invented people apart, fed report by report; in per cent."""
    roll = Roll()
    sightings = [
        Sighting(**{key: row.get(key, "") for key in Sighting.__struct_fields__}) for row in rows
    ]
    keys = roll.see(sightings)
    given = [newcomer.key for key in keys if (newcomer := roll.newcomer(key)) is not None]
    pairs = Counter(
        (given[a] == given[b], rows[a]["who"] == rows[b]["who"])
        for a, b in combinations(range(len(rows)), 2)
    )
    right = pairs[True, True]
    return {
        "newcomers precision": _per_cent(right, right + pairs[True, False]),
        "newcomers recall": _per_cent(right, right + pairs[False, True]),
    }


def figures(cast: Cast, split: str) -> dict[str, float]:
    """All figures of one split."""
    return measure(cast, load(split)) | newcomers(load(f"newcomers-{split}"))


def below(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Which figures are below their floors, in words."""
    return [
        f"{name}: {found[name]} is below {floor}"
        for name, floor in floors.items()
        if found[name] < floor
    ]


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
    print(f"{len(rows)} mentions of {asked.split}: {figures(cast, asked.split)}")


if __name__ == "__main__":
    main()
