"""Newcomers: people whom neither cast nor file knows, from the mentions of many reports.

Mention, … ──cast.Roll──► Person(newcomer, party)      by profile: who each mention is
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

from according.cast import Newcomer, Roll, Sighting
from according.cast.merging import fuller
from according.cast.spelling import sound, words
from according.dossier.identity import Who
from according.ledger import Ruling
from according.ledger.identity import fold

if TYPE_CHECKING:
    from according.cast.profiles import Profile


class Mention(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Somebody unknown in one report: his profile's key and block, and what is said of him.

    ``person`` says that he speaks there as a person, or has a role: of other names it cannot be
    told from one report whether they are people.
    """

    key: str
    block: str
    name: str
    role: str
    country: str
    party: str
    own: bool
    surname: bool  # whether that is all that is told of his name
    person: bool
    day: str = ""  # of the report


class Person(msgspec.Struct, frozen=True, array_like=True):
    """A newcomer, and the party of the dossier for which he is said to speak, if it is one.

    ``shown`` says that some report shows him to be a person. In which reports and on which days
    he is told of is not here: it changes with every report, and nothing else need.
    """

    newcomer: Newcomer
    party: str = ""
    own: bool = False
    shown: bool = False

    @property
    def who(self) -> Who:
        """As whom his mentions are shown."""
        sure = self.newcomer.confidence
        return Who(self.newcomer.key, self.newcomer.name, self.party, self.own, sure)


def block_of(name: str) -> str:
    """What the names of everybody who might be this person have in common: a surname's sound."""
    parts = words(name)
    return sound(parts[-1]) if parts else ""


def persons(told: Mapping[int, Sequence[Mention]], rulings: Iterable[Ruling]) -> list[Person]:
    """Who all these mentions are, by report.

    A surname that nothing ties to a whole name is nobody yet; a name that no report gives to
    somebody who speaks or has a role need not be a person's, and is not to be shown.
    """
    roll = Roll()
    for report, mentions in told.items():
        roll.see(
            Sighting(name=m.name, role=m.role, country=m.country, report=f"r{report}", day=m.day)
            for m in mentions
        )
    _part(roll, rulings)
    said: dict[str, list[Mention]] = defaultdict(list)
    for mentions in told.values():
        for mention in mentions:
            said[mention.key].append(mention)
    return [
        _person(newcomer, [m for key in newcomer.profiles for m in said[key]])
        for newcomer in roll
        if roll.profiles[newcomer.key].form == "whole"
    ]


def adds_nothing(mentions: Sequence[Mention], people: Mapping[str, Person]) -> bool:
    """Whether what one report tells of one surname leaves everybody who he is.

    ``people`` are those known so far, by profile. So it is where it names known people in known
    words, each once, and none whose name could be short for another's.
    """
    found = [people.get(mention.key) for mention in mentions]
    known = [person for person in found if person is not None]
    if len(known) < len(mentions) or len({p.newcomer.key for p in known}) < len(known):
        return False
    names = [words(mention.name) for mention in mentions]
    return all(map(_as_known, mentions, known)) and not any(
        fuller(one, other) for one, other in combinations(names, 2)
    )


def _as_known(mention: Mention, person: Person) -> bool:
    """Whether a mention says of somebody what is said of him already, and most often."""
    return (
        mention.name == person.newcomer.name
        and mention.role in {"", *person.newcomer.roles[:1]}
        and mention.party in {"", person.party}
        and mention.own <= person.own
        and mention.person <= person.shown
    )


def _part(roll: Roll, rulings: Iterable[Ruling]) -> None:
    """Keep apart what an analyst told apart, by the spellings that profiles have."""
    spelt: dict[str, list[Profile]] = defaultdict(list)
    for profile in roll.profiles.values():
        for name in profile.names:
            spelt[fold(name)].append(profile)
    for ruling in rulings:
        for one, other in combinations(ruling.names, 2) if ruling.sort == "part" else ():
            for a in spelt[fold(one)]:
                for b in spelt[fold(other)]:
                    if a.key != b.key:
                        roll.part(a.key, b.key)


def _person(newcomer: Newcomer, said: Sequence[Mention]) -> Person:
    """A newcomer with his party, if his mentions agree on one."""
    parties = {mention.party for mention in said if mention.party}
    party = parties.pop() if len(parties) == 1 else ""
    return Person(
        msgspec.structs.replace(newcomer, reports=(), first="", last=""),
        party,
        own=bool(party) and any(mention.own for mention in said),
        shown=any(mention.person for mention in said),
    )
