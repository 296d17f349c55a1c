"""Resolve who speaks: from the source as written to the fullest name the report gives.

source span, kind, antecedent ─► resolve(…) ─► "Benjamin Netanyahu" | "Hamas" | "two sources"

The network points from a cue to the mention its speaker was last named with; names
and titles are then read by rule. What no rule or pointer resolves stays as written:
a wrong name is worse than a pronoun.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from according import names, sources
from according.agreement import Agreement
from according.descriptions import Descriptions
from according.gazetteer import words
from according.names import Name
from according.pairs import pair
from according.records import Kind, Span
from according.titles import capital, is_title, parts_of_list

UNNAMED = "unnamed"
_PREPOSITIONS = (
    "of", "for", "to", "under", "by", "with", "at", "in", "from", "near", "against", "about",
    "like",
)  # fmt: skip
_GOVERNED = re.compile(rf"\b(?:{'|'.join(_PREPOSITIONS)})\s+\W*$", re.IGNORECASE)
_JOINING = {*_PREPOSITIONS, "and", "or", "but", "as", "than", "who", "that", "whose", "while"}
_ASIDE = re.compile(
    r",\s+(?:who|whose|which|speaking|talking|citing|briefed|familiar|requesting|one of)\b.*",
    re.DOTALL,
)
_ENDINGS = ("n", "an", "ian", "ese", "i", "ish")  # of adjectives made from lands: "Sarnian"
_POSSESSED = re.compile(r"['’]s?\W+\w")
_NAMED = re.compile(r"\b(?:named?|identified|known)(?: (?:only|simply))?(?: as)?\s+$")
_RELATIVE = re.compile(r",? (?:who|whose|whom|which)\b")
_WORD = re.compile(r"[\w-]+|\S")
_INDEFINITE = re.compile(r"an?\s", re.IGNORECASE)
_PAPER = re.compile(r"(?:the|that|this) statement", re.IGNORECASE)
_FIRST_PERSON = frozenset({"i", "me", "my", "myself", "we", "us", "our", "ours"})
_LANDS = frozenset({"country", "place", "unknown"})
_PEOPLE, _BODIES = frozenset({"person"}), frozenset({"body", "outlet", "country"})
_OWNERS = {"his": _PEOPLE, "her": _PEOPLE, "its": _BODIES, "their": _BODIES}
_OWN = {
    f"{whose} {body}"
    for whose in ("his", "her")
    for body in ("administration", "campaign", "government", "office", "team")
}
_SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers"})
_THIRD = _SINGULAR | {"it", "they", "them", "their", "its"}


@dataclass(slots=True)
class Cast:
    """The names of one report, by place."""

    text: str
    found: Sequence[Name]
    publisher: str = ""
    index: names.Index = field(init=False)
    descriptions: Descriptions = field(init=False)
    agreement: Agreement = field(init=False)
    lands: frozenset[str] = field(init=False)
    surnames: dict[str, str] = field(init=False)
    known: dict[Span, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the names once: a long text asks for thousands."""
        self.index = names.Index(self.found)
        self.descriptions = Descriptions(self.text, self.found, self.publisher)
        self.agreement = Agreement(self.text, self.found, self.descriptions)
        people = [n.canonical for n in self.found if n.kind == "person"]
        self.surnames = {name.rpartition(" ")[2].casefold(): name for name in reversed(people)}
        self.lands = frozenset(n.canonical for n in self.found if n.kind in _LANDS)

    def inside(self, span: Span) -> list[Name]:
        """Return the names that stand wholly in ``span``."""
        at = bisect_right(self.found, span[0] - 1, key=lambda n: n.start)
        after = bisect_left(self.found, span[1], lo=at, key=lambda n: n.start)
        return [n for n in self.found[at:after] if n.end <= span[1]]

    def fullest(self, span: Span) -> str:
        """Return what the words at ``span`` are called at their fullest."""
        if span not in self.known:  # one mention has a part in many items
            self.known[span] = self._fullest(span)
        return self.known[span]

    def _fullest(self, span: Span) -> str:
        written = self.text[span[0] : span[1]]
        here = self.inside(span)
        if len(here) == 1 and _covers(written, self.text[here[0].start : here[0].end]):
            return here[0].canonical
        return self.index.fullest(names.strip_titles(written))

    def before(self, at: int, kinds: frozenset[str], pronoun: str) -> Name | None:
        """Return the last name of one of ``kinds`` before ``at`` that a pronoun can mean."""
        i = bisect_right(self.found, at - 1, key=lambda n: n.start)
        near = reversed(self.found[max(0, i - 40) : i])
        allowed = (n for n in near if self.agreement.allows(pronoun, n.canonical))
        return next((n for n in allowed if n.kind in kinds), None)

    def demonym(self, word: str) -> str | None:
        """Return the country or place of this text that an adjective is made from, if any."""
        stems = (word[: -len(end)] + a for end in _ENDINGS if word.endswith(end) for a in ("", "a"))
        return next((s for s in stems if s in self.lands), None)

    def surnamed(self, label: str) -> str | None:
        """Return the person whose surname a label is or ends with, however it is written."""
        return self.surnames.get(label.rpartition(" ")[2].casefold())

    def each(self, source: Span | None, speaker: str) -> list[str]:
        """Return those who speak together ("A and B", named so at ``source``) each by himself."""
        inside = [n.canonical for n in self.inside(source)] if source else []
        two = self.pair(source) if source else []
        several = two or [n for n in dict.fromkeys(inside) if n in speaker]
        together = ", ".join(several[:-1]) + " and " + several[-1] if len(several) > 1 else ""
        return several if together == speaker else [speaker]

    def pair(self, span: Span) -> list[str]:
        """Return the two that "both sides" or "the two leaders" at ``span`` are, if they are."""
        return pair(self.text, self.found, span)


def _covers(written: str, name: str) -> bool:
    """Tell whether a name is all that ``written`` holds beside titles and articles."""
    return names.strip_titles(written).strip(" .’'s") in {name, name.strip(" .’'s")}


def resolve(  # noqa: PLR0913, PLR0917  in order of trust
    cast: Cast,
    source: Span | None,
    antecedent: Span | None,
    kind: Kind,
    outer: str | None,
    last: str | None,
) -> str:
    """Return the speaker of a statement.

    source: its span, if any; antecedent: the mention that the network points to; outer:
    the speaker of the statement around it; last: the speaker before it in the report.
    """
    if source is None:
        return cast.fullest(antecedent) if antecedent and kind != "unnamed" else UNNAMED
    written = cast.text[source[0] : source[1]]
    if sources.is_pronoun(written):
        return _pronoun(cast, source, antecedent, outer, last)
    if two := cast.pair(source):
        return " and ".join(two)
    individual = _individual(cast, source, antecedent) if kind == "person" else None
    meant = individual or _meant(cast, source, antecedent, kind, last)
    return meant or _as_written(cast, source, kind)


def _meant(
    cast: Cast, source: Span, antecedent: Span | None, kind: Kind, last: str | None
) -> str | None:
    """Return whom a description means, or whose man it is, if the report names him."""
    written = cast.text[source[0] : source[1]]
    inside = cast.inside(source)
    whose = None if inside else _owned(cast, source, antecedent)
    if kind in {"unnamed", "collective"} and whose:
        return whose
    if written.lower() in _OWN:
        return whose or written  # his office is not the Observation Office named before
    if kind == "person" or ((sources.is_role(written) or _vague(written)) and not inside):
        # A lead may say "the minister" before his name; "the group" has been named before.
        later = antecedent is not None and antecedent[0] > source[0] and kind != "person"
        meant = _described(cast, source, None if later else antecedent) or _paper(written, last)
        return meant or whose
    return whose


def _as_written(cast: Cast, source: Span, kind: Kind) -> str:
    """Return a source by its own words: without titles, or without the article."""
    written = cast.text[source[0] : source[1]]
    if kind == "person":
        return names.strip_titles(written)
    return cast.fullest(source) if kind in {"body", "outlet"} else without_article(written)


def _individual(cast: Cast, source: Span, antecedent: Span | None) -> str | None:
    """Return the person a source names, or somebody new as written: "a spokesman for Ana Rukh".

    A lead may say "a judge" of somebody whom the report names later.
    """
    person = _person(cast, source)
    written = cast.text[source[0] : source[1]]
    if person and len(several := parts_of_list(names.strip_titles(written))) > 1:
        return cast.index.fullest(written) if all(map(capital, several)) else person.canonical
    if person or not _INDEFINITE.match(written):
        return person.canonical if person else None
    later = antecedent is not None and antecedent[0] > source[1]
    return cast.fullest(antecedent) if antecedent and later else without_article(written)


def _described(cast: Cast, source: Span, antecedent: Span | None) -> str | None:
    """Return whom a description means: the network's choice, unless the text says otherwise.

    Where names are described so ("the minister", after "Minister Ana Rukh") it is one of them.
    """
    chosen = cast.fullest(antecedent) if antecedent else None
    written = cast.text[source[0] : source[1]]
    fitting = cast.descriptions.named(written, source[0])
    if chosen is None or (fitting and chosen not in fitting):
        return fitting[0] if fitting else None
    return chosen


def _paper(written: str, last: str | None) -> str | None:
    """Return whose statement "the statement" is: his who spoke before, "in a statement"."""
    return last if last != UNNAMED and _PAPER.fullmatch(written) else None


def _owned(cast: Cast, source: Span, antecedent: Span | None) -> str | None:
    """Return "Ana Rukh's spokesman" for "her spokesman", when somebody was named before.

    The network points to whose he is where it cannot point to himself.
    """
    whose, _, what = cast.text[source[0] : source[1]].partition(" ")
    kinds = _OWNERS.get(whose.lower())
    if not kinds or not what:
        return None
    pointed = cast.inside(antecedent) if antecedent else []
    near = [n for n in pointed if n.kind in kinds and cast.agreement.allows(whose, n.canonical)]
    owner = near[0] if near else cast.before(source[0], kinds, whose)
    if not owner or (not near and _another(cast.text[owner.end : source[0]])):
        return None
    if what == "government":  # of the land whose office its owner is said to hold
        lands = {c for told in cast.descriptions.of(owner.canonical) for c in told.countries}
        if len(lands) == 1:
            return cast.index.fullest(lands.pop())
    return f"{owner.canonical}'s {what}"


def _another(between: str) -> bool:
    """Tell whether somebody is named by his office alone since the sentence of an owner.

    After "Rukh agreed. Sarn's president will come," it is not Rukh's office that said so.
    """
    *before, here = re.split(r"[.!?]\s|\n", between)
    return bool(before) and any(map(is_title, here.split()))


def _person(cast: Cast, source: Span) -> Name | None:
    """Return the person a source names, not one who only describes them.

    In "Ana Rukh, an aide to Ilo Ven", "Ilo Ven's aide, Ana Rukh" and "Ana Rukh, who met Ven"
    it is Ana Rukh, in "Rukh's (denial)" Rukh, in "a man who gave his name as Rukh" he.
    """
    start, end = source
    for n in cast.inside(source):
        if _NAMED.search(cast.text, start, n.start):
            return n
    relative = _RELATIVE.search(cast.text, start, end)
    heads = []
    for n in cast.inside((start, relative.start() if relative else end)):
        if n.kind not in {"person", "unknown"}:
            continue
        before = cast.text[start : n.start].rsplit(",", 1)[-1]
        plain = names.strip_titles(before + " X").removesuffix("X")
        governed = _GOVERNED.search(plain) or _under(before.split())
        owns = _POSSESSED.match(cast.text[n.end : min(n.end + 4, end)])
        if not (governed or owns or _qualifies(cast.text[n.end : end])):
            heads.append(n)
    known = [n for n in heads if n.kind == "person"] or heads
    return known[0] if known else None


def _under(before: list[str]) -> bool:
    """Tell whether a name with these words before it is a part of a description.

    In "a spokesman for Gov." what comes next is; "Secretary of State" is a title.
    """
    while before and is_title(before[-1]):
        before = before[:-1]
    return len(before) > 1 and before[-1] in _PREPOSITIONS and before[-2].islower()


def _qualifies(after: str) -> bool:
    """Tell whether a name with this behind it describes whom it is followed by.

    In "Rukh spokesman Ilo Ven", "a Rukh aide, Ilo Ven" and "the Rukh camp" it does; in "Rukh
    and Ven", "Rukh of the Ven clan" it does not.
    """
    run = list(takewhile(lambda word: word.isalpha() and word.islower(), _WORD.findall(after)))
    if not run or run[0] in _JOINING:
        return False
    following = after.split()[len(run) :]
    noun = is_title(run[-1]) or run[-1] in words("roles") | words("body_heads")
    return noun or bool(following and following[0][0].isupper() and not _JOINING & set(run))


def _vague(written: str) -> bool:
    return written.split(maxsplit=1)[0].lower() in {"the", "this", "that", "these", "those", "both"}


def without_article(written: str) -> str:
    """Return a description without its article and without what is said of it after a comma.

    >>> without_article("a U.S. official, speaking anonymously,"), without_article("two sources")
    ('U.S. official', 'two sources')
    """
    core = _ASIDE.sub("", written).rstrip(" ,")
    first, _, rest = core.partition(" ")
    return rest if rest and first.lower() in {"a", "an", "the"} else core


def is_third(source: str) -> bool:
    """Tell whether a source is a pronoun of the third person.

    >>> is_third("They"), is_third("we")
    (True, False)
    """
    return source.lower() in _THIRD


def _pronoun(
    cast: Cast, source: Span, antecedent: Span | None, outer: str | None, last: str | None
) -> str:
    word = cast.text[source[0] : source[1]].lower()
    if word in _FIRST_PERSON and outer:  # quoted, he speaks of himself and of those he speaks for
        return outer
    if antecedent:
        return cast.fullest(antecedent)
    if word in _SINGULAR:
        person = cast.before(source[0], _PEOPLE, word)
        if person:
            return person.canonical
    return last if last and cast.agreement.allows(word, last) else cast.text[source[0] : source[1]]
