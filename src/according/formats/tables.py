"""Tables of tolls as lines that can be read: each number beside the heading of its column.

    District | Killed | Injured
    Orsel    | 9      | 21         ►  Orsel: Killed 9, Injured 21

A row as it stands, "Orsel 9 21", says of no number what it counts. Only tables whose first
row is marked as headings are told so; pages of the 2000s laid themselves out in tables.
"""

from itertools import islice
from typing import Any


def headed_rows(table: Any) -> list[str]:  # noqa: ANN401  # lxml is untyped
    """Give one line for each row of a table with headings; none for any other table."""
    rows = [row for row in table.iter("row") if row.find("cell") is not None]
    if len(rows) < 2 or any(row.find(".//table") is not None for row in rows):
        return []
    heads = [_words(cell) for cell in rows[0].findall("cell")]
    marked = all(cell.get("role") == "head" for cell in rows[0].findall("cell"))
    bodies = [[_words(cell) for cell in row.findall("cell")] for row in rows[1:]]
    if not marked or len(heads) < 2 or any(len(body) > len(heads) for body in bodies):
        return []
    return [line for body in bodies if (line := _line(heads, body))]


def _words(cell: Any) -> str:  # noqa: ANN401
    return " ".join(" ".join(cell.itertext()).split())


def _line(heads: list[str], body: list[str]) -> str:
    """Tell a row: what it is of, then each of its cells behind its heading."""
    told = [
        f"{head} {cell}".strip()
        for head, cell in islice(zip(heads, body, strict=False), 1, None)
        if cell
    ]
    return ": ".join(part for part in (body[0], ", ".join(told)) if part)
