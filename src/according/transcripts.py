"""Find who talks when in a transcript: lines that open with "TOOR:" or "Levan Toor:".

text ─► find(text) ─► [Turn(label, words)]

A text is a transcript where labels take turns: several, one of them again, and most lines
between the first and the last are theirs. A list of places with their tolls is none.
Pure and linear.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from according.gazetteer import words
from according.records import Span

_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(
    r"\s*((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,4})(?: \([^)\n]{1,60}\))?:\s+(?=\S)"
)
_STAGE = re.compile(r"\s*(?:\([^)\n]*\)|\[[^\]\n]*\])\s*$")  # "(CROSSTALK)", "[END VIDEO CLIP]"
_LEAST, _AGAIN = 3, 2  # turns of a transcript, and of one who speaks again
_SHARE = 0.5  # of the lines between the first turn and the last that open a turn
_TALK = 3  # words of which most turns have more; "Killed: 12" has one


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says until the next one speaks, line by line."""

    label: Span
    words: list[Span]


def find(text: str) -> list[Turn]:
    r"""Return the turns of a transcript in order; none of any other text.

    >>> text = "ANN: Is the war over?\nTOOR: It is not over yet.\nANN: When will it be?"
    >>> [text[slice(*turn.label)] for turn in find(text)]
    ['ANN', 'TOOR', 'ANN']
    """
    turns: list[Turn] = []
    lines = 0  # since the first turn
    counted = 0  # those up to the last turn
    for line in _LINE.finditer(text):
        label = _labelled(text, line.span())
        if label:
            lines += 1
            counted = lines
            turns.append(Turn(label.span(1), [(label.end(), line.end())]))
        elif turns and not line[0].isspace() and not _STAGE.match(line[0]):
            lines += 1
            turns[-1].words.append(line.span())
    return turns if _alternate(text, turns, counted) else []


def _labelled(text: str, line: Span) -> re.Match[str] | None:
    """Return the label that opens a line, if it can be somebody's."""
    found = _LABEL.match(text, *line)
    if found is None:
        return None
    shouted = found[1].isupper()
    return found if shouted or not set(found[1].lower().split()) <= words("common") else None


def _alternate(text: str, turns: Sequence[Turn], lines: int) -> bool:
    """Tell whether labels take turns as those who talk to each other do."""
    labels = Counter(text[slice(*t.label)] for t in turns)
    long = sum(len(text[t.words[0][0] : t.words[0][1]].split()) > _TALK for t in turns)
    return (
        len(turns) >= max(_LEAST, _SHARE * lines)
        and len(labels) > 1
        and max(labels.values()) >= _AGAIN
        and long >= len(turns) / 2
    )
