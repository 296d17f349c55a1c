"""From what the ledger answers to items: who is meant by each name, and what stands around.

Telling ──► Filed            Answer, … of one report ──► Item, …

A person is looked up with the role that this report gives him: "Rehl" in an event is the
"foreign minister Tomas Rehl" of a statement's source in the same report.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from according.cast import Sighting
from according.cast.actors import key_of
from according.cast.profiles import block_of, profile_of
from according.dossier.items import Filed, Item, Named, Role
from according.dossier.newcomers import Mention
from according.dossier.parties import Parties
from according.gazetteer import words as lexicon
from according.ledger import Answer
from according.ledger.identity import day as day_of
from according.names import kind_of
from according.records import Event, Figure, Position, Statement
from according.titles import bare, is_title

if TYPE_CHECKING:
    from according.ledger.present import Telling

_ASIDE = re.compile(r",|\b(?:who|whose|which|that)\b")
_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her)\s+", re.IGNORECASE)
_AND = re.compile(r",\s+(?:and\s+)?|\s+and\s+")


class Naming:
    """Makes the items of one dossier."""

    def __init__(self, parties: Parties) -> None:
        """Take who can be meant."""
        self._parties = parties

    def filed(self, telling: "Telling", names: Sequence[str]) -> Filed:
        """A report as it is filed."""
        told = telling.told
        day = day_of(told.published)
        return Filed(
            report=telling.report,
            revision=telling.revision,
            id=told.id,
            publisher=told.publisher,
            published=told.published,
            day=day,
            when=_instant(told.published) or day or telling.seen,
            seen=telling.seen,
            url=told.url,
            title=told.title,
            copy_of=telling.copy_of,
            names=tuple(names),
        )

    def known(self, name: str) -> Named:
        """Who is meant in cast and file by a name, or by a key."""
        actor = self._parties.cast.actor(name)
        return self._parties.named(actor.name if actor is not None else name)

    def items(self, filed: Filed, answers: Sequence[Answer]) -> tuple[list[Item], list[Mention]]:
        """The items of one report, and whom it mentions that nobody knows."""
        said = [a.record for a in answers if isinstance(a.record, Statement)]
        page = _Page(self._parties, filed, said)
        items = [
            Item(
                key=answer.address,
                kind=answer.item,
                filed=filed,
                record=answer.record,
                around=page.around(answer.record),
                chain=tuple(answer.chain),
                actors=page.actors(answer),
                words=tuple(answer.words),
                verdict=answer.verdict,
            )
            for answer in answers
        ]
        return items, page.mentions


class _Page:
    """One report, while its items are made."""

    def __init__(self, parties: Parties, filed: Filed, said: Sequence[Statement]) -> None:
        self._parties = parties
        self._day = _date(filed.day) or _date(filed.seen[:10])
        self._said = {statement.id: statement for statement in said}
        self._roles = _roles(said)
        self._people = {statement.speaker for statement in said if statement.kind == "person"}
        self._report = filed.report
        self._met: dict[str, Mention] = {}
        self._home = parties.named(filed.publisher).party if filed.publisher else ""

    @property
    def mentions(self) -> list[Mention]:
        """The people whom neither cast nor file knows.

        A surname alone, without a role or a whole name that it may be short for, is nobody's.
        """
        whole = {m.block for m in self._met.values() if not m.surname}
        return [m for m in self._met.values() if not m.surname or m.role or m.block in whole]

    def around(self, record: Statement | Event | Figure | Position) -> tuple[Statement, ...]:
        """The statements that a record stands in, innermost first."""
        out: list[Statement] = []
        name = record.via if isinstance(record, Statement) else record.statement
        while name in self._said and self._said[name] not in out:
            out.append(self._said[name])
            name = self._said[name].via
        return tuple(out)

    def actors(self, answer: Answer) -> dict[Role, tuple[Named, ...]]:
        """Who is meant in each role of an item."""
        record = answer.record
        found: dict[Role, tuple[Named, ...]] = {"chain": self._each(answer.chain)}
        if isinstance(record, Statement):
            found["speaker"] = self._joined(record.speaker, record.source or "")
        elif isinstance(record, Event):
            found["actor"] = self._each(record.actor)
            found["recipient"] = self._each(record.recipient)
            found["mediator"] = self._each(record.mediator)
        elif isinstance(record, Position):
            found["holder"] = self._joined(record.holder)
        elif record.who:
            found["counted"] = self._each([record.who])
        return {role: names for role, names in found.items() if names}

    def _each(self, names: Iterable[str]) -> tuple[Named, ...]:
        return tuple(self._named(name) for name in names)

    def _joined(self, name: str, source: str = "") -> tuple[Named, ...]:
        """One who is named, or several in one breath: "Ana Rukh and Tomas Rehl"."""
        whole = self._named(name, source)
        parts = _AND.split(name)
        if whole.key or len(parts) < 2:
            return (whole,)
        each = self._each(parts)
        return each if all(part.key or part.party for part in each) else (whole,)

    def _named(self, name: str, role: str = "") -> Named:
        described = self._roles.get(name) or role
        found = self._parties.named(name, described, self._day, ())
        if not (found.key or found.party) and self._home:
            found = self._parties.at_home(name, self._home, self._day) or found
        if found.key or not _personal(name):
            return found
        mention = self._mention(found)
        return msgspec.structs.replace(found, key=mention.key) if mention is not None else found

    def _mention(self, named: Named) -> Mention | None:
        """Somebody unknown, with the role that this report gives him; None where it is no name."""
        if named.name in self._met:
            return self._met[named.name]
        described = self._roles.get(named.name, "")
        role = _role(described, named.name)
        country = named.party or self._parties.home(named.name, described)
        sighting = Sighting(name=named.name, role=role, country=country, report=f"r{self._report}")
        profile, _, _ = profile_of(sighting, lambda _: key_of(country))
        if profile.form == "role":
            return None
        mention = Mention(
            key=profile.key,
            block=block_of(profile),
            name=named.name,
            role=role,
            country=country,
            party=named.party,
            own=named.own,
            surname=profile.form == "surname",
            person=bool(role) or named.name in self._people,
            day=self._day.isoformat() if self._day else "",
        )
        self._met[named.name] = mention
        return mention


@lru_cache(maxsize=50_000)
def _personal(name: str) -> bool:
    """Whether a name may be one person's."""
    return kind_of(name) == "person" and not _AND.search(name)


def _roles(said: Iterable[Statement]) -> Mapping[str, str]:
    """Speaker -> the longest source by which the report introduces him."""
    found: dict[str, str] = {}
    for statement in said:
        source, name = statement.source or "", statement.speaker
        if name != source and name in source and len(source) > len(found.get(name, "")):
            found[name] = source
    return found


def _role(described: str, name: str) -> str:
    """The role that a description gives a name, before it or behind it; "" where it gives none.

    >>> _role("the Oradani trade minister Piet Okamar", "Piet Okamar")
    'Oradani trade minister'
    >>> _role("Piet Okamar, a farmer who lost a son", "Piet Okamar")
    'farmer'
    """
    before, _, after = described.partition(name)
    nearest = before.strip(" ,").rpartition(",")[2]
    for text in (nearest, before, _ASIDE.split(after.strip(" ,"), maxsplit=1)[0]):
        role = _ARTICLE.sub("", text.strip(" ,"))
        if any(is_title(word) or bare(word) in lexicon("roles") for word in role.split()):
            return role
    return ""


def _date(day: str | None) -> date | None:
    """A day, unless the calendar has none such."""
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None


def _instant(published: str | None) -> str:
    """A time of publication in UTC, or nothing where only a day is told.

    >>> _instant("2026-03-03T23:10:00+02:00"), _instant("2026-03-03")
    ('2026-03-03T21:10:00', '')
    """
    if published is None or len(published) <= len("2026-03-03"):
        return ""
    try:
        when = datetime.fromisoformat(published)
    except ValueError:
        return ""
    if when.tzinfo is not None:
        when = when.astimezone(UTC).replace(tzinfo=None)
    return when.isoformat(timespec="seconds")
