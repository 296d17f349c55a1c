"""Promises of pairs: the last two named in reach, and nobody where they are not two."""

import pytest

from according import names
from according.pairs import pair
from according.speakers import Cast, resolve

LEADERS = "President Ana Rukh met Premier Tomas Rehl in Delvin. {} agreed to meet again."
LANDS = "France and Spain parted in anger. Their envoys left. {} signed nothing."


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        (LEADERS, "The two leaders", ["Ana Rukh", "Tomas Rehl"]),
        (LEADERS, "Both", ["Ana Rukh", "Tomas Rehl"]),
        (LEADERS, "Both men", ["Ana Rukh", "Tomas Rehl"]),
        (LANDS, "Both sides", ["France", "Spain"]),
        (LANDS, "The two countries", ["France", "Spain"]),
        (LEADERS, "The leaders", ["Ana Rukh", "Tomas Rehl"]),
        (LANDS, "The sides", ["France", "Spain"]),
        (LANDS, "The envoys", []),
        (LANDS, "The two leaders", []),
        (LANDS, "The two reports", []),
        (LEADERS, "Both sides", []),
        ("Ana Rukh, Tomas Rehl and Oto Bray met. {} left.", "Both", []),
        (
            "France met Spain. Rain fell. Snow fell. Hail fell. Wind blew. {} left.",
            "Both sides",
            [],
        ),
        ("Nobody was named. {} left.", "Both leaders", []),
        (
            "Ana Rukh spoke first. Tomas Rehl answered her. {} left.",
            "Both",
            ["Ana Rukh", "Tomas Rehl"],
        ),
    ],
)
def test_who_the_two_are(text: str, written: str, meant: list[str]) -> None:
    """Two of the wanted kind in the sentences before are meant; one or three are not."""
    text = text.format(written)
    start = text.index(written)
    assert pair(text, names.find(text), (start, start + len(written))) == meant


def test_the_two_speak_together() -> None:
    """A statement of "both leaders" has both as its speaker, and each can be asked for."""
    text = LEADERS.format("The two leaders")
    start = text.index("The two leaders")
    span = (start, start + len("The two leaders"))
    cast = Cast(text, names.find(text))
    speaker = resolve(cast, span, None, "person", None, None)
    assert speaker == "Ana Rukh and Tomas Rehl"
    assert cast.each(span, speaker) == ["Ana Rukh", "Tomas Rehl"]
