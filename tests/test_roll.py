"""Newcomers are told apart and kept together as reports make them known."""

import itertools
import random

import pytest

from according.cast import Cast, Newcomer, Roll, Sighting


def sighting(name: str, role: str = "", country: str = "", report: str = "r1") -> Sighting:
    """One mention."""
    return Sighting(name=name, role=role, country=country, report=report)


def who(roll: Roll, key: str) -> str:
    """The key of the newcomer that a profile belongs to."""
    newcomer = roll.newcomer(key)
    assert newcomer is not None
    return newcomer.key


def same(*mentions: tuple[str, ...]) -> bool:
    """Whether a roll takes two mentions for one person, whichever comes first."""
    found = set()
    for order in itertools.permutations(mentions):
        roll = Roll()
        keys = [key for mention in order for key in roll.see([sighting(*mention)])]
        found.add(len({who(roll, key) for key in keys}) == 1)
    assert len(found) == 1, "the order in which reports come must not matter"
    return found.pop()


# fmt: off
PAIRS = [
    # one mention                                        another                                                  one person?
    (("Tomas Rehl", "U.S. envoy", "Belmere"),            ("Tomas Rehl", "envoy", "Belmere", "r2"),                True),
    (("Tomas Rehl", "envoy", "Belmere"),                 ("Tomás Rehl", "", "", "r2"),                            True),
    (("Tomas Rehl", "envoy", "Belmere"),                 ("Mr Rehl",),                                            True),
    (("Tomas Rehl", "envoy", "Belmere"),                 ("Mr Rehl", "", "", "r2"),                               False),
    (("Tomas Rehl", "envoy", "Belmere"),                 ("Envoy Rehl", "envoy", "Belmere", "r2"),                True),
    (("Tomas Rehl", "envoy", "Belmere"),                 ("Envoy Rehl", "envoy", "Oradan", "r2"),                 False),
    (("Tomas Rehl", "envoy", "Belmere"),                 ("the envoy", "envoy", "Belmere"),                       True),
    (("Tomas Rehl", "envoy", "Belmere"),                 ("Dora Rehl", "", "", "r2"),                             False),
    (("Tomas Rehl", "envoy", "Belmere"),                 ("Tomas Rehl", "envoy", "Oradan", "r2"),                 False),
    (("Tomas Rehl", "envoy", "Belmere"),                 ("Tomas Rehl", "farmer", "Belmere", "r2"),               False),
    (("Ali Khamran", "colonel", "Karsia"),               ("Ali Kham", "colonel", "Karsia", "r2"),                 False),
    (("Mohammed al-Hadi", "negotiator", "Karsia"),       ("Muhammad el Hadi", "chief negotiator", "Karsia", "r2"), True),
    (("Mohammed al-Hadi", "negotiator", "Karsia"),       ("Muhammad el Hadi", "teacher", "Karsia", "r2"),         False),
    (("Mohammed al-Hadi", "negotiator", "Karsia"),       ("Muhammad el Hadi", "negotiator", "", "r2"),            False),
    (("Samir Qadri", "mediator", "Karsia"),              ("Samira Qadri", "mediator", "Karsia"),                  False),
    (("Ilse Marn", "president", "Belmere"),              ("Ilse Maria Marn", "president", "Belmere", "r2"),       True),
    (("Ilse Marn", "president", "Belmere"),              ("I. Marn", "", "", "r2"),                               True),
    (("Ilse Marn", "president", "Belmere"),              ("O. Marn", "", "", "r2"),                               False),
    (("Abdul Rahman Sadiq", "minister of water", "Karsia"), ("Abdulrahman Sadiq", "water minister", "Karsia", "r2"), True),
    (("Abdul Rahman Sadiq", "minister of water", "Karsia"), ("Abdulrahman Sadiq", "minister of trade", "Karsia", "r2"), False),
    (("Rafiq Tal", "sultan", "Karsia"),                  ("the sultan", "sultan", "Karsia", "r2"),                True),
    (("Rafiq Tal", "sultan", "Karsia"),                  ("the sultan", "sultan", "Oradan", "r2"),                False),
]
# fmt: on


@pytest.mark.parametrize(("one", "other", "together"), PAIRS)
def test_pairs(one: tuple[str, ...], other: tuple[str, ...], *, together: bool) -> None:
    """Two mentions are one person where name, role, state and report say so, never by likeness alone."""
    assert same(one, other) is together


STORY = [
    sighting("Tomas Rehl", "envoy", "Belmere", "r1"),
    sighting("Rehl", report="r1"),
    sighting("Tomás Rehl", report="r2"),
    sighting("the envoy", "envoy", "Belmere", "r2"),
    sighting("Piet Okamar", "militia commander", "Veshtia", "r2"),
    sighting("Commander Okamar", "commander", "Veshtia", "r3"),
    sighting("Lena Okamar", "shopkeeper", "Veshtia", "r3"),
    sighting("P. Okamar", "", "Veshtia", "r4"),
    sighting("Leo Sand", "mayor", "Veshtia", "r4"),
    sighting("Lea Sand", "mayor", "Veshtia", "r4"),
    sighting("Mayor Sand", "mayor", "Veshtia", "r5"),
]


def everybody(roll: Roll) -> list[Newcomer]:
    """All newcomers of a roll."""
    return list(roll)


def test_order_does_not_matter() -> None:
    """Reports may come in any order, and in one piece or in many."""
    whole = Roll()
    whole.see(STORY)
    for seed in range(20):
        shuffled = STORY.copy()
        random.Random(seed).shuffle(shuffled)
        roll = Roll()
        for mention in shuffled:
            roll.see([mention])
        assert everybody(roll) == everybody(whole)


def test_newcomer() -> None:
    """A newcomer bears its fullest name, its roles, its reports and the reasons of its merges."""
    roll = Roll()
    roll.see(STORY)
    rehl = roll.newcomer("tomas-rehl.belmere")
    assert rehl is not None
    assert (rehl.name, rehl.country, rehl.roles) == ("Tomas Rehl", "belmere", ("envoy",))
    assert rehl.reports == ("r1", "r2")
    assert {merge.why for merge in rehl.merges} == {
        "same name",
        "surname in the same report",
        "the only one of that role in the state",
    }
    assert rehl.confidence == min(merge.confidence for merge in rehl.merges)
    assert all(roll.newcomer(key) == rehl for key in rehl.profiles)


def test_two_of_one_role_leave_a_surname_open() -> None:
    """A mere “Mayor Sand” is neither of two mayors of that name."""
    roll = Roll()
    keys = roll.see(STORY)
    assert len({who(roll, key) for key in keys[-3:]}) == 3


def test_parting_and_joining() -> None:
    """A merge can be undone and done again by hand; nothing that was seen is lost."""
    roll = Roll()
    one, other = roll.see([STORY[0], STORY[2]])
    assert who(roll, one) == who(roll, other)
    roll.part(one, other)
    assert who(roll, one) != who(roll, other)
    roll.see([sighting("Tomas Rehl", report="r9")])
    assert who(roll, one) != who(roll, other)
    roll.join(other, one)
    joined = roll.newcomer(other)
    assert joined is not None
    assert joined.key == one
    assert "joined by hand" in {merge.why for merge in joined.merges}


def test_joining_different_names() -> None:
    """By hand even a nom de guerre and a name become one, and stay so as reports come in."""
    roll = Roll()
    one, other = roll.see([sighting("Piet Okamar", "commander", "Veshtia"), sighting("Abu Dara")])
    roll.join(one, other)
    roll.see(
        [sighting("Piet Okamar", "commander", "Veshtia", "r2"), sighting("Abu Dara", report="r3")]
    )
    joined = roll.newcomer(other)
    assert joined is not None
    assert (joined.name, joined.reports) == ("Piet Okamar", ("r1", "r2", "r3"))


def test_state_by_role() -> None:
    """With a cast the state is taken from the words of the role: "U.S. envoy"."""
    roll = Roll(Cast.load())
    one, other, third = roll.see(
        [
            sighting("U.S. envoy Tomas Rehl"),
            sighting("Tomas Rehl", "envoy", "United States", "r2"),
            sighting("Israel Rehl", report="r3"),
        ]
    )
    assert one == other == "tomas-rehl.united-states"
    assert third == "israel-rehl."


def test_two_states_are_never_one_person() -> None:
    """A name without a state does not tie two persons of different states together."""
    roll = Roll()
    roll.see([sighting("Jon Vasser", "spokesman", "Oradan", "r1")])
    roll.see([sighting("Jon Vasser", report="r2")])
    roll.see([sighting("Jon Vasser", "spokesman", "Belmere", "r3")])
    assert len(everybody(roll)) == 3


def test_a_flood_of_one_surname_stays_quick() -> None:
    """Thousands of people of one surname are all kept, each for himself."""
    roll = Roll()
    letters = "bdfgklmnprst"
    names = [
        "".join(part).title() for part in itertools.product(letters, "o", letters, "u", letters)
    ]
    roll.see(sighting(f"{name} Orr", "mayor", "Oradan", f"r-{name}") for name in names)
    assert len(everybody(roll)) == len(names)
