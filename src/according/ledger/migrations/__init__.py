"""Migrations of the ledger: Alembic runs what stands in ``versions``."""
