"""What the network might have found, made by hand from words of a text.

The steps behind the network are tested with these, so that a test says in words what
stands where, and no test waits for the model.
"""

import re

from according.model.encoder import Found, Mark
from according.names import find
from according.records import Kind, Span, Statement
from according.speakers import Cast
from according.statements import assemble

Words = str | list[str]


def spot(text: str, words: str) -> Span:
    """Return where whole ``words`` stand; "2:talks" is the second place."""
    which, rest = (int(words[0]), words[2:]) if words[1:2] == ":" else (1, words)
    places = list(re.finditer(rf"(?<!\w){re.escape(rest)}(?!\w)", text))
    return places[which - 1].span()


def marks(text: str, words: Words | None, probability: float = 0.9) -> list[Mark]:
    """Return marks on the places of some words."""
    each = [words] if isinstance(words, str) else words or []
    return [Mark(spot(text, w), probability) for w in each]


def cue(
    text: str,
    words: str,
    content: Words,
    source: Words | None = None,
    *,
    speaker: Words | None = None,
    kind: Kind = "person",
    act: str = "say",
) -> Found:
    """Return a found cue; speaker: the mentions by which the speaker was named before."""
    roles = {"content": content, "source": source, "speaker": speaker}
    said = {"kind": (kind, 0.9), "act": (act, 0.9), "status": ("actual", 0.9)}
    marked = {role: marks(text, value) for role, value in roles.items() if value}
    return Found("statement", spot(text, words), 0.9, said, marked)


def trigger(
    text: str, words: str, type_: str = "CONSULT", status: str = "actual", **roles: Words
) -> Found:
    """Return a found event trigger with its participants, place and date."""
    said = {
        "type": (type_, 0.9),
        "status": (status, 0.9),
        "act": ("say", 0.5),
        "kind": ("body", 0.5),
    }
    marked = {role: marks(text, value) for role, value in roles.items()}
    return Found("event", spot(text, words), 0.9, said, marked)


def count(text: str, words: str, measure: str = "killed", **roles: Words) -> Found:
    """Return a found number that counts."""
    marked = {role: marks(text, value) for role, value in roles.items()}
    return Found("figure", spot(text, words), 0.9, {"measure": (measure, 0.9)}, marked)


def issue(
    text: str,
    words: str,
    stance: str = "for",
    holder: Words | None = None,
    *,
    probability: float = 0.9,
) -> Found:
    """Return a found issue of a position."""
    marked = {"holder": marks(text, holder)} if holder else {}
    said = {"stance": (stance, probability)}
    return Found("position", spot(text, words), probability, said, marked)


def stand(
    text: str, words: str, issues: Words, stance: str = "for", *, probability: float = 0.9
) -> Found:
    """Return a stand found at the cue ``words``."""
    marked = {"issue": marks(text, issues)}
    return Found("stand", spot(text, words), probability, {"stance": (stance, probability)}, marked)


def cast(text: str) -> Cast:
    """Return the names of a text."""
    return Cast(text, find(text))


def statements(
    text: str, *found: Found, publisher: str | None = "Arkan Gazette"
) -> list[Statement]:
    """Return the statements of a text as read from ``found``."""
    return assemble(text, sorted(found, key=lambda f: f.span), cast(text), publisher)
