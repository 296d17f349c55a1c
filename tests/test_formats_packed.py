"""gzip and zstd: what is inside is read, and damage is noticed."""

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from according.formats import packed, read_bytes, read_paths

Pack = Callable[[bytes], bytes]
LINES = [json.dumps({"text": f"{n} {n * 7919 % 1013}"}) for n in range(3000)]
DATA = "\n".join(LINES).encode()


def zstd(data: bytes) -> bytes:
    """Pack in two frames, as parallel packers do."""
    half = len(data) // 2
    frames = (zstandard.ZstdCompressor().compress(each) for each in (data[:half], data[half:]))
    return b"".join(frames)


PACKERS = pytest.mark.parametrize(
    ("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstd)], ids=["gzip", "zstd"]
)


@PACKERS
def test_packed_reports_are_read(suffix: str, pack: Pack, tmp_path: Path) -> None:
    """A packed file is read as the file inside it, by suffix and by its first bytes."""
    path = tmp_path / f"talks.jsonl{suffix}"
    path.write_bytes(pack(DATA))
    loaded = list(read_paths([path]))
    assert len(loaded) == 3000
    assert loaded[-1].origin == f"{path}:3000"
    assert len(list(read_bytes(pack(DATA), origin="-"))) == 3000


@PACKERS
def test_damage_keeps_what_was_read(suffix: str, pack: Pack, tmp_path: Path) -> None:
    """A torn file gives what stood before the tear, and one doubt."""
    whole = pack(DATA)
    path = tmp_path / f"torn.jsonl{suffix}"
    for torn in (whole[: len(whole) * 3 // 4], whole[:-3], whole[:-300] + b"#" * 300):
        path.write_bytes(torn)
        *read, last = read_paths([path])
        assert "unreadable-file" in [doubt.kind for doubt in last.doubts]
        assert [each.report.text for each in read[:100]] == [
            json.loads(x)["text"] for x in LINES[:100]
        ]


@pytest.mark.parametrize("data", [b"junk" * 10, b""])
@pytest.mark.parametrize("suffix", packed.NAMES)
def test_junk(suffix: str, data: bytes, tmp_path: Path) -> None:
    """Junk under the suffix is content, not an error."""
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(data)
    assert all(each.doubts for each in read_paths([path]))


def test_a_bomb_is_not_unpacked_at_once() -> None:
    """A file that unpacks to a thousandfold is taken in small bites."""
    bomb = zstandard.ZstdCompressor().compress(bytes(100_000_000))
    stream = io.BytesIO(bomb)
    inside = packed.opened(stream, ".zst")
    assert inside.read(10) == bytes(10)
    assert stream.tell() <= 4096
