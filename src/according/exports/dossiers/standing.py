"""Where a negotiation stands, on one screen: what an analyst wants to see in ten seconds.

Standing ──► the talks, contacts, contradictions │ positions, changes, figures
             side by side where the terminal has room, else one below the other
"""

from collections.abc import Iterator
from typing import TextIO

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from according.dossier.standing import Standing
from according.dossier.wording import Title, counted, day, short_day, span
from according.exports.dossiers import contacts, contradictions, figures, positions, talks
from according.exports.dossiers.page import console_for, heading, show, text

BESIDE = 150  # columns from which two parts stand side by side
PAIRS = 3  # of parties, of what is at odds: those shown at a glance


def write(standing: Standing, title: Title, out: TextIO) -> None:
    """Print the standing; in colour where ``out`` is a terminal that wants it."""
    console = console_for(out)
    moves, stands = Group(*_moves(standing, title)), Group(*_stands(standing, title))
    odds = Group(*_at_odds(standing, title))
    body: RenderableType = Group(moves, stands, odds)
    if console.width >= BESIDE:
        both = Table.grid(padding=(0, 4, 0, 0), expand=True)
        both.add_column(ratio=1)
        both.add_column(ratio=1)
        both.add_row(Group(moves, odds), stands)
        body = both
    show([*head(standing), body], out, console)


def head(standing: Standing) -> Iterator[RenderableType]:
    """What it is about, and how much there is on it."""
    yield Rule(style="dim")
    yield text(standing.title, "bold")
    facts = [span(standing.first, standing.last)] if standing.reports else []
    facts.append(
        f"{counted(standing.reports, 'report')} by {counted(standing.publishers, 'publisher')}"
    )
    if standing.copies:
        facts.append(counted(standing.copies, "copy").replace("copys", "copies"))
    if standing.as_of:
        facts.append(f"as known on {day(standing.as_of)}")
    yield text(" · ".join(facts), "dim")
    line = Text()
    for label, mediators in (("parties", False), ("mediators", True)):
        names = " · ".join(side.name for side in standing.sides if side.mediator == mediators)
        line.append(f"{label} " if names else "", "dim").append(text(f"{names}   "))
    yield line


def _moves(standing: Standing, title: Title) -> Iterator[RenderableType]:
    """What moves: the talks, and who was in contact."""
    yield heading("state of the talks")
    for number, course in enumerate(standing.talks[:PAIRS]):
        yield from [Text("")] if number else []
        yield talks.glance(course, title)
    if not standing.talks:
        yield text("Nothing is told of any talks.", "dim")
    if standing.contacts:
        first = min(contact.day for contact in standing.contacts)
        yield heading("latest contacts", note=f"since {short_day(first)}")
        yield contacts.listed(standing.contacts, title)


def _stands(standing: Standing, title: Title) -> Iterator[RenderableType]:
    """What is claimed: stances, numbers."""
    parties = {side.key for side in standing.sides if not side.mediator}
    cells = [cell for cell in standing.positions if cell.party in parties]
    if cells:
        yield heading("positions", note="now ‹ before; in brackets: as others tell")
        yield positions.table(cells, title, standing.new)
    if standing.changes:
        yield heading("changed positions", note=f"since {short_day(standing.new)}")
        yield positions.changes(standing.changes, title)
    if standing.figures:
        yield heading("figures", note="by source; ≠ cannot both hold")
        yield figures.listed(standing.figures, title)


def _at_odds(standing: Standing, title: Title) -> Iterator[RenderableType]:
    """What cannot both hold."""
    if standing.contradictions:
        yield heading("latest contradictions", note="cannot both hold; nothing is judged")
        yield contradictions.listed(standing.contradictions, title, most=PAIRS)
