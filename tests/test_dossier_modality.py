"""The words beside an event that say it did not happen, or would have."""

from pathlib import Path

import pytest

import homes
from according.dossier.modality import negated, unreal
from according.records import Event
from talks import met, opened, report

# fmt: off
WORDS = [
    # sentence                                   trigger    negated  unreal   why this row exists
    ("Rehl met Dravenko.",                       "met",     False,   False,   "it happened"),
    ("Rehl had met nobody from Veshtia.",        "met",     True,    False,   "with nobody"),
    ("Rehl talked to no one from Veshtia.",      "talked",  True,    False,   "to no one"),
    ("Rehl has not met Dravenko.",               "met",     True,    False,   "not"),
    ("Rehl has never yet met Dravenko.",         "met",     True,    False,   "never, with words between"),
    ("Rehl hasn’t met Dravenko.",                "met",     True,    False,   "not, in short"),
    ("They did not shake hands when Rehl met Dravenko.", "met", False, False, "the not of another verb"),
    ("Rehl would have met Dravenko.",            "met",     False,   True,    "would have"),
    ("Rehl said it’d have met Dravenko.",        "met",     False,   True,    "would have, in short"),
    ("Rehl would gladly have met Dravenko.",     "met",     False,   True,    "with a word between"),
    ("Rehl will have met Dravenko by then.",     "met",     False,   False,   "what is to come is not unreal"),
]
# fmt: on


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh) -> str:
    """Where an empty ledger is."""
    return fresh_sqlite(tmp_path)


@pytest.mark.parametrize(
    ("sentence", "trigger", "not_so", "would"), [pytest.param(*row, id=why) for *row, why in WORDS]
)
def test_words_beside_an_event_say_what_it_is(
    path: str, sentence: str, trigger: str, *, not_so: bool, would: bool
) -> None:
    """Whatever status the reader gave it."""
    reading = report("Harrow Wire", "2026-03-03", met(sentence, trigger))
    with opened(path, reading) as dossier:
        (item,) = [item for item in dossier.material if item.kind == "event"]
        assert isinstance(item.record, Event)
        assert (negated(item, item.record), unreal(item, item.record)) == (not_so, would)
