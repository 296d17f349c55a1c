"""How well reports are put to stories, where the truth is known.

    python -m evaluation.dossier.stories [--set FOLDER] [--readings FILE] [--errors]

The truth has one story for each report that belongs to the dossier. What is shown are B³ and
pairs, and of the two pairs of stories that look alike, how many are kept apart. The measure on
ECB+ is in evaluation/ecb_plus.py.
"""

from collections.abc import Hashable

from evaluation.coreference import b_cubed, clusters, pairwise
from evaluation.dossier.example import Example, opened, parser

Labels = list[tuple[Hashable, Hashable]]


def labels(example: Example) -> tuple[Labels, Labels]:
    """The true and the given story of each report."""
    true: Labels = []
    given: Labels = []
    for story in example.truth["stories"]:
        for report in story["reports"]:
            number = example.numbers.get(report)
            if number is not None:
                true.append((report, story["id"]))
                given.append((report, example.dossier.stories.of(number)))
    return true, given


def main() -> None:
    """Print the figures."""
    asked = parser(__doc__).parse_args()
    with opened(asked) as example:
        true, given = labels(example)
        key, response = clusters(true), clusters(given)
        print(f"{len(true)} reports of {len(key)} stories, put to {len(response)}")
        print("B³       ", b_cubed(key, response))
        print("pairwise ", pairwise(key, response))
        story = dict(given)
        alike = [pair["stories"] for pair in example.truth["lookalikes"] if pair["stories"]]
        reports = {s["id"]: s["reports"] for s in example.truth["stories"]}
        apart = sum(
            {story[r] for r in reports[one]}.isdisjoint(story[r] for r in reports[other])
            for one, other in alike
        )
        print(f"look-alike stories {len(alike)}, kept apart {apart}")
        for some in response if asked.errors else ():
            truth = dict(true)
            print("  ", *sorted(f"{report}:{truth[report]}" for report in some))


if __name__ == "__main__":
    main()
