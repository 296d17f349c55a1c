"""Where each party stands on each issue, over time, each stance on the words behind it.

Item (position) ──► Taken, one a telling ──by party and issue──► Cell(stands) ──► current stance

A stance is a party's *own* where it says so itself, through somebody who speaks for it as far
as file and cast know, or where an outlet states it as plain fact. What others say that it
wants is shown beside, and moves nothing. A stand is marked as *changed* when it differs both
from where the party stood and from what this holder said before: a minister who has always
been against is no change of his government's mind.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from according.dossier.evidence import Evidence, cite, origins
from according.dossier.groups import Groups
from according.dossier.items import Item
from according.dossier.material import Changed, Extract, Material
from according.dossier.relevance import Issues
from according.records import Position, Stance

if TYPE_CHECKING:
    from according.dossier.file import DossierFile

CellKey = tuple[str, str]  # party, issue


class Taken(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One telling of a position. ``issue`` is one of the file's, or "" with its own ``words``."""

    party: str
    issue: str
    stance: Stance
    holder: str
    words: str
    own: bool
    evidence: Evidence


class Stand(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A stance that one holder takes, from its first telling to the last.

    ``before`` is where the party stood until then, if this changed it; ``issues`` are the words
    for the issue, one for each piece of ``evidence``, and ``words`` the first of them.
    """

    holder: str
    stance: Stance
    own: bool
    changed: bool
    before: Stance | None
    since: str
    words: str
    evidence: tuple[Evidence, ...]
    issues: tuple[str, ...] = ()

    @property
    def origins(self) -> int:
        """How many independent origins tell of it."""
        return origins(self.evidence)


class Cell(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A party on an issue: its stands in the order in which they were first told."""

    party: str
    issue: str
    stands: tuple[Stand, ...]

    @property
    def current(self) -> Stand | None:
        """Where the party stands now, by its own word; None where only others say so."""
        current = None
        for stand in self.stands:
            if stand.own and (current is None or stand.changed or stand.stance == current.stance):
                current = stand
        return current

    @property
    def dissent(self) -> tuple[Stand, ...]:
        """Those who speak for the party and last took another stance than it has."""
        current = self.current
        last = {stand.holder: stand for stand in self.stands if stand.own}
        return tuple(s for s in last.values() if current and s.stance != current.stance)

    @property
    def changes(self) -> tuple[Stand, ...]:
        """The stands by which the party's stance changed."""
        return tuple(stand for stand in self.stands if stand.changed)


class Positions:
    """The table of parties and issues."""

    def __init__(self, material: Material, file: "DossierFile", parties: Iterable[str]) -> None:
        """Find them in the material; ``parties`` are the keys of the rows, in order."""
        self.parties = tuple(parties)
        self.issues = tuple(issue.name for issue in file.issue)
        issues = Issues(file.issue)
        extract = Extract("positions.2", Taken, lambda items: taken(items, issues))
        self._groups = Groups(material, extract, lambda t: ((t.party, t.issue),), cell)

    def update(self, changed: Changed) -> None:
        """Take in what is new."""
        self._groups.update(changed)

    def cell(self, party: str, issue: str) -> Cell | None:
        """One cell of the table; None where nobody says anything. "" is what has no issue."""
        return next(iter(self._groups.of((party, issue))), None)

    def __iter__(self) -> Iterator[Cell]:
        for party in self.parties:
            for issue in (*self.issues, ""):
                found = self.cell(party, issue)
                if found is not None:
                    yield found

    def changes(self) -> list[tuple[Cell, Stand]]:
        """Every change of a stance, the last first."""
        found = [(c, stand) for c in self if c.issue for stand in c.changes]
        return sorted(found, key=lambda pair: pair[1].since, reverse=True)


def taken(items: Sequence[Item], issues: Issues) -> Iterator[Taken]:
    """The positions that one report tells of parties and mediators."""
    for item in items:
        record = item.record
        if not isinstance(record, Position):
            continue
        evidence = cite(item)
        for holder in item.named("holder"):
            if holder.party:
                yield Taken(
                    party=holder.party,
                    issue=issues.first(record.issue),
                    stance=record.stance,
                    holder=holder.key or holder.name,
                    words=record.issue,
                    own=holder.own and _own(evidence, holder.party),
                    evidence=evidence,
                )


def _own(evidence: Evidence, party: str) -> bool:
    """Whether a telling is the party's own word, or an outlet's plain statement."""
    return evidence.side == party or evidence.voice == "outlet"


def cell(key: CellKey, facts: Sequence[Taken]) -> list[Cell]:
    """The stands of a party on an issue, told in order."""
    stands: list[Stand] = []
    party: Stance | None = None  # where the party stands
    last: dict[tuple[str, bool], int] = {}  # a holder's last stand, own or told
    for fact in facts:
        at = last.get((fact.holder, fact.own))
        before = stands[at] if at is not None else None
        changed = fact.own and party not in {None, fact.stance} and _new(before, fact)
        if at is not None and before is not None and before.stance == fact.stance:
            stands[at] = msgspec.structs.replace(
                before,
                evidence=(*before.evidence, fact.evidence),
                issues=(*before.issues, fact.words),
            )
        else:
            last[fact.holder, fact.own] = len(stands)
            stands.append(_stand(fact, changed=changed, before=party if changed else None))
        if fact.own and (party is None or changed):
            party = fact.stance
    return [Cell(party=key[0], issue=key[1], stands=tuple(stands))]


def _new(before: Stand | None, fact: Taken) -> bool:
    """Whether a holder says something else than before."""
    return before is None or before.stance != fact.stance


def _stand(fact: Taken, *, changed: bool, before: Stance | None) -> Stand:
    return Stand(
        holder=fact.holder,
        stance=fact.stance,
        own=fact.own,
        changed=changed,
        before=before,
        since=fact.evidence.when,
        words=fact.words,
        evidence=(fact.evidence,),
        issues=(fact.words,),
    )
