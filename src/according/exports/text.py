"""For people: what a report says, on whose word, at a glance.

The layout carries the sourcing: each statement stands under its chain, the outermost
link first, and inside the statement that reports it. Colour only repeats what words
say already, so nothing is lost on paper or to colour-blind readers.

All text from the report goes through :func:`for_terminal` into :class:`rich.text.Text`,
which knows no markup.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from according.exports.excerpt import around, shortened
from according.exports.harmless import for_terminal
from according.exports.outline import outline
from according.records import Doubt, Event, Figure, Position, Reading, Statement

WIDEST = 100  # longer lines are hard to read
LINES = 3  # of a statement's content
BADGE = 12  # columns for "conditional", a space on either side included
UNSURE = 0.5  # below it an item is dimmed and shows its confidence

COLOURS = {
    badge: colour
    for colour, badges in {
        "green": "agree confirm promise actual for",
        "cyan": "say ask believe feel planned undecided",
        "yellow": "possible conditional",
        "magenta": "demand warn demanded",
        "red": "deny reject accuse threaten denied against",
    }.items()
    for badge in badges.split()
}


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Print each reading as it comes; in colour where ``out`` is a terminal that wants it."""
    console = Console(file=out, highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST) if console.is_terminal else WIDEST
    for number, reading in enumerate(readings):
        with console.capture() as printed:
            console.print(*Page(reading, console).blocks(), sep="\n")
        lines = (line.rstrip() for line in printed.get().splitlines())  # rich fills every line
        out.write("\n" * (2 if number else 0) + "\n".join(lines) + "\n")
        out.flush()


class Page:
    """One reading laid out for one console."""

    def __init__(self, reading: Reading, console: Console) -> None:
        self.reading = reading
        self.width = console.width
        self.coloured = console.is_terminal
        self.speakers = {said.id: said.speaker for said in reading.statements}

    def blocks(self) -> Iterator[RenderableType]:
        """Yield the parts of the page that have something to show."""
        reading = self.reading
        yield self.header()
        lists = (
            ("statements", [self.statement(*line) for line in outline(reading.statements)]),
            ("events", [self.event(event) for event in reading.events]),
            ("figures", [self.figure(figure) for figure in reading.figures]),
            ("positions", [self.position(position) for position in reading.positions]),
            ("doubts", [self.doubt(doubt) for doubt in reading.doubts]),
        )
        for name, items in lists:
            if items:
                title = Text(f"\n{name.upper()} ", style="bold").append(str(len(items)), "dim")
                yield Group(title, *items)
        if not any(items for _, items in lists):
            yield Text("\nNothing found: nobody is quoted, nothing happens.", style="dim")

    def header(self) -> RenderableType:
        """Say which report this is."""
        report = self.reading.report
        title = report.title or shortened(" ".join(report.text.split()), self.width) or "(no text)"
        facts = (report.publisher or "unknown publisher", report.published, report.id, report.url)
        line = Text(" · ".join(for_terminal(fact) for fact in facts if fact), style="dim")
        return Group(Rule(style="dim"), Text(for_terminal(title), style="bold"), line)

    def statement(self, said: Statement, depth: int, parent: Statement | None) -> RenderableType:
        """Draw the chain above the words, indented under the statement it stands in."""
        links = [for_terminal(link) for link in said.chain] or [for_terminal(said.speaker)]
        chain = Text(f"{said.id} ", style="dim")
        for link in links[:-1]:
            chain.append(link, "not dim").append(" ▸ ", "dim")
        chain.append(links[-1], "bold not dim")
        chain.append(doubtfulness(said.confidence))
        room = LINES * (self.width - BADGE - 2 * depth)
        words = said.content if isinstance(said.content, str) else " … ".join(said.content)
        if parent is not None and parent.content == said.content:
            content = Text("(the same words)", style="dim")
        else:
            content = Text(shortened(for_terminal(words), room))
        body = Padding(Group(chain, content), (0, 0, 0, 2 * depth))
        return self.row(said.act, body, said.confidence)

    def event(self, event: Event) -> RenderableType:
        """Say who does what to whom, then show the words in their sentence."""
        line = Text(event.type, style="bold")
        actors, recipients = ", ".join(event.actor), ", ".join(event.recipient)
        names = f"{actors or '?'} → {recipients}" if recipients else actors
        line.append(f" {for_terminal(names)}" if names else "", "not bold")
        if event.mediator:
            line.append(" via ", "dim").append(for_terminal(", ".join(event.mediator)), "not bold")
        facts = (fact for fact in (event.place, event.date) if fact)
        line.append("".join(" · " + for_terminal(fact) for fact in facts), "not bold")
        line.append(self.on_whose_word(event.statement)).append(doubtfulness(event.confidence))
        passage = self.passage(event.trigger_span)
        return self.row(event.status, Group(line, passage), event.confidence)

    def figure(self, figure: Figure) -> RenderableType:
        """Say how many of whom, then the words as written."""
        line = Text(amount(figure), style="bold")
        for word, fact in (("", figure.who), ("in ", figure.place), ("since ", figure.since)):
            line.append(f" {word}{for_terminal(fact)}" if fact else "", "not bold")
        if figure.cause:
            line.append(f" from {for_terminal(figure.cause)}", "not bold")
        line.append(f" “{for_terminal(figure.text)}”", "dim not bold")
        line.append(self.on_whose_word(figure.statement)).append(doubtfulness(figure.confidence))
        return self.row(figure.measure, line, figure.confidence)

    def position(self, position: Position) -> RenderableType:
        """Say who stands where on what."""
        line = Text(for_terminal(position.holder), style="bold")
        issue = shortened(for_terminal(position.issue), LINES * (self.width - BADGE))
        line.append(" on ", "dim not bold").append(issue, "not bold")
        line.append(self.on_whose_word(position.statement))
        line.append(doubtfulness(position.confidence))
        return self.row(position.stance, line, position.confidence)

    def doubt(self, doubt: Doubt) -> RenderableType:
        """Say what could not be read as it should."""
        kind = Text(f"{for_terminal(doubt.kind)}: ", style="yellow")
        return Padding(kind.append(for_terminal(doubt.message), "not bold"), (0, 0, 0, 1))

    def row(self, badge: str, body: RenderableType, confidence: float) -> RenderableType:
        """Set a badge beside a body; what the reader is unsure of recedes."""
        dim = "dim" if confidence < UNSURE else ""
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=BADGE - 1)
        grid.add_column(ratio=1)
        grid.add_row(
            Text(f"{badge:>{BADGE - 1}}", style=COLOURS.get(badge, "blue")), body, style=dim
        )
        return grid

    def passage(self, span: tuple[int, int]) -> Text:
        """Show a trigger in its sentence; without colour it needs marks to stand out."""
        before, words, after = around(self.reading.report.text, span, 2 * (self.width - BADGE))
        left, right = ("", "") if self.coloured else ("‹", "›")
        text = Text(for_terminal(before), style="dim")
        text.append(left + for_terminal(words) + right, "not dim underline")
        return text.append(for_terminal(after))

    def on_whose_word(self, statement: str | None) -> Text:
        """Name the speaker of the statement around an item; in the report's own voice, nobody."""
        if statement is None:
            return Text()
        speaker = for_terminal(self.speakers.get(statement, "?"))
        return Text(f" — {speaker}, {statement}", style="dim not bold")


def doubtfulness(confidence: float) -> Text:
    """Show a confidence that is low."""
    return Text(f" {confidence:.0%} sure" if confidence < UNSURE else "", style="yellow not bold")


def amount(figure: Figure) -> str:
    """Write a count with its bounds."""
    low, high = figure.low, figure.high
    if low is not None and high is not None and low != high:
        return f"{low:,}–{high:,}"
    if low is not None and high is None:
        return f"≥ {low:,}"
    if high is not None and low is None:
        return f"≤ {high:,}"
    return f"{figure.value:,}"
