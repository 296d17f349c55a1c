"""Tie a mention to an actor: the steps, in order.

mention ──▶ whole name ──▶ owner or tail cut off ──▶ organ ──▶ office and name ──▶ Link or None

What is not understood is left alone: an unlinked mention costs a click, a wrong link
puts words into somebody's mouth.
"""

import re
from collections.abc import Iterable
from datetime import date

from according.cast.actors import Actor, Link
from according.cast.evidence import Evidence
from according.cast.holders import find_holder
from according.cast.index import Index
from according.cast.offices import bare, organ_in, parse, words_for
from according.cast.persons import find_person
from according.cast.spelling import words
from according.gazetteer import words as lexicon
from according.titles import capital, is_title, strip_titles

__all__ = ["Linker"]

_HOW = {"name": 0.97, "alias": 0.95, "demonym": 0.9, "seat": 0.85}
_REPORTED = re.compile(r"\s(?:reported|said|says)$")
_LADY = re.compile(r"(?:Ms|Mrs|Miss|Mme)\.?\s")  # heads of the commonest surnames are mostly men
_MARGIN = 0.5
_OWNER_WORDS = 3  # "Democratic Republic of Congo's" is the longest that is common
_LONGEST = 200  # characters; what is longer is no name


class Linker:
    """The linker of one cast."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def link(
        self, mention: str, role: str | None, on: date | None, context: Iterable[str]
    ) -> Link | None:
        """What a mention means, or None."""
        text = " ".join(mention[:_LONGEST].split())
        day = on.isoformat()[:10] if on else ""
        given = parse(role, self.key) if role else None
        evidence = Evidence(self.index, day, context, role, given)
        core = _REPORTED.sub("", bare(text.strip(' "“”‘’,;:.()')) or text)
        if text.endswith("."):
            core = core if self.index.named(core) else core + "."
        return (
            self._whole(core, evidence)
            or self._cut(core, evidence)
            or self._organ(core)
            or self._office(text, evidence)
        )

    def key(self, name: str) -> str:
        """The key of the state, body or group that a name means; "" for persons and places."""
        hits = [a for a, _ in self.index.named(bare(name)) if a.kind not in ("person", "outlet")]
        states = [actor for actor in hits if actor.kind == "country"] or hits
        if len(states) == 1:
            return states[0].key
        if states:
            return ""
        country, organ = organ_in(bare(name), self._state)
        found = self.index.organ(country, organ) if organ else None
        return found.key if found else ""

    def _state(self, name: str) -> str:
        """The key of the state that a name means."""
        found = [a.key for a, _ in self.index.named(bare(name)) if a.kind == "country"]
        return found[0] if len(found) == 1 else ""

    def _whole(self, core: str, evidence: Evidence) -> Link | None:
        """The whole mention is a known name."""
        hits = self.index.named(core)
        if not hits:
            return None
        if any(actor.kind == "person" for actor, _ in hits) and all(
            actor.kind == "person" for actor, _ in hits
        ):
            return self._person_named(core, hits, evidence)
        return _choose(hits, evidence)

    def _person_named(
        self, core: str, hits: list[tuple[Actor, str]], evidence: Evidence
    ) -> Link | None:
        """A known name that only persons bear."""
        if " " in core or "-" in core:
            return find_person(core, self.index, evidence)
        actor = hits[0][0]  # a byname: "Hemedti"
        return Link(actor, 0.9, "alias") if len(hits) == 1 and not evidence.civil else None

    def _cut(self, core: str, evidence: Evidence) -> Link | None:
        """A known name with its state before it, or with a word for its kind behind it."""
        tokens = core.split()
        if len(tokens) < 2:
            return None
        if tokens[-1] in words_for("state"):
            return self._government(" ".join(tokens[:-1]), evidence)
        first = tokens[0].lower()
        if first in words_for("state") and len(tokens) > 2 and tokens[1] in ("of", "in"):
            return self._government(" ".join(tokens[2:]), evidence)
        for end in range(1, min(_OWNER_WORDS, len(tokens) - 1) + 1):
            state = self._state(" ".join(tokens[:end]))
            if state:
                rest = " ".join(tokens[end:])
                found = self._whole(rest, evidence) or self._tail(rest, evidence)
                if found is not None and found.actor.country in (state, ""):
                    return _weaker(found, 0.95)
        return self._tail(core, evidence)

    def _tail(self, core: str, evidence: Evidence) -> Link | None:
        """A group or outlet with a word for its kind: "Houthi movement", "Anadolu news agency"."""
        tokens = core.split()
        for kinds, key in ((("group",), "tail_group"), (("outlet",), "tail_outlet")):
            if len(tokens) > 1 and tokens[-1].lower() in words_for(key):
                name = " ".join(tokens[:-1]).removesuffix(" news").removesuffix(" armed")
                hits = [hit for hit in self.index.named(name) if hit[0].kind in kinds]
                found = _choose(hits, evidence) if hits else None
                if found is not None:
                    return _weaker(found, 0.95)
        return None

    def _government(self, owner: str, evidence: Evidence) -> Link | None:
        """The state whose government a phrase names, by the state's name or its leader's."""
        state = self._state(owner)
        if state:
            return Link(self.index.actors[state], 0.93, "government")
        surname = words(strip_titles(owner))[-1]
        heads = [a for a in self.index.surnames.get(surname, ()) if evidence.prominent(a)]
        states = {a.country for a in heads}
        home = self.index.actors.get(states.pop()) if len(states) == 1 else None
        return Link(home, 0.85, "government") if home is not None else None

    def _organ(self, core: str) -> Link | None:
        """A ministry, army or parliament of a state."""
        country, organ = organ_in(core, self._state)
        found = self.index.organ(country, organ) if organ else None
        return Link(found, 0.9, "organ") if found is not None else None

    def _office(self, text: str, evidence: Evidence) -> Link | None:
        """A person by name, by title and name, or by office alone."""
        phrase = parse(text, self.key)
        if phrase is None:
            name = strip_titles(text)
            return find_person(name, self.index, evidence) if _is_name(name, text) else None
        if phrase.name or phrase.rest:
            name = strip_titles(phrase.name or text)
            part = phrase.rest and not phrase.name and not text[:1].isupper()
            if part or not _capital(name):
                return None
            evidence.phrase = evidence.phrase or phrase
            return find_person(name, self.index, evidence)
        return find_holder(phrase, self.index, evidence, self.key)


def _is_name(name: str, text: str) -> bool:
    """Whether what was left of a mention without its titles is a name to look for."""
    unsure = _LADY.match(text) is not None and name.lower() in words_for("common")
    return _capital(name) and not unsure and (name == bare(text) or _titled(text, name))


def _titled(text: str, name: str) -> bool:
    """Whether what stands before a name is its title, and no "last May" or "campaign of Orr"."""
    before = text.partition(name)[0]
    if text[:1].isupper():
        return True
    role = before.split()[-1:]
    return (
        bool(role)
        and not re.search(r"\b(?:of|for|to|by)\s", before)
        and (is_title(role[0]) or role[0].lower() in lexicon("roles"))
    )


def _capital(name: str) -> bool:
    """Whether a name begins as names do, or with an Arabic article."""
    return capital(name) or bool(re.match(r"(?:al|el|bin|von|de) [A-Z]", name))


def _choose(hits: list[tuple[Actor, str]], evidence: Evidence) -> Link | None:
    """The one of several that bear a name, by the company it is in."""
    if len(hits) == 1:
        actor, how = hits[0]
        return Link(actor, _HOW.get(how, 0.9), how)
    ranked = sorted(
        ((evidence.kin(actor) + _prior(actor, how), actor.key, actor, how) for actor, how in hits),
        reverse=True,
    )
    best, second = ranked[0], ranked[1]
    if best[0] - second[0] < _MARGIN:
        return None
    sure = 0.9 if best[0] - second[0] > 1 else 0.75
    return Link(best[2], round(_HOW.get(best[3], 0.9) * sure, 3), best[3])


def _prior(actor: Actor, how: str) -> float:
    """What is meant when nothing else tells: states before places, names before bynames."""
    return (0.6 if actor.kind == "country" else 0.0) + (0.3 if how == "name" else 0.0)


def _weaker(link: Link, factor: float) -> Link:
    """A link that needed a guess."""
    return Link(link.actor, round(link.confidence * factor, 3), link.how)
