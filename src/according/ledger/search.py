"""Words to search for, in either home.

words ──parsed──► Search ──found──► select (id, score), the best score lowest

ceasefire prisoners      both words, in any form ("prisoner")
"exchange of prisoners"  these words in this order
truce OR ceasefire       either; OR binds closer than the space between words
withdraw*                words that begin so
-football                not this word

SQLite searches with FTS5 and ranks by BM25; PostgreSQL with tsvector and ts_rank. Each home
stems by its own English rules, and PostgreSQL passes over words like "the".
"""

import re
from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    String,
    Table,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
)

from according.errors import InputError
from according.ledger.schema import events, figures, positions, statements

if TYPE_CHECKING:
    from sqlalchemy import Dialect

# The index of each table in SQLite; in PostgreSQL it is the column "words".
INDEXES: dict[str, str] = {
    statements.name: "statement_words",
    events.name: "event_words",
    figures.name: "figure_words",
    positions.name: "position_words",
}
MOST = 50  # terms; more are no question but a text pasted by mistake
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"[^\W_]+")


class Term(NamedTuple):
    """Words that stand next to each other; the last may be the beginning of one."""

    words: tuple[str, ...]
    begins: bool


class Search(NamedTuple):
    """Of each clause one term must be there, and none of the others."""

    clauses: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...]


def parsed(written: str) -> Search:
    """Read a search as it is typed; raise InputError when nothing is left to look for.

    >>> parsed('truce OR "cease fire" -football').clauses
    ((Term(words=('truce',), begins=False), Term(words=('cease', 'fire'), begins=False)),)
    """
    clauses: list[tuple[Term, ...]] = []
    without: list[Term] = []
    joined = False
    for minus, quoted, plain in _TERM.findall(written):
        if plain == "OR" and not minus:
            joined = bool(clauses)
            continue
        term = _term(quoted or plain, begins=plain.endswith("*"))
        if term is None:
            continue
        if minus:
            without.append(term)
        elif joined:
            clauses[-1] += (term,)
        else:
            clauses.append((term,))
        joined = False
    if not clauses:
        raise InputError(f"Nothing to search for in {written!r}: give at least one word to find.")
    if len(clauses) + len(without) > MOST:
        raise InputError(f"A search of more than {MOST} words; name those that matter.")
    return Search(tuple(clauses), tuple(without))


def _term(written: str, *, begins: bool) -> Term | None:
    words = tuple(_WORD.findall(written.replace("\0", " ")))
    return Term(words, begins) if words else None


def found(items: Table, written: str, dialect: "Dialect") -> Select[Any]:
    """Select the ids of the items of a table that match, with a score: the lowest is best."""
    search = parsed(written)
    if dialect.name == "sqlite":
        index = table(INDEXES[items.name], column("rowid"), column("rank", Float))
        matches = literal_column(INDEXES[items.name]).op("MATCH")(fts5(search))
        return select(index.c.rowid.label("id"), index.c.rank.label("score")).where(matches)
    words: ColumnElement[Any] = literal_column(f"{items.name}.words")
    query = _tsquery(search)
    score = (-func.ts_rank(words, query)).label("score")
    return select(items.c.id.label("id"), score).where(words.op("@@")(query))


def issue(written: str, dialect: "Dialect") -> ColumnElement[bool]:
    """Hold for positions with these words in their issue."""
    search = parsed(written)
    if dialect.name == "sqlite":
        index = table("position_words", column("rowid"))
        matches = literal_column("position_words").op("MATCH")(f"{{issue}} : ({fts5(search)})")
        return positions.c.id.in_(select(index.c.rowid).where(matches))
    # As the index is written in the migration, or it is not used.
    words: ColumnElement[Any] = literal_column("to_tsvector('english', left(issue, 100000))")
    return words.op("@@", is_comparison=True)(_tsquery(search))


def fts5(search: Search) -> str:
    """Write a search for FTS5, every word in quotes: none of them is an operator.

    >>> fts5(parsed("truce OR cease* prisoners -football"))
    '("truce" OR "cease" *) AND "prisoners" NOT "football"'
    """
    clauses = [" OR ".join(map(_phrase, terms)) for terms in search.clauses]
    grouped = [f"({c})" if len(t) > 1 else c for c, t in zip(clauses, search.clauses, strict=True)]
    return " NOT ".join([" AND ".join(grouped), *map(_phrase, search.without)])


def _phrase(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + " *" * term.begins


def _tsquery(search: Search) -> ColumnElement[Any]:
    """Build the same search of PostgreSQL's functions; the words go in as parameters."""

    def joined(by: str) -> Callable[[ColumnElement[Any], ColumnElement[Any]], ColumnElement[Any]]:
        return lambda one, two: one.op(by)(two)

    clauses = [reduce(joined("||"), map(_tsterm, terms)) for terms in search.clauses]
    without = [func.tsquery_not(_tsterm(term)) for term in search.without]
    return reduce(joined("&&"), [*clauses, *without])


def _tsterm(term: Term) -> ColumnElement[Any]:
    written = " ".join(term.words)
    config: ColumnElement[Any] = literal_column("'english'::regconfig")
    if not term.begins:
        return func.phraseto_tsquery(config, written)
    # Letters and digits only: nothing that to_tsquery could take for an operator.
    return func.to_tsquery(config, cast(literal(" <-> ".join(term.words) + ":*"), String))
