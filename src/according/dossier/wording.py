"""How the dossier's answers are put into words, the same on screen, on paper and in feeds.

Evidence, keys, days ──► "Edda Karsten (Caldria) and 2 more", "5 May 2026", "3 origins in 7 reports"
"""

from collections.abc import Callable, Iterable, Sequence

from according.dossier.evidence import Evidence
from according.dossier.series import Scope
from according.ledger.identity import fold

Title = Callable[[str], str]  # a key to a name: Dossier.title

_MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August",
           "September", "October", "November", "December")  # fmt: skip
_NUMBERS = frozenset(f"{number:02}" for number in range(1, 13))
_NOMINAL = frozenset({"money", "percent", "aid", "troops", "buildings"})  # no participles
_PLURALS = {"people": "people", "child": "children", "man": "men", "woman": "women", "crew": "crew"}
_QUOTES = ' "“”„«»'
_ROOM = 220  # characters of a quotation
_NAMED = 3  # of those on whose word it is, before "and 2 more"


def day(when: str) -> str:
    """Write the day of a date or time, as far as it is known.

    >>> day("2026-05-05T06:40:00"), day("2026-05"), day("")
    ('5 May 2026', 'May 2026', 'undated')
    """
    year, month, number = (*when[: len("2026-05-05")].split("-"), "", "")[:3]
    if not year.isdigit() or (month and month not in _NUMBERS):
        return when or "undated"
    return " ".join(part for part in (number.lstrip("0"), _MONTHS[int(month or 0)], year) if part)


def short_day(when: str) -> str:
    """Write a day in little room, without its year.

    >>> short_day("2026-05-05T06:40:00")
    '5 May'
    """
    words = day(when).split()
    return f"{words[0]} {words[1][:3]}" if len(words) == 3 else day(when)


def span(since: str, until: str) -> str:
    """Write a span of days.

    >>> span("2026-04-01", "2026-05-05"), span("2026-04-01", "2026-04-03"), span("2026-04-01", "")
    ('1 April – 5 May 2026', '1 – 3 April 2026', '1 April 2026')
    """
    first, last = day(since).split(), day(until or since).split()
    if first == last or len(first) < 3 or len(last) < 3:
        return " – ".join(dict.fromkeys([" ".join(first), " ".join(last)]))
    while first and last and first[-1] == last[len(first) - 1] and len(first) > 1:
        first.pop()
    return f"{' '.join(first)} – {' '.join(last)}"


def joined(names: Iterable[str], last: str = "and") -> str:
    """Write a list as one reads it aloud.

    >>> joined(["Oradan", "Veshtia", "Kelmara"])
    'Oradan, Veshtia and Kelmara'
    """
    *some, final = [*names] or [""]
    return f"{', '.join(some)} {last} {final}" if some else final


def counted(number: int, noun: str) -> str:
    """Write a count of things.

    >>> counted(1, "report"), counted(1200, "report")
    ('1 report', '1,200 reports')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def amount(value: float) -> str:
    """Write a number as it is, whole where it is whole.

    >>> amount(1200.0), amount(2.5)
    ('1,200', '2.5')
    """
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def scope(of: Scope) -> str:
    """Say what is counted.

    >>> scope(Scope("killed", "people", "lower sarn")), scope(Scope("other", "observer"))
    ('people killed in Lower Sarn', 'observers')
    >>> scope(Scope("released", "prisoner", to_come=True))
    'prisoners to be released'
    """
    who = _PLURALS.get(of.who) or (of.who if of.who.endswith(("s", "men")) else f"{of.who}s")
    what = (
        "" if of.measure == "other" else f" to be {of.measure}" if of.to_come else f" {of.measure}"
    )
    if of.measure in _NOMINAL:
        who, what = f"{of.measure}{' to come' if of.to_come else ''}", f" ({who})"
    where = f" in {of.place.title()}" if of.place else ""
    return f"{who}{what}{where}{f' since {day(of.since)}' if of.since else ''}"


def whose(evidence: Evidence, title: Title) -> str:
    """Say on whose word one telling is, and who that is where it is not said by the name."""
    by = evidence.by or "an unknown publisher"
    if evidence.voice == "unnamed":
        if fold(by) == fold(evidence.publisher):  # "it is said": nobody told the outlet but itself
            return by
        by = "an unnamed source" if by.lower() == "unnamed" else by
        return f"{by} (told {evidence.publisher})" if evidence.publisher else by
    if evidence.voice == "hearsay":
        return f"{by} (as told by {evidence.publisher})" if evidence.publisher else by
    side = title(evidence.side) if evidence.side else ""
    return by if not side or side.lower() in by.lower() else f"{by} ({side})"


def voices(evidence: Sequence[Evidence], title: Title, most: int = _NAMED) -> str:
    """Say on whose word tellings are, each origin and name once, in the order of publication."""
    first: dict[str, Evidence] = {}
    for each in evidence:
        if each.copy_of is None or len(evidence) == 1:
            first.setdefault(each.origin, each)
    called: dict[str, str] = {}
    for each in first.values():
        name = whose(each, title)
        called.setdefault(fold(name), name)
    names = list(called.values())
    more = len(names) - most
    return joined([*names[:most], f"{more} more"] if more > 0 else names)


def shown(words: str, room: int = _ROOM) -> str:
    """Words of a report as they stand between quotation marks of ours, cut to a length.

    >>> shown("“We will not sign,”"), shown("the talks that were held in Port Isel", 20)
    ('We will not sign,', 'the talks that were …')
    """
    plain = " ".join(words.split()).strip(_QUOTES)
    if len(plain) <= room:
        return plain
    return plain[: plain.rfind(" ", 1, room + 1)] + " …"


def weight(origins: int, evidence: Iterable[Evidence]) -> str:
    """Say how much stands behind an answer.

    >>> weight(1, [])
    '1 origin in 0 reports'
    """
    return f"{counted(origins, 'origin')} in {counted(len(reports(evidence)), 'report')}"


def reports(evidence: Iterable[Evidence]) -> tuple[int, ...]:
    """The numbers of the reports, each once, in order."""
    return tuple(dict.fromkeys(each.report for each in evidence))
