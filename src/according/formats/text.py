r"""Plain text: the whole file is the report.

Not one character is changed after decoding, so that offsets lead back to the file:
line ends stay \r\n where they were, and nothing is stripped.
"""

from collections.abc import Iterator
from typing import BinaryIO

from according.formats.encoding import decode
from according.formats.limits import read_whole
from according.formats.loaded import Draft

MAX_BYTES = 100_000_000  # no report; more would be a bulk file under the wrong suffix


def load(stream: BinaryIO, charset: str | None) -> Iterator[Draft]:
    """Read one report from a text file."""
    data, doubts = read_whole(stream, MAX_BYTES, "split it into its reports")
    if data is None:
        yield Draft(doubts=doubts)
        return
    text, more = decode(data, header=charset)
    yield Draft(text=text, doubts=doubts + more)
