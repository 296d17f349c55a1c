"""On whose word a report has what it tells: somebody, another outlet, or itself.

Telling ──resolve──► Source(sort, key, name)     sort: outlet, somebody, voice

Outlets are told from their names, also where they are written short ("the Gazette"), named
together with something else, or only called "the newspaper"; somebody without a name belongs
to the outlet that has him.
"""

import re
from collections.abc import Container, Iterable, Sequence
from typing import Literal, NamedTuple

from according.dossier.assertions import Assertion, Telling, Voice
from according.dossier.items import Named
from according.dossier.material import Material
from according.dossier.stems import stems
from according.ledger.identity import fold

Sort = Literal["outlet", "somebody", "voice"]

_GENERIC = frozenset(
    """agency agencies newspaper newspapers paper papers daily site website news outlet outlets
    media report reports broadcaster channel station magazine blog wire press local foreign
    another other""".split()  # noqa: SIM905  # a list of words reads better so
)
_OWN = re.compile(r"\b(?:this|our|my)\b", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:in|from|of|with|close|based)\b")
# "A Caldrian official and a person briefed by the delegation" are two.
_TWO = re.compile(r",?\s+and\s+(?=(?:an?|another|one|two|three|several)\s)")
_ARTICLES = frozenset({"the", "a", "an", "of", "and"})
_NOBODY = frozenset({"", "unnamed"})
# Who performs these with words is himself the one who says so.
BY_SAYING = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN"})
_UNNAMED = frozenset({"unnamed", "collective", "document"})


class Publisher(NamedTuple):
    """Who publishes a report; ``party`` where it is the voice of one."""

    key: str
    name: str
    party: str = ""


def publishers(material: Material) -> dict[str, Publisher]:
    """Who publishes the reports, by name: each known by the first that says who it is."""
    known: dict[str, Named | None] = {}
    for filed in material.reports:
        name = filed.publisher or ""
        if known.setdefault(name, None) is None and name:
            links = (item.named("chain") for item in material.items(filed.report))
            known[name] = next((link[0] for link in links if link), None)
    return {
        name: Publisher(link.key or fold(name), name, link.party)
        for name, link in ((name, found or Named(name=name)) for name, found in known.items())
    }


class Source(NamedTuple):
    """On whose word something is told; ``cited`` are outlets, the nearest first.

    ``words`` are those by which a source without a name is told from others of its outlet.
    """

    sort: Sort
    key: str = ""
    name: str = ""
    cited: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    span: tuple[int, int] = (0, 0)
    act: str = ""


class Names:
    """Ways from what a report calls an outlet to the publishers that there are."""

    def __init__(self, publishers: Iterable[Publisher]) -> None:
        """Take the publishers."""
        self._by: dict[str, str] = {}
        self._words: dict[str, frozenset[str]] = {}
        for each in publishers:
            self._by[each.key] = self._by[fold(each.name)] = each.key
            self._words[each.key] = _words(each.name)

    def outlet(self, voice: Voice) -> str | None:
        """The publisher that a voice is; None where it is none."""
        known = self._by.get(voice.key) or self._by.get(fold(voice.name))
        if known:
            return known
        if voice.kind not in {"outlet", "unnamed"} or voice.key:
            return None
        mine = _words(voice.name)
        fits = [
            (len(words & mine), key)
            for key, words in self._words.items()
            if words and (words <= mine or (mine <= words and voice.kind == "outlet" and mine))
        ]
        return max(fits)[1] if fits else None


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).replace(".", " ").split()) - _ARTICLES


def is_generic(name: str) -> bool:
    """Whether a name says no more than that it is some medium.

    >>> is_generic("the newspaper"), is_generic("foreign agencies"), is_generic("Harrow Wire")
    (True, True, False)
    """
    words = _words(_WHERE.split(name)[0]) - {"this", "our", "some", "several"}
    return bool(words) and words <= _GENERIC


class Sources:
    """Resolves the sources of one report."""

    def __init__(
        self, names: Names, publisher: Publisher, told: Sequence[Assertion], parties: Container[str]
    ) -> None:
        """Take all that the report asserts, to see which outlets it names."""
        self._names, self._publisher, self._parties = names, publisher, parties
        self._cited = [
            (telling.span[0], key)
            for assertion in told
            for telling in assertion.tellings
            for voice in telling.voices
            if (key := names.outlet(voice)) and key != publisher.key
        ]

    def of(self, assertion: Assertion) -> list[Source]:
        """On whose word an assertion is told, one for each telling."""
        found = (self._source(assertion, telling) for telling in assertion.tellings)
        return [each for source in found for each in _each(source)]

    def cites(self) -> frozenset[str]:
        """The publishers that the report names as its sources."""
        return frozenset(key for _, key in self._cited)

    def _source(self, assertion: Assertion, telling: Telling) -> Source:
        cited: list[str] = []
        for voice in telling.voices:
            key = self._outlet(voice, telling.span[0])
            if key is None:
                return self._somebody(voice, tuple(cited), telling)
            cited.append(key)
        if cited:
            return Source("outlet", cited=tuple(cited), span=telling.span)
        if BY_SAYING.intersection(assertion.labels):
            party = next((side for side in assertion.sides if side in self._parties), "")
            if party:
                return Source("somebody", key=party, name=party, span=telling.span)
        return Source("voice", span=telling.span)

    def _outlet(self, voice: Voice, at: int) -> str | None:
        """The outlet that a voice is: a publisher's key, a name, "" for one that is not told."""
        if voice.kind == "outlet" or is_generic(voice.name):
            if _OWN.search(voice.name) and is_generic(voice.name):
                return self._publisher.key
            if is_generic(voice.name):
                before = [key for start, key in self._cited if start <= at]
                others = [key for _, key in self._cited]
                return (before or others or [""])[-1]
        known = self._names.outlet(voice)
        if known or voice.kind != "outlet":
            return known
        return voice.key or fold(voice.name)

    def _somebody(self, voice: Voice, cited: tuple[str, ...], telling: Telling) -> Source:
        if voice.name in _NOBODY:
            if cited:
                return Source("outlet", cited=cited, span=telling.span)
            return Source("voice", name="unnamed", span=telling.span)
        words = frozenset(stems(voice.name))
        if voice.own and voice.party:
            key = voice.party
        elif voice.kind not in _UNNAMED:
            key = voice.key or f"“{fold(voice.name)}”"
        else:
            key = ""
        return Source("somebody", key, voice.name, cited, words, telling.span, telling.act)


def _each(source: Source) -> list[Source]:
    """Sources without a name, named in one breath, each for itself."""
    parts = _TWO.split(source.name) if source.sort == "somebody" and not source.key else []
    if len(parts) < 2:
        return [source]
    return [source._replace(name=part, words=frozenset(stems(part))) for part in parts]
