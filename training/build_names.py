"""Build the name tables of according.names from open facts.

Run     python training/build_names.py --facts CORPORA/facts --corpora CORPORA
Reads   countries, cities, outlets and armed groups (see data/README.md for origins and licences),
        and open texts, to learn which words are ordinary and which cities the news speaks of
Writes  src/according/data/names.json
"""

import argparse
import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
TARGET = HERE / "src" / "according" / "data" / "names.json"
WORD = re.compile(r"(?<![\w'’.-])[a-z]{2,}(?![\w-])")
PLACED = re.compile(r"\b(?:in|near|from|at|outside|to) ((?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+){0,2})")
TIMES_PLACED = 2  # a city must be spoken of this often to be worth its bytes
SHARE_PLACED = 0.2  # ... and be this often "in X": George and Clinton are cities too
STATED = {
    "United States",
    "Canada",
    "Australia",
    "India",
}  # their states and provinces act in the news
CAPITALS = re.compile(r"[A-Z][\w'’-]+")


def lines(path: Path) -> Iterator[Any]:
    """The JSON objects of a plain or gzip'd JSON Lines file."""
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).split(b"\n"):
        if line:
            yield json.loads(line)


def countries(facts: Path) -> dict[str, list[str]]:
    """Country -> demonyms and, for members of the United Nations, capital."""
    table = {}
    for row in lines(facts / "countries.jsonl"):
        demonym = row["demonym"]
        forms = [row["official"], demonym, demonym + "s" if demonym.endswith(("n", "i")) else ""]
        forms += row["capital"] if row["un_member"] else []
        table[row["name"]] = sorted({form for form in forms if form and form != row["name"]})
    return table


def places(facts: Path, texts: list[str]) -> list[str]:
    """Cities and regions that name their province or that the news places things in."""
    placed: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    for text in texts:
        for found in PLACED.findall(text):
            parts = found.split(" ")
            placed.update({" ".join(parts[:n]) for n in range(1, len(parts) + 1)})
        mentions.update(CAPITALS.findall(text))
    kept: set[str] = set()
    with gzip.open(facts / "world_cities_geonames.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for name in (row["name"], row["subcountry"]):
                if row["country"] in STATED and name == row["subcountry"]:
                    kept.add(name)
                if placed[name] >= max(TIMES_PLACED, SHARE_PLACED * mentions[name]):
                    kept.add(name)
    return sorted(kept)


def armed_groups(facts: Path) -> list[str]:
    """Names of single armed groups that were active after 1989."""
    names: set[str] = set()
    for row in lines(facts / "armed_actors_ucdp_22.1.jsonl.gz"):
        if row["coalition"] or row["government"] or row["last"] < 1990:
            continue
        for name in (row["name"], row["full_name"]):
            if (
                name
                and len(name) > 3
                and name[0].isupper()
                and not re.search(r"clan\b|[()/\d]| - ", name)
            ):
                names.add(name)
    return sorted(names)


def outlets(facts: Path) -> list[str]:
    """Names of news outlets."""
    return sorted(
        {row["name"].removeprefix("The ") for row in lines(facts / "outlets_fundus.jsonl")}
    )


def common_words(texts: list[str]) -> list[str]:
    """Words that at least four texts write in lower case: names only by way of exception."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(set(WORD.findall(text)))
    return sorted(word for word, count in seen.items() if count >= 4)


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, required=True)
    asked = parser.parse_args()
    texts = [row["text"] for row in lines(asked.corpora / "news_text" / "wikinews.jsonl.gz")]
    news = [row["text"] for row in lines(asked.corpora / "news_text" / "articles.jsonl.gz")]
    tables = {
        "countries": countries(asked.facts),
        "places": "|".join(places(asked.facts, texts + news)),
        "groups": "|".join(armed_groups(asked.facts)),
        "outlets": "|".join(outlets(asked.facts)),
        "common": " ".join(common_words(texts + news[:2000])),
    }
    TARGET.write_text(
        json.dumps(tables, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    print(TARGET, TARGET.stat().st_size, {key: len(value) for key, value in tables.items()})


if __name__ == "__main__":
    main()
