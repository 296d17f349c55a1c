"""A description means whom the report described so."""

import pytest

from according import names
from according.descriptions import Descriptions

# fmt: off
CASES = [
    # text                                                              description             names, likeliest first   why this row exists
    ("Foreign Minister Ana Rukh arrived.",                              "the minister",         ["Ana Rukh"],            "a title before the name"),
    ("Ana Rukh, the foreign minister, arrived.",                        "the minister",         ["Ana Rukh"],            "an office after the name"),
    ("The Minister of Defence, General Ilo Ven, arrived.",              "the Minister",         ["Ilo Ven"],             "an office, a comma, a rank"),
    ("Prime Minister Ana Rukh met Defence Minister Ilo Ven.",           "the prime minister",   ["Ana Rukh", "Ilo Ven"], "more words in common beat nearness"),
    ("Defence Minister Ilo Ven met Trade Minister Ana Rukh.",           "the minister",         ["Ana Rukh", "Ilo Ven"], "else the nearest comes first"),
    ("Prime Minister Ana Rukh arrived.",                                "the PM",               ["Ana Rukh"],            "an office by its short name"),
    ("Boats of the Sande Fishermen's Association were stopped.",        "the association",      ["Sande Fishermen's Association"], "a body whose name says what it is"),
    ("The Sande Gazette reported it.",                                  "the newspaper",        ["Sande Gazette"],       "an outlet is a paper"),
    ("Ana Rukh arrived. The king of hearts was on the table.",          "the king",             [],                      "nobody is described so"),
    ("Iranian President Ana Rukh met French President Ilo Ven.",        "the Iranian president", ["Ana Rukh"],           "of two presidents, the one of that country"),
    ("Hesk's lawyer Lin Ash met Ilo Ven, the lawyer of Ana Rukh.",      "Hesk's lawyer",        ["Lin Ash"],             "whose lawyer counts"),
    ("The Truth Office met Lin Ash.",                                   "the attorney general's office", [],             "for bodies too"),
    ("Envoy Ana Rukh arrived. Ilo Ven left.",                           "the envoy",            ["Ana Rukh"],            "the office of one is not another's"),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "description", "expected"), [pytest.param(*row, id=why) for *row, why in CASES]
)
def test_named(text: str, description: str, expected: list[str]) -> None:
    """A description gives the names that its words fit, the likeliest first."""
    assert Descriptions(text, names.find(text)).named(description, len(text)) == expected


def test_a_later_name_answers_where_no_earlier_one_does() -> None:
    """A lead may say "the minister" before it says who that is."""
    text = "The minister said no. It was the first comment by Minister Ana Rukh."
    assert Descriptions(text, names.find(text)).named("the minister", 4) == ["Ana Rukh"]


def test_the_publisher_is_described_by_its_own_name() -> None:
    """A ministry's statement calls its author "the Ministry"."""
    described = Descriptions("The Ministry denies it.", [], "Ministry of Trade of Veshtia")
    assert described.named("The Ministry", 0) == ["Ministry of Trade of Veshtia"]
