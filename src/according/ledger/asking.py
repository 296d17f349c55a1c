"""Ask the ledger: find the numbers of the answers, fetch what they show.

Question ──checked──► Finder.page ──► (item, number), … ──fetched──► Answer, …
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, select

from according.ledger import addresses, correcting, named, rows
from according.ledger.answers import Answer, Answers, Hit, Source, Words
from according.ledger.conditions import TABLES, Finder
from according.ledger.corrections import Correction
from according.ledger.homes import Home
from according.ledger.questions import Item, Question, checked
from according.ledger.schema import item as numbered
from according.ledger.schema import readings, revisions, statements
from according.records import Record, Statement

MAKERS: Mapping[Item, Callable[[rows.Stored], Record]] = {
    "statement": rows.record_statement,
    "event": rows.record_event,
    "figure": rows.record_figure,
    "position": rows.record_position,
}
# Of the report, all but its text: answers carry their words with them.
_SOURCE = {
    name: revisions.c[column].label(f"source_{name}")
    for name, column in {
        "revision": "number", "id": "name", "publisher": "publisher", "published": "published",
        "url": "url", "title": "title", "copy_of": "copy_of",
    }.items()
}  # fmt: skip


def ask(home: Home, question: Question) -> Answers:
    """Settle which items answer a question, within one moment of the ledger."""
    asked = checked(question)
    limit = question.limit
    if limit is not None:  # one more, to tell whether there are more
        longer = msgspec.structs.replace(question, limit=limit + 1)
        asked = msgspec.structs.replace(asked, question=longer)
    with home.reading() as connection:
        finder = Finder(connection, asked)
        hits: list[Hit] = [(row.item, row.id) for row in connection.execute(finder.page())]
        unknown = {name: named.close(connection, name) for name in finder.unknown}

    def fetch(some: Sequence[Hit]) -> list[Answer]:
        with home.reading() as connection:
            return fetched(connection, some)

    more = limit is not None and len(hits) > limit
    return Answers(question, hits[:limit], fetch, more=more, unknown=unknown)


def fetched(connection: Connection, hits: Sequence[Hit]) -> list[Answer]:
    """Fetch answers in the order of their numbers, one query a sort of item.

    A corrected reading that has been made anew meanwhile has new numbers: its items are
    passed over, as if they had been asked for after the change.
    """
    numbers: dict[Item, list[int]] = defaultdict(list)
    for item, number in hits:
        numbers[item].append(number)
    found: dict[Hit, Answer] = {}
    for item, some in numbers.items():
        rows_ = connection.execute(_query(item, some)).mappings().all()
        notes = _notes(connection, item, rows_)
        found |= {(item, row["id"]): _answer(item, row, notes) for row in rows_}
    return [found[hit] for hit in hits if hit in found]


def _query(item: Item, numbers: Sequence[int]) -> Select[Any]:
    table = TABLES[item]
    shown: list[Any] = [table, readings.c.reader, readings.c.corrects, *_SOURCE.values()]
    source: Any = table.join(readings, readings.c.id == table.c.reading)
    source = source.join(revisions, revisions.c.id == readings.c.revision)
    if item != "statement":
        source = source.outerjoin(statements, statements.c.id == table.c.within)
        shown.append(statements.c.chain.label("chain"))
    return select(*shown).select_from(source).where(table.c.id.in_(numbers))


Notes = tuple[dict[int, list[Correction]], dict[int, Record]]  # by the item's number as read


def _notes(connection: Connection, item: Item, rows_: Sequence[RowMapping]) -> Notes:
    """Fetch what analysts said of items, and the items of corrected readings as they were read."""
    as_read = [_as_read(row) for row in rows_]
    standing = correcting.standing(connection, item, as_read)
    changed = [number for number, row in zip(as_read, rows_, strict=True) if row["corrects"]]
    if not changed:
        return standing, {}
    query = select(TABLES[item]).where(TABLES[item].c.id.in_(changed))
    before = {row["id"]: MAKERS[item](row) for row in connection.execute(query).mappings()}
    return standing, before


def _as_read(row: RowMapping) -> int:
    """Number the item as the reader had it: the same place in the reading that was corrected."""
    return numbered(row["corrects"] or row["reading"], addresses.place(row["id"]))


def _answer(item: Item, row: RowMapping, notes: Notes) -> Answer:
    standing, before = notes
    record = MAKERS[item](row)
    as_read = _as_read(row)
    read = before.get(as_read, record)
    said = standing.get(as_read, [])
    changed = read != record
    source = {name: row[f"source_{name}"] for name in _SOURCE}
    return Answer(
        address=addresses.written(item, row["report"], row["id"], row.get("name")),
        item=item,
        record=record,
        chain=_chain(record, row),
        words=_words(record, row),
        source=Source(report=row["report"], reader=row["reader"], **source),
        verdict=_verdict(said, changed=changed),
        read=read if changed else None,
        corrections=said,
    )


def _verdict(said: Sequence[Correction], *, changed: bool) -> str | None:
    """Say what an analyst made of the item; a change may also follow from another item's."""
    if said and said[-1].verdict == "reject":
        return "rejected"
    if changed:
        return "corrected"
    return "accepted" if said else None


def _chain(record: Record, row: RowMapping) -> list[str]:
    """Give the chain of the item; in the publisher's own voice that is the publisher."""
    if isinstance(record, Statement):
        return record.chain
    if row["chain"] is not None:
        chain: list[str] = msgspec.json.decode(row["chain"])
        return chain
    return [row["source_publisher"]] if row["source_publisher"] else []


def _words(record: Record, row: RowMapping) -> list[Words]:
    if not isinstance(record, Statement):
        start, text = row["passage_start"], row["passage"]
        return [Words(start, start + len(text), text)]
    parts = [record.content] if isinstance(record.content, str) else record.content
    return [
        Words(start, end, part)
        for (start, end), part in zip(record.content_spans, parts, strict=False)
    ]
