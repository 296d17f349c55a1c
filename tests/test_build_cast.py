"""The cast's builder reads heads of state as the factbook prints them, and joins what is one."""

import pytest
from training.cast_facts import Holder, _head
from training.cast_people import People, close_gaps, settle_leaders

from according.cast import Actor, Role

# fmt: off
PRINTED = [
    # as printed                                                    name                    surname        since         title
    ("President Ana RUKH (since 12 December 2019)",                 "Ana Rukh",             "Rukh",        "2019-12-12", "President"),
    ("Transition President Gen. Bo ORR (since April 2018)",         "Bo Orr",               "Orr",         "2018-04",    "President"),
    ("King MILO III (since 7 Feb 1996)",                            "Milo III",             "Milo",        "1996-02-07", "King"),
    ("Prime Minister ORLO Tesk (28 October 2022)",                  "Orlo Tesk",            "Orlo",        "2022-10-28", "Prime Minister"),
    ("President Kasim al-DOLD (since 1997)",                        "Kasim al-Dold",        "al-Dold",     "1997",       "President"),
    ("Vice President Cy VANCE (since 11 September 2023)",           "Cy Vance",             "Vance",       "2023-09-11", "Vice President"),
]
# fmt: on


@pytest.mark.parametrize(("printed", "name", "surname", "since", "title"), PRINTED)
def test_head(printed: str, name: str, surname: str, since: str, title: str) -> None:
    """Title, name, surname and first day are told apart."""
    holder = _head(printed, "Oradan", "head of state")
    assert holder is not None
    assert (holder.name, holder.surname, holder.role.since, holder.role.title) == (
        name, surname, since, title,
    )  # fmt: skip


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "King MILO III (since 8 September 2022); represented by Governor Ana RUKH (since 1 July 2024)",
        "Ana Rukh; former President Bo ORR was overthrown",
    ],
)
def test_no_head(printed: str) -> None:
    """A head who does not govern, or of whom no day is told, is left out."""
    assert _head(printed, "Oradan", "head of state") is None


def marn(office: str, since: str, until: str = "") -> Role:
    """A role of Oradan."""
    return Role(office, "oradan", since=since, until=until)


# fmt: off
HOLDERS = [
    # a source's name        office                 since         until      joins our Ilse Marn, prime minister from 2019-05-02 to 2024-06-01?
    ("Ilse Marn",            "head of government",  "2019-05-02", "",        True),
    ("Ilse Maria Marn",      "foreign minister",    "2012-01",    "2014",    True),
    ("Marn",                 "leader",              "2019-05",    "2024-06", True),
    ("Marn",                 "leader",              "2010-05",    "2012-06", True),
    ("Marn",                 "leader",              "1991-05",    "1994-06", False),
    ("Otto Marn",            "head of government",  "2024-06-01", "",        False),
    ("Ilsa Marne",           "head of government",  "2001-06-01", "2002",    False),
]
# fmt: on


@pytest.mark.parametrize(("name", "office", "since", "until", "joins"), HOLDERS)
def test_joins(name: str, office: str, since: str, until: str, *, joins: bool) -> None:
    """Two sources mean one person by whole name, or by surname, office and time."""
    role = marn("head of government", "2019-05-02", "2024-06-01")
    ours = Actor("ilse-marn", "Ilse Marn", "person", country="oradan", roles=(role,))
    actors = {"ilse-marn": ours}
    People(actors).enter(
        Holder(name, "Oradan", marn(office, since, until)), "oradan", marn(office, since, until)
    )
    assert (len(actors) == 1) is joins


def test_leaders_are_settled_and_gaps_closed() -> None:
    """A leader gets the office that leads; an open spell ends with the known successor or the source."""
    old = Actor("bo-orr", "Bo Orr", "person", country="oradan", roles=(
        Role("leader", "oradan", since="2019-05", seen="2021-03-31"),
    ))  # fmt: skip
    new = Actor("cy-vance", "Cy Vance", "person", country="oradan", roles=(
        Role("head of state", "oradan", since="2024-01-01", seen="2026-01-31"),
    ))  # fmt: skip
    actors = {actor.key: actor for actor in (old, new)}
    settle_leaders(actors, {"oradan": "head of state"})
    close_gaps(actors)
    role = actors["bo-orr"].roles[0]
    assert (role.office, role.until, role.seen) == ("head of state", "2021-03", "")
    assert actors["cy-vance"].roles[0].until == ""
