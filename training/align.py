"""Find where in the text a gold reading's strings stand.

Gold files quote words but give no offsets; a string may occur several times. Each
item's parts are placed together: the occurrences nearest to each other win, ties go
to the reading's own order, and a place once taken by a like item is not taken again.

gold reading ──► align(reading) ──► Aligned(anchors with role spans)   all in characters
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from according import dates, names
from according.records import Span

Item = dict[str, Any]  # one item of a gold file, or the file


@dataclass
class Anchor:
    """One item of the reading at its place in the text."""

    kind: str  # of labels.ANCHORS
    span: Span
    roles: dict[str, list[Span]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)  # act, kind, type, status, …


def pieces(value: str | Sequence[str] | None) -> list[str]:
    """Return the strings of a possibly discontinuous quotation."""
    return [] if value is None else [value] if isinstance(value, str) else [*value]


def occurrences(text: str, wanted: str) -> list[Span]:
    """Return every place where ``wanted`` stands as whole words."""
    if not wanted:
        return []
    left = r"(?<!\w)" if wanted[0].isalnum() else ""
    right = r"(?!\w)" if wanted[-1].isalnum() else ""
    return [m.span() for m in re.finditer(left + re.escape(wanted) + right, text)]


def gap(a: Span, b: Span) -> int:
    """Return the number of characters between two spans, 0 when they touch or overlap."""
    return max(0, b[0] - a[1], a[0] - b[1])


def within(a: Span, b: Span) -> bool:
    """Tell whether a lies in b."""
    return b[0] <= a[0] and a[1] <= b[1]


def _content(text: str, parts: list[str], first: Span) -> list[Span] | None:
    """Place the pieces of a content whose first piece stands at ``first``."""
    spans = [first]
    for part in parts[1:]:
        at = text.find(part, spans[-1][1])
        if at < 0:
            at = text.find(part)
            if at < 0:
                return None
        spans.append((at, at + len(part)))
    return spans


@dataclass
class Placed:
    """A statement with the places of its parts."""

    gold: Item
    content: list[Span]
    cue: Span | None
    source: Span | None

    def holds(self, span: Span) -> bool:
        """Tell whether the content covers ``span``."""
        return any(within(span, c) for c in self.content)


def statement(
    text: str, gold: Item, outer: Placed | None, taken: set[tuple[Span | None, Span]], after: int
) -> Placed | None:
    """Place one statement, or return None when its words are not found."""
    parts = pieces(gold["content"])
    cues, sources = (_places(text, gold[part]) for part in ("cue", "source"))
    best, cost = None, float("inf")
    for first in occurrences(text, parts[0]):
        content = _content(text, parts, first)
        if content is None:
            continue
        base = 0.0 if outer is None or outer.holds(first) else 500.0
        base += 0.02 * max(0, after - first[0]) + 0.001 * max(0, first[0] - after)
        for c in cues:
            far = _from_content(c, content)
            for s in sources:
                near = _from_cue(s, c, content)
                total = base + far + near + 300 * ((c, first) in taken) + 5 * _overlap(c, s)
                if total < cost:
                    best, cost = Placed(gold, content, c, s), total
    if best:
        taken.add((best.cue, best.content[0]))
    return best


def _places(text: str, value: str | Sequence[str] | None) -> Sequence[Span | None]:
    """Return where a part may stand; [None] for a part that the statement does not have."""
    wanted = pieces(value)
    return occurrences(text, wanted[0]) if wanted and wanted[0] else [None]


def _from_content(cue: Span | None, content: list[Span]) -> int:
    """Return how far a cue is from the content; one inside it is as good as 60 away."""
    if cue is None:
        return 0
    return min(gap(cue, p) for p in content) + 60 * any(within(cue, p) for p in content)


def _from_cue(source: Span | None, cue: Span | None, content: list[Span]) -> int:
    """Return how far a source is from its cue, or from the content where that is nearer."""
    if source is None:
        return 0
    return min(gap(source, cue or content[0]), 3 + min(gap(source, p) for p in content))


def _overlap(a: Span | None, b: Span | None) -> bool:
    return bool(a and b and b[0] < a[1] and a[0] < b[1])


def statements(text: str, gold: list[Item]) -> dict[str, Placed]:
    """Place all statements of a reading, outer ones before those inside them."""
    placed: dict[str, Placed] = {}
    taken: set[tuple[Span | None, Span]] = set()
    after = 0
    for item in gold:
        outer = placed.get(item["via"]) if item["via"] else None
        found = statement(text, item, outer, taken, outer.content[0][0] if outer else after)
        if found:
            placed[item["id"]] = found
            after = found.content[0][0]
    return placed


class Mentions:
    """Where the names of a report's actors stand in its text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = names.find(text)
        self.cache: dict[str, list[Span]] = {}

    def of(self, name: str) -> list[Span]:
        """Return the mentions of ``name``: literal ones and names that mean the same."""
        if name not in self.cache:
            spans = set(occurrences(self.text, name))
            for n in self.found:
                if names.same(n.canonical, name) or names.same(self.text[n.start : n.end], name):
                    spans.add((n.start, n.end))
            # a longer mention stands for those inside it
            self.cache[name] = sorted(
                s for s in spans if not any(s != o and within(s, o) for o in spans)
            )
        return self.cache[name]

    def literal(self, name: str, anchor: Span) -> Span | None:
        """Return the place nearest to ``anchor`` where ``name`` stands as written."""
        return min(occurrences(self.text, name), key=lambda s: gap(s, anchor), default=None)

    def nearest(self, name: str, anchor: Span, outside: Sequence[Span] = ()) -> Span | None:
        """Return the mention of ``name`` that a reader at ``anchor`` has in mind.

        One in the same sentence, else the last one before, else the first one after.
        """
        spans = [s for s in self.of(name) if not any(within(s, o) for o in outside)]
        if not spans:
            return None

        def cost(s: Span) -> tuple[int, int]:
            lo, hi = min(s[1], anchor[1]), max(s[0], anchor[0])
            between = self.text[lo:hi]
            crosses = bool(re.search(r"[.!?]['\"”’)]*\s|\n", between))
            return (0 if not crosses else 1 if s[0] < anchor[0] else 2, gap(s, anchor))

        return min(spans, key=cost)


def _trigger_place(
    text: str, gold: Item, placed: dict[str, Placed], used: set[tuple[str, Span]], after: int
) -> Span | None:
    inside = placed.get(gold["statement"])

    def cost(s: Span) -> float:
        c = 1000.0 if (gold["type"], s) in used else 0.0
        if inside is not None:
            c += 0 if inside.holds(s) else 500
        else:
            c += 100 * any(p.holds(s) for p in placed.values())
        return c + (0.01 * (s[0] - after) if s[0] >= after else 20 + 0.02 * (after - s[0]))

    spans = occurrences(text, pieces(gold["trigger"])[0])
    return min(spans, key=cost, default=None)


def events(
    report: Item, gold: list[Item], placed: dict[str, Placed], mentions: Mentions
) -> list[Anchor]:
    """Place the events with the mentions of their participants."""
    text = report["text"]
    out: list[Anchor] = []
    used: set[tuple[str, Span]] = set()
    after = 0
    whens = dates.find(text, report.get("published"))
    for item in gold:
        span = _trigger_place(text, item, placed, used, after)
        if span is None:
            continue
        used.add((item["type"], span))
        after = span[0]
        anchor = Anchor("event", span, labels={"type": item["type"], "status": item["status"]})
        for role in ("actor", "recipient", "mediator", "place"):
            wanted = pieces(item[role])
            find = mentions.nearest if role != "place" else mentions.literal
            spots = [m for name in wanted if (m := find(name, span)) and m != span]
            anchor.roles[role] = sorted(set(spots))
        day = [(w.start, w.end) for w in whens if w.date == item["date"]]
        if day:
            anchor.roles["date"] = [min(day, key=lambda s: gap(s, span))]
        out.append(anchor)
    return out


def cues(text: str, placed: dict[str, Placed], mentions: Mentions) -> list[Anchor]:
    """Turn placed statements that have a cue into anchors."""
    out = []
    for p in placed.values():
        if p.cue is None:
            continue
        g = p.gold
        anchor = Anchor("statement", p.cue, labels={"act": g["act"], "kind": g["kind"]})
        anchor.roles["content"] = p.content
        if p.source:
            anchor.roles["source"] = [p.source]
            written = text[p.source[0] : p.source[1]]
            inside = any(within(m, p.source) for m in mentions.of(g["speaker"]))
            if not inside and not names.same(names.strip_titles(written), g["speaker"]):
                hidden = [*p.content, p.source]
                spot = mentions.nearest(g["speaker"], p.cue, hidden)
                if spot:
                    anchor.roles["speaker"] = [spot]
        out.append(anchor)
    return out


def _figure_place(
    text: str, gold: Item, inside: Placed | None, used: set[Span], after: int
) -> Span | None:
    def cost(s: Span) -> tuple[bool, bool, int]:
        near = text[max(0, s[0] - 120) : s[1] + 120]
        return (
            inside is not None and not inside.holds(s),
            gold["who"] is not None and gold["who"] not in near,
            abs(s[0] - after) + (100 if s[0] < after else 0),
        )

    spans = [s for s in occurrences(text, gold["text"]) if s not in used]
    return min(spans, key=cost, default=None)


def figures(
    text: str, gold: list[Item], placed: dict[str, Placed], mentions: Mentions
) -> list[Anchor]:
    """Place the figures; a figure is anchored at the number as written."""
    out: list[Anchor] = []
    used: set[Span] = set()
    after = 0
    for item in gold:
        span = _figure_place(text, item, placed.get(item["statement"]), used, after)
        if span is None:
            continue
        used.add(span)
        after = span[0]
        labels = {"measure": item["measure"], "value": str(item["value"])}
        anchor = Anchor("figure", span, labels=labels)
        for role, key in (("who", "who"), ("where", "place"), ("cause", "cause")):
            value = item.get(key)
            if value:
                if role == "where":
                    spot = mentions.literal(value, span)
                else:
                    spot = min(occurrences(text, value), key=lambda s: gap(s, span), default=None)
                if spot and not within(span, spot):
                    anchor.roles[role] = [spot]
        out.append(anchor)
    return out


def _issue_place(text: str, gold: Item, inside: Placed | None, mentions: Mentions) -> Span | None:
    near = _middle(inside)

    def cost(s: Span) -> float:
        c = 0.0 if inside is None or inside.holds(s) else 200.0
        spot = mentions.nearest(gold["holder"], s)
        return c + (gap(s, near) if near else gap(s, spot) if spot else s[0] * 0.01)

    return min(occurrences(text, gold["issue"]), key=cost, default=None)


def _middle(placed: Placed | None) -> Span | None:
    """Return where a statement's holder is looked for around: its cue, else its content."""
    return (placed.cue or placed.content[0]) if placed else None


def positions(
    text: str, gold: list[Item], placed: dict[str, Placed], mentions: Mentions
) -> list[Anchor]:
    """Place the positions; a position is anchored at its issue."""
    out: list[Anchor] = []
    for item in gold:
        inside = placed.get(item["statement"])
        span = _issue_place(text, item, inside, mentions)
        if span is None:
            continue
        same = [a for a in out if a.span == span and a.labels["stance"] == item["stance"]]
        anchor = same[0] if same else Anchor("position", span, labels={"stance": item["stance"]})
        spot = mentions.nearest(item["holder"], _middle(inside) or span)
        if spot and not within(span, spot):
            anchor.roles.setdefault("holder", []).append(spot)
        if not same:
            out.append(anchor)
    return out


def stands(
    text: str, gold: list[Item], placed: dict[str, Placed], mentions: Mentions
) -> list[Anchor]:
    """Give each cue the stand that its speaker takes there: his stance and its issues.

    Of several stances in one statement the first is kept; positions whose holder is not the
    speaker are left to the issues themselves.
    """
    out = []
    for key, p in placed.items():
        if p.cue is None:
            continue
        own = [i for i in gold if i["statement"] == key and _holds(p.gold["speaker"], i["holder"])]
        stance = own[0]["stance"] if own else "none"
        spots = [_issue_place(text, i, p, mentions) for i in own if i["stance"] == stance]
        found = sorted({s for s in spots if s and not within(p.cue, s)})
        if own and not found:
            continue
        out.append(Anchor("stand", p.cue, {"issue": found}, {"stand": stance}))
    return out


def _holds(speaker: str, holder: str) -> bool:
    return holder in speaker or names.same(holder, speaker)


def align(gold: Item) -> tuple[list[Anchor], dict[str, int]]:
    """Return all anchors of a gold reading, and how many items could not be placed."""
    report = gold["report"]
    text = report["text"]
    mentions = Mentions(text)
    placed = statements(text, gold["statements"])
    found = [
        *cues(text, placed, mentions),
        *events(report, gold["events"], placed, mentions),
        *figures(text, gold["figures"], placed, mentions),
        *positions(text, gold["positions"], placed, mentions),
        *stands(text, gold["positions"], placed, mentions),
    ]
    lost = {
        "statement": len(gold["statements"]) - len(placed),
        "no cue": sum(p.cue is None for p in placed.values()),
    }
    for kind in ("event", "figure", "position"):
        lost[kind] = len(gold[kind + "s"]) - sum(a.kind == kind for a in found)
    return found, lost
