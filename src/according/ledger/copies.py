"""Which report's text is a copy of which.

text ──► runs of four words ──► one in eight, the same in every text ──► texts that share one
                                                                              │
original ◄── exact check: how much of the shorter text stands in the longer ◄─┘

A desk that carries a wire cuts it, reorders it, drops sentences, changes the headline and
sets its own paragraphs around it; so what counts is the share of the *shorter* text. Two
reports of one event share quotations, names and at times the background, which is less.

Incremental: the samples are rows of the ledger, and a new text is compared only with the
few that share one. Which runs are sampled depends on their hashes alone, so that a copy of
a quarter still shares some with its original. On the pairs of ``python -m
evaluation.copies`` MinHash with 64 bands of two finds 96 % of such quarters and 99.5 % of
all copies; this finds all of both, with 27 rows a report instead of 64.
"""

import hashlib
import re
from heapq import nsmallest

from sqlalchemy import Connection, select, text

from according.ledger.schema import revisions

RUN = 4  # words
ONE_IN = 8
MOST = 200  # samples of a text; beyond 1,600 runs, those with the smallest hashes
SHARE = 0.47  # of the shorter text's runs; two reports of one event stay under 0.25
LEAST = 20  # shared runs; under this, a long quotation is already half of a news flash
COMMON = 200  # texts with the same sample; what more share is a phrase of the house
FEW = 2  # shared samples; 60 shared runs have fewer once in 200 times
CANDIDATES = 40  # are looked at closely

_WORD = re.compile(r"\w+")
_HALF = 1 << 63


def runs(text: str) -> set[str]:
    """Give all runs of words; case and marks make no difference.

    >>> sorted(runs("Talks end, says the envoy."))
    ['end says the envoy', 'talks end says the']
    """
    words = _WORD.findall(text.casefold())
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def samples(text: str) -> list[int]:
    """Give what copies of a text are found by."""
    hashes = (_hash(run) for run in runs(text))
    return nsmallest(MOST, (each for each in hashes if each % ONE_IN == 0))


def _hash(run: str) -> int:
    """Give a signed 64-bit integer, as databases have them; the same for ever."""
    digest = hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) - _HALF


def alike(one: set[str], other: set[str]) -> bool:
    """Tell whether of two texts one is a copy of the other, or both of a third."""
    shared = len(one & other)
    return shared >= LEAST and shared >= SHARE * min(len(one), len(other))


def original(
    connection: Connection, words: str, text_hash: str, of: list[int], report: int
) -> int | None:
    """Find the earliest report whose text ``words`` are a copy of; ``report`` is its own."""
    if not _WORD.search(words):
        return None  # pages without a text are no copies of each other
    found = connection.execute(
        select(revisions.c.report, revisions.c.copy_of, revisions.c.text, revisions.c.text_hash)
        .where(revisions.c.id.in_(_candidates(connection, text_hash, of)))
        .where(revisions.c.report != report)
    )
    mine = runs(words)
    roots = (
        row.copy_of or row.report
        for row in found
        if row.text_hash == text_hash or alike(mine, runs(row.text))
    )
    return min((root for root in roots if root != report), default=None)


def _candidates(connection: Connection, text_hash: str, of: list[int]) -> list[int]:
    """Find the revisions with the same text, and those that share most samples with it."""
    same = select(revisions.c.id).where(revisions.c.text_hash == text_hash)
    found = list(connection.scalars(same.order_by(revisions.c.id).limit(CANDIDATES)))
    if of:
        found += connection.scalars(text(_sharing(of)))
    return found


def _sharing(of: list[int]) -> str:
    """Ask which revisions share most samples with these.

    Each sample is looked up by itself and up to a limit, so that a phrase of the house does
    not bring in the whole house. Written out, because SQLAlchemy takes 7 ms to compose it.
    """
    each = " UNION ALL ".join(
        "SELECT * FROM (SELECT revision FROM samples"  # noqa: S608  whole numbers
        f" WHERE sample = {sample:d} ORDER BY revision LIMIT {COMMON}) AS few"
        for sample in of
    )
    least = min(FEW, len(of))
    return (
        f"SELECT revision FROM ({each}) AS hits GROUP BY revision HAVING count(*) >= {least}"  # noqa: S608
        f" ORDER BY count(*) DESC, revision LIMIT {CANDIDATES}"
    )
