"""Copies of one text are found; different reports of one event are not joined."""

import random
from itertools import islice

import pytest
from evaluation import copies as measured

from according import Ledger
from according.ledger import copies
from told import WIRE, reading

TEXTS = measured.gold_texts()
EDITS = measured.edits(TEXTS)


def added(ledger: Ledger, *texts: str) -> list[int | None]:
    """Add texts of different publishers; give whose copies they are."""
    return [
        ledger.add(reading(text, publisher=f"Desk {n}")).copy_of for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_copy_is_found(ledger: Ledger, edit: str) -> None:
    """However a desk edits a wire, its report knows whose copy it is."""
    text = TEXTS[0]
    # The rest of the reports are there, too, so that it is found among others.
    assert added(ledger, *TEXTS[:4], EDITS[edit](text, random.Random(1)))[-1] == 1


@pytest.mark.parametrize(
    "pair", [pytest.param(p, id=str(n)) for n, p in enumerate(islice(measured.different(), 12))]
)
def test_two_reports_of_one_event_are_not_joined(ledger: Ledger, pair: measured.Pair) -> None:
    """Desks that quote the same people and repeat the same background wrote two reports."""
    assert added(ledger, pair.first, pair.second) == [None, None]


def test_a_copy_of_a_copy_knows_the_first(ledger: Ledger) -> None:
    """All copies of a text form one group, whichever of them they were taken from."""
    text = TEXTS[0]
    half = measured.cut(0.6)(text, random.Random(1))
    assert added(ledger, text, half, half[:-40], text) == [None, 1, 1, 1]


def test_a_revision_is_no_copy_of_its_own_report(ledger: Ledger) -> None:
    """A corrected text resembles the former one; that is no news."""
    ledger.add(reading(WIRE, url="https://a.example/"))
    changed = ledger.add(reading(WIRE + " Corrected.", url="https://a.example/"))
    assert (changed.outcome, changed.copy_of) == ("revision", None)
    assert ledger.add(reading(WIRE, url="https://b.example/")).copy_of == 1


@pytest.mark.parametrize(
    ("text", "copy_of"),
    [
        pytest.param("Envoys will meet again on Monday, the ministry said.", 1, id="word for word"),
        pytest.param("Envoys will meet again on Tuesday, the ministry said.", None, id="nearly"),
        pytest.param("", None, id="nothing at all"),
    ],
)
def test_a_line_is_a_copy_only_word_for_word(
    ledger: Ledger, text: str, copy_of: int | None
) -> None:
    """In a flash of ten words, eight may be the same by chance."""
    first = "Envoys will meet again on Monday, the ministry said." if text else ""
    assert added(ledger, first, text) == [None, copy_of]


def test_a_phrase_of_the_house_joins_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands under every article of an outlet neither joins nor hides its reports."""
    monkeypatch.setattr(copies, "COMMON", 3)
    house = " Follow our reporters on every channel and write to the news desk at any hour."
    texts = [text + house for text in TEXTS[:6]]
    assert added(ledger, *texts, texts[5][: len(texts[5]) * 2 // 3]) == [None] * 6 + [6]


def test_samples_are_the_same_for_ever() -> None:
    """They are compared with those that former versions stored."""
    assert copies.samples(WIRE)[:2] == [-9221244381751970648, -4675270322821969968]


def test_a_long_text_has_no_more_samples_than_a_query_takes() -> None:
    """A whole book must not become a query of ten thousand parts."""
    book = " ".join(str(n) for n in range(100_000))
    assert len(copies.samples(book)) == copies.MOST
