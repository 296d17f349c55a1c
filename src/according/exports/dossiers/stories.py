"""Stories: one happening each, with all reports of it; and the timeline of all that is told.

15 – 16 Apr   Caldria, Sovane hold first direct talks   5 reports by 4 publishers   r12 r13 +3
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import RenderableType

from according.dossier.brief import Sentence
from according.dossier.stories import Story
from according.dossier.wording import counted, short_day
from according.exports.dossiers.page import badge, keys, rows, text

if TYPE_CHECKING:
    from according.dossier import Dossier


def listed(dossier: "Dossier", stories: Iterable[Story]) -> RenderableType:
    """Stories, one a line, in the order given."""
    grid = rows(16, None, 28)
    for story in stories:
        filed = [dossier.material.filed(report) for report in story.reports]
        publishers = len({each.publisher for each in filed})
        days = dict.fromkeys(short_day(when) for when in (story.since, story.until))
        title = text(story.title or "without a title")
        if story.mentions:
            title.append("\nalso told in ", "dim").append(keys(story.mentions))
        behind = text(f"{counted(len(filed), 'report')} by {counted(publishers, 'publisher')}")
        behind.append("\n").append(keys(story.reports))
        grid.add_row(text(" – ".join(days), "dim"), title, behind)
    return grid


def timeline(sentences: Iterable[Sentence]) -> RenderableType:
    """What happened or was told, day by day."""
    grid = rows(7, 11, None, 16)
    day = ""
    for sentence in sentences:
        when = "" if sentence.day == day else short_day(sentence.day)
        day = sentence.day
        words = text(f"{sentence.lead} ", "bold").append(text(sentence.text))
        grid.add_row(text(when), badge(sentence.mark), words, keys(sentence.cites))
    return grid
