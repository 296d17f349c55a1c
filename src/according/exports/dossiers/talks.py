"""The state of the talks: where each pair or set of parties stands, since when, on whose word.

Caldria – Sovane   broken down   since 14 May 2026
  on the word of   Edda Karsten (Caldria) and Ravensby Gazette  2 origins in 2 reports  r45 r47
  until then       talks 15 Apr › rejected 24 Apr › agreed 5 May
  signals          in force?  unconfirmed 7 May, Halyard Wire  r44
"""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from according.dossier.state import Change, Course, Signal
from according.dossier.wording import Title, day, short_day, voices, weight
from according.exports.dossiers.page import COLOURS, badge, cites, indented, rows, text

DAY, STATE, LABEL = 7, 19, 14  # columns
SIGNALS = 2  # of each course, at a glance


def pair(course: Course, title: Title) -> str:
    """The parties of a course."""
    return " – ".join(title(key) for key in course.parties)


def glance(course: Course, title: Title) -> RenderableType:
    """Where they stand, the way there in one line, and the last that is not confirmed."""
    now = course.current
    head = text(pair(course, title), "bold").append("   ")
    head.append(now.state, f"bold {COLOURS[now.state]}")
    grid = rows(LABEL, None)
    if now.evidence:
        head.append(f"   since {day(now.since)}", "dim")
        grid.add_row(_label("on the word of"), _behind(now, title))
        if now.contested:
            denied = text(f"{voices(now.contested, title)}  ").append(cites(now.contested))
            grid.add_row(text("denied by", "red"), denied)
    if len(course.changes) > 2:
        grid.add_row(_label("until then"), _way(course))
    open_ = sorted((s for s in course.signals if not s.settled), key=lambda s: s.since)
    for number, signal in enumerate(reversed(open_[-SIGNALS:])):
        name, line = _signal(signal, title, most=1)
        grid.add_row(_label("" if number else "signals"), name.append("  ").append(line))
    return Group(head, indented(grid))


def _behind(change: Change, title: Title) -> Text:
    """On whose word, and how much that is."""
    line = text(voices(change.evidence, title))
    line.append(f"  {weight(change.origins, change.evidence)}  ", "dim")
    return line.append(cites(change.evidence))


def _label(words: str) -> Text:
    return text(words, "dim")


def _word(change: Change, title: Title) -> Text:
    """On whose word, and who denies it."""
    line = _behind(change, title)
    if change.contested:
        line.append("\ndenied by ", "red").append(text(voices(change.contested, title) + "  "))
        line.append(cites(change.contested))
    return line


def _way(course: Course) -> Text:
    """The states before this one."""
    steps = (f"{change.state} {short_day(change.since)}" for change in course.changes[:-1])
    return Text(" › ".join(steps))


def _signal(signal: Signal, title: Title, most: int = 3) -> tuple[Text, Text]:
    """What is told and moves nothing."""
    sort = "denied" if signal.denied else "unconfirmed"
    name = Text(f"{signal.would_be}?")
    line = badge(sort).append(f" {short_day(signal.since)}, ", "dim")
    line.append(text(voices(signal.evidence, title, most=most))).append("  ")
    line.append(cites(signal.evidence))
    if signal.denied:
        line.append("; denied by ", "dim").append(text(voices(signal.denied, title, most=most)))
    return name, line


def history(course: Course, title: Title) -> Iterator[RenderableType]:
    """Every change and every signal, in the order in which they became known."""
    yield (
        text(pair(course, title), "bold")
        .append("   now ", "dim")
        .append(badge(course.current.state))
    )
    grid = rows(DAY, STATE, None)
    told: list[Change | Signal] = [*course.changes, *course.signals]
    for each in sorted(told, key=lambda one: one.since):
        if isinstance(each, Signal):
            name, line = _signal(each, title)
            if each.settled:
                line.append(f"; confirmed {short_day(each.settled)}", "dim")
            grid.add_row(text(short_day(each.since), "dim"), name, line)
        elif each.evidence:
            grid.add_row(short_day(each.since), badge(each.state), _word(each, title))
        else:
            grid.add_row(short_day(each.since), badge(each.state), "")
    yield indented(grid)
