"""Assemble statements: content, source, speaker, nesting and chain.

[Found] ─► drafts, turns of a talk ─► nesting (via) ─► quotations that go on ─► speakers, chains

Nesting is containment: a statement stands in the smallest one whose content holds its
cue. "The Post, citing two sources" shares one content between two cues; there the
second stands in the first by its cue ("citing").
"""

import re
from collections.abc import Sequence

from according import datelines, names, sources, uncued
from according.drafts import Draft, before, draft
from according.model.encoder import Found, Mark
from according.overlaps import Overlaps
from according.quotes import Marks
from according.records import Form, Kind, Span, Statement
from according.speakers import UNNAMED, Cast, is_third, resolve

_CITING = re.compile(
    r"\b(?:citing|cit(?:es|ed)|quot(?:ing|es|ed)|attribut(?:ing|ed))\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+[\"“]?[A-Z]|\n")
MIN_SPEAKER = 0.05  # below this the pointer to an antecedent is not followed


def nest(drafts: Sequence[Draft], text: str) -> None:
    """Set each draft's outer one: the smallest whose content holds its cue or content."""
    ordered = sorted(drafts, key=lambda d: d.size)
    by_size = Overlaps((d, d.content) for d in ordered)
    by_place = Overlaps((d, d.content) for d in drafts)
    for d in ordered:
        spans = [s for s in (d.cue,) if s] or d.content
        for o in by_size.touching(spans[0]):
            if o is d or o.size < d.size:
                continue
            if all(o.holds(s) for s in spans) and not _loops(d, o):
                d.outer = o
                break
        else:
            d.outer = _cited(d, by_place.touching(*d.content), text)
    for d in drafts:
        d.outer = _inmost(d, by_place)


def _inmost(d: Draft, by_place: "Overlaps[Draft]") -> Draft | None:
    """Return the statement that ``d`` stands in at last.

    "The Post, citing two sources, said that he fears": both contents hold the fear, and it
    is the sources who tell of it.
    """
    spans = [d.cue] if d.cue else d.content
    o = d.outer
    while o is not None:
        inner = (
            x
            for x in by_place.touching(*o.content)
            if x.outer is o and x is not d and _shares(x, o) and all(map(x.holds, spans))
        )
        deeper = next((x for x in inner if not _loops(d, x)), None)
        if deeper is None:
            break
        o = deeper
    return o


def _cited(d: Draft, drafts: Sequence[Draft], text: str) -> Draft | None:
    """Return the statement that shares the content of ``d`` and passes it on.

    "The Post, citing two sources, said", "the Post quoted an official as saying": the
    outlet's statement holds the other; between two that are no outlets, the one whose
    cue does not cite.
    """
    for o in drafts:
        if o is d or _loops(d, o):
            continue
        together = _one_sentence(d, o, text)
        if not (_shares(d, o) or (together and _passes_on(o) and all(map(o.holds, d.content)))):
            continue
        if _passes_on(o) != _passes_on(d):
            if _passes_on(o) and (_cites(d, text) or _cites(o, text)):
                return o
        elif together and _cites(d, text) and not _cites(o, text):
            return o
    return None


def _one_sentence(d: Draft, o: Draft, text: str) -> bool:
    """Tell whether two cues stand in one sentence."""
    if d.cue is None or o.cue is None:
        return False
    first, second = sorted((d.cue, o.cue))
    return not _SENTENCE_END.search(text, first[1], second[0])


def _shares(d: Draft, o: Draft) -> bool:
    common = sum(max(0, min(b, y) - max(a, x)) for a, b in d.content for x, y in o.content)
    return common > 0.6 * max(d.size, o.size)


def _passes_on(d: Draft) -> bool:
    return d.kind in {"outlet", "document"}


def _cites(d: Draft, text: str) -> bool:
    return d.cue is not None and _CITING.search(text[d.cue[0] : d.cue[1]]) is not None


def _loops(d: Draft, o: Draft) -> bool:
    at: Draft | None = o
    while at is not None:
        if at is d:
            return True
        at = at.outer
    return False


def name(drafts: Sequence[Draft], cast: Cast, marks: Marks, told_by: list[str]) -> None:
    """Resolve speakers and chains, outer statements first; told_by: where chains begin."""
    outer: list[Draft] = []  # in the order of the text
    for d in sorted(drafts, key=lambda d: (_depth(d), d.start)):
        last = before(outer, d.start)
        if d.speaker == "…" and last:
            d.speaker = last.speaker
        elif not d.speaker:
            d.speaker = resolve(
                cast, d.source, antecedent(cast, d.mentions, d.source, _other(marks, d)), d.kind,
                d.outer.speaker if d.outer else None, last.speaker if last else None,
            )  # fmt: skip
        above = d.outer.chain if d.outer else told_by
        if d.kind != "document" and names.same(d.speaker, above[-1]):
            d.speaker = above[-1]  # "the Ministry", in the ministry's own statement
        d.kind = settled(d.kind, d.speaker)
        d.chain = above if above[-1] == d.speaker else [*above, d.speaker]
        if d.outer is None and d.speaker:
            outer.append(d)


def settled(kind: Kind, speaker: str) -> Kind:
    """Return the kind of a speaker: the network's, unless the words rule it out.

    >>> settled("person", "Sarn's foreign minister"), settled("body", "two reports")
    ('unnamed', 'document')
    """
    if speaker == UNNAMED:
        return "unnamed"
    told = sources.kind_of(speaker)
    plain = told in {"unnamed", "document"} and kind in {"person", "body"}
    return told if plain and not sources.is_pronoun(speaker) else kind


def _told_by(text: str, publisher: str | None) -> list[str]:
    """Return who tells of all that a report says: its publisher, and the agency that it is from."""
    agency = datelines.agency(text)
    if agency is None or (publisher and names.same(publisher, agency)):
        return [publisher or "the report"]
    return [publisher, agency] if publisher else [agency]


def _other(marks: Marks, d: Draft) -> str | None:
    """Return who cannot be meant: in his own quoted words a speaker is no "they"."""
    if d.outer is None or d.source is None or not marks.inside(d.source):
        return None
    return d.outer.speaker if is_third(marks.text[d.source[0] : d.source[1]]) else None


def antecedent(
    cast: Cast, mentions: Sequence[Mark], source: Span | None = None, other: str | None = None
) -> Span | None:
    """Return the best mention of the likeliest speaker, mentions of one name added up.

    source: where the speaker is mentioned by a word that cannot mean just anybody; other:
    who it is not.
    """
    chances: dict[str, float] = {}
    best: dict[str, Mark] = {}
    for m in sorted(mentions, key=lambda m: -m.probability):
        name = cast.fullest(m.span)
        chances[name] = chances.get(name, 0.0) + m.probability
        best.setdefault(name, m)
    written = cast.text[source[0] : source[1]] if source else None
    for name, p in sorted(chances.items(), key=lambda c: -c[1]):
        if p < MIN_SPEAKER:
            break
        if name != other and (written is None or cast.agreement.allows(written, name, p)):
            return best[name].span
    return None


def _depth(d: Draft) -> int:
    depth = 0
    while d.outer is not None:
        d, depth = d.outer, depth + 1
    return depth


def form(marks: Marks, content: Sequence[Span]) -> Form:
    """Tell direct from indirect and mixed speech by the quotation marks.

    >>> form(Marks('He said "no".'), [(8, 12)]), form(Marks("He said no."), [(8, 10)])
    ('direct', 'indirect')
    """
    marked = " ".join(marks.text[a:b] for a, b in content)
    outside = sum(c.isalnum() for c in _strip_quoted(marked))
    total = sum(c.isalnum() for c in marked)
    if outside == 0 or all(marks.inside(s) for s in content):
        return "direct"
    return "indirect" if outside == total else "mixed"


def _strip_quoted(marked: str) -> str:
    return re.sub(r"[\"“«„][^\"“”«»„]*(?:[\"”»]|$)|^[^\"“«„]*[”»]", " ", marked)


def assemble(
    text: str, found: Sequence[Found], cast: Cast, publisher: str | None
) -> list[Statement]:
    """Return the statements of one report, in the order of the text."""
    drafts = [d for f in found if f.anchor == "statement" and (d := draft(text, f))]
    drafts += uncued.turns(text, cast, drafts)
    nest(drafts, text)
    drafts += uncued.continued(text, drafts)
    marks = Marks(text)
    name(drafts, cast, marks, _told_by(text, publisher))
    drafts.sort(key=lambda d: (d.start, -d.size))
    for i, d in enumerate(drafts):
        d.id = f"s{i + 1}"
    return [_record(marks, d) for d in drafts]


def _record(marks: Marks, d: Draft) -> Statement:
    text = marks.text
    quoted = [text[a:b] for a, b in d.content]
    return Statement(
        id=d.id,
        content=quoted[0] if len(quoted) == 1 else quoted,
        cue=text[d.cue[0] : d.cue[1]] if d.cue else None,
        source=text[d.source[0] : d.source[1]] if d.source else None,
        kind=d.kind,
        act=d.act,  # type: ignore[arg-type]  # the label inventory is Act's
        form="direct" if d.spoken else form(marks, d.content),
        speaker=d.speaker,
        via=d.outer.id if d.outer else None,
        chain=d.chain,
        content_spans=d.content,
        cue_span=d.cue,
        source_span=d.source,
        confidence=d.confidence,
    )
