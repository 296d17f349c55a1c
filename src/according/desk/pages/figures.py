"""The figures of a dossier, series by series: a chart of each, and the same as a table.

series ──► by source: numbers, ranges, tellings; sources that cannot both hold side by side

A series may have hundreds of sources. On the page of all, each is shown in short: those of its
sources that tell most, their latest numbers, and how many more there are; its own page has all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

from fastapi import APIRouter, Query
from msgspec.structs import replace
from starlette.responses import Response

from according.desk.dossiers import At
from according.desk.filters import DEEPEST
from according.desk.pages.dossier import Part, frame
from according.desk.rendering import render
from according.desk.troubles import NotThereError
from according.desk.views import PATH, Wanted
from according.dossier.series import Line, Series

PAGE = 12  # series on a page: each may bring a chart
LINES = 6  # sources of a series in short
POINTS = 5  # their latest numbers
APART = 6  # pairs that cannot both hold
WHOLE = 60  # sources on a page of one series
CITED = 4  # reports of a number in short
router = APIRouter(prefix=PATH)


class Shown(NamedTuple):
    """A series as a page shows it; ``more`` and ``further`` are sources and pairs left out."""

    key: str  # an item of it, by which its own page is found
    series: Series
    lines: Sequence[Line]
    apart: Sequence[tuple[Line, Line]]
    more: int = 0
    further: int = 0

    @property
    def drawn(self) -> bool:
        """Whether there is enough for a chart."""
        return sum(len(line.points) for line in self.lines) > 2


@dataclass(kw_only=True)
class Page(Part):
    """A page of series, or of the sources of a single one; ``offset`` numbers the first of them."""

    template: ClassVar[str] = "figures.html"
    series: Sequence[Shown]
    total: int
    offset: int
    limit: int = PAGE
    single: bool = False
    cited: int = CITED


@router.get("/figures")
def figures(view: Wanted, offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0) -> Response:
    """Show the figures, those with most to tell first."""
    with view.opened() as at:
        whole = everything(at)
        some = [_short(at, each) for each in whole[offset : offset + PAGE]]
        page = Page(**frame(view, at, "figures"), series=some, total=len(whole), offset=offset)
        return render(view.request, page)


@router.get("/figures/{item}")
def series(
    view: Wanted, item: str, offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0
) -> Response:
    """Show the series that an item belongs to, with all its sources."""
    with view.opened() as at:
        one = found(at, item)
        lines = _most_first(one)[offset : offset + WHOLE]
        apart = at.keep(f"apart {_key(one)}", lambda: one.disagreements)
        shown = Shown(item, one, lines, apart[: APART * 4], further=len(apart[APART * 4 :]))
        page = Page(
            **frame(view, at, "figures"), series=[shown], total=len(one.lines), offset=offset,
            limit=WHOLE, single=True, cited=DEEPEST,
        )  # fmt: skip
        return render(view.request, page)


def everything(at: At) -> list[Series]:
    """Give all series in their order."""
    return at.keep("figures", lambda: list(at.dossier.figures))


def found(at: At, item: str) -> Series:
    """Give the series that an item belongs to; raise NotThereError if there is none."""
    number = at.keep("series of items", lambda: _numbered(at)).get(item)
    if number is None:
        raise NotThereError(f"The dossier has no series with “{item}” in it.")
    return everything(at)[number]


def _numbered(at: At) -> dict[str, int]:
    """Number the series of every item."""
    numbered = enumerate(everything(at))
    return {count.evidence.item: number for number, each in numbered for count in each.counts}


def _key(series: Series) -> str:
    return series.lines[0].points[0].tellings[0].evidence.item


def _most_first(series: Series) -> list[Line]:
    """Give the sources, those with most to tell first."""
    return sorted(series.lines, key=lambda line: -len(line.points))


def _short(at: At, series: Series) -> Shown:
    """Show a series in short. Which sources disagree is worked out pair by pair: once."""
    key = _key(series)
    apart = at.keep(f"apart {key}", lambda: series.disagreements)
    lines = [replace(line, points=line.points[-POINTS:]) for line in _most_first(series)[:LINES]]
    more = len(series.lines) - len(lines)
    return Shown(key, series, lines, apart[:APART], more, len(apart[APART:]))
