"""On whose word: what stands behind every answer of the dossier.

Item ──cite──► Evidence(item, report, chain, voice, words) ──origins──► how many independent ones

Light, because there are many of it: the whole item is found by its key. The *voice* says how
much a telling can carry. Only parties and mediators can settle what they do themselves; two
outlets that tell the same on their own count as much; a single outlet, an unnamed source or
hearsay never does.
"""

import re
from collections.abc import Container, Iterable, Sequence
from typing import Literal

import msgspec

from according.dossier.items import Item, Named
from according.ledger.identity import fold
from according.records import Statement

Voice = Literal[
    "party",  # a party or mediator of the dossier, or somebody who may speak for it
    "named",  # another person, body or document by name
    "outlet",  # the publisher in its own voice, without a word of where it has it from
    "hearsay",  # an outlet on another's word
    "unnamed",  # sources without a name, or none told: "is said to", "an official tells us"
]


# An outlet does not vouch for what it passes on in these words.
_PASSED_ON = re.compile(
    r"\b(?:is|are|was|were) (?:said|believed|understood|thought|reported|rumou?red) to\b"
    r"|\b(?:reportedly|allegedly|apparently|according to)\b|\bone hears\b|\brumou?r has it\b"
    r"|\bit is (?:said|claimed|rumou?red|believed|reported)\b|\bif true\b"
    r"|\b(?:not|n['’]t) (?:to )?be (?:named|identified)\b|\banonym",
    re.IGNORECASE,
)
_TELLS = r"\b(?:tells?|told)\s+(?:the\s+)?(?:us\b|{publisher})"
_UNNAMED_OF = "{}: unnamed"  # the origin that an outlet's unnamed sources are
_SPOKESPERSON = re.compile(r"\bspokes(?:man|woman|person)\b", re.IGNORECASE)


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One telling: an item of a report and who answers for it.

    ``origin`` tells the last link of the chain apart from others: unnamed sources belong to
    the outlet that has them. ``side`` is the party or mediator whose own voice it is.
    """

    item: str
    report: int
    when: str
    voice: Voice
    origin: str
    publisher: str = ""
    chain: tuple[str, ...] = ()
    side: str = ""
    words: str = ""
    copy_of: int | None = None
    confidence: float = 0.0
    verdict: str | None = None

    @property
    def day(self) -> str:
        """The day of publication."""
        return self.when[:10]

    @property
    def by(self) -> str:
        """Who answers for it, as the report names him."""
        return self.chain[-1] if self.chain else self.publisher


def cite(item: Item) -> Evidence:
    """The evidence that an item is."""
    voice, side, origin = _voice(item)
    return Evidence(
        item=item.key,
        report=item.filed.report,
        when=item.filed.when,
        voice=voice,
        origin=origin,
        publisher=item.filed.publisher or "",
        chain=item.chain,
        side=side,
        words=item.text,
        copy_of=item.filed.copy_of,
        confidence=item.confidence,
        verdict=item.verdict,
    )


def _voice(item: Item) -> tuple[Voice, str, str]:
    """How much a telling can carry, whose own it is, and what tells its origin apart.

    As much as the weakest link: what two diplomats say that a minister said is theirs.
    """
    links = item.named("chain")
    publisher = item.filed.publisher or ""
    said = [item.record] if isinstance(item.record, Statement) else []
    said += item.around  # innermost first
    last = links[-1] if links else Named(name=publisher)
    if not said:
        return _own_voice(item, last, publisher)
    unnamed = [s for s in said if s.kind in {"unnamed", "collective"} and not _speaks(s)]
    if unnamed:
        return "unnamed", "", _UNNAMED_OF.format(_holder(links, unnamed[-1], publisher))
    if all(link.name == publisher for link in links):  # the outlet itself is the speaker
        return _own_voice(item, last, publisher)
    outlets = [link for link in links[1:] if link.name in _cited(said)]
    if outlets:
        return "hearsay", "", _told_apart(outlets[-1])
    if last.party and (last.own or _speaks(said[0])):
        return "party", last.party, last.party
    return "named", "", _told_apart(last)


def _own_voice(item: Item, outlet: Named, publisher: str) -> tuple[Voice, str, str]:
    """What an outlet tells without anybody's name: a party's, its own, or only passed on."""
    if outlet.own:
        return "party", outlet.party, outlet.party
    if passed_on(item.text, publisher):
        return "unnamed", "", _UNNAMED_OF.format(_told_apart(outlet))
    return "outlet", "", _told_apart(outlet)


def passed_on(sentence: str, publisher: str) -> bool:
    """Whether a sentence says itself that somebody else stands behind it.

    >>> passed_on("They have signed, an official tells Harrow.", "The Harrow Wire")
    True
    >>> passed_on("They have signed.", "The Harrow Wire")
    False
    """
    if _PASSED_ON.search(sentence):
        return True
    first = next((word for word in publisher.split() if word.lower() != "the"), "")
    return bool(first and re.search(_TELLS.format(publisher=re.escape(first)), sentence))


def _speaks(statement: Statement) -> bool:
    """Whether somebody without a name speaks for a body by office: a spokeswoman."""
    return bool(_SPOKESPERSON.search(statement.source or statement.speaker))


def _told_apart(name: Named) -> str:
    return name.key or fold(name.name)


def _cited(said: Iterable[Statement]) -> set[str]:
    """The outlets on whose word something is told."""
    return {statement.speaker for statement in said if statement.kind == "outlet"}


def _holder(links: Sequence[Named], unnamed: Statement, publisher: str) -> str:
    """The outlet to which unnamed sources spoke: the link before theirs."""
    names = [link.name for link in links]
    at = names.index(unnamed.speaker) if unnamed.speaker in names else len(names)
    return _told_apart(links[at - 1]) if 0 < at <= len(links) else fold(publisher)


def origins(evidence: Iterable[Evidence]) -> int:
    """How many independent origins there are: copies and retellings add none.

    An outlet on another's word is that other's; where the other's own report is here, its
    origins count instead of it. What an outlet tells in its own voice and has from its unnamed
    source, says the same report, is the source's: counted once.
    """
    own = [each for each in evidence if each.copy_of is None]
    own = own or list(evidence)
    unnamed = {(each.report, each.origin) for each in own if each.voice == "unnamed"}
    names = {
        each.origin
        for each in own
        if each.voice != "hearsay" and (each.report, _UNNAMED_OF.format(each.origin)) not in unnamed
    }
    published = {fold(each.publisher) for each in own}
    told = {each.origin for each in own if each.voice == "hearsay"}
    return len(names | {name for name in told if not _there(name, published)})


def _there(name: str, published: Iterable[str]) -> bool:
    """Whether the report of an outlet that others cite is itself among the evidence."""
    plain = name.replace("-", " ")
    return any(outlet in {plain, name} for outlet in published)


def settles(evidence: Sequence[Evidence], entitled: Container[str]) -> bool:
    """Whether tellings together carry a change: the word of those it is about, or two others.

    ``entitled`` are the parties and mediators whose own word is enough. Unnamed sources, hearsay
    and a single outlet are not, however often they are repeated.
    """
    if any(each.voice == "party" and each.side in entitled for each in evidence):
        return True
    firm = [each for each in evidence if each.voice in {"party", "named", "outlet"}]
    return origins(firm) > 1 if firm else False
