"""Which names in the ledger a name that is asked for may mean.

"President Rehl" ──► words without titles ──► keys in ``names`` that hold them

A name matches by its words: each word asked for must be one of the name's words, and a
word of four letters or more may be the beginning of one ("Veshtia" finds "Veshtian
negotiators", "UN" does not find "Unity Party"). In double quotes it is the whole name.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from according.errors import InputError
from according.ledger.identity import fold
from according.ledger.schema import names
from according.titles import strip_titles

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST = 20_000  # names that one question may mean; SQLite takes 32,766 parameters
NEAR = 75  # per cent alike: one slip in four letters
BEGINS = 4  # letters from which a word may be the beginning of one
_WORD = re.compile(r"[^\W_]+")
_WHOLE = re.compile(r'^["“](.+)["”]$')
_ARTICLES = frozenset({"the", "a", "an"})


def called(written: str) -> Callable[[str], bool]:
    """Make the test whether a folded name is one that is asked for.

    >>> [called("Rehl")("tomas rehl"), called("UN")("unity party"), called('"Orad"')("oradan")]
    [True, False, False]
    """
    whole = _WHOLE.match(written.strip())
    if whole is not None:
        wanted = fold(whole[1])
        return lambda key: key == wanted
    asked = _words(written)

    def fits(key: str) -> bool:
        there = _WORD.findall(key)
        return all(any(_is(word, other) for other in there) for word in asked)

    return fits


def keys(connection: "Connection", written: str) -> list[str]:
    """Give the folded names in the ledger that a name may mean."""
    whole = _WHOLE.match(written.strip())
    if whole is not None:
        return [fold(whole[1])]
    query = select(names.c.key)
    for word in _words(written):  # letters and digits only: nothing to escape
        query = query.where(names.c.key.contains(word))
    test = called(written)
    found = [key for (key,) in connection.execute(query) if test(key)]
    if len(found) > MOST:
        raise InputError(f"{written!r} may mean {len(found):,} names. Give more of the name.")
    return found


def unheard(connection: "Connection", written: Sequence[str]) -> list[str]:
    """Give those of some names that nothing in the ledger is called, as they are spelt."""
    there = set(connection.scalars(select(names.c.key).where(names.c.key.in_(map(fold, written)))))
    return [name for name in written if fold(name) not in there]


def close(connection: "Connection", written: str) -> list[str]:
    """Give names that are spelt nearly so, for a question that finds none."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # only needed when there is a slip

    there = connection.scalars(select(names.c.key)).all()
    words = _words(written)
    whole = process.extract(" ".join(words), there, scorer=fuzz.ratio, limit=3, score_cutoff=NEAR)
    # People are asked for by their last names, and "Morai" is near to "Ilir Moraj".
    holders = {word: key for key in there for word in _WORD.findall(key)}
    last = process.extract(words[-1], list(holders), scorer=fuzz.ratio, limit=3, score_cutoff=NEAR)
    found = [*(name for name, *_ in whole), *(holders[word] for word, *_ in last)]
    return list(dict.fromkeys(found))[:3]


def _words(written: str) -> list[str]:
    """Take the words that tell a name: no titles, no articles, unless there is nothing else."""
    bare = _WORD.findall(fold(strip_titles(written)))
    words = [word for word in bare if word not in _ARTICLES] or _WORD.findall(fold(written))
    if not words:
        raise InputError(f"{written!r} is no name: it has neither letters nor digits.")
    return words


def _is(word: str, other: str) -> bool:
    return word == other or (len(word) >= BEGINS and other.startswith(word))
