"""Any number of readings of reports that look like news, for measuring the ledger.

gold report ──► the same with other words of the same lengths ──► Reading

Half of the longer words are exchanged for another word of the same length from all reports, so
that every text is new to the ledger (no run of words recurs), its words are words, its
offsets hold, and it has as many statements, events, figures and positions as a real one.
"""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from according.records import Event, Figure, Position, Reading, Report, Span, Statement

GOLD = Path(__file__).parent / "gold"
DAYS = 365  # over which the days of publication are spread
_WORD = re.compile(r"\b[a-z]{3,}\b")
_SURE = 0.9


@cache
def _golds() -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf8")) for path in sorted(GOLD.glob("e*.json"))]


@cache
def _words() -> dict[int, list[str]]:
    """Give all words of the reports by length."""
    out = defaultdict(set)
    for gold in _golds():
        for word in _WORD.findall(gold["report"]["text"]):
            out[len(word)].add(word)
    return {length: sorted(words) for length, words in out.items()}


def readings(count: int, *, first: int = 0, reader: str = "2026.1") -> Iterator[Reading]:
    """Give readings number ``first`` and following; the same numbers give the same readings."""
    for number in range(first, first + count):
        yield reading(number, reader)


def reading(number: int, reader: str = "2026.1") -> Reading:
    """Give one reading."""
    rng = random.Random(number)
    gold = _golds()[number % len(_golds())]
    text = _exchanged(gold["report"]["text"], rng)
    day = date(2026, 1, 1) + timedelta(days=rng.randrange(DAYS))
    report = Report(
        text=text,
        id=f"m{number}",
        publisher=gold["report"]["publisher"],
        url=f"https://made-up.example/{number}",
        published=day.isoformat(),
        title=gold["report"]["title"],
    )
    find = _Finder(gold["report"]["text"], text)
    return Reading(
        report=report,
        statements=[_statement(each, find) for each in gold["statements"]],
        events=[_event(each, find) for each in gold["events"]],
        figures=[_figure(each, find) for each in gold["figures"]],
        positions=[_position(each, find) for each in gold["positions"]],
        reader=reader,
    )


def _exchanged(text: str, rng: random.Random) -> str:
    def other(match: re.Match[str]) -> str:
        return rng.choice(_words()[len(match[0])]) if rng.random() < 0.5 else match[0]

    return _WORD.sub(other, text)


class _Finder:
    """Finds in the old text, quotes from the new one."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new

    def span(self, words: str) -> Span:
        start = max(self.old.find(words), 0)
        return start, start + len(words)

    def quoted(self, words: str) -> str:
        start, end = self.span(words)
        return self.new[start:end]


def _maybe(words: str | None, find: _Finder) -> tuple[str | None, Span | None]:
    return (None, None) if words is None else (find.quoted(words), find.span(words))


def _statement(gold: dict[str, Any], find: _Finder) -> Statement:
    content = gold["content"]
    parts = [content] if isinstance(content, str) else content
    quoted = [find.quoted(part) for part in parts]
    (cue, cue_span), (source, source_span) = (_maybe(gold[n], find) for n in ("cue", "source"))
    plain = {n: gold[n] for n in ("id", "kind", "act", "form", "speaker", "via", "chain")}
    return Statement(
        content=quoted[0] if isinstance(content, str) else quoted,
        content_spans=[find.span(part) for part in parts],
        cue=cue,
        cue_span=cue_span,
        source=source,
        source_span=source_span,
        confidence=_SURE,
        **plain,
    )


def _event(gold: dict[str, Any], find: _Finder) -> Event:
    written = gold["trigger"]
    first = written if isinstance(written, str) else written[0]  # "called … off"
    trigger, span = find.quoted(first), find.span(first)
    return Event(**{**gold, "trigger": trigger}, trigger_span=span, confidence=_SURE)


def _figure(gold: dict[str, Any], find: _Finder) -> Figure:
    text, span = find.quoted(gold["text"]), find.span(gold["text"])
    return Figure(**{**gold, "text": text}, text_span=span, confidence=_SURE)


def _position(gold: dict[str, Any], find: _Finder) -> Position:
    issue, span = find.quoted(gold["issue"]), find.span(gold["issue"])
    return Position(**{**gold, "issue": issue}, issue_span=span, confidence=_SURE)
