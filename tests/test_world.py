"""The invented world that the ledger is measured with."""

from evaluation.world import DAYS, FIRST, World


def test_its_readings_are_sound() -> None:
    """Whatever is quoted stands where it says, and what stands in a statement has one."""
    world = World(seed=3)
    for number in range(5):
        reading = world.reading(number)
        text = reading.report.text
        names = {said.id for said in reading.statements}
        for said in reading.statements:
            assert [text[start:end] for start, end in said.content_spans] == [said.content]
            assert said.chain[-1] == said.speaker
            assert said.via is None or said.via in names
        assert all(text[e.trigger_span[0] : e.trigger_span[1]] == e.trigger for e in reading.events)
        assert all(text[f.text_span[0] : f.text_span[1]] == f.text for f in reading.figures)
        assert {e.statement for e in reading.events} <= {*names, None}
        assert {f.statement for f in reading.figures} <= {*names, None}


def test_a_seed_repeats_it_and_another_does_not() -> None:
    """The same seed gives the same readings, within the days there are."""
    one, two, other = (World(seed=seed).reading(0) for seed in (3, 3, 4))
    assert one == two != other
    assert one.report.published is not None
    assert FIRST.isoformat() <= one.report.published
    assert one.report.published[:4] <= str(FIRST.year + DAYS // 365)
