"""Where a claim is taken back by those who made it.

reports with a title like "Correction: …" ──sentence that takes back──► Retraction(report, words)

A correction takes back what its own outlet was the first to tell, when it names the number that
was wrong, or tells the claim and says that it was.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

import msgspec

from according import numbers
from according.dossier.assertions import Assertion
from according.dossier.items import Filed
from according.dossier.material import Changed, Material

_TITLE = re.compile(
    r"\b(?:correct(?:s|ed|ion)|retract(?:s|ed|ion)|withdraws? (?:its )?report)", re.IGNORECASE
)
_BACK = re.compile(
    r"\bwithdr[ae]w\w*|\bretract\w*|\bwas wrong\b|\bwere wrong\b|\bmistake\b|\berror\b|"
    r"\bearlier reported\b|\bcorrects\b|\bincorrect\w*|\bmisunderst\w+|\bmisstated\b",
    re.IGNORECASE,
)
_DAYS = 7  # in which something is taken back
_SENTENCE = re.compile(r"(?<=[.!?)])\s+")
_WRONG = re.compile(r"\b(?:from|not|instead of|of|rather than)\s+$", re.IGNORECASE)


class Retraction(msgspec.Struct, frozen=True):
    """The report that takes a claim back, and its words.

    ``number`` says that it puts another number in the place of one, which is a revision.
    """

    report: int
    words: str
    number: bool = False


class Retractions:
    """The corrections among the reports."""

    def __init__(self, material: Material, text: Callable[[int], str]) -> None:
        """Look for them when first asked."""
        self._material, self._text = material, text
        self._found: list[tuple[Filed, str]] | None = None

    def update(self, changed: Changed) -> set[str | None]:
        """Take in what came and let go of what went; gives the outlets whose corrections did."""
        if self._found is None:
            return set()
        touched = {*changed.new, *changed.gone}
        left = [each for each in self._found if each[0].report in touched]
        came = list(self._among(self._material.filed(report) for report in changed.new))
        stayed = [each for each in self._found if each[0].report not in touched]
        self._found = sorted((*stayed, *came), key=lambda each: (each[0].when, each[0].report))
        return {filed.publisher for filed, _ in (*left, *came)}

    def reports(self) -> list[int]:
        """The reports that correct something."""
        return [filed.report for filed, _ in self._corrections()]

    def of(self, told: Mapping[int, Sequence[Assertion]]) -> Retraction | None:
        """What takes a claim back that these reports tell."""
        if not told:
            return None
        first = next(iter(told))
        outlet = self._material.filed(first).publisher
        for filed, text in self._corrections():
            if filed.publisher != outlet:
                continue
            if not 0 < days(self._material.filed(first).when, filed.when) <= _DAYS:
                continue
            claim = [a for some in told.values() for a in some]
            words = _taken_back(text, claim, told.get(filed.report, ()))
            if words:
                return Retraction(filed.report, words, number=_is_wrong(words, None))
        return None

    def _corrections(self) -> Iterator[tuple[Filed, str]]:
        if self._found is None:
            self._found = list(self._among(self._material.reports))
        yield from self._found

    def _among(self, reports: Iterable[Filed]) -> Iterator[tuple[Filed, str]]:
        """Those of the reports that correct something, with their texts."""
        for filed in reports:
            if filed.title and _TITLE.search(filed.title):
                yield filed, self._text(filed.report)


def _taken_back(text: str, claim: Sequence[Assertion], here: Sequence[Assertion]) -> str:
    """The sentence with which a text takes a claim back; ``here`` is what it tells of it."""
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    spans = list(pairwise(starts))
    back = [n for n, (start, end) in enumerate(spans) if _BACK.search(text[start:end])]
    values = {number for a in claim for number in _numbers(a)}
    for n in back:
        sentence = text[slice(*spans[n])].strip()
        if _is_wrong(sentence, values):
            return sentence
        if _is_wrong(sentence, None):
            continue  # it takes back a number, and nothing else
        # "We reported that … That was wrong": told in this sentence or the one before.
        reach = spans[max(n - 1, 0)][0], spans[n][1]
        told = (t.span for a in here for t in a.tellings if a.value is None)
        if any(reach[0] <= span[0] and span[1] <= reach[1] for span in told):
            return sentence
    return ""


def _numbers(assertion: Assertion) -> Iterator[float]:
    """The numbers that an assertion gives."""
    if assertion.value is not None:
        yield assertion.value
    yield from (float(word[1:]) for word in assertion.words if word[0] == "#")


def _is_wrong(sentence: str, values: set[float] | None) -> bool:
    """Whether a sentence calls one of the numbers wrong, or any; not the one that is right."""
    return any(
        (values is None or quantity.value in values) and _WRONG.search(sentence[: quantity.start])
        for quantity in numbers.find(sentence)
    )


def days(one: str, other: str) -> float:
    """How many days lie between two times, the second being later; 0 if it cannot be told."""
    try:
        return (datetime.fromisoformat(other) - datetime.fromisoformat(one)).total_seconds() / 86400
    except (ValueError, TypeError):
        return 0.0
