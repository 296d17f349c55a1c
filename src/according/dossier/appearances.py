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
        self._by_key: dict[str, list[Appearance]] = defaultdict(list)
        self._behalf: dict[str, list[Appearance]] = defaultdict(list)
        for filed in reversed(material.reports):  # the latest first
            for each in found.get(filed.report, ()):
                if each.key:
                    self._by_key[each.key].append(each)
                if each.party and each.party != each.key and each.role == "speaker":
                    self._behalf[each.party].append(each)

    def __contains__(self, key: str) -> bool:
        return key in self._by_key or key in self._behalf

    @cached_property
    def seen(self) -> list[Seen]:
        """Everybody, those first who appear most."""
        found = [self.of(key) for key in self._by_key]
        return sorted(found, key=lambda seen: (-seen.count, seen.key))

    def of(self, key: str) -> Seen:
        """Count the appearances of one actor; citations are no more than what is cited."""
        own = [each for each in self._by_key.get(key, ()) if each.role != "chain"]
        cited = self._by_key.get(key, ())
        return Seen(key, len(own), Counter(each.name for each in own or cited))

    def items(self, key: str, role: Role) -> list[str]:
        """The items in which an actor has a role, the latest first."""
        found = (each.item for each in self._by_key.get(key, ()) if each.role == role)
        return list(dict.fromkeys(found))

    def on_behalf(self, key: str) -> list[str]:
        """What others said for a party or mediator, the latest first."""
        return list(dict.fromkeys(each.item for each in self._behalf.get(key, ())))

    def cited_by(self, key: str) -> list[tuple[str, int]]:
        """Who passes on what an actor says, those first who do most."""
        return Counter(e.before for e in self._by_key.get(key, ()) if e.before).most_common()
