"""The words around an item: the sentence in which it stands.

text, span ──around──► Passage(start, text), text[start:] begins with it

Stored beside events, figures and positions, which by themselves are a word or two: what is
searched, and what is shown with an answer.
"""

import re
from typing import NamedTuple

REACH = 240  # characters on either side; longer sentences are cut, between words
# Points that end no sentence: after titles before a name, and initials.
_TITLES = "Adm Brig Capt Col Dr Gen Gov Hon Lt Maj Mr Mrs Ms Prof Rep Rev Sen Sgt St"
_NONE = "".join(rf"(?<!\b{title}\.)" for title in [*_TITLES.split(), "[A-Z]"])
_END = re.compile(rf"\n|(?<=[.!?”\"]){_NONE}\s+(?=[A-Z“\"])")


class Passage(NamedTuple):
    """A stretch of a text, and where it begins."""

    start: int
    text: str


def around(text: str, span: tuple[int, int]) -> Passage:
    """Give the sentence around a span, or what of it is within reach.

    >>> around("Nothing new. The envoys met in Doha. More later.", (24, 27))
    Passage(start=13, text='The envoys met in Doha.')
    """
    start, end = span
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    # One character more on each side, since only what follows tells where a sentence ends.
    ends = [m.end() for m in _END.finditer(text, first, start + 1) if m.end() <= start]
    after = _END.search(text, end, min(len(text), last + 2))
    low = ends[-1] if ends else _between(text, first, start)
    high = after.start() if after is not None and after.start() <= last else None
    if high is None:
        high = last if last == len(text) else max(text.rfind(" ", end, last), end)
    low += len(text[low:start]) - len(text[low:start].lstrip())
    high -= len(text[end:high]) - len(text[end:high].rstrip())
    return Passage(low, text[low:high])


def _between(text: str, first: int, start: int) -> int:
    """Begin with a whole word, if the text began before."""
    if first == 0:
        return 0
    space = text.find(" ", first, start)
    return space + 1 if space >= 0 else first
