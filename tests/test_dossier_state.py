"""The state of the talks: what moves it, and what must not."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import homes
from according.dossier.state import Course
from according.records import Reading
from talks import TOML, Piece, filled, happens, met, opened, says, told

REHL, DRAVENKO, SOLEN = "Tomas Rehl", "Ilsa Dravenko", "Amira Solen"
BOTH: dict[str, Any] = {"actor": [REHL], "recipient": [DRAVENKO]}
DIPLOMAT: dict[str, Any] = {"by": "a diplomat", "kind": "unnamed"}


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh) -> str:
    """Where an empty ledger is."""
    return fresh_sqlite(tmp_path)


def meeting(**more: Any) -> Piece:
    """The two met, as one of them says."""
    return met("Rehl met Dravenko.", **(BOTH | {"by": REHL} | more))


def messages(**more: Any) -> Piece:
    """Messages were carried between them, as the mediator says."""
    return met(
        "Solen carried messages between Rehl and Dravenko.",
        "messages",
        **({"actor": [SOLEN, REHL], "recipient": [DRAVENKO], "by": SOLEN} | more),
    )


def offer(**more: Any) -> Piece:
    """The mediator hands over a proposal."""
    given = {"actor": [SOLEN], "recipient": [REHL, DRAVENKO], "by": SOLEN} | more
    return happens("Solen handed them a proposal.", "handed", "REQUEST", **given)


def remains(**more: Any) -> Piece:
    """The mediator's proposal is still there."""
    given = {"actor": [SOLEN], "recipient": [REHL, DRAVENKO], "by": SOLEN} | more
    return happens("Its proposal remained open.", "proposal", "REQUEST", **given)


def rejects(**more: Any) -> Piece:
    """One of them rejects it."""
    return happens(
        "Rehl rejected the proposal.",
        "rejected",
        "REJECT",
        **({"actor": [REHL], "by": REHL} | more),
    )


def accepts(**more: Any) -> Piece:
    """One of them accepts it."""
    given = {"actor": [REHL], "by": REHL} | more
    return happens("Rehl accepted the proposal.", "accepted", "AGREE", **given)


def signs(**more: Any) -> Piece:
    """Both sign."""
    return happens("Both signed the truce.", "signed", "AGREE", **(BOTH | {"by": SOLEN} | more))


def holds(**more: Any) -> Piece:
    """The truce begins."""
    return happens("The truce took effect.", "truce", "RETREAT", **({"by": SOLEN} | more))


def ends(**more: Any) -> Piece:
    """One of them ends it."""
    given = {"actor": [DRAVENKO], "by": DRAVENKO} | more
    return happens("Dravenko declared the truce over.", "declared", "RETREAT", **given)


def refuses(**more: Any) -> Piece:
    """One of them will not go on."""
    given = {"actor": [DRAVENKO], "by": DRAVENKO, "status": "denied"} | more
    return met("Veshtia would take no further part in meetings.", "meetings", **given)


def suspends(what: str) -> Piece:
    """One of them suspends something."""
    given: dict[str, Any] = {"actor": [DRAVENKO], "by": DRAVENKO}
    return happens(f"Dravenko suspended {what}.", "suspended", "RETREAT", **given)


AGAIN = met("Rehl and Dravenko met again.", by=SOLEN, date="2026-03-11", **BOTH)
SAID = happens("Both are said to have signed a deal.", "signed", "AGREE", **BOTH)
HEDGED = happens("It is claimed that both signed the truce.", "signed", "AGREE", **BOTH)
WOULD_HAVE = happens("They would have signed the truce.", "signed", "AGREE", by=REHL, **BOTH)
DRAFT = happens("There is a draft agreement.", "draft agreement", "AGREE", by=SOLEN, **BOTH)
OTHER_EVENT = happens(
    "The truce was over for many when Veshtian ships shelled the coast.", "shelled", "ASSAULT",
    actor=["Veshtia"], by=DRAVENKO,
)  # fmt: skip
NO_MORE = met("No further part in talks for Dravenko.", "talks", actor=[DRAVENKO], status="denied")
ACCEPTS_TOO = happens(
    "Dravenko accepted the proposal.", "accepted", "AGREE", actor=[DRAVENKO], by=DRAVENKO
)
OWN_OFFER = happens(
    "Dravenko put a proposal to Rehl.", "put", "REQUEST", actor=[DRAVENKO], recipient=[REHL],
    by=DRAVENKO,
)  # fmt: skip
CHANGED = happens(
    "Rehl refused to answer. The proposal was handed over on the third.", "refused", "REJECT",
    actor=[REHL], by=REHL,
)  # fmt: skip
LEFT_OUT = happens(
    "Oradan and Kelmara signed the deal without the Veshtian Dravenko.", "signed", "AGREE",
    actor=["Oradan", "Kelmara"], recipient=[DRAVENKO], by=REHL,
)  # fmt: skip
PUTS_HANDS = met("They shook hands over the document.", "shook hands", by=SOLEN, **BOTH)
DEAD = happens("The truce was dead.", "truce", "RETREAT", actor=[DRAVENKO], by=DRAVENKO)
UPHELD = says("The truce is still in force", SOLEN)
FREED = happens("Oradan freed twenty prisoners.", "freed", "RETREAT", actor=["Oradan"], by=REHL)


# fmt: off
COURSES: list[tuple[Sequence[Reading], list[tuple[str, str]], str]] = [
    # what is told                                              the changes                                             why this row exists
    ([told(3)],                                                 [],                                                     "nothing"),
    ([told(3, messages())],                                     [("backchannel", "03")],                                "a mediator carries messages"),
    ([told(3, meeting())],                                      [("talks", "03")],                                      "they meet, one of them says"),
    ([told(3, meeting(by=SOLEN)), told(4, meeting(status="denied", by=REHL))], [("talks", "03")],                       "they meet, the mediator says; the denial comes later"),
    ([told(3, meeting(by="")), told(4, meeting(status="denied", by=REHL)), told(6, meeting(by=SOLEN))], [("backchannel", "06")], "a meeting that a party denies and the mediator confirms"),
    ([told(3, meeting()), told(5, offer())],                    [("talks", "03"), ("offer on the table", "05")],        "a proposal"),
    ([told(3, meeting()), told(5, offer()), told(7, rejects())], [("talks", "03"), ("offer on the table", "05"), ("rejected", "07")], "and its rejection"),
    ([told(3, rejects())],                                      [],                                                     "a rejection of what nobody has talked about"),
    ([told(3, meeting()), told(5, signs()), told(7, holds()), told(20, ends())], [("talks", "03"), ("agreed", "05"), ("in force", "07"), ("broken down", "20")], "a truce from beginning to end"),
    ([told(3, holds())],                                        [],                                                     "a truce that nobody agreed"),
    ([told(3, ends())],                                         [],                                                     "the end of what there was not"),
    ([told(3, meeting()), told(5, signs()), told(9, met("Rehl called Dravenko.", "called", **(BOTH | {"by": REHL})))], [("talks", "03"), ("agreed", "05")], "to talk after an agreement is no step back"),
    ([told(3, meeting()), told(5, rejects()), told(12, rejects(by="")), told(14, met("Rehl called Dravenko.", "called", **(BOTH | {"by": REHL})))], [("talks", "03"), ("rejected", "05"), ("talks", "14")], "talks are taken up again"),
    ([told(3, meeting()), told(5, rejects()), told(9, met("Rehl called Dravenko.", "called", **(BOTH | {"by": REHL})), rejects(by=""))], [("talks", "03"), ("rejected", "05"), ("talks", "09")], "a rejection told again is no new one"),
    ([told(3, meeting(by=SOLEN), meeting(status="denied", by=REHL))], [("backchannel", "03")],                          "what the same report says is known at once, in whatever order"),
    ([told(3, meeting(by=SOLEN), meeting(status="denied", by=REHL)), told(12, AGAIN)], [("backchannel", "03")],         "and stays a backchannel while no party owns a meeting"),
    ([told(3, meeting(by=SOLEN), meeting(status="denied", by=REHL)), told(12, replace(AGAIN, by=REHL))], [("backchannel", "03"), ("talks", "12")], "until one does"),
    ([told(3, meeting(by=SOLEN), meeting(status="denied", by=REHL)), told(6, meeting(by=DRAVENKO))], [("backchannel", "03"), ("talks", "06")], "or owns the very meeting"),
    ([told(3, meeting()), told(5, remains())],   [("talks", "03")],                                      "that a proposal remains open hands over none"),
    ([told(3, meeting()), told(5, offer()), told(7, rejects(by=DRAVENKO))], [("talks", "03"), ("offer on the table", "05")], "one party does not say for the other that it rejects"),
    ([told(3, meeting()), told(5, WOULD_HAVE)],                 [("talks", "03")],                                      "what they would have signed"),
    ([told(3, meeting()), told(5, signs(date="2026-03-09"))],   [("talks", "03")],                                      "signed, it says, on a day still to come"),
    ([told(3, meeting()), told(5, DRAFT)],                      [("talks", "03")],                                      "a draft agreement is none"),
    ([told(3, meeting()), told(5, signs()), told(7, OTHER_EVENT)], [("talks", "03"), ("agreed", "05")],                 "another deed in a sentence that tells of an end"),
    ([told(3, meeting()), told(5, refuses(status="denied"))],   [("talks", "03"), ("broken down", "05")],               "a refusal to go on, read as a meeting that is denied"),
    ([told(3, meeting()), told(5, refuses(status="planned"))],  [("talks", "03"), ("broken down", "05")],               "or as one that is to come"),
    ([told(3, meeting()), told(5, refuses(by="")), told(6, NO_MORE, by="Estuary Chronicle")], [("talks", "03"), ("broken down", "06")], "which two outlets say"),
    ([told(3, meeting()), told(5, refuses(by=""))],             [("talks", "03")],                                      "which one outlet says"),
    ([told(3, meeting()), told(5, ends(status="denied"))],      [("talks", "03")],                                      "the end is denied"),
    ([told(3, meeting()), told(5, offer()), told(7, accepts()), told(8, ACCEPTS_TOO), told(9, holds())], [("talks", "03"), ("offer on the table", "05"), ("accepted", "08"), ("in force", "09")], "a proposal that both accept, and that takes effect"),
    ([told(3, meeting()), told(5, offer()), told(7, accepts()), told(20, ACCEPTS_TOO)], [("talks", "03"), ("offer on the table", "05"), ("accepted", "20")], "the second accepts it long after the first"),
    ([told(3, meeting()), told(5, offer()), told(7, accepts())], [("talks", "03"), ("offer on the table", "05")],        "a mediator's proposal that one of them accepts"),
    ([told(3, meeting()), told(5, OWN_OFFER), told(7, accepts())], [("talks", "03"), ("offer on the table", "05"), ("accepted", "07")], "a proposal of the one that the other accepts"),
    ([told(3, meeting()), told(7, accepts())],                  [("talks", "03"), ("accepted", "07")],                  "a proposal that nobody told of"),
    ([told(3, meeting()), told(5, offer()), told(7, CHANGED)],  [("talks", "03"), ("offer on the table", "05")],        "another refusal, in the sentence before a plan"),
    ([told(3, meeting()), told(5, LEFT_OUT)],                   [("talks", "03")],                                      "a deal of one of them with others, without the other"),
    ([told(3, meeting()), told(5, PUTS_HANDS)],                 [("talks", "03")],                                      "to shake hands is to hand over nothing"),
    ([told(3, meeting()), told(5, suspends("her withdrawal from the mill"))], [("talks", "03")],                        "something else is suspended"),
    ([told(3, meeting()), told(5, suspends("all further talks"))], [("talks", "03"), ("broken down", "05")],            "the talks are suspended"),
    ([told(3, meeting()), told(5, suspends("her part in the negotiations"))], [("talks", "03"), ("broken down", "05")], "or the part in them"),
    ([told(3, meeting()), told(5, DEAD)],                       [("talks", "03"), ("broken down", "05")],               "how a party sees things, and nobody otherwise"),
    ([told(3, meeting()), told(5, DEAD, UPHELD)],               [("talks", "03")],                                      "how one party sees things, and a mediator otherwise"),
    ([told(3, meeting()), told(5, DEAD, replace(UPHELD, by="a diplomat", kind="unnamed"))], [("talks", "03"), ("broken down", "05")], "and somebody otherwise who need not know"),
    ([told(3, meeting()), told(5, ends(), UPHELD)],             [("talks", "03"), ("broken down", "05")],               "the deed of a party, which a mediator does not undo"),
    ([told(3, meeting()), told(5, signs()), told(7, FREED)],    [("talks", "03"), ("agreed", "05")],                    "prisoners freed by one of them are no exchange"),
]
NOTHING: list[tuple[Sequence[Reading], str, str]] = [
    # what is told                                                                      would be         why this row exists
    ([told(3, signs(**DIPLOMAT))],                                                      "agreed",        "one unnamed source"),
    ([told(3, signs(**DIPLOMAT)), told(4, signs(**DIPLOMAT), by="Estuary Chronicle")],  "agreed",        "unnamed sources of two outlets"),
    ([told(3, signs(by=""))],                                                           "agreed",        "one outlet"),
    ([told(3, signs(by="")), told(4, signs(by="Harrow Wire", kind="outlet"), by="Estuary Chronicle")], "agreed", "one outlet, and another that has it from there"),
    ([told(3, signs(status="planned"))],                                                "agreed",        "what is still to come"),
    ([told(3, signs(by="", status="denied"), signs(by="")), told(4, signs(status="denied", by=REHL)), told(5, signs(by=""), by="Estuary Chronicle")], "agreed", "two outlets, against a party's denial"),
    ([told(3, meeting(by=""))],                                                         "talks",         "a meeting that one outlet tells"),
    ([told(3, HEDGED), told(4, SAID, by="Estuary Chronicle")],                          "agreed",        "two outlets, both on what is said"),
    ([told(3, messages(**DIPLOMAT))],                                                   "backchannel",   "messages, says a diplomat"),
]
# fmt: on


def course(path: str, *readings: Reading) -> Course:
    """The course of the talks that these reports tell."""
    with opened(path, *readings) as dossier:
        return dossier.state.of("oradan", "veshtia")


@pytest.mark.parametrize(
    ("readings", "changes"), [pytest.param(*row, id=why) for *row, why in COURSES]
)
def test_the_talks_move_by_rules(
    path: str, readings: Sequence[Reading], changes: list[tuple[str, str]]
) -> None:
    """Each change on the day on which it was known, from a state that it can follow."""
    found = course(path, *readings)
    assert found.changes[0].state == "none"
    assert [(c.state, c.since[-2:]) for c in found.changes[1:]] == changes


@pytest.mark.parametrize(
    ("readings", "would_be"), [pytest.param(*row, id=why) for *row, why in NOTHING]
)
def test_the_unconfirmed_is_a_signal_and_moves_nothing(
    path: str, readings: Sequence[Reading], would_be: str
) -> None:
    """However often it is told."""
    found = course(path, *readings)
    assert [change.state for change in found.changes] == ["none"]
    assert would_be in {signal.would_be for signal in found.signals}


def test_two_outlets_on_their_own_are_enough(path: str) -> None:
    """When no party contradicts; and the change says how many origins it has."""
    found = course(path, told(3, signs(by="")), told(4, signs(by=""), by="Estuary Chronicle"))
    assert (found.current.state, found.current.since, found.current.origins) == (
        "agreed",
        "2026-03-04",
        2,
    )
    assert [e.publisher for e in found.current.evidence] == ["Harrow Wire", "Estuary Chronicle"]


def test_a_signal_says_when_it_was_settled(path: str) -> None:
    """A rumour that is confirmed later stays on record as the signal it was."""
    found = course(path, told(3, messages(**DIPLOMAT)), told(6, messages()))
    (signal,) = found.signals
    assert (signal.since, signal.settled) == ("2026-03-03", "2026-03-06")
    assert found.current.since == "2026-03-06"


def test_a_change_names_those_who_deny_it(path: str) -> None:
    """The mediator says it is agreed, a party says it is not: both stand there."""
    found = course(path, told(3, signs(), signs(status="denied", by=REHL)))
    assert found.current.state == "agreed"
    assert [each.by for each in found.current.contested] == [REHL]


def test_only_those_who_must_know_settle_it(path: str) -> None:
    """What a third party says of two others is one voice among others."""
    third = '[[party]]\nname = "Tarrow"\nkind = "country"\n'
    with opened(path, told(3, signs(by="Tarrow", kind="body")), toml=TOML + third) as dossier:
        assert dossier.state.of("oradan", "veshtia").current.state == "none"


HOME = TOML + '[[party]]\nname = "Lantern Party"\nkind = "party"\n'


def test_what_one_party_does_is_of_those_that_talk(path: str) -> None:
    """A pair that is not known to be in touch has no course, whatever one of the two does."""
    heard = met("Rehl met the Lantern Party.", actor=[REHL], recipient=["Lantern Party"])
    both = [told(3, meeting(), heard), told(5, remains()), told(7, offer()), told(9, rejects())]
    with opened(path, *both, toml=HOME) as dossier:
        assert dossier.state.of("oradan", "veshtia").current.state == "rejected"
        home = dossier.state.of("oradan", "lantern-party")
        assert [change.state for change in home.changes] == ["none"]
        assert [signal.would_be for signal in home.signals] == ["talks"]


def test_a_mediator_acts_between_those_it_brings_together(path: str) -> None:
    """A proposal to nobody that is named is not of parties whom another brought together."""
    other = HOME + '[[mediator]]\nname = "Tarrow"\nkind = "country"\n'
    handed = happens("Tarrow handed over a proposal.", "handed over", "REQUEST", actor=["Tarrow"], by="Tarrow", kind="body")  # fmt: skip  # noqa: E501
    through = meeting(mediator=[SOLEN])
    with opened(path, told(3, through), told(5, handed), toml=other) as dossier:
        assert dossier.state.of("oradan", "veshtia").current.state == "talks"


def test_the_course_follows_the_ledger(path: str) -> None:
    """After an update it is what it would be, opened anew; and it can be asked for any day."""
    with opened(path, told(3, meeting())) as dossier:
        assert dossier.state.of("veshtia", "oradan").current.state == "talks"
        filled(dossier.ledger, [told(5, offer()), told(7, rejects())])
        dossier.update()
        grown = dossier.state.of("oradan", "veshtia")
        dossier._parts.clear()
        assert dossier.state.of("oradan", "veshtia") == grown
        assert [grown.on(f"2026-03-0{day}").state for day in (2, 4, 6, 8)] == [
            "none",
            "talks",
            "offer on the table",
            "rejected",
        ]
        assert list(dossier.state) == [grown]


THREE = TOML + '[[party]]\nname = "Tarrow"\nkind = "country"\ndemonyms = ["Tarrovian"]\n'
SET = ("oradan", "veshtia", "tarrow")
ALL = {"actor": [REHL, "Tarrow"], "recipient": [DRAVENKO]}


def together(**more: Any) -> Piece:
    """All three meet."""
    return met("Rehl, Dravenko and the envoy of Tarrow met.", **(ALL | {"by": SOLEN} | more))


def all_sign(**more: Any) -> Piece:
    """All three sign."""
    sentence = "Rehl, Dravenko and the envoy of Tarrow signed the truce."
    return happens(sentence, "signed", "AGREE", **(ALL | {"by": SOLEN} | more))


def leaves(sentence: str, **more: Any) -> Piece:
    """One of them walks out."""
    given = {"actor": [DRAVENKO], "by": DRAVENKO} | more
    return happens(sentence, "walked out", "RETREAT", **given)


TARROW_TOO = says("Tarrow waits.", by="Ana Kell")  # so that a report names all three
# fmt: off
SETS: list[tuple[Sequence[Reading], list[tuple[str, str]], list[tuple[str, str]], str]] = [
    # what is told                                          the set's changes                                     those of Oradan and Veshtia                           why this row exists
    ([told(3, meeting())],                                  [],                                                   [("talks", "03")],                                    "two meet"),
    ([told(3, together()), told(5, all_sign()), told(7, holds(), TARROW_TOO)], [("talks", "03"), ("agreed", "05"), ("in force", "07")], [("talks", "03"), ("agreed", "05"), ("in force", "07")], "three sign one agreement"),
    ([told(3, all_sign(by=""))],                            [],                                                   [],                                                   "one outlet says that three signed"),
    ([told(3, all_sign(status="planned"))],                 [],                                                   [],                                                   "three will sign"),
    ([told(3, together()), told(9, leaves("Dravenko walked out of the three-party talks."), TARROW_TOO)], [("talks", "03"), ("broken down", "09")], [("talks", "03"), ("broken down", "09")], "one leaves the three-party talks"),
    ([told(3, together()), told(9, leaves("Dravenko walked out of the four-party talks."), TARROW_TOO)], [("talks", "03")], [("talks", "03")],                           "one leaves talks of another number"),
    ([told(3, together()), told(9, leaves("Dravenko walked out of the talks."))], [("talks", "03")],              [("talks", "03"), ("broken down", "09")],             "one leaves talks with the other whom the report names"),
    ([told(3, together(), leaves("Dravenko walked out of the talks at once.", date="2026-03-03"))], [("talks", "03"), ("broken down", "03")], [("talks", "03"), ("broken down", "03")], "one leaves the meeting of which the report tells"),
]
# fmt: on


@pytest.mark.parametrize(
    ("readings", "of_set", "of_pair"), [pytest.param(*row, id=why) for *row, why in SETS]
)
def test_three_that_talk_together_have_a_course(
    path: str,
    readings: Sequence[Reading],
    of_set: list[tuple[str, str]],
    of_pair: list[tuple[str, str]],
) -> None:
    """By the same rules, from what is told of all three; pairs keep theirs."""
    with opened(path, *readings, toml=THREE) as dossier:
        for parties, changes in ((SET, of_set), (SET[:2], of_pair)):
            found = dossier.state.of(*parties)
            assert [(c.state, c.since[-2:]) for c in found.changes[1:]] == changes
        listed = {course.parties for course in dossier.state}
        assert (SET in listed) == bool(of_set or dossier.state.of(*SET).signals)


def test_a_set_is_told_on_its_evidence(path: str) -> None:
    """With its origins; who of it denies stands beside; a rumour of it is a signal."""
    rumour = told(2, together(**DIPLOMAT))
    denied = told(6, all_sign(status="denied", by=REHL))
    with opened(path, rumour, told(5, all_sign()), denied, toml=THREE) as dossier:
        found = dossier.state.of("tarrow", "oradan", "veshtia")
        assert found.parties == SET
        assert (found.current.state, found.current.origins) == ("agreed", 1)
        assert [each.by for each in found.current.contested] == [REHL]
        assert [signal.would_be for signal in found.signals] == ["talks"]


def test_a_set_within_a_larger_one_adds_nothing(path: str) -> None:
    """Where four sign, the threes among them are not listed unless they did so themselves."""
    four = THREE + '[[party]]\nname = "Isel League"\nkind = "group"\n'
    sentence = "Rehl, Dravenko, the envoy of Tarrow and the Isel League signed the truce."
    named = {"actor": [REHL, "Tarrow"], "recipient": [DRAVENKO, "Isel League"], "by": SOLEN}
    signed = happens(sentence, "signed", "AGREE", **named)
    three = all_sign(by="")
    with opened(path, told(3, signed), told(4, three), toml=four) as dossier:
        sets = [course.parties for course in dossier.state if len(course.parties) > 2]
        assert sorted(sets) == [SET, (*SET, "isel-league")]
        assert [c.state for c in dossier.state.of(*SET).changes] == ["none", "agreed"]


def test_what_one_party_does_goes_to_those_it_can_be_of(path: str) -> None:
    """Of two counterparts with whom it talks, to the one whom the report names."""
    with_both = [told(3, meeting(), met("Rehl met the envoy of Tarrow.", actor=[REHL], recipient=["Tarrow"], by=REHL))]  # fmt: skip  # noqa: E501
    with opened(path, *with_both, told(7, rejects()), toml=THREE) as dossier:
        assert dossier.state.of("oradan", "veshtia").current.state == "rejected"
        assert dossier.state.of("oradan", "tarrow").current.state == "talks"


def test_courses_of_sets_follow_the_ledger(path: str) -> None:
    """After an update they are what they would be, opened anew."""
    with opened(path, told(3, together()), toml=THREE) as dossier:
        assert [course.parties for course in dossier.state].count(SET) == 1
        filled(dossier.ledger, [told(5, all_sign()), told(7, holds(), TARROW_TOO)])
        dossier.update()
        grown = list(dossier.state)
        dossier._parts.clear()
        assert list(dossier.state) == grown
        assert dossier.state.of(*SET).on("2026-03-06").state == "agreed"
