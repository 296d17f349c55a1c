"""The parts of a dossier in full, each by its name.

section ──► its answers (for JSON) ──► its module's layout (for people)
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from rich.console import RenderableType
from rich.text import Text

from according.dossier.timeline import timeline
from according.exports.dossiers import (
    claims,
    contacts,
    contradictions,
    figures,
    people,
    positions,
    stories,
    talks,
)
from according.exports.dossiers.page import console_for, heading, show, text

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
    yield contacts.opened(found, dossier.title) if found else _nothing("of contacts")


def _positions(dossier: "Dossier") -> Blocks:
    cells = list(dossier.positions)
    yield heading("positions", note="now ‹ before; in brackets: as others tell")
    if any(cell.issue for cell in cells):
        yield from positions.tables([cell for cell in cells if cell.issue], dossier.title)
    yield from positions.opened(cells, dossier.title)
    if not cells:
        yield _nothing("of positions")


def _figures(dossier: "Dossier") -> Blocks:
    found = list(dossier.figures)
    yield heading("figures", len(found), note="by source; ≠ cannot both hold")
    yield figures.listed(found, dossier.title, most=None) if found else _nothing("of figures")


def _people(dossier: "Dossier") -> Blocks:
    found = list(dossier.people)
    yield heading("people", len(found), note="whom neither cast nor file knows")
    yield people.listed(found, dossier.title) if found else _nothing("of anybody unknown")


def _timeline(dossier: "Dossier") -> Blocks:
    found = timeline(dossier)
    yield heading("timeline", len(found))
    yield stories.timeline(found) if found else _nothing("at all")


def _stories(dossier: "Dossier") -> Blocks:
    found = list(dossier.stories)
    yield heading("stories", len(found), note="the latest first")
    yield stories.listed(dossier, found) if found else _nothing("at all")


def _claims(dossier: "Dossier") -> Blocks:
    found = claims.most_told(dossier)
    note = f"the {claims.MOST} most told" if len(found) > claims.MOST else "told more than once"
    yield heading("claims", len(dossier.claims), note=note)
    yield claims.listed(dossier, found[: claims.MOST]) if found else _nothing("more than once")


def _origins(dossier: "Dossier") -> Blocks:
    found = claims.most_told(dossier)
    yield heading("origins", note="of what is most told; what stands below has it from above")
    yield from claims.trees(dossier, found[: claims.MOST])
    if not found:
        yield _nothing("more than once")


def _contradictions(dossier: "Dossier") -> Blocks:
    found = list(dossier.contradictions)
    yield heading("contradictions", len(found), note="cannot both hold; nothing is judged")
    yield contradictions.listed(found, dossier.title) if found else _nothing("that does not fit")


def _nothing(what: str) -> RenderableType:
    return text(f"Nothing is told {what}.", "dim")


_ANSWERS: dict[str, Callable[["Dossier"], Iterable[object]]] = {
    "claims": lambda dossier: dossier.claims,
    "contacts": lambda dossier: dossier.contacts,
    "contradictions": lambda dossier: dossier.contradictions,
    "figures": lambda dossier: dossier.figures,
    "origins": lambda dossier: (dossier.origins.of(c.key) for c in claims.most_told(dossier)),
    "people": lambda dossier: dossier.people,
    "positions": lambda dossier: dossier.positions,
    "state": lambda dossier: dossier.state,
    "stories": lambda dossier: dossier.stories,
    "timeline": timeline,
}
_LAYOUTS: dict[str, Callable[["Dossier"], Blocks]] = {
    "claims": _claims,
    "contacts": _contacts,
    "contradictions": _contradictions,
    "figures": _figures,
    "origins": _origins,
    "people": _people,
    "positions": _positions,
    "state": _state,
    "stories": _stories,
    "timeline": _timeline,
}
