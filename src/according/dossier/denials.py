"""Which claims deny each other, and which are taken back or over.

Claims.opposed ──► is it a denial of fact, by somebody whom it is said of, in time? ──► pairs
"Varnholt has always denied this" ──► what was said before it                     ──► plain
"Varnholt blamed the League. The League denied that it had fired"                 ──► plain
"the truce is over", "the truce remains in force"                                 ──► status
"that was wrong, and we withdraw it"                                              ──► withdrawn
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from according.dossier.answers import answers, common, of_no_fact
from according.dossier.assertions import ASSERTIONS, SENTENCE, Assertion, Mode
from according.dossier.claims import Claims
from according.dossier.items import Item
from according.dossier.material import Extract, Material
from according.dossier.moves import HOLDS
from according.dossier.nothing import Nothing
from according.dossier.origins import Origins, Tree
from according.dossier.pointing import CLAIM, PLAIN, REJECTS, at, end
from according.dossier.stems import meaning, negated
from according.records import Statement

_DAYS = 14  # between two tellings that deny each other
_SIDES = 2  # who say so, and who deny it
_WEEK = 7  # … of which one says that it is over
_LIKE = 0.6  # how alike a denial has to be to what it denies, if none is called so
_VERY_LIKE = 0.7  # … if it is not by somebody of whom it is said
_PACT = frozenset(map(meaning, ("truce", "agreement", "deal", "arrangement", "ceasefire")))
_OVER = re.compile(
    r"\b(?:over|ended|dead|void|collapsed?|broken? down|"
    r"no longer (?:in force|bound|valid|holds?))\b",
    re.IGNORECASE,
)
# "somebody wanted this truce dead" does not say that it is.
_PART = re.compile(r"[,;:–—]|\b(?:and|but|that)\b")
_UNREAL = re.compile(
    r"\b(?:want(?:s|ed)?|wish(?:es|ed)?|hop(?:es|ed)|if|unless|until|would|could|might|may)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
_HOLDS = re.compile(HOLDS, re.IGNORECASE)


def _pact_numbers(items: Sequence[Item]) -> Iterator[int]:
    """Which assertions of a report are that something agreed is over, or holds."""
    if not any(_OVER.search(item.text) or _HOLDS.search(item.text) for item in items):
        return  # as almost always, and cheaply told
    for number, told in enumerate(ASSERTIONS.derive(items)):
        if (_says(told, _OVER) or _says(told, _HOLDS)) and _PACT.intersection(told.words):
            yield number


def _says(told: Assertion, pattern: re.Pattern[str]) -> bool:
    """Whether words say so, and do not only want or expect it, or deny it.

    "It was still in force and must not be ended" denies nothing of the first.
    """
    found = pattern.search(told.text)
    if found is None or _UNREAL.search(told.text[: found.start()]):
        return False
    start = max((m.end() for m in _PART.finditer(told.text, 0, found.start())), default=0)
    return not negated(told.text[start : found.start()])


PACTS = Extract("pacts-4", int, _pact_numbers)


class Spoken(NamedTuple):
    """A claim as a side of a contradiction, in those of its words that tell the side."""

    claim: str
    words: str


class Denials:
    """Finds them among the claims."""

    def __init__(self, claims: Claims, origins: Origins, material: Material) -> None:
        """Take the claims and their origins."""
        self._claims, self._origins, self._material = claims, origins, material

    def pairs(self) -> Iterator[tuple[Spoken, Spoken]]:
        """A claim and the one that denies it; of several alike, the likest."""
        best: dict[str, tuple[float, str]] = {}
        for one, other, score in self._claims.opposed():
            denied, said = (one, other) if self._mode(one) == "not" else (other, one)
            if self._denies(denied, said, score):
                best[denied] = max(best.get(denied, (0.0, "")), (score, said))
        for denied, (_, said) in best.items():
            found = self._answer(said, denied)
            if found is not None:
                yield Spoken(said, found[0].text), Spoken(denied, self._words(found[1]))
        for (said, yes), (denied, no) in Nothing(self._claims, self._material):
            if not self._same_origin(denied, said):
                yield Spoken(said, yes.text), Spoken(denied, no.text)

    def _answer(self, said: str, denied: str) -> tuple[Assertion, Assertion] | None:
        """The two that answer each other most, the denial in somebody's words where there are.

        A claim may hold tellings that do not belong to it: so it is by its words that one has
        to deny the other.
        """
        pairs = [
            (yes, no)
            for yes in self._told(said)
            for no in self._told(denied)
            if not of_no_fact(no) and answers(yes, no)
        ]
        return max(pairs, key=lambda p: (bool(p[1].speakers), common(p[1], [p[0]])), default=None)

    def _words(self, no: Assertion) -> str:
        """The words of a denial, or those that point back to what it is of."""
        items = (self._material.item(telling.item) for telling in no.tellings)
        return next((words for item in items if (words := self.pointing_back(item))), no.text)

    def pointing_back(self, item: Item) -> str:
        """The words of a denial of what stands before it: "The Union denies that"; else "".

        Of one that repeats what it denies, those from the word for it on: "rejected the claim …".
        """
        record = item.record
        if not isinstance(record, Statement) or not record.cue_span:
            return ""
        content, cue = end(item), record.cue_span[0]
        text = self._material.text(item.filed.report)
        if record.act in REJECTS and CLAIM.match(item.text) and cue < at(item):
            return text[cue:content]
        if record.act != "deny":
            return ""
        starts = [m.end() for m in SENTENCE.finditer(text, content) if m.end() <= cue]
        return SENTENCE.split(text[starts[-1] :], maxsplit=1)[0].strip() if starts else ""

    def plain(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Items, each with those that deny it, of which the first only says "that"."""
        for told in self._material.facts(PLAIN).values():
            for keys in told:
                said, *denied = keys.split(" ")
                yield said, tuple(denied)

    def withdrawn(self) -> Iterator[Tree]:
        """Claims that were taken back whole; a number that is corrected is a revision."""
        reports = self._origins.retractions.reports()
        keys = {key for report in reports for key in self._claims.in_report(report)}
        trees = (self._origins.of(key) for key in sorted(keys))
        yield from (t for t in trees if t.withdrawn and t.origins and not t.withdrawn.number)

    def status(self) -> Iterator[tuple[Spoken, Spoken]]:
        """What is said to be over, and by others to be in force, at about the same time."""
        pacts = self._pacts()
        over = [said for key in pacts if (said := self._spoken(key, _OVER))]
        for holds in [said for key in pacts if (said := self._spoken(key, _HOLDS))]:
            for ended in over:
                late = _days(self._first(ended.claim), self._first(holds.claim))
                if -1 <= late <= _WEEK and not self._same_origin(ended.claim, holds.claim):
                    yield ended, holds

    def _pacts(self) -> list[str]:
        """The claims that something agreed is over, or holds."""
        told = self._material.facts(PACTS)
        return sorted({self._claims.put(r)[n] for r, numbers in told.items() for n in numbers})

    def _spoken(self, key: str, pattern: re.Pattern[str]) -> Spoken | None:
        """A claim in the words that say so, if half of those who tell it do."""
        told = self._told(key)
        fits = [a for a in told if _says(a, pattern) and a.mode not in {"wanted", "to come"}]
        return Spoken(key, fits[0].text) if fits and len(fits) * 2 >= len(told) else None

    def _told(self, key: str) -> list[Assertion]:
        return [a for some in self._claims.assertions(key).values() for a in some]

    def _mode(self, key: str) -> Mode:
        return next((a.mode for a in self._told(key) if a.mode != "any"), "any")

    def _denies(self, denied: str, said: str, score: float) -> bool:
        """Whether one claim is a denial of fact of another, mostly."""
        against = self._told(denied)
        sayings = [t.act for a in against for t in a.tellings if t.voices]
        others = [a for a in against if of_no_fact(a)]
        if self._mode(said) not in {"is", "any"} or not sayings or len(others) * 2 >= len(against):
            return False
        if self._same_origin(denied, said):
            return False
        positive = self._claims.assertions(said)
        return self._meant(denied, said, score, called="deny" in sayings) and self._in_time(
            denied, said, positive
        )

    def _meant(self, denied: str, said: str, score: float, *, called: bool) -> bool:
        """Whether one is a denial of the other: by somebody of whom it is said.

        What an outlet tells itself, with a quotation of the same report beside it, is no pair.
        """
        yes, no = self._claims.assertions(said), self._claims.assertions(denied)
        voiced = any(t.voices for some in yes.values() for a in some for t in a.tellings)
        if not called and (score < _LIKE or (no.keys() <= yes.keys() and not voiced)):
            return False
        sayers, deniers = ({o.key for o in self._origins.of(k).origins} for k in (said, denied))
        sides = {side for some in yes.values() for a in some for side in a.sides}
        theirs = {side for some in no.values() for a in some for side in a.sides}
        both = (sides & theirs) - sayers
        return bool((deniers - sayers) & sides) or (score >= _VERY_LIKE and len(both) > 1)

    def _same_origin(self, one: str, other: str) -> bool:
        """Whether it is not one's word against another's."""
        return len({o.key for k in (one, other) for o in self._origins.of(k).origins}) < _SIDES

    def _in_time(self, denied: str, said: str, positive: Mapping[int, Sequence[Assertion]]) -> bool:
        """Whether the two are of one time; what came to be after a denial is not denied by it."""
        if abs(_days(self._first(denied), self._first(said))) > _DAYS:
            return False
        when = {report: self._material.filed(report).when[:10] for report in positive}
        happened = [min(_day(a) or when[r], when[r]) for r, some in positive.items() for a in some]
        return min(happened) <= self._last_denied(denied)

    def _first(self, key: str) -> str:
        return self._material.filed(self._claims.claim(key).reports[0]).when[:10]

    def _last_denied(self, key: str) -> str:
        """When the fact was last denied: to refuse something later is no denial."""
        told = self._claims.assertions(key)
        reports = [r for r, some in told.items() if not all(map(of_no_fact, some))]
        return self._material.filed(reports[-1]).when[:10]


def _day(told: Assertion) -> str:
    return told.day if len(told.day) == len("2026-04-05") else ""


def _days(one: str, other: str) -> int:
    """How many days later the other is."""
    try:
        return (date.fromisoformat(other) - date.fromisoformat(one)).days
    except ValueError:
        return 0
