"""Every reading, kept: nothing lost, nothing doubled, nothing overwritten.

Reading ──add──► is it known? ──► revision ──► is it a copy? ──► reading ──► items
                                                                  │
Reading ◄──readings──────────────────────────────────────────────┘

One transaction a report: a process killed at any moment loses at most the one in hand.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

from according.ledger.answers import Answer, Answers
from according.ledger.corrections import Correction, Judgement, Verdict
from according.ledger.homes import Home, home
from according.ledger.questions import Question
from according.ledger.rulings import Ruling, Sort, drafted
from according.records import Doubt, Reading, Report

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

    from according.ledger.kept import Kept, Listed
    from according.ledger.present import Telling
    from according.ledger.profile import Named, Profile
    from according.ledger.sql import Selected


class Added(NamedTuple):
    """What became of a report: its number, its revision, and whether it was new.

    ``copy_of`` is the earliest report in the ledger whose text this one's is a copy of.
    """

    report: int
    revision: int
    outcome: Literal["new", "revision", "known"]
    copy_of: int | None


class Stored(NamedTuple):
    """A reading in the ledger."""

    report: int
    revision: int  # counted from 1
    seen: datetime
    copy_of: int | None
    origin: str | None
    current: bool
    reading: Reading


class Outdated(NamedTuple):
    """A report that a former reader read, and the doubts that loading it raised."""

    number: int
    revision: int
    report: Report
    doubts: list[Doubt]


class Ledger:
    """A ledger that is open; close it, or use it in a ``with`` statement."""

    def __init__(self, place: Home) -> None:
        """Take an opened home; users call Ledger.open."""
        self.home = place

    @classmethod
    def open(cls, where: str | Path | None = None, *, write: bool = True) -> Self:
        """Open the ledger at a path or postgresql:// address; without one, the user's own.

        For writing it is created when absent and brought up to date when old. Raises
        LedgerError, which says what to do.
        """
        return cls(home(where, write=write))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self.home.close()

    @property
    def name(self) -> str:
        """Where it is, for messages: without a password."""
        return self.home.name

    @property
    def engine(self) -> "Engine":
        """For reading alone."""
        return self.home.engine

    def reading(self) -> "AbstractContextManager[Connection]":
        """Open a connection that sees the ledger as it is at this moment."""
        return self.home.reading()

    def writing(self) -> "AbstractContextManager[Connection]":
        """Begin a transaction once it is our turn; commit at the end, or undo it all.

        Writers queue here, in and across processes: keep it short, and open no second
        one inside.
        """
        return self.home.writing()

    def known(self, report: Report) -> Added | None:
        """Tell whether a report with this identity and text is there, so that nobody reads it."""
        from according.ledger import adding  # noqa: PLC0415  # slow to import

        with self.reading() as connection:
            return adding.known(connection, report)

    def add(
        self,
        reading: Reading,
        *,
        origin: str | None = None,
        seen: datetime | None = None,
        then: "Callable[[Connection, Added], None] | None" = None,
    ) -> Added:
        """Keep a reading; the same report again changes nothing.

        ``origin`` is the file, address or feed entry it came from; ``seen`` is when it was
        found there, now if not given. ``then`` notes elsewhere in the ledger that it was
        added: both are there, or neither.
        """
        from according.ledger import adding  # noqa: PLC0415

        when = datetime.now(UTC) if seen is None else seen.astimezone(UTC)
        draft = adding.drafted(reading, origin, when)
        with self.writing() as connection:
            added = adding.add(connection, draft)
            if then is not None:
                then(connection, added)
        return added

    def readings(self, since: datetime | None = None, *, current: bool = True) -> Iterator[Stored]:
        """Give the readings in the order of their reports' arrival, from ``since`` on.

        ``current`` leaves out former revisions and the readings of former readers.
        """
        from according.ledger import readback  # noqa: PLC0415

        return readback.readings(self.home, since, current=current)

    def reports(self, limit: int = 50, offset: int = 0) -> "Listed":
        """Give a page of the reports, the latest to arrive first."""
        from according.ledger import kept  # noqa: PLC0415

        return kept.listed(self.home, limit, offset)

    def report(self, number: int, revision: int | None = None) -> "Kept":
        """Give a report with its present reading, or that of one of its former texts.

        Raises InputError when there is none.
        """
        from according.ledger import kept  # noqa: PLC0415

        return kept.kept(self.home, number, revision)

    def pulse(self) -> str:
        """Give a mark that changes whenever a reading or a correction comes."""
        from according.ledger import kept  # noqa: PLC0415

        return kept.pulse(self.home)

    def profile(self, name: str, *others: str) -> "Profile":
        """Tell how a name, or several of one's, are spelt and who cites them; as in questions."""
        from according.ledger import profile  # noqa: PLC0415

        return profile.profile(self.home, name, *others)

    def spellings(self, *names: str, most: int = 30) -> "list[Named]":
        """Give the names in the ledger that these may mean, as in questions, with their counts."""
        from according.ledger import profile  # noqa: PLC0415

        return profile.spellings(self.home, *names, most=most)

    def present(self) -> dict[int, str]:
        """Give every report with a mark that changes when it is read or corrected anew."""
        from according.ledger import present  # noqa: PLC0415

        return present.present(self.home)

    def tellings(self, reports: Sequence[int]) -> "list[Telling]":
        """Give the present texts of reports, with the marks of their readings."""
        from according.ledger import present  # noqa: PLC0415

        return present.tellings(self.home, reports)

    def former(self, until: str) -> dict[int, int]:
        """Give the reports whose present text came after a day or time, with the revision then."""
        from according.ledger import former  # noqa: PLC0415

        return former.former(self.home, until)

    def as_known(self, report: int, revision: int) -> "tuple[Telling, list[Answer]]":
        """Give a former text of a report, and what was read in it."""
        from according.ledger import former  # noqa: PLC0415

        return former.as_known(self.home, report, revision)

    def outdated(self, reader: str) -> "Iterator[Outdated]":
        """Give the reports whose present reading is older than this version of the reader."""
        from according.ledger import rereading  # noqa: PLC0415

        return rereading.outdated(self.home, reader)

    def count_outdated(self, reader: str) -> int:
        """Count what ``outdated`` gives."""
        from according.ledger import rereading  # noqa: PLC0415

        return rereading.count(self.home, reader)

    def reread(self, old: "Outdated", reading: Reading) -> bool:
        """Put a new reading beside a report's former ones; False if it is there already."""
        from according.ledger import adding  # noqa: PLC0415

        draft = adding.drafted(reading, None, datetime.now(UTC))
        with self.writing() as connection:
            return adding.add_reading(connection, draft, old.number, old.revision)

    def ask(self, question: Question) -> Answers:
        """Answer a question; see :class:`according.ledger.Question` for what can be asked.

        Raises InputError for a filter that makes no sense. What it finds is settled now; what
        the answers show is fetched as they are looked at.
        """
        from according.ledger import asking  # noqa: PLC0415

        return asking.ask(self.home, question)

    def sql(self, query: str, seconds: float = 60.0) -> "AbstractContextManager[Selected]":
        """Ask in SQL: ``with ledger.sql("select …") as found: for row in found: …``.

        The views and their columns are in docs/questions.md. Nothing can be written; after
        so many seconds the query is stopped.
        """
        from according.ledger import sql  # noqa: PLC0415

        return sql.selecting(self.home, query, seconds)

    def correct(
        self,
        address: str,
        verdict: Verdict = "correct",
        *,
        by: str,
        note: str | None = None,
        **changes: object,
    ) -> Correction:
        """Accept, reject or correct the item at an address like r12.s3.

        ``changes`` are fields of its record as they should be. The reading stays as it is;
        answers show the item as corrected, and beside it as it was read. Raises InputError
        when there is no such item, or it cannot take the change.
        """
        from according.ledger import correcting  # noqa: PLC0415

        judgement = Judgement(verdict=verdict, by=by, note=note, changes=changes)
        with self.writing() as connection:
            return correcting.correct(connection, address, judgement)

    def undo(self, address: str) -> Correction:
        """Take back the last correction of an item, or the one with this number.

        It stays on record as undone.
        """
        from according.ledger import correcting  # noqa: PLC0415

        with self.writing() as connection:
            return correcting.undo(connection, address)

    def corrected(self) -> list[Stored]:
        """Give the readings of all reports with corrections, as corrected: gold, for training."""
        from according.ledger import correcting  # noqa: PLC0415

        with self.reading() as connection:
            return correcting.corrected(connection)

    def corrections(self, report: int | None = None) -> list[Correction]:
        """List corrections in the order in which they were made, undone and orphaned ones too."""
        from according.ledger import correcting  # noqa: PLC0415

        with self.reading() as connection:
            return correcting.listed(connection, report)

    def rule(
        self,
        sort: Sort,
        *what: str | int,
        by: str,
        dossier: str = "",
        note: str | None = None,
    ) -> Ruling:
        """Rule that names are one actor (merge) or several (part), or of stories (split, join).

        ``what`` are names of actors, or numbers of reports; see
        :class:`according.ledger.Ruling`. It holds in one dossier, or in all where none is
        named. Raises InputError when it says nothing.
        """
        from according.ledger import ruling  # noqa: PLC0415

        draft = drafted(sort, what, by=by, dossier=dossier, note=note)
        with self.writing() as connection:
            return ruling.note(connection, draft)

    def unheard(self, *names: str) -> list[str]:
        """Give those of some names that stand nowhere in the ledger so spelt, capitals aside."""
        from according.ledger import named  # noqa: PLC0415

        with self.reading() as connection:
            return named.unheard(connection, names)

    def undo_ruling(self, number: int) -> Ruling:
        """Take a ruling back; it stays on record as undone."""
        from according.ledger import ruling  # noqa: PLC0415

        with self.writing() as connection:
            return ruling.undo(connection, number)

    def rulings(self, dossier: str | None = None, *, undone: bool = True) -> list[Ruling]:
        """List rulings in the order in which they were made: all, or those for a dossier."""
        from according.ledger import ruling  # noqa: PLC0415

        with self.reading() as connection:
            return ruling.listed(connection, dossier, undone=undone)
