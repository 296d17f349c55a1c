"""Tell who cannot be meant: "she" is no Mr. Rehl, "the army" no person, "they" not one man.

source, name ─► Agreement.allows(…) ─► False where gender, number, kind or office differ

The network points to likely antecedents; grammar and what the text says of a name rule
some of them out. What nothing is known of rules nothing out.
"""

import re
from collections.abc import Sequence

from according import sources
from according.descriptions import Descriptions, countries, owned
from according.gazetteer import words
from according.names import Name
from according.titles import bare, head, is_title

_BODIES = frozenset({"country", "place", "body", "outlet", "group"})
_KIN = {  # stand beside the names of others, too: "Rukh, husband of Ana Solen"
    **dict.fromkeys(("man", "boy", "father", "brother", "son", "husband", "uncle"), "he"),
    **dict.fromkeys(("woman", "girl", "mother", "sister", "daughter", "wife", "aunt"), "she"),
}
_MEN = "mr sir lord king prince monk policeman businessman congressman"
_WOMEN = (
    "mrs ms miss mme lady dame queen princess nun actress policewoman businesswoman congresswoman "
    "spokeswoman chairwoman"
)
_TITLES = {**dict.fromkeys(_MEN.split(), "he"), **dict.fromkeys(_WOMEN.split(), "she")}
_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his"), "he"), **dict.fromkeys(("she", "her", "hers"), "she"),
}  # fmt: skip
_GENDERS = {**_KIN, **_TITLES, **_PRONOUNS}
_NOT_ONE_PERSON = frozenset({"it", "its", "they", "them", "their", "theirs"})
_SEVERAL = re.compile(
    r"(?:both|(?:the |all )?(?:two|three|four|five)) [\w -]+$"
    r"|the (?:sides|parties|countries|nations|leaders|men|women)$",
    re.IGNORECASE,
)
_COURTESY = re.compile(r"\b(Mr|Mrs|Ms|Miss|Mme|Sir|Lord|Lady|Dame)\.?\s+(?:[\w.-]+\s+)?$")
_REACH = 30  # characters before a name in which "Mrs" and a first name stand
SURE = 0.5  # a text is taken for somebody's word ("the filing") from here on
# Offices of which one person has one: who is called by it is nobody who is called by another.
_OFFICES = (
    {"president"}, {"premier", "chancellor", "minister", "secretary"}, {"ambassador"},
    {"spokesman", "spokeswoman", "spokesperson"}, {"judge", "justice"}, {"king", "queen"},
    {"governor"}, {"mayor"}, {"pope", "archbishop", "bishop", "cardinal"},
)  # fmt: skip


class Agreement:
    """What one text tells of its names."""

    def __init__(self, text: str, found: Sequence[Name], descriptions: Descriptions) -> None:
        """Note the kind and gender of each name; ``found`` in the order of the text."""
        self._descriptions = descriptions
        self._kinds: dict[str, str] = {}
        self._genders: dict[str, set[str]] = {}
        for name in found:
            self._kinds.setdefault(name.canonical, name.kind)
            before = _COURTESY.search(text, max(0, name.start - _REACH), name.start)
            if before:
                told = self._genders.setdefault(name.canonical, set())
                told.add(_GENDERS[before[1].lower()])

    def allows(self, source: str, name: str, sure: float = 0.0) -> bool:
        """Tell whether a source as written can mean somebody of this name.

        sure: how likely the network takes them for one, from 0 to 1.
        """
        if several(source):
            return " and " in name
        if sources.is_pronoun(source):
            return self._agrees(bare(source), name)
        return self._described(source, head(source), name, sure)

    def _described(self, source: str, noun: str, name: str, sure: float) -> bool:
        """Tell whether a description with this head noun fits a name."""
        if noun in words("documents"):
            own = noun in words("voices") and not owned(source)
            return own or sure > SURE or head(name) == noun
        if noun in words("body_heads"):
            return self._kind(name) not in {"person", "place"} and not owned(source)
        if noun.endswith("s") and noun in words("collective") | words("unnamed"):
            return self._kind(name) != "person"
        if is_title(noun) or noun in words("roles"):
            return self._agrees(noun, name) and self._holds(source, noun, name)
        return True

    def _agrees(self, word: str, name: str) -> bool:
        """Tell whether a pronoun or the word for an office fits the kind and gender of a name."""
        kind = self._kind(name)
        if word in _NOT_ONE_PERSON:
            return kind != "person"
        gender = _GENDERS.get(word)
        if gender is None and sources.is_pronoun(word):
            return True
        return kind not in _BODIES and {gender, self._gender(name)} != {"he", "she"}

    def _holds(self, source: str, noun: str, name: str) -> bool:
        """Tell whether nothing that the text says of a name speaks against an office.

        "Rehl's lawyer" must be called a lawyer somewhere, and nobody else's.
        """
        told = self._descriptions.of(name)
        owner = owned(source)
        if owner:
            return any(noun in d.words and (owner in d.proper or not d.proper) for d in told)
        mine = [office for office in _OFFICES if noun in office]
        held = [office for d in told for office in _OFFICES if office & d.words]
        if mine and held and not any(office in held for office in mine):
            return False
        here = countries(source.split(" to ", maxsplit=1)[0].split())  # "Sarn's envoy to Orsel"
        theirs = {c for d in told for c in d.countries}
        return not (here and theirs) or bool(here & theirs)

    def _kind(self, name: str) -> str:
        """Return the kind of a name, or of somebody described: "person" for one, nothing else."""
        known = self._kinds.get(name)
        if known:
            return known
        kind = sources.kind_of(name)
        several = head(name).endswith("s") or " and " in name
        return "person" if kind in {"person", "unnamed"} and not several else "unknown"

    def _gender(self, name: str) -> str | None:
        """Return "he" or "she" where the text or a first name tells, else None."""
        words_of = {w for d in self._descriptions.of(name) for w in d.words}
        called = {_TITLES[w] for w in words_of & _TITLES.keys()}
        told = self._genders.get(name) or called
        if len(told) == 1:
            return next(iter(told))
        first = name.partition(" ")[0].lower() if " " in name else ""
        if first in words("women"):
            return "she"
        return "he" if first in words("men") else None


def several(source: str) -> bool:
    """Tell whether a source speaks of several who were named one by one.

    >>> several("both sides"), several("the two men"), several("the parties"), several("the party")
    (True, True, True, False)
    """
    return _SEVERAL.match(source) is not None
