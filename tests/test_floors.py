"""The reader's accuracy on the reports that ship has a floor."""

import json
from pathlib import Path

from evaluation.gold import below, load, measure

from according.reading import Reader

EVALUATION = Path(__file__).parent.parent / "evaluation"


def test_floors() -> None:
    """No figure on our own gold reports is below its floor."""
    golds = load(sorted((EVALUATION / "gold").glob("*.json")))
    floors = json.loads((EVALUATION / "floors.json").read_text("utf8"))
    assert below(measure(Reader(), golds), floors) == []
