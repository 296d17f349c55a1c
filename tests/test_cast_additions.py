"""A user's additions extend the cast, or are refused with the place and the remedy."""

from pathlib import Path

import pytest

from according.cast import Actor, Cast, Role
from according.cast.additions import join
from according.cast.entries import read
from according.errors import AccordingError, CastError

BASE = {
    "oradan": Actor("oradan", "Oradan", "country", demonyms=("Oradani",)),
    "ana-rukh": Actor(
        "ana-rukh",
        "Ana Rukh",
        "person",
        country="oradan",
        roles=(Role("envoy", "oradan", since="2020"),),
    ),
}


def joined(tmp_path: Path, text: str) -> dict[str, Actor]:
    """The base with one file joined to it."""
    path = tmp_path / "cast.toml"
    path.write_text(text, "utf8")
    return join(BASE, read(path))


def test_extends(tmp_path: Path) -> None:
    """An entry with a known key adds names and roles, and replaces single values."""
    actor = joined(
        tmp_path,
        """
        [[person]]
        name = "Ana Mae Rukh"
        key = "ana-rukh"
        aliases = ["A. Rukh"]
        roles = [{ office = "foreign minister", of = "Oradan", since = 2024-02-01 }]
        """,
    )["ana-rukh"]
    assert (actor.name, actor.country) == ("Ana Mae Rukh", "oradan")
    assert actor.aliases == ("Ana Rukh", "A. Rukh")
    assert [(role.office, role.since) for role in actor.roles] == [
        ("envoy", "2020"),
        ("foreign minister", "2024-02-01"),
    ]


def test_replaces(tmp_path: Path) -> None:
    """`replace = true` puts an entry in the place of the old one."""
    text = '[[person]]\nname = "Ana Rukh"\ncountry = "Oradan"\nreplace = true\n'
    assert joined(tmp_path, text)["ana-rukh"].roles == ()


def test_shared_names(tmp_path: Path) -> None:
    """A name that is said to be ambiguous may be shared."""
    text = '[[place]]\nname = "Oradan City"\naliases = ["Oradan"]\nambiguous = ["Oradan"]\n'
    assert joined(tmp_path, text)["oradan-city"].aliases == ("Oradan",)


# fmt: off
WRONG = [
    # what stands in the file                                          line  what the message says
    ('[[person]]\nname = "Bo Orr"\ncountry = "oradan"\nrolez = []\n',     4, "has no field “rolez”. It may have: surname, roles"),
    ('[[persn]]\nname = "Bo Orr"\n',                                      1, "“persn” is no kind of actor. Write one of [[country]]"),
    ('[[person]]\nname = "Bo"\ncountry = "oradan"\nroles = [\n  { office = "envoy", since = 2021 },\n  { office = "envoy", sinc = 2021 },\n]\n',
                                                                          6, "a role has no field “sinc”. It may have: office, of"),
    ('[[person]]\nname = "Bo"\ncountry = "oradan"\nroles = [{ office = "envoy", since = "2021-13" }]\n',
                                                                          4, "since = 2021-13 is no day. Write 2021-03-09"),
    ('[[body]]\nname = "Home Guard"\nsince = "2021-02-30"\n',             3, "since = 2021-02-30 is no day"),
    ('[[person]]\nname = "Bo"\n\n[[person]]\nname = 7\n',                 5, "Expected `str`, got `int`"),
    ('[[person]]\ncountry = "oradan"\n',                                  1, "missing required field `name`"),
    ('[[person]]\nname = " "\n',                                          2, "The name is empty"),
    ('[[body]]\nname = "Q"\nsince = 2020\nuntil = 2019\n',                4, "until = 2019 comes before since = 2020"),
    ('[[person]]\nname = "Bo"\nroles = [{ office = "envoy" }]\n',         3, "says neither `of` nor has its person a `country`"),
    ('[[person]]\nname = "Bo"\ncountry = "Oradam"\n',                     1, "“oradam” of Bo is nobody in the cast. Did you mean oradan?"),
    ('\n[[group]]\nname = "Rebels"\naliases = ["Oradani"]\n',             2, "“Oradani” also names Oradan (country, key oradan)"),
    ('[[person]]\nname = "Ana Rukh"\nkey = "rukh-2"\n',                   1, 'write key = "ana-rukh"'),
    ("x = 3\n",                                                           1, "“x” is no kind of actor"),
    ("[[person]\n",                                                       0, "is not TOML"),
]
# fmt: on


@pytest.mark.parametrize(("text", "line", "says"), WRONG)
def test_refuses(tmp_path: Path, text: str, line: int, says: str) -> None:
    """What cannot be followed is refused with file, line, value and remedy."""
    with pytest.raises(CastError) as caught:
        joined(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "cast.toml") + (f", line {line}: " if line else " "))
    assert says in message
    assert isinstance(caught.value, AccordingError)


def test_refuses_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there is refused by its name."""
    with pytest.raises(CastError, match=r"none\.toml cannot be read"):
        Cast.load(tmp_path / "none.toml")


def test_later_files_go_over_earlier_ones(tmp_path: Path) -> None:
    """Of two files that say one thing the later is followed."""
    one, two = tmp_path / "1.toml", tmp_path / "2.toml"
    one.write_text('[[outlet]]\nname = "Harrow Wire"\nowner = "Bo Orr"\n', "utf8")
    two.write_text('[[outlet]]\nname = "Harrow Wire"\nowner = "Ana Rukh"\n', "utf8")
    found = Cast.load(one, two).actor("harrow-wire")
    assert found is not None
    assert found.owner == "Ana Rukh"
