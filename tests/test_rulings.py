"""Rulings: an analyst's word on actors and stories, kept, undone, never deleted or changed."""

from collections.abc import Sequence

import pytest

import sarn
from according import Ledger
from according.errors import InputError
from according.ledger.rulings import Sort


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Open a ledger with two reports in it."""
    ledger.add(sarn.reading(url="https://chronicle.example/a"))
    ledger.add(sarn.reading(url="https://chronicle.example/b", publisher="Harrow Wire"))
    return ledger


def test_a_ruling_is_kept_as_made(told: Ledger) -> None:
    """Who, when, why and what it is about come back as they were given."""
    made = told.rule("merge", "Tomas  Rehl", "T. Rehl", by="ana", note="same post", dossier="sarn")
    assert (made.sort, made.names, made.dossier) == ("merge", ("Tomas Rehl", "T. Rehl"), "sarn")
    assert (made.by, made.note, made.undone) == ("ana", "same post", None)
    split = told.rule("split", 2, 2, by="ben", dossier="sarn")
    assert split.reports == (2,)
    assert told.rulings() == [made, split]


def test_an_undone_ruling_stays_on_record(told: Ledger) -> None:
    """Undone once, it is marked so; it cannot be undone again, and others stay."""
    first = told.rule("join", 1, 2, by="ana", dossier="sarn")
    second = told.rule("part", "Ana Rukh", "Ana Ruk", by="ana")
    gone = told.undo_ruling(first.number)
    assert gone.undone is not None
    assert told.rulings() == [gone, second]
    assert told.rulings(undone=False) == [second]
    with pytest.raises(InputError, match=f"no ruling {first.number} that could be undone"):
        told.undo_ruling(first.number)


def test_a_dossier_has_its_own_rulings_and_those_for_all(told: Ledger) -> None:
    """What is ruled for another dossier does not hold in this one."""
    everywhere = told.rule("merge", "Tomas Rehl", "T. Rehl", by="ana")
    here = told.rule("split", 1, by="ana", dossier="sarn")
    told.rule("split", 2, by="ana", dossier="isel")
    assert told.rulings("sarn") == [everywhere, here]


def test_the_pulse_tells_of_rulings(told: Ledger) -> None:
    """Whoever keeps up with the ledger sees that one came, and that it was undone."""
    marks = [told.pulse()]
    number = told.rule("merge", "Tomas Rehl", "T. Rehl", by="ana").number
    marks.append(told.pulse())
    told.undo_ruling(number)
    marks.append(told.pulse())
    assert len(set(marks)) == 3


# fmt: off
REFUSED: list[tuple[Sort, Sequence[str | int], str, str, str]] = [
    # sort     what                      dossier  message              why this row exists
    ("merge",  ["Rehl"],                 "",      "but one name",      "one name"),
    ("merge",  ["Tomas Rehl", "tomas rehl"], "", "but one name",      "two spellings that are one anyway"),
    ("merge",  [],                       "",      "but one name",      "no name"),
    ("part",   ["Rehl", " … "],          "",      "is no name",        "no letter in it"),
    ("part",   ["Rehl", "x" * 201],      "",      "is no name",        "too long"),
    ("merge",  ["Rehl", 3],              "",      "takes names",       "a number among names"),
    ("split",  [1],                      "",      "Say of which",      "of no dossier"),
    ("split",  [],                       "sarn",  "Name a report",     "no report"),
    ("split",  ["r1"],                   "sarn",  "takes numbers",     "a name among numbers"),
    ("split",  [1, 9],                   "sarn",  "no report r9",      "a report that is not there"),
    ("join",   [1, 1],                   "sarn",  "two reports",       "one story alone"),
]
# fmt: on


@pytest.mark.parametrize(
    ("sort", "what", "dossier", "message"), [pytest.param(*row, id=why) for *row, why in REFUSED]
)
def test_a_ruling_that_says_nothing_is_refused(
    told: Ledger, sort: Sort, what: Sequence[str | int], dossier: str, message: str
) -> None:
    """With a message; and nothing of it is kept."""
    with pytest.raises(InputError, match=message):
        told.rule(sort, *what, by="ana", dossier=dossier)
    assert told.rulings() == []
