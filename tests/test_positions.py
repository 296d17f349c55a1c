"""Positions: which party stands where, in whose words."""

from according.model.encoder import Found
from according.positions import assemble
from according.records import Position
from according.said import Said
from hand_made import cast, cue, issue, marks, statements

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


def test_who_speaks_holds_what_nobody_else_does() -> None:
    """An issue inside a statement, with no holder found, is its speaker's."""
    said = cue(TEXT, "rejected", "the draft treaty", "2:Rehl", act="reject")
    (p,) = read(TEXT, said, issue(TEXT, "the draft treaty", "against"))
    assert (p.holder, p.statement) == ("Tomas Rehl", "s1")


def test_nobody_holds_nothing() -> None:
    """An issue outside of any statement that nobody holds is no position."""
    assert read(TEXT, issue(TEXT, "the plan")) == []


def test_an_issue_without_words_of_its_own_is_none() -> None:
    """What only points elsewhere ("it") tells nobody's stance."""
    text = "Veshtia opposes it ."
    assert read(text, issue(text, "it", "against", "Veshtia")) == []
