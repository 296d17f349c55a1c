"""Read the open facts that the cast is built from: one function for each file.

facts/*.jsonl, *.gz ──▶ countries · leaders · ministers · legislators · armed groups · outlets

Each yields plain rows in our own terms. What a source leaves open stays open; the last
day on which it showed an office held is kept as `seen`.
"""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from according.cast.actors import Role, key_of
from according.cast.spelling import plain

FACTBOOK_SEEN = "2026-01-31"  # the newest change of office in the file is of that month
MINISTERS_SEEN = "2023-01-31"
REIGN_SEEN = "2021-03-31"
REIGN_FROM = "1990"  # earlier spells are mostly bare surnames, and rarely in the news
# Where the Correlates of War's abbreviations are not ISO 3166's.
_COW = {
    "AAB": "ATG", "ALG": "DZA", "ANG": "AGO", "AUL": "AUS", "AUS": "AUT", "BAH": "BHR",
    "BAR": "BRB", "BFO": "BFA", "BHM": "BHS", "BHU": "BTN", "BNG": "BGD", "BOS": "BIH",
    "BOT": "BWA", "BRU": "BRN", "BUI": "BDI", "BUL": "BGR", "CAM": "KHM", "CAO": "CMR",
    "CAP": "CPV", "CDI": "CIV", "CEN": "CAF", "CHA": "TCD", "CON": "COG", "COS": "CRI",
    "CRO": "HRV", "CZR": "CZE", "DEN": "DNK", "DRC": "COD", "DRV": "VNM", "EQG": "GNQ",
    "ETM": "TLS", "FIJ": "FJI", "FRN": "FRA", "GAM": "GMB", "GFR": "DEU", "GMY": "DEU",
    "GRG": "GEO", "GRN": "GRD", "GUA": "GTM", "GUI": "GIN", "HAI": "HTI", "HON": "HND",
    "ICE": "ISL", "INS": "IDN", "IRE": "IRL", "KOS": "UNK", "KUW": "KWT", "KYR": "KGZ",
    "KZK": "KAZ", "LAT": "LVA", "LEB": "LBN", "LES": "LSO", "LIB": "LBY", "LIT": "LTU",
    "MAA": "MRT", "MAC": "MKD", "MAD": "MDV", "MAG": "MDG", "MAL": "MYS", "MAS": "MUS",
    "MAW": "MWI", "MLD": "MDA", "MNC": "MCO", "MNG": "MNE", "MON": "MNG", "MOR": "MAR",
    "MSI": "MHL", "MYA": "MMR", "MZM": "MOZ", "NAU": "NRU", "NEP": "NPL", "NEW": "NZL",
    "NIG": "NGA", "NIR": "NER", "NTH": "NLD", "OMA": "OMN", "PAL": "PLW", "PAR": "PRY",
    "PHI": "PHL", "POR": "PRT", "ROK": "KOR", "ROM": "ROU", "SAF": "ZAF", "SAL": "SLV",
    "SEY": "SYC", "SIE": "SLE", "SIN": "SGP", "SKN": "KNA", "SLO": "SVK", "SLU": "LCA",
    "SLV": "SVN", "SNM": "SMR", "SOL": "SLB", "SPN": "ESP", "SRI": "LKA", "SUD": "SDN",
    "SVG": "VCT", "SWA": "SWZ", "SWD": "SWE", "SWZ": "CHE", "TAJ": "TJK", "TAZ": "TZA",
    "THI": "THA", "TOG": "TGO", "TRI": "TTO", "UAE": "ARE", "UKG": "GBR", "URU": "URY",
    "VAN": "VUT", "YUG": "SRB", "ZAM": "ZMB", "ZIM": "ZWE", "YAR": "YEM", "YPR": "YEM",
}  # fmt: skip
_GONE = frozenset(["GDR", "RVN", "CZE"])  # states that are no more, where the code has passed on
_TITLE = {
    "(cnsp)", "(prime", "acting", "affairs", "amir", "and", "archbishop", "armed", "capt",
    "caretaker", "chair", "chairperson", "chancellor", "cnsp", "co-prince", "co-vice", "col",
    "commander-in-chief", "commission", "confederation", "council", "crown", "dame", "dr", "duke",
    "emir", "federal", "for", "forces", "foreign", "gen", "general", "gnu", "government", "grand",
    "homeland", "interim", "king", "leader", "leadership", "lord", "mann", "minister",
    "minister)", "ministers", "national", "of", "overall", "pope", "premier", "president",
    "presidential", "prime", "prince", "queen", "ratu", "safeguard", "sheik", "sheikh", "sheikha",
    "sir", "sovereign", "spain", "state", "sudanese", "sultan", "supreme", "swiss", "taliban",
    "taoiseach", "the", "transition", "transitional", "vice",
}  # fmt: skip
_HELD = re.compile(
    r"^(?P<who>.*?)\s*\((?:since\s)?(?P<since>(?:\d{1,2}\s)?(?:[A-Z][a-z]+\s)?\d{4})\b"
)
_ORGANISED = re.compile(
    r"\b(?:army|front|movement|brigades?|forces?|union|council|party|organi[sz]ation|group|militia"
    r"|alliance|liberation|state|jihad|resistance)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Holder:
    """Somebody in an office, as a source has it; ``country`` is a name or an ISO code."""

    name: str
    country: str
    role: Role
    surname: str = ""


def rows(path: Path) -> Iterator[Any]:
    """The objects of a plain or gzip'd JSON Lines file."""
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).splitlines():
        yield json.loads(line)


def leaders_now(facts: Path) -> Iterator[tuple[str, str, list[Holder]]]:
    """Country by its long name, what leads it, and its two heads as the factbook has them."""
    for row in rows(facts / "factbook_2026-05.jsonl"):
        government = row["government"] or ""
        monarchy = "constitutional" in government and "monarchy" in government
        parliament = ("parliamentary" in government or monarchy) and "semi-" not in government
        led_by = "head of government" if parliament else "head of state"
        name = row["long_name"] if row["name"] == "none" else row["name"]
        heads = [
            holder
            for field, office in (
                ("chief_of_state", "head of state"),
                ("head_of_government", "head of government"),
            )
            if (holder := _head(row[field] or "", name, office)) is not None
        ]
        yield name, led_by, heads


def _head(printed: str, country: str, office: str) -> Holder | None:
    """One head of state or government out of the factbook's words."""
    found = _HELD.match(printed)
    if found is None or "represented by" in printed or "co-chiefs" in printed:
        return None
    tokens = found["who"].replace(",", " ").split()
    at = 0
    while at < len(tokens) and tokens[at].strip(".").lower() in _TITLE:
        at += 1
    title, name = " ".join(tokens[:at]), tokens[at:]
    if not name or len(name) > 7:
        return None
    loud = [word for word in name if len(plain(word)) > 1 and _loud(word)]
    surname = " ".join(_quiet(word) for word in loud if not re.fullmatch("[IVX]+", word))
    office = "vice president" if title.lower().startswith("vice president") else office
    kept = re.sub(r"^(?:Interim|Transition(?:al)?|Acting|Caretaker|GNU|CNSP) ", "", title)
    kept = re.sub(r" (?:Gen|Col|Capt|General|Dr)\.?$", "", kept).replace("Amir", "Emir")
    return Holder(
        " ".join(_quiet(word) for word in name),
        country,
        Role(
            office,
            "",
            kept if len(kept) < 40 else "",
            since=_since(found["since"]),
            seen=FACTBOOK_SEEN,
        ),
        surname,
    )


def _loud(word: str) -> bool:
    """Whether a word, or its part after a hyphen, is in capitals, as the factbook prints surnames.

    >>> _loud("LOURENCO"), _loud("al-BURHAN"), _loud("Idriss")
    (True, True, False)
    """
    return any(part.isupper() and len(part) > 1 for part in re.split(r"[-'’]", word))


def _quiet(word: str) -> str:
    """A word without the capitals of a surname.

    >>> _quiet("al-BURHAN"), _quiet("III"), _quiet("BIN"), _quiet("DE")
    ('al-Burhan', 'III', 'bin', 'de')
    """
    if re.fullmatch("[IVX]+", word):
        return word
    if word in {"BIN", "DE", "VON", "DOS", "DA"}:
        return word.lower()
    return re.sub(
        r"[^\W\d_]+", lambda part: part[0].title() if part[0].isupper() else part[0], word
    )


def _since(text: str) -> str:
    """A factbook date as ISO 8601.

    >>> _since("12 December 2019"), _since("April 2018"), _since("1997")
    ('2019-12-12', '2018-04', '1997')
    """
    parts = text.split()
    if len(parts) > 1 and len(parts[-2]) == 3 and parts[-2] != "May":
        parts[-2] = datetime.strptime(parts[-2], "%b").strftime("%B")  # noqa: DTZ007
    text = " ".join(parts)
    form, to = (("%Y", "%Y"), ("%B %Y", "%Y-%m"), ("%d %B %Y", "%Y-%m-%d"))[len(parts) - 1]
    return datetime.strptime(text, form).strftime(to)  # noqa: DTZ007  # a day has no zone


def leaders_then(facts: Path) -> Iterator[Holder]:
    """The leaders of REIGN since 1990; the office is "leader", whatever the constitution says."""
    for row in rows(facts / "leaders_reign_1945-2021-03.jsonl.gz"):
        if (row["end"] or "9999") < REIGN_FROM or row["country"] in _GONE:
            continue
        name = re.sub(r"\s*\(.*\)|,.*|\s[A-Z]\.$", "", _unbroken(row["leader"])).strip()
        if not name or " and " in name:
            continue
        role = Role(
            "leader", "", since=row["start"], until=row["end"] or "",
            seen="" if row["end"] else REIGN_SEEN,
        )  # fmt: skip
        yield Holder(name, _COW.get(row["country"], row["country"]), role)


def _unbroken(text: str) -> str:
    """A text whose UTF-8 was once taken for Latin-1, put right."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def ministers(facts: Path) -> Iterator[Holder]:
    """The foreign ministers of January 2023."""
    for row in rows(facts / "foreign_ministers_2023-01.jsonl"):
        name = re.sub(r"^(?:Dr\.|Archbishop|Sheikh|Prince)\s", "", row["name"]).split(",")[0]
        if name:
            role = Role("foreign minister", "", since=row.get("start") or "", seen=MINISTERS_SEEN)
            yield Holder(name, row["country"], role)


_INTERNATIONAL = {
    f"{title} of the {body}": (office, key_of(body), title)
    for office, body, title in (
        ("head", "United Nations", "Secretary-General"),
        ("deputy head", "United Nations", "Deputy Secretary-General"),
        ("head", "United Nations General Assembly", "President"),
        ("head", "World Trade Organization", "Director-General"),
        ("head", "International Court of Justice", "President"),
        ("judge", "International Court of Justice", "Judge"),
    )
}


def international(facts: Path) -> Iterator[Holder]:
    """Heads and judges of international bodies."""
    for row in rows(facts / "international_officeholders_2023-01.jsonl"):
        if row["position"] in _INTERNATIONAL and row["name"]:
            office, of, title = _INTERNATIONAL[row["position"]]
            role = Role(
                office, of, title, since=row["start"] or "", until=row["end"] or "",
                seen="" if row["end"] else MINISTERS_SEEN,
            )  # fmt: skip
            yield Holder(row["name"].split(",")[0], "", role)


def legislators(facts: Path) -> Iterator[Holder]:
    """The members of the Congress of the United States."""
    for row in rows(facts / "us_congress_2026-06.jsonl"):
        title = "Senator" if row["chamber"] == "Senate" else "Representative"
        role = Role("legislator", "congress", title, since=row["start"], until=row["end"])
        yield Holder(row["name"], "USA", role)


@dataclass(frozen=True)
class Group:
    """An armed group."""

    name: str
    full_name: str
    country: str
    since: str


def armed_groups(facts: Path) -> Iterator[Group]:
    """Single organised groups that fought after 1989; peoples and clans are left out."""
    for row in rows(facts / "armed_actors_ucdp_22.1.jsonl.gz"):
        name = row["name"]
        organised = "state-based" in row["conflict"] or _ORGANISED.search(name)
        if row["coalition"] or row["government"] or row["last"] < 1990 or not organised:
            continue
        if len(name) < 3 or re.search(
            r"\b(?:clan|Republic of|[Ff]orces of|faction|Maidan)\b|[()/\d]| - ", name
        ):
            continue
        full = row["full_name"] or ""
        initials = "".join(word[0] for word in re.split(r"[\s-]+", full) if word[:1].isupper())
        places = {re.sub(r"\s*\(.*", "", place) for place in row["countries"]}
        yield Group(
            name,
            full if len(name) > 2 and initials == name.replace("-", "") else "",
            places.pop() if len(places) == 1 else "",
            str(row["first"]),
        )
