"""What the ledger holds on a dossier: reports, and what stands in them, with who is meant.

ledger.present ──► which are new? ──► relevant? ──► Filed, one a report
ledger.ask(report) ──► Answer ──named by Parties──► Item, one a statement, event, figure, position
Item, … ──► an Extract's facts, report by report

All of it is kept in the Store, so that only what is new since the last time is worked out.
Corrections of the ledger apply: what an analyst rejected is not here, what was corrected says
so. ``as_of`` leaves out what was published later, and shows reports with the text that they
had then.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

import msgspec

from according.dossier.items import Filed, Item, Kind, Named, Role
from according.dossier.naming import Naming
from according.dossier.packing import pack, unpack
from according.dossier.people import People, spelt
from according.dossier.relevance import Relevance
from according.dossier.store import Row, Store, fingerprint
from according.ledger import Answer, Ledger, Question, Ruling
from according.records import Record

__all__ = ["Changed", "Extract", "Filed", "Item", "Kind", "Material", "Named", "Record", "Role"]

Fact = TypeVar("Fact")
_PAGE = 100  # reports whose items are asked for at once


class Extract(NamedTuple, Generic[Fact]):
    """What a part of the dossier takes from each report by itself.

    ``name`` ends in a number that is raised when ``derive`` gives something else for the same
    report: what was kept under the former name is not used again.
    """

    name: str
    fact: type[Fact]
    derive: Callable[[Sequence[Item]], Iterable[Fact]]


class Changed(NamedTuple):
    """The reports that came, or came anew, and those that went; whether rulings did."""

    new: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    ruled: bool = False


class Material:
    """The reports of one dossier and what stands in them, in the order of publication."""

    def __init__(
        self,
        ledger: Ledger,
        store: Store,
        prepared: Callable[[], tuple[Relevance, Naming]],
        name: str,
        as_of: str | None = None,
    ) -> None:
        """Take in what the ledger holds; ``prepared`` is called if anything in it is new.

        ``name`` is the dossier's, for the rulings that hold in it. ``as_of`` is a day, or a
        time in UTC, ISO 8601.
        """

        def known(name: str) -> Named:
            """Who is meant by a name in cast and file, which are loaded only for rulings."""
            return prepared()[1].known(name)

        self.name, self.as_of = name, as_of
        self.rulings: Sequence[Ruling] = ()  # those that hold, the oldest first
        self._ledger, self._store, self._prepared = ledger, store, prepared
        self.people = People(store, known)
        self._former: dict[int, int] = {}  # reports shown with a former text -> its revision
        self._taken: dict[int, str] = {}  # the marks of what has been taken in
        self._filed: dict[int, Filed] = {}
        self._items: dict[int, tuple[Item, ...]] = {}
        self._decoder = msgspec.msgpack.Decoder(Filed)
        self._follow()
        for report, packed in store.filed():
            self._enter(report, self._decoder.decode(packed))

    def update(self) -> Changed:
        """Take in what has come to the ledger since."""
        changed = self._follow()
        left: list[int] = []
        for report in (*changed.new, *changed.gone):
            self._items.pop(report, None)
            if self._filed.pop(report, None):
                left.append(report)
        for report, packed in self._store.filed(changed.new):
            self._enter(report, self._decoder.decode(packed))
        # What is told anew may no longer be of the dossier: it has gone, though the ledger has it.
        new = tuple(report for report in changed.new if report in self._filed)
        gone = tuple(report for report in left if report not in self._filed)
        return Changed(new, gone, changed.ruled)

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def _enter(self, report: int, filed: Filed) -> None:
        """Count a report in, unless it was published after ``as_of``."""
        limit = self.as_of
        when = filed.day or filed.when if limit and len(limit) == len("2026-03-04") else filed.when
        if limit is None or when[: len(limit)] <= limit:
            self._filed[report] = filed

    @property
    def reports(self) -> list[Filed]:
        """The reports, in the order of publication."""
        return sorted(self._filed.values(), key=lambda filed: (filed.when, filed.report))

    @property
    def first_day(self) -> str:
        """The day of the first report; empty while there is none."""
        return min((filed.day or filed.when[:10] for filed in self._filed.values()), default="")

    def __len__(self) -> int:
        return len(self._filed)

    def __contains__(self, report: int) -> bool:
        return report in self._filed

    def __iter__(self) -> Iterator[Item]:
        """Every item, report by report; fetched page by page."""
        reports = [filed.report for filed in self.reports]
        for start in range(0, len(reports), _PAGE):
            page = reports[start : start + _PAGE]
            self._fetch(page)
            for report in page:
                yield from self._items[report]

    def filed(self, report: int) -> Filed:
        """The report of a number."""
        return self._filed[report]

    def items(self, report: int) -> tuple[Item, ...]:
        """What stands in one report."""
        self._fetch([report])
        return self._items[report]

    def item(self, key: str) -> Item:
        """The item of a key like r12.s3; KeyError when it is not of this dossier."""
        for item in self.items(int(key[1:].partition(".")[0])):
            if item.key == key:
                return item
        raise KeyError(key)

    def text(self, report: int) -> str:
        """The text of a report, as it was then."""
        return self.texts([report])[report]

    def texts(self, reports: Sequence[int]) -> dict[int, str]:
        """The texts of reports, as they were then."""
        former = [report for report in reports if report in self._former]
        known = (self._ledger.as_known(report, self._former[report])[0] for report in former)
        present = self._ledger.tellings([r for r in reports if r not in self._former])
        return {telling.report: telling.told.text for telling in (*known, *present)}

    def _fetch(self, reports: Sequence[int]) -> None:
        """Unpack the items of these reports, where that has not been done."""
        wanted = [report for report in reports if report not in self._items]
        who = self.people.who(wanted)
        for report, packed in self._store.items(wanted):
            items = unpack(packed, self._filed[report])
            self._items[report] = tuple(self.people.identified(items, who.get(report, {})))

    def facts(
        self, extract: Extract[Fact], reports: Sequence[int] | None = None
    ) -> dict[int, list[Fact]]:
        """What a part takes from each report: from all, or from these."""
        decoder = msgspec.msgpack.Decoder(list[extract.fact])  # type: ignore[name-defined]
        wanted = self._filed if reports is None else [r for r in reports if r in self._filed]
        kept = self._store.facts(extract.name, reports)
        found = {r: decoder.decode(packed) for r, packed in kept if r in self._filed}
        missing = [report for report in wanted if report not in found]
        for start in range(0, len(missing), _PAGE):
            page = missing[start : start + _PAGE]
            self._fetch(page)
            fresh = {report: list(extract.derive(self._items[report])) for report in page}
            packed_facts = ((r, msgspec.msgpack.encode(facts)) for r, facts in fresh.items())
            self._store.put_facts(extract.name, packed_facts)
            found |= fresh
        return found

    def numbers(self) -> list[int]:
        """The numbers of the reports, in the order in which the ledger received them."""
        return sorted(self._filed)

    def kept(
        self, part: str, fact: type[Fact], reports: Sequence[int] | None = None
    ) -> dict[int, Fact]:
        """What a part kept of each report, or of these; nothing of one read anew since."""
        decoder = msgspec.msgpack.Decoder(fact)
        rows = self._store.facts(part, reports)
        return {report: decoder.decode(packed) for report, packed in rows if report in self._filed}

    def keep(self, part: str, facts: Mapping[int, Fact]) -> None:
        """Keep what a part worked out of reports and of others beside them."""
        encode = msgspec.msgpack.encode
        self._store.put_facts(part, ((report, encode(fact)) for report, fact in facts.items()))

    def noted(self, name: str, sort: type[Fact], make: Callable[[], Fact]) -> Fact:
        """What follows from all reports together: made anew when any comes, goes or changes.

        So it is when rulings do, which may make one actor of two.

        ``name`` ends in a number, as that of an Extract does. A picture of a former day is not
        kept.
        """
        if self.as_of is not None:
            return make()
        marks = sorted(self._store.marks().items())
        ruled = [str(ruling.number) for ruling in self.rulings]
        now = fingerprint("\n".join((*(f"{report} {mark}" for report, mark in marks), *ruled)))
        note = self._store.note(name)
        if note is not None:
            then, packed = msgspec.msgpack.decode(note, type=tuple[str, bytes])
            if then == now:
                return msgspec.msgpack.decode(packed, type=sort)
        found = make()
        self._store.put_note(name, msgspec.msgpack.encode((now, msgspec.msgpack.encode(found))))
        return found

    def _follow(self) -> Changed:
        """Bring the store up to the ledger."""
        rulings = self._ledger.rulings(self.name, undone=False)
        ruled, self.rulings = rulings != self.rulings, rulings
        present, kept = self._ledger.present(), self._store.marks()
        self._former = self._ledger.former(self.as_of) if self.as_of else {}
        if self._former:
            self._store.part()
        present |= {report: f"revision {number}" for report, number in self._former.items()}
        lost = [report for report in kept if report not in present]
        fresh = [report for report, mark in present.items() if kept.get(report) != mark]
        self.people.leave([report for report in (*lost, *fresh) if report in kept])
        if lost:
            self._store.drop(lost)
        for start in range(0, len(fresh), _PAGE):
            self._file(fresh[start : start + _PAGE])
        # What another process has filed meanwhile is new here all the same.
        gone = tuple(report for report in self._taken if report not in present)
        new = [report for report, mark in present.items() if self._taken.get(report) != mark]
        if self._taken and not set(new) <= set(fresh):
            self.people.reload()
        self._taken = present
        touched = self.people.follow(rulings)
        return Changed(tuple(dict.fromkeys((*new, *sorted(touched)))), gone, ruled)

    def _file(self, reports: Sequence[int]) -> None:
        """Work out a page of reports and keep what was found."""
        relevance, naming = self._prepared()
        rows: list[Row] = []
        mine: dict[int, tuple[str, Filed]] = {}
        known = {r: self._ledger.as_known(r, self._former[r]) for r in reports if r in self._former}
        tellings = [telling for telling, _ in known.values()]
        tellings += self._ledger.tellings([report for report in reports if report not in known])
        for telling in tellings:
            names = relevance.names_in(f"{telling.told.title or ''}\n{telling.told.text}")
            filed = naming.filed(telling, names)
            if relevance.belongs(names, filed.day or filed.seen[:10]):
                mine[telling.report] = telling.mark, filed
            else:
                rows.append((telling.report, telling.mark, None, None))
        answers = self._answers([report for report in mine if report not in known])
        answers |= {report: some for report, (_, some) in known.items()}
        told = {}
        for report, (mark, filed) in mine.items():
            items, mentions = naming.items(filed, answers.get(report, []))
            told[report] = mentions, spelt(items)
            rows.append((report, mark, msgspec.msgpack.encode(filed), pack(items)))
        self._store.put(rows)
        self.people.keep(told)

    def _answers(self, reports: list[int]) -> dict[int, list[Answer]]:
        """All items of reports, as corrected."""
        if not reports:
            return {}
        found = sorted(
            self._ledger.ask(Question(report=reports, limit=None)), key=lambda a: a.source.report
        )
        return {r: list(some) for r, some in groupby(found, key=lambda a: a.source.report)}
