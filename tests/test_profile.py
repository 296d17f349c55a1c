"""What the ledger holds on a name."""

import pytest

import sarn
from according import Ledger


@pytest.mark.parametrize(
    ("name", "spellings", "cited_by"),
    [
        ("Rehl", {"Tomas Rehl": 3}, {"Estuary Chronicle": 3}),
        ("diplomat", {"diplomat": 1}, {"Harrow Wire": 1}),
        ("Harrow Wire", {"Harrow Wire": 2}, {"Estuary Chronicle": 2}),
        ("Oradan", {"Oradan": 2}, {}),
        ('"Stanić"', {}, {}),
    ],
)
def test_a_name_is_told_with_its_spellings_and_citers(
    ledger: Ledger, name: str, spellings: dict[str, int], cited_by: dict[str, int]
) -> None:
    """Each spelling is counted where it stands; those who pass it on stand before it in a chain."""
    ledger.add(sarn.reading())
    found = ledger.profile(name)
    assert {each.name: each.count for each in found.spellings} == spellings
    assert {each.name: each.count for each in found.cited_by} == cited_by


def test_a_name_that_nobody_has_is_told_with_those_like_it(ledger: Ledger) -> None:
    """A slip leads to the names that are spelt nearly so."""
    ledger.add(sarn.reading())
    found = ledger.profile("Rehll")
    assert not found.spellings
    assert found.unknown == ["tomas rehl"]


def test_what_is_rejected_counts_no_more(ledger: Ledger) -> None:
    """Names are counted in what stands."""
    ledger.add(sarn.reading())
    ledger.correct("r1.p1", "reject", by="ana")
    assert [each.count for each in ledger.profile("Stanić").spellings] == [2]


def test_several_names_of_one_are_told_together(ledger: Ledger) -> None:
    """Names that are one's are counted together, each occurrence once."""
    ledger.add(sarn.reading())
    one, other = ledger.profile("Rehl"), ledger.profile("diplomat")
    both = ledger.profile('"Tomas Rehl"', "diplomat", "Rehl")
    assert {*both.spellings} == {*one.spellings, *other.spellings}
    assert {*both.cited_by} == {*one.cited_by, *other.cited_by}
    assert ledger.spellings("Rehl", "diplomat", most=1) == one.spellings
