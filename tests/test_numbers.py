"""Numbers are found where they stand, with the value, the bounds and the unit they state."""

# ruff: noqa: E501 - the tables are read by column

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from according.numbers import Quantity, find
from effort import patience, steps

# fmt: off
VALUES = [
    # text                                          as written                 value   low   high   unit       why this row exists
    ("They freed 57 men.",                          "57",                         57, None,  None, "count",   "plain digits"),
    ("It took 1,200 lorries.",                      "1,200",                    1200, None,  None, "count",   "thousands comma"),
    ("It took 12\u00a0500 lorries.",                "12\u00a0500",             12500, None,  None, "count",   "thousands space"),
    ("A rate of 18.9 was measured.",                "18.9",                     18.9, None,  None, "count",   "decimals"),
    ("Some 3.2 million left.",                      "Some 3.2 million",      3200000, None,  None, "count",   "scale word after digits"),
    ("About 2.5m left.",                            "About 2.5m",            2500000, None,  None, "count",   "scale letter"),
    ("It sent 800 thousand masks.",                 "800 thousand",           800000, None,  None, "count",   "scale word after whole digits"),
    ("Twenty-three villages burned.",               "Twenty-three",               23, None,  None, "count",   "number words with a hyphen"),
    ("Two hundred and fifty fled.",                 "Two hundred and fifty",     250, None,  None, "count",   "and inside a number"),
    ("Two hundred thousand fled.",                  "Two hundred thousand",   200000, None,  None, "count",   "scale upon scale"),
    ("Three-and-a-half million fled.",              "Three-and-a-half million", 3500000, None, None, "count", "a half inside a number"),
    ("A hundred fled.",                             "A hundred",                 100, None,  None, "count",   "article as one"),
    ("Half a million fled.",                        "Half a million",         500000, None,  None, "count",   "half of a scale is a count"),
    ("Nearly a half-million fled.",                 "Nearly a half-million",  500000, None, 500000, "count",  "hyphenated half"),
    ("A quarter of a million fled.",                "A quarter of a million", 250000, None,  None, "count",   "quarter of a scale is a count"),
    ("Two dozen fled.",                             "Two dozen",                  24, None,  None, "count",   "dozen as a scale"),
    ("Half a dozen fled.",                          "Half a dozen",                6, None,  None, "count",   "half a dozen"),
    ("Dozens fled.",                                "Dozens",                     12,   12,  None, "count",   "vague plural bounds from below"),
    ("Scores fled.",                                "Scores",                     20,   20,  None, "count",   "scores are twenties"),
    ("Tens of thousands fled.",                     "Tens of thousands",       10000, 10000, None, "count",   "vague plural of a vague plural"),
    ("Tens or hundreds of thousands fled.",         "Tens or hundreds of thousands", 10000, 10000, 100000, "count", "two vague plurals"),
    ("A few hundred fled.",                         "A few hundred",             100,  100,  None, "count",   "few as many as the scale says"),
    ("Several billion dollars went.",               "Several billion dollars", 10**9, 10**9, None, "money",   "several of a scale"),
    ("A couple of men fled.",                       "A couple",                    2, None,  None, "count",   "a couple is two"),
    ("At least 57 died.",                           "At least 57",                57,   57,  None, "count",   "bound from below"),
    ("More than 1,200 died.",                       "More than 1,200",          1200, 1200,  None, "count",   "bound from below"),
    ("Over half a million fled.",                   "Over half a million",    500000, 500000, None, "count",  "bound on a compound number"),
    ("500 or more died.",                           "500 or more",               500,  500,  None, "count",   "bound after the number"),
    ("Up to 20% was lost.",                         "Up to 20%",                  20, None,    20, "percent", "bound from above"),
    ("As many as 32 fell.",                         "As many as 32",              32, None,    32, "count",   "bound from above"),
    ("No more than 20 came.",                       "No more than 20",            20, None,    20, "count",   "negated more is a bound from above"),
    ("Fewer than ten came.",                        "Fewer than ten",             10, None,    10, "count",   "bound from above"),
    ("Almost 500 came.",                            "Almost 500",                500, None,   500, "count",   "almost stays below"),
    ("An estimated two million fled.",              "An estimated two million", 2000000, None, None, "count", "a qualifier without a bound"),
    ("Between 20 and 30 fled.",                     "Between 20 and 30",          20,   20,    30, "count",   "range with and"),
    ("Some 20 to 30 fled.",                         "Some 20 to 30",              20,   20,    30, "count",   "range with to"),
    ("A crowd of 20-30 fled.",                      "20-30",                      20,   20,    30, "count",   "range with a hyphen"),
    ("More than 60 or 70 fell.",                    "More than 60 or 70",         60,   60,    70, "count",   "range with or keeps its upper end"),
    ("Two to three hundred fell.",                  "Two to three hundred",      200,  200,   300, "count",   "the scale belongs to both ends"),
    ("It costs $5 to $7 billion.",                  "$5 to $7 billion",     5 * 10**9, 5 * 10**9, 7 * 10**9, "money", "range of money"),
    ("It rose by 25 to 30 percent.",                "25 to 30 percent",           25,   25,    30, "percent", "the unit belongs to both ends"),
    ("20 per cent agreed.",                         "20 per cent",                20, None,  None, "percent", "two-word percent"),
    ("Half of them agreed.",                        "Half",                       50, None,  None, "percent", "half is fifty percent"),
    ("It fell by a third.",                         "a third",                  33.3, None,  None, "percent", "fraction at the end of a clause"),
    ("Nearly two-thirds of them agreed.",           "Nearly two-thirds",        66.7, None,  66.7, "percent", "fraction with a numerator"),
    ("It paid $3.5 million.",                       "$3.5 million",          3500000, None,  None, "money",   "sign before"),
    ("It paid US$15bn.",                            "US$15bn",            15 * 10**9, None,  None, "money",   "letters before the sign"),
    ("It paid €50bn.",                              "€50bn",              50 * 10**9, None,  None, "money",   "another sign"),
    ("It paid nine billion US dollars.",            "nine billion US dollars", 9 * 10**9, None, None, "money", "words after"),
    ("Billions of dollars went.",                   "Billions of dollars",     10**9, 10**9, None, "money",   "vague money"),
    ("A 90-day truce held.",                        "90-day",                     90, None,  None, "count",   "a deadline keeps its unit"),
    ("A missile flew 3,724km.",                     "3,724km",                  3724, None,  None, "count",   "a unit without a space"),
    ("One of its soldiers fell.",                   "One",                         1, None,  None, "count",   "one of counts a person"),
    ("They killed 2000 people.",                    "2000",                     2000, None,  None, "count",   "four digits that count are no year"),
    ("At least 2000 fell.",                         "At least 2000",            2000, 2000,  None, "count",   "four digits with a bound are no year"),
]

SEVERAL = [
    # text                                          values                     why this row exists
    ("They voted 344-286 for it.",                  [344, 286],                "a vote is no range"),
    ("The toll rose from 14 to 31.",                [14, 31],                  "a change is no range"),
    ("Nine died and two fled.",                     [9, 2],                    "and between two counts"),
    ("Two, three or more came.",                    [2, 3],                    "a comma ends a number"),
]

NONE = [
    # text                                          why this row exists
    ("It began in 2015.",                           "a year"),
    ("The 2015 deal held.",                         "a year before its noun"),
    ("It began on July 25.",                        "month and day"),
    ("It began on 25 July 2014.",                   "day, month and year"),
    ("It began on 2014-07-25.",                     "an ISO date"),
    ("It began at 8 a.m. sharp.",                   "a time of day"),
    ("It began at 07:00.",                          "a time of day with a colon"),
    ("It began at ten o'clock.",                    "a time of day in words"),
    ("It was the 3rd attempt.",                     "an ordinal"),
    ("A boy aged 12 saw it.",                       "an age"),
    ("A 12-year-old saw it.",                       "an age as a noun"),
    ("A 12 year old saw it.",                       "an age without hyphens"),
    ("An F-16 flew past.",                          "an aircraft"),
    ("Covid-19 spread.",                            "a disease"),
    ("Flight MH17 fell.",                           "a flight"),
    ("It broke Resolution 1701.",                   "a resolution"),
    ("The G7 met.",                                 "a group of states"),
    ("He lives at No. 4.",                          "a house number"),
    ("Air Force One landed.",                       "a name that ends in a number word"),
    ("No one came.",                                "no one is nobody"),
    ("One of the most violent raids.",              "one of with a superlative"),
    ("They fought one another.",                    "one another"),
    ("A two-state plan.",                           "a number inside a compound"),
    ("In the 1990s it grew.",                       "a decade"),
    ("See https://a.example/77/5 for more.",        "an address"),
    ("Version 1.2.3 is out.",                       "a version"),
    ("Someone often weighed tension.",              "number words inside other words"),
    ("The second half began.",                      "half of a match"),
    ("A third man came.",                           "an ordinal that looks like a fraction"),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "written", "value", "low", "high", "unit"),
    [pytest.param(*row, id=f"{why}: {row[1]}") for *row, why in VALUES],
)
def test_value(  # noqa: PLR0917 - one argument a column
    text: str, written: str, value: float, low: float | None, high: float | None, unit: str
) -> None:
    """A number has the value and the bounds that the annotation guide gives it."""
    first = find(text)[0]
    assert text[first.start : first.end] == written
    assert (first.value, first.low, first.high, first.unit) == (value, low, high, unit)


@pytest.mark.parametrize(
    ("text", "values"), [pytest.param(text, values, id=why) for text, values, why in SEVERAL]
)
def test_several(text: str, values: list[int]) -> None:
    """Numbers that stand close together stay apart unless they are one range."""
    assert [quantity.value for quantity in find(text)] == values


@pytest.mark.parametrize("text", [pytest.param(text, id=why) for text, why in NONE])
def test_none(text: str) -> None:
    """What certainly is no figure is not offered as one."""
    assert find(text) == []


def test_core_is_the_number_without_its_qualifier() -> None:
    """The core leaves out "more than" and keeps the unit."""
    text = "They sent more than $2bn there."
    (quantity,) = find(text)
    assert text[quantity.core_start : quantity.core_end] == "$2bn"
    assert text[quantity.start : quantity.end] == "more than $2bn"


_PIECES = st.sampled_from(
    "one two twenty half a an of third dozen dozens hundred thousands million and to or between "  # noqa: SIM905 - quotation marks would hide the words
    "at least up more than nearly 3 17 1,200 3.5 2015 $ € % percent dollars - – , . ' m bn few "
    "US May 12:30 aged".split()
)
_NEWS = st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", " ", "\n"])), max_size=30).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)


@given(st.text() | _NEWS)
@example("٣ ² ½ \U0001d7d9")
def test_spans(text: str) -> None:
    """Whatever the text, spans lie in it, in order, stripped, around their cores."""
    floor = 0
    for q in find(text):
        assert floor <= q.start <= q.core_start < q.core_end <= q.end <= len(text)
        assert text[q.start : q.end] == text[q.start : q.end].strip()
        assert q.low is None or q.low <= q.value
        assert q.high is None or q.high >= q.value
        floor = q.end


@pytest.mark.parametrize("piece", ["7", " ", "a", "1,111,", "one hundred and ", "$1-", "\u00a01"])
def test_linear(piece: str) -> None:
    """Eight times the text takes about eight times the steps, also for hostile text."""
    small, large = piece * (2_000 // len(piece)), piece * (16_000 // len(piece))
    assert steps(lambda: find(large)) < 10 * steps(lambda: find(small)) + 1000
    with patience():
        find(piece * (300_000 // len(piece)))


def test_quantities_are_values() -> None:
    """Quantities are equal when all their fields are, and hashable."""
    assert {*find("Nine fell.")} == {Quantity(0, 4, 9, None, None, 0, 4, "count")}
