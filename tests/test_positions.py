"""Positions: which party stands where, in whose words."""

from according.model.encoder import Found
from according.positions import assemble
from according.records import Position
from according.said import Said
from hand_made import cast, cue, issue, marks, stand, statements

TEXT = (
    "Ana Solen said the Arkan League and Tomas Rehl oppose a partial truce. "
    "Rehl rejected the draft treaty. Veshtia supports the plan."
)


def read(text: str, *found: Found) -> list[Position]:
    """Return the positions of a text as read from ``found``, its statements too."""
    said = Said(statements(text, *(f for f in found if f.anchor == "statement")))
    return assemble(text, found, cast(text), said)


def test_plain() -> None:
    """Holder by the fullest name, issue as written."""
    (p,) = read(TEXT, issue(TEXT, "the draft treaty", "against", "2:Rehl"))
    assert (p.holder, p.issue, p.stance) == ("Tomas Rehl", "the draft treaty", "against")
    assert p.statement is None
    assert TEXT[slice(*p.issue_span)] == p.issue


def test_two_holders_are_two_positions() -> None:
    """Each holder has a position of its own."""
    found = read(TEXT, issue(TEXT, "a partial truce", "against", ["Arkan League", "Tomas Rehl"]))
    assert [p.holder for p in found] == ["Arkan League", "Tomas Rehl"]
    assert {p.issue for p in found} == {"a partial truce"}


def test_the_statement_is_the_holders_own() -> None:
    """Of the statements around an issue, the holder's own is named, else the innermost."""
    text = "Tomas Rehl said Ana Solen told the Post that a partial truce was wrong."
    outer = cue(
        text, "said", "Ana Solen told the Post that a partial truce was wrong", "Tomas Rehl"
    )
    inner = cue(text, "told", "a partial truce was wrong", "Ana Solen")
    cases = {"Tomas Rehl": "s1", "Ana Solen": "s2", "Post": "s2"}
    for holder, statement in cases.items():
        found = issue(text, "a partial truce", "against")
        found.roles["holder"] = marks(text, holder, 0.99)
        own = [p.statement for p in read(text, outer, inner, found) if p.holder == holder]
        assert own == [statement]


def test_a_cue_takes_a_stand_for_its_speaker() -> None:
    """Where the network finds a stand at a cue, the statement's speaker holds the issue."""
    said = cue(TEXT, "rejected", "the draft treaty", "2:Rehl", act="reject")
    (p,) = read(TEXT, said, stand(TEXT, "rejected", "the draft treaty", "against"))
    assert (p.holder, p.issue, p.stance, p.statement) == (
        "Tomas Rehl", "the draft treaty", "against", "s1",
    )  # fmt: skip


def test_one_issue_found_twice_keeps_the_surer_finding() -> None:
    """An issue found by itself and by its cue is one position, with one set of holders."""
    said = cue(TEXT, "rejected", "the draft treaty", "2:Rehl", act="reject")
    by_issue = issue(TEXT, "the draft treaty", "for", probability=0.4)
    by_issue.roles["holder"] = marks(TEXT, "Ana Solen", 0.99)
    by_cue = stand(TEXT, "rejected", "the draft treaty", "against", probability=0.9)
    assert [p.holder for p in read(TEXT, said, by_issue, by_cue)] == ["Tomas Rehl"]


def test_nobody_holds_nothing() -> None:
    """An issue outside of any statement that nobody holds is no position."""
    assert read(TEXT, issue(TEXT, "the plan")) == []


def test_an_issue_without_words_of_its_own_is_none() -> None:
    """What only points elsewhere ("it") tells nobody's stance."""
    text = "Veshtia opposes it ."
    assert read(text, issue(text, "it", "against", "Veshtia")) == []
