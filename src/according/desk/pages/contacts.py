"""Who met, called or wrote to whom: a graph with a slider over time, and the same as a list.

/dossiers/x/contacts?between=caldria&between=sovane&until=2026-04-20 ──► Page
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.responses import Response

from according.desk.dossiers import At
from according.desk.filters import DEEPEST, LONGEST
from according.desk.pages.dossier import PAGE, Part, frame
from according.desk.rendering import render
from according.desk.views import PATH, Wanted
from according.dossier.contacts import Contact

if TYPE_CHECKING:
    from according.dossier.parties import Side

router = APIRouter(prefix=PATH)
Keys = Annotated[list[Annotated[str, Query(max_length=LONGEST)]], Query(max_length=10)]
Until = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")]


@dataclass(kw_only=True)
class Page(Part):
    """The contacts, the latest first; ``first`` and ``last`` are the ends of the slider."""

    template: ClassVar[str] = "contacts.html"
    contacts: Sequence[Contact]
    total: int
    offset: int
    limit: int = PAGE
    between: Sequence[str]
    until: str
    first: str
    last: str
    sides: "Sequence[Side]"
    leaf: Callable[..., str]  # the address of another page of the list


@router.get("/contacts")
def contacts(
    view: Wanted,
    between: Keys = [],  # noqa: B006  # FastAPI copies it
    until: Until = "",
    offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0,
) -> Response:
    """Show who was in contact with whom."""
    with view.opened() as at:
        whole, sides = everything(at), list(filter(None, between))
        chosen = [c for c in whole if set(sides) <= {*c.sides, *c.mediators}]
        shown = [c for c in reversed(chosen) if not until or c.day <= until]
        days = [contact.day for contact in whole]
        page = Page(
            **frame(view, at, "contacts"),
            contacts=shown[offset : offset + PAGE],
            total=len(shown),
            offset=offset,
            between=sides,
            until=until,
            first=min(days, default=""),
            last=max(days, default=""),
            sides=list(at.dossier.sides.values()),
            leaf=partial(view.address, "contacts", between=sides, until=until),
        )
        return render(view.request, page)


def everything(at: At) -> list[Contact]:
    """Give all contacts, by day."""
    return at.keep("contacts", lambda: list(at.dossier.contacts))
