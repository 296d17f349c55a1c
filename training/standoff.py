"""Readings of texts that are not ours to publish, kept without the texts.

    python -m training.standoff READINGS.jsonl… > training/readings/news_text.jsonl

Reads   gold readings, one a line, whose report is the beginning of an article
Writes  one line for each: the article's id, how many characters of it were read and their
        hash, and the reading with every quoted string as [start, end] in that text

What a reading says in words of its own ("United States" where the text has "American")
stays a string. `restore` puts the strings back where the article is at hand.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.align import Item

# The fields of each sort of item whose values quote the report or name what it names.
WORDS = {
    "statements": ("content", "cue", "source", "speaker"),
    "events": ("trigger", "actor", "recipient", "mediator", "place"),
    "figures": ("text", "who", "place", "cause"),
    "positions": ("holder", "issue"),
}


def digest(text: str) -> str:
    """Return what a text is known again by."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def strip(gold: Item) -> Item:
    """Return a gold reading without its text.

    >>> kept = strip({"report": {"id": "a", "text": "Oradan agreed."}, "statements": [],
    ...     "events": [{"type": "AGREE", "trigger": "agreed", "actor": ["Oradan"]}],
    ...     "figures": [], "positions": []})
    >>> kept["events"]
    [{'type': 'AGREE', 'trigger': [7, 13], 'actor': [[0, 6]]}]
    """
    text = gold["report"]["text"]

    def place(value: Any) -> Any:  # noqa: ANN401 - a string, strings, or nothing
        if isinstance(value, list):
            return [place(v) for v in value]
        at = text.find(value) if value else -1
        return value if at < 0 else [at, at + len(value)]

    kept: Item = {"id": gold["report"]["id"], "end": len(text), "digest": digest(text)}
    for sort, fields in WORDS.items():
        kept[sort] = [
            {k: place(v) if k in fields else v for k, v in item.items() if k != "chain"}
            for item in gold[sort]
        ]
    return kept


def restore(kept: Item, articles: Mapping[str, Item]) -> Item:
    """Return the gold reading of a stripped one; ``articles`` by id.

    Raises KeyError when its article is not among them, ValueError when that has another text.
    """
    article = articles[kept["id"]]
    text = article["text"][: kept["end"]]
    if digest(text) != kept["digest"]:
        raise ValueError(f"{kept['id']} is not the text that was read. Fetch the corpus again.")

    def words(value: Any) -> Any:  # noqa: ANN401 - as in strip
        if not isinstance(value, list):
            return value
        if len(value) == 2 and all(isinstance(v, int) for v in value):
            return text[value[0] : value[1]]
        return [words(v) for v in value]

    gold: Item = {"report": {**article, "text": text}}
    for sort, fields in WORDS.items():
        gold[sort] = [
            {k: words(v) if k in fields else v for k, v in item.items()} for item in kept[sort]
        ]
    _add_chains(gold)
    return gold


def _add_chains(gold: Item) -> None:
    """Give each statement its chain: the one around it, or the publisher, and its speaker."""
    chains: dict[str | None, list[str]] = {None: [gold["report"]["publisher"]]}
    for s in gold["statements"]:  # what stands around a statement comes before it
        outer = chains[s["via"]]
        s["chain"] = chains[s["id"]] = (
            outer if s["speaker"] == outer[-1] else [*outer, s["speaker"]]
        )


def main() -> None:
    """Strip every reading in the files."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("readings", type=Path, nargs="+")
    for path in ap.parse_args().readings:
        for line in path.open(encoding="utf8"):
            sys.stdout.write(json.dumps(strip(json.loads(line)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
