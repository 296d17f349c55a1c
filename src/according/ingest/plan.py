"""Remember how inputs were cut, so that a load goes on where it was stopped.

files ──► Cut(marks, shards) ──► plan.jsonl, a step a line ──► the same shards next time

The plan stands in the folder of the parts. A file that has been cut is not cut again, so
new files beside it move no border. A file that changed since is cut anew, with the files
that share its shard, and the parts of the former cut are dropped: the parts hold what the
inputs hold, once. A line torn by a kill counts as not written.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from according.ingest import shards
from according.ingest.parts import part
from according.ingest.shards import Piece, Shard

NAME = "plan.jsonl"
GONE = "gone"  # the mark of a file that cannot be looked at; reading it will say why


class Cut(msgspec.Struct, frozen=True):
    """One big file in its shards, or many small ones in one; ``marks`` tell their state then."""

    marks: dict[str, str]
    shards: list[Shard]


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the plan: cuts that came, and the names of shards that they replace."""

    cuts: list[Cut]
    drops: list[str] = []


class Plan:
    """All cuts made for one folder of parts."""

    def __init__(self, folder: Path) -> None:
        """Take up the plan in ``folder``, if there is one, and remove what it dropped."""
        self.folder, self.path = folder, folder / NAME
        self.cuts: dict[str, Cut] = {}  # by file
        self._dropped: set[str] = set()
        for step in _steps(self.path):
            self._take(step)
        self._clear()

    def shards(self, files: Iterable[str]) -> list[Shard]:
        """Give the shards of ``files``, after cutting those that are new or changed."""
        marks = {os.path.abspath(name): _mark(name) for name in files}  # noqa: PTH100  # follows no links
        with self.path.open("ab") as log:
            for step in self._steps_to(marks):
                log.write(msgspec.json.encode(step) + b"\n")
                log.flush()
                self._take(step)
            os.fsync(log.fileno())
        self._clear()
        return _shards_of(_distinct(self.cuts[name] for name in marks))

    def _steps_to(self, marks: Mapping[str, str]) -> Iterator[Step]:
        """Cut what has to be cut; a replacement is one step, so that it is made whole or not."""
        known = {name: cut for name in marks if (cut := self.cuts.get(name))}
        stale = _distinct(cut for name, cut in known.items() if cut.marks[name] != marks[name])
        if stale:
            again = {name: _mark(name) for cut in stale for name in cut.marks}
            there = {n: m for n, m in again.items() if m != GONE or n in marks}
            yield Step(list(_cut(there)), [each.name for each in _shards_of(stale)])
        fresh = {name: mark for name, mark in marks.items() if name not in self.cuts}
        for cut in _cut(fresh):
            yield Step([cut])

    def _take(self, step: Step) -> None:
        drops = set(step.drops)
        self._dropped |= drops
        if drops:
            self.cuts = {
                name: cut
                for name, cut in self.cuts.items()
                if drops.isdisjoint(each.name for each in cut.shards)
            }
        for cut in step.cuts:
            self.cuts.update(dict.fromkeys(cut.marks, cut))

    def _clear(self) -> None:
        """Remove the parts of what was dropped, unless it has come back since."""
        live = {each.name for cut in self.cuts.values() for each in cut.shards}
        for name in self._dropped - live:
            part(self.folder, name).unlink(missing_ok=True)


def _cut(marks: Mapping[str, str]) -> Iterator[Cut]:
    """Cut files one by one; gather those that are less than a shard."""
    small: list[Piece] = []
    reports = size = 0
    for name, mark in marks.items():
        cut = list(shards.pieces(name))
        if len(cut) > 1 or cut[0][1] >= shards.REPORTS or cut[0][2] >= shards.BYTES:
            yield Cut({name: mark}, [shards.shard([piece], [mark]) for piece, _, _ in cut])
            continue
        small.append(cut[0][0])
        reports, size = reports + cut[0][1], size + cut[0][2]
        if reports >= shards.REPORTS or size >= shards.BYTES:
            yield _gathered(small, marks)
            small, reports, size = [], 0, 0
    if small:
        yield _gathered(small, marks)


def _gathered(small: list[Piece], marks: Mapping[str, str]) -> Cut:
    mine = {piece.path: marks[piece.path] for piece in small}
    return Cut(mine, [shards.shard(small, list(mine.values()))])


def _mark(name: str) -> str:
    """Tell the state of a file: whoever changes it changes its size or its time."""
    try:
        found = Path(name).stat()
    except OSError:
        return GONE
    return f"{found.st_size}-{found.st_mtime_ns}"


def _steps(path: Path) -> Iterator[Step]:
    """Read the plan; cut off a last line that a kill has torn."""
    whole = 0
    try:
        with path.open("rb") as log:
            for line in log:
                try:
                    step = msgspec.json.decode(line, type=Step)
                except msgspec.MsgspecError:
                    break
                whole += len(line)
                yield step
    except FileNotFoundError:
        return
    os.truncate(path, whole)


def _distinct(cuts: Iterable[Cut]) -> list[Cut]:
    return list({id(cut): cut for cut in cuts}.values())


def _shards_of(cuts: Iterable[Cut]) -> list[Shard]:
    return [each for cut in cuts for each in cut.shards]
