"""What comes into the ledger is told to open pages, once each time."""

import asyncio
from pathlib import Path

import desks
import homes
import sarn
from according import Ledger
from according.desk.live import Watching


def test_a_page_hears_of_every_change(fresh_sqlite: homes.Fresh, tmp_path: Path) -> None:
    """A report, a correction and an undoing each change the mark that pages wait for."""
    path = fresh_sqlite(tmp_path)

    async def watch() -> list[str | None]:
        watching = Watching(desks.desk(path), every=0.001)
        marks: list[str | None] = []
        async with watching.looked_at():
            marks.append(await watching.after(""))
            with Ledger.open(path) as ledger:
                for change in (
                    lambda: ledger.add(sarn.reading()),
                    lambda: ledger.correct("r1.s1", "accept", by="ana"),
                    lambda: ledger.undo("r1.s1"),
                ):
                    change()
                    marks.append(await watching.after(marks[-1] or ""))
        await watching.stop()
        return marks

    marks = asyncio.run(watch())
    assert len(set(marks)) == 4
    assert None not in marks


def test_a_page_that_was_away_hears_of_it_at_once(
    fresh_sqlite: homes.Fresh, tmp_path: Path
) -> None:
    """A page says what it saw last; if that is no longer so, it need not wait."""
    path = fresh_sqlite(tmp_path)

    async def back() -> str | None:
        watching = Watching(desks.desk(path), every=0.001)
        async with watching.looked_at():
            mark = await watching.after("an old mark")
        await watching.stop()
        return mark

    with Ledger.open(path, write=False) as ledger:
        assert asyncio.run(back()) == ledger.pulse()


def test_a_desk_that_stops_lets_its_pages_go(tmp_path: Path) -> None:
    """Nobody waits for a desk that is gone, though no ledger was ever there."""

    async def wait() -> str | None:
        watching = Watching(desks.desk(str(tmp_path / "none.db")), every=0.001)
        async with watching.looked_at():
            waiting = asyncio.create_task(watching.after(""))
            await asyncio.sleep(0)
            await watching.stop()
            return await waiting

    assert asyncio.run(wait()) == ""
