"""What speaks for and against an actor being meant: company, day, role.

mention's role · day · other names of the report ──▶ Evidence ──▶ weight of each candidate

Weights are points, not probabilities; what they are worth as confidence is settled by the
linker and checked against labelled mentions.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from according.cast.actors import Actor, Role, earliest, holding, latest
from according.cast.index import Index, title_fits
from according.cast.offices import Phrase, words_for
from according.cast.spelling import fold

__all__ = ["Evidence"]

_COMPANY = 2.0  # named together with what it is known for
_KIN = 1.5  # named together with its state, or a state with one of its own
_YOUNG = 30  # years before a first office that somebody may be in the news
_OLD = 40  # years after a last one
_HEADS = frozenset(["head of state", "head of government", "head"])


class Evidence:
    """One mention's surroundings."""

    def __init__(
        self, index: Index, on: str, context: Iterable[str], role: str | None, phrase: Phrase | None
    ) -> None:
        self.index, self.on, self.role, self.phrase = index, on, role or "", phrase
        self._context = tuple(context)

    @cached_property
    def company(self) -> frozenset[str]:
        """The folded names that stand in the same report."""
        return frozenset(map(fold, self._context))

    @cached_property
    def known(self) -> frozenset[str]:
        """The keys of the actors that these names mean beyond doubt."""
        found = [self.index.named(name) for name in self._context]
        return frozenset(hits[0][0].key for hits in found if len(hits) == 1)

    @cached_property
    def states(self) -> frozenset[str]:
        """The states that these actors are or belong to."""
        actors = (self.index.actors[key] for key in self.known)
        return frozenset(
            state
            for actor in actors
            if (state := actor.key if actor.kind == "country" else actor.country)
        )

    @cached_property
    def civil(self) -> bool:
        """Whether the role is a walk of life that nobody in the cast is named by."""
        found = set(re.findall(r"[a-z]+", self.role.lower()))
        return bool(found & words_for("civil")) and self.phrase is None

    def kin(self, actor: Actor) -> float:
        """How well an actor fits the company."""
        if not self._context:
            return 0.0
        if actor.key in self.known or self.company & {fold(word) for word in actor.company}:
            return _COMPANY
        if actor.kind == "place" and self.states - {actor.country}:
            return 0.0  # among states its name is that of a state
        near = {actor.country, actor.parent, *(role.of.partition("/")[0] for role in actor.roles)}
        if near & self.known or (actor.kind == "country" and actor.key in self.states):
            return _KIN
        return _KIN if actor.country and actor.country in self.states else 0.0

    def time(self, actor: Actor) -> float:
        """How well an actor fits the day: in office, of the time, or of another time."""
        if not self.on or not actor.roles:
            return 0.0
        if any(holding(role, self.on) >= 0.5 for role in actor.roles):
            return 1.0
        year = int(self.on[:4])
        begins = [int(role.since[:4]) for role in actor.roles if role.since]
        ends = [int(end[:4]) for role in actor.roles if (end := role.until or role.seen or self.on)]
        if begins and year < min(begins) - _YOUNG:
            return -2.0
        return -2.0 if year > max(ends) + _OLD else -1.0

    def prominent(self, actor: Actor) -> bool:
        """Whether an actor heads a state or body on the day."""
        return any(r.office in _HEADS and holding(r, self.on) >= 0.5 for r in actor.roles)

    def office(self, actor: Actor) -> float:
        """How well an actor fits the role that the mention gives."""
        phrase = self.phrase
        if phrase is None or phrase.office is None:
            return 0.0
        fits = [role for role in actor.roles if self._fits(role, phrase)]
        if any(self._when(role, phrase) for role in fits):
            return 3.0
        if fits:
            return 0.5
        if phrase.of and phrase.of.partition("/")[0] not in self._homes(actor):
            return -2.0
        return 0.0

    def _homes(self, actor: Actor) -> set[str]:
        """The states and bodies that an actor has to do with."""
        return {actor.country, actor.parent, *(role.of.partition("/")[0] for role in actor.roles)}

    def _fits(self, role: Role, phrase: Phrase) -> bool:
        """Whether a role is the office that a phrase names."""
        office = phrase.office
        if office is None or (phrase.of and not phrase.name and role.of != phrase.of):
            return False
        if phrase.of and phrase.of not in (office.of, role.of):
            return False
        meant = "leads" in office.names and role.office in _HEADS
        return (role.office in office.names or meant) and title_fits(role, office.titles)

    def _when(self, role: Role, phrase: Phrase) -> bool:
        """Whether the role was held then, or before where the phrase says "former"."""
        if not self.on:
            return True
        if phrase.then:
            return not role.since or earliest(role.since) <= self.on
        held = holding(role, self.on) >= 0.3
        just_left = bool(role.until) and latest(role.until)[:4] >= str(int(self.on[:4]) - 1)
        return held or (just_left and earliest(role.since) <= self.on)
