"""Turn the network's scores into confidences that mean what they say.

Of the items given a confidence near 0.8, about eight in ten are right by the scorer.
The curve is Platt's (1999): a logistic in the logit of the score, fitted on reports
that the network was not trained on; see training/calibrate.py.
"""

import math
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from according.records import Event, Figure, Position, Statement

Item = TypeVar("Item", Statement, Event, Figure, Position)


def confidence(score: float, curve: Sequence[float]) -> float:
    """Return the share of items with this score that are right, from 0 to 1.

    >>> confidence(0.5, (1.0, 0.0))
    0.5
    """
    p = min(max(score, 1e-4), 1 - 1e-4)
    return round(1 / (1 + math.exp(-(curve[0] * math.log(p / (1 - p)) + curve[1]))), 3)


def calibrated(items: Sequence[Item], curve: Sequence[float]) -> list[Item]:
    """Return the items with calibrated confidences."""
    return [msgspec.structs.replace(i, confidence=confidence(i.confidence, curve)) for i in items]
