"""The people whom neither cast nor file knows, across the reports of a dossier.

report ──Naming──► Mention, … ──by surname──► cast.Roll ──► Newcomer (merged, with reasons)
                                                   └──► Who, for each report's mentions
rulings on names ──► Overlay, over all of it

Kept in the store: a report's mentions as they are in it, and who each is. When reports or
rulings come or go, only the surnames that they touch are thought over again; ``follow`` says
for which other reports somebody turned out to be another than was thought.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from according.cast import Newcomer
from according.cast.merging import Merge
from according.dossier.identity import UNLISTED, Overlay, Who, as_, overlay
from according.dossier.items import Item, Named
from according.dossier.newcomers import Mention, Person, adds_nothing, block_of, persons
from according.dossier.store import Store
from according.ledger import Ruling
from according.ledger.identity import fold

MENTIONS, NAMES, WHO = "mentions-1", "names-1", "who-1"  # what is kept of each report
KEPT = (MENTIONS, NAMES, WHO)
_PEOPLE, _RULED = "people-1", "ruled-1"


class Ruled(msgspec.Struct, frozen=True, array_like=True):
    """The overlay, and the rulings that it was made from: their numbers and names."""

    numbers: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    overlay: Overlay = Overlay()


Spelt = tuple[str, str]  # a folded name in a report, and the key that it has as read
_mentions = msgspec.msgpack.Decoder(list[Mention])
_names = msgspec.msgpack.Decoder(list[Spelt])
_who = msgspec.msgpack.Decoder(dict[str, Who])
_people = msgspec.msgpack.Decoder(dict[str, list[Person]])
_ruled = msgspec.msgpack.Decoder(Ruled)
_encode = msgspec.msgpack.encode


def spelt(items: Iterable[Item]) -> list[Spelt]:
    """Every name in the items of a report, with its key as read."""
    names = (named for item in items for some in item.actors.values() for named in some)
    return list(dict.fromkeys((fold(named.name), named.key) for named in names))


class People:
    """The newcomers of a dossier, and who is meant where."""

    def __init__(self, store: Store, known: Callable[[str], Named]) -> None:
        """Take up what was worked out before; ``known`` says whom cast and file know by a name."""
        self._store, self._known = store, known
        note = store.note(_RULED)
        self._ruled = Ruled() if note is None else _ruled.decode(note)
        self._stale: set[str] = set()  # blocks in which something came or went
        self._kept: set[int] = set()  # reports whose mentions were kept here
        self._mentions: dict[int, list[Mention]] | None = None
        self._blocks: dict[str, list[Person]] | None = None
        self._by_profile: dict[str, Person] | None = None
        self._by_key: dict[str, Newcomer] | None = None

    def __iter__(self) -> Iterator[Newcomer]:
        """Everybody, by key."""
        return iter(sorted(self._found().values(), key=lambda newcomer: newcomer.key))

    def newcomer(self, key: str) -> Newcomer | None:
        """The newcomer of a key; None where it is nobody's."""
        return self._found().get(key)

    def title(self, key: str) -> str | None:
        """What to call somebody by his key, as analysts ruled, else as reports do."""
        ruled = self._ruled.overlay.called(key)
        person = self._profiles().get(key) if not ruled and UNLISTED in key else None
        return ruled or (person.newcomer.name if person is not None else None)

    def identified(self, items: Iterable[Item], who: Mapping[str, Who]) -> Iterator[Item]:
        """The items of a report with whom is meant, by its ``who`` and the rulings."""
        for item in items:
            actors = {
                role: tuple(self._identified(named, who) for named in names)
                for role, names in item.actors.items()
            }
            yield msgspec.structs.replace(item, actors=actors) if actors != item.actors else item

    def _identified(self, named: Named, who: Mapping[str, Who]) -> Named:
        if UNLISTED in named.key:
            found = who.get(named.key)
            unknown = msgspec.structs.replace(named, key="")
            named = as_(named, found) if found is not None else unknown
        return self._ruled.overlay.on(named)

    def who(self, reports: Sequence[int] | None = None) -> dict[int, dict[str, Who]]:
        """Who is meant by the unknown names of reports, by the keys that they have there."""
        return {report: _who.decode(packed) for report, packed in self._store.facts(WHO, reports)}

    def leave(self, reports: Sequence[int]) -> None:
        """Note that reports are about to be read anew, or to go."""
        for report, packed in self._store.facts(MENTIONS, reports):
            self._stale.update(mention.block for mention in _mentions.decode(packed))
            if self._mentions is not None:
                self._mentions.pop(report, None)

    def keep(self, told: Mapping[int, tuple[Sequence[Mention], Sequence[Spelt]]]) -> None:
        """Keep what reports tell of people, before ``follow``."""
        for part, at in ((MENTIONS, 0), (NAMES, 1)):
            self._store.put_facts(
                part, ((report, _encode(two[at])) for report, two in told.items())
            )
        self._kept.update(told)
        if self._mentions is not None:
            self._mentions |= {report: list(mentions) for report, (mentions, _) in told.items()}

    def reload(self) -> None:
        """Take up what another process has worked out meanwhile."""
        self._mentions = self._blocks = self._by_profile = self._by_key = None

    def follow(self, rulings: Sequence[Ruling]) -> set[int]:
        """Think over what has come, gone or been ruled.

        Gives the reports in which somebody turned out to be another than was thought; those that
        came are not among them.
        """
        fresh = set(self._store.lacking(WHO))
        about = [ruling for ruling in rulings if ruling.names]
        numbers = tuple(ruling.number for ruling in about)
        names = tuple(dict.fromkeys(name for ruling in about for name in ruling.names))
        changed = numbers != self._ruled.numbers
        if not (fresh or self._stale or changed):
            return set()
        told = self._told(fresh)
        # Where a process was stopped, nothing is known of what it had thought.
        self._stale.update(m.block for report in fresh - self._kept for m in told[report])
        self._stale.update(block for some in told.values() for block in self._news(some))
        if changed:
            self._stale.update(map(self._block, (*names, *self._ruled.names)))
        rows = self._think(about) if self._stale else {}
        people = self._profiles()
        rows |= {report: _row(some, people) for report, some in told.items()}
        ruled = self._rule(about, Ruled(numbers, names)) if self._stale or changed else self._ruled
        touched = (set(rows) | self._ruled_on(ruled.overlay, rows)) - fresh
        # What says that it is done comes last: after any stop it is thought over again.
        self._store.forget(touched, but=KEPT)
        self._store.put_facts(WHO, ((report, _encode(row)) for report, row in rows.items()))
        if ruled != self._ruled:
            self._store.put_note(_RULED, _encode(ruled))
        self._ruled, self._by_key = ruled, None
        self._stale.clear()
        return touched

    def _told(self, reports: set[int]) -> dict[int, list[Mention]]:
        """The mentions of some reports."""
        if self._mentions is not None:
            return {report: self._mentions.get(report, []) for report in reports}
        rows = dict(self._store.facts(MENTIONS, sorted(reports)))
        return {r: _mentions.decode(rows[r]) if r in rows else [] for r in reports}

    def _news(self, told: Sequence[Mention]) -> Iterator[str]:
        """The blocks of a report's mentions that have to be thought over."""
        blocks: dict[str, list[Mention]] = defaultdict(list)
        for mention in told:
            blocks[mention.block].append(mention)
        people = self._profiles()
        return (block for block, some in blocks.items() if not adds_nothing(some, people))

    def _think(self, about: Sequence[Ruling]) -> dict[int, dict[str, Who]]:
        """Find out who is who in the stale blocks; the rows of the reports that this changes."""
        told = {
            report: some
            for report, mentions in self._all_mentions().items()
            if (some := [mention for mention in mentions if mention.block in self._stale])
        }
        blocks: dict[str, list[Person]] = {block: [] for block in self._stale}
        for person in persons(told, about):
            blocks[block_of(person.newcomer.name)].append(person)
        self._keep_blocks(blocks)
        people, former = self._profiles(), self.who(list(told))
        rows: dict[int, dict[str, Who]] = {}
        for report, some in told.items():
            keys = {mention.key for mention in some}
            old = former.get(report, {})
            new = {key: each for key, each in old.items() if key not in keys} | _row(some, people)
            if new != old:
                rows[report] = new
        return rows

    def _rule(self, about: Sequence[Ruling], ruled: Ruled) -> Ruled:
        """What the rulings on names say now."""
        newcomers = {p.newcomer.key: p for p in self._persons() if p.shown}
        return msgspec.structs.replace(ruled, overlay=overlay(about, newcomers, self._known))

    def _ruled_on(self, now: Overlay, rows: Mapping[int, Mapping[str, Who]]) -> set[int]:
        """The reports of which the rulings say something else than before."""
        keys, names = now.differs(self._ruled.overlay)
        if not (keys or names):
            return set()
        who = {**self.who(), **rows}
        return {
            report
            for report, packed in self._store.facts(NAMES)
            for name, key in _names.decode(packed)
            if name in names or _shown(who, report, key) in keys
        }

    def _block(self, name: str) -> str:
        """The block of a name in a ruling, which may be a key."""
        if UNLISTED not in name:
            return block_of(name)
        called = (p.newcomer.name for p in self._persons() if p.newcomer.key == name)
        return block_of(next(called, name))

    def _all_mentions(self) -> dict[int, list[Mention]]:
        if self._mentions is None:
            rows = self._store.facts(MENTIONS)
            self._mentions = {report: _mentions.decode(packed) for report, packed in rows}
        return self._mentions

    def _all_blocks(self) -> dict[str, list[Person]]:
        if self._blocks is None:
            note = self._store.note(_PEOPLE)
            self._blocks = {} if note is None else _people.decode(note)
        return self._blocks

    def _profiles(self) -> dict[str, Person]:
        """Everybody by the keys of his mentions."""
        if self._by_profile is None:
            self._by_profile = {key: p for p in self._persons() for key in p.newcomer.profiles}
        return self._by_profile

    def _keep_blocks(self, changed: dict[str, list[Person]]) -> None:
        whole = self._all_blocks() | changed
        self._blocks = {block: people for block, people in whole.items() if people}
        self._by_profile = None
        self._store.put_note(_PEOPLE, _encode(self._blocks))

    def _found(self) -> dict[str, Newcomer]:
        """Everybody as rulings have them: merged by name, and none who is somebody known."""
        if self._by_key is None:
            self._by_key = {}
            told: dict[str, list[tuple[int, str]]] = defaultdict(list)
            for report, mentions in self._all_mentions().items():
                for mention in mentions:
                    told[mention.key].append((report, mention.day))
            for person in self._persons():
                newcomer = _dated(person.newcomer, told)
                who = self._ruled.overlay.keys.get(newcomer.key)
                if person.shown and who is None:
                    self._by_key[newcomer.key] = newcomer
                elif person.shown and who is not None and UNLISTED in who.key:
                    self._by_key[who.key] = _merged(self._by_key.get(who.key), newcomer, who)
        return self._by_key

    def _persons(self) -> Iterator[Person]:
        return (person for people in self._all_blocks().values() for person in people)


def _row(told: Iterable[Mention], people: Mapping[str, Person]) -> dict[str, Who]:
    """Who the mentions of a report are."""
    found = ((mention.key, people.get(mention.key)) for mention in told)
    return {key: person.who for key, person in found if person is not None and person.shown}


def _dated(newcomer: Newcomer, told: Mapping[str, Sequence[tuple[int, str]]]) -> Newcomer:
    """A newcomer with the reports that tell of him, and from when to when."""
    here = [each for key in newcomer.profiles for each in told.get(key, ())]
    days = sorted({day for _, day in here if day})
    return msgspec.structs.replace(
        newcomer,
        reports=tuple(sorted({f"r{report}" for report, _ in here})),
        first=days[0] if days else "",
        last=days[-1] if days else "",
    )


def _merged(former: Newcomer | None, newcomer: Newcomer, who: Who) -> Newcomer:
    """Newcomers as the one that a ruling has made of them."""
    merges = set(newcomer.merges)
    if former is None:
        former = newcomer
    else:
        one, other = sorted((former.key, newcomer.key))
        merges |= {*former.merges, Merge(one, other, f"ruling {who.ruling}", 1.0)}
    names = {former.name, *former.aliases, newcomer.name, *newcomer.aliases}
    firsts = [day for day in (former.first, newcomer.first) if day]
    return msgspec.structs.replace(
        former,
        key=who.key,
        name=who.called,
        aliases=tuple(sorted(names - {who.called})),
        country=former.country or newcomer.country,
        roles=tuple(dict.fromkeys((*former.roles, *newcomer.roles))),
        reports=tuple(sorted({*former.reports, *newcomer.reports})),
        first=min(firsts, default=""),
        last=max(former.last, newcomer.last),
        confidence=min(former.confidence, newcomer.confidence),
        profiles=tuple(dict.fromkeys((*former.profiles, *newcomer.profiles))),
        merges=tuple(sorted(merges)),
    )


def _shown(who: Mapping[int, Mapping[str, Who]], report: int, key: str) -> str:
    """The key under which somebody is shown who has this one in a report."""
    found = who.get(report, {}).get(key) if UNLISTED in key else None
    return found.key if found is not None else key
