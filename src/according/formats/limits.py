"""Read a whole stream, but never more of it than memory should hold."""

from typing import BinaryIO

from according.records import Doubt


def read_whole(stream: BinaryIO, most: int, advice: str) -> tuple[bytes | None, list[Doubt]]:
    """Read up to ``most`` bytes; a longer stream gives None and a doubt.

    A report cut in the middle would look whole in every count made of it later.
    """
    data = stream.read(most + 1)
    if len(data) <= most:
        return data, []
    found = f"More than {most // 1_000_000} MB, longer than any report; not read: {advice}."
    return None, [Doubt(kind="too-large", message=found)]
