"""The cast ties mentions to actors, and leaves alone what it cannot tell."""

import json
import tomllib
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from evaluation.cast import below, figures

from according.cast import Cast, Role
from according.cast.actors import holding

ORADAN = """
[[country]]
name = "Oradan"
aliases = ["Republic of Oradan"]
demonyms = ["Oradani", "Oradanis"]
capital = "Lower Sarn"
led_by = "head of government"

[[country]]
name = "Veshtia"
demonyms = ["Veshtian", "Veshtians"]

[[body]]
name = "Oradani Home Guard"
country = "oradan"
organ = "army"

[[group]]
name = "Sarn Valley Front"
aliases = ["SVF", "al-Sarnah"]
country = "veshtia"

[[outlet]]
name = "Lower Sarn Post"
country = "oradan"
owner = "Oradan"

[[person]]
name = "Ilse Marn"
country = "oradan"
roles = [
  { office = "head of government", since = 2019-05-02, until = 2024-06-01 },
  { office = "envoy", of = "veshtia", for = ["Oradan"], title = "peace envoy", since = 2025-01-01 },
]

[[person]]
name = "Otto Marn"
country = "oradan"
roles = [{ office = "head of government", since = 2024-06-01 }]

[[person]]
name = "Bo Hesk"
aliases = ["Boris Hesk"]
country = "oradan"
roles = [{ office = "foreign minister", since = "2022-03", until = "2024-09" }]

[[person]]
name = "Ali Khamran"
country = "veshtia"
roles = [{ office = "foreign minister", since = 2021 }]

[[person]]
name = "Kasim Dold"
roles = [{ office = "head", of = "sarn-valley-front", since = 2020-02-02 }]
"""


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Cast:
    """The cast that ships, and two invented states."""
    path = tmp_path_factory.mktemp("cast") / "oradan.toml"
    path.write_text(ORADAN, "utf8")
    return Cast.load(path)


# fmt: off
LINKS = [
    # mention                                  day           role             in company of        who, or nobody
    ("Oradan",                                 None,         None,            (),                  "oradan"),
    ("the Republic of Oradan",                 None,         None,            (),                  "oradan"),
    ("Oradanis",                               None,         None,            (),                  "oradan"),
    ("Lower Sarn",                             None,         None,            (),                  "oradan"),
    ("the Lower Sarn Post",                    None,         None,            (),                  "lower-sarn-post"),
    ("the Oradani government",                 None,         None,            (),                  "oradan"),
    ("government of Oradan",                   None,         None,            (),                  "oradan"),
    ("the Marn government",                    "2020-01-01", None,            (),                  "oradan"),
    ("the Oradani army",                       None,         None,            (),                  "oradani-home-guard"),
    ("Veshtia’s army",                         None,         None,            (),                  "veshtia/army"),
    ("the Veshtian Ministry of Foreign Affairs", None,       None,            (),                  "veshtia/foreign-ministry"),
    ("SVF",                                    None,         None,            (),                  "sarn-valley-front"),
    ("S.V.F.",                                 None,         None,            (),                  "sarn-valley-front"),
    ("the Sarn Valley Front rebels",           None,         None,            (),                  "sarn-valley-front"),
    ("Veshtia's Sarn Valley Front",            None,         None,            (),                  "sarn-valley-front"),
    ("Oradan's Sarn Valley Front",             None,         None,            (),                  None),
    ("the Oradani prime minister",             "2020-01-01", None,            (),                  "ilse-marn"),
    ("the Oradani prime minister",             "2024-12-01", None,            (),                  "otto-marn"),
    ("Oradan's leader",                        "2024-12-01", None,            (),                  "otto-marn"),
    ("the Oradani prime minister",             "2018-01-01", None,            (),                  None),
    ("the Oradani prime minister",             None,         None,            (),                  None),
    ("the former Oradani prime minister",      "2024-12-01", None,            (),                  None),
    ("a Oradani prime minister",               "2024-12-01", None,            (),                  None),
    ("the deputy Oradani prime minister",      "2024-12-01", None,            (),                  None),
    ("the Oradani prime minister's sister",    "2024-12-01", None,            (),                  None),
    ("a spokesman for the Oradani prime minister", "2024-12-01", None,        (),                  None),
    ("a spokesman for Oradan's Prime Minister Otto Marn", "2024-12-01", None, (),                  None),
    ("the prime minister",                     "2024-12-01", None,            ("Oradan",),         "otto-marn"),
    ("the foreign minister",                   "2023-12-01", None,            ("Oradan", "Veshtia"), None),
    ("the SVF leader",                         "2024-12-01", None,            (),                  "kasim-dold"),
    ("the Veshtian envoy to Oradan",           "2025-12-01", None,            (),                  "ilse-marn"),
    ("the Veshtian envoy to Lower Sarn",       "2025-12-01", None,            (),                  "ilse-marn"),
    ("the Veshtian ambassador",                "2025-12-01", None,            (),                  None),
    ("Bo Hesk",                                None,         None,            (),                  "bo-hesk"),
    ("Oradani Foreign Minister Bo Hesk",       "2023-01-01", None,            (),                  "bo-hesk"),
    ("Bo H. Hesk",                             "2023-01-01", None,            (),                  "bo-hesk"),
    ("Bo Hesk Jr.",                            "2023-01-01", None,            (),                  None),
    ("Kassim Dold",                            "2023-01-01", None,            (),                  "kasim-dold"),
    ("Foreign Minister Hesk",                  "2023-01-01", None,            (),                  "bo-hesk"),
    ("Hesk",                                   "2023-01-01", None,            ("Oradan",),         "bo-hesk"),
    ("Hesk",                                   "2023-01-01", None,            (),                  None),
    ("Hesk",                                   "2023-01-01", "foreign minister", (),               "bo-hesk"),
    ("Bo Hesk",                                "2023-01-01", "shopkeeper",    (),                  None),
    ("Finn Hesk",                              "2023-01-01", None,            ("Oradan",),         None),
    ("Marn",                                   "2020-01-01", None,            ("Oradan",),         "ilse-marn"),
    ("Marn",                                   "2024-12-01", None,            ("Oradan",),         "otto-marn"),
    ("Ali Khamrani",                           "2023-01-01", None,            (),                  None),
    ("Ali Khan",                               "2023-01-01", None,            ("Veshtia",),        None),
    ("campaign of candidate Bo Hesk",          "2023-01-01", None,            (),                  None),
    ("Georgia",                                None,         None,            ("United States", "Oradan", "Veshtia"), "georgia"),
    ("Georgia",                                None,         None,            ("United States", "Republicans"), "georgia-us-state"),
    ("rules agreed last Marn",                 "2020-01-01", None,            ("Oradan",),         None),
    ("two Oradani officials",                  "2023-01-01", None,            (),                  None),
    ("",                                       None,         None,            (),                  None),
    ("…",                                      None,         None,            (),                  None),
    ("x" * 5000,                               None,         None,            (),                  None),
]
# fmt: on


@pytest.mark.parametrize("row", LINKS)
def test_link(cast: Cast, row: tuple[str, str | None, str | None, tuple[str, ...], str]) -> None:
    """A mention means the actor that its words, day, role and company tell, or nobody."""
    mention, on, role, context, who = row
    day = date.fromisoformat(on) if on else None
    link = cast.link(mention, role=role, on=day, context=context)
    assert (link.actor.key if link else None) == who
    assert link is None or 0.5 <= link.confidence <= 1


# fmt: off
AFFILIATIONS = [
    ("Bo Hesk",                                "2023-01-01", None,           "oradan"),
    ("Ilse Marn",                              "2025-06-01", None,           "veshtia"),
    ("Ilse Marn",                              "2020-06-01", None,           "oradan"),
    ("Veshtian envoy Tomas Rehl",              "2025-06-01", None,           "veshtia"),
    ("Tomas Rehl",                             "2025-06-01", "Veshtian envoy", "veshtia"),
    ("two Oradani officials in Veshtia",       None,         None,           "oradan"),
    ("a source close to the Sarn Valley Front", None,        None,           "sarn-valley-front"),
    ("Kasim Dold",                             "2024-06-01", None,           "sarn-valley-front"),
    ("the Oradani army",                       None,         None,           "oradan"),
    ("residents near the dam",                 None,         None,           None),
]
# fmt: on


@pytest.mark.parametrize(("mention", "on", "role", "whose"), AFFILIATIONS)
def test_affiliation(
    cast: Cast, mention: str, on: str | None, role: str | None, whose: str | None
) -> None:
    """Somebody speaks for what he serves on the day, else for what his role names."""
    found = cast.affiliation(mention, role=role, on=date.fromisoformat(on) if on else None)
    assert (found.actor.key if found else None) == whose


# fmt: off
HOLDING = [
    # since         until         seen          on            how surely
    ("2021-03-09", "2023-05-02", "",           "2022-01-01", 1.0),
    ("2021-03-09", "2023-05-02", "",           "2021-03-08", 0.0),
    ("2021-03-09", "2023-05-02", "",           "2023-05-03", 0.0),
    ("2021-03",    "",           "",           "2021-03-20", 0.6),
    ("2021",       "2023",       "",           "2022-06-01", 1.0),
    ("2021",       "2023",       "",           "2024-01-01", 0.0),
    ("",           "",           "",           "2024-01-01", 0.8),
    ("2020-01-01", "",           "2023-01-01", "2022-01-01", 1.0),
    ("2020-01-01", "",           "2023-01-01", "2025-01-01", 0.5),
    ("2020-01-01", "",           "",           "",           0.0),
]
# fmt: on


@pytest.mark.parametrize(("since", "until", "seen", "on", "sure"), HOLDING)
def test_holding(since: str, until: str, seen: str, on: str, sure: float) -> None:
    """A role is held between its days; what was last seen long ago is less sure."""
    role = Role("foreign minister", "oradan", since=since, until=until, seen=seen)
    assert holding(role, on) == pytest.approx(sure, abs=0.01)


def test_roles_on(cast: Cast) -> None:
    """An actor tells which offices it held on a day."""
    actor = cast.actor("ilse-marn")
    assert actor is not None
    assert [role.office for role in actor.roles_on(date(2020, 1, 1))] == ["head of government"]
    assert actor.roles_on(date(2024, 8, 1)) == []


def test_organs_have_keys(cast: Cast) -> None:
    """An organ of a state is an actor, whether or not anybody wrote it down."""
    army, ministry = cast.actor("oradan/army"), cast.actor("veshtia/foreign-ministry")
    assert army is not None
    assert army.key == "oradani-home-guard"
    assert ministry is not None
    assert (ministry.name, ministry.country) == ("Foreign Ministry of Veshtia", "veshtia")
    assert cast.actor("nowhere/army") is None


def test_the_reader_and_the_cast_agree() -> None:
    """Every name of a country, body, group or outlet that the reader knows is somebody."""
    text = resources.files("according").joinpath("data", "known.toml").read_text("utf8")
    known, cast = tomllib.loads(text), Cast.load()
    rows = [
        row
        for key in ("countries", "bodies", "groups", "outlets")
        for row in known[key].split("\n")
    ]
    nobody = {row for row in filter(None, rows) if not cast.index.named(row.split(" = ")[0])}
    assert nobody == {
        "Parliament", "Supreme Court", "West = The West", "Communist Party", "Whitehall", "Home Office",
        "National Security Council = NSC", "Justice Department = Department of Justice = DOJ",
    }  # fmt: skip  # these mean no one actor


def test_keys_are_unique_and_sorted() -> None:
    """The file that ships changes by whole lines only: sorted, one actor each."""
    raw = resources.files("according").joinpath("data", "cast.jsonl").read_text("utf8")
    keys = [json.loads(line)["key"] for line in raw.splitlines()]
    assert keys == sorted(set(keys))
    known = set(keys)
    for actor in Cast.load():
        of = {role.of.partition("/")[0] for role in actor.roles}
        assert {actor.country, actor.parent, *of} - {""} <= known, actor.key


@pytest.mark.parametrize("split", ["dev", "test"])
def test_floors(split: str) -> None:
    """No figure on the labelled mentions is below its floor."""
    floors = Path(__file__).parent.parent / "evaluation" / "cast" / "floors.json"
    assert below(figures(Cast.load(), split), json.loads(floors.read_text("utf8"))[split]) == []
