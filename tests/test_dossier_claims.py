"""What is asserted, across wordings and outlets, and one claim beside another."""

from itertools import permutations
from pathlib import Path

import pytest

import homes
from according.dossier import Dossier
from talks import Piece, counts, filled, happens, met, opened, says, told

REHL, DRAVENKO = "Tomas Rehl", "Ilsa Dravenko"


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh) -> str:
    """Where an empty ledger is."""
    return fresh_sqlite(tmp_path)


def first(dossier: Dossier, number: int, kind: str) -> str:
    """The claim of the first item of a kind in a report."""
    item = next(i for i in dossier.material.items(number) if i.kind == kind)
    return dossier.claims.of(item.key)[0]


def shelled(sentence: str, trigger: str, **more: object) -> Piece:
    """A harbour was shelled."""
    return happens(sentence, trigger, "ASSAULT", **more)


SHELLED = shelled("Shells hit the harbour of Lower Sarn.", "hit", date="2026-03-02")
# fmt: off
PAIRS = [
    # first telling, second                                                                     same    why this row exists
    (SHELLED, shelled("The shelling of the harbour at Lower Sarn shocked many.", "shelling", date="2026-03-02"), True, "other words for it"),
    (SHELLED, shelled("Shells hit the harbour of Lower Sarn.", "hit", date="2026-03-20"),       False,  "another day"),
    (SHELLED, shelled("Shells never hit the harbour of Lower Sarn.", "hit", status="denied"),   False,  "said not to be so"),
    (SHELLED, shelled("Shells will hit the harbour of Lower Sarn.", "hit", status="planned"),   False,  "said to be to come"),
    (met("Rehl carried messages to Dravenko.", "carried messages", actor=[REHL], recipient=[DRAVENKO]), met("Dravenko was brought letters by Rehl.", "letters", actor=[REHL], recipient=[DRAVENKO]), True, "letters are messages"),
    (met("Rehl met Dravenko in Haldane.", actor=[REHL], recipient=[DRAVENKO], date="2026-03-02"), met("Rehl met Dravenko in Haldane.", actor=[REHL], recipient=[DRAVENKO], date="2026-03-09"), False, "a second meeting of the same two"),
]
FIGURES = [
    (counts("17 people were killed in Lower Sarn.", "17", 17, place="Lower Sarn"), counts("Seventeen people died in Lower Sarn.", "Seventeen", 17, place="Lower Sarn"), True, "a number in words"),
    (counts("17 people were killed in Lower Sarn.", "17", 17), counts("26 people were killed in Lower Sarn.", "26", 26), False, "another number"),
    (counts("The League holds 31 sailors of the Kestrel.", "31", 31, "captive", who="sailors"), counts("The 31 sailors of the Kestrel would be freed.", "31", 31, "captive", who="sailors"), True, "who is held now, whatever is to come"),
    (counts("Veshtia released 31 sailors of the Kestrel.", "31", 31, "released", who="sailors"), counts("Veshtia would release 31 sailors of the Kestrel.", "31", 31, "released", who="sailors"), False, "a number that is done, and one that is to come"),
    (counts("17 people were killed in Lower Sarn.", "17", 17), counts("17 people were hurt in Lower Sarn.", "17", 17, "injured"), False, "another measure"),
]
# fmt: on


@pytest.mark.parametrize(
    ("one", "other", "same", "kind"),
    [pytest.param(a, b, same, "event", id=why) for a, b, same, why in PAIRS]
    + [pytest.param(a, b, same, "figure", id=why) for a, b, same, why in FIGURES],
)
def test_what_is_one_claim(path: str, one: Piece, other: Piece, *, same: bool, kind: str) -> None:
    """What two reports say is one claim if it says the same of the same, in any words."""
    with opened(path, told(3, one), told(4, other, by="Estuary Chronicle")) as dossier:
        assert (first(dossier, 1, kind) == first(dossier, 2, kind)) is same


def test_a_denial_in_its_own_words_is_none_of_the_denial(path: str) -> None:
    """To deny "there was no messenger" is how reports tell that somebody says there was none."""
    words = "There was no messenger with letters between Haldane and Port Isel"
    said, denied = says(words, REHL), says(f"{words} at all", REHL, act="deny")
    with opened(path, told(3, said), told(4, denied, by="Estuary Chronicle")) as dossier:
        assert first(dossier, 1, "statement") == first(dossier, 2, "statement")
        assert {told.mode for told in dossier.claims.told(2)} == {"not"}


def test_a_statement_and_what_is_told_in_it_are_one(path: str) -> None:
    """An event that is all of a statement is the same claim as it."""
    piece = shelled("Shells hit the harbour of Lower Sarn.", "hit", by="a diplomat", kind="unnamed")
    with opened(path, told(3, piece)) as dossier:
        assert first(dossier, 1, "event") == first(dossier, 1, "statement")
        claim = dossier.claims.claim(first(dossier, 1, "event"))
        assert {item[3] for item in claim.items} == {"s", "e"}


def test_sentences_of_one_statement_are_claims_of_their_own(path: str) -> None:
    """Two sentences quoted as one statement may be claimed by others one without the other."""
    both = "The dam will be opened in April. All prisoners return on Friday."
    with opened(path, told(3, says(both, REHL))) as dossier:
        assert len(dossier.claims.of("r1.s1")) == 2


REPORTS = [
    told(3, SHELLED),
    told(4, met("Rehl met Dravenko.", actor=[REHL], recipient=[DRAVENKO]), by="Estuary Chronicle"),
    told(5, shelled("The shelling of the harbour at Lower Sarn.", "shelling"), by="Moor Times"),
    told(6, counts("17 people were killed in Lower Sarn.", "17", 17)),
]


def placed(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """Every claim with its items."""
    return {claim.key: claim.items for claim in dossier.claims}


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (2, 0, 3, 1)])
def test_reports_one_by_one_or_together(path: str, tmp_path: Path, order: tuple[int, ...]) -> None:
    """Taking in reports as they come gives what opening a dossier over all of them gives."""
    some = [REPORTS[number] for number in order]
    with opened(path, keep=False) as dossier:
        for number, reading in enumerate(some):
            dossier.ledger.add(reading, origin=str(number))
            dossier.update()
            assert len(dossier.claims)  # asked after each
        one_by_one = placed(dossier)
        with Dossier.open(dossier.ledger, tmp_path / "sarn-valley.toml", keep=False) as other:
            assert placed(other) == one_by_one


def test_kept_between_openings(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dossier opened again has the same claims, and takes in what is new as it would have."""
    monkeypatch.setenv("ACCORDING_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("according.dossier.dossier._cast_bytes", lambda *_: [])
    with opened(path, *REPORTS[:2]) as dossier:
        before = placed(dossier)
        with Dossier.open(dossier.ledger, tmp_path / "sarn-valley.toml") as again:
            assert {k: v for k, v in placed(again).items() if k in before} == before
            filled(again.ledger, REPORTS)
            again.update()
            assert set(before) <= set(placed(again))
            assert any(len(claim.reports) == 2 for claim in again.claims)


def test_what_goes_leaves_nothing(path: str) -> None:
    """A claim of a report that is no longer of the dossier is gone with it."""
    with opened(path, *REPORTS) as dossier:
        mine = set(dossier.claims.in_report(2))
        assert mine
        changed = type(dossier.update())((), (2,))
        dossier.claims.update(changed)
        assert not any(2 in claim.reports for claim in dossier.claims)


def test_the_order_of_a_report_changes_nothing(path: str, tmp_path: Path) -> None:
    """Items of a report are put in the order of its text, however the reader lists them."""
    pieces = [SHELLED, counts("17 people were killed there.", "17", 17)]
    sizes = set()
    for order in permutations(pieces):
        with opened(str(Path(path).with_name(f"{order[0].sort}.db")), told(3, *order)) as dossier:
            sizes.add(len(dossier.claims))
    assert sizes == {2}
