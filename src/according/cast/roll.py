"""The roll of newcomers: people whom no list knows, as reports make them known.

report by report ──▶ Roll.see() ──▶ profiles ──▶ merges with reasons ──▶ Newcomer

Nothing is overwritten: a newcomer is a view over profiles and the merges between them.
A merge can be parted, two newcomers joined by hand, and both are kept. The outcome is the
same in whatever order the reports come.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from according.cast.actors import key_of
from according.cast.merging import Merge, proposals, role_proposals, told_apart, unite
from according.cast.profiles import Profile, Sighting, block_of, profile_of

if TYPE_CHECKING:
    from according.cast.cast import Cast

__all__ = ["Newcomer", "Roll"]


class Newcomer(msgspec.Struct, frozen=True):
    """Somebody whom reports have made known; ``merges`` are what holds the profiles together."""

    key: str
    name: str
    aliases: tuple[str, ...]
    country: str
    roles: tuple[str, ...]
    reports: tuple[str, ...]
    first: str
    last: str
    confidence: float
    profiles: tuple[str, ...]
    merges: tuple[Merge, ...]


class Roll:
    """Newcomers, report by report.

    >>> roll = Roll()
    >>> roll.see([Sighting(name="Tomas Rehl", role="envoy", country="Belmere", report="r1")])[0].key
    'tomas-rehl.belmere'
    >>> roll.see([Sighting(name="Envoy Rehl", country="Belmere", report="r2")])[0].name
    'Tomas Rehl'
    """

    def __init__(self, cast: "Cast | None" = None) -> None:
        self.cast = cast
        self.profiles: dict[str, Profile] = {}
        self.blocks: dict[str, set[str]] = defaultdict(set)
        self.reports: dict[str, set[str]] = defaultdict(set)
        self.states: dict[str, set[str]] = defaultdict(set)
        self.apart: set[tuple[str, str]] = set()
        self.joined: set[Merge] = set()
        self._proposed: dict[str, list[Merge]] = {}  # by block; a block that is gone is stale
        self._told: dict[str, list[tuple[str, str]]] = {}
        self._found: dict[str, Newcomer] | None = None

    def see(self, sightings: Iterable[Sighting]) -> list[Newcomer]:
        """Take in the mentions of a report; who each of them is, in order."""
        keys = [self._note(sighting) for sighting in sightings]
        found = self._newcomers()
        return [found[key] for key in keys]

    def who(self, sighting: Sighting) -> str:
        """The key of the newcomer that a mention which was seen belongs to."""
        key = profile_of(sighting, self._state)[0].key
        return self._newcomers()[key].key

    def __iter__(self) -> Iterator[Newcomer]:
        seen = {newcomer.key: newcomer for newcomer in self._newcomers().values()}
        return iter([seen[key] for key in sorted(seen)])

    def newcomer(self, key: str) -> Newcomer | None:
        """The newcomer of a key; keys of profiles that were merged lead to it as well."""
        return self._newcomers().get(key)

    def part(self, one: str, other: str) -> None:
        """Keep two profiles apart for good, whatever was merged before."""
        self.apart.add((min(one, other), max(one, other)))
        self.joined = {m for m in self.joined if (m.one, m.other) not in self.apart}
        self._found = None

    def join(self, one: str, other: str, why: str = "joined by hand") -> None:
        """Take two profiles for one person."""
        first, second = sorted((one, other))
        self.apart.discard((first, second))
        self.joined.add(Merge(first, second, why, 1.0))
        self._found = None

    def _state(self, name: str) -> str:
        """The key of a state or body, known or new."""
        return (self.cast.linker.key(name) if self.cast else "") or key_of(name)

    def _note(self, sighting: Sighting) -> str:
        """Enter one mention; the key of its profile."""
        fresh, name, role = profile_of(sighting, self._state)
        profile = self.profiles.setdefault(fresh.key, fresh)
        profile.take(sighting, name or role, role)
        block = block_of(profile)
        self.blocks[block].add(profile.key)
        self.reports[sighting.report].add(profile.key)
        self.states[profile.country].add(profile.key)
        self._proposed.pop(block, None)
        self._found = None
        return profile.key

    def _merges(self) -> Iterable[Merge]:
        """Every merge that the mentions suggest; only what changed is thought over again."""
        for block, keys in self.blocks.items():
            if block not in self._proposed:
                inside = [self.profiles[key] for key in sorted(keys)] if block else []
                self._proposed[block] = list(proposals(inside))
                self._told[block] = list(told_apart(inside))
            yield from self._proposed[block]
        for key in self.blocks.get("", ()):
            role = self.profiles[key]
            anywhere = [self.profiles[other] for other in sorted(self.states[role.country])]
            for report in role.reports:
                there = [self.profiles[other] for other in sorted(self.reports[report])]
                yield from role_proposals(role, there, anywhere)

    def _newcomers(self) -> dict[str, Newcomer]:
        """Profile key -> newcomer."""
        if self._found is None:
            countries = {key: profile.country for key, profile in self.profiles.items()}
            merges = [*self._merges(), *self.joined]
            told = {pair for pairs in self._told.values() for pair in pairs}
            by_hand = {(merge.one, merge.other) for merge in self.joined}
            apart = frozenset(self.apart | told - by_hand)
            groups, made = unite(sorted(self.profiles), merges, apart, countries)
            inside: dict[str, list[Merge]] = defaultdict(list)
            for merge in made:
                inside[merge.one].append(merge)
            self._found = {}
            for group in groups:
                newcomer = self._newcomer([self.profiles[key] for key in group], inside)
                self._found.update(dict.fromkeys(group, newcomer))
        return self._found

    def _newcomer(self, group: list[Profile], inside: dict[str, list[Merge]]) -> Newcomer:
        """One group as a newcomer, called by its fullest name."""
        order = ("whole", "surname", "role")
        best = min(
            group, key=lambda p: (order.index(p.form), -len(p.words), -len("".join(p.words)), p.key)
        )
        merges = tuple(sorted(merge for profile in group for merge in inside.get(profile.key, ())))
        names = sorted({form for profile in group for form in profile.names} - {best.name})
        counts: dict[str, int] = defaultdict(int)
        for profile in group:
            for role, times in profile.roles.items():
                counts[role] += times
        days = sorted({day for profile in group for day in profile.days})
        return Newcomer(
            key=best.key,
            name=best.name,
            aliases=tuple(names),
            country=next((p.country for p in group if p.country), ""),
            roles=tuple(sorted(counts, key=lambda role: (-counts[role], role))),
            reports=tuple(sorted({report for profile in group for report in profile.reports})),
            first=days[0] if days else "",
            last=days[-1] if days else "",
            confidence=min((merge.confidence for merge in merges), default=1.0),
            profiles=tuple(sorted(profile.key for profile in group)),
            merges=merges,
        )
