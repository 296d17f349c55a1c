"""How well claims are told apart and put together, where the truth is known.

    python -m evaluation.dossier.claims [--set FOLDER] [--readings FILE] [--errors]

Each quote in truth.json that asserts a claim is one mention; the dossier's claim for it is the
one that most items carrying the quote are put to. Quotes that no item carries, because the
reader missed them, count as alone; how many there are is printed. Thresholds were chosen on the
claims of stories s01 to s06 of the worked example alone. The others were not used for that, but
whoever wrote the rules had read them: they are held apart, not blind.
"""

from collections.abc import Hashable

from evaluation.coreference import clusters, table
from evaluation.dossier.example import SET_ON, WORKED, Example, opened, parser

Labels = list[tuple[Hashable, Hashable]]


def labels(example: Example, *, set_on: bool) -> tuple[Labels, Labels, int]:
    """The true and the given claim of each quote, and how many quotes nothing carries."""
    true: Labels = []
    given: Labels = []
    missed = 0
    for claim in example.truth["claims"]:
        if (example.folder == WORKED and claim["story"] in SET_ON) != set_on:
            continue
        for quote in claim["items"]:
            mention = f"{claim['id']} {quote['report']} {quote['quote']}"
            found = example.claim_of(quote, claim["kind"])
            missed += found is None
            true.append((mention, claim["id"]))
            given.append((mention, found or mention))
    return true, given, missed


def errors(true: Labels, given: Labels) -> None:
    """Print true claims that are scattered, and given ones that hold several."""
    truth, found = dict(true), dict(given)
    for claim in dict.fromkeys(truth.values()):
        quotes = [m for m in truth if truth[m] == claim]
        if len({found[m] for m in quotes}) > 1:
            print(
                f"  {claim} is scattered:",
                *(f"    {found[m]!s:10.10} {m}" for m in quotes),
                sep="\n",
            )
    for key in dict.fromkeys(found.values()):
        quotes = [m for m in found if found[m] == key]
        if len({truth[m] for m in quotes}) > 1:
            print(f"  {key} is several:", *(f"    {m}" for m in quotes), sep="\n")


def main() -> None:
    """Print the tables."""
    asked = parser(__doc__).parse_args()
    with opened(asked) as example:
        for set_on in (True, False) if asked.set == WORKED else (False,):
            true, given, missed = labels(example, set_on=set_on)
            which = "thresholds set on these" if set_on else "no threshold set on these"
            print(
                f"\n{len(true)} quotes of {len(clusters(true))} claims ({which}), {missed} missed"
            )
            print(*table(clusters(true), clusters(given)), sep="\n")
            if asked.errors:
                errors(true, given)


if __name__ == "__main__":
    main()
