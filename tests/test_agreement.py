"""Nobody is meant by a word that cannot mean him."""

import pytest

from according import names
from according.agreement import Agreement
from according.descriptions import Descriptions
from effort import steps

TEXT = (
    "Mr Rehl, a spokesman for the Ostrava Front, met Mrs Odili in Lasenne. "
    "President Bo Marr of Veshtia spoke. Iranian President Kas Weil left. Anna Solen wrote. "
    "Trade Minister Oto Bray shook hands with Hesk's lawyer Lin Ash, and the Sarn Institute paid. "
    "Norvik stayed. A spokeswoman, Yan Tell, laughed."
)

# fmt: off
CASES = [
    # source                         name                allowed  why this row exists
    ("she",                          "Rehl",             False,   "Mr is he"),
    ("He",                           "Rehl",             True,    "Mr is he"),
    ("her",                          "Odili",            True,    "Mrs is she"),
    ("he",                           "Anna Solen",       False,   "a first name tells too"),
    ("he",                           "Yan Tell",         False,   "or an office"),
    ("she",                          "Bo Marr",          True,    "one that is not known does not"),
    ("she",                          "Norvik",           True,    "nor does a name of no known kind"),
    ("she",                          "Lasenne",          False,   "a place is nobody"),
    ("he",                           "Sarn Institute",   False,   "nor is a body"),
    ("it",                           "Bo Marr",          False,   "and a person is no thing"),
    ("it",                           "Sarn Institute",   True,    "a body is one"),
    ("they",                         "Anna Solen",       False,   "nor is one person several"),
    ("they",                         "Sarn Institute",   True,    "though a body may be"),
    ("I",                            "Anna Solen",       True,    "the first person is anybody"),
    ("the two sides",                "Sarn Institute",   False,   "two sides are not one"),
    ("both men",                     "Oto Bray and Bo Marr", True, "but two"),
    ("the army",                     "Bo Marr",          False,   "an army is no person"),
    ("the group",                    "Sarn Institute",   True,    "a group may be a body"),
    ("the attorney general's office", "Sarn Institute",  False,   "an office with an owner is no other's"),
    ("the officials",                "Bo Marr",          False,   "officials are several"),
    ("the indictment",               "Bo Marr",          False,   "a paper is not who is named near it"),
    ("the statement",                "Bo Marr",          True,    "but a statement is somebody's"),
    ("Hesk's statement",             "Bo Marr",          False,   "if it does not say whose"),
    ("the minister",                 "Rehl",             False,   "a spokesman is no minister"),
    ("the minister",                 "Oto Bray",         True,    "a minister is"),
    ("the minister",                 "Norvik",           True,    "of whom nothing is known may be anything"),
    ("the official",                 "Rehl",             True,    "many are officials"),
    ("the Iranian president",        "Kas Weil",         True,    "a president of that country"),
    ("the French president",         "Kas Weil",         False,   "or of another"),
    ("Sarn's foreign minister",      "Rehl",             False,   "who says whose he is must be called so"),
    ("Hesk's lawyer",                "Lin Ash",          True,    "by that owner"),
    ("Odili's lawyer",               "Lin Ash",          False,   "and no other"),
    ("the spokeswoman",              "Rehl",             False,   "and some offices tell he from she"),
]
# fmt: on


def agreement(text: str) -> Agreement:
    """Return what a text tells of its names."""
    found = names.find(text)
    return Agreement(text, found, Descriptions(text, found))


@pytest.mark.parametrize(
    ("source", "name", "allowed"), [pytest.param(*row, id=why) for *row, why in CASES]
)
def test_allows(source: str, name: str, *, allowed: bool) -> None:
    """A name is ruled out by what the text or grammar says, and by nothing else."""
    assert agreement(TEXT).allows(source, name) == allowed


def test_a_text_that_the_network_is_sure_of_is_its_writers() -> None:
    """A filing is taken for the office that filed it only where that is likely."""
    told = agreement(TEXT)
    assert told.allows("the filing", "Sarn Institute", 0.9)
    assert not told.allows("the filing", "Sarn Institute", 0.3)


def test_work_does_not_grow_with_the_mentions() -> None:
    """What is known of a name is asked at the same cost in a text that names it for ever."""

    def took(times: int) -> int:
        told = agreement(TEXT * times)
        return steps(lambda: told.allows("the minister", "Oto Bray"))

    took(1)
    assert took(200) <= took(20) * 2
