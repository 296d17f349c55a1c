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
from according.cast.affiliations import in_words
from according.cast.merging import Merge, proposals, role_proposals, told_apart, unite
from according.cast.profiles import Profile, Sighting, block_of, profile_of, role_of

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
    >>> key, = roll.see([Sighting(name="Tomas Rehl", role="envoy", country="Belmere", report="r1")])
    >>> _ = roll.see([Sighting(name="Envoy Rehl", country="Belmere", report="r2")])
    >>> roll.newcomer(key).aliases
    ('Rehl',)
    """

    def __init__(self, cast: "Cast | None" = None) -> None:
        self.cast = cast
        self.profiles: dict[str, Profile] = {}
        self.apart: set[tuple[str, str]] = set()
        self.joined: set[Merge] = set()
        self._blocks: dict[str, set[str]] = defaultdict(set)  # block -> keys of profiles
        self._moved: dict[str, str] = {}  # blocks that were joined by hand
        self._told: dict[tuple[str, str, str], tuple[Profile, str, str]] = {}
        self._reports: dict[str, set[str]] = defaultdict(set)
        self._states: dict[str, set[str]] = defaultdict(set)
        self._roles: set[str] = set()
        self._stale: set[str] = set()  # blocks in which something changed
        self._groups: dict[str, tuple[str, ...]] = {}
        self._merges: dict[str, list[Merge]] = {}  # first key of a group -> what holds it together
        self._attached: dict[str, list[Merge]] = {}  # the same for roles without a name
        self._whose: dict[str, str] = {}  # role -> a profile of the newcomer who has it

    def see(self, sightings: Iterable[Sighting]) -> list[str]:
        """Take in the mentions of a report; the key of each, good for `newcomer` ever after."""
        return [self._note(sighting) for sighting in sightings]

    def newcomer(self, key: str) -> Newcomer | None:
        """The newcomer of a key; keys of profiles that were merged lead to it as well."""
        if key not in self.profiles:
            return None
        self._refresh()
        return self._newcomer(self._groups[self._whose.get(key, key)])

    def __iter__(self) -> Iterator[Newcomer]:
        self._refresh()
        groups = {self._groups[self._whose.get(key, key)] for key in self.profiles}
        return iter(sorted(map(self._newcomer, groups), key=lambda newcomer: newcomer.key))

    def part(self, one: str, other: str) -> None:
        """Keep two profiles apart for good, whatever was merged before."""
        self.apart.add((min(one, other), max(one, other)))
        self.joined = {m for m in self.joined if (m.one, m.other) not in self.apart}
        self._stale.update(map(self._block, (one, other)))

    def join(self, one: str, other: str, why: str = "joined by hand") -> None:
        """Take two profiles for one person."""
        first, second = sorted((one, other))
        self.apart.discard((first, second))
        self.joined.add(Merge(first, second, why, 1.0))
        here, there = self._block(first), self._block(second)
        if here != there:
            self._moved[there] = here
            self._blocks[here] |= self._blocks.pop(there)
        self._stale.add(here)

    def _state(self, sighting: Sighting) -> str:
        """The key of a mention's state or body, known or new, as told or by its role's words."""
        told = sighting.country
        if self.cast is None or not (told or role_of(sighting)):
            return key_of(told)
        if told:
            return self.cast.linker.key(told) or key_of(told)
        found = in_words(self.cast.linker, role_of(sighting))
        return found.key if found is not None else ""

    def _block(self, key: str) -> str:
        """The block in which a profile lies; a role without a name lies alone."""
        profile = self.profiles[key]
        block = block_of(profile) if profile.form != "role" else f"role {key}"
        while block in self._moved:
            block = self._moved[block]
        return block

    def _note(self, sighting: Sighting) -> str:
        """Enter one mention; the key of its profile."""
        told = sighting.name, sighting.role, sighting.country
        known = self._told.get(told)
        fresh, name, role = known or profile_of(sighting, self._state)
        if fresh.form == "whole":  # the same in every report
            self._told[told] = fresh, name, role
        profile = self.profiles.setdefault(fresh.key, fresh)
        profile.take(sighting, name or role, role)
        self._reports[sighting.report].add(profile.key)
        if profile.form == "role":
            self._roles.add(profile.key)
        elif profile.form == "whole":
            self._states[profile.country].add(profile.key)
        block = self._block(profile.key)
        self._blocks[block].add(profile.key)
        self._stale.add(block)
        return profile.key

    def _refresh(self) -> None:
        """Think over again what changed: the blocks, then whose the nameless roles are."""
        if not self._stale:
            return
        apart = frozenset(self.apart)
        for block in self._stale:
            keys = sorted(self._blocks[block])
            inside = [self.profiles[key] for key in keys]
            by_hand = [merge for merge in self.joined if merge.one in self._blocks[block]]
            told = set(told_apart(inside)) - {(merge.one, merge.other) for merge in by_hand}
            groups, made = unite(inside, [*proposals(inside), *by_hand], apart | told)
            for group in groups:
                self._groups.update(dict.fromkeys(group, group))
                self._merges[group[0]] = [merge for merge in made if merge.one in group]
        self._stale.clear()
        self._attach()

    def _attach(self) -> None:
        """Find out whose the roles without a name are."""
        self._attached, self._whose = defaultdict(list), {}
        for key in sorted(self._roles):
            role = self.profiles[key]
            here = {k for report in role.reports for k in self._reports[report]}
            there = [self.profiles[k] for k in sorted(here)]
            anywhere = [self.profiles[k] for k in sorted(self._states[role.country])]
            for merge in role_proposals(role, there, anywhere):
                other = merge.other if merge.one == key else merge.one
                if (merge.one, merge.other) not in self.apart and key not in self._whose:
                    self._whose[key] = other
                    self._attached[self._groups[other][0]].append(merge)

    def _newcomer(self, group: tuple[str, ...]) -> Newcomer:
        """One group as a newcomer, called by its fullest name."""
        attached = self._attached.get(group[0], [])
        extra = {key for merge in attached for key in (merge.one, merge.other)} - set(group)
        profiles = [self.profiles[key] for key in sorted({*group, *extra})]
        merges = tuple(sorted((*self._merges[group[0]], *attached)))
        best = min(profiles, key=_rank)
        names = _sum(p.names for p in profiles)
        alike = _sum(p.names for p in profiles if (p.form, p.words) == (best.form, best.words))
        days = sorted({day for profile in profiles for day in profile.days})
        return Newcomer(
            key=best.key,
            name=alike[0],
            aliases=tuple(sorted(set(names) - {alike[0]})),
            country=next((p.country for p in profiles if p.country), ""),
            roles=tuple(_sum(p.roles for p in profiles)),
            reports=tuple(sorted({report for profile in profiles for report in profile.reports})),
            first=days[0] if days else "",
            last=days[-1] if days else "",
            confidence=min((merge.confidence for merge in merges), default=1.0),
            profiles=tuple(profile.key for profile in profiles),
            merges=merges,
        )


def _rank(profile: Profile) -> tuple[int, int, bool, str]:
    """Which profile a newcomer is called by: a whole name, the longest, one with a state."""
    form = ("whole", "surname", "role").index(profile.form)
    return form, -len(profile.words), not profile.country, profile.key


def _sum(counted: Iterable[dict[str, int]]) -> list[str]:
    """Forms that were counted apart, the most frequent first."""
    total: dict[str, int] = defaultdict(int)
    for counts in counted:
        for form, times in counts.items():
            total[form] += times
    return sorted(total, key=lambda form: (-total[form], form))
