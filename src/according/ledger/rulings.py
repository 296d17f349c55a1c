"""What an analyst rules beyond one item: which names are one actor, which reports one happening.

sort, names or report numbers ──drafted──► Draft ──noted in the ledger──► Ruling ──► dossiers

A ruling touches no reading and no report: it is kept beside them, undone and never deleted.
Where two contradict each other the later one holds. It is for one dossier, or for all.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from according.errors import InputError
from according.ledger.identity import fold

Sort = Literal["merge", "part", "split", "join"]
OF_NAMES = frozenset({"merge", "part"})  # the others are of reports
LONGEST = 200  # characters of a name


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """One act of an analyst.

    | sort  | of      | says that                                                        |
    |-------|---------|------------------------------------------------------------------|
    | merge | names   | they mean one actor, who is called by the first of them          |
    | part  | names   | they mean as many actors as there are names                      |
    | split | reports | they tell a happening of their own, not that of their story      |
    | join  | reports | the stories that they are of are one                             |

    ``dossier`` is the name of the one that it is for; empty where it is for all. ``undone`` is
    when it was taken back.
    """

    number: int
    sort: Sort
    names: tuple[str, ...] = ()
    reports: tuple[int, ...] = ()
    dossier: str = ""
    by: str
    at: str
    note: str | None = None
    undone: str | None = None


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A ruling that is to be noted; ``what`` are names, or numbers of reports."""

    sort: Sort
    what: tuple[str | int, ...]
    dossier: str
    by: str
    note: str | None


def drafted(
    sort: Sort, what: Sequence[str | int], *, by: str, dossier: str, note: str | None
) -> Draft:
    """Draft a ruling; raise InputError for one that says nothing."""
    kind = str if sort in OF_NAMES else int
    if wrong := [each for each in what if not isinstance(each, kind)]:
        of = "names of actors" if kind is str else "numbers of reports"
        raise InputError(f"A ruling to {sort} takes {of}, not {wrong[0]!r}.")
    if sort in OF_NAMES:
        names = tuple(dict.fromkeys(" ".join(str(name).split()) for name in what))
        _check_names(names)
        return Draft(sort=sort, what=names, dossier=dossier, by=by, note=note)
    given = tuple(dict.fromkeys(what))
    _check_numbers(sort, given, dossier)
    return Draft(sort=sort, what=given, dossier=dossier, by=by, note=note)


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if not any(map(str.isalnum, name)) or len(name) > LONGEST:
            raise InputError(f"{name[:LONGEST]!r} is no name. Write it as a report does.")
    if len({fold(name) for name in names}) < 2:
        raise InputError(
            f"{', '.join(names) or 'nothing'}: that is but one name. Give two that differ by "
            "more than capitals."
        )


def _check_numbers(sort: Sort, numbers: Sequence[object], dossier: str) -> None:
    if not dossier:
        raise InputError("Stories are those of a dossier. Say of which.")
    if len(numbers) < (2 if sort == "join" else 1):
        least = "two reports, one of each story" if sort == "join" else "a report"
        raise InputError(f"Name {least}, by its number in the ledger, like r12.")
