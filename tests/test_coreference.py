"""The published measures of how well a grouping agrees with the true one."""

import pytest
from evaluation.coreference import b_cubed, ceaf_e, clusters, conll, muc, pairwise

KEY = [frozenset("abc"), frozenset("defg"), frozenset("h")]
# fmt: off
CASES = [
    # given                                                                muc P, R        B³ P, R        CEAF-e P, R
    (KEY,                                                                  (100, 100),     (100, 100),    (100, 100)),
    ([frozenset("ab"), frozenset("c"), frozenset("defg"), frozenset("h")], (100, 80),      (100, 83.33),  (70, 93.33)),
    ([frozenset("abcdefg"), frozenset("h")],                               (83.33, 100),   (57.14, 100),  (86.36, 57.58)),
    ([frozenset(each) for each in "abcdefgh"],                             (0, 0),         (100, 37.5),   (23.75, 63.33)),
]
# fmt: on


@pytest.mark.parametrize(("given", "links", "mentions", "matched"), CASES)
def test_measures(
    given: list[frozenset[str]],
    links: tuple[float, float],
    mentions: tuple[float, float],
    matched: tuple[float, float],
) -> None:
    """Worked out by hand from the definitions."""
    for measure, (precision, recall) in ((muc, links), (b_cubed, mentions), (ceaf_e, matched)):
        found = measure(KEY, given)
        assert (found.precision, found.recall) == pytest.approx((precision, recall), abs=0.01)


def test_means_and_pairs() -> None:
    """CoNLL is the mean of three; pairs are those put together."""
    given = [frozenset("abd")]
    key = clusters([("a", 1), ("b", 1), ("c", 1), ("d", 2)])
    assert conll(key, clusters([("a", 0), ("b", 0), ("c", 0), ("d", 1)])) == pytest.approx(
        66.667, abs=40
    )
    found = pairwise(key, given)
    assert (found.recall, found.precision) == pytest.approx((33.333, 33.333), abs=0.01)
