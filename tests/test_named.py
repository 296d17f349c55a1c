"""Names as people ask for them."""

import pytest

from according.errors import InputError
from according.ledger.identity import fold
from according.ledger.named import called

# fmt: off
NAMES = [
    # asked for                 in the ledger                       found   why this row exists
    ("Rehl",                    "Tomas Rehl",                       True,   "a last name"),
    ("TOMAS",                   "Tomas Rehl",                       True,   "in capitals"),
    ("Rehl, Tomas",             "Tomas Rehl",                       True,   "the other way round"),
    ("Prime Minister Rehl",     "Tomas Rehl",                       True,   "with a title"),
    ("the Harrow Wire",         "Harrow Wire",                      True,   "with an article"),
    ("Stanic",                  "Ana Stanić",                       True,   "without accents"),
    ("Veshtia",                 "Veshtian negotiators",             True,   "the beginning of a word of four letters or more"),
    ("UN",                      "Unity Party",                      False,  "a short word is a whole word"),
    ("UN",                      "UN Security Council",              True,   "a short word among others"),
    ("O'Neill",                 "Sarah O’Neill",                    True,   "apostrophes of either sort"),
    ("al-Burhan",               "Abdel Fattah al-Burhan",           True,   "a name with a hyphen"),
    ("Tomas Orr",               "Tomas Rehl",                       False,  "one word of two"),
    ("hl",                      "Tomas Rehl",                       False,  "the end of a word"),
    ('"Oradan"',                "Oradan",                           True,   "the whole name in quotes"),
    ('"Oradan"',                "Oradan army",                      False,  "more than the whole name"),
    ("president",               "president of the council",         True,   "a title alone stays a word"),
]
# fmt: on


@pytest.mark.parametrize(
    ("asked", "there", "found"), [pytest.param(*row, id=why) for *row, why in NAMES]
)
def test_a_name_is_found_by_its_words(asked: str, there: str, found: bool) -> None:  # noqa: FBT001
    """Case, accents, order and titles make no difference; words do."""
    assert called(asked)(fold(there)) == found


def test_what_has_no_letters_is_no_name() -> None:
    """A name of marks alone is refused, or it would mean everybody."""
    with pytest.raises(InputError, match="is no name"):
        called("…")
