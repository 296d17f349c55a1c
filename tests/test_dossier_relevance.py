"""Which reports belong to a dossier."""

from pathlib import Path

import pytest

from according.cast import Cast
from according.dossier import file
from according.dossier.lines import Lines
from according.dossier.parties import Parties
from according.dossier.relevance import Relevance
from talks import TOML

# fmt: off
TEXTS = [
    # text                                                     day            belongs   why this row exists
    ("Oradan and Veshtia met.",                                "2026-03-03",  True,     "two parties"),
    ("Haldane’s ministers met the Veshtians.",                 "2026-03-03",  True,     "by capital and demonym"),
    ("Rehl spoke of the captives.",                            "2026-03-03",  False,    "a surname alone is not enough to be found by"),
    ("Tomas Rehl spoke of the captives.",                      "2026-03-03",  True,     "a person stands for his party; and an issue"),
    ("Oradan expects rain.",                                   "2026-03-03",  False,    "one party and nothing else"),
    ("Kelmara's rail strike goes on.",                         "2026-03-03",  False,    "a mediator alone"),
    ("The truce in the Sarn Valley holds, Kelmara said.",      "2026-03-03",  True,     "three things and no party"),
    ("Oradan and Veshtia met.",                                "2026-01-03",  False,    "before its time"),
    ("Oradan and Veshtia met.",                                None,          True,     "on no day that is known"),
    ("The oradan bird and the veshtia tree.",                  "2026-03-03",  False,    "names are written as names are"),
]
# fmt: on


@pytest.fixture(scope="module")
def relevance() -> Relevance:
    """The names of the dossier."""
    path = Path("d.toml")
    found = file.parse(TOML, path)
    return Relevance(found, Parties(found, Cast({}), Lines(path, TOML)))


@pytest.mark.parametrize(
    ("text", "day", "belongs"), [pytest.param(*row, id=why) for *row, why in TEXTS]
)
def test_a_report_belongs_when_it_names_enough(
    relevance: Relevance,
    text: str,
    day: str | None,
    belongs: bool,  # noqa: FBT001
) -> None:
    """A party and one more thing of the dossier, or three things, within its time."""
    assert relevance.belongs(relevance.names_in(text), day) == belongs
