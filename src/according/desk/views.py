"""Which dossier is asked for, as it was known when; its addresses keep that.

/dossiers/x/figures?as_of=2026-04-27 ──► View(name, as_of) ──opened──► At(dossier)
                                            └──address("contacts")──► …/contacts?as_of=2026-04-27
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Depends, Path, Query, Request

from according.desk.dossiers import At, Dossiers
from according.errors import InputError

PATH = "/dossiers/{name}"  # of all pages that take a View
DAY = len("2026-03-04")
# What a page was asked for that does not hold for another day: how far one had leafed.
PASSING = frozenset({"as_of", "offset"})


@dataclass(frozen=True)
class View:
    """A dossier as it was known at ``as_of``, a day or a time in UTC; empty for the present."""

    request: Request
    name: str
    as_of: str = ""

    def opened(self) -> AbstractContextManager[At]:
        """Have the dossier to oneself; see Dossiers.opened."""
        return dossiers(self.request).opened(self.name, self.as_of)

    def address(self, part: str = "talks", **query: object) -> str:
        """Give the address of a part of the dossier, as known at the same time."""
        return with_query(self.path(part), query | {"as_of": self.as_of})

    def path(self, part: str = "talks") -> str:
        """Give the address of a part without what is asked of it."""
        return f"/dossiers/{quote(self.name)}" + ("" if part == "talks" else f"/{quote(part)}")

    def api(self, part: str, **query: object) -> str:
        """Give the address of the same in the API."""
        return f"/api{self.address(part, **query)}"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What else the page was asked for: another day is looked at in the same way."""
        return [pair for pair in self.request.query_params.multi_items() if pair[0] not in PASSING]

    @property
    def here(self) -> str:
        """The address of the page without what is asked of it."""
        return self.request.url.path

    @property
    def present(self) -> str:
        """The address of the page as it is now."""
        kept = urlencode(self.kept)
        return f"{self.here}?{kept}" if kept else self.here


def dossiers(request: Request) -> Dossiers:
    """Give the dossiers of the desk."""
    found: Dossiers = request.app.state.dossiers
    return found


def with_query(path: str, query: Mapping[str, object]) -> str:
    """Give an address with whatever of its parameters says something.

    >>> with_query("/x", {"between": ["a", "b"], "offset": 0, "as_of": ""})
    '/x?between=a&between=b'
    """
    pairs = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(pairs, doseq=True)}" if pairs else path


def moment(written: str) -> str:
    """Give a day or time as dossiers take it, in one spelling; raise InputError if it is none.

    >>> moment("2026-04-27"), moment("2026-04-27T18:00+02:00"), moment("")
    ('2026-04-27', '2026-04-27T16:00:00', '')
    """
    if not written:
        return ""
    try:
        when = datetime.fromisoformat(written)
        if len(written) > DAY and when.tzinfo is not None:
            when = when.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise InputError(
            f"as_of “{written}” is no day. Write it as in 2026-03-04 or 2026-03-04T18:00Z."
        ) from None
    return when.date().isoformat() if len(written) <= DAY else when.isoformat(timespec="seconds")


def _wanted(
    request: Request,
    name: Annotated[str, Path(max_length=100, description="What the dossier is called.")],
    as_of: Annotated[
        str, Query(max_length=40, description="A day or time: the picture as it was known then.")
    ] = "",
) -> View:
    return View(request, name, moment(as_of))


Wanted = Annotated[View, Depends(_wanted)]
