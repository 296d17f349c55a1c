"""Figures: each series by source, numbers that cannot both hold marked with ≠.

people killed in Brannock
  ≠  9 › 14 › 17   town's hospital                                        7 Apr   r1 r2 r4
  ≠  26            Ministry of Health                                     6 Apr   r3
"""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from according.dossier.series import Line, Series
from according.dossier.wording import Title, amount, scope, short_day, voices
from according.exports.dossiers.page import cites, indented, rows, text

NUMBERS = 15  # columns
GROUPS = 3  # numbers of a series, at a glance


def listed(series: Iterable[Series], title: Title, most: int | None = GROUPS) -> RenderableType:
    """Every series: its numbers, each with all who say so last."""
    some = list(series)
    shown = [numbers for each in some for numbers, _ in _groups(each)[:most]]
    width = min(max((len(numbers) for numbers in shown), default=0), NUMBERS)
    return Group(*(block for each in some for block in _listed(each, title, most, width)))


def _listed(series: Series, title: Title, most: int | None, width: int) -> Iterator[RenderableType]:
    """What is counted, on a line of its own: sources have long names. Then the numbers."""
    label = text(scope(series.scope))
    yield label.append("  (a part)", "dim") if series.scope.part else label
    apart = {line.source for pair in series.disagreements for line in pair}
    grid = rows(1, width, None, 6, 12)
    groups = _groups(series)
    for numbers, lines in groups[:most]:
        differs = any(line.source in apart for line in lines)
        told = [c.evidence for line in lines for point in line.points for c in point.tellings]
        last = [c.evidence for line in lines for c in line.last.tellings]
        grid.add_row(
            text("≠" if differs else "", "red"), numbers, text(voices(last, title, most=4)),
            text(short_day(max(e.when for e in last)), "dim"), cites(told),
        )  # fmt: skip
    yield indented(grid)
    if most is not None and len(groups) > most:
        yield indented(text(f"and {len(groups) - most} more", "dim"), by=5)


def _groups(series: Series) -> list[tuple[Text, list[Line]]]:
    """The sources by their last number, those with most to tell first; each with its numbers."""
    groups: dict[float, list[Line]] = {}
    for line in sorted(series.lines, key=lambda line: -len(line.points)):
        groups.setdefault(line.last.value, []).append(line)
    return [(_numbers(lines[0]), lines) for lines in groups.values()]


def _numbers(line: Line) -> Text:
    """What a source said, one number after the other."""
    former = "".join(f"{amount(point.value)} › " for point in line.points[:-1])
    return text(former, "dim").append(amount(line.last.value), "bold")
