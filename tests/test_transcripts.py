"""A transcript is told from other text, and its turns are statements of those who talk."""

import pytest

from according.transcripts import find
from effort import patience, steps
from hand_made import cue, statements

TALK = (
    "THE EVENING PROGRAMME\n\n"
    "HOST: Levan Toor of the Free Marches is here. Will you go to Lasenne?\n"
    "TOOR: We will go. We said so from the start.\nWe always have.\n"
    "(CROSSTALK)\n"
    "HOST: Colonel Pohl said that nine civilians died.\n"
    "TOOR: Twelve died. We buried them.\n"
    "[END VIDEO CLIP]\n"
)

# fmt: off
NONE = [
    # text                                                                              why it is no transcript
    ("",                                                                                "nothing is none"),
    ("Ana Rukh said: it is over.\nBo Orr said: it is not over.\n",                      "labels are names"),
    ("Orsel: Killed 9, Injured 21\nMarn: Killed 3, Injured 17\nSarn: Killed 1\n",       "no label speaks again"),
    ("Killed: 12\nInjured: 30\nKilled: 3\nInjured: 4\n",                                "its words are no talk"),
    ("WATCH: The film of the day is here.\n" * 4,                                       "one alone does not talk"),
    ("ANN: One of many lines here.\nBO: Two of many lines here.\nANN: Three of many lines.\n"
     + "A line that nobody says.\n" * 9 + "BO: The last one of all.\n",                 "most lines are nobody's"),
]
# fmt: on


def test_turns() -> None:
    """Each label has its lines up to the next; what happens in the studio is nobody's."""
    found = [(TALK[slice(*t.label)], [TALK[slice(*w)] for w in t.words]) for t in find(TALK)]
    assert found == [
        ("HOST", ["Levan Toor of the Free Marches is here. Will you go to Lasenne?"]),
        ("TOOR", ["We will go. We said so from the start.", "We always have."]),
        ("HOST", ["Colonel Pohl said that nine civilians died."]),
        ("TOOR", ["Twelve died. We buried them."]),
    ]


@pytest.mark.parametrize("text", [pytest.param(text, id=why) for text, why in NONE])
def test_other_text_has_no_turns(text: str) -> None:
    """Labels alone make no transcript."""
    assert find(text) == []


def test_turns_are_statements() -> None:
    """They are direct, have no cue, and hold what is said in them of others' words."""
    told = cue(TALK, "2:said", "nine civilians died", "HOST: Colonel Pohl")
    told.roles["source"] = [
        type(m)((TALK.index("HOST: Col"), m.span[1]), 0.9) for m in told.roles["source"]
    ]
    found = statements(TALK, told)
    assert [(s.speaker, s.act, s.form, s.kind) for s in found if s.cue is None] == [
        ("HOST", "ask", "direct", "unnamed"),
        ("Levan Toor", "say", "direct", "person"),
        ("HOST", "say", "direct", "unnamed"),
        ("Levan Toor", "say", "direct", "person"),
    ]
    (inner,) = [s for s in found if s.cue]
    assert (inner.source, inner.speaker) == ("Colonel Pohl", "Pohl")
    assert inner.chain == ["Arkan Gazette", "HOST", "Pohl"]


def test_work_grows_with_the_text() -> None:
    """Eight times the turns take about eight times the steps, and a label without an end none."""
    with patience():
        assert steps(lambda: find(TALK * 80)) < 10 * steps(lambda: find(TALK * 10))
        assert find("A" * 100_000) == []
        assert find("Aa " * 100_000) == []
