"""Figures by scope and source, side by side."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import homes
from according.dossier.series import Series
from according.records import Reading
from talks import Piece, counts, filled, happens, opened, told

HOSPITAL = "the hospital in Lower Sarn"


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh) -> str:
    """Where an empty ledger is."""
    return fresh_sqlite(tmp_path)


def dead(text: str, value: float, by: str = HOSPITAL, **more: Any) -> Piece:
    """So many were killed in Lower Sarn, says somebody."""
    said = {"by": by, "kind": "body"} if by else {}
    return counts(f"In Lower Sarn {text} people were killed.", text, value, **(said | more))


def spoke_of(text: str, value: float) -> Piece:
    """So many of what was counted before, says the ministry."""
    sentence = f"The ministry spoke of {text}."
    return counts(sentence, text, value, "other", by="The ministry", kind="body")


def series(path: str, *readings: Reading) -> list[Series]:
    """The series that these reports make."""
    with opened(path, *readings) as dossier:
        return list(dossier.figures)


def test_one_source_revises_its_own_number(path: str) -> None:
    """A later number is a revision, and the earlier stays."""
    (one,) = series(
        path, told(3, dead("nine", 9)), told(4, dead("12", 12)), told(5, dead("12", 12))
    )
    (line,) = one.lines
    assert [(p.value, p.revises, len(p.tellings)) for p in line.points] == [
        (9, None, 1),
        (12, 9, 2),
    ]
    assert [point.value for _, point in one.revisions] == [12]
    assert not one.disagreements


# fmt: off
SIDE_BY_SIDE: list[tuple[Sequence[Reading], bool, str]] = [
    # what two sources say                                                                     disagree  why this row exists
    ([told(3, dead("12", 12)), told(4, dead("26", 26, "Oradan"))],                             True,     "another number of another source"),
    ([told(3, dead("12", 12)), told(4, dead("12", 12, "Oradan"))],                             False,    "the same number"),
    ([told(3, dead("at least 9", 9, low=9)), told(4, dead("12", 12, "Oradan"))],               False,    "at least so many"),
    ([told(3, dead("up to 20", 20, high=20)), told(4, dead("12", 12, "Oradan"))],              False,    "at most so many"),
    ([told(3, dead("about 80", 80)), told(4, dead("84", 84, "Oradan"))],                       False,    "about as many"),
    ([told(3, dead("about 80", 80)), told(4, dead("120", 120, "Oradan"))],                     True,     "not about as many"),
    ([told(3, dead("9", 9)), told(5, dead("12", 12)), told(5, dead("12", 12, "Oradan"), by="Estuary Chronicle")], False, "the latest of each source counts"),
    ([told(3, dead("9", 9)), told(13, dead("12", 12, "Oradan"))],                              False,    "ten days later it may have become so"),
    ([told(3, dead("12", 12)), told(4, dead("900", 900, "Oradan"))],                           False,    "of another order: of something else"),
    ([told(3, dead("12", 12)), told(4, counts("Mines near the old ford of Lower Sarn cost 26 farmhands their lives.", "26", 26, by="Oradan", kind="body"))], False, "in words that have nothing in common"),
    ([told(3, dead("12", 12), spoke_of("26", 26))],                                            True,     "the ministry spoke of another number"),
]
# fmt: on


@pytest.mark.parametrize(
    ("readings", "disagree"), [pytest.param(*row, id=why) for *row, why in SIDE_BY_SIDE]
)
def test_sources_disagree_when_both_cannot_hold(
    path: str,
    readings: Sequence[Reading],
    disagree: bool,  # noqa: FBT001
) -> None:
    """Side by side, by their latest numbers of about the same time, within what their words allow."""
    (one,) = series(path, *readings)
    assert len(one.lines) == 2
    assert bool(one.disagreements) == disagree


# fmt: off
SCOPES: list[tuple[Piece, Piece, int, str]] = [
    # one number                                                         another                                                                      series  why this row exists
    (dead("12", 12),                                                     dead("14", 14),                                                              1, "the same scope"),
    (dead("12", 12),                                                     counts("In Lower Sarn 40 were hurt.", "40", 40, "injured"),                  2, "another measure"),
    (dead("12", 12),                                                     counts("In the Sarn Valley 90 died.", "90", 90),                             2, "another place"),
    (dead("12", 12),                                                     counts("In Lower Sarn 90 died.", "90", 90, since="2026-02-14"),              2, "since another day"),
    (counts("They hold 31 sailors.", "31", 31, "captive", who="sailors"), counts("They hold 40 farmers.", "40", 40, "captive", who="farmers"),        2, "others are counted"),
    (counts("They hold 31 sailors.", "31", 31, "captive", who="sailors", place="Haldane"), counts("Free the 31 sailors.", "31", 31, "captive", who="captive sailors", place="Lower Sarn"), 1, "where captives are spoken of is no scope"),
    (dead("12", 12),                                                     counts("40 per cent died.", "40 per cent", 40, "percent"),                   1, "a share is no count"),
    (dead("12", 12),                                                     counts("Two more died.", "Two", 2),                                          1, "nor is what was added"),
]
# fmt: on


@pytest.mark.parametrize(
    ("one", "other", "count"), [pytest.param(*row, id=why) for *row, why in SCOPES]
)
def test_a_series_has_one_scope(path: str, one: Piece, other: Piece, count: int) -> None:
    """Who is counted, where, since when, of what measure."""
    assert len(series(path, told(3, one), told(4, other))) == count


def test_a_part_stays_below_its_total(path: str) -> None:
    """The children among the dead are a series of their own that names its whole."""
    sentence = "In Lower Sarn 12 people were killed, three of them children."
    both = told(3, counts(sentence, "12", 12), counts(sentence, "three", 3, who="children"))
    with opened(path, both) as dossier:
        whole, part = dossier.figures
        assert (whole.scope.part, part.scope.part) == (False, True)
        assert part.within == ("r1.f1",)
        assert dossier.figures.parts(whole) == [part]


def test_who_stands_behind_the_next_number_is_not_counted_by_this_one(path: str) -> None:
    """In "12, three of them children" the twelve are no children, whatever was read."""
    sentence = "In Lower Sarn the dead are 12, three of them children."
    both = told(3, counts(sentence, "12", 12, who="children"),
                counts(sentence, "three", 3, who="children"))  # fmt: skip
    whole, part = series(path, both)
    assert (whole.scope.who, part.scope.who) == ("people", "child")


def test_what_is_planned_is_not_counted_with_what_was_done(path: str) -> None:
    """A promise to release so many, and the release of fewer, are two series."""
    plan, deed = "Oradan will release 140 prisoners.", "Oradan released 120 prisoners."
    first = told(3, happens(plan, "release", "RETREAT", actor=["Oradan"], status="planned"),
                 counts(plan, "140", 140, "released", who="prisoners"))  # fmt: skip
    second = told(4, happens(deed, "released", "RETREAT", actor=["Oradan"]),
                  counts(deed, "120", 120, "released", who="prisoners"))  # fmt: skip
    assert len(series(path, first, second)) == 2


def test_after_a_silence_a_new_series_begins(path: str) -> None:
    """Numbers of another month are of something else, unless they repeat what was told."""
    again = told(28, dead("12", 12, "Oradan"), by="Estuary Chronicle")
    assert len(series(path, told(3, dead("12", 12)), told(28, dead("40", 40)), again)) == 2


def test_series_follow_the_ledger(path: str) -> None:
    """After an update they are what they would be, opened anew."""
    with opened(path, told(3, dead("9", 9))) as dossier:
        list(dossier.figures)
        filled(dossier.ledger, [told(4, dead("12", 12))])
        dossier.update()
        grown = list(dossier.figures)
        dossier._parts.clear()
        assert list(dossier.figures) == grown
        assert len(grown[0].lines[0].points) == 2


def test_the_series_with_most_to_tell_are_found_without_the_others(path: str) -> None:
    """The first of all wholes, whatever order their numbers came in."""
    freed = [
        counts(f"{n} sailors were freed.", f"{n}", n, "released", who="sailors") for n in (5, 6)
    ]
    burnt = counts("Nine houses burnt in Lower Sarn.", "Nine", 9, "buildings", place="Lower Sarn")
    part = counts("12 died, four of them children.", "four", 4)
    readings = [
        told(3, burnt, dead("nine", 9)),
        told(
            4, freed[0], dead("12", 12), counts("12 died, four of them children.", "12", 12), part
        ),
        told(5, freed[1], dead("14", 14)),
    ]
    with opened(path, *readings) as dossier:
        wholes = [each for each in dossier.figures if not each.scope.part]
        assert len(wholes) > 2
        for most in range(1, len(wholes) + 2):
            assert dossier.figures.widest(most) == wholes[:most]
        assert dossier.figures.shared() == [each for each in wholes if each.size > 1]
