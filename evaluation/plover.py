"""Event types and participants on the PLOVER gold standard records.

    python -m evaluation.plover FILE

FILE is plover_gsr.jsonl of the data pack: one sentence a record, with one event (Open
Event Data Alliance, CC BY-SA 4.0). Its labels are those of 2016; four of them became
others in PLOVER 2021 (CAMEO2PLOVER): DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are
ACCUSE, FIGHT is ASSAULT. Every record but the file's DOCUMENT counts.

Type: right when any event read has the record's type. Strict: when an event whose
trigger overlaps one of the words marked EVT has it.

Actor and recipient: micro F1 over names, from one event of each record: the one of the
right type on a marked word, else of the right type, else on a marked word; of several
the one with most names right. Without such an event all of the record's names are missed.
A name is right when `names.same` says so, or when the words of one name all stand in the
other, without case and articles ("guerrillas", "ethnic Albanian guerrillas"); each
name counts once. A record with two sources and no target is one of parties side by side
(Israel and Lebanon met): there actors and recipients read are taken together as actors.

The records call a promise of aid AGREE and not AID, a threat to strike THREATEN; reports
are read by the annotation guide, which types the thing promised and says "planned". The
figures measure that difference of convention too.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from according import names
from according.reading import Reader
from according.records import Event, Reading, Report, Span

LATER = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "INVESTIGATE": "ACCUSE",
}
ROLES = ("actor", "recipient")
MARK = re.compile(r"\(\s*(?:SRC|TAR|EVT|LOC)(?:/(?:SRC|TAR|EVT|LOC))*\s*:\s*|[)}]")
MARKED = re.compile(r"\(EVT:\s*([^()}]*)[)}]")
ARTICLES = {"a", "an", "the"}


def load(path: Path) -> list[dict[str, Any]]:
    """Return the records that hold an event, with today's labels."""
    rows = [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]
    return [
        {**row, "event": LATER.get(row["event"], row["event"])}
        for row in rows
        if row["event"] != "DOCUMENT"
    ]


def marked(record: dict[str, Any]) -> list[Span]:
    """Return where in the text the words marked EVT stand.

    The markup is not always the text with marks (typing errors, a word more): each
    phrase is looked for near the place that the markup gives.

    >>> marked({"text": "Ana met Bo.", "textInfo": {"markup": "(SRC: Ana) (EVT: met) Bo."}})
    [(4, 7)]
    """
    info, text = record["textInfo"], record["text"]
    markup = info["markup"] if isinstance(info, dict) else info
    out = []
    for match in MARKED.finditer(markup):
        phrase = match[1].strip()
        near = len(MARK.sub("", markup[: match.start()]))
        found = [m.start() for m in re.finditer(re.escape(phrase), text)] if phrase else []
        if found:
            start = min(found, key=lambda at: abs(at - near))
            out.append((start, start + len(phrase)))
    return out


def people(record: dict[str, Any], key: str) -> list[str]:
    """Return the names of a record's sources or targets."""
    value = record.get(key)
    return [a["actorText"].strip() for a in value] if isinstance(value, list) else []


def alike(a: str, b: str) -> bool:
    """Tell whether two names mean the same, by `names.same` or by containment.

    >>> alike("Hungarian", "Hungary"), alike("the rebels", "Ugandan rebels"), alike("Ana", "Bo")
    (True, True, False)
    """
    x, y = (set(re.findall(r"\w+", name.lower())) - ARTICLES for name in (a, b))
    return names.same(a, b) or bool(x and y and (x <= y or y <= x))


def hits(gold: Sequence[str], read: Sequence[str]) -> int:
    """Return how many gold names were read, each name used once."""
    left = list(read)
    count = 0
    for name in gold:
        found = next((other for other in left if alike(name, other)), None)
        if found is not None:
            left.remove(found)
            count += 1
    return count


def roles(record: dict[str, Any], event: Event | None) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Return gold and read names, for actor and recipient."""
    source, target = people(record, "source"), people(record, "target")
    actor, recipient = (event.actor, event.recipient) if event else ([], [])
    if not target and len(source) > 1:
        both = [*actor, *(r for r in recipient if r not in actor)]
        return [(source, both), ([], [])]
    return [(source, actor), (target, recipient)]


def best(record: dict[str, Any], events: Iterable[Event], spans: Sequence[Span]) -> Event | None:
    """Return the event to compare with a record, or None."""

    def rank(event: Event) -> tuple[bool, bool, int]:
        right = event.type == record["event"]
        return right, touches(event, spans), sum(hits(g, r) for g, r in roles(record, event))

    chosen = max(events, key=rank, default=None)
    return chosen if chosen and any(rank(chosen)[:2]) else None


def touches(event: Event, spans: Sequence[Span]) -> bool:
    """Tell whether an event's trigger overlaps a marked phrase."""
    start, end = event.trigger_span
    return any(start < b and a < end for a, b in spans)


def count(record: dict[str, Any], reading: Reading) -> Counter[str]:
    """Count what is right in the reading of one record."""
    spans = marked(record)
    right = [e for e in reading.events if e.type == record["event"]]
    n = Counter(
        {
            "records": 1,
            "events": len(reading.events),
            "none": int(not reading.events),
            "type": int(bool(right)),
            "strict": int(any(touches(e, spans) for e in right)),
        }
    )
    pairs = roles(record, best(record, reading.events, spans))
    for role, (gold, read) in zip(ROLES, pairs, strict=True):
        n.update({f"{role} gold": len(gold), f"{role} read": len(read)})
        n[f"{role} hit"] += hits(gold, read)
    return n


def f1(n: Counter[str], role: str) -> float:
    """Return the F1 of a role's names in per cent."""
    return 200 * n[f"{role} hit"] / max(1, n[f"{role} gold"] + n[f"{role} read"])


def table(rows: dict[str, Counter[str]]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"{'':12}{'records':>8}{'type':>8}{'strict':>8}{'actor':>8}{'recipient':>11}{'none':>7}"
    for name, n in rows.items():
        share = [100 * n[k] / max(1, n["records"]) for k in ("type", "strict")]
        cells = "".join(f"{value:8.1f}" for value in [*share, f1(n, "actor")])
        yield f"{name:12}{n['records']:8}{cells}{f1(n, 'recipient'):11.1f}{n['none']:7}"


def main() -> None:
    """Print the table."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("file", type=Path)
    args = ap.parse_args()
    records = load(args.file)
    readings = Reader().read_many((Report(text=r["text"]), []) for r in records)
    by_type: dict[str, Counter[str]] = {}
    for record, reading in zip(records, readings, strict=True):
        by_type.setdefault(record["event"], Counter()).update(count(record, reading))
    total: Counter[str] = Counter()
    for n in by_type.values():
        total.update(n)
    print("PLOVER gold standard records: type in per cent, names in F1, records without any event")
    print("\n".join(table({**dict(sorted(by_type.items())), "all": total})))
    print(f"{total['events'] / total['records']:.2f} events read in a record, which has one")


if __name__ == "__main__":
    main()
