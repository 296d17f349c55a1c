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
from according.exports.dossiers.page import COLOURS, badge, cites, indented, rows, text
from according.exports.excerpt import shortened

ROOM = 160  # characters of a quotation


def table(cells: Sequence[Cell], title: Title, new: str = "") -> RenderableType:
    """Issue by party; what changed since ``new`` is underlined."""
    parties = list(dict.fromkeys(cell.party for cell in cells))
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=max(len(cell.issue) for cell in cells))
    for _ in parties:
        grid.add_column(ratio=1)
    grid.add_row("", *(text(title(key), "dim") for key in parties))
    at = {(cell.party, cell.issue): cell for cell in cells}
    for issue in dict.fromkeys(cell.issue for cell in cells):
        row = (_cell(at.get((party, issue)), new) for party in parties)
        grid.add_row(text(issue), *row)
    return grid


def _cell(cell: Cell | None, new: str) -> Text:
    """The stance a party has, what it was before, and whether its people differ."""
    if cell is None:
        return Text("·", style="dim")
    current = cell.current
    if current is None:
        return Text(f"({cell.stands[-1].stance})", style="dim")
    line = badge(current.stance)
    if current.changed and current.before:
        line.stylize("underline" if current.since >= new else "")
        line.append(f" ‹ {current.before}", "dim not underline")
    if cell.dissent:
        line.append(" divided", "yellow not underline")
    return line


def changes(pairs: Iterable[tuple[Cell, Stand]], title: Title) -> RenderableType:
    """Stances that changed, one a line."""
    grid = rows(7, None, 12)
    for cell, stand in pairs:
        line = text(title(cell.party), "bold").append(text(f" on {cell.issue}: ", "not bold"))
        line.append(stand.before or "", "dim not bold").append(" › ", "dim not bold")
        line.append(stand.stance, f"{COLOURS.get(stand.stance, '')} not bold")
        line.append(text(f", {voices(stand.evidence, title)}", "dim not bold"))
        grid.add_row(short_day(stand.since), line, cites(stand.evidence))
    return grid


def opened(cells: Iterable[Cell], title: Title) -> Iterator[RenderableType]:
    """Every cell on the words behind it."""
    for cell in cells:
        yield text(f"\n{title(cell.party)} on {cell.issue or 'other things'}", "bold")
        grid = rows(7, 11, None, 12)
        for stand in cell.stands:
            grid.add_row(
                Text(short_day(stand.since), style="dim"),
                badge(stand.stance),
                _stand(stand, title),
                cites(stand.evidence),
            )
        yield indented(grid)


def _stand(stand: Stand, title: Title) -> Text:
    line = text(title(stand.holder)) if stand.own else text(f"{title(stand.holder)} as others say")
    if stand.changed:
        line.append(f"  changed from {stand.before}", "yellow")
    quoted = shortened(stand.evidence[0].words, ROOM)
    line.append(text(f"\n“{quoted}”", "dim"))
    return line.append(text(f" — {voices(stand.evidence, title)}", "dim"))
