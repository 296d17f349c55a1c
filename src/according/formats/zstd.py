"""Unpack zstd as it is read, and notice a file that ends too early.

zstandard's own stream reader takes a torn file for a whole one; a frame that never
ended is only seen by who unpacks frame by frame.
"""

import io
from typing import BinaryIO, cast

MAGIC = b"\x28\xb5\x2f\xfd"
_PACKED = 1 << 12  # bytes taken at once: a made-up file unpacks each to 30,000
_UNPACKED = 1 << 17


class BrokenZstdError(EOFError):
    """The file is damaged or ends too early; what came before has been read."""


def opened(stream: BinaryIO) -> BinaryIO:
    """Give the unpacked stream. Reading it raises BrokenZstdError where it is damaged."""
    return cast("BinaryIO", io.BufferedReader(_Unpacked(stream), _UNPACKED))


class _Unpacked(io.RawIOBase):
    """All frames of a file, one after the other."""

    def __init__(self, stream: BinaryIO) -> None:
        import zstandard  # noqa: PLC0415  # only for those who have such files

        self._stream = stream
        self._error = zstandard.ZstdError
        self._frames = zstandard.ZstdDecompressor()
        self._frame = self._frames.decompressobj()
        self._ready = memoryview(b"")
        self._packed = b""
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready and self._feed():
            pass
        piece = self._ready[: len(buffer)]
        self._ready = self._ready[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)

    def _feed(self) -> bool:
        """Unpack some more; False at the end of the file."""
        self._packed = self._packed or self._stream.read(_PACKED)
        if not self._packed:
            if self._begun:
                raise BrokenZstdError("it ends inside a frame")
            return False
        try:
            self._ready = memoryview(self._frame.decompress(self._packed))
        except self._error as error:
            raise BrokenZstdError(str(error)) from None
        self._begun = not self._frame.eof
        self._packed = self._frame.unused_data
        if self._frame.eof:
            self._frame = self._frames.decompressobj()
        return True
