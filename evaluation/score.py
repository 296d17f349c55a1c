"""How far a reading agrees with a gold reading.

gold, reading ─► pairs(…) ─► Tally ─► figures(…)

Items are paired one to one, the most alike first. A statement needs half of its words
in common; an event its type and a trigger word of the same stem; a figure its measure
and value; a position its holder, stance and four tenths of its issue. Strings are
compared by their words, without case, punctuation, articles and titles. All figures
are F1 in per cent, or the share of the paired items with the part right.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

Item = dict[str, Any]
T = TypeVar("T")

_IDLE = frozenset([
    "the", "a", "an", "of", "to", "that", "and", "mr", "mrs", "ms", "dr", "president", "prime",
    "minister", "secretary", "state", "foreign", "chief", "general", "lt", "gen", "col", "sen",
    "rep", "senior", "spokesperson", "spokesman", "spokeswoman", "envoy", "u", "s", "us",
])  # fmt: skip
# Names by which reports call a government, for the countries of the development reports.
_ALSO = {
    "united states": ("american", "america", "washington", "u.s.", "us"),
    "israel": ("israeli",), "russia": ("russian", "moscow", "kremlin"),
    "ukraine": ("ukrainian", "kyiv"), "iran": ("iranian", "tehran"),
    "egypt": ("egyptian", "cairo"), "qatar": ("qatari",), "palestinians": ("palestinian",),
}  # fmt: skip
_SAME = {other: name for name, others in _ALSO.items() for other in others}


def words(value: str | Sequence[str] | None) -> list[str]:
    """Return the lower-case words of a string or of a list of strings."""
    text = value or "" if isinstance(value, str) or value is None else " ".join(value)
    return re.findall(r"[^\W_]+", re.sub(r"[’']s\b", "", text.lower()))


def overlap(a: str | Sequence[str] | None, b: str | Sequence[str] | None) -> float:
    """Return the F1 of two strings' words, from 0 to 1.

    >>> overlap("a truce in June", "the truce in June")
    0.75
    """
    x, y = Counter(words(a)), Counter(words(b))
    both = (x & y).total()
    return 2 * both / (x.total() + y.total()) if both else 0.0


def alike(a: str | None, b: str | None) -> bool:
    """Tell whether two names mean the same.

    >>> alike("the envoy Ana Rukh", "Rukh"), alike("Ana Rukh", "Ana Ruiz")
    (True, False)
    """
    x, y = (set(words(_SAME.get((v or "").strip().lower(), v))) for v in (a, b))
    if x == y:
        return bool(x)
    x, y = x - _IDLE or x, y - _IDLE or y
    short, long = sorted((x, y), key=len)
    return bool(short) and (short <= long or len(short & long) / len(long) >= 0.6)


def pairs(
    gold: Sequence[T], read: Sequence[T], affinity: Callable[[T, T], float]
) -> list[tuple[T, T]]:
    """Return one-to-one pairs with an affinity above 0, best first."""
    ranked = sorted(
        ((affinity(g, r), -i, -j) for i, g in enumerate(gold) for j, r in enumerate(read)),
        reverse=True,
    )
    out, left, right = [], set(), set()
    for value, i, j in ranked:
        if value > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((gold[-i], read[-j]))
    return out


def names_f1(gold: Sequence[str], read: Sequence[str]) -> float:
    """Return the F1 of two lists of names, 1 when both are empty."""
    if not gold and not read:
        return 1.0
    return 2 * len(pairs(gold, read, lambda a, b: float(alike(a, b)))) / (len(gold) + len(read))


def statement_affinity(g: Item, r: Item) -> float:
    """Return how alike two statements are; 0 if their contents share too little."""
    common = overlap(g["content"], r["content"])
    if common < 0.5:
        return 0.0
    return common + alike(g["speaker"], r["speaker"]) + 0.5 * (overlap(g["cue"], r["cue"]) > 0)


def event_affinity(g: Item, r: Item) -> float:
    """Return how alike two events are; 0 if type or trigger differ."""
    idle = {w[:5] for w in _IDLE}
    stems = [{w[:5] for w in words(x["trigger"])} - idle for x in (g, r)]
    if g["type"] != r["type"] or not stems[0] & stems[1]:
        return 0.0
    names = sum(names_f1(g[role], r[role]) for role in ("actor", "recipient"))
    return 1 + names + 0.1 * bool(g["status"] == r["status"])


def figure_affinity(g: Item, r: Item) -> float:
    """Return whether two figures have the same measure and value."""
    same = g["value"] == r["value"] or words(g["text"]) == words(r["text"])
    return float(same and g["measure"] == r["measure"])


def position_affinity(g: Item, r: Item) -> float:
    """Return how alike two positions are; 0 if holder or stance differ."""
    common = overlap(g["issue"], r["issue"])
    fits = common >= 0.4 and g["stance"] == r["stance"] and alike(g["holder"], r["holder"])
    return common if fits else 0.0


def chain_right(g: Item, r: Item) -> bool:
    """Tell whether two chains name the same speakers behind the publisher."""
    a, b = g["chain"], r["chain"]
    return len(a) == len(b) and all(alike(x, y) for x, y in zip(a[1:], b[1:], strict=True))


AFFINITIES = {
    "statement": statement_affinity,
    "event": event_affinity,
    "figure": figure_affinity,
    "position": position_affinity,
}


def tally(gold: Item, reading: Item) -> Counter[str]:
    """Count gold, read and paired items of one report, and the parts that are right."""
    n: Counter[str] = Counter()
    for kind, affinity in AFFINITIES.items():
        g, r = gold[kind + "s"], reading[kind + "s"]
        paired = pairs(g, r, affinity)
        n.update({f"{kind} gold": len(g), f"{kind} read": len(r), f"{kind} hit": len(paired)})
        for a, b in paired:
            if kind == "statement":
                _count_statement(n, a, b)
            elif kind == "event":
                _count_event(n, a, b)
    return n


def _count_statement(n: Counter[str], g: Item, r: Item) -> None:
    speaker, chain = alike(g["speaker"], r["speaker"]), chain_right(g, r)
    n.update({"speaker": int(speaker), "chain": int(chain), "sourced": int(speaker and chain)})
    n.update({part: int(g[part] == r[part]) for part in ("kind", "act", "form")})


def _count_event(n: Counter[str], g: Item, r: Item) -> None:
    actor = names_f1(g["actor"], r["actor"])
    n["acted"] += actor >= 0.5
    n["status"] += g["status"] == r["status"]
    n["actor %"] += round(100 * actor)
    n["recipient %"] += round(100 * names_f1(g["recipient"], r["recipient"]))


def figures(tallies: Iterable[Counter[str]]) -> dict[str, float]:
    """Return all figures in per cent over any number of reports."""
    n: Counter[str] = Counter()
    for t in tallies:
        n.update(t)

    def f1(hit: str, kind: str) -> float:
        return 200 * n[hit] / max(1, n[f"{kind} gold"] + n[f"{kind} read"])

    def share(part: str, kind: str, per: int = 100) -> float:
        return per * n[part] / max(1, n[f"{kind} hit"])

    out = {
        "sourced statements": f1("sourced", "statement"),
        "events with actor": f1("acted", "event"),
        "figures": f1("figure hit", "figure"),
        "positions": f1("position hit", "position"),
    }
    return {
        **out,
        "reading": sum(out.values()) / 4,
        "statements": f1("statement hit", "statement"),
        **{part: share(part, "statement") for part in ("speaker", "chain", "kind", "act", "form")},
        "events": f1("event hit", "event"),
        "actor": share("actor %", "event", 1),
        "recipient": share("recipient %", "event", 1),
        "status": share("status", "event"),
    }
