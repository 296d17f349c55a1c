"""For people: each answer with its chain, its words, and where they stand.

    r1.s6        deny  Northgate Wire ▸ Radio Zvona ▸ Ilir Moraj
                       that its units had opened fire
                       2024-03-14 · Truce collapses · 412–446

The address is what ``according correct`` takes. Layout, marks and colours are those of
``according read``. All text from reports goes through ``for_terminal``.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from according.exports.excerpt import shortened
from according.exports.harmless import for_terminal
from according.exports.text import BADGE, COLOURS, LINES, UNSURE, WIDEST, amount, doubtfulness
from according.ledger.answers import Answer, Words
from according.records import Event, Figure, Position, Span, Statement

ADDRESS = 10  # columns; a longer address takes a line of its own


def write(answers: Iterable[Answer], out: TextIO) -> None:
    """Print each answer as it comes; in colour where ``out`` is a terminal that wants it."""
    console = Console(file=out, highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST) if console.is_terminal else WIDEST
    for number, answer in enumerate(answers):
        with console.capture() as printed:
            console.print(entry(answer, console))
        lines = (line.rstrip() for line in printed.get().splitlines())  # rich fills every line
        out.write("\n" * bool(number) + "\n".join(lines) + "\n")


def entry(answer: Answer, console: Console) -> RenderableType:
    """Lay one answer out: address, badge, and beside them what there is to say."""
    badge, headline = _headline(answer)
    room = LINES * (console.width - ADDRESS - BADGE)
    lines = [*headline, _chain(answer)]
    lines += _passages(answer, room, marked=not console.is_terminal)
    lines += [*_before(answer), *_remarks(answer), _source(answer)]
    address = Text(for_terminal(answer.address), style="dim not bold")
    label = Text(f"{badge:>{BADGE - 1}}", style=COLOURS.get(badge, "blue"))
    dim = "dim" if answer.record.confidence < UNSURE or answer.verdict == "rejected" else ""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=ADDRESS - 1)
    grid.add_column(width=BADGE - 1)
    grid.add_column(ratio=1)
    if len(answer.address) < ADDRESS:
        grid.add_row(address, label, Group(*lines), style=dim)
        return grid
    grid.add_row("", label, Group(*lines), style=dim)
    return Group(address, grid)


def _headline(answer: Answer) -> tuple[str, list[Text]]:
    """Give the badge of an item, and what it says in one line, unless the words do."""
    record = answer.record
    if isinstance(record, Statement):
        return record.act, []
    if isinstance(record, Event):
        return record.status, [_event(record)]
    if isinstance(record, Figure):
        return record.measure, [_figure(record)]
    line = Text(for_terminal(record.holder), style="bold")
    return record.stance, [line.append(f" on {for_terminal(record.issue)}", "not bold")]


def _event(event: Event) -> Text:
    line = Text(event.type, style="bold")
    actors, recipients = ", ".join(event.actor), ", ".join(event.recipient)
    names = f"{actors or '?'} → {recipients}" if recipients else actors
    line.append(f" {for_terminal(names)}" if names else "", "not bold")
    if event.mediator:
        line.append(" via ", "dim").append(for_terminal(", ".join(event.mediator)), "not bold")
    facts = (fact for fact in (event.place, event.date) if fact)
    return line.append("".join(" · " + for_terminal(fact) for fact in facts), "not bold")


def _figure(figure: Figure) -> Text:
    line = Text(amount(figure), style="bold")
    facts = (
        ("", figure.who),
        ("in ", figure.place),
        ("since ", figure.since),
        ("from ", figure.cause),
    )
    for word, fact in facts:
        line.append(f" {word}{for_terminal(fact)}" if fact else "", "not bold")
    return line


def _chain(answer: Answer) -> Text:
    """Draw the chain, its last link standing out: the origin as far as the text tells."""
    links = [for_terminal(link) for link in answer.chain] or ["unknown publisher"]
    chain = Text()
    for link in links[:-1]:
        chain.append(link).append(" ▸ ", "dim")
    chain.append(links[-1], "bold").append(doubtfulness(answer.record.confidence))
    return chain


def _passages(answer: Answer, room: int, *, marked: bool) -> Iterator[Text]:
    record = answer.record
    if isinstance(record, Statement):
        content = " … ".join(part.text for part in answer.words)
        yield Text(shortened(for_terminal(content), room))
        return
    for words in answer.words:
        yield _marked(words, _span(record), marked=marked)


def _span(record: Event | Figure | Position) -> Span:
    if isinstance(record, Event):
        return record.trigger_span
    return record.text_span if isinstance(record, Figure) else record.issue_span


def _marked(words: Words, span: Span, *, marked: bool) -> Text:
    """Show the item in its sentence; without colour it needs marks to stand out."""
    start, end = (min(max(at - words.start, 0), len(words.text)) for at in span)
    left, right = ("‹", "›") if marked else ("", "")
    text = Text(for_terminal(words.text[:start]), style="dim")
    text.append(left + for_terminal(words.text[start:end]) + right, "not dim underline")
    return text.append(for_terminal(words.text[end:]))


def _before(answer: Answer) -> Iterator[Text]:
    """Say what the reader had, field by field, where an analyst has it otherwise."""
    read = answer.read
    if read is None:
        return
    for name in read.__struct_fields__:
        old, new = getattr(read, name), getattr(answer.record, name)
        if old != new and not name.endswith(("_span", "_spans")):
            said = " ▸ ".join(old) if name == "chain" else _plain(old)
            yield Text(for_terminal(f"read as {name}: {said}"), style="dim strike")


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "nothing" if value is None else str(value)


def _remarks(answer: Answer) -> Iterator[Text]:
    """Say who judged the item, and their notes."""
    if answer.verdict and not answer.corrections:
        yield Text("corrected with the statement around it", style="yellow")
    for each in answer.corrections:
        verb = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}[each.verdict]
        note = f": {each.note}" if each.note else ""
        words = f"{verb} by {each.by}, {each.at[:10]}, no. {each.number}{note}"
        yield Text(for_terminal(words), style="yellow")


def _source(answer: Answer) -> Text:
    """Tell the report: day, title, address, revision, and where in its text the words stand."""
    source = answer.source
    place = ", ".join(f"{words.start}–{words.end}" for words in answer.words)
    facts = [
        source.published,
        source.title and f"“{source.title}”",
        source.url,
        source.id,
        f"revision {source.revision}" if source.revision > 1 else None,
        f"copy of r{source.copy_of}" if source.copy_of else None,
        place,
    ]
    line = " · ".join(for_terminal(fact) for fact in facts if fact)
    return Text(line, style="dim")
