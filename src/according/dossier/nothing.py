"""Denials that there is something, whatever else the two tellings have in common.

"There is no agreement"  ──there──► the latest that others told of one: "have reached an agreement"
"no such letter arrived" ──such──► what the report told of one before, on another's word

A denial of so few words is like nothing that was told in many. It is by the one thing that it
names that it is put to what it denies, and by who says so: somebody who takes part in that.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from according.dossier.answers import answers, names
from according.dossier.assertions import ASSERTIONS, Assertion
from according.dossier.items import Item
from according.dossier.material import Extract, Material
from according.dossier.stems import meaning, stems

if TYPE_CHECKING:
    from according.dossier.claims import Claims

_THERE = re.compile(r"\bthere (?:is|are|was|were) no (?:such )?(\w+)", re.IGNORECASE)
_SUCH = re.compile(r"\bno such (\w+)", re.IGNORECASE)
_DAYS = 3  # in which a report of something is denied so


def there(items: Sequence[Item]) -> Iterator[int]:
    """Which assertions of a report say on somebody's word that there is none of something."""
    if any(_THERE.search(item.text) for item in items):  # as hardly ever, and cheaply told
        for number, told in enumerate(ASSERTIONS.derive(items)):
            if told.mode == "not" and told.speakers and _THERE.search(told.text):
                yield number


THERE = Extract("there-1", int, there)


def such(item: Item) -> str:
    """What an item says that no such thing was, by its meaning; "" where it says none."""
    found = _SUCH.search(item.text)
    return meaning(found[1].lower()) if found else ""


def tells_of(item: Item, thing: str) -> bool:
    """Whether an item tells of such a thing and does not deny it."""
    return thing in stems(item.text) and not such(item)


class Nothing:
    """Finds what was told of something that others say there is none of."""

    def __init__(self, claims: "Claims", material: Material) -> None:
        """Take the claims."""
        self._claims, self._material = claims, material

    def __iter__(self) -> Iterator[tuple[tuple[str, Assertion], tuple[str, Assertion]]]:
        """Claims and assertions: what was told, and the denial."""
        denials = {r: some for r, some in self._material.facts(THERE).items() if some}
        days = self._days() if denials else {}
        for report, numbers in denials.items():
            for number in numbers:
                no = self._claims.told(report)[number]
                found = self._told(no, report, days)
                if found is not None:
                    yield found, (self._claims.put(report)[number], no)

    def _days(self) -> Mapping[int, int]:
        """The days of the reports, as numbers, in the order of publication."""
        return {
            f.report: date.fromisoformat(f.when[:10]).toordinal() for f in self._material.reports
        }

    def _told(
        self, no: Assertion, report: int, days: Mapping[int, int]
    ) -> tuple[str, Assertion] | None:
        """The claim that most reports make of what is denied, and how it was told last."""
        found = _THERE.search(no.text)
        thing = meaning(found[1].lower()) if found else ""
        near = [r for r, day in days.items() if 0 <= days[report] - day <= _DAYS and r != report]
        told = [
            (len(self._claims.reports(claim)), claim, yes)
            for other in near
            for claim, yes in zip(self._claims.put(other), self._claims.told(other), strict=True)
            if _is(yes, thing) and no.speakers & set(yes.sides) and answers(yes, no)
        ]
        best = max(told, key=lambda each: each[0], default=None)
        return None if best is None else best[1:]


def _is(yes: Assertion, thing: str) -> bool:
    """Whether something is told as done, and is what its event is called."""
    return "event" in yes.kinds and yes.mode == "is" and names(yes, thing)
