"""Figures: each series by source, numbers that cannot both hold marked with ≠.

people killed in Brannock     9 › 14 › 17   town's hospital          7 Apr   r1 r2 r4
                           ≠  26            Ministry of Health       6 Apr   r3
"""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from according.dossier.series import Line, Series
from according.dossier.wording import Title, amount, scope, short_day, voices
from according.exports.dossiers.page import cites, rows, text

LABEL = 28  # columns
GROUPS = 3  # numbers of a series, at a glance


def listed(series: Iterable[Series], title: Title, most: int | None = GROUPS) -> RenderableType:
    """Every series: its numbers, each with all who say so last."""
    some = list(series)
    width = max((len(scope(each.scope)) for each in some), default=0)
    grid = rows(min(width, LABEL), 1, 15, None, 6, 12)
    for each in some:
        apart = {line.source for pair in each.disagreements for line in pair}
        groups = _groups(each)
        for number, lines in enumerate(groups[:most]):
            label = Text("") if number else text(scope(each.scope))
            if each.scope.part and not number:
                label.append("  (a part)", "dim")
            differs = any(line.source in apart for line in lines)
            told = [c.evidence for line in lines for point in line.points for c in point.tellings]
            last = [c.evidence for line in lines for c in line.last.tellings]
            grid.add_row(
                label, text("≠" if differs else "", "red"), _numbers(lines[0]),
                text(voices(last, title, most=4)),
                text(short_day(max(e.when for e in last)), "dim"), cites(told),
            )  # fmt: skip
        if most is not None and len(groups) > most:
            grid.add_row("", "", text(f"and {len(groups) - most} more", "dim"), "", "", "")
    return grid


def _groups(series: Series) -> list[list[Line]]:
    """The sources by their last number, those with most to tell first."""
    groups: dict[float, list[Line]] = {}
    for line in sorted(series.lines, key=lambda line: -len(line.points)):
        groups.setdefault(line.last.value, []).append(line)
    return list(groups.values())


def _numbers(line: Line) -> Text:
    """What a source said, one number after the other."""
    former = "".join(f"{amount(point.value)} › " for point in line.points[:-1])
    return text(former, "dim").append(amount(line.last.value), "bold")
