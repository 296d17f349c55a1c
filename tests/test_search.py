"""Searches as they are typed, and what the databases make of them."""

import pytest

from according.errors import InputError
from according.ledger.search import Term, fts5, parsed

# fmt: off
SEARCHES = [
    # typed                     to FTS5                                     why this row exists
    ("truce",                   '"truce"',                                  "a word"),
    ("truce prisoners",         '"truce" AND "prisoners"',                  "both words"),
    ('"exchange of prisoners"', '"exchange of prisoners"',                  "a phrase"),
    ('"exchange of',            '"exchange of"',                            "a phrase left open"),
    ("cease-fire",              '"cease fire"',                             "a hyphen makes neighbours"),
    ("truce OR talks dam",      '("truce" OR "talks") AND "dam"',           "OR binds closer"),
    ("OR truce OR",             '"truce"',                                  "OR with nothing to choose from"),
    ("withdr*",                 '"withdr" *',                               "the beginning of a word"),
    ('truce -dam -"the road"', '"truce" NOT "dam" NOT "the road"',        "words that must not be there"),
    ("AND NOT NEAR(dam)",       '"AND" AND "NOT" AND "NEAR dam"',           "operators of FTS5 are words"),
    ("content:dam",             '"content dam"',                            "so are columns"),
    ("l’été",                   '"l été"',                                  "letters beyond ASCII"),
]
# fmt: on


@pytest.mark.parametrize(
    ("typed", "written"), [pytest.param(*row, id=why) for *row, why in SEARCHES]
)
def test_a_search_says_what_was_typed(typed: str, written: str) -> None:
    """Every word goes in quotes, so that none of them commands the database."""
    assert fts5(parsed(typed)) == written


def test_a_search_without_words_is_refused() -> None:
    """Marks alone, or only what must not be there, leave nothing to look for."""
    for typed in ("", "…", "-dam", '""', "* -*"):
        with pytest.raises(InputError, match="Nothing to search for"):
            parsed(typed)


def test_a_search_has_clauses() -> None:
    """Of each clause one term must be there."""
    assert parsed("truce OR talks* dam").clauses == (
        (Term(("truce",), begins=False), Term(("talks",), begins=True)),
        (Term(("dam",), begins=False),),
    )
