"""A phrase tells whose office it names, and whose name follows."""

import pytest

from according.cast.offices import organ_in, parse

KNOWN = {
    "Oradan": "oradan",
    "Oradani": "oradan",
    "Arkan Council": "arkan-council",
    "Qirim": "qirim",
}


def find(name: str) -> str:
    """The states and bodies that the tests know."""
    return KNOWN.get(name, "")


# fmt: off
PHRASES = [
    # phrase                                          of               for       name         then   rest
    ("the Oradani foreign minister",                  "oradan",        "",       "",          False, ""),
    ("Oradan’s foreign minister",                     "oradan",        "",       "",          False, ""),
    ("minister of foreign affairs of Oradan",         "oradan",        "",       "",          False, ""),
    ("acting Oradani Prime Minister Bo Orr",          "oradan",        "",       "Bo Orr",    False, ""),
    ("ex-Oradani president Bo Orr",                   "oradan",        "",       "Bo Orr",    True,  ""),
    ("the head of the Arkan Council",                 "arkan-council", "",       "",          False, ""),
    ("Arkan Council chief Bo Orr",                    "arkan-council", "",       "Bo Orr",    False, ""),
    ("Oradani envoy to Qirim Bo Orr",                 "oradan",        "qirim",  "Bo Orr",    False, ""),
    ("Oradani special envoy for water",               "oradan",        "water",  "",          False, ""),
    ("the foreign minister",                          "",              "",       "",          False, ""),
    ("the deputy foreign minister of Oradan",         "oradan",        "",       "",          False, ""),
    ("the wife of the Oradani president",             "",              "",       "",          False, "wife of the Oradani"),
    ("the Oradani president's wife",                  "oradan",        "",       "",          False, "'s wife"),
    ("spokesman for the Oradani prime minister",      "oradan",        "",       "",          False, "prime minister"),
]
# fmt: on


@pytest.mark.parametrize(("text", "of", "for_", "name", "then", "rest"), PHRASES)
def test_parse(text: str, of: str, for_: str, name: str, *, then: bool, rest: str) -> None:
    """Owner, task, holder and time of an office are told apart; the rest is not guessed at."""
    phrase = parse(text, find)
    assert phrase is not None
    assert (phrase.of, phrase.for_, phrase.name, phrase.then, phrase.rest) == (
        of,
        for_,
        name,
        then,
        rest,
    )


@pytest.mark.parametrize("text", ["Oradan", "Bo Orr", "", "foreign ministers", "headquarters"])
def test_no_office(text: str) -> None:
    """What names no office, or several holders, is no phrase."""
    assert parse(text, find) is None


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("the Oradani foreign ministry", ("oradan", "foreign-ministry")),
        ("Ministry of Defence of Oradan", ("oradan", "defence-ministry")),
        ("the Oradani foreign ministry spokesman", ("", "")),
        ("a retired army colonel", ("", "")),
        ("army", ("", "")),
    ],
)
def test_organs(text: str, organ: tuple[str, str]) -> None:
    """An organ of state is named by the whole phrase or not at all."""
    assert organ_in(text, find) == organ
