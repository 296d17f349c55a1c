"""DuckDB, opened the way we mean it: one core, and nothing fetched from the network."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def connection() -> "DuckDBPyConnection":
    """Open an empty database in memory.

    One core, because bulk work runs a process on each; DuckDB alone would take them all.
    """
    import duckdb  # noqa: PLC0415  # 0.1 s

    return duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False})


def literally(path: object) -> str:
    """Spell a path so that DuckDB takes no character of it for a pattern.

    >>> literally("talks[1].parquet")
    'talks[[]1].parquet'
    """
    return "".join(f"[{char}]" if char in "*?[" else char for char in str(path))


def quoted(text: object) -> str:
    """Write a text into SQL where no parameter may stand.

    >>> quoted("Rehl's")
    "'Rehl''s'"
    """
    return "'" + str(text).replace("'", "''") + "'"
