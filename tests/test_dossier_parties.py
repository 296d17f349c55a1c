"""Who is meant, and for whom he speaks."""

from datetime import date
from pathlib import Path

import pytest

from according.cast import Actor, Cast
from according.dossier import file
from according.dossier.lines import Lines
from according.dossier.parties import Parties
from talks import TOML

# fmt: off
MEANT = [
    # name                       role                                        key                 party       own     why this row exists
    ("Oradan",                   "",                                         "oradan",           "oradan",   True,   "a party by its name"),
    ("Haldane",                  "",                                         "oradan",           "oradan",   True,   "its capital"),
    ("Tomas Rehl",               "",                                         "tomas-rehl",       "oradan",   True,   "a person of the file"),
    ("Rehl",                     "",                                         "tomas-rehl",       "oradan",   True,   "his surname, which in this dossier is his"),
    ("Oradan's foreign minister", "",                                        "tomas-rehl",       "oradan",   True,   "his office"),
    ("Oradan's foreign ministry", "",                                        "oradan/foreign-ministry", "oradan", True, "a ministry"),
    ("Dravenko's office",        "",                                         "",                 "veshtia",  True,   "an office speaks for its owner"),
    ("Piet Okamar",              "Oradani army spokesman Piet Okamar",       "",                 "oradan",   True,   "somebody whom only this report makes known, in office"),
    ("two Oradani officials",    "",                                         "",                 "oradan",   False,  "officials without a name"),
    ("Greta Wend",               "Oradani fisherwoman Greta Wend",           "",                 "oradan",   False,  "a citizen speaks for herself"),
    ("Haldane Gazette",          "",                                         "haldane-gazette",  "oradan",   True,   "an outlet that belongs to a party"),
    ("Harrow Wire",              "",                                         "harrow-wire",      "",         False,  "an outlet that belongs to nobody"),
    ("Amira Solen",              "",                                         "amira-solen",      "kelmara",  True,   "a mediator's envoy"),
    ("residents",                "",                                         "",                 "",         False,  "anybody"),
]
# fmt: on


def parties(toml: str = TOML, cast: Cast | None = None) -> Parties:
    """The parties of a file."""
    path = Path("d.toml")
    return Parties(file.parse(toml, path), cast or Cast({}), Lines(path, toml))


@pytest.mark.parametrize(
    ("name", "role", "key", "party", "own"), [pytest.param(*row, id=why) for *row, why in MEANT]
)
def test_a_name_is_linked_to_its_party(
    name: str,
    role: str,
    key: str,
    party: str,
    own: bool,  # noqa: FBT001
) -> None:
    """As far as file, cast and the report itself say for whom somebody speaks."""
    found = parties().named(name, role, date(2026, 3, 3))
    assert (found.key, found.party, found.own) == (key, party, own)


def test_what_the_file_says_goes_before_the_cast() -> None:
    """A name of the file means what it says there, whoever else bears it."""
    cast = Cast({"oradan-fc": Actor(key="oradan-fc", name="Oradan", kind="body")})
    assert parties(cast=cast).named("Oradan").key == "oradan"


def test_an_actor_of_the_cast_needs_no_kind() -> None:
    """A party whom the cast knows is that one, with the names that the file adds."""
    cast = Cast({"oradan": Actor(key="oradan", name="Oradan", kind="country", capital="Haldane")})
    known = parties('[[party]]\nname = "Oradan"\naliases = ["the Republic"]\n', cast)
    assert known.named("Haldane").party == known.named("the Republic").party == "oradan"


def test_an_office_that_is_over_gives_no_voice() -> None:
    """Somebody out of office on the day of the report is not the one whom the office means."""
    toml = TOML.replace(
        'of = "Oradan"\n\n[[person]]', 'of = "Oradan"\nuntil = 2026-01-31\n\n[[person]]'
    )
    assert (
        parties(toml).named("Oradan's foreign minister", "", date(2026, 3, 3)).key != "tomas-rehl"
    )
