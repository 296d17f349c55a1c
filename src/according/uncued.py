"""Statements without a cue: quotations that go on, and turns of those who talk to each other.

text, drafts ─► continued(…), turns(…) ─► [Draft]
"""

import re
from collections.abc import Sequence

from according import transcripts
from according.drafts import Draft, before, tidied, tidy
from according.overlaps import Overlaps
from according.records import Kind, Span
from according.speakers import Cast

CLEAR = 0.9  # the score of a turn: its label leaves no doubt
_QUOTED_SENTENCE = re.compile(r"[.,!?…][\"”»]$")


def turns(text: str, cast: Cast, drafts: Sequence[Draft]) -> list[Draft]:
    """Return what those say who talk to each other in a transcript, turn by turn.

    A label that is nobody's name in the text ("HOST") stays as written, and is no part of a
    source in the turn ("HOST: Colonel Pohl").
    """
    out = []
    taken = Overlaps((d, [d.source]) for d in drafts if d.source)
    for turn in transcripts.find(text):
        content = [s for words in turn.words if (s := tidy(text, words))[0] < s[1]]
        if not content:
            continue
        for d in taken.touching(turn.label):
            if d.source and d.source[1] > content[0][0]:
                d.source = tidied(text, (content[0][0], d.source[1]))
        label = text[turn.label[0] : turn.label[1]]
        person = cast.surnamed(label)
        act = "ask" if text[content[-1][1] - 1] == "?" else "say"
        kind: Kind = "person" if person or not label.isupper() else "unnamed"
        new = Draft(content, None, turn.label, (), kind, act, CLEAR, spoken=True)
        new.speaker = person or cast.fullest(turn.label)
        out.append(new)
    return out


def continued(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the paragraphs of pure quotation that no cue claims: the speaker goes on.

    What others say in them by cues of their own ("“The army says …") stands in them; there the
    speaker is he whose quoted sentence ends the paragraph before.
    """
    out = []
    taken = Overlaps((d, d.content) for d in drafts)
    outer = sorted((d for d in drafts if d.outer is None), key=lambda d: d.start)
    for match in re.finditer(r"[^\n]+", text):
        a, b = tidy(text, match.span())
        if b - a < 12 or text[a] not in '"“«' or not _only_quoted(text[a:b]):
            continue
        told = taken.touching((a, b))
        last = before(outer, a)
        if last is None or (told and not _goes_on(text, last, (a, b), told)):
            continue
        new = Draft([(a, b)], None, None, (), last.kind, "say", 0.6 * last.confidence)
        new.speaker = "…"  # filled in from the draft before it
        out.append(new)
        for d in told:
            d.outer = d.outer or new
    return out


def _goes_on(text: str, last: Draft, paragraph: Span, told: Sequence[Draft]) -> bool:
    """Tell whether all cues of a quoted paragraph stand in it, and it follows the speaker's own."""
    a, b = paragraph
    inside = all(d.cue and a <= d.cue[0] and d.cue[1] <= b for d in told)
    spoke = max(y for _, y in last.content)
    between = text[spoke:a].strip(" ").split("\n")
    sentence = _QUOTED_SENTENCE.search(text, max(0, spoke - 3), spoke)
    return inside and sentence is not None and not any(line.strip() for line in between[1:])


def _only_quoted(paragraph: str) -> bool:
    return not any(c.isalnum() for c in re.sub(r"[\"“«„][^\"”»]*[\"”»]?", "", paragraph))
