"""Where a negotiation stands, at a glance: the newest of every part, and nothing new.

Dossier ──► Standing(talks, contacts, positions, changes, figures, contradictions)    a view only
"""

from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from according.dossier.contacts import Contact
from according.dossier.contradictions import Contradiction
from according.dossier.parties import Side
from according.dossier.positions import Cell, Stand
from according.dossier.series import Series
from according.dossier.state import Course

if TYPE_CHECKING:
    from according.dossier.dossier import Dossier

_SHOWN = 5  # of what there may be very many
_NEWEST = "contradictions-2"  # raised when the same reports have others


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The standing of one dossier.

    ``new`` is the first day that counts as new: some days before the last report. ``contacts``
    are those since, or the latest; ``changes`` the stances that changed since;
    ``contradictions`` the latest.
    """

    name: str
    title: str
    as_of: str | None
    sides: tuple[Side, ...]
    reports: int
    publishers: int
    copies: int
    first: str
    last: str
    new: str
    talks: tuple[Course, ...]
    contacts: tuple[Contact, ...]
    positions: tuple[Cell, ...]
    changes: tuple[tuple[Cell, Stand], ...]
    figures: tuple[Series, ...]
    contradictions: tuple[Contradiction, ...]


def standing(dossier: "Dossier", days: int) -> Standing:
    """Put the standing together."""
    reports = dossier.material.reports
    told = [filed.day or filed.when[:10] for filed in reports]
    first, last = (told[0], told[-1]) if told else ("", "")
    new = (date.fromisoformat(last) - timedelta(days=days)).isoformat() if last else ""
    contacts = list(dossier.contacts)
    return Standing(
        name=dossier.file.name,
        title=dossier.file.dossier.title,
        as_of=dossier.as_of,
        sides=tuple(dossier.sides.values()),
        reports=len(reports),
        publishers=len({filed.publisher for filed in reports if filed.publisher}),
        copies=sum(filed.copy_of is not None for filed in reports),
        first=first,
        last=last,
        new=new,
        talks=tuple(dossier.state),
        contacts=tuple([c for c in contacts if c.day >= new] or contacts[-_SHOWN:]),
        positions=tuple(cell for cell in dossier.positions if cell.issue),
        changes=tuple(pair for pair in dossier.positions.changes() if pair[1].since >= new),
        figures=tuple(dossier.figures.widest(_SHOWN)),
        contradictions=dossier.material.noted(
            _NEWEST,
            tuple[Contradiction, ...],
            lambda: tuple(islice(dossier.contradictions, _SHOWN)),
        ),
    )
