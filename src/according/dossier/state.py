"""Where the talks of parties stand, over time, and what has nearly moved them.

contacts, moves of a pair or set ──in the order they became known──► Course(changes, signals)

The rules are those of `moves.RULES`, and two for contacts: a confirmed contact in person or by
voice between the parties is *talks*; one in writing, or one that a party denies and only a
mediator confirms, is a *backchannel*. When a change counts is told in `courses`.

Every pair has a course. So has a set of three or more that is told to have met or agreed, all
of them together: by what is told of all, and by what some of them do where the sentence says
that it is of so many ("the three-party talks") or the report tells of them together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from according.dossier.contacts import Contact, Contacts
from according.dossier.courses import AFTER, Among, Change, Course, Signal, Step, course
from according.dossier.groups import Groups
from according.dossier.material import Changed, Extract, Material
from according.dossier.moves import ALONE, Move, State, Told, moves, says_how_many
from according.dossier.sightings import Telling

if TYPE_CHECKING:
    from according.dossier.parties import Side

__all__ = ["Change", "Course", "Signal", "StateOfTalks"]

_ANSWERS: frozenset[State] = frozenset({"accepted", "rejected"})
_TOLD: Mapping[Telling, Told] = {
    "confirmed": "told",
    "reported": "told",
    "announced": "heralded",
    "denied": "denied",
}


class StateOfTalks:
    """The courses of all pairs of parties, and of the larger sets that talk together."""

    def __init__(self, material: Material, sides: "Mapping[str, Side]", contacts: Contacts) -> None:
        """Find the moves in the material."""
        self._material, self._contacts = material, contacts
        self._mediators = mediators = frozenset(k for k, side in sides.items() if side.mediator)
        self._parties = tuple(key for key in sides if key not in mediators)
        extract = Extract("moves.4", Move, lambda items: moves(items, mediators))
        # By those named: whose talks a move may concern follows from that.
        self._groups: Groups[Among, Move, Move] = Groups(
            material, extract, lambda move: (tuple(sorted(move.sides)),), lambda _, facts: facts
        )
        self._courses: dict[Among, Course] = {}
        self._sure: dict[Among, Course] = {}  # by what is surely of them alone
        self._telling: dict[Among, set[int]] = {}
        self._moved: dict[tuple[str, State], tuple[Among, ...]] = {}
        self._wide: set[frozenset[str]] | None = None
        self._told: list[Move] | None = None

    def update(self, changed: Changed) -> None:
        """Take in what is new; the contacts are expected to have done so before."""
        self._groups.update(changed)
        self._sure.clear()
        self._telling.clear()
        self._moved.clear()
        self._wide = self._told = None
        self._courses.clear()  # courses are cheap; what they are made of is not

    def __iter__(self) -> Iterator[Course]:
        """The pairs and sets that anything is told of, the busiest first, then the largest.

        A set is left out where all that moved it is told of a larger one.
        """
        pairs = (self.of(*pair) for pair in combinations(self._parties, 2))
        told = [each for each in (*pairs, *self._of_sets()) if _busy(each)]
        return iter(sorted(told, key=_busy_first))

    def of(self, *parties: str) -> Course:
        """The course of a pair of parties, or of more."""
        among = self._ordered(parties)
        if among not in self._courses:
            self._courses[among] = self._course(among, sure=False)
        return self._courses[among]

    def _course(self, among: Among, *, sure: bool) -> Course:
        """Follow what is told of parties; only what is ``sure`` to be of them, or all."""
        steps = sorted(
            [*self._of_contacts(among), *self._of_moves(among, sure=sure)],
            # What one report says is known at once: who denies it there, is heard before.
            key=lambda s: (s.evidence.when, s.evidence.report, s.told != "denied", s.evidence.item),
        )
        return course(among, self._material.first_day, steps, self._mediators)

    def _of_sets(self) -> Iterator[Course]:
        """The courses of larger sets, the largest first."""
        wide: dict[frozenset[str], Course] = {}
        for keys in sorted(self._sets(), key=lambda keys: (-len(keys), sorted(keys))):
            found = self.of(*keys)
            if not any(keys < larger and _within(found, wide[larger]) for larger in wide):
                wide[keys] = found
        yield from wide.values()

    def _sets(self) -> set[frozenset[str]]:
        """Those of three parties or more that are told to have met or agreed."""
        if self._wide is None:
            met = (contact.sides for contact in self._contacts)
            named = (frozenset(keys) - self._mediators for keys in (*met, *self._groups.keys()))
            self._wide = {keys for keys in named if len(keys) > 2}
        return self._wide

    def _of_contacts(self, among: Among) -> Iterator[Step]:
        """The steps that the contacts of parties are."""
        before: list[Contact] = []
        for number, contact in enumerate(self._contacts.between(*among)):
            for sighting in contact.tellings:
                when = sighting.evidence.when
                hidden = contact.sort == "messages" or _hidden(before, contact, among, when)
                state: State = "backchannel" if hidden else "talks"
                told = _TOLD[sighting.telling]
                yield Step(state, told, sighting.evidence, sighting.date, number)
            before.append(contact)

    def _of_moves(self, among: Among, *, sure: bool) -> Iterator[Step]:
        """The steps that the moves of parties are; a mediator's own are of those it brings."""
        brought = {key for each in self._contacts.between(*among) for key in each.mediators}
        for move in self._moves():
            whole = set(among) <= set(move.sides)
            if not whole and (sure or among not in self._meant(move)):
                continue
            if move.sides or not move.brokers or brought.intersection(move.brokers):
                alone = move.state in ALONE and move.by
                yield Step(
                    move.state, move.told, move.evidence, move.date, whole=whole, seen=move.seen,
                    others=tuple(key for key in among if alone and key not in move.by),
                    by=tuple(key for key in among if key in move.by),
                )  # fmt: skip

    def _moves(self) -> Sequence[Move]:
        """All moves."""
        if self._told is None:
            self._told = [move for keys in self._groups.keys() for move in self._groups.facts(keys)]  # noqa: SIM118
        return self._told

    def _meant(self, move: Move) -> Sequence[Among]:
        """Whose talks it is of, where it does not name all of them.

        Of the sets of which its report tells together, or of whose number its sentence speaks;
        else of a pair, of those that it could move: the one of which its report tells, or which
        alone it names. Where it could be several pairs and all of them talk together, it is of
        the set and of those pairs.
        """
        key = move.evidence.item, move.state
        if key not in self._moved:
            self._moved[key] = tuple(self._of_set(move)) or tuple(self._of_pair(move))
        return self._moved[key]

    def _of_set(self, move: Move) -> Iterator[Among]:
        report, words = move.evidence.report, move.evidence.words
        named = set(self._material.filed(report).names)
        for keys in self._sets():
            among = self._ordered(keys)
            if not set(move.sides) <= keys or not self._could_be(move, among):
                continue
            if report in self._together(among) or (
                keys <= named and says_how_many(words, len(keys))
            ):
                yield among
                yield from self._pairs(move, within=keys)

    def _of_pair(self, move: Move) -> Iterator[Among]:
        report = move.evidence.report
        if says_how_many(move.evidence.words):
            return  # of a set that is not known to talk
        named = set(self._material.filed(report).names)
        could = list(self._pairs(move)) or list(self._pairs(move, sure=False))
        meant = {key for pair in could for key in pair}
        sets = [self._ordered(keys) for keys in self._sets() if meant <= keys]
        if move.state in _ANSWERS and not sets:  # one answers the offer that was made to him
            could = [pair for pair in could if self._offered(pair, move)] or could
        could = [pair for pair in could if report in self._together(pair)] or could
        could = [pair for pair in could if set(pair) <= named] or could
        meant = {key for pair in could for key in pair}
        sets = [self._ordered(keys) for keys in self._sets() if meant <= keys]
        whole = [among for among in sets if self._could_be(move, among)]
        if len(could) < 2 or whole:
            yield from could
            yield from (among for among in whole if len(among) == len(meant))

    def _pairs(
        self, move: Move, within: frozenset[str] | None = None, *, sure: bool = True
    ) -> Iterator[Among]:
        """The pairs that a move may be of; those whose talks it surely could move.

        What befalls a set, and is not the deed of one, befalls each pair of it.
        """
        whole = within is not None and move.state not in ALONE
        among = [key for key in self._parties if within is None or key in within]
        for pair in combinations(among, 2):
            meant = whole or set(move.sides) <= set(pair)
            if meant and (not sure or self._could_be(move, pair)):
                yield pair

    def _together(self, among: Among) -> set[int]:
        """The reports that tell of all of these together."""
        if among not in self._telling:
            contacts = self._contacts.between(*among)
            told = {each.report for contact in contacts for each in contact.evidence}
            wide = (move for move in self._moves() if set(among) <= set(move.sides))
            self._telling[among] = told | {move.evidence.report for move in wide}
        return self._telling[among]

    def _offered(self, pair: Among, move: Move) -> bool:
        """Whether an offer is on the table of a pair, by what is surely of them."""
        return self._surely(pair, move).state == "offer on the table"

    def _ordered(self, keys: Iterable[str]) -> Among:
        """Parties in the order of the file."""
        wanted = set(keys)
        return tuple(key for key in self._parties if key in wanted)

    def _could_be(self, move: Move, among: Among) -> bool:
        """Whether it could move the talks of parties, by what is surely of them."""
        state = self._surely(among, move).state
        return state != "none" and state in AFTER[move.state]

    def _surely(self, among: Among, move: Move) -> Change:
        """Where parties stand on the day of a move, by what is surely of them."""
        if among not in self._sure:
            self._sure[among] = self._course(among, sure=True)
        return self._sure[among].on(move.evidence.day)


def _busy_first(found: Course) -> tuple[int, int]:
    return -len(found.changes) - len(found.signals), -len(found.parties)


def _busy(found: Course) -> bool:
    """Whether anything moved the talks, or would have."""
    return len(found.changes) > 1 or bool(found.signals)


def _within(found: Course, larger: Course) -> bool:
    """Whether all that moved the one is told of the other as well."""
    mine, theirs = (
        {
            each.item
            for told in (*(c.evidence for c in one.changes), *(s.evidence for s in one.signals))
            for each in told
        }
        for one in (found, larger)
    )
    return mine <= theirs


def _hidden(before: Iterable[Contact], contact: Contact, among: Among, when: str) -> bool:
    """Whether a contact is one that the parties do not own up to, as was known at some moment.

    One of them has denied it, or a meeting before it that was confirmed all the same, and since
    then none has owned one. What one report tells is known at once.
    """
    own, denied = _owned(contact, among, when)
    if own or denied:
        return not own
    for earlier in reversed(list(before)):
        own, denied = _owned(earlier, among, when)
        if own:
            return False
        if denied and earlier.sort != "messages" and earlier.standing == "confirmed":
            return True
    return False


def _owned(contact: Contact, among: Among, when: str) -> tuple[bool, bool]:
    """Whether one of the parties has told of a contact itself, and whether one has denied it."""
    told = [s for s in contact.tellings if s.evidence.side in among and s.evidence.when <= when]
    # To promise something for an untold day is not to own a meeting.
    owned = any(s.telling == "confirmed" or (s.telling == "announced" and s.date) for s in told)
    return owned, any(s.telling == "denied" for s in told)
