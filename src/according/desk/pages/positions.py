"""Where each party stands on each issue; a cell opens on the words behind it.

/dossiers/x/positions?party=caldria&issue=truce ──► the table, and the cell beside it
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.responses import Response

from according.desk.filters import LONGEST
from according.desk.pages.dossier import Part, frame
from according.desk.rendering import render
from according.desk.views import PATH, Wanted
from according.dossier.positions import Cell, Stand

router = APIRouter(prefix=PATH)


@dataclass(kw_only=True)
class Page(Part):
    """The table; ``opened`` is the cell whose words are shown."""

    template: ClassVar[str] = "positions.html"
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[tuple[str, str], Cell]
    changes: Sequence[tuple[Cell, Stand]]
    opened: Cell | None


@router.get("/positions")
def positions(
    view: Wanted,
    party: Annotated[str, Query(max_length=LONGEST)] = "",
    issue: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """Show the table of parties and issues."""
    with view.opened() as at:
        found = at.dossier.positions
        cells = {(c.party, c.issue): c for c in at.keep("cells", lambda: list(found)) if c.issue}
        page = Page(
            **frame(view, at, "positions"),
            rows=[each for each in found.issues if any(each == key[1] for key in cells)],
            columns=[each for each in found.parties if any(each == key[0] for key in cells)],
            cells=cells,
            changes=at.keep("changes", found.changes),
            opened=cells.get((party, issue)),
        )
        return render(view.request, page)
