"""Confidences stay between 0 and 1 and keep the order of the scores."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.model.calibration import calibrated, confidence
from according.records import Figure

SCORES = st.floats(0, 1)
CURVES = st.tuples(st.floats(0.01, 5), st.floats(-5, 5))

# fmt: off
VALUES = [
    # score  curve         confidence  why this row exists
    (0.8,    (1.0, 0.0),   0.8,        "the plain curve changes nothing"),
    (0.5,    (2.0, 0.0),   0.5,        "a slope turns around one half"),
    (0.8,    (0.5, 0.0),   0.667,      "a flat slope trusts less"),
    (0.2,    (0.5, 0.0),   0.333,      "… and doubts less"),
    (0.5,    (1.0, -1.0),  0.269,      "an offset lowers all"),
    (1.0,    (1.0, 0.0),   1.0,        "certainty is a number too"),
    (0.0,    (1.0, 0.0),   0.0,        "and so is its opposite"),
]
# fmt: on


@pytest.mark.parametrize(
    ("score", "curve", "expected"), [pytest.param(*r, id=why) for *r, why in VALUES]
)
def test_confidence(score: float, curve: tuple[float, float], expected: float) -> None:
    """The curve is a logistic in the logit of the score."""
    assert confidence(score, curve) == expected


@given(SCORES, SCORES, CURVES)
def test_order(a: float, b: float, curve: tuple[float, float]) -> None:
    """A higher score never has a lower confidence."""
    low, high = sorted((a, b))
    assert 0 <= confidence(low, curve) <= confidence(high, curve) <= 1


def test_calibrated() -> None:
    """Calibration changes confidences and nothing else."""
    item = Figure(
        measure="killed", value=12, text="12", who=None, place=None, since=None, statement=None,
        text_span=(0, 2), confidence=0.8,
    )  # fmt: skip
    (found,) = calibrated([item], (0.5, 0.0))
    assert found == msgspec.structs.replace(item, confidence=0.667)
