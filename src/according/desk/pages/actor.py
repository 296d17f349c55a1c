"""An actor in the whole ledger: what it said, did and is said to have done, where it stands.

/actor?name=Rehl ──► whom the name means: /actors/KEY of the cast, a dossier's page, or the name
/actors/KEY ──► Meant(all names and offices) ──► sections of answers
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from according.cast.additions import names_of
from according.desk.desk import at
from according.desk.dossiers import Known
from according.desk.filters import LONGEST
from according.desk.meant import Meant, key_of, meant, question, quoted, ruled
from according.desk.rendering import Context, render
from according.desk.troubles import NotThereError
from according.desk.views import dossiers
from according.errors import InputError
from according.ledger import Answer, Ledger, Question
from according.ledger.identity import fold
from according.ledger.profile import Named, Profile

FEW = 12  # answers of each sort; the rest is a search away
POSITIONS = 100
NAMED = 40  # names in the address of a search, the commonest
router = APIRouter()

Ask = Callable[[Mapping[str, Any]], Iterable[Question]]
# name, title, and what is asked; the names stand where the dots are
SORTS: Sequence[tuple[str, str, Mapping[str, Any]]] = (
    ("said", "Said", {"speaker": ..., "items": "statement"}),
    ("did", "Did, or is said to have done", {"actor": ..., "role": "actor"}),
    ("received", "Was done to them", {"actor": ..., "role": "recipient"}),
    ("mediated", "Mediated", {"actor": ..., "role": "mediator"}),
    ("positions", "Positions, the latest first", {"holder": ...}),
    ("counted", "Were counted", {"actor": ..., "items": "figure"}),
)


@dataclass(frozen=True)
class Section:
    """Some of what is there on the actor; ``all`` is the search that finds the whole."""

    name: str
    title: str
    answers: Sequence[Answer]
    more: bool
    all: str


@dataclass(kw_only=True)
class Page(Context):
    """What the page of a name shows; ``profile`` is None until a name is given."""

    template: ClassVar[str] = "actor.html"
    here: ClassVar[str] = "actor"
    title: str = "Actors"
    name: str
    meant: Meant | None = None  # whom of the cast it is about, if it is
    within: Sequence[Known] = ()  # dossiers with a page on it; all of them where nobody is named
    profile: Profile | None = None
    related: Sequence[Named] = ()
    sections: Sequence[Section] = field(default_factory=list)
    problem: str | None = None


@router.get("/actor")
def by_name(
    request: Request,
    name: Annotated[str, Query(max_length=LONGEST)] = "",
    *,
    written: Annotated[bool, Query(description="The name as it is written.")] = False,
) -> Response:
    """Lead to whom a name means, or show what the ledger holds on the name."""
    name = name.strip()
    if not name:
        return render(request, Page(name="", within=dossiers(request).known()))
    if not written and (there := _leads(request, _bare(name))):
        return RedirectResponse(there, 302)
    desk = at(request)
    try:
        return render(request, desk.keep(f"name {name}", lambda: by_spelling(desk.ledger(), name)))
    except InputError as error:
        return render(request, Page(name=name, problem=str(error)), 400)


@router.get("/actors/{key:path}")
def of_cast(request: Request, key: str) -> Response:
    """Show what the ledger holds on an actor of the cast, under all its names."""
    desk = at(request)
    page = desk.keep(f"actor {key}", lambda: known(desk.ledger(), key))
    return render(request, replace(page, within=_within(request, key)))


def by_spelling(ledger: Ledger, name: str) -> Page:
    """Gather what is there on a name, and on those that analysts put together with it."""
    bare, names = _bare(name), [name]
    if name != bare:
        names = quoted(ruled(ledger, ledger.spellings(name), bare)) or names
    page = Page(name=name, title=bare, profile=ledger.profile(*names))
    taken = {each.name for each in page.profile.spellings} if page.profile else set()
    if taken:
        page.sections = gathered(ledger, lambda asked: [question(asked, names)], names)
    if name != bare:
        page.related = [each for each in ledger.spellings(bare) if each.name not in taken]
    return page


def known(ledger: Ledger, key: str) -> Page:
    """Gather what is there on an actor of the cast; raise NotThereError if there is none."""
    found = meant(ledger, key)
    if found is None:
        raise NotThereError(f"The cast has nobody with the key “{key}”.")
    names = quoted(found.names)
    profile = ledger.profile(*names) if names else None
    page = Page(name=found.name, title=found.name, meant=found, profile=profile)
    page.sections = gathered(ledger, found.questions, names)
    return page


def gathered(ledger: Ledger, ask: Ask, names: Sequence[str]) -> list[Section]:
    """Ask for all sections; what several questions find is put together, the latest first."""
    out: list[Section] = []
    for sort, title, asked in SORTS:
        limit = POSITIONS if sort == "positions" else FEW
        found = [ledger.ask(each) for each in ask({**asked, "limit": limit})]
        answers = {each.address: each for some in found for each in some}
        latest = list(answers.values())
        if len(found) > 1:  # the answers to one stand in their order already
            latest.sort(key=_published, reverse=True)
        if latest:
            more = len(latest) > limit or any(some.more for some in found)
            pairs = {k: names[:NAMED] if v is ... else v for k, v in asked.items()}
            where = f"/search?{urlencode(pairs, doseq=True)}"
            out.append(Section(sort, title, latest[:limit], more, where))
    return out


def _published(answer: Answer) -> str:
    return (answer.source.published or "")[:10]


def _bare(name: str) -> str:
    """A whole name without the quotation marks that say so."""
    return name.strip().strip('"“”')


def _leads(request: Request, name: str) -> str | None:
    """Give the page of the actor that a whole name means in the cast or in a dossier's file."""
    key = key_of(name)
    if key is not None:
        return f"/actors/{quote(key)}"
    for each in dossiers(request).ready():
        parties = each.dossier.parties
        link = parties.cast.link(name)
        # A whole name: a surname alone may mean somebody else outside of the dossier.
        whole = link is not None and fold(name) in map(fold, names_of(link.actor))
        if link and whole and link.actor.key in dict(parties.own()):
            return f"/dossiers/{quote(each.name)}/actors/{quote(link.actor.key)}"
    return None


def _within(request: Request, key: str) -> list[Known]:
    """Give the dossiers in whose files an actor is."""
    there = [at for at in dossiers(request).ready() if key in dict(at.dossier.parties.own())]
    return [Known(name=at.name, title=at.dossier.file.dossier.title) for at in there]
