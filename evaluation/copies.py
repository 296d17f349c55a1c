"""How well the ledger tells copies of one text from different reports of one event.

    python -m evaluation.copies [--seeds 3] [--texts gold|training]

Pairs that are copies are made from the 24 reports in evaluation/gold, as desks make them:
another headline and dateline, the end cut off, paragraphs reordered, sentences dropped,
numbers retold, words exchanged, an introduction of one's own, half of the text set into a
longer one, and several of these at once. Each edit is made ``--seeds`` times, differently.

Pairs that are not: two reports of one event by different desks, which quote the same
people and give the same numbers (evaluation/same_event.jsonl: 18 reports written for this
purpose, each on the event of a gold report); the same reports with the last two paragraphs
of the gold report behind them, as outlets carry the background of a running story; two
gold reports, which are about different events.

Every pair is added to a ledger that holds all texts of training/reports, the second text
under another publisher, so that sampling and the exact check are measured together, as they
work; then it is taken out again. Shown is how many pairs
of each sort were called copies, then precision and recall over all. The share at which a
text counts as a copy was set on training/reports (``--texts training``, all reports there
in place of the gold ones) and on the first two sorts of pairs that are not.
"""

import argparse
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, combinations
from pathlib import Path
from typing import NamedTuple

from according import Ledger, Reading, Report
from according.ledger import adding

HERE = Path(__file__).parent
Edit = Callable[[str, random.Random], str]
# A sentence ends at a mark, maybe with a quotation mark behind it, before a capital.
_END = re.compile(r"(?<=[.!?][”\"’]|[^A-Z][.!?])\s+(?=[“\"A-Z0-9])")
_DATELINE = re.compile(r"^[A-Z][A-Z ]+,? [^.]{0,40}?[-–] ")
LEADS = ("EASTBOURNE QUAY (Agencies) — ", "From our foreign staff. ", "UPDATED 14:20. ")
WORDS = {
    "said": "stated", "told": "informed", "killed": "left dead", "people": "persons",
    "government": "authorities", "president": "head of state", "has": "has now",
    "was": "had been", "have": "have so far", "will": "is to", "after": "following",
    "also": "further", "last": "past", "about": "around", "more": "further", "but": "yet",
    "called": "termed", "while": "as", "says": "states", "would": "was to", "not": "by no means",
    "army": "military", "from": "out of", "The": "Meanwhile the", "against": "opposing",
    "between": "among", "In": "Inside", "and": "as well as", "who": "that", "with": "alongside",
}  # fmt: skip


class Pair(NamedTuple):
    """Two texts, what they were made to be, and whether they are copies."""

    sort: str
    first: str
    second: str
    copy: bool


def paragraphs(text: str) -> list[str]:
    """Split a text at its empty lines."""
    return text.split("\n\n")


def sentences(text: str) -> list[str]:
    """Split a text roughly into sentences."""
    return [each for paragraph in paragraphs(text) for each in _END.split(paragraph)]


def headline(text: str, rng: random.Random) -> str:
    """Put another headline in the place of the dateline."""
    return rng.choice(LEADS) + _DATELINE.sub("", text)


def cut(share: float) -> Edit:
    """Keep the beginning, as a desk short of space does."""
    return lambda text, _: " ".join(sentences(text)[: max(4, round(len(sentences(text)) * share))])


def reordered(text: str, rng: random.Random) -> str:
    """Shuffle the paragraphs behind the first."""
    first, *rest = paragraphs(text)
    rng.shuffle(rest)
    return "\n\n".join([first, *rest])


def dropped(share: float) -> Edit:
    """Leave out sentences here and there."""
    return lambda text, rng: " ".join(s for s in sentences(text) if rng.random() > share)


def retold(text: str, rng: random.Random) -> str:
    """Change every number, as an update does."""
    return re.sub(r"\d+(?:[.,]\d+)*", lambda _: str(rng.randint(2, 900)), text)


def exchanged(share: float) -> Edit:
    """Change common words, as an editor does who wants it to look like his own."""

    def edit(text: str, rng: random.Random) -> str:
        def other(match: re.Match[str]) -> str:
            return WORDS.get(match[0], match[0]) if rng.random() < share else match[0]

        return re.sub(r"\w+", other, text)

    return edit


def several(text: str, rng: random.Random) -> str:
    """Do what a thorough desk does: cut, reorder, drop, retell, exchange, a new headline."""
    for edit in (cut(0.75), reordered, dropped(0.25), retold, exchanged(0.5), headline):
        text = edit(text, rng)
    return text


def introduced(others: list[str]) -> Edit:
    """Set two paragraphs of something else before it."""
    return lambda text, rng: "\n\n".join([*paragraphs(rng.choice(others))[:2], text])


def embedded(others: list[str]) -> Edit:
    """Set the first half into a longer text, as a live blog does."""

    def edit(text: str, rng: random.Random) -> str:
        around = paragraphs(rng.choice([other for other in others if other != text]))
        return "\n\n".join([*around[:3], cut(0.5)(text, rng), *around[3:]])

    return edit


def edits(texts: list[str]) -> dict[str, Edit]:
    """Give the ways in which copies are edited."""
    return {
        "another headline": headline,
        "first 60 %": cut(0.6),
        "first 40 %": cut(0.4),
        "first 25 %": cut(0.25),
        "paragraphs reordered": reordered,
        "30 % of sentences dropped": dropped(0.3),
        "50 % of sentences dropped": dropped(0.5),
        "numbers retold": retold,
        "half of common words exchanged": exchanged(0.5),
        "all common words exchanged": exchanged(1.0),
        "an introduction set before": introduced(texts),
        "first half within a longer text": embedded(texts),
        "several of these": several,
    }


def copied(texts: list[str], seeds: int) -> Iterator[Pair]:
    """Make the pairs that are copies."""
    for sort, edit in edits(texts).items():
        for number, text in enumerate(texts):
            for seed in range(seeds):
                yield Pair(sort, text, edit(text, random.Random(f"{number} {seed}")), copy=True)


def different() -> Iterator[Pair]:
    """Make the pairs that are not."""
    gold = {path.stem: text for path, text in zip(_gold_files(), gold_texts(), strict=True)}
    lines = (HERE / "same_event.jsonl").read_text("utf8").splitlines()
    told = [json.loads(line) for line in lines]
    for each in told:
        original = gold[each["of"]]
        yield Pair("two reports of one event", original, each["text"], copy=False)
        background = "\n\n".join(paragraphs(original)[-2:])
        carried = f"{each['text']}\n\n{background}"
        yield Pair("… with the same background", original, carried, copy=False)
    for one, other in combinations(told, 2):
        if one["of"] == other["of"]:
            yield Pair("two reports of one event", one["text"], other["text"], copy=False)
    for first, second in combinations(gold.values(), 2):
        yield Pair("two events", first, second, copy=False)


def _gold_files() -> list[Path]:
    return sorted((HERE / "gold").glob("e*.json"))


def gold_texts() -> list[str]:
    """Give the texts in evaluation/gold."""
    return [json.loads(path.read_text("utf8"))["report"]["text"] for path in _gold_files()]


def training_texts() -> list[str]:
    """Give the texts in training/reports."""
    files = sorted((HERE.parent / "training" / "reports").glob("*.jsonl"))
    lines = [line for path in files for line in path.read_text("utf8").splitlines()]
    return [json.loads(line)["report"]["text"] for line in lines]


class _ForgetError(Exception):
    """Raised within a transaction so that nothing of it stays."""


def called_copy(ledger: Ledger, pair: Pair) -> bool:
    """Add a pair to the ledger, see what it makes of it, and take it out again."""
    now = datetime.now(UTC)
    drafts = [
        adding.drafted(Reading(report=Report(text=text, publisher=name)), None, now)
        for name, text in (("One Desk", pair.first), ("Other Desk", pair.second))
    ]
    with suppress(_ForgetError), ledger.writing() as connection:
        one, other = (adding.add(connection, draft) for draft in drafts)
        raise _ForgetError
    return other.copy_of == (one.copy_of or one.report)


def measured(pairs: Iterable[Pair]) -> dict[str, tuple[bool, list[bool]]]:
    """Tell for each sort of pairs whether they are copies and what each was called."""
    out: dict[str, tuple[bool, list[bool]]] = {}
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db") as ledger:
        for text in training_texts():
            ledger.add(Reading(report=Report(text=text, publisher="Any Desk")))
        for pair in pairs:
            _, called = out.setdefault(pair.sort, (pair.copy, []))
            called.append(called_copy(ledger, pair))
    return out


def scores(found: dict[str, tuple[bool, list[bool]]]) -> tuple[float, float]:
    """Give precision and recall."""
    right = sum(sum(called) for copy, called in found.values() if copy)
    wrong = sum(sum(called) for copy, called in found.values() if not copy)
    copies = sum(len(called) for copy, called in found.values() if copy)
    return right / ((right + wrong) or 1), right / copies


def main() -> None:
    """Print the table."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--seeds", type=int, default=3)
    ap.add_argument("--texts", choices=["gold", "training"], default="gold")
    given = ap.parse_args()
    texts = gold_texts() if given.texts == "gold" else training_texts()
    found = measured(chain(copied(texts, given.seeds), different()))
    print(f"{'':34}{'pairs':>7}{'called copies':>15}")
    for copy in (True, False):
        print("copies" if copy else "no copies")
        for sort, (is_copy, called) in found.items():
            if is_copy == copy:
                share = f"{100 * sum(called) / len(called):.1f} %"
                print(f"  {sort:32}{len(called):7}{share:>15}")
    precision, recall = scores(found)
    print(f"precision {100 * precision:.1f} %, recall {100 * recall:.1f} %")


if __name__ == "__main__":
    main()
