"""Which report's text is a copy of which.

text ──► word shingles ──► MinHash ──► bands ──► texts that share one ──► exact check ──► original

Incremental: the bands are rows of the ledger, so a new text is compared only with the few
that share a band with it, however many there are. Rensa's hashes may change between its
versions; the version is part of each band, so that bands of two versions never meet.
"""

import hashlib
import re

from rensa import RMinHash
from sqlalchemy import Connection, func, select

from according.ledger.schema import bands as band_table
from according.ledger.schema import revisions

SHINGLE = 3  # words
BANDS, ROWS = 24, 2
SHARED = 0.5  # of the shorter text's shingles must stand in the longer
SHORTEST = 12  # shingles; a line like "This story is being updated" is nobody's copy
CANDIDATES = 40

_WORD = re.compile(r"\w+")
_SIGNED = 1 << 63


def shingles(text: str) -> set[str]:
    """Give all runs of words; case and marks make no difference."""
    words = _WORD.findall(text.casefold())
    return {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def bands(text: str) -> list[int]:
    """Give what texts are found by: the same numbers for nearly the same text."""
    parts = shingles(text)
    if len(parts) < SHORTEST:
        return []
    minhash = RMinHash(num_perm=BANDS * ROWS, seed=1)
    minhash.update(list(parts))
    digest = minhash.digest()
    return [_band(n, digest[n * ROWS : (n + 1) * ROWS]) for n in range(BANDS)]


def _band(number: int, rows: list[int]) -> int:
    named = f"{RMinHash.ALGORITHM_VERSION}:{number}:{rows}".encode()
    whole = int.from_bytes(hashlib.blake2b(named, digest_size=8).digest())
    return whole - _SIGNED  # a signed 64-bit integer, as databases have them


def alike(one: set[str], other: set[str]) -> bool:
    """Tell whether of two texts one is a copy of the other, or both of a third."""
    shorter = min(len(one), len(other))
    return shorter >= SHORTEST and len(one & other) >= SHARED * shorter


def original(connection: Connection, text: str, of: list[int], report: int) -> int | None:
    """Find the earliest report that ``text`` is a copy of; ``report`` is its own."""
    if not of:
        return None
    shared = (
        select(band_table.c.revision, func.count().label("count"))
        .where(band_table.c.band.in_(of))
        .group_by(band_table.c.revision)
        .order_by(func.count().desc(), band_table.c.revision)
        .limit(CANDIDATES)
        .subquery()
    )
    found = connection.execute(
        select(revisions.c.report, revisions.c.copy_of, revisions.c.text)
        .join(shared, shared.c.revision == revisions.c.id)
        .where(revisions.c.report != report)
    )
    mine = shingles(text)
    roots = [row.copy_of or row.report for row in found if alike(mine, shingles(row.text))]
    others = [root for root in roots if root != report]
    return min(others, default=None)
