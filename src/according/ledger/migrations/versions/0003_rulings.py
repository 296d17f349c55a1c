"""What analysts rule of actors and stories."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision = "0003"
down_revision = "0002"

BIG = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "rulings",
        Column("id", BIG, primary_key=True),
        Column("sort", Text, nullable=False),
        Column("dossier", Text, nullable=False),
        Column("what", Text, nullable=False),
        Column("by_whom", Text, nullable=False),
        Column("made", Text, nullable=False),
        Column("note", Text),
        Column("undone", Text),
    )
