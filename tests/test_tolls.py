"""In a row of tolls each number counts what its heading says."""

import pytest

from according import numbers
from according.tolls import Toll, find
from effort import steps

# fmt: off
CASES = [
    # text                                                   tolls                                                    why this row exists
    ("Orsel: Killed 9, Injured 21, Displaced 11,200",        ["killed Orsel", "injured Orsel", "displaced Orsel"],    "a row with its place"),
    ("It was bad.\n\nUpper Marn: Dead: 3; Wounded: 17\n\n4", ["killed Upper Marn", "injured Upper Marn"],             "headings with colons"),
    ("Total: Killed 12, Injured 38",                         ["killed", "injured"],                                   "a sum is of no place"),
    ("3 March: Killed 12, Injured 38",                       ["killed", "injured"],                                   "nor is a day"),
    ("Civilians: Killed 12, Injured 38",                     ["killed =Civilians", "injured =Civilians"],             "everyday words are who is counted"),
    ("Killed 12, Missing about 38",                          ["killed", "missing"],                                   "a row may have no name"),
    ("Killed 12 years ago, he left 3 sons.",                 [],                                                      "one heading alone is none"),
    ("Police killed 12, soldiers injured 38.",               [],                                                      "a verb is none"),
    ("Killed 12\nInjured 38",                                [],                                                      "nor are headings of two lines a row"),
]
# fmt: on


def short(toll: Toll) -> str:
    """Return a toll in a few words."""
    who = f"={toll.who}" if toll.who else ""
    return " ".join(filter(None, (toll.measure, toll.place, who)))


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*r, id=why) for *r, why in CASES])
def test_find(text: str, expected: list[str]) -> None:
    """Measure and row are those that the line gives, for the numbers that it gives."""
    found = find(text, numbers.find(text))
    assert [short(toll) for toll in found.values()] == expected
    assert all(text[a:b][0].isdigit() for a, b in found)


def test_work_grows_with_an_endless_line() -> None:
    """Eight times the numbers on one line take about eight times the steps."""

    def took(times: int) -> int:
        text = "Killed 9, Injured 21, " * times
        quantities = numbers.find(text)
        return steps(lambda: find(text, quantities))

    took(1)
    assert took(160) < 10 * took(20)
