"""Who is one actor because an analyst ruled so, or is not.

rulings on names ──► atoms (names, keys) put together or kept apart ──► Overlay
Named ──Overlay──► Named, under the key and name of the one actor

Pure. The later ruling holds, so they are followed from the last to the first.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Protocol

import msgspec

from according.cast import Newcomer
from according.cast.actors import key_of
from according.dossier.items import Named
from according.ledger import Ruling
from according.ledger.identity import fold

Known = Callable[[str], Named]  # who is meant by a name in cast and file
UNLISTED = "."  # stands in the keys of those who are in no list, and in no others


class Who(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One actor under whom names go.

    ``settled`` says that his party is the one given here, whatever a report makes of him.
    ``ruling`` is the number of the last ruling that put his names together.
    """

    key: str
    called: str
    party: str = ""
    own: bool = False
    confidence: float = 1.0
    settled: bool = False
    ruling: int = 0


class Overlay(msgspec.Struct, frozen=True):
    """What rulings say: of actors by key, of names that mean nobody else, of names set apart."""

    keys: dict[str, Who] = {}
    names: dict[str, Who] = {}
    parted: dict[str, Who] = {}

    def on(self, named: Named) -> Named:
        """The same name, with who is meant by it as analysts ruled."""
        if not (self.keys or self.names or self.parted):
            return named
        folded = fold(named.name)
        who = self.parted.get(folded) or self.keys.get(named.key)
        if who is None and not named.key:
            who = self.names.get(folded)
        return as_(named, who) if who is not None else named

    def called(self, key: str) -> str | None:
        """The name under which a ruling has an actor, by his key."""
        ruled = (who for part in _parts(self) for who in part.values() if who.key == key)
        who = next(ruled, None)
        return who.called if who is not None else None

    def differs(self, other: "Overlay") -> tuple[set[str], set[str]]:
        """The keys and the folded names of which two overlays say different things."""
        keys, names, parted = (
            {at for at in {*one, *two} if one.get(at) != two.get(at)}
            for one, two in zip(_parts(self), _parts(other), strict=True)
        )
        return keys, names | parted


def _parts(overlay: Overlay) -> tuple[dict[str, Who], dict[str, Who], dict[str, Who]]:
    return overlay.keys, overlay.names, overlay.parted


def as_(named: Named, who: Who) -> Named:
    """A name as that of an actor; what its report says of his party stays, if it says anything."""
    party, own = named.party, named.own
    if who.settled or not party:
        party, own = who.party, who.own
    return msgspec.structs.replace(
        named, key=who.key, called=who.called, party=party, own=own,
        confidence=named.confidence or who.confidence,
    )  # fmt: skip


class Unlisted(Protocol):
    """A newcomer, and as whom he is shown: see `newcomers`."""

    @property
    def newcomer(self) -> Newcomer:
        """Who he is by the reports."""

    @property
    def who(self) -> Who:
        """As whom his mentions are shown."""


def overlay(rulings: Sequence[Ruling], newcomers: Mapping[str, Unlisted], known: Known) -> Overlay:
    """What rulings on names say of newcomers, by their keys, and of those known."""
    about = [ruling for ruling in rulings if ruling.names]
    if not about:
        return Overlay()
    ruled = _Ruled(_Register(newcomers, known))
    for ruling in reversed(about):
        if ruling.sort == "merge":
            ruled.merge(ruling)
        else:
            ruled.part(ruling)
    return ruled.overlay()


class _Register:
    """What each name of a ruling is about: its atoms, a name's own ("=rehl") and keys."""

    def __init__(self, newcomers: Mapping[str, Unlisted], known: Known) -> None:
        self.newcomers = newcomers
        self._known = known
        self.listed: dict[str, Named] = {}  # of cast and file, as far as rulings name them
        self._by_name: dict[str, set[str]] = {}
        for key, each in newcomers.items():
            for name in (each.newcomer.name, *each.newcomer.aliases):
                self._by_name.setdefault(fold(name), set()).add(key)

    def atoms(self, name: str) -> frozenset[str]:
        """A surname that several bear means none of them by itself."""
        if name in self.newcomers:
            return frozenset({name})
        bearers = self._by_name.get(fold(name), set())
        if len(bearers) > 1 and " " not in name:
            bearers = set()
        named = self._known(name)
        if named.key:
            self.listed.setdefault(named.key, named)
        if named.key == name:
            return frozenset({name})
        return frozenset({f"={fold(name)}", *bearers, *([named.key] if named.key else [])})

    def called(self, name: str) -> str:
        """What somebody is called whom a ruling names, be it by his key."""
        if name in self.newcomers:
            return self.newcomers[name].newcomer.name
        return self.listed[name].name if name in self.listed else name


class _Ruled:
    """The atoms, while rulings are followed."""

    def __init__(self, register: _Register) -> None:
        self._register = register
        self._groups: list[set[str]] = []
        self._merges: list[tuple[frozenset[str], str, int]] = []  # the latest first
        self._apart: set[frozenset[str]] = set()
        self._parted: dict[str, str] = {}  # folded -> as written

    def merge(self, ruling: Ruling) -> None:
        """Put names together, but for those that a later ruling keeps apart."""
        first, *others = ruling.names
        self._merges.append((self._register.atoms(first), first, ruling.number))
        for other in others:
            self._unite(self._register.atoms(first), self._register.atoms(other))

    def _unite(self, one: frozenset[str], other: frozenset[str]) -> None:
        touching = [group for group in self._groups if group & (one | other)]
        whole = set().union(one, other, *touching)
        if any(frozenset(pair) in self._apart for pair in combinations(sorted(whole), 2)):
            return
        self._groups = [group for group in self._groups if group not in touching] + [whole]

    def part(self, ruling: Ruling) -> None:
        """Keep names apart, but for those that a later ruling put together."""
        for a, b in combinations(ruling.names, 2):
            one, other = self._register.atoms(a), self._register.atoms(b)
            if any(group & one and group & other for group in self._groups):
                continue
            if one & other:  # one actor under both names: the second is somebody else's
                self._parted[fold(b)] = b
                one, other = one - other, other - one
            self._apart.update(frozenset({x, y}) for x in one for y in other if x != y)

    def overlay(self) -> Overlay:
        """What follows."""
        keys: dict[str, Who] = {}
        names: dict[str, Who] = {}
        for group in self._groups:
            who = self._who(group)
            names |= {atom[1:]: who for atom in group if atom[0] == "="}
            keys |= {atom: who for atom in group if atom[0] != "=" and atom != who.key}
            own = self._register.listed.get(who.key)
            if own is None or own.called not in {"", who.called}:  # he stays who he is
                keys[who.key] = msgspec.structs.replace(who, settled=False)
        parted = {
            folded: Who(f"{key_of(name)}{UNLISTED}", name, settled=True)
            for folded, name in self._parted.items()
        }
        return Overlay(keys, names, parted)

    def _who(self, group: set[str]) -> Who:
        """Who a group is: somebody known if there is one, called as the latest ruling does."""
        first, name, number = next(merge for merge in self._merges if merge[0] & group)
        keys = sorted((atom for atom in group if atom[0] != "="), key=lambda k: (k not in first, k))
        listed = [key for key in keys if UNLISTED not in key]
        people = self._register.newcomers
        called = self._register.called(name)
        if listed:
            named = self._register.listed[listed[0]]
            party, own, key, sure = named.party, named.own, listed[0], named.confidence
        else:
            told = [who for key in keys if key in people and (who := people[key].who).party]
            agreed = len({who.party for who in told}) == 1
            party = told[0].party if agreed else ""
            own = agreed and any(who.own for who in told)
            key, sure = (keys[0] if keys else f"{key_of(name)}{UNLISTED}"), 1.0
        return Who(key, called, party, own, sure, settled=bool(listed), ruling=number)
