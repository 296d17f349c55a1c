"""Build the name tables of according.names from open facts and word lists; no text is read.

Run     apt-get install wamerican-small wbritish-small
        python training/build_names.py --facts CORPORA/facts
Reads   countries, cities, outlets and armed groups, the names of office holders (to tell which
        cities are people too), everyday words from SCOWL and the model's vocabulary; for rules,
        origins and licences see src/according/data/README.md
Writes  src/according/data/names.json
"""

import argparse
import csv
import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
PACKAGE = HERE / "src" / "according"
TARGET = PACKAGE / "data" / "names.json"
DICTIONARIES = ("american-english-small", "british-english-small")  # in /usr/share/dict
NAMES_FIRST = {"trump"}  # words of the list that are a name far more often in the news
# Their states and provinces act in the news.
STATED = {"United States", "Canada", "Australia", "India"}
# Every city of these counts: wars and talks of our time. Names as in the file of cities.
CONTESTED = {
    "Afghanistan", "Armenia", "Azerbaijan", "Burkina Faso", "Central African Republic", "Chad",
    "Congo, The Democratic Republic of the", "Ethiopia", "Georgia", "Haiti",
    "Iran, Islamic Republic of", "Iraq", "Israel", "Lebanon", "Libya", "Mali", "Myanmar", "Niger",
    "Palestine, State of", "Somalia", "South Sudan", "Sudan", "Syrian Arab Republic", "Ukraine",
    "Yemen",
}  # fmt: skip
PEOPLE = (
    "us_congress_2026-06.jsonl",
    "foreign_ministers_2023-01.jsonl",
    "international_officeholders_2023-01.jsonl",
    "leaders_reign_1945-2021-03.jsonl.gz",
)
UNIT = re.compile(
    r"\s(?:Province|Governorate|Oblast|Region|County|District|Department|State|Prefecture"
    r"|Municipality|Voivodeship|Krai|Republic|City|Division)$"
)


def lines(path: Path) -> Iterator[Any]:
    """The JSON objects of a plain or gzip'd JSON Lines file."""
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).split(b"\n"):
        if line:
            yield json.loads(line)


def plain(name: str) -> str:
    """A name as newsrooms write it, without accents and half rings: Rafaḩ, Ma‘rib.

    >>> plain("Rafaḩ"), plain("Ma‘rib")
    ('Rafah', 'Marib')
    """
    apart = unicodedata.normalize("NFKD", name).translate(dict.fromkeys(map(ord, "‘ʻʼʿʾ’")))
    return "".join(character for character in apart if not unicodedata.combining(character))


def parts(name: str) -> list[str]:
    """The words of a name in lower case, as the vocabulary has them."""
    return re.findall(r"[^\W_]+", plain(name).lower())


def vocabulary() -> set[str]:
    """The whole words of the model's vocabulary."""
    table = json.loads((PACKAGE / "model" / "tokenizer.json").read_text(encoding="utf-8"))
    return {piece for piece in table["model"]["vocab"] if piece.isalnum()}


def countries(facts: Path) -> dict[str, list[str]]:
    """Country -> demonyms and, for members of the United Nations, capital."""
    table = {}
    for row in lines(facts / "countries.jsonl"):
        demonym = row["demonym"]
        forms = [row["official"], demonym, demonym + "s" if demonym.endswith(("n", "i")) else ""]
        forms += row["capital"] if row["un_member"] else []
        table[row["name"]] = sorted({form for form in forms if form and form != row["name"]})
    return table


class Cities:
    """Which names of cities and regions are worth their bytes and are no names of people."""

    def __init__(self, facts: Path, common: set[str], known: set[str]) -> None:
        self.common, self.known = common, known
        rows = [row for file in PEOPLE for row in lines(facts / file)]
        split = [parts(row.get("name") or row.get("leader") or "") for row in rows]
        self.person_words = {word for words in split for word in words}
        self.given = {words[0] for words in split if len(words) > 1 and len(words[0]) > 2}

    def clear(self, words: list[str]) -> bool:
        """Whether a name is neither a person's nor made of everyday words only."""
        if len(words) == 1:
            return words[0] not in self.common and words[0] not in self.person_words
        return words[0] not in self.given and not all(word in self.common for word in words)

    def keeps(self, name: str, *, contested: bool) -> bool:
        """Whether a name is kept: contested, or made of words that the vocabulary knows."""
        words = parts(name)
        if not words or len(name) < 4 or "(" in name:
            return False
        if contested:
            return len(words) > 1 or self.clear(words)
        return all(word in self.known for word in words) and self.clear(words)


def places(facts: Path, common: set[str], known: set[str]) -> list[str]:
    """Cities and regions by the rule of data/README.md, and all capitals."""
    rule = Cities(facts, common, known)
    kept = {
        capital
        for row in lines(facts / "countries.jsonl")
        if row["un_member"]
        for capital in row["capital"]
        if plain(capital).lower() not in common
    }
    with gzip.open(facts / "world_cities_geonames.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            contested = row["country"] in CONTESTED
            region = row["subcountry"]
            if row["country"] in STATED:
                kept.add(region)
            kept.update(
                name
                for name in (row["name"], region, UNIT.sub("", region))
                if rule.keeps(name, contested=contested)
            )
    forms = {name for name in kept if name and name.isprintable() and max(name) <= "ÿ"}
    return sorted(forms | {plain(name) for name in kept if name})


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


def common_words(dictionaries: Path, known: set[str]) -> set[str]:
    """Words that SCOWL has in lower case and the vocabulary knows, perhaps without its last s."""
    found: set[str] = set()
    for name in DICTIONARIES:
        entries = (dictionaries / name).read_text(encoding="utf-8").splitlines()
        small = [entry for entry in entries if re.fullmatch("[a-z]{2,}", entry)]
        found.update(word for word in small if {word, word.removesuffix("s")} & known)
    return found - NAMES_FIRST


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--dictionaries", type=Path, default=Path("/usr/share/dict"))
    asked = parser.parse_args()
    known = vocabulary()
    common = common_words(asked.dictionaries, known)
    tables = {
        "countries": countries(asked.facts),
        "places": "|".join(places(asked.facts, common, known)),
        "groups": "|".join(armed_groups(asked.facts)),
        "outlets": "|".join(outlets(asked.facts)),
        "common": " ".join(sorted(common)),
    }
    TARGET.write_text(
        json.dumps(tables, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    print(TARGET, TARGET.stat().st_size, {key: len(value) for key, value in tables.items()})


if __name__ == "__main__":
    main()
