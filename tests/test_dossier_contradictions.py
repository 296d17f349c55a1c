"""What cannot both hold, and what only looks so."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import homes
from according.dossier.contradictions import Contradiction
from according.records import Reading
from talks import Piece, counts, happens, met, opened, says, stands, told

REHL, DRAVENKO = "Tomas Rehl", "Ilsa Dravenko"
HOSPITAL, MINISTRY = "the hospital", "Oradan's health ministry"


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh) -> str:
    """Where an empty ledger is."""
    return fresh_sqlite(tmp_path)


def shown(path: str, *readings: Reading) -> list[Contradiction]:
    """The contradictions of these reports."""
    with opened(path, *readings) as dossier:
        return list(dossier.contradictions)


def meeting(sentence: str = "Rehl met Dravenko at the mill.", **more: Any) -> Piece:
    """The two met."""
    return met(sentence, actor=[REHL], recipient=[DRAVENKO], **more)


def denial(**more: Any) -> Piece:
    """The two did not."""
    return meeting("Rehl met nobody at the mill, not Dravenko.", status="denied", **more)


def killed(value: int, by: str, sentence: str = "", **more: Any) -> Piece:
    """So many were killed."""
    words = sentence or f"{value} people were killed in Lower Sarn."
    return counts(words, str(value), value, place="Lower Sarn", by=by, kind="body", **more)


def prisoners(stance: str, sentence: str) -> Piece:
    """Where Rehl stands on an exchange."""
    return stands(sentence, "an exchange of prisoners", stance, REHL, by=REHL)


def freed(number: int) -> Piece:
    """So many were freed, as the wire tells it."""
    words = f"Veshtia freed {number} sailors of the Kestrel at the mill."
    return happens(words, "freed", "CONCEDE", actor=["Veshtia"])


def corrected(number: int, former: int) -> Piece:
    """So many, not as was told before."""
    words = f"Veshtia freed {number} of {former} sailors of the Kestrel at the mill, not {former}"
    return says(words, "Veshtia")


def blame() -> Piece:
    """Rehl accuses Veshtia."""
    words = "Rehl blamed Veshtia."
    return happens(words, "blamed", "ACCUSE", actor=[REHL], recipient=["Veshtia"])


def shot() -> list[Piece]:
    """What Rehl has against Veshtia, without its name."""
    return [says("The shells came from the old battery above the mill", REHL)]


def truce(stance: str, sentence: str, words: str, by: str = REHL) -> Piece:
    """Where somebody stands on some truce."""
    return stands(sentence, words, stance, by, by=by)


NO_TRUCE = truce("against", "I reject any truce with Veshtia.", "any truce with Veshtia")
AGREEMENT = happens(
    "Oradan and Veshtia have reached an agreement on the mill.", "agreement", "AGREE",
    actor=["Oradan", "Veshtia"],
)  # fmt: skip
LETTER = says("A letter was brought to Port Isel at night", DRAVENKO)
REFUSES = happens("Dravenko rejects it.", "rejects", "REJECT", actor=[DRAVENKO])
DEAD = counts("12 people were killed in Lower Sarn.", "12", 12, place="Lower Sarn")


def injured(value: int, sentence: str, by: str) -> Piece:
    """So many were injured."""
    return counts(sentence, str(value), value, "injured", place="Lower Sarn", by=by, kind="body")


def claimed(act: str) -> Reading:
    """Veshtia says something of what the papers claim of it."""
    words = "the claims of some papers that Veshtia lays mines off Port Isel"
    reading = told(3, Piece(words, by="the papers", via="Veshtia"))
    outer, inner = reading.statements
    outer = replace(outer, kind="body", act=act)
    return replace(reading, statements=[outer, inner])


def weather() -> Piece:
    """Something else that was said before."""
    return says("It has rained in Lower Sarn since Sunday", "a farmer", kind="unnamed")


def observers(value: int, sentence: str = "") -> Piece:
    """So many observers came."""
    words = sentence or f"{value} observers came to Lower Sarn."
    return counts(words, str(value), value, measure="other", who="observers")


def pointing_back(reading: Reading, to: Sequence[str], cue: str) -> Reading:
    """The last statement's content stands, wholly or in part, before the sentence of its cue."""
    text = reading.report.text
    spans = [(text.index(words), text.index(words) + len(words)) for words in to]
    at = text.index(cue)
    last = replace(
        reading.statements[-1],
        content=list(to), content_spans=spans, cue=cue, cue_span=(at, at + len(cue)),
    )  # fmt: skip
    return replace(reading, statements=[*reading.statements[:-1], last])


# fmt: off
CASES = [
    # reports                                                                                                   kinds          why this row exists
    ([told(3, meeting()), told(4, denial(by=REHL, act="deny"), by="Moor Times")],                               ["denial"],    "told, and denied by one who was there"),
    ([told(3, meeting(by="a diplomat", kind="unnamed"), says("The report", REHL, act="deny"))],                 ["denial"],    "the report is denied"),
    ([told(3, denial(by=REHL, act="deny")), told(9, meeting(date="2026-03-08"), by="Moor Times")],              [],            "it came to be after it was denied"),
    ([told(3, meeting(by=REHL)), told(4, denial(by=REHL, act="deny"), by="Moor Times")],                        [],            "no word of one against another's: of himself"),
    ([told(3, meeting()), told(4, meeting("Rehl will meet Dravenko; he met her before.", status="planned"), by="Moor Times")], [], "planned again"),
    ([told(3, killed(26, MINISTRY)), told(4, killed(17, HOSPITAL))],                                            ["figure"],    "two counts by two who counted"),
    ([told(3, killed(9, HOSPITAL)), told(4, killed(17, HOSPITAL))],                                             [],            "one who counts again"),
    ([told(3, killed(9, MINISTRY)), told(5, killed(17, HOSPITAL))],                                             [],            "a toll that rises"),
    ([told(3, prisoners("against", "I reject an exchange of prisoners.")), told(9, prisoners("for", "I am for an exchange of prisoners."))], ["position"], "he was against, and is for it"),
    ([told(3, prisoners("for", "I am for an exchange of prisoners.")), told(9, prisoners("for", "I want an exchange of prisoners."))], [], "he stays with it"),
    ([told(3, says("The truce is over", REHL)), told(4, says("The truce remains in force", DRAVENKO))],         ["status"],    "over, and in force"),
    ([told(3, says("The truce remains in force", DRAVENKO)), told(13, says("The truce is over", REHL))],        [],            "it was in force, and is over"),
    ([told(3, says("The truce remains in force", DRAVENKO)), told(4, says("Somebody wanted the truce dead", REHL))], [],              "only wanted to be over"),
    ([told(3, freed(31)), told(4, corrected(30, 31))],                                                  [],            "one number corrected to another"),
    ([told(3, meeting()), told(4, says("The meeting of Rehl and Dravenko at the mill was not a meeting", REHL))], [],          "what it may be called, not whether it was"),
    ([told(3, meeting()), told(4, meeting("Rehl will not have met Dravenko at the mill.", status="denied", by=REHL))], [],     "what somebody will not do"),
    ([told(3, meeting(date="2026-03-03")), told(4, denial(by=REHL, act="deny"), by="Moor Times"), told(6, meeting(by=REHL), by="Sarn Post")], ["denial"], "he who denies it said so, too, but others do as well"),
    ([told(3, denial(by=REHL, act="deny")), told(9, meeting(), by="Moor Times")],                               [],            "told later, without a day"),
    ([told(3, blame(), *shot(), says("It had fired", "Veshtia", act="deny"))],                                  ["denial"],    "accused, and denied in the next words"),
    ([told(3, blame(), *shot(), says("It had fired", "Kelmara", act="deny"))],                                  [],            "another is accused than he who denies"),
    ([told(3, meeting(), weather(), says("It is not true", REHL, act="deny"), says("Rehl did not meet Dravenko", REHL))], ["denial"], "what is not true is told by what he says next"),
    ([told(3, observers(60)), told(4, observers(24, "A first group of 24 observers came to Lower Sarn."), by="Moor Times")], [], "a part of the whole"),
    ([told(3, meeting()), told(4, says("Rehl met Dravenko at the mill as at none more apt", DRAVENKO), by="Moor Times")], [],     "none more apt: a comparison"),
    ([told(3, meeting()), told(4, says("Rehl has no interest in the mill", REHL), by="Moor Times")],            [],            "no interest: not that it was not so"),
    ([told(3, meeting()), told(4, says("Dravenko does not know whether Rehl met her at the mill", DRAVENKO), by="Moor Times")], [], "a negation of something else"),
    ([told(3, prisoners("against", "I reject an exchange of prisoners.")), told(9, stands("I am for a list of prisoners.", "a list of prisoners", "for", REHL, by=REHL))], [], "of one issue, but not one matter"),
    ([told(3, stands("I reject the draft on prisoners.", "the draft on prisoners", "against", REHL, by=REHL)), told(9, stands("We keep to the prisoners.", "the prisoners", "for", REHL, by=REHL))], [], "one word in common, of any text"),
    ([told(3, counts("In Lower Sarn 26 people were killed in the night.", "26", 26, place="Lower Sarn")), told(3, counts("In Lower Sarn 17 people were killed in the night.", "17", 17, place="Lower Sarn"), by="Moor Times")], [], "two counts on nobody's word"),
    ([told(3, NO_TRUCE), told(9, truce("for", "I am for a truce.", "a truce"))],                                ["position"],  "a matter in full and for short"),
    ([told(3, NO_TRUCE), told(6, truce("for", "I want truce flags.", "truce flags")), told(9, truce("for", "I am for a truce.", "a truce"))], ["position"], "not of the matter at first, and then of it"),
    ([told(3, NO_TRUCE, truce("for", "I am for a truce.", "a truce"))],                                         [],            "both in one report"),
    ([told(3, NO_TRUCE), told(9, truce("for", "I am for a truce.", "a truce", DRAVENKO))],                      [],            "two who differ"),
    ([told(3, truce("against", "No truce before the guns leave.", "truce before the guns leave")), told(9, truce("for", "I am for a truce.", "a truce"))], [], "a condition, and what it is a condition of"),
    ([told(3, AGREEMENT), told(4, says("There is no agreement", REHL), by="Moor Times")],                       ["denial"],    "there is none, says one of them"),
    ([told(3, AGREEMENT), told(4, says("There is no agreement", "a farmer", kind="unnamed"), by="Moor Times")], [],            "there is none, says one who takes no part"),
    ([told(3, AGREEMENT), told(20, says("There is no agreement", REHL), by="Moor Times")],                      [],            "there is none, weeks later"),
    ([told(3, LETTER, says("No such letter has arrived", REHL))],                                               ["denial"],    "no such thing as was told just before"),
    ([told(3, says("A letter was brought to Port Isel at night", REHL), says("No such letter has arrived", REHL))], [],        "no such thing as he told himself"),
    ([told(3, LETTER, says("No such boat has arrived", REHL))],                                                 [],            "no such thing as nobody told of"),
    ([claimed("reject")],                                                                                       ["denial"],    "another's claim is rejected"),
    ([claimed("confirm")],                                                                                      [],            "another's claim is confirmed"),
    ([told(3, says("The paper is a surrender", REHL), REFUSES)],                                                [],            "who rejects it may reject a plan"),
    ([told(3, says("The truce is over", REHL)), told(4, says("The truce is still in force and must not be ended", DRAVENKO))], ["status"], "in force, and something else that is not to be"),
    ([told(3, injured(60, "60 people were injured in Lower Sarn.", MINISTRY)), told(4, DEAD, injured(46, "Another 46 people were injured in Lower Sarn.", HOSPITAL), by="Moor Times")], ["figure"], "others than the dead, no part of the injured"),
    ([told(3, injured(60, "60 people were injured in Lower Sarn.", MINISTRY)), told(4, injured(14, "14 people were injured in Lower Sarn at dawn.", HOSPITAL), injured(46, "Another 46 people were injured in Lower Sarn.", HOSPITAL), by="Moor Times")], [], "others than those injured before"),
    ([told(3, happens("Shells hit the mill.", "hit", "ASSAULT"))],                                              [],            "nobody says otherwise"),
]
# fmt: on


@pytest.mark.parametrize(
    ("readings", "kinds"), [pytest.param(r, kinds, id=why) for r, kinds, why in CASES]
)
def test_what_cannot_both_hold(path: str, readings: list[Reading], kinds: list[str]) -> None:
    """Shown is what cannot both hold, not what changed, grew or was corrected."""
    assert [each.kind for each in shown(path, *readings)] == kinds


def test_both_sides_with_their_sourcing(path: str) -> None:
    """Each side has its words, its evidence and its origins, the one told first before."""
    (found,) = shown(path, told(3, killed(26, MINISTRY)), told(4, killed(17, HOSPITAL)))
    assert (found.a.words, found.b.words) == ("26", "17")
    assert found.a.evidence[0].by == MINISTRY
    assert found.since[:10] == "2026-03-04"
    assert found.a.origins == found.b.origins == 1


def test_a_report_that_comes_is_taken_in(path: str) -> None:
    """A denial that comes after a dossier was opened is shown when it is updated."""
    with opened(path, told(3, meeting())) as dossier:
        assert not list(dossier.contradictions)
        dossier.ledger.add(told(4, denial(by=REHL, act="deny"), by="Moor Times"))
        dossier.update()
        assert [each.kind for each in dossier.contradictions] == ["denial"]


def test_the_words_are_those_that_answer_each_other(path: str) -> None:
    """Of a claim told in several ways the side shows the words that the other side answers."""
    (found,) = shown(
        path,
        told(3, meeting(), weather(), says("It is not true", REHL, act="deny"),
             says("Rehl did not meet Dravenko", REHL)),
    )  # fmt: skip
    assert "met Dravenko" in found.a.words
    assert "rained" not in found.a.words


def test_a_denial_is_shown_in_the_words_of_somebody(path: str) -> None:
    """Where an outlet tells a denial in words of its own, too, those of the denier are shown."""
    (found,) = shown(
        path,
        told(3, meeting()),
        told(4, denial(), by="Sarn Post"),
        told(5, meeting("Rehl did not meet Dravenko.", trigger="meet", status="denied", by=REHL),
             by="Moor Times"),
    )  # fmt: skip
    assert found.b.words == "Rehl did not meet Dravenko."


def test_a_denial_that_points_back_is_shown_in_its_own_words(path: str) -> None:
    """What "that" stands for is not what the denier said."""
    shells = says("The shells came from the old battery above the mill.", REHL)
    reading = told(3, blame(), shells, says("Veshtia denies that.", "Veshtia", act="deny"))
    back = pointing_back(reading, ["came from the old battery above the mill"], "denies")
    (found,) = shown(path, back)
    assert found.a.words == "The shells came from the old battery above the mill."
    assert found.b.words == "Veshtia denies that."


def test_a_denial_read_as_two_claims_is_shown_once(path: str) -> None:
    """It may be read with what was told of the matter just before, and so make two claims."""
    earlier = told(
        4, meeting("Rehl did not meet Dravenko.", trigger="meet", status="denied", by=REHL)
    )
    confirmed = "Kelmara had brought Rehl together with Dravenko at the old mill above Lower Sarn"
    later = told(
        5,
        meeting(f"{confirmed}.", trigger="brought", by="Kelmara", kind="body", act="confirm"),
        meeting("He denied that Rehl met Dravenko.", status="denied", by=REHL, act="deny"),
        by="Moor Times",
    )
    back = pointing_back(later, [confirmed, "Rehl met Dravenko"], "denied")
    kinds = [each.kind for each in shown(path, told(3, meeting()), earlier, back)]
    assert kinds == ["denial"]


def test_a_denial_holds_no_words_on_something_else(path: str) -> None:
    """Of what the denier says next only what is of the same matter is shown with the denial."""
    untrue = says("It is not true", REHL, act="deny")
    other = says("The ferry does not sail before noon", REHL)
    (found,) = shown(path, told(3, meeting(by="a diplomat", kind="unnamed"), untrue, other))
    assert found.b.words == "It is not true"


def test_what_is_rejected_as_a_claim_is_shown_with_the_word_for_it(path: str) -> None:
    """What the claim says is not what the denier says."""
    reading = claimed("deny")
    start = reading.report.text.index("the claims of some papers")
    outer, inner = reading.statements
    cue = replace(outer, cue="dismissed", cue_span=(start - 8, start - 1))
    (found,) = shown(path, replace(reading, statements=[cue, inner]))
    words = {found.a.words, found.b.words}
    assert any(said.endswith("lays mines off Port Isel") for said in words)
    assert reading.report.text[start - 8 : outer.content_spans[0][1]] in words
