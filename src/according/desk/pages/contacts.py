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
        latest = whole[::-1]
        shown = [c for c in latest if _is(c, sides, until)] if sides or until else latest
        page = Page(
            **frame(view, at, "contacts"),
            contacts=shown[offset : offset + PAGE],
            total=len(shown),
            offset=offset,
            between=sides,
            until=until,
            first=whole[0].day if whole else "",
            last=whole[-1].day if whole else "",
            sides=list(at.dossier.sides.values()),
            leaf=partial(view.address, "contacts", between=sides, until=until),
        )
        return render(view.request, page)


def everything(at: At) -> list[Contact]:
    """Give all contacts, by day."""
    return at.keep("contacts", lambda: list(at.dossier.contacts))


def _is(contact: Contact, sides: Sequence[str], until: str) -> bool:
    """Tell whether all of these took part, until that day."""
    there = {*contact.sides, *contact.mediators}
    return there.issuperset(sides) and (not until or contact.day <= until)
