"""Reports of one happening are one story; a report may tell of others beside it.

report ──sketch──► Sketch(title, lead, words, days) ─┐
share of its claims that another tells too ──────────┴──► the likest story of these days, or
                                                          a story of its own

The words are those of the text, and of claims the share counts, not the number: how much a
reader finds in a report says nothing of what it is about. Reports are taken in in the order
in which the ledger received them; copies go with what they are copies of. Two meetings of the
same people in two weeks are two: a story ends when nothing is told of it for some days, and
another day for the main event speaks against it. What an analyst ruled goes before: see
`arranging`.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from according.dossier.arranging import Group, arranged
from according.dossier.claims import Claims
from according.dossier.items import Filed, Item
from according.dossier.likeness import Weights
from according.dossier.material import Changed, Material
from according.dossier.stems import stems
from according.ledger import Ruling
from according.records import Event

if TYPE_CHECKING:
    from according.dossier.parties import Side

THRESHOLD = 0.2
_SILENCE = 4  # days after the last report at which a story has ended
_LEAD = 700  # characters in which a report says what it is about
_MEMORY = 400  # stories that a new report is compared with, the latest
_WORDS = 150  # of a report that are compared
_PAGE = 100  # reports whose texts are asked for at once


class Sketch(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a report is about: words of its title, of its beginning, of all, and event days."""

    title: tuple[str, ...]
    lead: tuple[str, ...]
    words: tuple[str, ...]
    days: tuple[str, ...]


class Story(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One happening. ``reports`` are mainly about it, ``mentions`` tell it too.

    ``key`` like r12 is the report that was first to tell it, as the ledger received them;
    ``title`` that of the report that was published first. ``rulings`` are the numbers of those
    that made it what it is.
    """

    key: str
    title: str
    since: str
    until: str
    reports: tuple[int, ...]
    mentions: tuple[int, ...] = ()
    rulings: tuple[int, ...] = ()


class Put(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The story that a report was put to, and the report there that it is likest to."""

    story: str
    like: int = 0


def sketch(title: str, text: str, items: Iterable[Item], usual: Container[str]) -> Sketch:
    """What one report is about: by its own words, whatever was read in them, and by event days.

    Without ``usual`` words, which stand in every report.
    """
    events = (item.record for item in items if isinstance(item.record, Event))
    told = [e for e in events if e.status in {"actual", "planned"} and e.trigger_span[0] < _LEAD]
    days = Counter(event.date for event in told if event.date)
    named, lead, whole = (
        tuple(word for word in stems(some) if word not in usual)
        for some in (title, text[: _end(text)], text)
    )
    return Sketch(
        title=named,
        lead=lead,
        words=whole[:_WORDS],
        days=tuple(day for day, _ in days.most_common(2)),
    )


def _end(text: str) -> int:
    """Where the sentence ends in which a text has said what it is about."""
    end = re.compile(r"[.!?\n]").search(text, _LEAD)
    return end.end() if end else len(text)


SKETCHES, PLACED = "sketches-2", "stories-3"


class Stories:
    """The stories of a dossier."""

    def __init__(self, material: Material, claims: Claims, sides: "Mapping[str, Side]") -> None:
        """Take up what was worked out before, and take in the rest."""
        self._material, self._claims = material, claims
        # The names of the parties, which tell no report of the dossier from another.
        self._usual = frozenset(word for side in sides.values() for word in stems(side.name))
        self._put: dict[int, Put] = {}
        self._plot: Plot | None = None
        self._told: dict[str, Group] | None = None  # as analysts ruled; None: to be arranged
        self._of: dict[int, str] = {}
        self._put.update(sorted(material.kept(PLACED, Put).items()))
        self._take(report for report in material.numbers() if report not in self._put)

    def update(self, changed: Changed) -> None:
        """Take in what came and let go of what went."""
        self._told = None
        for report in (*changed.gone, *changed.new):
            self._leave(report)
        self._take(changed.new)

    def __len__(self) -> int:
        return len(self._groups())

    def __iter__(self) -> Iterator[Story]:
        """The stories, the one with the latest report first."""
        found = [self.story(key) for key in self._groups()]
        return iter(sorted(found, key=lambda story: (story.until, story.key), reverse=True))

    def of(self, report: int) -> str | None:
        """The key of the story that a report is mainly about."""
        self._groups()
        return self._of.get(report)

    def story(self, key: str) -> Story:
        """The story of a key; KeyError where there is none."""
        group = self._groups()[key]
        filed = sorted(map(self._material.filed, group.reports), key=_order)
        titled = next((f.title for f in filed if f.title), "")
        return Story(
            key=key,
            title=titled,
            since=filed[0].when,
            until=filed[-1].when,
            reports=tuple(f.report for f in filed),
            mentions=tuple(self._mentions(group.reports)),
            rulings=tuple(sorted(group.rulings)),
        )

    def _groups(self) -> dict[str, Group]:
        """The stories as analysts ruled, by their keys."""
        if self._told is None:
            placed = {report: put.story for report, put in self._put.items()}
            found = arranged(placed, self._material.rulings, self._follows)
            groups = {id(group): group for group in found.values()}.values()
            self._told = {f"r{min(group.reports)}": group for group in groups}
            self._of = {r: key for key, group in self._told.items() for r in group.reports}
        return self._told

    def _follows(self, report: int, ruling: Ruling) -> int | None:
        """The report that one goes with when that is taken out: its original, or why it came."""
        filed = self._material.filed(report)
        return filed.copy_of or (self._put[report].like if filed.seen > ruling.at else None)

    def _mentions(self, mine: set[int]) -> list[int]:
        """The reports of other stories that repeat an event which this one was first to tell."""
        told: set[int] = set()
        for report in mine:
            for claim in self._claims.in_report(report):
                first, _, _ = claim.partition(".")
                if int(first[1:]) in mine and self._claims.kind(claim) == "event":
                    told.update(self._claims.reports(claim))
        return sorted(told - mine, key=lambda r: _order(self._material.filed(r)))

    def _leave(self, report: int) -> None:
        if self._put.pop(report, None) is not None and self._plot is not None:
            self._plot.leave(report)

    def _take(self, reports: Iterable[int]) -> None:
        new = sorted(reports)
        if not new:
            return
        if self._plot is None:
            self._plot = Plot()
            self._learn([r for r in sorted(self._put) if r < new[0]])
        told = self._sketches(new)
        self._material.keep(PLACED, {report: self._place(report, told[report]) for report in new})

    def _learn(self, reports: Sequence[int]) -> None:
        """Remember the latest stories."""
        last = list(dict.fromkeys(self._put[r].story for r in reversed(reports)))[:_MEMORY]
        some = [report for report in reports if self._put[report].story in set(last)]
        told = self._sketches(some)
        for report in some:
            self._remember(report, told[report], self._put[report].story)

    def _sketches(self, reports: Sequence[int]) -> dict[int, Sketch]:
        """What these reports are about: kept, or made page by page from their texts."""
        found = self._material.kept(SKETCHES, Sketch, reports)
        missing = [report for report in reports if report not in found]
        for page in (missing[at : at + _PAGE] for at in range(0, len(missing), _PAGE)):
            texts, items = self._material.texts(page), self._material.items
            title = {report: self._material.filed(report).title or "" for report in page}
            fresh = {
                report: sketch(title[report], texts[report], items(report), self._usual)
                for report in page
            }
            self._material.keep(SKETCHES, fresh)
            found |= fresh
        return found

    def _remember(self, report: int, told: Sketch, story: str) -> None:
        assert self._plot is not None  # noqa: S101  # made before
        claims = frozenset(self._claims.in_report(report))
        day = _ordinal(self._material.filed(report).when)
        self._plot.remember(report, told, claims, day, story)

    def _place(self, report: int, told: Sketch) -> Put:
        assert self._plot is not None  # noqa: S101
        filed = self._material.filed(report)
        original = self._put.get(filed.copy_of or 0)
        put = Put(original.story, filed.copy_of or 0) if original else None
        if put is None:
            claims = frozenset(self._claims.in_report(report))
            put = self._plot.find(told, claims, _ordinal(filed.when))
        put = put or Put(f"r{report}")
        self._remember(report, told, put.story)
        self._put[report] = put
        return put


class _Told(msgspec.Struct, frozen=True, gc=False):
    """A report that has been put to a story."""

    report: int
    sketch: Sketch
    claims: frozenset[str]
    day: int


class Plot:
    """The stories that a new report may belong to."""

    def __init__(self, threshold: float = THRESHOLD, silence: int = _SILENCE) -> None:
        """Remember nothing yet."""
        self.weights = Weights()
        self._threshold, self._silence = threshold, silence
        self._told: dict[str, list[_Told]] = {}
        self._story: dict[int, str] = {}

    def remember(
        self, report: int, told: Sketch, claims: frozenset[str], day: int, story: str
    ) -> None:
        """Put a report to a story."""
        self.weights.see({*told.title, *told.words})
        former = self._told.pop(story, [])
        self._told[story] = [*former, _Told(report, told, claims, day)]  # now the latest
        self._story[report] = story
        while len(self._told) > _MEMORY:
            for each in self._told.pop(next(iter(self._told))):
                self._story.pop(each.report, None)

    def leave(self, report: int) -> None:
        """Forget a report."""
        story = self._story.pop(report, "")
        left = [each for each in self._told.get(story, ()) if each.report != report]
        if left:
            self._told[story] = left
        else:
            self._told.pop(story, None)

    def find(self, told: Sketch, claims: frozenset[str], day: int) -> Put | None:
        """The story that a report belongs to."""
        best: float = self._threshold
        found: Put | None = None
        for story, reports in self._told.items():
            if min(abs(day - each.day) for each in reports) > self._silence:
                continue
            scores = [self._score(told, claims, day, each) for each in reports]
            score = (max(scores) + sum(scores) / len(scores)) / 2
            if score > best:
                likest = max(zip(scores, reports, strict=True), key=lambda pair: pair[0])[1]
                best, found = score, Put(story, likest.report)
        return found

    def _score(self, told: Sketch, claims: frozenset[str], day: int, other: _Told) -> float:
        """How alike two reports are."""
        overlap, there = self.weights.overlap, other.sketch
        mine, theirs = {*told.title, *told.lead}, {*there.title, *there.lead}
        words = 0.5 * overlap(mine, theirs) + 0.3 * overlap(told.words, there.words)
        words += 0.1 * overlap(told.title, there.title)
        fewer = min(len(claims), len(other.claims))
        shared = len(claims & other.claims) / fewer if fewer else 0.0
        same = bool(set(told.days) & set(there.days))
        apart = bool(told.days and there.days) and not same
        score = words + min(0.5 * shared, 0.2) + 0.05 * same - 0.05 * apart
        return score - 0.03 * abs(day - other.day)


def _order(filed: Filed) -> tuple[str, int]:
    return filed.when, filed.report


def _ordinal(when: str) -> int:
    try:
        return date.fromisoformat(when[:10]).toordinal()
    except ValueError:
        return 0
