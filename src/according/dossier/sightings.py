"""What a report tells of contacts, telling by telling.

Item (CONSULT) ──► Sighting(sides, sort, told how, day, place, evidence)

An event is a contact when its participants belong to at least two sides of the dossier. A
side's denial of "the report" is one of what the same report tells of that side.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Literal

import msgspec

from according.dossier.evidence import Evidence, cite
from according.dossier.items import Item, Named, Role
from according.dossier.modality import negated, unreal
from according.records import Event, Statement

Sort = Literal["meeting", "visit", "call", "messages"]
Telling = Literal["confirmed", "reported", "announced", "denied"]
Sides = tuple[str, ...]  # keys, in order

_CALL = re.compile(r"\bcall(?:s|ed|ing)?\b|phone|\brang\b|by video", re.IGNORECASE)
_MESSAGE = re.compile(
    r"\bmessage|\bletter|\bnotes?\b|\bwrote|\bcarr(?:y|ie)|back and|\bconvey|\brelay|\bshuttl",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"\bmessages?\b|\bletters?\b", re.IGNORECASE)  # in the sentence around
_VISIT = re.compile(r"\bvisit|\bfl(?:y|ies|ew)\b|\btravel|\barriv|\bland(?:s|ed)\b", re.IGNORECASE)
_DENIABLE = re.compile(
    r"\bmet\b|\bmeet|\btalk|\bcontact|\bmessag|\bmessenger|\bchannel|\bcall|\bvisit"
    # "The claim that …" is of something else, unless that is a contact.
    r"|\b(?:report|story|stories|claim)\w*\b(?![^.]*\bthat\b)"
    r"|\btrue\b|\binvention",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\bme(?:e?t)\b|\bmeeting|\bsat\b|\bsit\b|\bsession|\bsummit", re.IGNORECASE)
_SORTS: tuple[tuple[re.Pattern[str], Sort], ...] = (
    (_CALL, "call"),
    (_MESSAGE, "messages"),
    (_VISIT, "visit"),
    (_MEETING, "meeting"),
)
_ENDS: tuple[Role, Role] = ("actor", "recipient")
_ROLES: tuple[Role, ...] = ("actor", "recipient", "mediator")
_NOBODY = re.compile(r"(?:nobody|no ?one|no|not any\w*)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\bbrought|\bbrings?\b|\btogether\b|\bhost", re.IGNORECASE)
_BROKERED = re.compile(
    r"\b(?:arrang|broker|chair|host|mediat|presid(?:ed|ing)|brought)", re.IGNORECASE
)
# Words for one contact, not for a course of them: "talked", but not "negotiations".
_ONE = re.compile(
    f"{_CALL.pattern}|{_MESSAGE.pattern}|{_VISIT.pattern}|{_MEETING.pattern}"
    r"|\btalked|\bspoke|\bconversation|\breceived|\bconsultation|\bshook|\bsee each other"
    r"|\btogether",
    re.IGNORECASE,
)
_IN_TURN = frozenset({"visit", "call"})
_BOTH = 2  # sides that a contact is between, at least
# What is only wished for, feared or asked has not been said to be so.
_UNASSERTED = frozenset({"ask", "demand", "feel", "promise", "reject", "threaten", "warn"})


class Sighting(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One telling of a contact. ``people`` are pairs of a side and a name.

    ``firm`` says that its sentence itself tells who it was between: "they talked for an hour"
    may be of a contact that is told elsewhere, but makes none.
    """

    sides: Sides
    sort: Sort
    telling: Telling
    evidence: Evidence
    people: tuple[tuple[str, str], ...] = ()
    mediators: tuple[str, ...] = ()
    date: str = ""  # a whole day, or nothing
    place: str = ""
    firm: bool = True


def sightings(items: Sequence[Item], mediators: frozenset[str]) -> list[Sighting]:
    """What one report tells of contacts."""
    found = [each for item in items for each in _seen(item, mediators)]
    return found + [each for item in items for each in _denied(item, found)]


def _seen(item: Item, mediators: frozenset[str]) -> Iterator[Sighting]:
    """The contact that an event is, one for each set of sides."""
    event = item.record
    if not isinstance(event, Event) or not _is_contact(event):
        return
    telling = _telling(item, event)
    if telling is None:
        return
    names = [n for n in item.taking_part(*_ROLES, mediators=mediators) if n.party]
    sort = _sort(event.trigger, item.text)
    brokers = tuple(dict.fromkeys(n.party for n in names if n.party in mediators))
    for sides in _sides_of(item, names, mediators, sort):
        people = ((n.party, n.called or n.name) for n in names if n.key and n.key != n.party)
        yield Sighting(
            sides=sides,
            sort=sort,
            telling=telling,
            evidence=cite(item),
            people=tuple(dict.fromkeys(pair for pair in people if pair[1][:1].isupper())),
            mediators=tuple(key for key in brokers if key not in sides),
            date=_day(event, item),
            place=event.place or "",
            firm=_firm(item, event, names, sides),
        )


def _firm(item: Item, event: Event, names: Sequence[Named], sides: Sides) -> bool:
    """Whether a sentence names two of the sides, or one in the words of another.

    And tells of one contact: "the negotiations with Dalmur" are none, unless on a day.
    """
    if not event.date and not _ONE.search(event.trigger):
        return False
    here = {name.party for name in names if item.names(name)}
    own = cite(item).side
    return len(here.intersection(sides)) + (own in sides and own not in here) >= _BOTH


def _is_contact(event: Event) -> bool:
    """Whether an event is a contact; "brought them together" is read as cooperation at times."""
    return event.type == "CONSULT" or (
        event.type == "COOPERATE" and bool(_TOGETHER.search(event.trigger))
    )


def _telling(item: Item, event: Event) -> Telling | None:
    """What a telling says of the contact; None where it is only wished for or thought of."""
    act = item.around[0].act if item.around else "say"
    nobody = any(_NOBODY.match(name) for name in (*event.actor, *event.recipient))
    nobody = nobody or negated(item, event)
    if event.status == "denied" or (event.status == "actual" and (act == "deny" or nobody)):
        return "denied"
    if event.status == "planned":
        return None if unreal(item, event) else "announced"
    if event.status != "actual" or act in _UNASSERTED or unreal(item, event):
        return None
    return "confirmed" if cite(item).voice == "party" else "reported"


def _sides_of(
    item: Item, names: Sequence[Named], mediators: frozenset[str], sort: Sort
) -> list[Sides]:
    """Between whom it was; a mediator that travels or telephones is with each in turn."""
    ends = [{n.party for n in item.named(role) if n in names and item.names(n)} for role in _ENDS]
    # Whether the sentence tells who met whom; "the call was arranged by Tasker" does not.
    met = all(ends) and len(ends[0] | ends[1]) >= _BOTH and not _BROKERED.search(item.text)
    told = [name for name in names if item.names(name)] if met else names
    present = dict.fromkeys(name.party for name in told)
    parties = sorted(key for key in present if key not in mediators)
    brokers = sorted(key for key in present if key in mediators)
    actors = {name.party for name in item.named("actor") if name.party and name in names}
    in_turn = sort in _IN_TURN and actors <= mediators
    if in_turn and brokers and parties:
        return [tuple(sorted(pair)) for pair in product(brokers, parties)]
    if len(parties) > 1:
        return [tuple(parties)]
    whole = tuple(sorted((*parties, *brokers)))
    return [whole] if len(whole) > 1 else []


def _sort(trigger: str, sentence: str) -> Sort:
    """How they were in contact, by the trigger, else by the sentence."""
    for pattern, sort in _SORTS:
        if pattern.search(trigger):
            return sort
    if _CALL.search(sentence):
        return "call"
    return "messages" if _WRITTEN.search(sentence) else "meeting"


def _day(event: Event, item: Item) -> str:
    """The day of a contact where one is told that can be."""
    day = event.date or ""
    if len(day) != len("2026-03-04") or (event.status == "actual" and day > item.day):
        return ""
    return day


def _denied(item: Item, found: Iterable[Sighting]) -> Iterator[Sighting]:
    """A side's denial of what the same report tells of it."""
    said = item.record
    if not isinstance(said, Statement) or said.act != "deny" or not _DENIABLE.search(item.text):
        return
    evidence = cite(item)
    for sighting in found:
        if evidence.side in sighting.sides and sighting.telling != "denied":
            yield msgspec.structs.replace(sighting, telling="denied", evidence=evidence)
