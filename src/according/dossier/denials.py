"""Which claims deny each other, and which are taken back or over.

Claims.opposed ──► is it a denial of fact, by somebody whom it is said of, in time? ──► pairs
"Varnholt has always denied this" ──► what was said just before it                ──► plain
"the truce is over", "the truce remains in force"                                 ──► status
"that was wrong, and we withdraw it"                                              ──► withdrawn
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from according.dossier.assertions import ASSERTIONS, Assertion, Mode
from according.dossier.claims import Claims
from according.dossier.items import Item
from according.dossier.material import Extract, Material
from according.dossier.origins import Origins, Tree
from according.dossier.stems import meaning, negated
from according.records import Event, Statement

_DAYS = 14  # between two tellings that deny each other
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
_NEXT = 300  # characters
_ASSERTED = frozenset({"accuse", "say", "confirm", "believe"})
_PACT = frozenset(map(meaning, ("truce", "agreement", "deal", "arrangement", "ceasefire")))
_OVER = re.compile(
    r"\b(?:over|ended|dead|void|collapsed?|broken? down|"
    r"no longer (?:in force|bound|valid|holds?))\b",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:remains? in force|still in force|is in force|continues to hold|still holds?|is holding|"
    r"remains? valid|still stands?|remains? binding)\b",
    re.IGNORECASE,
)


def _plain(items: Sequence[Item]) -> Iterator[str]:
    """Denials that name nothing ("denied that"), each after what was said before it."""
    said = sorted((i for i in items if i.kind == "statement"), key=_at)
    for item in items:
        if not _names_nothing(item):
            continue
        before = [i for i in said if _at(i) < _at(item) and not _speaks(item) & _speaks(i)]
        asserted = [i for i in before if getattr(i.record, "act", "") in _ASSERTED]
        report = _REPORT.search(item.text)
        cited = [i for i in asserted if report and getattr(i.record, "kind", "") == "outlet"]
        if asserted:
            first = bool(_UNTRUE.search(item.text))
            what = cited[0] if cited else asserted[0 if first else -1]
            yield " ".join(i.key for i in (what, item, *_goes_on(item, said)))


def _goes_on(item: Item, said: Sequence[Item]) -> list[Item]:
    """What the one who denies says next, if that is a denial too: "there is no messenger"."""
    after = [i for i in said if 0 < _at(i) - _at(item) <= _NEXT and _speaks(i) & _speaks(item)]
    return [i for i in after if negated(i.text)]


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


def _speaks(item: Item) -> set[str]:
    """Whose words an item is, as far as told."""
    names = item.named("speaker") or (*item.named("actor"), *item.named("recipient"))
    return {each for name in names for each in (name.key, name.party) if each}


def _pact_numbers(items: Sequence[Item]) -> Iterator[int]:
    """Which assertions of a report are that something agreed is over, or holds."""
    if not any(_OVER.search(item.text) or _HOLDS.search(item.text) for item in items):
        return  # as almost always, and cheaply told
    for number, told in enumerate(ASSERTIONS.derive(items)):
        said = _OVER.search(told.text) or _HOLDS.search(told.text)
        if said and _PACT.intersection(told.words):
            yield number


PLAIN = Extract("denials-4", str, _plain)
PACTS = Extract("pacts-1", int, _pact_numbers)


class Denials:
    """Finds them among the claims."""

    def __init__(self, claims: Claims, origins: Origins, material: Material) -> None:
        """Take the claims and their origins."""
        self._claims, self._origins, self._material = claims, origins, material

    def pairs(self) -> Iterator[tuple[str, str]]:
        """A claim and the one that denies it; of several alike, the likest."""
        best: dict[str, tuple[float, str]] = {}
        for one, other, score in self._claims.opposed():
            denied, said = (one, other) if self._mode(one) == "not" else (other, one)
            if self._denies(denied, said, score):
                best[denied] = max(best.get(denied, (0.0, "")), (score, said))
        yield from ((said, denied) for denied, (_, said) in best.items())

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

    def status(self) -> Iterator[tuple[str, str]]:
        """What is said to be over, and by others to be in force, at about the same time."""
        pacts = self._pacts()
        over = [key for key in pacts if self._says(key, _OVER)]
        for holds in [key for key in pacts if self._says(key, _HOLDS)]:
            for key in over:
                late = _days(self._first(key), self._first(holds))
                if -1 <= late <= _WEEK and not self._same_origin(key, holds):
                    yield key, holds

    def _pacts(self) -> list[str]:
        """The claims that something agreed is over, or holds."""
        told = self._material.facts(PACTS)
        return sorted({self._claims.put(r)[n] for r, numbers in told.items() for n in numbers})

    def _says(self, key: str, pattern: re.Pattern[str]) -> bool:
        told = [a for some in self._claims.assertions(key).values() for a in some]
        fits = [a for a in told if pattern.search(a.text) and a.mode in {"is", "any"}]
        return len(fits) * 2 >= len(told)

    def _mode(self, key: str) -> Mode:
        told = (a for some in self._claims.assertions(key).values() for a in some)
        return next((a.mode for a in told if a.mode != "any"), "any")

    def _denies(self, denied: str, said: str, score: float) -> bool:
        """Whether one claim is a denial of fact of another."""
        against = [a for some in self._claims.assertions(denied).values() for a in some]
        sayings = [t.act for a in against for t in a.tellings if t.voices]
        called = "deny" in sayings
        if self._mode(said) not in {"is", "any"} or "reject" in sayings or not sayings:
            return False
        if any("REJECT" in a.labels for a in against) or self._same_origin(denied, said):
            return False
        positive = [a for some in self._claims.assertions(said).values() for a in some]
        if not self._meant(denied, said, score, called=called):
            return False
        return self._in_time(denied, said, positive)

    def _meant(self, denied: str, said: str, score: float, *, called: bool) -> bool:
        """Whether one is a denial of the other: by somebody of whom it is said.

        What an outlet tells itself, with a quotation of the same report beside it, is no pair.
        """
        yes, no = self._claims.assertions(said), self._claims.assertions(denied)
        voiced = any(t.voices for some in yes.values() for a in some for t in a.tellings)
        if not called and (score < _LIKE or (yes.keys() == no.keys() and not voiced)):
            return False
        deniers = {origin.key for origin in self._origins.of(denied).origins}
        sides = {side for some in yes.values() for a in some for side in a.sides}
        theirs = {side for some in no.values() for a in some for side in a.sides}
        return bool(deniers & sides) or (score >= _VERY_LIKE and len(sides & theirs) > 1)

    def _same_origin(self, one: str, other: str) -> bool:
        mine, theirs = ({o.key for o in self._origins.of(k).origins} for k in (one, other))
        return bool(mine & theirs)

    def _in_time(self, denied: str, said: str, positive: Sequence[Assertion]) -> bool:
        """Whether the two are of one time; what came to be after a denial is not denied by it."""
        no, yes = self._last(denied), self._first(said)
        if abs(_days(self._first(denied), yes)) > _DAYS:
            return False
        happened = [a.day for a in positive if len(a.day) == len("2026-04-05")]
        return min(happened, default=yes) <= no

    def _first(self, key: str) -> str:
        return self._material.filed(self._claims.claim(key).reports[0]).when[:10]

    def _last(self, key: str) -> str:
        return self._material.filed(self._claims.claim(key).reports[-1]).when[:10]


def _days(one: str, other: str) -> int:
    """How many days later the other is."""
    try:
        return (date.fromisoformat(other) - date.fromisoformat(one)).days
    except ValueError:
        return 0
