"""How many of the contradictions that are shown are ones, where the truth is known.

    python -m evaluation.dossier.contradictions [--set FOLDER] [--readings FILE] [--errors]

precision   of those shown, how many are in truth.json: both sides carry the quotes of one, or
            other quotes of the same two claims
found       of those in truth.json, how many are shown
look-alikes of the pairs in truth.json that look like one and are none, how many are shown

A pair that is shown and not in truth.json counts as wrong; --errors prints them to be judged.
The rules were mended on the worked example: it is no blind test of them. The second set is.
"""

from collections import Counter
from typing import Any

from according.dossier.contradictions import Contradiction, Side
from evaluation.dossier.example import Example, opened, parser

_KINDS = ("event", "statement", "figure", "position")


def carried(example: Example, quote: dict[str, str]) -> set[str]:
    """The items that carry a quote, of every sort.

    "The Union denies that" is carried by the denial whose content, or part of it, are the words
    before it, which "that" stands for.
    """
    words = {item.key for kind in _KINDS for item in example.carrying(quote, kind)}
    return words | {item.key for item in example.denied_in(quote)}


def sides(example: Example, pair: dict[str, Any]) -> tuple[set[str], set[str]]:
    """The items of both sides of a true pair: those of the quotes, and of their claims."""
    claims = {claim["id"]: claim for claim in example.truth["claims"]}
    found = []
    for quote, claim in zip((pair["a"], pair["b"]), pair.get("claims", (None, None)), strict=True):
        quotes = [quote, *(claims[claim]["items"] if claim else ())]
        found.append({item for each in quotes for item in carried(example, each)})
    return found[0], found[1]


def same(shown: Contradiction, pair: tuple[set[str], set[str]]) -> bool:
    """Whether what is shown has the two sides of a true pair."""
    a, b = pair
    return (_meets(shown.a, a) and _meets(shown.b, b)) or (
        _meets(shown.a, b) and _meets(shown.b, a)
    )


def _meets(side: Side, items: set[str]) -> bool:
    return not items.isdisjoint(side.items)


def main() -> None:
    """Print the figures."""
    asked = parser(__doc__).parse_args()
    with opened(asked) as example:
        shown = list(example.dossier.contradictions)
        true = [(pair, sides(example, pair)) for pair in example.truth["contradictions"]]
        false = [sides(example, pair) for pair in example.truth["no_contradictions"]]
        right = [one for one in shown if any(same(one, pair) for _, pair in true)]
        found = [pair for pair, two in true if any(same(one, two) for one in shown)]
        alike = sum(any(same(one, pair) for one in shown) for pair in false)
        print(f"shown {len(shown)}, right {len(right)}: precision {_per_cent(right, shown)}")
        print(f"in truth.json {len(true)}, found {len(found)}: {_per_cent(found, true)}")
        print(f"look-alikes {len(false)}, shown {alike}")
        for kind, number in Counter(one.kind for one in shown).items():
            print(f"  {kind:9}{number:4} shown, {sum(o.kind == kind for o in right):3} right")
        if asked.errors:
            for one in shown:
                if one not in right:
                    print(
                        f"\n{one.kind}",
                        *(f"  {s.items[:3]} {s.words}" for s in (one.a, one.b)),
                        sep="\n",
                    )
            print(
                "\nnot found:",
                *(f"  {p['id']} {p['kind']} {p['about']}" for p, _ in true if p not in found),
                sep="\n",
            )


def _per_cent(some: list[Any], whole: list[Any]) -> str:
    return f"{100 * len(some) / len(whole):.0f} %" if whole else "–"


if __name__ == "__main__":
    main()
