"""The first tables."""

from alembic import op

from according.ledger.schema import metadata

revision = "0001"
down_revision = None

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
    metadata.create_all(connection)
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)
