"""The tables of the ledger, one schema for SQLite and PostgreSQL.

report ──► revision ──► reading ─┬─► statement ──► link (one a step of the chain)
(identity)  (one text)  (by one  ├─► event ──► participant
                        reader)  ├─► figure
                                 ├─► position
                                 └─► doubt
correction: what a person said about an item; ruling: about actors and stories
feed, entry, job: where the news comes from

Nothing here is ever overwritten but ``current`` and what belongs to feeds, entries and
jobs. An item is current when it stands in the present reading of the present revision. Where
a report has corrections, that is a corrected reading (``readings.corrects`` names the one it
was made from): remade from them at any time, it is the only thing that is ever deleted.

Items carry what questions ask for (day, publisher, report, current), so that no question
has to join three tables to find out what it may skip. Names have a key beside them, folded
by :func:`according.ledger.identity.fold`: bounded in length, because PostgreSQL indexes no
long strings. Columns of the kind ``packed`` are JSON in text. Times are UTC, ISO 8601.

The full-text indexes are written out in the migrations, since no two databases agree on them:
``statement_words`` (FTS5 over ``statements.content``) in SQLite, the column
``statements.words`` (tsvector) in PostgreSQL; the same over ``passage``, the sentence around
it, for events, figures and positions. Triggers keep ``names``, every folded name once.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# SQLite numbers rows by itself only where the type is spelt INTEGER.
BIG = BigInteger().with_variant(Integer(), "sqlite")

# An item's number is its reading's number and its place in it: known before it is written,
# so that a reading goes in with one statement a table.
PLACES = 20  # bits: a million items of one sort in a reading


def item(reading: int, place: int) -> int:
    """Number the item at ``place`` (from 0) of a reading."""
    return reading << PLACES | place


def _number() -> Column[int]:
    return Column("id", BIG, primary_key=True)


def _item_number() -> Column[int]:
    return Column("id", BIG, primary_key=True, autoincrement=False)


def _of(
    table: str, *, name: str | None = None, nullable: bool = False, index: bool = False
) -> Column[int]:
    """Point at a row of another table."""
    named = name or table.removesuffix("s")
    return Column(named, BIG, ForeignKey(f"{table}.id"), nullable=nullable, index=index)


def _part_of(table: str) -> Column[int]:
    """Point at a row of another table, of which this one is nothing but a part."""
    named = table.removesuffix("s")
    return Column(named, BIG, ForeignKey(f"{table}.id"), primary_key=True, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _maybe(name: str) -> Column[str | None]:
    return Column(name, Text, nullable=True)


_packed = _text  # JSON


def _about() -> tuple[Column[int], Column[int], Column[str], Column[str], Column[bool]]:
    """Give the columns that every item has for questions."""
    return (
        _of("readings", index=True),
        Column("report", BIG, nullable=False),
        Column("day", Text),  # of publication, as the report's revision has it
        Column("publisher_key", Text),
        Column("current", Boolean, nullable=False),
    )


def _passage() -> tuple[Column[str], Column[int]]:
    """Give the columns for the sentence around an item: see passages.around."""
    return _text("passage"), Column("passage_start", Integer, nullable=False)


def _within() -> tuple[Column[str | None], Column[int]]:
    """Give the columns for the statement that holds an item: its name and its number."""
    return _maybe("statement"), Column("within", BIG)


def _held(table: str) -> Index:
    """Index what statements hold; most of the rest is in the publisher's own voice."""
    held = text("within IS NOT NULL")
    return Index(f"ix_{table}_within", "within", sqlite_where=held, postgresql_where=held)


def _current(table: str, *columns: str) -> Index:
    """Index only what questions look at unless they ask for the past."""
    return Index(
        f"ix_{table}_{'_'.join(columns)}",
        *columns,
        sqlite_where=text("current = 1"),
        postgresql_where=text("current"),
    )


reports = Table(
    "reports",
    metadata,
    _number(),
    Column("key", Text, nullable=False, unique=True),  # see identity.key
    Column("revision", Integer, nullable=False),  # the number of the present one
)

revisions = Table(
    "revisions",
    metadata,
    _number(),
    _of("reports"),
    Column("number", Integer, nullable=False),  # from 1
    _text("text"),
    Column("text_hash", Text, nullable=False),  # of the normalised text: identity.text_hash
    _maybe("name"),  # Report.id, the input's own
    _maybe("publisher"),
    Column("publisher_key", Text),
    _maybe("url"),
    _maybe("published"),
    Column("day", Text, index=True),
    _maybe("title"),
    _maybe("origin"),  # the file, address or feed entry it came from
    Column("seen", Text, nullable=False, index=True),
    _of("reports", name="copy_of", nullable=True, index=True),
    Column("current", Boolean, nullable=False),
    UniqueConstraint("report", "number"),
    Index("ix_revisions_text_hash", "text_hash"),
)

# Texts that share a sample may be copies of each other: see copies.
samples = Table(
    "samples",
    metadata,
    Column("sample", BIG, primary_key=True, autoincrement=False),
    _part_of("revisions"),
    sqlite_with_rowid=False,
)

readings = Table(
    "readings",
    metadata,
    _number(),
    _of("revisions"),
    Column("report", BIG, nullable=False, index=True),
    Column("reader", Text, nullable=False),  # its version
    Column("made", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    _of("readings", name="corrects", nullable=True),
    UniqueConstraint("revision", "reader"),
)

statements = Table(
    "statements",
    metadata,
    _item_number(),
    *_about(),
    _text("name"),  # Statement.id: s1, s2, …
    _text("content"),  # parts that stand apart are joined by " … "
    _maybe("parts"),  # packed list, when they do
    _maybe("cue"),
    _maybe("source"),
    _text("kind"),
    _text("act"),
    _text("form"),
    _text("speaker"),
    _text("speaker_key"),
    _maybe("via"),
    _packed("chain"),
    _packed("spans"),  # {"content": [[s, e], …], "cue": [s, e], "source": [s, e]}
    Column("confidence", Double, nullable=False),
    _current("statements", "speaker_key", "day"),
    _current("statements", "publisher_key", "day"),
    _current("statements", "act", "day"),
    _current("statements", "day"),
)

links = Table(
    "links",
    metadata,
    _part_of("statements"),
    Column("depth", Integer, primary_key=True, autoincrement=False),  # 0 is the publisher
    _text("name"),
    Column("key", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    _item_number(),
    *_about(),
    _text("type"),
    _text("trigger"),
    _packed("actor"),
    _packed("recipient"),
    _packed("mediator"),
    _maybe("place"),
    Column("place_key", Text),
    _maybe("date"),
    _text("status"),
    *_within(),
    _packed("trigger_span"),
    *_passage(),
    Column("confidence", Double, nullable=False),
    _current("events", "type", "day"),
    _current("events", "place_key", "day"),
    _current("events", "day"),
    _held("events"),
)

participants = Table(
    "participants",
    metadata,
    _part_of("events"),
    Column("role", Text, primary_key=True),  # actor, recipient, mediator
    Column("place", Integer, primary_key=True, autoincrement=False),  # in the event's list
    _text("name"),
    Column("key", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)

figures = Table(
    "figures",
    metadata,
    _item_number(),
    *_about(),
    _text("measure"),
    Column("value", Double, nullable=False),
    Column("low", Double),
    Column("high", Double),
    _packed("exact"),  # [value, low, high]: whole numbers stay whole, however large
    _text("text"),
    _maybe("who"),
    Column("who_key", Text),
    _maybe("place"),
    Column("place_key", Text),
    _maybe("since"),
    *_within(),
    _maybe("cause"),
    _packed("text_span"),
    *_passage(),
    Column("confidence", Double, nullable=False),
    _current("figures", "measure", "day"),
    _current("figures", "day"),
    _held("figures"),
)

positions = Table(
    "positions",
    metadata,
    _item_number(),
    *_about(),
    _text("holder"),
    _text("holder_key"),
    _text("issue"),
    _text("stance"),
    *_within(),
    _packed("issue_span"),
    *_passage(),
    Column("confidence", Double, nullable=False),
    _current("positions", "holder_key", "day"),
    _current("positions", "day"),
    _held("positions"),
)

doubts = Table(
    "doubts",
    metadata,
    _item_number(),
    _of("readings", index=True),
    _text("kind"),
    _text("message"),
)

# Every key of a speaker, link, participant, holder, place or of those counted, once: a name is
# looked for here, among thousands, before its items are looked for among millions.
names = Table(
    "names",
    metadata,
    Column("key", Text, primary_key=True),
    sqlite_with_rowid=False,
)

ITEMS = (statements, events, figures, positions)  # with a column "current"
PARTS = (statements, links, events, participants, figures, positions, doubts)  # of a reading

corrections = Table(
    "corrections",
    metadata,
    _number(),
    _of("reports", nullable=False, index=True),
    _text("item"),  # statement, event, figure, position
    _packed("anchor"),  # the words it is about, by which it is found in a newer reading
    _text("verdict"),  # accept, reject, correct
    _packed("changes"),  # {field: value}
    _text("by_whom"),
    _text("made"),
    _maybe("note"),
    _maybe("undone"),  # when
    Column("found", BIG, index=True),  # the item as read, in the present reading; or nothing
)

rulings = Table(
    "rulings",
    metadata,
    _number(),
    _text("sort"),  # merge, part, split, join
    _text("dossier"),  # its name; empty where it is for all
    _packed("what"),  # names of actors, or numbers of reports
    _text("by_whom"),
    _text("made"),
    _maybe("note"),
    _maybe("undone"),  # when
)

feeds = Table(
    "feeds",
    metadata,
    _number(),
    Column("url", Text, nullable=False, unique=True),  # as the user named it
    _maybe("address"),  # where it was found, if that was a site's address
    _maybe("title"),
    _maybe("etag"),
    _maybe("modified"),
    Column("next_due", Text, index=True),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("state", Text, nullable=False, server_default="active"),
    _maybe("note"),  # why it is in that state
)

entries = Table(
    "entries",
    metadata,
    _number(),
    _of("feeds"),
    _text("guid"),
    _maybe("url"),
    _maybe("host"),  # of the url: one request at a time to each
    _maybe("stamp"),  # its date as written; a new one brings the entry back
    _maybe("title"),
    _maybe("summary"),  # what to fall back on; forgotten once the entry is done
    _maybe("published"),
    _maybe("doubts"),  # packed
    Column("state", Text, nullable=False, server_default="waiting"),  # done, failed
    Column("failures", Integer, nullable=False, server_default="0"),
    _maybe("next_due"),
    _maybe("note"),
    Column("seen", Text, nullable=False),
    _of("reports", nullable=True),
    UniqueConstraint("feed", "guid"),
    Index("ix_entries_state_next_due", "state", "next_due"),
    Index("ix_entries_url", "url"),
)

jobs = Table(
    "jobs",
    metadata,
    _number(),
    Column("name", Text, nullable=False, unique=True),  # of the shard
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("done", Integer, nullable=False, server_default="0"),
    _maybe("note"),
    _maybe("started"),
    _maybe("ended"),
)
