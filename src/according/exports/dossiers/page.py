"""How a dossier looks on a terminal: few colours, the words first, the evidence beside them.

blocks ──Page──► lines of a console, as wide as it is and no wider than can be read

Colour only repeats what words say. All text of reports goes through :func:`for_terminal` into
:class:`rich.text.Text`, which knows no markup.
"""

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from according.dossier.evidence import Evidence
from according.dossier.wording import reports
from according.exports.excerpt import shortened
from according.exports.harmless import for_terminal

_QUOTES = ' "“”„«»'
PAPER = 100  # columns where there is no terminal
WIDEST = 200
CITED = 4  # reports named behind an answer

COLOURS = {
    word: colour
    for colour, words in {
        "green": "agreed, in force, accepted, confirmed, for, own",
        "cyan": "talks, backchannel, announced, undecided",
        "yellow": "offer on the table, rumoured, conditional, unconfirmed, retelling, unattributed",
        "red": "rejected, broken down, denied, against, disputed",
        "dim": "none, copy",
    }.items()
    for word in words.split(", ")
}


def show(blocks: Iterable[RenderableType], out: TextIO, console: Console) -> None:
    """Print blocks one by one, without the blanks that rich fills lines with."""
    for block in blocks:
        with console.capture() as printed:
            console.print(block)
        out.writelines(line.rstrip() + "\n" for line in printed.get().splitlines())
    out.flush()


def console_for(out: TextIO) -> Console:
    """A console of a width that can be read."""
    console = Console(file=out, highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST) if console.is_terminal else PAPER
    return console


def text(words: str, style: str = "") -> Text:
    """Words, whoever wrote them; what is added to them does not take on their style."""
    return Text().append(for_terminal(words), style)


def quoted(words: str, room: int) -> Text:
    """Words of a report between quotation marks, which they may have brought along."""
    return text(f"“{shortened(words.strip(_QUOTES), room)}”")


def badge(word: str) -> Text:
    """One of the words that have a colour."""
    return Text().append(word, COLOURS.get(word, ""))


def heading(title: str, count: int | None = None, note: str = "") -> RenderableType:
    """What stands above a part."""
    line = Text("\n").append(title.upper(), "bold")
    line.append(f" {count:,}" if count is not None else "", "dim")
    return line.append(f"  {note}" if note else "", "dim")


def cites(evidence: Sequence[Evidence]) -> Text:
    """The reports behind an answer, by their keys: r12 r13 +4."""
    return keys(reports(evidence))


def keys(numbers: Sequence[int]) -> Text:
    """Reports by their keys; not all where there are many."""
    more = f" +{len(numbers) - CITED}" if len(numbers) > CITED else ""
    return Text().append(" ".join(f"r{number}" for number in numbers[:CITED]) + more, "dim")


def rows(*widths: int | None) -> Table:
    """A grid; a column without a width takes what is left. Words too long for theirs are folded."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for width in widths:
        grid.add_column(width=width, ratio=None if width else 1, overflow="fold")
    return grid


def indented(block: RenderableType, by: int = 2) -> RenderableType:
    """A block moved to the right."""
    return Padding(block, (0, 0, 0, by))
