"""Events: who does what to whom, where, when, inside whose statement, each once."""

import pytest

from according import dates
from according.events import assemble, called, participants
from according.model.encoder import Found, Mark
from according.records import Event
from according.said import Said
from effort import steps
from hand_made import cast, cue, marks, spot, statements, trigger

TEXT = (
    "Foreign Minister Tomas Rehl met Envoy Ana Solen of the Arkan League in Sarn on Monday. "
    "Israeli officials and the Iranians stayed away. Rehl accused Veshtia of shelling the town. "
    "Solen said Rehl would meet her again. Britain sent aid to Sarnia; British and Sarnian-led "
    "talks with Sarnian-backed and Sarnian forces went on."
)


def read(text: str, *found: Found) -> list[Event]:
    """Return the events of a text as read from ``found``, its statements too."""
    said = Said(statements(text, *(f for f in found if f.anchor == "statement")))
    whens = dates.find(text, "2026-03-04")
    return assemble(text, sorted(found, key=lambda f: f.span), cast(text), whens, said)


def test_plain() -> None:
    """A trigger with its participants by their fullest names, place as written, date in ISO."""
    (e,) = read(
        TEXT,
        trigger(TEXT, "met", actor="Tomas Rehl", recipient="Ana Solen", place="Sarn",
                date="Monday", mediator=[]),
    )  # fmt: skip
    assert (e.type, e.trigger, e.status) == ("CONSULT", "met", "actual")
    assert (e.actor, e.recipient, e.mediator) == (["Tomas Rehl"], ["Ana Solen"], [])
    assert (e.place, e.date, e.statement) == ("Sarn", "2026-03-02", None)
    assert TEXT[slice(*e.trigger_span)] == e.trigger


def test_nobody_and_nowhere() -> None:
    """What the text does not give stays empty."""
    (e,) = read(TEXT, trigger(TEXT, "shelling", "ASSAULT"))
    assert (e.actor, e.recipient, e.mediator, e.place, e.date) == ([], [], [], None, None)


def test_a_time_that_means_nothing_is_no_date() -> None:
    """A date stands only where the calendar can tell it."""
    (e,) = read(TEXT, trigger(TEXT, "met", date="of the Arkan League"))
    assert e.date is None


def test_statement() -> None:
    """An event inside a statement names the innermost one that holds its trigger."""
    text = "The Arkan Post reported that Ana Solen said Tomas Rehl would meet her."
    found = [
        cue(text, "reported", "Ana Solen said Tomas Rehl would meet her", "The Arkan Post"),
        cue(text, "said", "Tomas Rehl would meet her", "Ana Solen"),
        trigger(text, "meet", status="planned", actor="Tomas Rehl"),
    ]
    assert [e.statement for e in read(text, *found)] == ["s2"]


def test_an_accuser_is_the_source_of_the_accusation() -> None:
    """When the trigger is the cue of a statement, its speaker is the one who acts."""
    found = [
        cue(TEXT, "accused", "Veshtia of shelling the town", "2:Rehl"),
        trigger(TEXT, "accused", "ACCUSE", recipient="Veshtia"),
    ]
    (e,) = read(TEXT, *found)
    assert (e.actor, e.recipient, e.statement) == (["Tomas Rehl"], ["Veshtia"], None)


def test_nobody_is_both_actor_and_recipient() -> None:
    """Who could be either is what he likelier is."""
    found = trigger(TEXT, "met", actor="Tomas Rehl", recipient="Ana Solen")
    found.roles["recipient"].append(Mark(spot(TEXT, "Tomas Rehl"), 0.5))
    (e,) = read(TEXT, found)
    assert (e.actor, e.recipient) == (["Tomas Rehl"], ["Ana Solen"])


# fmt: off
CALLED = [
    # words               name            why this row exists
    ("2:Rehl",            "Tomas Rehl",   "a surname"),
    ("Israeli",           "Israel",       "a demonym is its country"),
    ("the Iranians",      "Iran",         "so is a people that acts"),
    ("the Arkan League",  "Arkan League", "an article is left out"),
    ("officials",         "officials",    "no name: as written"),
    ("British",           "Britain",      "a country by what the text calls it"),
    ("3:Sarnian",         "Sarnia",       "one that no list knows by what its adjective is made from"),
    ("Sarnian-led",       "Sarnia",       "who leads acts"),
    ("Sarnian-backed",    "Sarnian-backed", "who backs does not"),
]

AGAIN = [
    # second trigger of another event              how many  why this row exists
    ({},                                           1,        "the same told twice"),
    ({"status": "denied"},                         2,        "another status"),
    ({"type_": "AGREE"},                           2,        "another type"),
    ({"actor": "Veshtia"},                         2,        "another actor"),
    ({"place": "Sarn"},                            1,        "the second tells the place, the first none"),
]
# fmt: on


@pytest.mark.parametrize(("words", "expected"), [pytest.param(*r, id=why) for *r, why in CALLED])
def test_called(words: str, expected: str) -> None:
    """A participant has its fullest name, a government that of its country."""
    assert called(cast(TEXT), spot(TEXT, words)) == expected


@pytest.mark.parametrize(("changed", "count"), [pytest.param(*r, id=why) for *r, why in AGAIN])
def test_the_same_happening_is_one_event(changed: dict[str, str], count: int) -> None:
    """A happening mentioned twice is one event, unless its status, place or parties differ."""
    text = "Rehl met Solen in Sarn. They met for hours. Veshtia watched in Orr."
    first = trigger(text, "met", actor="Rehl")
    second = {"actor": "Rehl", **changed}
    assert len(read(text, first, trigger(text, "2:met", **second))) == count


def test_another_place_is_another_event() -> None:
    """Two places, two happenings; a mention without place is either."""
    text = "Rehl met Solen in Sarn. They met in Orr. They met."
    found = [
        trigger(text, "met", place="Sarn"),
        trigger(text, "2:met", place="Orr"),
        trigger(text, "3:met"),
    ]
    assert [e.place for e in read(text, *found)] == ["Sarn", "Orr"]


def test_participants() -> None:
    """Mentions of one name add up; the likely ones are named in the order of the text."""
    text = "Tomas Rehl and Ana Solen met Bo Orr. Later Rehl left with Solen."
    found = [
        *marks(text, ["2:Solen", "2:Rehl"], 0.9),
        *marks(text, "Ana Solen", 0.3),
        *marks(text, "Bo Orr", 0.01),
    ]
    assert participants(cast(text), found) == ["Ana Solen", "Tomas Rehl"]
    assert participants(cast(text), []) == []


def test_work_grows_with_the_text() -> None:
    """Eight times the events take about eight times the steps."""
    part = "Rehl met Solen in Sarn on Monday. "

    def took(count: int) -> int:
        text = part * count
        found = []
        for i in range(count):
            at = i * len(part)
            roles = {"actor": [Mark((at, at + 4), 0.9)], "date": [Mark((at + 26, at + 32), 0.9)]}
            said = {"type": ("CONSULT", 0.9), "status": ("actual", 0.9)}
            found.append(Found("event", (at + 5, at + 8), 0.9, said, roles))
        names, whens, nothing = cast(text), dates.find(text, "2026-03-04"), Said([])
        return steps(lambda: assemble(text, found, names, whens, nothing))

    took(1)
    assert took(800) < 10 * took(100)
