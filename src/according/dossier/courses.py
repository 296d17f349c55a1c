"""The course of talks: what moved them, and what would have, in the order in which it was known.

Step, one a telling ──► matters, as their tellings gather ──► Course(changes, signals)

A change is dated by the day on which it was known on good enough word: a party's or mediator's
own, or that of two independent sources with names whom no party contradicts. Whatever is only
rumoured, announced or denied is a signal, and moves nothing. The same move told again within
two weeks is no new one.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

import msgspec

from according.dossier.evidence import Evidence, origins, settles
from according.dossier.moves import BACKCHANNEL_AFTER, RULES, TALKS_AFTER, State, Told

Among = tuple[str, ...]  # the keys of the parties that talk, two or more
_AGAIN = 14  # days in which what has happened is told again, and not happening anew
_TOGETHER = 3  # days in which tellings of what is not settled are of one thing
AFTER: Mapping[State, tuple[State, ...]] = {rule.state: rule.since for rule in RULES} | {
    "talks": TALKS_AFTER,
    "backchannel": BACKCHANNEL_AFTER,
}


class Change(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A state that began, on what evidence; ``contested`` are those who deny it."""

    state: State
    since: str
    evidence: tuple[Evidence, ...]
    contested: tuple[Evidence, ...] = ()

    @property
    def origins(self) -> int:
        """How many independent origins it rests on."""
        return origins(self.evidence)


class Signal(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What would have moved the talks, had it been confirmed or done.

    ``settled`` is the day on which it was after all, if it was.
    """

    would_be: State
    since: str
    evidence: tuple[Evidence, ...]
    denied: tuple[Evidence, ...] = ()
    settled: str = ""

    @property
    def origins(self) -> int:
        """How many independent origins tell of it."""
        return origins(self.evidence)


class Course(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The talks of a pair of parties, or of more."""

    parties: Among
    changes: tuple[Change, ...]
    signals: tuple[Signal, ...]

    @property
    def current(self) -> Change:
        """Where they stand."""
        return self.changes[-1]

    def on(self, day: str) -> Change:
        """Where they stood at the end of a day."""
        known = [change for change in self.changes if change.since <= day]
        return known[-1] if known else self.changes[0]


class Step(msgspec.Struct, frozen=True, gc=False):
    """One telling, as the course takes it: of which move, and what it says of it."""

    state: State
    told: Told
    evidence: Evidence
    date: str
    contact: int = -1  # the number of the contact, if it is one
    others: tuple[str, ...] = ()  # the parties whose deed it is not, where some do it alone
    by: tuple[str, ...] = ()  # the parties whose deed it is
    seen: bool = False  # whether it is only how somebody sees things: "the truce is dead"
    whole: bool = True  # whether all parties are named, and not some of them or "the truce"


class _Matter:
    """One move, as its tellings gather."""

    def __init__(self, step: Step) -> None:
        self.state: State = step.state
        self.contact = step.contact
        self.steps: list[Step] = []
        self._told: list[Step] = []
        self._denied = False  # by somebody who must know
        self.turn: _Turn | None = None  # the change that it made
        self.settled = ""
        self.timely = False  # whether it would have moved the talks from where they stood

    def take(self, step: Step, current: State, entitled: frozenset[str]) -> None:
        """Add a telling; how a contact counts may have changed with it."""
        self.steps.append(step)
        if step.told == "told":
            self._told.append(step)
        elif step.told == "denied" and step.evidence.side in entitled:
            self._denied = True
        if not self.settled:
            self.state = step.state
            self.timely = self.timely or current in AFTER[step.state]

    def evidence(self, *told: Told) -> tuple[Evidence, ...]:
        """The tellings of some kind."""
        return tuple(step.evidence for step in self.steps if step.told in told)

    def settles(self, entitled: frozenset[str]) -> bool:
        """Whether it has happened, on good enough word.

        Against the denial of somebody who must know, outlets do not do: it takes the word of
        another who must. What a party does alone, the others do not settle; and how one sees
        things settles nothing where another who must know sees them otherwise.
        """
        told = [step for step in self._told if not (step.seen and self._denied)]
        if any(s.evidence.side in entitled and s.evidence.side not in s.others for s in told):
            return True
        return not self._denied and settles([step.evidence for step in told], ())

    def comes_to_light(self, step: Step) -> bool:
        """Whether a party owns a meeting that stood as one of a backchannel."""
        return bool(self.settled) and self.state == "backchannel" and step.state == "talks"

    @property
    def by(self) -> frozenset[str]:
        """The parties whose deed it is said to be, by those who say that it is done."""
        return frozenset(key for step in self._told for key in step.by)

    @property
    def day(self) -> str:
        """The day of its latest telling."""
        return self.steps[-1].evidence.day


class _Turn:
    """A change, while its tellings gather."""

    def __init__(self, state: State, since: str, matter: _Matter | None = None) -> None:
        self.state, self.since = state, since
        self._told = list(matter.evidence("told")) if matter else []
        self._denied = list(matter.evidence("denied")) if matter else []

    def take(self, step: Step) -> None:
        """Add a telling, if it comes while the matter is fresh."""
        if _days(self.since, step.evidence.day) <= _AGAIN and step.told != "heralded":
            (self._denied if step.told == "denied" else self._told).append(step.evidence)

    def change(self) -> Change:
        """The change as it is in the end."""
        told, denied = tuple(self._told), tuple(self._denied)
        return Change(state=self.state, since=self.since, evidence=told, contested=denied)


class _Offer:
    """Who has accepted what is on the table; of an offer that nobody told of, one is enough."""

    def __init__(self, among: Among, made: frozenset[str] | None = None) -> None:
        self.among = among
        self._made = made
        self._said_yes: set[str] = set()

    def accepted(self, by: frozenset[str]) -> bool:
        """Take note of who accepts; whether all have."""
        self._said_yes |= by
        return self._made is None or self._made | self._said_yes >= set(self.among)


class _Walk:
    """A course, while its steps are followed."""

    def __init__(self, among: Among, begun: str, mediators: frozenset[str]) -> None:
        self._entitled = mediators | set(among)
        self._contacts: dict[int, _Matter] = {}
        self._moves: dict[State, _Matter] = {}  # the latest of each state
        self.matters: list[_Matter] = []
        self.turns: list[_Turn] = [_Turn("none", begun)]
        self._offer = _Offer(among)

    def take(self, step: Step) -> None:
        """Follow one step; of some parties alone, only once they are known to be talking."""
        if not step.whole and len(self.turns) == 1:
            return
        matter, now = self._matter(step), self.turns[-1]
        matter.take(step, now.state, self._entitled)
        if step.told == "told" and matter.comes_to_light(step):
            matter.state, matter.settled, matter.turn = step.state, "", None
        if matter.turn is not None:
            matter.turn.take(step)
        elif step.told == "told" and not matter.settled and self._settles(matter, step):
            matter.settled = step.evidence.day
            if now.state in AFTER[matter.state]:
                matter.turn = _Turn(matter.state, step.evidence.day, matter)
                self.turns.append(matter.turn)

    def _settles(self, matter: _Matter, step: Step) -> bool:
        """Whether it has happened; an offer is accepted when all have who did not make it."""
        if not matter.settles(self._entitled):
            return False
        if step.state == "offer on the table":
            self._offer = _Offer(self._offer.among, made=matter.by)
        return step.state != "accepted" or self._offer.accepted(matter.by)

    def _matter(self, step: Step) -> _Matter:
        """The move that a telling is of: one that is there, or a new one."""
        if step.contact >= 0:
            found = self._contacts.get(step.contact)
        else:
            found = self._moves.get(step.state)
            if found is not None and not self._same(found, step):
                found = None
        if found is not None:
            return found
        matter = _Matter(step)
        self.matters.append(matter)
        if step.contact >= 0:
            self._contacts[step.contact] = matter
        else:
            self._moves[step.state] = matter
        return matter

    def _same(self, matter: _Matter, step: Step) -> bool:
        """Whether a telling is of a move that has been told before."""
        if _days(matter.day, step.evidence.day) > (_AGAIN if matter.settled else _TOGETHER):
            return False
        last = self.turns[-1]
        whole = len(step.date) == len("2026-03-04")
        anew = last.state != step.state and whole and step.date > last.since
        return not (matter.settled and anew)


def course(among: Among, begun: str, steps: Iterable[Step], mediators: frozenset[str]) -> Course:
    """Follow the steps in the order in which they became known."""
    walk = _Walk(among, begun, mediators)
    for step in steps:
        walk.take(step)
    signals = tuple(signal for matter in walk.matters for signal in _signals(matter))
    return Course(parties=among, changes=tuple(t.change() for t in walk.turns), signals=signals)


def _signals(matter: _Matter) -> Iterator[Signal]:
    """What a move was while it had not been settled; nothing, if it could not have moved them."""
    before = [s for s in matter.steps if not matter.settled or s.evidence.day < matter.settled]
    told = tuple(step.evidence for step in before if step.told != "denied")
    if told and matter.timely:
        yield Signal(
            would_be=matter.state,
            since=told[0].day,
            evidence=told,
            denied=matter.evidence("denied"),
            settled=matter.settled,
        )


@lru_cache(maxsize=50_000)
def _days(one: str, other: str) -> int:
    return abs((date.fromisoformat(other) - date.fromisoformat(one)).days)
