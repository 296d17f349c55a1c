"""A dossier: where the talks stand, over time, and the frame that all its pages share.

View, At(dossier) ──► Part(about, view, of, say) ──► dossier.html, timeline.html, positions.html, …
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from fastapi import APIRouter
from starlette.responses import Response

from according.desk.dossiers import At
from according.desk.rendering import Context, render
from according.desk.views import PATH, View, Wanted
from according.desk.wording import moment
from according.dossier import wording
from according.dossier.state import Course

if TYPE_CHECKING:
    from according.dossier.standing import Standing

Names = Callable[[str], str]  # a key to what its actor is called
PARTS = (
    "talks", "stories", "timeline", "positions", "contacts", "figures", "contradictions", "origins",
    "actors",
)  # fmt: skip
PAGE = 40  # answers on a page
TICKS = 5  # days named below a band
router = APIRouter(prefix=PATH)


@dataclass(kw_only=True)
class Part(Context):
    """What every page of a dossier knows.

    ``view`` makes the addresses of its pages, ``of`` names an actor by its key, ``say`` are the
    words that the dossier has for its answers everywhere.
    """

    here: ClassVar[str] = "today"
    title: str = ""
    about: str
    view: View
    of: Names
    part: str
    say: Any = wording
    parts: Sequence[str] = PARTS


class Stretch(NamedTuple):
    """A state on a band: where it begins and how wide it is, in percent."""

    state: str
    start: float
    width: float


class Band(NamedTuple):
    """A course drawn along its days; ``signals`` are at percent."""

    course: Course
    stretches: Sequence[Stretch]
    signals: Sequence[tuple[str, float]]


class Tick(NamedTuple):
    """A day below a band."""

    day: str
    at: float


@dataclass(kw_only=True)
class Page(Part):
    """Where the talks stand."""

    template: ClassVar[str] = "dossier.html"
    standing: "Standing"
    bands: Sequence[Band]
    ticks: Sequence[Tick]


def frame(view: View, at: At, part: str) -> dict[str, Any]:
    """Give what every page of a dossier is made with."""
    about = at.dossier.file.dossier.title
    then = f", as known on {moment(view.as_of).written}" if view.as_of else ""
    title = f"{part.capitalize()} – {about}{then}"
    return {"title": title, "about": about, "view": view, "of": at.dossier.title, "part": part}


@router.get("")
def dossier(view: Wanted) -> Response:
    """Show where the talks stand."""
    with view.opened() as at:
        standing = at.keep("standing", at.dossier.standing)
        first, last = standing.first, standing.last
        bands = [band(course, first, last) for course in standing.talks]
        page = Page(
            **frame(view, at, "talks"), standing=standing, bands=bands, ticks=ticks(first, last)
        )
        return render(view.request, page)


def band(course: Course, first: str, last: str) -> Band:
    """Lay a course out along the days of the dossier."""
    starts = [_at(change.since, first, last) for change in course.changes]
    ends = [*starts[1:], 100.0]
    stretches = [
        Stretch(change.state, start, round(max(end - start, 0.0), 2))
        for change, start, end in zip(course.changes, starts, ends, strict=True)
    ]
    signals = [(signal.would_be, _at(signal.since, first, last)) for signal in course.signals]
    return Band(course, stretches, signals)


def ticks(first: str, last: str) -> list[Tick]:
    """Name some days, evenly."""
    if not first:
        return []
    begin, days = date.fromisoformat(first), _days(first, last)
    some = sorted({round(days * step / (TICKS - 1)) for step in range(TICKS)})
    named = [(begin + timedelta(days=each)).isoformat() for each in some]
    return [Tick(wording.short_day(day), _at(day, first, last)) for day in named]


def _at(day: str, first: str, last: str) -> float:
    """Where a day stands between two, in percent; the last day has its own width too."""
    whole = _days(first, last) + 1
    return round(min(max(_days(first, day[: len(first)]) / whole, 0.0), 1.0) * 100, 2)


def _days(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days
