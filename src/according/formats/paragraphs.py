"""Join the lines of a printed page to paragraphs.

A new paragraph starts after a wide gap, at an indent, or after a short line that ends
a sentence. Words cut by a hyphen at a line end are healed, unless the document itself
writes them with the hyphen elsewhere ("cease-fire"). Running heads go.
"""

import re
from collections import Counter
from itertools import pairwise
from statistics import median

import msgspec

_CUT = re.compile(r"(\w+)[-\u00ad\u2010\x02\ufffe]$")
_SOFT = re.compile("[\x02\u00ad\ufffe]")
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_GAP = 1.35  # of the usual distance between lines
_INDENT = 0.6  # of the height of a line
_SHORT = 0.8  # of the usual length of a line
_HEAD = 80  # characters; a longer line is part of the report
_EDGE = 2  # lines at the top and at the bottom of a page that may be running heads


class Line(msgspec.Struct, array_like=True):
    """One printed line and where it begins, in points from the lower left corner."""

    text: str
    left: float | None = None
    bottom: float | None = None
    height: float | None = None


def join(pages: list[list[Line]]) -> str:
    """Give the text of the pages, paragraphs separated by a blank line."""
    pages = _without_running_heads(pages)
    lines = [line for page in pages for line in page]
    if not lines:
        return ""
    width = median(sorted(len(line.text) for line in lines)[len(lines) // 2 :])
    usual = _usual_step(lines, width)
    hyphenated = _hyphenated(lines)
    paragraphs = [lines[0].text.strip()]
    for before, line in pairwise(lines):
        if _breaks(before, line, usual, width):
            paragraphs.append(line.text.strip())
        else:
            paragraphs[-1] = _glue(paragraphs[-1], line.text.strip(), hyphenated)
    return "\n\n".join(_SOFT.sub("", paragraph) for paragraph in paragraphs)


def _usual_step(lines: list[Line], width: float) -> float:
    """Give the usual distance to the next line, in points; 0 where no places are known.

    The lower quartile behind full lines, as a paragraph goes on there: in a document of
    paragraphs of one line or two, the median over all would be the gap between paragraphs.
    """
    steps = [(a, step) for a, b in pairwise(lines) if (step := _step(a, b)) > 0]
    within = [step for a, step in steps if len(a.text) >= _SHORT * width]
    usual = sorted(within or [step for _, step in steps] or [0.0])
    return usual[len(usual) // 4]


def _step(before: Line, line: Line) -> float:
    if before.bottom is None or line.bottom is None:
        return 0.0
    return before.bottom - line.bottom


def _breaks(before: Line, line: Line, usual: float, width: float) -> bool:
    if _CUT.search(before.text) and line.text.lstrip()[:1].islower():
        return False
    step = _step(before, line)
    if usual and step > _GAP * usual:
        return True
    if step > 0 and before.left is not None and line.left is not None:
        indent = line.left - before.left
        if indent > _INDENT * (line.height or 10):
            return True
    return len(before.text) < _SHORT * width and bool(_SENTENCE_END.search(before.text))


def _glue(text: str, line: str, hyphenated: set[str]) -> str:
    cut = _CUT.search(text)
    if cut is None or not line[:1].isalnum():
        return f"{text} {line}"
    after = re.match(r"\w+", line)
    pair = f"{cut.group(1)}-{after.group() if after else ''}".lower()
    if line[0].islower() and cut.group(1)[-1].isalpha() and pair not in hyphenated:
        return text[:-1] + line
    return f"{text[:-1]}-{line}"


def _hyphenated(lines: list[Line]) -> set[str]:
    """Collect the words that the document writes with a hyphen inside a line."""
    return {word.lower() for line in lines for word in re.findall(r"\b\w+-\w+\b", line.text)}


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop lines that open or close most pages and differ in their numbers only."""
    if len(pages) < 3:  # on two pages a repeated line proves nothing
        return pages

    def key(line: Line) -> str:
        return _NUMBER.sub("#", line.text.strip())

    def may_run(line: Line) -> bool:
        return len(line.text) <= _HEAD and not _SENTENCE_END.search(line.text)

    edges = Counter(text for page in pages for text in {key(line) for line in _edge(page)})
    running = {text for text, count in edges.items() if count > len(pages) / 2}
    kept: list[list[Line]] = []
    for page in pages:
        edge = {id(line) for line in _edge(page) if may_run(line)}
        kept.append([line for line in page if id(line) not in edge or key(line) not in running])
    return kept


def _edge(page: list[Line]) -> list[Line]:
    return page if len(page) <= 2 * _EDGE else page[:_EDGE] + page[-_EDGE:]
