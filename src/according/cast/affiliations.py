"""On whose behalf somebody speaks.

"two senior Hamas officials in Doha" ──▶ affiliate() ──▶ Link(Hamas, 0.85, "words")

A person of the cast speaks for what he heads or serves on that day; anybody else for the
state, body or group that the words before or after his role name. Where he is tells nothing.
"""

import re
from datetime import date

from according.cast.actors import Actor, Link
from according.cast.linking import Linker
from according.cast.offices import bare

__all__ = ["affiliate", "in_words"]

_BREAK = re.compile(
    r"\s(?:in|to|at|near|with|for|about|against|on|familiar|close|who|briefed|from|of)\s",
    re.IGNORECASE,
)
_BELONGS = re.compile(r"\s(?:of|from|for|with|close to)\s+(?:the\s+)?(?=[A-Z])")
_SPEAKERS = ("country", "body", "group", "party")
_LONGEST = 5  # words in the name of an affiliation
_WORTH = 0.85


def affiliate(linker: Linker, mention: str, role: str | None, on: date | None) -> Link | None:
    """The state, body or group that a mention belongs to."""
    link = linker.link(mention, role, on, ())
    if link is not None:
        return _of_actor(linker, link, on)
    for text in filter(None, (role, mention)):
        found = in_words(linker, text)
        if found is not None:
            return Link(found, _WORTH, "words")
    return None


def _of_actor(linker: Linker, link: Link, on: date | None) -> Link | None:
    """What an actor of the cast belongs to; states and groups speak for themselves."""
    actor = link.actor
    if actor.kind in ("country", "group", "party"):
        return link
    if actor.kind == "body":
        above = linker.index.actors.get(actor.parent or actor.country)
        return Link(above or actor, link.confidence, link.how)
    home = actor.country
    if actor.kind == "person" and on is not None:
        held = actor.roles_on(on)
        if held:
            home = held[0].of.partition("/")[0]
    found = linker.index.actors.get(home)
    if found is None:
        return None
    if found.kind == "body" and found.country:
        found = linker.index.actors.get(found.country, found)
    return Link(found, link.confidence, link.how)


def in_words(linker: Linker, text: str) -> Actor | None:
    """The first state, body or group named in the head of a phrase, else after "of" or "from"."""
    cut = _BREAK.search(text)
    head = text[: cut.start()] if cut else text
    found = _named_in(linker, head)
    if found is not None or cut is None:
        return found
    belongs = _BELONGS.search(text)
    return _named_in(linker, text[belongs.end() :]) if belongs else None


def _named_in(linker: Linker, text: str) -> Actor | None:
    """The first name of a state, body or group in a text, the longest where it begins."""
    tokens = text.split()
    for start in range(len(tokens)):
        if not tokens[start][:1].isupper() and "-" not in tokens[start]:
            continue
        for end in range(min(len(tokens), start + _LONGEST), start, -1):
            key = linker.key(bare(" ".join(tokens[start:end])))
            actor = linker.index.actors.get(key)
            if actor is not None and actor.kind in _SPEAKERS:
                return actor
    return None
