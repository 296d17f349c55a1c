"""Undo gzip and deflate piece by piece, so that a small bomb cannot fill the memory.

packed pieces ──► unpacked(limit) ──► pieces of at most 64 KiB

A packed body that ends too early is an error here: most decoders give what they have, and a
report cut in the middle would look whole in every count made of it later.
"""

import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Iterator

from according.errors import FetchError

_PIECE = 65_536
_PLAIN = {"", "identity"}
_PACKED = {"gzip", "x-gzip", "deflate"}


async def unpacked(packed: AsyncIterator[bytes], encoding: str, most: int) -> AsyncGenerator[bytes]:
    """Give the body as it was before ``Content-Encoding``; stop soon after ``most`` bytes."""
    encoding = encoding.strip().lower()
    if encoding in _PLAIN:
        async for piece in packed:
            yield piece
        return
    if encoding not in _PACKED:
        message = f"The answer is packed with '{encoding[:40]}', which was not asked for."
        raise FetchError("broken-answer", message)
    unpack, given = _Unpacker(), 0
    async for piece in packed:
        for plain in unpack(piece):
            yield plain
            given += len(plain)
            if given > most:
                return
    unpack.finish()


class _Unpacker:
    """One packed stream: gzip or zlib by its first bytes, else bare deflate."""

    def __init__(self) -> None:
        self._inner: zlib._Decompress | None = None

    def __call__(self, data: bytes) -> Iterator[bytes]:
        if self._inner is None and data:
            framed = data[:1] in {b"\x1f", b"\x78"}  # the first byte of gzip, of zlib
            self._inner = zlib.decompressobj(zlib.MAX_WBITS | 32 if framed else -zlib.MAX_WBITS)
        inner = self._inner
        while inner is not None and data and not inner.eof:
            try:
                plain = inner.decompress(data, _PIECE)
            except zlib.error as error:
                message = f"The packed answer is damaged ({error})."
                raise FetchError("broken-answer", message, passing=True) from None
            data = inner.unconsumed_tail
            yield plain

    def finish(self) -> None:
        """Raise unless the stream came to its own end."""
        if self._inner is not None and not self._inner.eof:
            message = "The packed answer ends in the middle."
            raise FetchError("broken-answer", message, passing=True)
