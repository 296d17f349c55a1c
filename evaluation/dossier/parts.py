"""How well a dossier tells contacts, positions, figures and the state of the talks.

    python -m evaluation.dossier.parts [--set FOLDER] [--readings FILE] [--errors]

On a set whose truth is known. Precision is the share of what the dossier shows that
is right, recall the share of the truth that it shows.

contacts   the same sides, in the same way, on the same day or a day from it; *standing*: of
           those found, how many are rightly confirmed, denied, announced or rumoured
positions  party, issue and stance, as the party's own word: right wherever the truth has it,
           found where the report of the truth is among the evidence; *changed*: of those
           found, how many are rightly marked as a change or none
figures    a number of a report, with its measure (the truth lists no measure "other");
           *together*: of the pairs of numbers found, those rightly put into one series
talks      of pairs and of larger sets: a change to the right state on the right day or a day from
           it; *signals*: what the truth has as a signal and the dossier shows as one; *false
           moves*: signals of the truth that moved the state
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from according.dossier.contacts import Contact
from according.dossier.series import Count, Series
from according.dossier.sightings import Sort
from evaluation.dossier.example import Example, opened, parser

FAMILY: dict[Sort, str] = {
    "meeting": "in person",
    "visit": "in person",
    "call": "by voice",
    "messages": "in writing",
}
# What the truth calls by fuller names than the dossier file does.
ISSUES = {
    "talks": "direct talks",
    "Belmora's proposal": "proposal",
    "disarmament of the League": "disarmament",
}
TOLD = 10  # days from a contact to its first telling, where no day is told


class Score(NamedTuple):
    """How many are right, of how many shown and how many there are; further shares by name."""

    name: str
    right: int
    shown: int
    found: int
    there: int
    shares: dict[str, tuple[int, int]]
    errors: list[str]

    def __str__(self) -> str:
        shares = "".join(f"   {name} {a}/{b}" for name, (a, b) in self.shares.items())
        precision, recall = _per_cent(self.right, self.shown), _per_cent(self.found, self.there)
        return (
            f"{self.name:10} precision {precision:5.1f} ({self.right}/{self.shown})   "
            f"recall {recall:5.1f} ({self.found}/{self.there}){shares}"
        )


def _per_cent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def sides(example: Example, names: Iterable[str]) -> set[str]:
    """The parties and mediators for whom people and bodies speak."""
    found = (example.dossier.parties.named(name.removeprefix("ambassador of ")) for name in names)
    return {named.party for named in found if named.party}


def contacts(example: Example) -> Score:
    """Contacts, each of the truth found at most once."""
    shown = list(example.dossier.contacts)
    left = list(example.truth["contacts"])
    errors, standing = [], 0
    right: list[Contact] = []
    for contact in shown:
        true = next((t for t in left if _is(example, contact, t)), None)
        if true is None:
            reports = sorted({str(_id(example, e.report)) for e in contact.evidence})
            errors.append(f"not there: {contact.day} {contact.sort} {contact.sides} {reports}")
            continue
        left.remove(true)
        right.append(contact)
        standing += contact.standing == true["standing"]
        if contact.standing != true["standing"]:
            errors.append(f"{true['id']} is {true['standing']}, not {contact.standing}")
    errors += [f"missed: {t['id']} {t['when']} {t['who']} {t['with']}" for t in left]
    there = len(example.truth["contacts"])
    shares = {"standing": (standing, len(right))}
    return Score("contacts", len(right), len(shown), len(right), there, shares, errors)


def _is(example: Example, contact: Contact, true: dict[str, Any]) -> bool:
    """Whether a contact is one of the truth."""
    one, other = sides(example, true["who"]), sides(example, true["with"])
    here = set(contact.sides)
    meant = here <= one | other | sides(example, true["mediator"]) and here & one and here & other
    first, _, last = true["when"].partition("/")
    begun, ended = date.fromisoformat(first), date.fromisoformat(last or first)
    day = date.fromisoformat(contact.day)
    late = 1 if contact.date else TOLD
    when = (day - begun).days >= -1 and (day - ended).days <= late
    return bool(meant) and when and FAMILY[contact.sort] == FAMILY[true["kind"]]


def _id(example: Example, report: int) -> str | None:
    return example.dossier.material.filed(report).id


def positions(example: Example) -> Score:
    """The parties' own stands on the issues of the file."""
    known = {side.name: key for key, side in example.dossier.sides.items()}
    true = [t for t in example.truth["positions"] if t["party"] in known]
    wanted = {(known[t["party"]], _issue(example, t), t["stance"]) for t in true}
    shown = [(c, s) for c in example.dossier.positions if c.issue for s in c.stands if s.own]
    wrong = [(c, s) for c, s in shown if (c.party, c.issue, s.stance) not in wanted]
    errors = [f"not there: {c.party} {c.issue} {s.stance} “{s.words}”" for c, s in wrong]
    found = marked = 0
    for each in true:
        key = known[each["party"]], _issue(example, each), each["stance"]
        stands = [
            s for c, s in shown
            if (c.party, c.issue, s.stance) == key
            and each["evidence"]["report"] in {_id(example, e.report) for e in s.evidence}
        ]  # fmt: skip
        found += bool(stands)
        marked += any(s.changed == each["changed"] for s in stands)
        if not stands:
            errors.append(f"missed: {each['id']} {key} “{each['evidence']['quote']}”")
    shares = {"changed": (marked, found)}
    return Score("positions", len(shown) - len(wrong), len(shown), found, len(true), shares, errors)


def _issue(example: Example, true: dict[str, Any]) -> str:
    name = str(true["issue"])
    known = {issue.name for issue in example.dossier.file.issue}
    return name if name in known else ISSUES[name]


def figures(example: Example) -> Score:
    """Numbers by report and value, and how they are put together."""
    true = {
        (entry["report"], float(entry["value"]), series["measure"]): series["id"]
        for series in example.truth["figures"]
        for entry in series["series"]
    }
    given: dict[tuple[str, float, str], int] = {}
    errors = []
    for number, series in enumerate(example.dossier.figures):
        for count in series.counts:
            key = str(_id(example, count.evidence.report)), float(count.value), series.scope.measure
            if series.scope.measure == "other":
                continue
            given.setdefault(key, number)
            if key not in true:
                errors.append(_strange(key, series, count))
    both = [key for key in true if key in given]
    errors += [f"missed: {true[key]} {key}" for key in true if key not in given]
    pairs = list(combinations(both, 2))
    right = sum(true[a] == true[b] and given[a] == given[b] for a, b in pairs)
    put, belong = (sum(of[a] == of[b] for a, b in pairs) for of in (given, true))
    shares = {"together, of those put": (right, put), "of those that belong": (right, belong)}
    return Score("figures", len(both), len(given), len(both), len(true), shares, errors)


def _strange(key: tuple[str, float, str], series: Series, count: Count) -> str:
    return f"not there: {key} {series.scope.who} “{count.evidence.words[:80]}”"


def talks(example: Example) -> Score:
    """The state of the talks, pair by pair; to begin with none is no change."""
    known = {side.name: key for key, side in example.dossier.sides.items()}
    true = {tuple(sorted(known[p] for p in t["parties"])): t for t in example.truth["talks"]}
    found = {tuple(sorted(course.parties)): course for course in example.dossier.state}
    right = shown = there = signals = false = 0
    errors = []
    for pair in sorted({*true, *found}):
        course = found.get(pair)
        changes = (
            [(c.state, c.since) for c in course.changes if c.state != "none"] if course else []
        )
        wanted = true.get(pair, {"states": [], "signals": []})
        states = [(s["state"], s["since"]) for s in wanted["states"] if s["state"] != "none"]
        missed = [s for s in states if not _near(s, changes)]
        wrong = [c for c in changes if not _near(c, states)]
        right, shown, there = (
            right + len(changes) - len(wrong),
            shown + len(changes),
            there + len(states),
        )
        would = [(s.would_be, s.since) for s in course.signals] if course else []
        seen = [(s["would_be"], s["date"]) for s in wanted["signals"]]
        signals += sum(_near(s, would) for s in seen)
        false += sum(_near(s, wrong) for s in seen)
        errors += [f"{pair} missed: {s}" for s in missed] + [f"{pair} not so: {c}" for c in wrong]
        errors += [f"{pair} no signal: {s}" for s in seen if not _near(s, would)]
    hinted = sum(len(t["signals"]) for t in true.values())
    shares = {"signals": (signals, hinted), "false moves": (false, hinted)}
    return Score("talks", right, shown, right, there, shares, errors)


def _near(one: tuple[str, str], others: Sequence[tuple[str, str]]) -> bool:
    """Whether the same is among others, on the same day or a day from it."""
    day = date.fromisoformat(one[1])
    return any(
        state == one[0] and abs((date.fromisoformat(since) - day).days) <= 1
        for state, since in others
    )


def main() -> None:
    """Print the table."""
    asked = parser(__doc__).parse_args()
    with opened(asked) as example:
        for part in (contacts, positions, figures, talks):
            if part.__name__ not in example.truth:
                continue  # a set may be made for some parts alone
            score = part(example)
            print(score)
            if asked.errors:
                print(*(f"  {error}" for error in score.errors), sep="\n")


if __name__ == "__main__":
    main()
