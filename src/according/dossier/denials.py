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
from according.dossier.items import Item, Role
from according.dossier.material import Extract, Material
from according.dossier.moves import HOLDS
from according.dossier.origins import Origins, Tree
from according.dossier.stems import meaning, negated, stems
from according.records import Event, Statement

_DAYS = 14  # between two tellings that deny each other
_SIDES = 2  # who say so, and who deny it
_WEEK = 7  # … of which one says that it is over
_LIKE = 0.6  # how alike a denial has to be to what it denies, if none is called so
_VERY_LIKE = 0.7  # … if it is not by somebody of whom it is said
_IT = re.compile(
    r"^\W*(?:(?:that|this|it|the|these|those|any|all|such|such a|everything|"
    r"is|was|not true|untrue|false|"
    r"(?:the )?(?:report|claim|accusation|allegation|charge|story|suggestion|figure)s?)\W*)+$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?)\s+"
    r"(?:that|this|it|the (?:report|claim|accusation|allegation|charge)s?)\W*$",
    re.IGNORECASE,
)
_REPORT = re.compile(r"\b(?:report|story|everything)\b", re.IGNORECASE)  # all that was cited
_UNTRUE = re.compile(r"\b(?:not true|untrue|false)\b", re.IGNORECASE)  # of all the report says
_ACCUSATION = re.compile(r"\b(?:accusation|allegation|charge)s?\b", re.IGNORECASE)
_NEXT = 300  # characters
_FAR = 900  # … between something said and "that is not true"
_ADJACENT = 3  # … between a denial and the quotation that it introduces
_COMMON = 2  # words that tell what a denial is of
_ASSERTED = frozenset({"accuse", "say", "confirm", "believe"})
_PACT = frozenset(map(meaning, ("truce", "agreement", "deal", "arrangement", "ceasefire")))
_OVER = re.compile(
    r"\b(?:over|ended|dead|void|collapsed?|broken? down|"
    r"no longer (?:in force|bound|valid|holds?))\b",
    re.IGNORECASE,
)
# "somebody wanted this truce dead" does not say that it is.
_UNREAL = re.compile(
    r"\b(?:want(?:s|ed)?|wish(?:es|ed)?|hop(?:es|ed)|if|unless|until|would|could|might|may)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
_HOLDS = re.compile(HOLDS, re.IGNORECASE)


def _plain(items: Sequence[Item]) -> Iterator[str]:
    """Denials of what only the words before them tell, each after the item that it denies.

    What the denier says next is his denial as far as it has a word of what he denies.
    """
    said = sorted((i for i in items if i.kind == "statement"), key=_at)
    for item in items:
        more = _goes_on(item, said)
        if _names_nothing(item):
            what = _likest(item, more, items) or _pointed_at(item, said)
        else:
            what = _accusation(item, items, said)
        if what is not None:
            told = set(stems(what.text))
            same = [i for i in more if not told.isdisjoint(stems(i.text))]
            yield " ".join(i.key for i in (what, item, *same))


def _pointed_at(item: Item, said: Sequence[Item]) -> Item | None:
    """What "that" means, by where it stands: what was said last; for a report, what it cites."""
    before = [
        i for i in said
        if 0 < _at(item) - _at(i) <= _FAR and _end(i) <= _at(item)
        and not _speaks(item) & _speaks(i)
    ]  # fmt: skip
    wanted = frozenset({"accuse"}) if _ACCUSATION.search(item.text) else _ASSERTED
    asserted = [i for i in before if getattr(i.record, "act", "") in wanted]
    report = _REPORT.search(item.text)
    cited = [i for i in asserted if report and getattr(i.record, "kind", "") == "outlet"]
    first = 0 if _UNTRUE.search(item.text) else -1
    return cited[0] if cited else asserted[first] if asserted else None


def _likest(item: Item, more: Sequence[Item], items: Sequence[Item]) -> Item | None:
    """What "that" means, by what the one who denies goes on to say of it."""
    words = {word for each in more for word in stems(each.text)}
    before = [
        i for i in items if _at(i) < _at(item) and _tells(i) and not _speaker(item) & _speaker(i)
    ]
    common = {i.key: len(words.intersection(stems(i.text))) for i in before}
    best = max(before, key=lambda i: (common[i.key], i.kind == "statement"), default=None)
    return best if best is not None and common[best.key] >= _COMMON else None


def _tells(item: Item) -> bool:
    """Whether an item says that something is so."""
    record = item.record
    if isinstance(record, Statement):
        return record.act in _ASSERTED and not negated(item.text)
    return isinstance(record, Event) and record.status == "actual" and record.type != "REJECT"


def _accusation(item: Item, items: Sequence[Item], said: Sequence[Item]) -> Item | None:
    """What somebody who denies was just accused of: what the accuser said beside his name."""
    if getattr(item.record, "act", "") != "deny":
        return None
    for event in sorted((i for i in items if i.kind == "event"), key=_at, reverse=True):
        near = 0 < _at(item) - _at(event) <= _NEXT
        if near and getattr(event.record, "type", "") == "ACCUSE" and _accused(event, item):
            accusers = _known(event, "actor")
            words = [i for i in said if _at(event) < _at(i) < _at(item)]
            by = [i for i in words if accusers & _speaks(i) and _tells_more(i, event)]
            if by:
                return by[0]
    return None


def _accused(event: Item, item: Item) -> bool:
    return bool(_known(event, "recipient") & _speaks(item))


def _tells_more(item: Item, event: Item) -> bool:
    """Whether words say more than who is accused."""
    names = {word for name in event.named("recipient") for word in stems(name.name)}
    words = set(stems(item.text)) - names
    return len(words) >= _COMMON


def _goes_on(item: Item, said: Sequence[Item]) -> list[Item]:
    """What the one who denies says next, if that is a denial too: "there is no messenger".

    A quotation that follows at once is his, or his spokesman's, by whatever name.
    """
    after = [i for i in said if 0 < _at(i) - _at(item) <= _NEXT and negated(i.text)]
    return [i for i in after if _speaks(i) & _speaks(item) or 0 <= _at(i) - _end(item) <= _ADJACENT]


def _names_nothing(item: Item) -> bool:
    """Whether an item is a denial, or tells one, that leaves it to the words before it of what."""
    record = item.record
    if isinstance(record, Statement):
        return record.act == "deny" and bool(record.content_spans) and bool(_IT.match(item.text))
    return isinstance(record, Event) and record.type == "REJECT" and bool(_DENIED.search(item.text))


def _at(item: Item) -> int:
    record = item.record
    if isinstance(record, Statement):
        return record.content_spans[0][0] if record.content_spans else 0
    return record.trigger_span[0] if isinstance(record, Event) else 0


def _end(item: Item) -> int:
    record = item.record
    if isinstance(record, Statement):
        return record.content_spans[-1][1] if record.content_spans else 0
    return record.trigger_span[1] if isinstance(record, Event) else 0


def _speaks(item: Item) -> set[str]:
    """Whose words an item is, as far as told."""
    return _known(item, "speaker") or _known(item, "actor", "recipient")


def _speaker(item: Item) -> set[str]:
    return _known(item, "speaker")


def _known(item: Item, *roles: Role) -> set[str]:
    names = [name for role in roles for name in item.named(role)]
    return {each for name in names for each in (name.key, name.party) if each}


def _pact_numbers(items: Sequence[Item]) -> Iterator[int]:
    """Which assertions of a report are that something agreed is over, or holds."""
    if not any(_OVER.search(item.text) or _HOLDS.search(item.text) for item in items):
        return  # as almost always, and cheaply told
    for number, told in enumerate(ASSERTIONS.derive(items)):
        if (_says(told, _OVER) or _says(told, _HOLDS)) and _PACT.intersection(told.words):
            yield number


def _says(told: Assertion, pattern: re.Pattern[str]) -> bool:
    """Whether words say so, and do not only want or expect it."""
    found = pattern.search(told.text)
    return found is not None and not _UNREAL.search(told.text[: found.start()])


PLAIN = Extract("denials-6", str, _plain)
PACTS = Extract("pacts-3", int, _pact_numbers)


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
        """The sentence of a denial of what stands before it: "The Union denies that"; else ""."""
        record = item.record
        if not isinstance(record, Statement) or record.act != "deny" or not record.cue_span:
            return ""
        content, cue = _end(item), record.cue_span[0]
        text = self._material.text(item.filed.report)
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
        fits = [a for a in told if _says(a, pattern) and a.mode in {"is", "any"}]
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
