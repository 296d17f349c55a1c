"""The first tables, as they were then: schema.py may have moved on, this file must not."""

from typing import Any

from alembic import op
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

revision = "0001"
down_revision = None

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
BIG = BigInteger().with_variant(Integer(), "sqlite")
CURRENT: dict[str, Any] = {"sqlite_where": text("current = 1"), "postgresql_where": text("current")}
_HELD = text("within IS NOT NULL")
HELD: dict[str, Any] = {"sqlite_where": _HELD, "postgresql_where": _HELD}

# fmt: off
Table(
    "feeds",
    METADATA,
    Column("id", BIG, primary_key=True),
    Column("url", Text, nullable=False),
    Column("address", Text),
    Column("title", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("next_due", Text),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("state", Text, nullable=False, server_default="active"),
    Column("note", Text),
    UniqueConstraint("url"),
    Index("ix_feeds_next_due", "next_due"),
)
Table(
    "jobs",
    METADATA,
    Column("id", BIG, primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("note", Text),
    Column("started", Text),
    Column("ended", Text),
    UniqueConstraint("name"),
)
Table(
    "names",
    METADATA,
    Column("key", Text, primary_key=True),
    sqlite_with_rowid=False,
)
Table(
    "reports",
    METADATA,
    Column("id", BIG, primary_key=True),
    Column("key", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("key"),
)
Table(
    "corrections",
    METADATA,
    Column("id", BIG, primary_key=True),
    Column("report", BIG, ForeignKey("reports.id"), nullable=False),
    Column("item", Text, nullable=False),
    Column("anchor", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("by_whom", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("note", Text),
    Column("undone", Text),
    Column("found", BIG),
    Index("ix_corrections_found", "found"),
    Index("ix_corrections_report", "report"),
)
Table(
    "entries",
    METADATA,
    Column("id", BIG, primary_key=True),
    Column("feed", BIG, ForeignKey("feeds.id"), nullable=False),
    Column("guid", Text, nullable=False),
    Column("url", Text),
    Column("host", Text),
    Column("stamp", Text),
    Column("title", Text),
    Column("summary", Text),
    Column("published", Text),
    Column("doubts", Text),
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("next_due", Text),
    Column("note", Text),
    Column("seen", Text, nullable=False),
    Column("report", BIG, ForeignKey("reports.id")),
    UniqueConstraint("feed", "guid"),
    Index("ix_entries_state_next_due", "state", "next_due"),
    Index("ix_entries_url", "url"),
)
Table(
    "revisions",
    METADATA,
    Column("id", BIG, primary_key=True),
    Column("report", BIG, ForeignKey("reports.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("name", Text),
    Column("publisher", Text),
    Column("publisher_key", Text),
    Column("url", Text),
    Column("published", Text),
    Column("day", Text),
    Column("title", Text),
    Column("origin", Text),
    Column("seen", Text, nullable=False),
    Column("copy_of", BIG, ForeignKey("reports.id")),
    Column("current", Boolean, nullable=False),
    UniqueConstraint("report", "number"),
    Index("ix_revisions_copy_of", "copy_of"),
    Index("ix_revisions_day", "day"),
    Index("ix_revisions_seen", "seen"),
    Index("ix_revisions_text_hash", "text_hash"),
)
Table(
    "readings",
    METADATA,
    Column("id", BIG, primary_key=True),
    Column("revision", BIG, ForeignKey("revisions.id"), nullable=False),
    Column("report", BIG, nullable=False),
    Column("reader", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("corrects", BIG, ForeignKey("readings.id")),
    UniqueConstraint("revision", "reader"),
    Index("ix_readings_report", "report"),
)
Table(
    "samples",
    METADATA,
    Column("sample", BIG, primary_key=True, autoincrement=False),
    Column("revision", BIG, ForeignKey("revisions.id"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
Table(
    "doubts",
    METADATA,
    Column("id", BIG, primary_key=True, autoincrement=False),
    Column("reading", BIG, ForeignKey("readings.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("message", Text, nullable=False),
    Index("ix_doubts_reading", "reading"),
)
Table(
    "events",
    METADATA,
    Column("id", BIG, primary_key=True, autoincrement=False),
    Column("reading", BIG, ForeignKey("readings.id"), nullable=False),
    Column("report", BIG, nullable=False),
    Column("day", Text),
    Column("publisher_key", Text),
    Column("current", Boolean, nullable=False),
    Column("type", Text, nullable=False),
    Column("trigger", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("mediator", Text, nullable=False),
    Column("place", Text),
    Column("place_key", Text),
    Column("date", Text),
    Column("status", Text, nullable=False),
    Column("statement", Text),
    Column("within", BIG),
    Column("trigger_span", Text, nullable=False),
    Column("passage", Text, nullable=False),
    Column("passage_start", Integer, nullable=False),
    Column("confidence", Double, nullable=False),
    Index("ix_events_day", "day", **CURRENT),
    Index("ix_events_place_key_day", "place_key", "day", **CURRENT),
    Index("ix_events_reading", "reading"),
    Index("ix_events_type_day", "type", "day", **CURRENT),
    Index("ix_events_within", "within", **HELD),
)
Table(
    "figures",
    METADATA,
    Column("id", BIG, primary_key=True, autoincrement=False),
    Column("reading", BIG, ForeignKey("readings.id"), nullable=False),
    Column("report", BIG, nullable=False),
    Column("day", Text),
    Column("publisher_key", Text),
    Column("current", Boolean, nullable=False),
    Column("measure", Text, nullable=False),
    Column("value", Double, nullable=False),
    Column("low", Double),
    Column("high", Double),
    Column("exact", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("who", Text),
    Column("who_key", Text),
    Column("place", Text),
    Column("place_key", Text),
    Column("since", Text),
    Column("statement", Text),
    Column("within", BIG),
    Column("cause", Text),
    Column("text_span", Text, nullable=False),
    Column("passage", Text, nullable=False),
    Column("passage_start", Integer, nullable=False),
    Column("confidence", Double, nullable=False),
    Index("ix_figures_day", "day", **CURRENT),
    Index("ix_figures_measure_day", "measure", "day", **CURRENT),
    Index("ix_figures_reading", "reading"),
    Index("ix_figures_within", "within", **HELD),
)
Table(
    "positions",
    METADATA,
    Column("id", BIG, primary_key=True, autoincrement=False),
    Column("reading", BIG, ForeignKey("readings.id"), nullable=False),
    Column("report", BIG, nullable=False),
    Column("day", Text),
    Column("publisher_key", Text),
    Column("current", Boolean, nullable=False),
    Column("holder", Text, nullable=False),
    Column("holder_key", Text, nullable=False),
    Column("issue", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("statement", Text),
    Column("within", BIG),
    Column("issue_span", Text, nullable=False),
    Column("passage", Text, nullable=False),
    Column("passage_start", Integer, nullable=False),
    Column("confidence", Double, nullable=False),
    Index("ix_positions_day", "day", **CURRENT),
    Index("ix_positions_holder_key_day", "holder_key", "day", **CURRENT),
    Index("ix_positions_reading", "reading"),
    Index("ix_positions_within", "within", **HELD),
)
Table(
    "statements",
    METADATA,
    Column("id", BIG, primary_key=True, autoincrement=False),
    Column("reading", BIG, ForeignKey("readings.id"), nullable=False),
    Column("report", BIG, nullable=False),
    Column("day", Text),
    Column("publisher_key", Text),
    Column("current", Boolean, nullable=False),
    Column("name", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("parts", Text),
    Column("cue", Text),
    Column("source", Text),
    Column("kind", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("speaker_key", Text, nullable=False),
    Column("via", Text),
    Column("chain", Text, nullable=False),
    Column("spans", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Index("ix_statements_act_day", "act", "day", **CURRENT),
    Index("ix_statements_day", "day", **CURRENT),
    Index("ix_statements_publisher_key_day", "publisher_key", "day", **CURRENT),
    Index("ix_statements_reading", "reading"),
    Index("ix_statements_speaker_key_day", "speaker_key", "day", **CURRENT),
)
Table(
    "links",
    METADATA,
    Column("statement", BIG, ForeignKey("statements.id"), primary_key=True, autoincrement=False),
    Column("depth", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Index("ix_links_key", "key"),
    sqlite_with_rowid=False,
)
Table(
    "participants",
    METADATA,
    Column("event", BIG, ForeignKey("events.id"), primary_key=True, autoincrement=False),
    Column("role", Text, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Index("ix_participants_key", "key"),
    sqlite_with_rowid=False,
)
# fmt: on

# Porter's stemmer, as PostgreSQL's English does: "withdraws" finds "withdraw". External
# content: the words are indexed, the text is not stored again.
SQLITE = (
    """
    CREATE VIRTUAL TABLE statement_words USING fts5(
        content, content = 'statements', content_rowid = 'id',
        tokenize = 'porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER statement_words_insert AFTER INSERT ON statements BEGIN
        INSERT INTO statement_words (rowid, content) VALUES (new.id, new.content);
    END
    """,
    """
    CREATE TRIGGER statement_words_delete AFTER DELETE ON statements BEGIN
        INSERT INTO statement_words (statement_words, rowid, content)
        VALUES ('delete', old.id, old.content);
    END
    """,
    """
    CREATE TRIGGER statement_words_update AFTER UPDATE OF content ON statements BEGIN
        INSERT INTO statement_words (statement_words, rowid, content)
        VALUES ('delete', old.id, old.content);
        INSERT INTO statement_words (rowid, content) VALUES (new.id, new.content);
    END
    """,
)
# A tsvector holds at most a megabyte; the longest statement seen is 3,000 characters.
POSTGRES = (
    """
    ALTER TABLE statements ADD COLUMN words tsvector
    GENERATED ALWAYS AS (to_tsvector('english', left(content, 100000))) STORED
    """,
    "CREATE INDEX ix_statements_words ON statements USING gin (words)",
)


def upgrade() -> None:
    """Create all tables and the full-text index."""
    connection = op.get_bind()
    METADATA.create_all(connection)
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)
