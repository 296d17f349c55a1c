"""A name: what it said, did and is said to have done, where it stands, who cites it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from according.desk.desk import at
from according.desk.filters import LONGEST
from according.desk.rendering import Context, render
from according.errors import InputError
from according.ledger import Answer, Ledger, Question
from according.ledger.profile import Named, Profile

FEW = 12  # answers of each sort; the rest is a search away
POSITIONS = 100
router = APIRouter()


@dataclass
class Section:
    """Some of what is there on the actor; ``all`` is the search that finds the whole."""

    name: str
    title: str
    asked: dict[str, object]
    answers: Sequence[Answer] = ()
    more: bool = False

    @property
    def all(self) -> str:
        """The address of the search."""
        return f"/search?{urlencode(self.asked, doseq=True)}"


@dataclass(kw_only=True)
class Page(Context):
    """What an actor's page shows; ``profile`` is None until a name is given."""

    template: ClassVar[str] = "actor.html"
    here: ClassVar[str] = "actor"
    title: str = "Actors"
    name: str
    profile: Profile | None = None
    related: Sequence[Named] = ()
    sections: Sequence[Section] = field(default_factory=list)
    problem: str | None = None


def sections(name: str) -> list[Section]:
    """Give the questions that make up the page."""
    return [
        Section("said", "Said", {"speaker": name, "items": "statement"}),
        Section("did", "Did, or is said to have done", {"actor": name, "role": "actor"}),
        Section("received", "Was done to them", {"actor": name, "role": "recipient"}),
        Section("mediated", "Mediated", {"actor": name, "role": "mediator"}),
        Section("positions", "Positions, the latest first", {"holder": name}),
        Section("counted", "Were counted", {"actor": name, "items": "figure"}),
    ]


def gathered(ledger: Ledger, name: str) -> list[Section]:
    """Ask them."""
    out = sections(name)
    for section in out:
        limit = POSITIONS if section.name == "positions" else FEW
        found = ledger.ask(Question(**section.asked, limit=limit))  # type: ignore[arg-type]
        section.answers, section.more = list(found), found.more
    return [section for section in out if section.answers]


@router.get("/actor")
def actor(request: Request, name: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """Show what the ledger holds on a name."""
    name = name.strip()
    if not name:
        return render(request, Page(name=""))
    ledger = at(request).ledger()
    try:
        profile = ledger.profile(name)
        shown = Page(name=name, title=name.strip('"'), profile=profile)
        if profile.spellings:
            shown.sections = gathered(ledger, name)
        shown.related = _related(ledger, shown)
    except InputError as error:
        return render(request, Page(name=name, problem=str(error)), 400)
    return render(request, shown)


def _related(ledger: Ledger, shown: Page) -> list[Named]:
    """Give the names that share the words of a whole name and were not taken together with it."""
    assert shown.profile is not None  # noqa: S101  for mypy
    bare = shown.name.strip('"“”')
    if bare == shown.name:
        return []
    taken = {each.name for each in shown.profile.spellings}
    return [each for each in ledger.profile(bare).spellings if each.name not in taken]


@router.get("/actors/{name}")
def short(name: str) -> Response:
    """Lead from a short address to the page of a whole name."""
    return RedirectResponse("/actor?" + urlencode({"name": f'"{name}"'}))
