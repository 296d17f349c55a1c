"""Who met, called or wrote to whom, and on whose word."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import homes
from according.dossier.contacts import Contact
from according.records import Reading
from talks import Piece, filled, met, opened, says, told

REHL, DRAVENKO, SOLEN = "Tomas Rehl", "Ilsa Dravenko", "Amira Solen"
BOTH: dict[str, Any] = {"actor": [REHL], "recipient": [DRAVENKO]}


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh) -> str:
    """Where an empty ledger is."""
    return fresh_sqlite(tmp_path)


def contacts(path: str, *readings: Reading) -> list[Contact]:
    """The contacts that these reports tell of."""
    with opened(path, *readings) as dossier:
        return list(dossier.contacts)


def meeting(**more: Any) -> Piece:
    """The two met."""
    return met("Rehl met Dravenko.", **(BOTH | more))


NOBODY = met("Dravenko had met nobody from Oradan.", actor=[DRAVENKO], recipient=["Oradan"], by=DRAVENKO)  # fmt: skip  # noqa: E501
OTHERWISE = says("the claims of some papers that Veshtia lays mines", DRAVENKO, act="deny")


# fmt: off
STANDINGS: list[tuple[Sequence[Reading], str, str]] = [
    # what is told                                                                              standing      why this row exists
    ([told(3, meeting())],                                                                      "rumoured",   "one outlet, whatever it says"),
    ([told(3, meeting()), told(4, meeting(date="2026-03-03"), by="Estuary Chronicle")],         "confirmed",  "two outlets on their own"),
    ([told(3, meeting(by="two diplomats", kind="unnamed")), told(4, meeting(by="a diplomat", kind="unnamed"), by="Estuary Chronicle")], "rumoured", "unnamed sources, however many"),
    ([told(3, meeting()), told(4, meeting(by="Harrow Wire", kind="outlet"), by="Estuary Chronicle")], "rumoured", "an outlet, and one that cites it"),
    ([told(3, meeting(by=REHL))],                                                               "confirmed",  "a participant says so"),
    ([told(3, meeting(by=SOLEN))],                                                              "confirmed",  "a mediator says so"),
    ([told(3, meeting(by=REHL, via="Estuary Chronicle"))],                                      "rumoured",   "a participant says so in another outlet, as this one tells"),
    ([told(3, meeting(by="Oradan's foreign ministry", kind="body"))],                           "confirmed",  "a ministry of his"),
    ([told(3, meeting(), by="Haldane Gazette")],                                                "confirmed",  "an outlet that is a party's own"),
    ([told(3, meeting(), says("The report of a meeting is untrue.", REHL, act="deny"))],        "denied",     "a participant denies the report"),
    ([told(3, meeting()), told(4, meeting(status="denied", by=DRAVENKO))],                      "denied",     "a participant says that it did not happen"),
    ([told(3, meeting()), told(4, meeting(), by="Estuary Chronicle"), told(5, meeting(status="denied", by=DRAVENKO))], "denied", "two outlets against a participant"),
    ([told(3, meeting(status="denied", by=DRAVENKO)), told(5, meeting(by=SOLEN))],              "confirmed",  "a mediator against a participant"),
    ([told(3, meeting()), told(4, NOBODY)],                                                     "denied",     "a participant met nobody"),
    ([told(3, meeting()), told(4, meeting(), by="Estuary Chronicle"), told(5, OTHERWISE, meeting(date="2026-03-03"), by="Lantern Post")], "confirmed", "a denial of something else in the report"),
    ([told(3, meeting(status="planned", by=SOLEN, date="2026-03-06"))],                         "announced",  "it is to come, a mediator says"),
    ([told(3, meeting(status="planned", by="a diplomat", kind="unnamed"))],                     "rumoured",   "it is to come, somebody says"),
]
# fmt: on


@pytest.mark.parametrize(
    ("readings", "standing"), [pytest.param(*row, id=why) for *row, why in STANDINGS]
)
def test_a_contact_stands_on_whose_word_it_is(
    path: str, readings: Sequence[Reading], standing: str
) -> None:
    """Participants and mediators know; of others it takes two with a name, nobody denying it."""
    (contact,) = contacts(path, *readings)
    assert contact.standing == standing
    assert contact.sides == ("oradan", "veshtia")


# fmt: off
ONE_OR_TWO: list[tuple[Piece, Piece, int, str]] = [
    # told on the third                       told on the fifth                                              contacts  why this row exists
    (meeting(date="2026-03-03"),              meeting(date="2026-03-03"),                                    1,        "the same day"),
    (meeting(date="2026-03-03"),              meeting(date="2026-03-05"),                                    2,        "two days apart"),
    (meeting(date="2026-03-03"),              met("Rehl met Dravenko.", actor=["Rehl"], recipient=[DRAVENKO], date="2026-03-03"), 1, "a surname"),
    (meeting(date="2026-02-20"),              meeting(),                                                     1,        "the very people named, long after"),
    (meeting(date="2026-02-20"),              met("Rehl and Dravenko met again.", **BOTH),                   2,        "the very people, again"),
    (meeting(date="2026-02-20"),              met("Oradan met Veshtia.", actor=["Oradan"], recipient=["Veshtia"]), 2,  "no people named, long after"),
    (meeting(date="2026-03-03"),              meeting(),                                                     1,        "a day, and no day soon after"),
    (meeting(date="2026-03-03"),              met("Rehl called Dravenko.", "called", **BOTH),                2,        "in person and by voice"),
    (meeting(date="2026-03-03"),              met("Rehl and Dravenko talked on the telephone.", "talked", **BOTH), 2,  "by voice, as the sentence says"),
    (meeting(date="2026-03-03"),              met("Rehl met Dravenko in the Calloway mill.", **(BOTH | {"date": "2026-03-03"})), 1, "a place that begins like a call"),
    (meeting(date="2026-03-06", status="planned"), meeting(date="2026-03-05"),                               1,        "announced, and held a day early"),
    (meeting(date="2026-03-03"),              met("Piet Okamar met Dravenko.", actor=["Oradani envoy Piet Okamar"], recipient=[DRAVENKO], date="2026-03-03"), 1, "somebody whom nobody knows may be meant"),
]
# fmt: on


@pytest.mark.parametrize(
    ("one", "other", "count"), [pytest.param(*row, id=why) for *row, why in ONE_OR_TWO]
)
def test_tellings_of_one_contact_are_put_together(
    path: str, one: Piece, other: Piece, count: int
) -> None:
    """Sides, people, sort and day must agree, as far as they are told."""
    found = contacts(path, told(3, one), told(5, other, by="Estuary Chronicle"))
    assert len(found) == count
    assert sum(len(contact.tellings) for contact in found) == 2


def test_a_sentence_that_does_not_say_who_met_makes_no_contact(path: str) -> None:
    """Who it was is then only guessed from elsewhere in the report."""
    assert contacts(path, told(3, met("They talked on the telephone.", "talked", **BOTH))) == []


@pytest.mark.parametrize(
    "piece",
    [
        meeting(status="possible"),
        meeting(status="demanded"),
        meeting(by=DRAVENKO, act="reject"),
        met("Rehl met reporters.", actor=[REHL], recipient=["reporters"]),
        met("The Oradani minister met Rehl.", actor=["Oradan"], recipient=[REHL]),
        met("Rehl met the ambassadors.", actor=[REHL], recipient=["ambassadors", DRAVENKO]),
        met("Rehl would have met Dravenko.", **BOTH),
    ],
    ids=[
        "it may be",
        "it is called for",
        "it is refused",
        "with outsiders",
        "within one side",
        "with others than those named elsewhere",
        "it would have been",
    ],
)
def test_what_is_no_contact_is_not_shown(path: str, piece: Piece) -> None:
    """Neither wishes nor what a side does by itself."""
    assert not contacts(path, told(3, piece))


def test_a_mediator_brings_the_parties_together(path: str) -> None:
    """Who takes part as a mediator stands apart; what is told of one half belongs to the whole."""
    whole = met(
        "Solen carried messages between them.",
        "messages",
        actor=[SOLEN, REHL],
        recipient=[DRAVENKO],
    )
    half = met(
        "Solen visited Haldane.",
        "visited",
        actor=[SOLEN],
        recipient=["Haldane"],
        by=SOLEN,
        date="2026-03-02",
    )
    (contact,) = contacts(path, told(3, whole), told(4, half, by="Estuary Chronicle"))
    assert (contact.sides, contact.mediators) == (("oradan", "veshtia"), ("kelmara",))
    assert (contact.sort, contact.standing, len(contact.tellings)) == ("messages", "confirmed", 2)


def test_a_mediator_who_telephones_is_with_each_in_turn(path: str) -> None:
    """Its calls bring nobody together, be they told in one sentence."""
    calls = met(
        "Solen called Rehl, and then Dravenko.", "called", actor=[SOLEN],
        recipient=[REHL, DRAVENKO], by=SOLEN,
    )  # fmt: skip
    found = contacts(path, told(3, calls))
    assert [contact.sides for contact in found] == [("kelmara", "oradan"), ("kelmara", "veshtia")]


def test_a_mediator_s_journey_makes_no_meeting_of_what_nobody_told_whole(path: str) -> None:
    """Where no sentence says that the two met, that a mediator visited one of them does not."""
    vague = met("They talked in March last year.", "talked", **BOTH)
    visit = met("Solen visited Haldane.", "visited", actor=[SOLEN], recipient=["Haldane"])
    found = contacts(path, told(3, vague), told(4, visit, by="Estuary Chronicle"))
    assert ("oradan", "veshtia") not in [contact.sides for contact in found]


def test_a_confirmed_contact_says_who_denies_it(path: str) -> None:
    """Neither word is lost."""
    (contact,) = contacts(
        path, told(3, meeting(status="denied", by=DRAVENKO)), told(5, meeting(by=REHL))
    )
    assert [each.by for each in contact.contested] == [DRAVENKO]


def test_the_graph_has_an_edge_for_each_contact(path: str) -> None:
    """Over a span of time, with the standings asked for; a mediator is tied to both."""
    through = meeting(by=SOLEN, mediator=[SOLEN], date="2026-03-03")
    rumour = met("Rehl called Dravenko.", "called", date="2026-03-09", **BOTH)
    with opened(path, told(3, through), told(9, rumour)) as dossier:
        graph = dossier.contacts.graph()
        assert sorted(graph.edges()) == [
            ("oradan", "kelmara"),
            ("oradan", "veshtia"),
            ("veshtia", "kelmara"),
        ]
        assert graph.nodes["kelmara"] == {"name": "Kelmara", "mediator": True}
        assert dossier.contacts.graph(standings=("rumoured",)).number_of_edges() == 1
        assert dossier.contacts.graph(since="2026-03-04").number_of_edges() == 0


def test_contacts_follow_the_ledger(path: str) -> None:
    """After an update they are what they would be, opened anew."""
    more = [told(4, meeting(by=REHL)), told(9, met("Rehl called Dravenko.", "called", **BOTH))]
    with opened(path, told(3, meeting())) as dossier:
        assert [contact.standing for contact in dossier.contacts] == ["rumoured"]
        for reading in more:
            filled(dossier.ledger, [reading])
            dossier.update()
        grown = list(dossier.contacts)
        dossier._parts.clear()
        assert list(dossier.contacts) == grown
        assert [contact.standing for contact in grown] == ["confirmed", "rumoured"]
