"""From a question to the SQL that finds its answers, the same in both homes.

Asked ──Finder──► conditions on each sort of item ──page()──► (item, id), one page in order

Only numbers are selected here, from indexes where there are some; what an answer shows is
fetched afterwards, for the page alone.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Float,
    Integer,
    Select,
    String,
    Table,
    exists,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from according.ledger import named, search
from according.ledger.questions import OWN, PLACED, Asked, Item, Scope
from according.ledger.schema import (
    PLACES,
    corrections,
    events,
    figures,
    links,
    participants,
    positions,
    readings,
    revisions,
    statements,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

Condition = ColumnElement[bool]
FEW = 500  # numbers that are values each; a statement takes only so many

TABLES: Mapping[Item, Table] = {
    "statement": statements,
    "event": events,
    "figure": figures,
    "position": positions,
}
# Whoever acts, speaks, is counted or takes a position; of events it is the participants.
_ACTOR = {"statement": "speaker_key", "figure": "who_key", "position": "holder_key"}
_NAMES = ("speaker", "actor", "outlet", "place", "holder")  # filters whose values are names


class Finder:
    """Puts the SQL of one question together."""

    def __init__(self, connection: Connection, asked: Asked) -> None:
        """Look the names up, once: which of those in the ledger may be meant."""
        self.asked = asked
        self.filters = asked.filters
        self.dialect = connection.dialect
        self.unknown: list[str] = []  # names that nothing in the ledger has
        self.keys = {
            name: self._keys(connection, asked.filters[name])
            for name in _NAMES
            if name in asked.filters
        }
        scope = asked.question.scope or Scope()
        self.scope_names = _all(connection, scope.names)
        self.scope_places = _all(connection, scope.places)

    def _keys(self, connection: Connection, written: Sequence[str]) -> list[str]:
        found: set[str] = set()
        for name in written:
            keys = named.keys(connection, name)
            if not keys:
                self.unknown.append(name)
            found.update(keys)
        return sorted(found)

    def page(self) -> Select[Any]:
        """Select the page asked for: newest first, best first where words are searched."""
        question = self.asked.question
        parts = [self._part(item, current=True) for item in self.asked.items]
        if question.rejected:
            parts += [self._part(item, current=False) for item in self.asked.items]
        found = union_all(*(select(part.subquery()) for part in parts)).subquery()
        c = found.c
        order = (c.score, c.day.desc().nulls_last(), c.turn.desc(), c.sort, c.id)
        page = select(c.item, c.id).order_by(*order).limit(question.limit)
        return page.offset(question.offset) if question.offset else page

    def _part(self, item: Item, *, current: bool) -> Select[Any]:
        """Select one sort of item, no more than the page can need."""
        table, question = TABLES[item], self.asked.question
        source: Any = table
        score: ColumnElement[Any] = literal_column("0.0", Float)
        if question.words:
            words = search.found(table, question.words, self.dialect).subquery()
            source = table.join(words, words.c.id == table.c.id)
            score = words.c.score
        # The reading's number is computed from the item's, which every index holds: to put
        # a hundred thousand hits in order, no row need be looked at.
        turn = table.c.id.op(">>")(literal_column(str(PLACES))).label("turn")
        sort: Any = literal_column(str(list(TABLES).index(item))).label("sort")
        what = literal_column(f"'{item}'", String).label("item")
        columns = (what, sort, table.c.id, table.c.day, turn, score.label("score"))
        query = select(*columns).select_from(source)
        query = query.where(*self.conditions(item, current=current))
        order = [table.c.day.desc().nulls_last(), turn.desc(), table.c.id]
        query = query.order_by(*([score, *order] if question.words else order))
        return query.limit(question.limit and question.limit + question.offset)

    def conditions(self, item: Item, *, current: bool = True) -> list[Condition]:
        """Give what must hold for one sort of item, but for the words in it."""
        asked, table = self.asked, TABLES[item]
        out: list[Condition] = [table.c.current if current else _rejected(item)]
        out += self._reported(table)
        if asked.question.surest:
            out.append(table.c.confidence >= asked.question.surest)
        if not asked.question.copies:
            copies = select(revisions.c.report).where(revisions.c.copy_of.is_not(null()))
            out.append(table.c.report.not_in(copies.where(revisions.c.current)))
        if "outlet" in self.filters:
            out.append(self._carried(item))
        if "actor" in self.filters:
            out.append(self._acts(item, self.keys["actor"], self.filters.get("role", ())))
        if asked.question.scope:
            out.append(self._scoped(item, asked.question.scope))
        holding = self._holding() if item == "statement" else []
        return [*out, *self._own(item), *holding, *self._said(item, current=current)]

    def _reported(self, table: Table) -> list[Condition]:
        """Give the conditions on the report, which an item shares with the statement around it."""
        out: list[Condition] = []
        if self.asked.since:
            out.append(table.c.day >= self.asked.since)
        if self.asked.until:
            out.append(table.c.day <= self.asked.until)
        if self.asked.reports:
            numbers = _numbers(self.asked.reports, self.dialect)
            out.append(table.c.report.in_(numbers))
            if len(self.asked.reports) <= FEW:  # by their readings an index leads to the items
                made = select(readings.c.id).where(readings.c.report.in_(numbers))
                out.append(table.c.reading.in_(made))
        return out

    def _own(self, item: Item) -> list[Condition]:
        """Give the conditions that only this sort of item can meet."""
        table, filters = TABLES[item], self.filters
        labels = [name for name in OWN[item] if name in filters and name in table.c]
        out: list[Condition] = [
            table.c[name].in_(filters[name]) for name in labels if name not in ("holder", "issue")
        ]
        if "holder" in filters and item == "position":
            out.append(table.c.holder_key.in_(self.keys["holder"]))
        if "issue" in filters and item == "position":
            out.append(search.issue(filters["issue"][0], self.dialect))
        if "role" in filters and "actor" not in filters and item == "event":
            out.append(_takes_part(None, filters["role"]))
        if "place" in filters and item in PLACED:
            out.append(table.c.place_key.in_(self.keys["place"]))
        return out

    def _said(self, item: Item, *, current: bool) -> list[Condition]:
        """Give the conditions on the statement: the item itself, or the one that holds it."""
        said: list[Condition] = [
            statements.c[name].in_(self.filters[name])
            for name in ("kind", "act")
            if name in self.filters
        ]
        if "speaker" in self.filters:
            said.append(statements.c.speaker_key.in_(self.keys["speaker"]))
        if item == "statement" or not said:
            return said
        inside = TABLES[item].c.within
        if not current:  # a handful of items: look at the statement of each
            return [exists().where(statements.c.id == inside, *said)]
        # That the day is the same is known to us, not to the database.
        said += [statements.c.current, *self._reported(statements)]
        return [inside.in_(select(statements.c.id).where(*said))]

    def _holding(self) -> list[Condition]:
        """Give the conditions that a statement meets by an item that stands in it."""
        asked: list[Item] = [each for each in TABLES if any(n in self.filters for n in OWN[each])]
        if asked or "place" not in self.filters:
            return [self._holds(item) for item in asked]
        return [or_(*(self._holds(item) for item in PLACED))]

    def _holds(self, item: Item) -> Condition:
        return exists().where(TABLES[item].c.within == statements.c.id, *self._own(item))

    def _acts(self, item: Item, keys: Sequence[str], roles: Sequence[str] = ()) -> Condition:
        """Hold where one of the names acts, whatever that means for this sort of item."""
        if item == "event":
            return _takes_part(keys, roles)
        return cast("Condition", TABLES[item].c[_ACTOR[item]].in_(keys))

    def _carried(self, item: Item) -> Condition:
        """Hold where an outlet published it or stands in the chain.

        The last link is the speaker, who counts only if it is an outlet itself.
        """
        keys = self.keys["outlet"]
        chain = (
            select(links.c.statement)
            .join(statements, statements.c.id == links.c.statement)
            .where(links.c.key.in_(keys))
            .where(or_(links.c.key != statements.c.speaker_key, statements.c.kind == "outlet"))
        )
        table = TABLES[item]
        inside = table.c.id if item == "statement" else table.c.within
        # The first link is the publisher, whose items are many; unless nobody knows who it is.
        further, first = chain.where(links.c.depth > 0), chain.where(links.c.depth == 0)
        unsigned = table.c.publisher_key.is_(null()) & inside.in_(first)
        return or_(table.c.publisher_key.in_(keys), inside.in_(further), unsigned)

    def _scoped(self, item: Item, scope: Scope) -> Condition:
        """Hold where the item names somebody or somewhere in the scope, or says its words."""
        table = TABLES[item]
        out = [self._acts(item, self.scope_names)]
        if item in PLACED:
            out.append(table.c.place_key.in_(self.scope_places))
        for words in scope.words:
            found = search.found(table, words, self.dialect).subquery()
            out.append(table.c.id.in_(select(found.c.id)))
        return or_(*out)


def _numbers(reports: Sequence[int], dialect: "Dialect") -> Sequence[int] | Select[Any]:
    """Numbers to be looked for; many of them, as those of a dossier, are one value."""
    if len(reports) <= FEW:
        return reports
    if dialect.name == "sqlite":
        return select(func.json_each(json.dumps(reports)).table_valued("value").c.value)
    return select(func.unnest(literal(list(reports), ARRAY(Integer))))


def _all(connection: Connection, written: Sequence[str]) -> list[str]:
    return sorted({key for name in written for key in named.keys(connection, name)})


def _takes_part(keys: Sequence[str] | None, roles: Sequence[str]) -> Condition:
    """Hold for events with such a participant, in one of the roles if some are named."""
    people = select(participants.c.event)
    if keys is not None:
        people = people.where(participants.c.key.in_(keys))
    if roles:
        people = people.where(participants.c.role.in_(roles))
    return events.c.id.in_(people)


def _rejected(item: Item) -> Condition:
    """Hold for the items, as they were read, that an analyst has rejected."""
    live = corrections.c.undone.is_(null()) & (corrections.c.verdict == "reject")
    found = select(corrections.c.found).where(live, corrections.c.item == item)
    return TABLES[item].c.id.in_(found)
