"""The parts of a dossier in full, each by its name.

section ──► its answers (for JSON) ──► its module's layout (for people)
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from rich.console import RenderableType
from rich.text import Text

from according.exports.dossiers import contacts, figures, positions, talks
from according.exports.dossiers.page import console_for, heading, show

if TYPE_CHECKING:
    from according.dossier import Dossier

Blocks = Iterator[RenderableType]


def answers(dossier: "Dossier", section: str) -> Iterable[object]:
    """The answers of a section, as the Python API gives them."""
    return _ANSWERS[section](dossier)


def write(dossier: "Dossier", section: str, out: TextIO) -> None:
    """Print a section."""
    show(_LAYOUTS[section](dossier), out, console_for(out))


def _state(dossier: "Dossier") -> Blocks:
    yield heading("state of the talks")
    courses = list(dossier.state)
    for course in courses:
        yield from talks.history(course, dossier.title)
        yield Text("")
    if not courses:
        yield _nothing("of any talks")


def _contacts(dossier: "Dossier") -> Blocks:
    found = list(dossier.contacts)
    yield heading("contacts", len(found))
    yield contacts.listed(found, dossier.title, words=True) if found else _nothing("of contacts")


def _positions(dossier: "Dossier") -> Blocks:
    cells = list(dossier.positions)
    yield heading("positions", note="now ‹ before; in brackets: as others tell")
    if any(cell.issue for cell in cells):
        yield positions.table([cell for cell in cells if cell.issue], dossier.title)
    yield from positions.opened(cells, dossier.title)
    if not cells:
        yield _nothing("of positions")


def _figures(dossier: "Dossier") -> Blocks:
    found = list(dossier.figures)
    yield heading("figures", len(found), note="by source; ≠ cannot both hold")
    yield figures.listed(found, dossier.title, most=None) if found else _nothing("of figures")


def _nothing(what: str) -> RenderableType:
    return Text(f"Nothing is told {what}.", style="dim")


_ANSWERS: dict[str, Callable[["Dossier"], Iterable[object]]] = {
    "contacts": lambda dossier: dossier.contacts,
    "figures": lambda dossier: dossier.figures,
    "positions": lambda dossier: dossier.positions,
    "state": lambda dossier: dossier.state,
}
_LAYOUTS: dict[str, Callable[["Dossier"], Blocks]] = {
    "contacts": _contacts,
    "figures": _figures,
    "positions": _positions,
    "state": _state,
}
