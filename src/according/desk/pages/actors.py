"""The actors of a dossier: who appears in it, and of each what it said, did and stands for.

Dossier ──► Appearances ──► /dossiers/x/actors, /dossiers/x/actors/KEY ──► items, as answers

By who is meant, not by spelling: a surname, an office and another spelling are one actor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple

from fastapi import APIRouter, Query
from starlette.responses import Response

from according.cast import Actor, Newcomer
from according.desk import meant, rulings
from according.desk.dossiers import At
from according.desk.filters import DEEPEST, LONGEST
from according.desk.pages.dossier import PAGE, Part, frame
from according.desk.rendering import render
from according.desk.troubles import NotThereError
from according.desk.views import PATH, View, Wanted
from according.dossier.appearances import Appearances, Seen
from according.dossier.items import Filed, Item, Role
from according.dossier.positions import Cell
from according.ledger import Ruling
from according.ledger.identity import fold

if TYPE_CHECKING:
    from according.ledger import Words
    from according.records import Record

FEW = 8  # items of each sort; the rest is a page away
MANY = 60  # actors on a page
router = APIRouter(prefix=PATH)

# name, title, role of whoever it is; without a role: what others said on its behalf
SORTS: Sequence[tuple[str, str, Role | None]] = (
    ("said", "Said", "speaker"),
    ("for", "Was said on its behalf", None),
    ("did", "Did, or is said to have done", "actor"),
    ("received", "Was done to them", "recipient"),
    ("mediated", "Mediated", "mediator"),
    ("positions", "Positions, the latest first", "holder"),
    ("counted", "Were counted", "counted"),
)


class Told(NamedTuple):
    """An item of the dossier, under the names by which answers of the ledger are shown."""

    item: str
    address: str
    record: "Record"
    words: "Sequence[Words]"
    chain: Sequence[str]
    source: Filed
    verdict: str | None

    @classmethod
    def of(cls, item: Item) -> "Told":
        """Take it from the dossier."""
        record, words = item.record, item.words
        return cls(item.kind, item.key, record, words, item.chain, item.filed, item.verdict)


class Section(NamedTuple):
    """Some of what is there on an actor; ``all`` is where the whole of it is."""

    name: str
    title: str
    answers: Sequence[Told]
    total: int
    all: str

    @property
    def more(self) -> bool:
        """Whether there are others."""
        return self.total > len(self.answers)


class Listed(NamedTuple):
    """An actor in the list."""

    seen: Seen
    name: str
    behalf: str  # the party or mediator that it belongs to, by name
    handle: str  # under which it stands in a ruling


@dataclass(kw_only=True)
class Everybody(Part):
    """The list of actors, those first who appear most."""

    template: ClassVar[str] = "actors.html"
    actors: Sequence[Listed]
    ruled: Sequence[Ruling]
    words: str
    total: int
    offset: int
    limit: int = MANY


@dataclass(kw_only=True)
class Page(Part):
    """What an actor's page shows; ``show`` is the only section, page by page, if it is named."""

    template: ClassVar[str] = "actor_of.html"
    key: str
    called: str
    actor: Actor | None  # as cast and file know it
    shipped: bool  # the cast has it, not the file alone
    behalf: str
    seen: Seen
    sections: Sequence[Section]
    cells: Sequence[Cell]
    cited_by: Sequence[tuple[str, int]]
    handle: str  # under which it stands in a ruling
    newcomer: Newcomer | None  # if only reports know it: why its names are taken for one
    ruled: Sequence[Ruling]
    show: str
    offset: int
    limit: int = PAGE


@router.get("/actors")
def everybody(
    view: Wanted,
    words: Annotated[str, Query(max_length=LONGEST)] = "",
    offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0,
) -> Response:
    """List who appears in the dossier."""
    with view.opened() as at:
        found = [each for each in everybody_in(at) if _fits(each, words)]
        page = Everybody(
            **frame(view, at, "actors"),
            actors=found[offset : offset + MANY],
            ruled=list(rulings.on_names(at)),
            words=words,
            total=len(found),
            offset=offset,
        )
        return render(view.request, page)


@router.get("/actors/{key:path}")
def actor(
    view: Wanted,
    key: str,
    show: Annotated[str, Query(max_length=LONGEST)] = "",
    offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0,
) -> Response:
    """Show what the dossier holds on an actor."""
    with view.opened() as at:
        found = appearances_of(at, key)
        own = listed(at, found.of(key))
        called = own.name
        page = Page(
            **frame(view, at, "actors") | {"title": f"{called} – {at.dossier.file.dossier.title}"},
            key=key,
            called=called,
            actor=at.dossier.cast.actor(key),
            shipped=meant.cast().actor(key) is not None,
            behalf=own.behalf,
            seen=own.seen,
            sections=sections(view, at, key, show, offset),
            cells=[each for each in cells(at) if each.party == key and each.issue],
            cited_by=found.cited_by(key),
            handle=own.handle,
            newcomer=at.dossier.people.newcomer(key),
            ruled=list(rulings.on_names(at, [key, called, *own.seen.names])),
            show=show,
            offset=offset,
        )
        return render(view.request, page)


def appearances(at: At) -> Appearances:
    """Give where everybody appears."""
    return at.keep("appearances", lambda: Appearances(at.dossier.material))


def appearances_of(at: At, key: str) -> Appearances:
    """Give where everybody appears; raise NotThereError if nobody of this key does."""
    found = appearances(at)
    if key not in found:
        raise NotThereError(f"Nobody in the dossier has the key “{key}”.")
    return found


def cells(at: At) -> list[Cell]:
    """Give every party on every issue."""
    return at.keep("cells", lambda: list(at.dossier.positions))


def sections(view: View, at: At, key: str, show: str = "", offset: int = 0) -> list[Section]:
    """Give what is there on an actor: some of everything, or a page of one sort."""
    found, out = appearances(at), []
    for name, title, role in SORTS:
        items = found.items(key, role) if role else found.on_behalf(key)
        if not items or show not in ("", name):
            continue
        some = items[offset : offset + PAGE] if show else items[:FEW]
        told = [Told.of(at.dossier.item(item)) for item in some]
        where = view.address(f"actors/{key}", show=name)
        out.append(Section(name, title, told, len(items), where))
    return out


def everybody_in(at: At) -> list[Listed]:
    """Give all actors, those first who appear most."""
    return at.keep("actors", lambda: [listed(at, seen) for seen in appearances(at).seen])


def listed(at: At, seen: Seen) -> Listed:
    """Name an actor, and the party or mediator that it belongs to."""
    side, name = at.dossier.parties.side_of(seen.key), at.dossier.title(seen.key)
    behalf = at.dossier.title(side) if side and side != seen.key else ""
    return Listed(seen, name, behalf, rulings.handle(seen.key, name))


def _fits(listed: Listed, words: str) -> bool:
    """Tell whether an actor has these words in its name, or in one that means it."""
    asked = fold(words)
    return not asked or any(asked in fold(name) for name in (listed.name, *listed.seen.names))
