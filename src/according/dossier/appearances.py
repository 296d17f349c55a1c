"""Where each actor appears in the reports of a dossier: who spoke, acted, was counted, was cited.

Item ──► Appearance(key, role, item, name, party, before) ──by key──► Appearances

By the key of whoever is meant, as the dossier resolves names: a surname, an office and another
spelling lead to one actor, and what an analyst ruled holds here too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import msgspec

from according.dossier.items import Item, Role
from according.dossier.material import Extract, Material

ROLES: Sequence[Role] = ("speaker", "actor", "recipient", "mediator", "holder", "counted")


class Appearance(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An actor in a role of an item; ``before`` is who passes on what it says, in a chain.

    ``party`` is the party or mediator on whose behalf it speaks or acts, if it has one.
    """

    key: str
    role: Role
    item: str
    name: str
    party: str = ""
    before: str = ""


@dataclass(frozen=True)
class Seen:
    """An actor, how often it appears, and under which names."""

    key: str
    count: int
    names: Mapping[str, int]


def appearances(items: Sequence[Item]) -> Iterator[Appearance]:
    """Give those of one report."""
    for item in items:
        for role in ROLES:
            for named in item.named(role):
                if named.key or named.party:
                    yield Appearance(named.key, role, item.key, named.name, named.party)
        if item.kind == "statement":
            links = item.named("chain")
            for outer, link in pairwise(links):
                if link.key:
                    yield Appearance(link.key, "chain", item.key, link.name, before=outer.name)


FOUND = Extract("appearances-1", Appearance, appearances)


class Appearances:
    """All of a dossier, as they are when this is made."""

    def __init__(self, material: Material) -> None:
        """Find them."""
        found = material.facts(FOUND)
        # Items in the order in which they are first met: that of the reports, the latest first.
        self._items: dict[tuple[str, Role], dict[str, None]] = defaultdict(dict)
        self._behalf: dict[str, dict[str, None]] = defaultdict(dict)
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._cited: dict[str, Counter[str]] = defaultdict(Counter)
        for filed in reversed(material.reports):
            for each in found.get(filed.report, ()):
                self._take(each)

    def _take(self, each: Appearance) -> None:
        if each.before:  # a citation is no more than what is cited
            self._cited[each.key][each.before] += 1
        elif each.key:
            self._items[each.key, each.role][each.item] = None
            self._names[each.key][each.name] += 1
        if each.role == "speaker" and each.party not in {"", each.key}:
            self._behalf[each.party][each.item] = None

    def __contains__(self, key: str) -> bool:
        return key in self._names or key in self._cited or key in self._behalf

    @cached_property
    def seen(self) -> list[Seen]:
        """Everybody, those first who appear most."""
        found = [self.of(key) for key in self._names]
        return sorted(found, key=lambda seen: (-seen.count, seen.key))

    def of(self, key: str) -> Seen:
        """Count the appearances of one actor."""
        names = self._names.get(key, Counter())
        return Seen(key, names.total(), names)

    def items(self, key: str, role: Role) -> list[str]:
        """The items in which an actor has a role, the latest first."""
        return list(self._items.get((key, role), ()))

    def on_behalf(self, key: str) -> list[str]:
        """What others said for a party or mediator, the latest first."""
        return list(self._behalf.get(key, ()))

    def cited_by(self, key: str) -> list[tuple[str, int]]:
        """Who passes on what an actor says, those first who do most."""
        return self._cited.get(key, Counter()).most_common()
