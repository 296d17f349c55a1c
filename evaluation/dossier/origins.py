"""How well the origins of claims are found: on the worked example and on hand-made hard cases.

    python -m evaluation.dossier.origins [--set FOLDER] [--readings FILE] [--errors]
                                        [--hard-readings FILE]

counts      of the claims, for how many the number of independent origins is exactly right; the
            claim of the dossier is the one that most of the quotes are put to
links       pairs of a report and the report that it has the claim from (or that it has it from
            the origin itself): precision and recall over the claims

The hard cases are measured twice: as the reader reads them, and with readings made by hand, in
which only what asserts the claim is read, and rightly (hand.py). What is wrong in the second
is the fault of the rules; what is wrong only in the first, of the reading or of the grouping.
The rules were mended on both sets, so neither is a blind test.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from according.dossier import Dossier
from according.dossier.origins import Tree
from according.ledger import Ledger
from according.records import Reading, Report
from evaluation.dossier import hand
from evaluation.dossier.example import Example, opened, parser, readings

HARD = Path(__file__).parent / "hard_cases.json"
_SEEN = datetime(2026, 12, 31, tzinfo=UTC)
Link = tuple[str, str | None]


class Outcome(NamedTuple):
    """One claim: the true and the found number of origins, and the links."""

    name: str
    true: int
    found: int | None
    links: frozenset[Link]
    given: frozenset[Link]


def true_links(origins: Iterable[dict[str, Any]]) -> frozenset[Link]:
    """The links of a true tree."""
    return frozenset((lead["report"], lead["from"]) for o in origins for lead in o["reports"])


def given_links(tree: Tree, example: Example) -> frozenset[Link]:
    """The links of a tree, by the reports' own ids."""
    names = {number: name for name, number in example.numbers.items()}
    return frozenset(
        (names[lead.report] or "", names[lead.parent] if lead.parent is not None else None)
        for origin in tree.origins
        for lead in origin.leads
    )


def outcome(example: Example, claim: dict[str, Any], kind: str) -> Outcome:
    """What the dossier makes of one claim of the truth, whose items are ``asserted``."""
    found = Counter(
        key for quote in claim["asserted"] if (key := example.claim_of(quote, kind)) is not None
    )
    true, name, count = true_links(claim["tree"]), claim["name"], claim["origins"]
    if not found:
        return Outcome(name, count, None, true, frozenset())
    tree = example.dossier.origins.of(found.most_common(1)[0][0])
    return Outcome(name, count, tree.count, true, given_links(tree, example))


def worked(example: Example) -> list[Outcome]:
    """All claims of the worked example."""
    return [
        outcome(
            example,
            {"name": c["id"], "asserted": c["items"], "tree": c["origins"], "origins": c["count"]},
            c["kind"],
        )
        for c in example.truth["claims"]
    ]


@contextmanager
def case_opened(case: dict[str, Any], given: Iterable[Reading]) -> Iterator[Example]:
    """Open one hard case as a dossier of its own."""
    told = [msgspec.convert(report, Report) for report in case["reports"]]
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db") as ledger:
        for reading in given:
            ledger.add(reading, seen=_SEEN)
        path = Path(folder) / "case.toml"
        path.write_text(hand.dossier(case), encoding="utf-8")
        with Dossier.open(ledger, path, keep=False) as dossier:
            yield Example(dossier, told)


def hard(given: dict[str | None, Reading] | None) -> list[Outcome]:
    """All hard cases; without readings, with those made by hand."""
    found = []
    for case in json.loads(HARD.read_text("utf-8"))["cases"]:
        some = (
            hand.readings(case)
            if given is None
            else [given[report["id"]] for report in case["reports"]]
        )
        with case_opened(case, some) as example:
            found.append(outcome(example, case, "event"))
    return found


def show(title: str, outcomes: Sequence[Outcome], *, errors: bool) -> None:
    """Print the figures of a set."""
    right = sum(o.true == o.found for o in outcomes)
    both = sum(len(o.links & o.given) for o in outcomes)
    given, true = (sum(len(getattr(o, name)) for o in outcomes) for name in ("given", "links"))
    print(
        f"{title}: counts right {right} of {len(outcomes)} ({100 * right / len(outcomes):.0f} %);",
        end=" ",
    )
    print(f"links P {100 * both / max(given, 1):.1f} R {100 * both / max(true, 1):.1f}")
    for o in outcomes if errors else ():
        if o.true != o.found or o.links != o.given:
            print(f"  {o.name}: {o.true} origins, found {o.found}")
            print(f"      missing {sorted(o.links - o.given, key=str)}")
            print(f"      wrong   {sorted(o.given - o.links, key=str)}")


def main() -> None:
    """Print all."""
    ap = parser(__doc__)
    ap.add_argument("--hard-readings", type=Path, help="readings of the hard cases, as JSONL")
    asked = ap.parse_args()
    with opened(asked) as example:
        outcomes = worked(example)
    show("the set", outcomes, errors=asked.errors)
    several = [o for o in outcomes if len(o.links) > 1]
    show("  claims of several reports", several, errors=False)
    told = [
        msgspec.convert(report, Report)
        for case in json.loads(HARD.read_text("utf-8"))["cases"]
        for report in case["reports"]
    ]
    read = {reading.report.id: reading for reading in readings(told, asked.hard_readings)}
    show("hard cases as read", hard(read), errors=asked.errors)
    show("hard cases, readings by hand", hard(None), errors=asked.errors)


if __name__ == "__main__":
    main()
