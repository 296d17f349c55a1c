"""How well a grouping agrees with the true one: the measures of the CoNLL-2012 shared task.

true clusters, given clusters (of the same mentions) ──► recall, precision, F1

muc       links: how many are missing from each true cluster (Vilain et al. 1995)
b_cubed   mention by mention, what of its cluster is right (Bagga and Baldwin 1998)
ceaf_e    clusters matched one to one by phi4 = 2|K∩R| / (|K|+|R|) (Luo 2005)
conll     the mean of the three F1
pairwise  pairs of mentions put together

Implemented from the definitions, as the released scorer (reference-coreference-scorers 8.01)
has them for given mentions. Mentions alone in their cluster count in B³ and CEAF-e and not in
MUC, as there.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

Clusters = Sequence[frozenset[Hashable]]


class Score(NamedTuple):
    """In per cent."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:5.1f}  R {self.recall:5.1f}  F1 {self.f1:5.1f}"


def clusters(labels: Iterable[tuple[Hashable, Hashable]]) -> list[frozenset[Hashable]]:
    """Clusters of pairs of a mention and the label of its cluster.

    >>> clusters([("a", 1), ("b", 1), ("c", 2)]) == [frozenset("ab"), frozenset("c")]
    True
    """
    found: dict[Hashable, set[Hashable]] = {}
    for mention, label in labels:
        found.setdefault(label, set()).add(mention)
    return [frozenset(some) for some in found.values()]


def muc(key: Clusters, response: Clusters) -> Score:
    """Links.

    >>> muc([frozenset("abcd")], [frozenset("ab"), frozenset("cd")])
    Score(recall=66.66666666666667, precision=100.0)
    """
    return Score(_muc(key, response), _muc(response, key))


def _muc(whole: Clusters, parts: Clusters) -> float:
    of = _index(parts)
    kept = sum(len(c) - len({of.get(m, m) for m in c}) for c in whole)
    return _per_cent(kept, sum(len(c) - 1 for c in whole))


def b_cubed(key: Clusters, response: Clusters) -> Score:
    """Mentions.

    >>> b_cubed([frozenset("ab"), frozenset("c")], [frozenset("abc")]).recall
    100.0
    """
    return Score(_b_cubed(key, response), _b_cubed(response, key))


def _b_cubed(whole: Clusters, parts: Clusters) -> float:
    of = _index(parts)
    right = 0.0
    for cluster in whole:
        shared = Counter(of[m] for m in cluster if m in of)
        right += sum(n * n for n in shared.values()) / len(cluster)
    return _per_cent(right, sum(map(len, whole)))


def ceaf_e(key: Clusters, response: Clusters) -> Score:
    """Clusters."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  # slow to import
    from scipy.sparse import csgraph, csr_matrix  # noqa: PLC0415

    of = _index(response)
    alike: dict[tuple[int, int], float] = {}
    for i, cluster in enumerate(key):
        for j, n in Counter(of[m] for m in cluster if m in of).items():
            alike[i, j] = 2 * n / (len(cluster) + len(response[j]))
    if not alike:
        return Score(0.0, 0.0)
    rows, columns = zip(*alike, strict=True)
    matrix = csr_matrix((list(alike.values()), (rows, columns)), (len(key), len(response)))
    # Clusters that share no mention cannot be matched, so each connected part is settled alone.
    joint = csr_matrix(
        (list(alike.values()), (rows, [c + len(key) for c in columns])),
        (len(key) + len(response),) * 2,
    )
    _, part = csgraph.connected_components(joint, directed=False)
    total = 0.0
    for number in {part[i] for i in rows}:
        mine = [i for i in range(len(key)) if part[i] == number]
        theirs = [j for j in range(len(response)) if part[len(key) + j] == number]
        small = matrix[mine][:, theirs].toarray()
        total += float(small[linear_sum_assignment(-small)].sum())
    return Score(_per_cent(total, len(key)), _per_cent(total, len(response)))


def conll(key: Clusters, response: Clusters) -> float:
    """The mean F1 of the three."""
    return sum(measure(key, response).f1 for measure in (muc, b_cubed, ceaf_e)) / 3


def pairwise(key: Clusters, response: Clusters) -> Score:
    """Pairs put together."""
    true, given = _pairs(key), _pairs(response)
    right = len(true & given)
    return Score(_per_cent(right, len(true)), _per_cent(right, len(given)))


def _pairs(some: Clusters) -> set[frozenset[Hashable]]:
    return {frozenset(pair) for cluster in some for pair in combinations(cluster, 2)}


def _index(some: Clusters) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(some) for mention in cluster}


def _per_cent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def table(key: Clusters, response: Clusters) -> list[str]:
    """All measures, a line each."""
    measures = {"MUC": muc, "B³": b_cubed, "CEAF-e": ceaf_e, "pairwise": pairwise}
    lines = [f"{name:10}{measure(key, response)}" for name, measure in measures.items()]
    return [*lines, f"{'CoNLL':10}F1 {conll(key, response):5.1f}"]
