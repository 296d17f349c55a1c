"""Figures: the number as parsed, what it counts, and since when."""

import pytest

from according import dates, numbers
from according.figures import assemble
from according.model.encoder import Found, Mark
from according.records import Figure
from according.said import Said
from hand_made import cast, count, cue, marks, spot, statements

TEXT = (
    "At least 64,231 Palestinians were killed and 12,000 injured since 7 October 2023, Rukh said. "
    "Famine killed 370 people in Arkan. Between 20 and 30 soldiers died."
)


def read(text: str, *found: Found) -> list[Figure]:
    """Return the figures of a text as read from ``found``, its statements too."""
    said = Said(statements(text, *(f for f in found if f.anchor == "statement")))
    whens = dates.find(text, "2025-09-05")
    return assemble(text, found, numbers.find(text), whens, said)


def test_plain() -> None:
    """The value is parsed from the text, the roles are quoted from it."""
    (f,) = read(TEXT, count(TEXT, "370", who="people", where="Arkan", cause="Famine"))
    assert (f.measure, f.value, f.text) == ("killed", 370, "370")
    assert (f.who, f.place, f.cause, f.since) == ("people", "Arkan", "Famine", None)
    assert (f.low, f.high, f.statement) == (None, None, None)
    assert TEXT[slice(*f.text_span)] == f.text


# fmt: off
BOUNDS = [
    # anchor's words  as written             value   low    high   why this row exists
    ("64,231",        "At least 64,231",     64231,  64231, None,  "the qualifier belongs to it"),
    ("20",            "Between 20 and 30",   20,     20,    30,    "a range"),
    ("20 and 30",     "Between 20 and 30",   20,     20,    30,    "a range anchored as a whole"),
    ("30",            "Between 20 and 30",   20,     20,    30,    "a range anchored at its end"),
]

SINCE = [
    # text                                                   since         why this row exists
    ("12 were killed since 7 October 2023.",                 "2023-10-07", "since a day"),
    ("12 were killed in Arkan, Rukh said, since 2017.",      "2017",       "later in the sentence"),
    ("12 were killed from June 2024.",                       "2024-06",    "from a month"),
    ("12 were killed on 7 October 2023.",                    None,         "no since before the date"),
    ("12 were killed. Since 2017 it is quiet.",              None,         "another sentence"),
    ("12 were killed\n\nsince 2017",                         None,         "another paragraph"),
    ("Since 2017 it is quiet; 12 were killed.",              None,         "before the figure"),
    ("12 " + "were killed " * 200 + "since 2017.",           None,         "too far off to be its"),
    ("12 were killed in March 2020, more since May 2021.",   "2021-05",    "the date that since stands at"),
]
# fmt: on


@pytest.mark.parametrize(
    ("anchor", "written", "value", "low", "high"),
    [pytest.param(*r, id=why) for *r, why in BOUNDS],
)
def test_bounds(anchor: str, written: str, value: int, low: int | None, high: int | None) -> None:
    """A figure keeps its qualifier, its bounds and its value as the grammar reads them."""
    (f,) = read(TEXT, count(TEXT, anchor))
    assert (f.text, f.value, f.low, f.high) == (written, value, low, high)


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*r, id=why) for *r, why in SINCE])
def test_since(text: str, expected: str | None) -> None:
    """A figure counts since the date that its own sentence says."""
    (f,) = read(text, count(text, "12"))
    assert f.since == expected


def test_statement() -> None:
    """A figure inside a statement names it."""
    said = cue(TEXT, "said", "At least 64,231 Palestinians were killed and 12,000 injured", "Rukh")
    found = read(TEXT, said, count(TEXT, "64,231"), count(TEXT, "12,000", "injured"))
    assert [(f.measure, f.statement) for f in found] == [("killed", "s1"), ("injured", "s1")]


def test_one_number_is_one_figure() -> None:
    """A number is counted once, even if both of its ends were found."""
    found = read(TEXT, count(TEXT, "20"), count(TEXT, "30"))
    assert [f.text for f in found] == ["Between 20 and 30"]


def test_no_number_no_figure() -> None:
    """What the grammar does not read as a number is never guessed."""
    assert read(TEXT, count(TEXT, "soldiers")) == []


def test_an_unlikely_role_stays_open() -> None:
    """Who is counted is left open rather than guessed."""
    found = count(TEXT, "370")
    found.roles["who"] = [Mark(spot(TEXT, "people"), 0.05)]
    found.roles["where"] = [*marks(TEXT, "Arkan", 0.8), *marks(TEXT, "Famine", 0.4)]
    (f,) = read(TEXT, found)
    assert (f.who, f.place) == (None, "Arkan")


def test_names_do_not_matter() -> None:
    """Who is counted is quoted, not resolved."""
    (f,) = read(TEXT, count(TEXT, "64,231", who="Palestinians"))
    assert f.who == "Palestinians"
    assert cast(TEXT).fullest(spot(TEXT, "Palestinians")) == "Palestinians"


def test_a_row_of_tolls_says_what_it_counts() -> None:
    """Headings outweigh the network, and count what it did not find."""
    text = "It shook the Orsel crossing.\nUpper Marn: Killed 3, Injured 17, Displaced 7,200\n"
    guessed = count(text, "17", measure="killed", where="Orsel crossing")
    found = [(f.measure, f.value, f.place) for f in read(text, guessed)]
    assert found == [
        ("killed", 3, "Upper Marn"),
        ("injured", 17, "Upper Marn"),
        ("displaced", 7200, "Upper Marn"),
    ]
