"""What the reports of a dossier tell: items, each with its report and with who is meant.

Filed (one a report) ◄── Item (a statement, event, figure or position) ──► Named (who is meant)

Plain data. Items are what every other part of the dossier is made of; each leads back to its
words in the report.
"""

import re
from collections.abc import Container, Iterator
from typing import Literal

import msgspec

from according.ledger import Words
from according.records import Record, Statement

Kind = Literal["statement", "event", "figure", "position"]
Role = Literal["speaker", "actor", "recipient", "mediator", "holder", "counted", "chain"]

_ENDS: tuple[Role, Role] = ("actor", "recipient")
# Before a name: "without the Highland Front".
_WITHOUT = re.compile(
    r"\b(?:[Ww]ithout|[Ii]n the absence of|but not|except(?: for)?)"
    r"(?: (?:the|a|an|any))?(?: [A-Z][\w'’-]*)* $"
)


class Named(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A name in an item, and who is meant.

    ``key`` is the actor's in the cast, with the dossier's additions, or a newcomer's; "" where
    nobody is known by it. ``called`` is the one name of a person, however a report spells him.
    ``party`` is the key of the party or mediator of the dossier that this is, or on
    whose behalf it speaks; "" for all others. ``own`` says that it is the party itself or
    somebody known by name or office who may speak for it, not an unnamed or lesser voice.
    """

    name: str
    key: str = ""
    party: str = ""
    own: bool = False
    confidence: float = 0.0
    called: str = ""


class Filed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A report of the dossier; ``report`` is its number in the ledger.

    ``copy_of`` is the earliest report in the ledger whose text this one's is a copy of.
    ``day`` is that of publication, ``when`` the same moment in UTC, to the second where it is
    told; ``seen`` is when the ledger first held this text.
    ``names`` are the keys of what it names of the dossier: parties, mediators, issues, places.
    """

    report: int
    revision: int
    id: str | None = None
    publisher: str | None = None
    published: str | None = None
    day: str | None = None
    when: str = ""
    seen: str = ""
    url: str | None = None
    title: str | None = None
    copy_of: int | None = None
    names: tuple[str, ...] = ()


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One thing that a report of the dossier tells, as corrected where it was.

    ``key`` is its address in the ledger (r12.s3). ``around`` are the statements it stands in,
    innermost first; ``chain`` leads from the publisher to the origin. ``words`` are a
    statement's content part by part, or the sentence around another item.
    """

    key: str
    kind: Kind
    filed: Filed
    record: Record
    around: tuple[Statement, ...] = ()
    chain: tuple[str, ...] = ()
    actors: dict[Role, tuple[Named, ...]] = {}
    words: tuple[Words, ...] = ()
    verdict: str | None = None  # accepted, corrected

    @property
    def confidence(self) -> float:
        """How sure the reader is, from 0 to 1."""
        return self.record.confidence

    @property
    def day(self) -> str:
        """The day of publication, or of the first sight where none is told."""
        return self.filed.day or self.filed.seen[:10]

    @property
    def text(self) -> str:
        """The words in the report, parts joined by an ellipsis."""
        return " … ".join(part.text for part in self.words)

    def named(self, role: Role) -> tuple[Named, ...]:
        """Who stands in a role."""
        return self.actors.get(role, ())

    def keys(self, *roles: Role) -> Iterator[str]:
        """The keys of those known in these roles."""
        return (name.key for role in roles for name in self.named(role) if name.key)

    def parties(self, *roles: Role) -> Iterator[str]:
        """The parties and mediators of the dossier in these roles."""
        return (name.party for role in roles for name in self.named(role) if name.party)

    def taking_part(self, *roles: Role, mediators: Container[str]) -> list[Named]:
        """Who takes part in an event in these roles.

        Where its sentence itself names who does it and to whom, no party named elsewhere in the
        report is among them: "Ferrane briefed the ambassadors" is of no envoy named before. A
        mediator between two parties may be. Whom it names as left out is not: "without Ansk".
        """
        told = [name for role in roles for name in self.named(role)]
        names = [name for name in told if not self._left_out(name)]
        here = [name for name in names if self.names(name)]
        parties = {name.party for name in here if name.party and name.party not in mediators}
        if len(parties) > 1:
            return [n for n in names if n in here or n.party in mediators]
        whole = all(
            any(self.names(name) and name.party not in mediators for name in self.named(role))
            for role in _ENDS
        )
        return [n for n in names if n in here or n in self.named("mediator")] if whole else names

    def names(self, name: Named) -> bool:
        """Whether somebody is named in the sentence itself, by the last word of his name."""
        return bool(_last(name)) and _last(name) in self.text

    def _left_out(self, name: Named) -> bool:
        """Whether the sentence names somebody only to say that it was without him."""
        before = self.text.split(_last(name))[:-1] if _last(name) else []
        return bool(before) and all(map(_WITHOUT.search, before))


def _last(name: Named) -> str:
    return name.name.rsplit(maxsplit=1)[-1] if name.name.strip() else ""
