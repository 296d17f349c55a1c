"""Where each party stands, and when it changed its mind."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import homes
from according.dossier.positions import Cell
from according.records import Reading
from talks import Piece, filled, opened, report, stands

REHL, GAZETTE = "Tomas Rehl", "Haldane Gazette"


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh) -> str:
    """Where an empty ledger is."""
    return fresh_sqlite(tmp_path)


def stance(
    day: int, stance_: str, holder: str = REHL, by: str | None = None, **more: Any
) -> Reading:
    """A report on where somebody stands on the exchange of prisoners, by his own word."""
    piece = stands(
        "They spoke of an exchange of prisoners.", "an exchange of prisoners", stance_, holder,
        by=holder if by is None else by, **more,
    )  # fmt: skip
    words = Piece(f"This is report number {day} and no other, written on its own.")
    return report(
        "Harrow Wire", f"2026-03-{day:02}", words, piece, url=f"https://wire.example/{day}"
    )


def cell(
    path: str, *readings: Reading, party: str = "oradan", issue: str = "prisoners"
) -> Cell | None:
    """One cell of the table that these reports make."""
    with opened(path, *readings) as dossier:
        return dossier.positions.cell(party, issue)


# fmt: off
COURSES: list[tuple[Sequence[Reading], str | None, list[str], str]] = [
    # what is told                                                                  now            changed to    why this row exists
    ([stance(3, "against")],                                                        "against",     [],           "a minister speaks for his country"),
    ([stance(3, "against"), stance(5, "against")],                                  "against",     [],           "the same again"),
    ([stance(3, "against"), stance(5, "conditional")],                              "conditional", ["conditional"], "he changes his mind"),
    ([stance(3, "against"), stance(5, "for", "Oradan")],                            "for",         ["for"],      "the country says otherwise than its minister did"),
    ([stance(3, "against"), stance(4, "for", "Oradan"), stance(6, "against")],      "for",         ["for"],      "he says what he has always said: dissent, no change"),
    ([stance(3, "for", by="a diplomat", kind="unnamed")],                           None,          [],           "others say so: shown, and no stance"),
    ([stance(3, "for", by="Ilsa Dravenko")],                                        None,          [],           "the other side says so"),
    ([stance(3, "for", by="")],                                                     "for",         [],           "an outlet states it as plain fact"),
    ([stance(3, "against"), stance(5, "for", by="a diplomat", kind="unnamed")],     "against",     [],           "a rumour changes nothing"),
    ([stance(3, "against", "two Oradani officials", kind="unnamed")],               None,          [],           "officials without a name do not speak for it"),
]
# fmt: on


@pytest.mark.parametrize(
    ("readings", "now", "changes"), [pytest.param(*row, id=why) for *row, why in COURSES]
)
def test_a_party_stands_by_its_own_word(
    path: str, readings: Sequence[Reading], now: str | None, changes: list[str]
) -> None:
    """Changes are marked, and what others say is shown without moving anything."""
    found = cell(path, *readings)
    assert found is not None
    assert (found.current and found.current.stance) == now
    assert [stand.stance for stand in found.changes] == changes
    assert sum(len(stand.evidence) for stand in found.stands) == len(readings)


def test_a_cell_opens_on_the_words(path: str) -> None:
    """Each stand has the item, the chain and the words that it rests on."""
    found = cell(path, stance(3, "against"))
    assert found is not None
    (stand,) = found.stands
    (evidence,) = stand.evidence
    assert stand.words == "an exchange of prisoners"
    assert (evidence.item, evidence.chain) == ("r1.p1", ("Harrow Wire", REHL))
    assert evidence.words == "They spoke of an exchange of prisoners."


def test_dissent_is_shown(path: str) -> None:
    """A minister who stands elsewhere than his country is named."""
    found = cell(path, stance(3, "against"), stance(5, "for", "Oradan"))
    assert found is not None
    assert [stand.holder for stand in found.dissent] == ["tomas-rehl"]


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("an exchange of captives", "prisoners"),
        ("a truce before any release of prisoners", "truce"),
        ("the dam", ""),
    ],
    ids=["by any word of the issue", "the first word decides", "no issue of the file"],
)
def test_an_issue_is_known_by_its_words(path: str, words: str, issue: str) -> None:
    """What is on none of the file's issues is kept by itself."""
    told = report(
        "Harrow Wire", "2026-03-03", stands(f"Rehl is for {words}.", words, "for", REHL, by=REHL)
    )
    assert cell(path, told, issue=issue) is not None


def test_the_table_is_in_the_order_of_the_file(path: str) -> None:
    """Parties by issues; the latest changes can be had by themselves."""
    readings = [stance(3, "for", "Ilsa Dravenko"), stance(4, "against"), stance(5, "for")]
    with opened(path, *readings) as dossier:
        assert [(c.party, c.issue) for c in dossier.positions] == [
            ("oradan", "prisoners"),
            ("veshtia", "prisoners"),
        ]
        filled(dossier.ledger, [stance(6, "against", "Ilsa Dravenko")])
        dossier.update()
        assert [(c.party, s.stance) for c, s in dossier.positions.changes()] == [
            ("veshtia", "against"),
            ("oradan", "for"),
        ]
