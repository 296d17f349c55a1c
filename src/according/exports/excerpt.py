"""Cut long passages down to what can be taken in at a glance, between words."""

import re
from collections.abc import Sequence

GAP = " […] "
# A sentence ends at a line's end, or at a full stop before a capital that is no initial's.
END = re.compile(r"\n|(?<=[.!?”\"])(?<!\b[A-Z]\.)\s+(?=[A-Z“\"])")


def shortened(text: str, room: int) -> str:
    """Leave out the middle of a text that is longer than ``room``.

    >>> shortened("the delegations of both sides will meet again on neutral ground", 40)
    'the delegations […] on neutral ground'
    """
    if len(text) <= room:
        return text
    side = (room - len(GAP)) // 2
    return head(text, side) + GAP + tail(text, side)


def head(text: str, room: int) -> str:
    """Take the first whole words; at least part of one.

    >>> head("ceasefire talks", 12)
    'ceasefire'
    """
    if len(text) <= room:
        return text
    cut = text.rfind(" ", 1, room + 1)
    return text[: cut if cut > 0 else room]


def tail(text: str, room: int) -> str:
    """Take the last whole words; at least part of one.

    >>> tail("ceasefire talks", 12)
    'talks'
    """
    if len(text) <= room:
        return text
    start = max(0, len(text) - room)
    cut = text.find(" ", start - 1)
    return text[cut + 1 if 0 <= cut < len(text) - 1 else start :]


def around(text: str, span: Sequence[int], room: int) -> tuple[str, str, str]:
    """Give the sentence around a span in three parts: before, the span, after.

    >>> around("Nothing new. The envoys met in Doha. More later.", (24, 27), 80)
    ('The envoys ', 'met', ' in Doha.')
    """
    start, end = span
    # One character more, because a sentence's end is only known by what begins after it.
    ends = [match.end() for match in END.finditer(text, 0, start + 1) if match.end() <= start]
    following = END.search(text, end)
    before = text[ends[-1] if ends else 0 : start]
    after = text[end : following.start() if following else len(text)]
    left = max(room - (end - start) - min(len(after), room // 2), room // 4)
    right = max(room - (end - start) - min(len(before), left), room // 4)
    if len(before) > left:
        before = "… " + tail(before, left)
    if len(after) > right:
        after = head(after, right) + " …"
    return before.lstrip(), text[start:end], after.rstrip()
