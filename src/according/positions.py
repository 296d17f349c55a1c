"""Assemble positions: which party stands where on which issue."""

import re
from collections.abc import Iterator, Sequence

from according import names
from according.events import weighed
from according.model.encoder import Found, Mark
from according.overlaps import Overlaps
from according.records import Position, Span, Statement
from according.said import Said
from according.speakers import UNNAMED, Cast

MIN_HOLDER = 0.5  # the mentions of a holder must reach this together
SPEAKER_HOLDS = 0.2  # the weight of the speaker among them
OPPOSED = 0.35  # a second party stands otherwise on the same words if that is as likely
_GOES_ON = re.compile(r" (?:of|in|to|for|on|with|from|between|against|by)\b")
_CLAUSE = re.compile(r"[,;:.!?”\n]|\"(?!\w)| (?:and|but)\b")
NEARLY = 0.6  # and this share of what the likeliest holder's reach


def assemble(text: str, found: Sequence[Found], cast: Cast, said: Said) -> list[Position]:
    """Return the positions of one report; an issue with several holders gives one each.

    A position is found by its issue, or by the cue of the statement that takes the stand;
    where both find it, or two cues do, the surer finding is kept with its holders, and what
    is as sure of another party that stands otherwise ("Rehl asks for it, the Union refuses").
    """
    groups: list[list[Position]] = []
    for f in found:
        if f.anchor == "position":
            groups.append(list(_by_issue(text, f, cast, said)))
        elif f.anchor == "stand":
            groups += _by_cue(text, f, cast, said)
    groups = sorted(filter(None, groups), key=lambda g: -g[0].confidence)
    taken = Overlaps((g, [p.issue_span for p in g]) for g in groups)
    kept: list[Position] = []
    done: set[int] = set()
    for group in groups:
        before = (g for g in taken.touching(group[0].issue_span) if id(g) in done)
        if not any(_again(group[0], k) for g in before for k in g):
            kept += group
            done.add(id(group))
    return sorted(kept, key=lambda p: p.issue_span)


def _by_issue(text: str, f: Found, cast: Cast, said: Said) -> Iterator[Position]:
    """Yield a position for each holder of an issue."""
    around = said.innermost(f.span)
    for holder in _holders(cast, f.roles.get("holder", []), around):
        own = next((s for s in said.outwards(around) if names.same(s.speaker, holder)), around)
        yield from _position(text, f.span, holder, f, own)


def _by_cue(text: str, f: Found, cast: Cast, said: Said) -> Iterator[list[Position]]:
    """Yield the positions that the speakers of a statement take in it, issue by issue."""
    own = said.of_cue(f.span)
    if own is None or own.speaker == UNNAMED or _reports(own):
        return
    for issue in f.roles.get("issue", []):
        by_each = (
            _position(text, issue.span, holder, f, own, issue.probability)
            for holder in cast.each(own.source_span, own.speaker)
        )
        yield [p for positions in by_each for p in positions]


def _position(  # noqa: PLR0913, PLR0917  one place where positions are made
    text: str, issue: Span, holder: str, f: Found, own: Statement | None, sure: float = 1.0
) -> Iterator[Position]:
    """Yield the position, unless the issue says nothing by itself."""
    issue = whole(text, issue, own.content_spans if own else ())
    written = text[issue[0] : issue[1]]
    if _names_something(written):
        yield Position(
            holder=holder,
            issue=written,
            stance=f.labels["stance"][0],  # type: ignore[arg-type]  # the inventory is Stance's
            statement=own.id if own else None,
            issue_span=issue,
            confidence=f.labels["stance"][1] * sure,
        )


def whole(text: str, issue: Span, content: Sequence[Span]) -> Span:
    """Return an issue with what belongs to it in the content that it stands in.

    A verb alone ("release | the three shepherds") is none, and what goes on with a preposition
    ("talks | with the Union on a truce") ends where the clause does.
    """
    start, end = issue
    stop = next((b for a, b in content if a <= start and end < b), end)
    if " " in text[start:end] and not _GOES_ON.match(text, end, stop):
        return issue
    over = _CLAUSE.search(text, end, stop)
    after = over.start() if over else stop
    after += text[start : after + 1].count('"') == 2  # the mark that closes what opened inside
    return start, end + len(text[end:after].rstrip())


def _again(a: Position, b: Position) -> bool:
    """Tell whether two positions are one, or one too unlikely beside the other.

    Their issues share most of the shorter one's characters.
    """
    (p, q), (r, s) = a.issue_span, b.issue_span
    shared = min(q, s) - max(p, r) > min(q - p, s - r) / 2
    apart = not names.same(a.holder, b.holder) and a.stance != b.stance
    return shared and not (apart and min(a.confidence, b.confidence) >= OPPOSED)


def _holders(cast: Cast, marks: Sequence[Mark], around: Statement | None) -> list[str]:
    """Return who holds a position: the likeliest, and whoever is nearly as likely.

    around: the statement that tells of it, whose speaker is a likely one.
    """
    said = around is not None and around.speaker != UNNAMED
    speakers = cast.each(around.source_span, around.speaker) if around and said else []
    chances, place = weighed(cast, marks, speakers, SPEAKER_HOLDS)
    if around and _reports(around):
        chances.pop(around.speaker, None)
    top = max(chances.values(), default=0.0)
    kept = [name for name, p in chances.items() if p >= max(MIN_HOLDER, NEARLY * top)]
    return sorted(kept, key=lambda name: place.get(name, -1))


def _reports(statement: Statement) -> bool:
    """Tell whether a medium tells of a stand: it takes none, unless it demands or rejects."""
    return statement.kind == "outlet" and statement.act == "say"


def _names_something(issue: str) -> bool:
    """Tell whether an issue has a word of its own, not only "the" or "on it"."""
    return any(len(word) > 3 for word in issue.split())
