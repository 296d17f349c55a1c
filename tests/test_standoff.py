"""Readings of others' texts are kept as offsets, and come back whole where the text is at hand."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from training.standoff import restore, strip

TEXT = "Oradan’s envoy said talks “would go on”. Two hostages were freed, he added."
GOLD = {
    "report": {"id": "a1", "publisher": "Halyard Wire", "text": TEXT},
    "statements": [
        {
            "id": "s1",
            "content": ["talks “would go on”"],
            "cue": "said",
            "source": "Oradan’s envoy",
            "speaker": "Oradan’s envoy",
            "act": "say",
            "via": None,
            "chain": ["Halyard Wire", "Oradan’s envoy"],
        },
        {
            "id": "s2",
            "content": "Two hostages were freed",
            "cue": "added",
            "source": "he",
            "speaker": "Oradan’s envoy",
            "act": "say",
            "via": "s1",
            "chain": ["Halyard Wire", "Oradan’s envoy"],
        },
    ],
    "events": [{"type": "RETREAT", "trigger": "freed", "actor": ["Homeland Union"], "place": None}],
    "figures": [{"measure": "released", "text": "Two", "value": 2, "who": "hostages"}],
    "positions": [{"holder": "Oradan", "issue": "talks", "stance": "for", "statement": "s1"}],
}
LONGER = {"a1": {"id": "a1", "publisher": "Halyard Wire", "text": TEXT + "\n\nMore followed."}}


def test_a_stripped_reading_holds_no_word_of_the_text() -> None:
    """Only names that the text does not have stay as they are."""
    kept = strip(GOLD)
    assert kept["statements"][0]["content"] == [[20, 39]]
    assert kept["events"][0]["actor"] == ["Homeland Union"]
    assert "hostages" not in str(kept)


def test_restored_it_is_the_reading_it_was() -> None:
    """The article may go on after what was read; who speaks twice is one link of the chain."""
    assert restore(strip(GOLD), LONGER) == GOLD


def test_another_text_is_refused() -> None:
    """Offsets into a changed text would quote something else."""
    changed = {"a1": {**LONGER["a1"], "text": TEXT.replace("Two", "Six")}}
    with pytest.raises(ValueError, match="a1 is not the text"):
        restore(strip(GOLD), changed)


@pytest.mark.parametrize("name", ["news", "held"])
def test_the_readings_that_ship_quote_nothing(name: str) -> None:
    """What a reading quotes is offsets; only names that it gives in its own words are strings."""
    path = Path("training/readings") / f"{name}.jsonl.gz"
    quoted = {"content", "cue", "source", "trigger", "text", "issue", "who", "cause"}

    def only_offsets(value: Any) -> bool:  # noqa: ANN401 - nested lists
        if isinstance(value, list):
            return all(map(only_offsets, value))
        return value is None or isinstance(value, int)

    kept = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    items = [
        item
        for row in kept
        for sort in ("statements", "events", "figures", "positions")
        for item in row[sort]
    ]
    assert len(kept) > 100
    assert all(only_offsets(v) for item in items for k, v in item.items() if k in quoted)
