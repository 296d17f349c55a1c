"""Positions: a table of issues and parties, and each cell opened on the words behind it.

                     Caldria          Sovane
prisoner exchange    for ‹ against    for         what a party said before stands behind ‹
truce                (for)            -           in brackets: only others say so
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from according.dossier.positions import Cell, Stand
from according.dossier.wording import Title, short_day, voices
from according.exports.dossiers.page import COLOURS, badge, cites, indented, quoted, rows, text

BESIDE = 4  # parties in one table
ROOM = 160  # characters of a quotation


def tables(cells: Sequence[Cell], title: Title) -> Iterator[RenderableType]:
    """Issue by party, some parties after the other."""
    parties = list(dict.fromkeys(cell.party for cell in cells))
    for start in range(0, len(parties), BESIDE):
        some = parties[start : start + BESIDE]
        yield table([cell for cell in cells if cell.party in some], title)
        yield Text("")


def table(cells: Sequence[Cell], title: Title, new: str = "") -> RenderableType:
    """Issue by party; what changed since ``new`` is underlined.

    Where there is little room the widest columns are wrapped first, and no word is cut off.
    """
    parties = list(dict.fromkeys(cell.party for cell in cells))
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in ("issue", *parties):
        grid.add_column(overflow="fold")
    grid.add_row("", *(text(title(key), "dim") for key in parties))
    at = {(cell.party, cell.issue): cell for cell in cells}
    for issue in dict.fromkeys(cell.issue for cell in cells):
        row = (_cell(at.get((party, issue)), new) for party in parties)
        grid.add_row(text(issue), *row)
    return grid


def _cell(cell: Cell | None, new: str) -> Text:
    """The stance a party has, what it was before, and whether its people differ."""
    if cell is None:
        return text("·", "dim")
    current = cell.current
    if current is None:
        return text(f"({cell.stands[-1].stance})", "dim")
    line = badge(current.stance)
    if current.changed and current.before:
        line.stylize("underline" if current.since >= new else "")
        line.append(f" ‹ {current.before}", "dim")
    if cell.dissent:
        line.append(" divided", "yellow")
    return line


def changes(pairs: Iterable[tuple[Cell, Stand]], title: Title) -> RenderableType:
    """Stances that changed, one a line."""
    grid = rows(7, None, 12)
    for cell, stand in pairs:
        line = text(title(cell.party), "bold").append(text(f" on {cell.issue}: "))
        line.append(stand.before or "", "dim").append(" › ", "dim")
        line.append(stand.stance, COLOURS.get(stand.stance, ""))
        line.append(text(f", {voices(stand.evidence, title)}", "dim"))
        grid.add_row(short_day(stand.since), line, cites(stand.evidence))
    return grid


def opened(cells: Iterable[Cell], title: Title) -> Iterator[RenderableType]:
    """Every cell on the words behind it."""
    for cell in cells:
        yield text(f"{title(cell.party)} on {cell.issue or 'other things'}", "bold")
        grid = rows(7, 11, None, 12)
        for stand in cell.stands:
            grid.add_row(
                text(short_day(stand.since), "dim"),
                badge(stand.stance),
                _stand(stand, title),
                cites(stand.evidence),
            )
        yield indented(grid)
        yield Text("")


def _stand(stand: Stand, title: Title) -> Text:
    line = text(title(stand.holder)) if stand.own else text(f"{title(stand.holder)} as others say")
    if stand.changed:
        line.append(f"  changed from {stand.before}", "yellow")
    line.append("\n").append(quoted(stand.evidence[0].words, ROOM))
    return line.append(text(f" — {voices(stand.evidence, title)}", "dim"))
