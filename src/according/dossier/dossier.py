"""Where a negotiation stands, on whose word: one object that answers all of it.

dossier file, cast ─┐
ledger ─────────────┴► Dossier ─► material ─► contacts, positions, figures, state
                                          └► stories, claims, contradictions ─► standing

Parts are worked out when first asked for. ``update`` takes in what has come to the ledger;
parts then work out anew what that touches, and nothing else.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

import according
from according.cast import Cast
from according.dossier import file as files_
from according.dossier.claims import Claims
from according.dossier.contacts import Contacts
from according.dossier.contradictions import Contradictions
from according.dossier.file import DossierFile
from according.dossier.items import Item
from according.dossier.lines import Lines
from according.dossier.material import Changed, Material
from according.dossier.naming import Naming
from according.dossier.origins import Origins
from according.dossier.parties import Parties, Side
from according.dossier.people import People
from according.dossier.positions import Positions
from according.dossier.relevance import Relevance
from according.dossier.series import AllSeries
from according.dossier.shelf import find
from according.dossier.standing import Standing, standing
from according.dossier.state import StateOfTalks
from according.dossier.store import Store, fingerprint
from according.dossier.stories import Stories
from according.errors import DossierError
from according.ledger import Ledger

Part = TypeVar("Part")
VERSION = "3"  # of what is kept in the store; raised when the same reports give other items


class Dossier:
    """One negotiation or conflict, and all that a ledger holds on it."""

    def __init__(
        self, ledger: Ledger, file: DossierFile, prepare: Callable[[], Parties], material: Material,
        sides: Mapping[str, Side],
    ) -> None:  # fmt: skip
        """Take the parts; users call Dossier.open."""
        self.ledger, self.file, self.material, self.sides = ledger, file, material, sides
        self._prepare = prepare
        self._parts: dict[str, object] = {}

    @classmethod
    def open(
        cls,
        ledger: Ledger,
        name: str | Path,
        cast: Cast | None = None,
        as_of: str | date | None = None,
        *,
        keep: bool = True,
    ) -> Self:
        """Open the dossier of a name or file over a ledger.

        ``as_of`` shows what was known on that day or at that time. ``keep`` lets it remember,
        in the user's cache folder, what it has worked out. Raises DossierError when the file
        cannot be followed.
        """
        path = find(name)
        text = path.read_bytes()
        file = files_.load(path)
        overrides = [path.parent / each for each in file.dossier.cast]
        print_ = fingerprint(VERSION, according.__version__, text, *_cast_bytes(cast, overrides))
        shelf = f"{file.name}-{fingerprint(ledger.name)[:8]}"
        store = Store(shelf, print_, keep=keep and cast is None)
        made: list[Parties] = []

        def prepare() -> Parties:
            if not made:
                whole = cast if cast is not None else Cast.load(*overrides)
                made.append(Parties(file, whole, Lines(path, text.decode("utf-8"))))
            return made[0]

        def prepared() -> tuple[Relevance, Naming]:
            parties = prepare()
            return Relevance(file, parties), Naming(parties)

        sides = _sides(store, prepare)
        material = Material(ledger, store, prepared, file.name, _moment(as_of))
        return cls(ledger, file, prepare, material, sides)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the cache; the ledger stays open."""
        self.material.close()

    def update(self) -> Changed:
        """Take in what has come to the ledger since; says what came and went."""
        changed = self.material.update()
        for part in self._parts.values():
            take = getattr(part, "update", None)
            if take is not None and any(changed):
                take(changed)
        return changed

    @cached_property
    def parties(self) -> Parties:
        """Who is meant, and who speaks for whom."""
        return self._prepare()

    @property
    def people(self) -> People:
        """Whom neither cast nor file knows, and who they turn out to be across reports."""
        return self.material.people

    @property
    def cast(self) -> Cast:
        """The cast, with what the file adds to it."""
        return self.parties.cast

    @property
    def as_of(self) -> str | None:
        """The day or time whose picture this is; None for the present."""
        return self.material.as_of

    @property
    def claims(self) -> Claims:
        """What is asserted, each claim with all that assert it."""
        return self._part("claims", lambda: Claims(self.material))

    @property
    def origins(self) -> Origins:
        """Where each claim comes from."""
        claims = self.claims  # updated before the origins, whose trees are grown from them
        text = self.material.text
        return self._part("origins", lambda: Origins(self.material, claims, self.sides, text))

    def text(self, report: int) -> str:
        """The text of a report, as it was known."""
        return self.material.text(report)

    @property
    def stories(self) -> Stories:
        """The happenings that are reported, each with its reports."""
        claims = self.claims  # updated before the stories, which are told apart by them
        return self._part("stories", lambda: Stories(self.material, claims, self.sides))

    @property
    def contradictions(self) -> Contradictions:
        """What cannot both hold."""
        needed = self.origins, self.figures, self.positions  # updated before it  # noqa: F841
        return self._part("contradictions", lambda: Contradictions(self))

    @property
    def contacts(self) -> Contacts:
        """Who met, called or wrote to whom."""
        return self._part("contacts", lambda: Contacts(self.material, self.sides))

    @property
    def positions(self) -> Positions:
        """Where each party and mediator stands on each issue."""
        return self._part("positions", lambda: Positions(self.material, self.file, self.sides))

    @property
    def figures(self) -> AllSeries:
        """The figures, series by series."""
        return self._part("figures", lambda: AllSeries(self.material, self.file))

    @property
    def state(self) -> StateOfTalks:
        """The state of the talks, of each pair and each set of parties that talk together."""
        contacts = self.contacts  # updated before the state, which is made from them
        return self._part("state", lambda: StateOfTalks(self.material, self.sides, contacts))

    def standing(self, days: int = 7) -> Standing:
        """Where the negotiation stands, at a glance; ``days`` is how long something is new."""
        return standing(self, days)

    def title(self, key: str) -> str:
        """What to call an actor by its key."""
        side = self.sides.get(key)
        if side is not None:
            return side.name
        return self.people.title(key) or self.parties.title(key)

    def item(self, key: str) -> Item:
        """The item of a key like r12.s3; KeyError when it is not of this dossier."""
        return self.material.item(key)

    def _part(self, name: str, make: Callable[[], Part]) -> Part:
        """A part of the dossier, made when first asked for; its ``update`` keeps it true."""
        if name not in self._parts:
            self._parts[name] = make()
        return self._parts[name]  # type: ignore[return-value]  # each name has one sort of part


def _cast_bytes(cast: Cast | None, overrides: list[Path]) -> list[bytes]:
    """What the cast is made from, for the fingerprint."""
    if cast is not None:
        return []
    shipped = files("according").joinpath("data", "cast.jsonl").read_bytes()
    try:
        return [shipped, *(path.read_bytes() for path in overrides)]
    except OSError as error:
        raise DossierError(
            f"{error.filename} is named under cast in the dossier file and cannot be read: "
            f"{error.strerror}. Mend the path, which is relative to the dossier file."
        ) from error


def _sides(store: Store, prepare: Callable[[], Parties]) -> dict[str, Side]:
    """The parties and mediators: as noted, so that the cast need not be loaded for them."""
    noted = store.note("sides")
    if noted is not None:
        return msgspec.msgpack.decode(noted, type=dict[str, Side])
    sides = dict(prepare().sides)
    store.put_note("sides", msgspec.msgpack.encode(sides))
    return sides


def _moment(as_of: str | date | None) -> str | None:
    """A day or a time in UTC, ISO 8601."""
    if as_of is None:
        return None
    try:
        when = datetime.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    except ValueError:
        raise DossierError(
            f"as-of “{as_of}” is no day. Write it as in 2026-03-04 or 2026-03-04T18:00Z."
        ) from None
    short = isinstance(as_of, str) and len(as_of) <= len("2026-03-04")
    if short or not isinstance(when, datetime):
        return when.strftime("%Y-%m-%d")
    if when.tzinfo is not None:
        when = when.astimezone(UTC).replace(tzinfo=None)
    return when.isoformat(timespec="seconds")
