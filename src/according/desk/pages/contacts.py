"""Who met, called or wrote to whom: a graph with a slider over time, and the same as a list.

/dossiers/x/contacts?between=caldria&between=sovane&until=2026-04-20 ──► Page
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from according.desk.dossiers import At
from according.desk.filters import DEEPEST, LONGEST
from according.desk.pages.dossier import PAGE, Part, dossiers, frame
from according.desk.rendering import render
from according.dossier.contacts import Contact

if TYPE_CHECKING:
    from according.dossier.parties import Side

router = APIRouter()
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
    address: Callable[..., str]


@router.get("/dossiers/{name}/contacts")
def contacts(
    request: Request,
    name: str,
    between: Keys = [],  # noqa: B006  # FastAPI copies it
    until: Until = "",
    offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0,
) -> Response:
    """Show who was in contact with whom."""
    with dossiers(request).opened(name) as at:
        whole = everything(at)
        chosen = [c for c in whole if set(between) <= {*c.sides, *c.mediators}]
        shown = [c for c in reversed(chosen) if not until or c.day <= until]
        days = [contact.day for contact in whole]
        page = Page(
            **frame(at, "contacts"),
            contacts=shown[offset : offset + PAGE],
            total=len(shown),
            offset=offset,
            between=between,
            until=until,
            first=min(days, default=""),
            last=max(days, default=""),
            sides=list(at.dossier.sides.values()),
            address=partial(address, name, {"between": between, "until": until, "offset": offset}),
        )
        return render(request, page)


def everything(at: At) -> list[Contact]:
    """Give all contacts, by day."""
    return at.keep("contacts", lambda: list(at.dossier.contacts))


def address(name: str, given: Mapping[str, object], **changes: object) -> str:
    """Give the address of a page of contacts with something changed."""
    pairs = {key: value for key, value in {**given, **changes}.items() if value}
    path = f"/dossiers/{name}/contacts"
    return f"{path}?{urlencode(pairs, doseq=True)}" if pairs else path
