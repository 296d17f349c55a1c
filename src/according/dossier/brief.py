"""A digest of what came in a span of time: every sentence cites its reports.

Dossier as it was known before ──┐
Dossier as it is known now ──────┴─news──► Sentence(lead, text, mark, cites) ──► Brief

Data only; exports/briefs writes it as Markdown, HTML or an Atom feed. What changed comes
first, then what is new, what is disputed and, marked as such, what nobody has confirmed. There
is no sentence without a report: it cannot be made.
"""

import contextlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from according.dossier.items import Filed
from according.dossier.wording import counted, day, span
from according.errors import DossierError, InputError
from according.ledger import Ledger
from according.ledger.questions import day as day_of

if TYPE_CHECKING:
    from according.dossier.dossier import Dossier

Mark = Literal["", "unconfirmed", "denied", "announced", "disputed"]
SectionName = Literal["changed", "new", "disputed", "unconfirmed", "told"]
TITLES: dict[SectionName, str] = {
    "changed": "What changed",
    "new": "New",
    "disputed": "Disputed",
    "unconfirmed": "Unconfirmed",
    "told": "Most told",
}
MOST = 40  # sentences in a section; what is left out is counted
_HOURS = re.compile(r"(\d{1,6})\s*h", re.IGNORECASE)
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d", re.IGNORECASE)


class Sentence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One piece of news, in words, with the reports that say so.

    ``key`` says what the news is, not when it was put down: the same news has the same key in
    every brief. ``quote`` are words of the first report. ``items`` are the keys of what is cited.
    """

    key: str
    lead: str
    text: str
    cites: tuple[int, ...]
    day: str  # when it happened, or was first told
    when: str  # the newest telling
    mark: Mark = ""
    quote: str = ""
    items: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a sentence on nobody's word."""
        if not self.cites:
            raise ValueError(f"no report is cited for “{self.lead} {self.text}”")


class Section(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Sentences of one sort: on the talks, on contacts, positions, figures, claims."""

    name: SectionName
    sentences: tuple[Sentence, ...]
    left_out: int = 0

    @property
    def title(self) -> str:
        """What stands above it."""
        return TITLES[self.name]


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A whole digest. ``reports`` are those cited, in the order of citing."""

    name: str
    title: str
    since: str
    until: str | None
    read: int  # reports of the dossier published in the span
    publishers: int
    sections: tuple[Section, ...]
    reports: tuple[Filed, ...]

    @property
    def summary(self) -> str:
        """Of what and of when it is a digest."""
        over = span(self.since, self.until) if self.until else f"since {day(self.since)}"
        count = f"{counted(self.read, 'report')} by {counted(self.publishers, 'publisher')}"
        if not self.read:
            return f"{over[0].upper()}{over[1:]}: no report came."
        news = "Everything here is somebody's word; the numbers lead to the reports."
        nothing = "They tell nothing that was not known before."
        return f"{over[0].upper()}{over[1:]}: {count}. {news if self.sections else nothing}"

    def numbered(self) -> Iterator[tuple[int, Filed]]:
        """The reports with the numbers by which sentences cite them."""
        return enumerate(self.reports, 1)

    def number(self, report: int) -> int:
        """The number by which a report is cited."""
        return next(number for number, filed in self.numbered() if filed.report == report)

    def report(self, report: int) -> Filed:
        """A report that is cited."""
        return self.reports[self.number(report) - 1]


def brief(
    ledger: Ledger,
    name: str | Path,
    since: str,
    until: str | None = None,
    now: datetime | None = None,
) -> Brief:
    """Digest what came to a dossier from ``since`` to ``until``, both inclusive, by publication.

    Both are days, months, times or spans back from now ("24h", "7d"). Raises InputError for a
    time that makes no sense, DossierError when the dossier cannot be opened.
    """
    from according.dossier.dossier import Dossier  # noqa: PLC0415  # it may offer this function

    clock = now or datetime.now(UTC)
    first = moment(since, clock, "since")
    last = moment(until, clock, "until") if until else None
    if last and last < first[: len(last)]:
        raise InputError(f"until {until} comes before since {since}. Swap or mend them.")
    with (
        Dossier.open(ledger, name, as_of=_before(first)) as then,
        Dossier.open(ledger, name, as_of=last) as present,
    ):
        return compose(then, present, first, last)


def compose(then: "Dossier", present: "Dossier", since: str, until: str | None = None) -> Brief:
    """Digest what the present picture of a dossier has that a former one had not."""
    from according.dossier.news import news  # noqa: PLC0415  # which makes our sentences

    found: dict[SectionName, list[Sentence]] = {}
    for section, sentence in news(then, present, since):
        found.setdefault(section, []).append(sentence)
    sections = tuple(_section(name, found[name]) for name in TITLES if name in found)
    cited = dict.fromkeys(r for part in sections for s in part.sentences for r in s.cites)
    came = [filed for filed in present.material.reports if filed.when >= since]
    return Brief(
        name=present.file.name,
        title=present.file.dossier.title,
        since=since,
        until=until,
        read=len(came),
        publishers=len({filed.publisher for filed in came}),
        sections=sections,
        reports=tuple(present.material.filed(report) for report in cited),
    )


def _section(name: SectionName, sentences: Sequence[Sentence]) -> Section:
    left_out = max(0, len(sentences) - MOST)
    return Section(name=name, sentences=tuple(sentences[:MOST]), left_out=left_out)


def moment(written: str, now: datetime, name: str) -> str:
    """Give the day or, where it is told to the hour, the time in UTC that is meant.

    >>> noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    >>> moment("24h", noon, "since"), moment("7d", noon, "since"), moment("2026-02", noon, "until")
    ('2026-03-03T12:00:00', '2026-02-25', '2026-02-28')
    >>> moment("2026-03-04T10:00+02:00", noon, "since")
    '2026-03-04T08:00:00'
    """
    plain = written.strip()
    if _TIME.match(plain):
        with contextlib.suppress(ValueError):
            return _utc(datetime.fromisoformat(plain.upper()))
    found = day_of(plain, now, name)  # which refuses what is no time
    hours = _HOURS.fullmatch(plain)
    return _utc(now - timedelta(hours=int(hours[1]))) if hours else found or ""


def _utc(when: datetime) -> str:
    if when.tzinfo is not None:
        when = when.astimezone(UTC).replace(tzinfo=None)
    return when.isoformat(timespec="seconds")


def _before(since: str) -> str:
    """The last day, or the last second, before a span begins.

    >>> _before("2026-03-01"), _before("2026-03-01T12:00:00")
    ('2026-02-28', '2026-03-01T11:59:59')
    """
    first = datetime.fromisoformat(since)
    if "T" in since:
        return (first - timedelta(seconds=1)).isoformat()
    try:
        return (first - timedelta(days=1)).strftime("%Y-%m-%d")
    except OverflowError:
        raise DossierError(f"since {since} is before all days. Give a later one.") from None
