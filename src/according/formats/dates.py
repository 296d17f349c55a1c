"""Read the day of publication, or admit that it cannot be read.

A wrong day spoils every "on Tuesday" of the report, so only what has one meaning is
taken: ISO 8601 as it stands, mail dates, and written dates on which day-first and
month-first readers agree. "03/04/2025" is refused.
"""

import re
import warnings
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?", re.DOTALL)
_BASIC = re.compile(r"\d{8}(?:T\d{4,}.*)?")
_MAIL = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}.*")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_CLOCK = re.compile(r"\d[:.]\d\d|\d\s*[ap]\.?m\b", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:\w*day)?\b", re.IGNORECASE)
_LONGEST = 80  # characters; longer strings are prose, and dateparser takes seconds on them


def parse_date(written: str) -> str | None:
    """Give an ISO 8601 date or time, or None when ``written`` has no single meaning.

    >>> parse_date("2025-09-04T16:22:00+02:00")
    '2025-09-04T16:22:00+02:00'
    >>> parse_date("Thu, 04 Sep 2025 16:22:00 +0200")
    '2025-09-04T16:22:00+02:00'
    >>> parse_date("03/04/2025") is None
    True
    """
    written = written.strip()
    if not written or len(written) > _LONGEST:
        return None
    if _ISO.fullmatch(written):
        return written if _iso(written) else None
    if _BASIC.fullmatch(written):
        moment = _iso(written)
        return _write(moment, "T" in written) if moment else None
    moment = _mail(written) or _words(written)
    if moment is None or not _weekday_agrees(written, moment):
        return None
    return _write(moment, bool(_CLOCK.search(written)))


def _iso(written: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(written)
    return None


def _mail(written: str) -> datetime | None:
    if not _MAIL.fullmatch(written):
        return None
    with suppress(ValueError, TypeError, OverflowError):
        return parsedate_to_datetime(written)
    return None


def _words(written: str) -> datetime | None:
    """Read "4 September 2025" and its kin in any language that dateparser knows."""
    if not _YEAR.search(written) or not _DAY.search(written):
        return None  # also spares dateparser the seconds that "yesterday" costs it
    import dateparser  # type: ignore[import-untyped]  # noqa: PLC0415  # slow to import

    found: set[datetime | None] = set()
    for order in ("DMY", "MDY"):
        settings = {
            "DATE_ORDER": order,
            "PREFER_LOCALE_DATE_ORDER": False,
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "STRICT_PARSING": True,
        }
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                found.add(dateparser.parse(written, settings=settings))
            except (ValueError, OverflowError, RecursionError):
                return None
    return found.pop() if len(found) == 1 else None


def _weekday_agrees(written: str, moment: datetime) -> bool:
    """Refuse a date that contradicts itself, such as "Thursday 5 September 2025"."""
    named = _WEEKDAY.search(written)
    return named is None or named.group(1).lower() == moment.strftime("%a").lower()


def _write(moment: datetime, timed: bool) -> str:  # noqa: FBT001  # private, read at once
    return moment.isoformat() if timed else moment.date().isoformat()
