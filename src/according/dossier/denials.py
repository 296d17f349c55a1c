"""Which claims deny each other, and which are taken back or over.

Claims.opposed ──► is it a denial of fact, by somebody whom it is said of, in time? ──► pairs
"Varnholt has always denied this" ──► what was said just before it                ──► plain
"the truce is over", "the truce remains in force"                                 ──► status
"that was wrong, and we withdraw it"                                              ──► withdrawn
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from according.dossier.assertions import Assertion, Mode
from according.dossier.claims import Claims
from according.dossier.items import Item
from according.dossier.material import Extract, Material
from according.dossier.origins import Origins, Tree
from according.dossier.stems import meaning
from according.records import Statement

_DAYS = 21  # between two tellings that deny each other
_WEEK = 7  # … of which one says that it is over
_LIKE = 0.6  # how alike a denial has to be to what it denies, if none is called so
_IT = re.compile(
    r"^\W*(?:(?:that|this|it|the|these|those|any|all|such|such a|everything|"
    r"(?:the )?(?:report|claim|accusation|allegation|charge|story|suggestion|figure)s?)\W*)+$",
    re.IGNORECASE,
)
_PACT = frozenset(map(meaning, ("truce", "agreement", "deal", "arrangement", "ceasefire")))
_OVER = re.compile(
    r"\b(?:over|ended|dead|void|collapsed?|broken? down|no longer (?:in force|bound|valid|holds?))\b",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:remains? in force|still in force|is in force|continues to hold|still holds?|is holding|"
    r"remains? valid|still stands?|remains? binding)\b",
    re.IGNORECASE,
)


def _plain(items: Sequence[Item]) -> Iterator[str]:
    """Denials that name nothing ("denied that"), each with what was said before them."""
    said = [i for i in items if isinstance(i.record, Statement) and i.record.content_spans]
    said.sort(key=_at)
    for number, item in enumerate(said):
        record = item.record
        if not isinstance(record, Statement) or record.act != "deny" or not _IT.match(item.text):
            continue
        for former in reversed(said[:number]):
            other = former.record
            if isinstance(other, Statement) and other.speaker != record.speaker:
                if other.act in {"accuse", "say", "confirm", "believe"}:
                    yield f"{former.key} {item.key}"
                break


def _at(item: Item) -> int:
    record = item.record
    return record.content_spans[0][0] if isinstance(record, Statement) else 0


PLAIN = Extract("denials-1", str, _plain)


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

    def plain(self) -> Iterator[tuple[str, str]]:
        """Items that are denied by items which only say "that"."""
        for pairs in self._material.facts(PLAIN).values():
            for pair in pairs:
                said, _, denied = pair.partition(" ")
                yield said, denied

    def withdrawn(self) -> Iterator[Tree]:
        """Claims that were taken back, which only reports with corrections can do."""
        reports = self._origins.retractions.reports()
        keys = {key for report in reports for key in self._claims.in_report(report)}
        trees = (self._origins.of(key) for key in sorted(keys))
        yield from (t for t in trees if t.withdrawn is not None and t.origins)

    def status(self) -> Iterator[tuple[str, str]]:
        """What is said to be over, and by others to be in force, at about the same time."""
        over = [key for key in self._pacts() if self._says(key, _OVER)]
        for holds in [key for key in self._pacts() if self._says(key, _HOLDS)]:
            for key in over:
                late = _days(self._first(key), self._first(holds))
                if -1 <= late <= _WEEK and not self._same_origin(key, holds):
                    yield key, holds

    def _pacts(self) -> list[str]:
        return sorted({key for key, told in self._tellings() if _PACT.intersection(told.words)})

    def _tellings(self) -> Iterator[tuple[str, Assertion]]:
        yield from self._claims.told(lambda a: _OVER.search(a.text) or _HOLDS.search(a.text))

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
        if not called and (score < _LIKE or not self._concerned(denied, positive)):
            return False
        return self._in_time(denied, said, positive)

    def _concerned(self, denied: str, positive: Sequence[Assertion]) -> bool:
        """Whether one who denies is somebody of whom it is said."""
        deniers = {origin.key for origin in self._origins.of(denied).origins}
        return any(deniers.intersection(a.sides) for a in positive)

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
