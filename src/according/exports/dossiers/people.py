"""People whom nobody knew before: who they are by the reports, and why they are taken for one.

Jonas Ferl  deputy trade minister · Meldria      3 reports  r1 r4 r5
also Ferl
one because: surname in the same report
"""

from collections.abc import Iterable

from rich.console import Group, RenderableType

from according.cast import Newcomer
from according.dossier.wording import Title, counted, joined
from according.exports.dossiers.page import keys, rows, text

ROLES = 3  # of one person


def listed(people: Iterable[Newcomer], title: Title) -> RenderableType:
    """The people, each with roles, state and reports, and the reasons of his merges."""
    grid = rows(None, 28)
    for each in people:
        about = text(each.name, "bold")
        told = [joined(each.roles[:ROLES]), title(each.country) if each.country else ""]
        known = " · ".join(part for part in told if part)
        about.append(text(f"  {known}" if known else ""))
        lines = [about]
        if each.aliases:
            lines.append(text("also ", "dim").append(text(joined(each.aliases))))
        reasons = dict.fromkeys(merge.why for merge in each.merges)
        lines += [text("one because: ", "dim").append(text(why)) for why in reasons]
        reports = sorted(int(report[1:]) for report in each.reports)
        behind = text(f"{counted(len(reports), 'report')}  ").append(keys(reports))
        grid.add_row(Group(*lines), behind)
    return grid
