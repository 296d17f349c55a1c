"""Positions: which party stands where, in whose words."""

import pytest

from according.model.encoder import Found
from according.positions import assemble, whole
from according.records import Position
from according.said import Said
from hand_made import cast, cue, issue, marks, spot, stand, statements

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
    by_cue = stand(TEXT, "rejected", "the draft treaty", "against", probability=0.9)
    for stance, probability in (("for", 0.3), ("against", 0.8)):
        by_issue = issue(TEXT, "the draft treaty", stance, probability=probability)
        by_issue.roles["holder"] = marks(TEXT, "Ana Solen", 0.99)
        assert [p.holder for p in read(TEXT, said, by_issue, by_cue)] == ["Tomas Rehl"]


def test_two_parties_may_stand_otherwise_on_the_same_words() -> None:
    """What one asks for another refuses, if that is likely by itself."""
    text = "Ana Solen asked for a partial truce, which Tomas Rehl rejected."
    asked = cue(text, "asked", "a partial truce", "Ana Solen", act="demand")
    by_cue = stand(text, "asked", "a partial truce", "for", probability=0.9)
    refused = issue(text, "a partial truce", "against", "Tomas Rehl", probability=0.5)
    found = {p.holder: p.stance for p in read(text, asked, by_cue, refused)}
    assert found == {"Ana Solen": "for", "Tomas Rehl": "against"}


WHOLE = [
    # issue               content                                            whole                                 why
    ("release", "to release the three shepherds, he said", "release the three shepherds", "a verb alone"),
    ("new talks", "new talks with the Union but no vote", "new talks with the Union", "to the clause's end"),
    ("a deal", "a deal with the Union on fish", "a deal with the Union on fish", "of, on, with"),
    ("a deal", "a deal that nobody wants", "a deal", "but no clause of its own"),
    ("new talks", 'new talks for "our brothers" in jail', 'new talks for "our brothers"', "to the end of a quotation"),
    ("a deal", "a deal", "a deal", "nothing is beyond the content"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("found", "content", "expected"), [pytest.param(*r, id=why) for *r, why in WHOLE]
)
def test_whole(found: str, content: str, expected: str) -> None:
    """An issue takes in what belongs to it, within the content of its statement."""
    text = f"Rehl wants {content} in June"
    start = text.index(content)
    a, b = whole(text, spot(text, found), [(start, start + len(content))])
    assert text[a:b] == expected


def test_the_speaker_is_a_likely_holder() -> None:
    """A mention that is not likely enough alone is with the speaker's weight."""
    text = "Ana Solen said that a partial truce was wrong."
    said = cue(text, "said", "a partial truce was wrong", "Ana Solen")
    found = issue(text, "a partial truce", "against")
    found.roles["holder"] = marks(text, "Ana Solen", 0.4)
    assert [p.holder for p in read(text, said, found)] == ["Ana Solen"]
    assert read(text, found) == []


def test_nobody_holds_nothing() -> None:
    """An issue outside of any statement that nobody holds is no position."""
    assert read(TEXT, issue(TEXT, "the plan")) == []


def test_an_issue_without_words_of_its_own_is_none() -> None:
    """What only points elsewhere ("it") tells nobody's stance."""
    text = "Veshtia opposes it ."
    assert read(text, issue(text, "it", "against", "Veshtia")) == []


@pytest.mark.parametrize(("act", "holders"), [("say", []), ("reject", ["Delvin Post"])])
def test_a_medium_that_tells_takes_no_stand(act: str, holders: list[str]) -> None:
    """What an outlet reports others to want is no position of its own; what it rejects is."""
    text = "The Delvin Post added that a partial truce was near."
    told = cue(text, "added", "a partial truce was near", "The Delvin Post", kind="outlet", act=act)
    by_cue = stand(text, "added", "a partial truce", "for")
    by_issue = issue(text, "a partial truce", "for", "The Delvin Post", probability=0.5)
    assert [p.holder for p in read(text, told, by_cue)] == holders
    assert [p.holder for p in read(text, told, by_issue)] == holders
