"""What questions need: every name once, words around items, views for SQL."""
# ruff: noqa: S608  the SQL is put together from the names of our own tables, above

from alembic import op

from according.ledger.views import views

revision = "0002"
down_revision = "0001"

ITEMS = ("statements", "events", "figures", "positions")
# table, columns with a folded name in them
NAMED = (
    ("statements", ("speaker_key", "publisher_key")),
    ("links", ("key",)),
    ("events", ("place_key",)),
    ("participants", ("key",)),
    ("figures", ("place_key", "who_key")),
    ("positions", ("holder_key",)),
    ("revisions", ("publisher_key",)),
)
# table, its index (see search.INDEXES), the columns whose words it holds
SEARCHED = (
    ("events", "event_words", ("passage",)),
    ("figures", "figure_words", ("passage",)),
    ("positions", "position_words", ("passage", "issue")),
)


def upgrade() -> None:
    """Create triggers, indexes and views."""
    dialect = op.get_bind().dialect.name
    sqlite = dialect == "sqlite"
    for table, columns in NAMED:
        names = _sqlite_names if sqlite else _postgres_names
        for statement in names(table, columns):
            op.execute(statement)
    for table, index, searched in SEARCHED:
        words = _sqlite_words(table, index, searched) if sqlite else _postgres_words(table)
        for statement in words:
            op.execute(statement)
    if not sqlite:
        for table in ITEMS:
            # Undated items come last, and an index by day has them first: PostgreSQL would
            # sort a million days for the newest fifty. SQLite reads its index backwards.
            newest = f"{table} (day DESC NULLS LAST) WHERE current"
            op.execute(f"CREATE INDEX ix_{table}_newest ON {newest}")
        issue = "to_tsvector('english', left(issue, 100000))"
        op.execute(f"CREATE INDEX ix_positions_issue ON positions USING gin (({issue}))")
    for name, query in views(dialect).items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def _sqlite_names(table: str, columns: tuple[str, ...]) -> list[str]:
    """Write down each name when its row comes; a row in hand is cheap to look at."""
    body = " ".join(
        f"INSERT OR IGNORE INTO names (key) SELECT new.{column} WHERE new.{column} IS NOT NULL;"
        for column in columns
    )
    return [f"CREATE TRIGGER {table}_names AFTER INSERT ON {table} BEGIN {body} END"]


def _postgres_names(table: str, columns: tuple[str, ...]) -> list[str]:
    """Write down the names of all rows of one INSERT together: a call a row would cost more."""
    keys = " UNION ".join(f"SELECT {column} AS key FROM new_rows" for column in columns)
    return [
        f"""
        CREATE FUNCTION {table}_names() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO names (key)
            SELECT key FROM ({keys}) AS found WHERE key IS NOT NULL ON CONFLICT DO NOTHING;
            RETURN NULL;
        END $$
        """,
        f"""
        CREATE TRIGGER {table}_names AFTER INSERT ON {table}
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {table}_names()
        """,
    ]


def _sqlite_words(table: str, index: str, searched: tuple[str, ...]) -> list[str]:
    columns = ", ".join(searched)
    new, old = (", ".join(f"{row}.{column}" for column in searched) for row in ("new", "old"))
    return [
        f"""
        CREATE VIRTUAL TABLE {index} USING fts5(
            {columns}, content = '{table}', content_rowid = 'id',
            tokenize = 'porter unicode61 remove_diacritics 2'
        )
        """,
        f"""
        CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN
            INSERT INTO {index} (rowid, {columns}) VALUES (new.id, {new});
        END
        """,
        f"""
        CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN
            INSERT INTO {index} ({index}, rowid, {columns}) VALUES ('delete', old.id, {old});
        END
        """,
    ]


def _postgres_words(table: str) -> list[str]:
    return [
        f"""
        ALTER TABLE {table} ADD COLUMN words tsvector
        GENERATED ALWAYS AS (to_tsvector('english', left(passage, 100000))) STORED
        """,
        f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)",
    ]
