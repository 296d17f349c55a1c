"""What the texts say about whether two sources are one, and whether one retells another.

apart(text)          its sources without a name spoke independently of each other
joined(text, a, b)   its source without a name spoke to outlets a and b together
telling_alike(…)     the former report that a report without attribution retells
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from according.dossier.assertions import Assertion
from according.dossier.sources import Publisher
from according.ledger.identity import fold

if TYPE_CHECKING:
    from according.dossier.origins import Origins

_APART = re.compile(r"\bindependent(?:ly)?\b|\bseparate(?:ly)?\b", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:spoke|speaking|told|briefed|received|addressed|met|invited|reporters|journalists|"
    r"correspondents|interview)\b",
    re.IGNORECASE,
)
_OURSELVES = re.compile(
    r"\b(?:this|our) (?:news)?(?:paper|agency|site|blog)\b|\bus\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’]?\s+")
# A dateline says that the outlet has somebody there: "BRANNOCK, April 6 (Halyard Wire) - ".
_DATELINE = re.compile(r"^\s*(?:\([^)]*\)\s*)?[A-Z][A-Z'’/ .-]{2,},? [^.\n]{0,50}?[-–—.] ?")
_DAYS = 14  # after which something is not retold as news
_ALIKE = 0.5  # of the words of the shorter telling
_CLAIMS = 2  # other claims that two reports share, when one retells the other


def apart(text: str) -> bool:
    """Whether a text says that its sources spoke for themselves.

    >>> apart("Their accounts were given independently of each other."), apart("Both said so.")
    (True, False)
    """
    return _APART.search(text) is not None


def joined(text: str, ours: Publisher | None, other: Publisher) -> bool:
    """Whether a text says that a source spoke to its own outlet and another together."""
    if ours is None:
        return False
    return any(
        _TOGETHER.search(sentence)
        and _named(sentence, other.name)
        and (_named(sentence, ours.name) or _OURSELVES.search(sentence))
        for sentence in _SENTENCE.split(text)
    )


def _named(sentence: str, name: str) -> bool:
    plain = fold(name).removeprefix("the ")
    return bool(plain) and plain in fold(sentence)


def telling_alike(
    whole: "Origins", told: Mapping[int, Sequence[Assertion]], report: int, former: Iterable[int]
) -> int | None:
    """The report that one retells in recognisable words without saying so.

    One with a dateline has its own people there, and retells nobody.
    """
    if _DATELINE.match(whole.text(report)):
        return None
    mine = set(whole.claims.in_report(report))
    when = whole.material.filed(report).when
    best: tuple[int, float, int] | None = None
    for number, other in enumerate(former):
        if _days(whole.material.filed(other).when, when) > _DAYS:
            continue
        shared = len(mine & set(whole.claims.in_report(other))) - 1
        words = _overlap(told[report], told[other])
        if words >= _ALIKE or shared >= _CLAIMS:
            best = max(best or (0, 0.0, -1), (shared, words, number))
    return None if best is None else list(former)[best[2]]


def _overlap(one: Iterable[Assertion], other: Iterable[Assertion]) -> float:
    """The share of the shorter telling's words that stand in the other, at best."""
    pairs = ((set(a.words), set(b.words)) for a in one for b in other)
    return max((len(a & b) / min(len(a), len(b)) for a, b in pairs if a and b), default=0.0)


def _days(one: str, other: str) -> int:
    try:
        return abs((date.fromisoformat(other[:10]) - date.fromisoformat(one[:10])).days)
    except ValueError:
        return 0
