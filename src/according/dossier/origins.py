"""Where a claim comes from: a tree from its origins through every report that carries it.

Claim ──reports, in the order of publication──► Lead(report, how, parent) ──► Origin ──► Tree

    own            the report has it from the origin itself
    copy           it is the text of another report
    retelling      in other words, naming the report or outlet it has it from
    unattributed   in other words that can be recognised, naming nobody

The count of origins is what a headline may show: twenty outlets that quote one paper are one.
The rules are those of docs/origins.md; where the reports leave a choice they do not guess that
two who are not named are one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from according.dossier.claims import Claims
from according.dossier.items import Filed
from according.dossier.joins import apart, joined, telling_alike
from according.dossier.material import Changed, Material
from according.dossier.parties import Side
from according.dossier.retractions import Retraction, Retractions
from according.dossier.sources import Names, Publisher, Source, Sources, publishers

How = Literal["own", "copy", "retelling", "unattributed"]


class Lead(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A report that leads to an origin, and the report it has it from."""

    report: int
    how: How
    parent: int | None = None


class Origin(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Whoever a claim goes back to as far as the reports tell.

    ``key`` is that of a party or actor, or made of the words for a source without a name and
    the outlet that has it; ``name`` is what to call it, ``names`` what the reports do.
    """

    key: str
    name: str
    names: tuple[str, ...]
    leads: tuple[Lead, ...]
    outlet: str = ""  # whose source it is, where it has no name


class Tree(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The origins of a claim, those with most reports first.

    ``loop`` are reports that cite each other in a circle; ``withdrawn`` the words with which
    the claim was taken back.
    """

    claim: str
    origins: tuple[Origin, ...]
    loop: tuple[int, ...] = ()
    withdrawn: Retraction | None = None

    @property
    def count(self) -> int:
        """How many independent origins there are."""
        return len(self.origins)


class _Grown(NamedTuple):
    """A tree, and the reports that it was grown from, in the order of publication."""

    tree: Tree
    reports: tuple[int, ...]


class Origins:
    """The trees of a dossier's claims, grown when asked for."""

    def __init__(
        self,
        material: Material,
        claims: Claims,
        sides: Mapping[str, Side],
        text: Callable[[int], str],
    ) -> None:
        """Take the claims; ``text`` gives the text of a report."""
        self.material, self.claims, self.sides, self.text = material, claims, sides, text
        self._grown: dict[str, _Grown] = {}
        self._publishers: dict[str, Publisher] | None = None
        self._names: Names | None = None
        self.retractions = Retractions(material, text)

    def update(self, changed: Changed) -> None:
        """Forget the trees that what came and went may change; the claims have taken it in."""
        outlets = self.retractions.update(changed)
        if self._is_renamed():
            self._grown.clear()  # any chain may name an outlet that is another now
        touched = {*changed.new, *changed.gone}
        told = {key for report in changed.new for key in self.claims.in_report(report)}
        for key, (_, reports) in list(self._grown.items()):
            stale = key in told or not touched.isdisjoint(reports)
            # A number is taken back by a report that need not tell the claim.
            if stale or self.material.filed(reports[0]).publisher in outlets:
                del self._grown[key]

    def of(self, key: str) -> Tree:
        """The tree of a claim; KeyError where there is none."""
        if key not in self._grown:
            self._grown[key] = _Grown(_Growth(self, key).tree(), self.claims.reports(key))
        return self._grown[key].tree

    @property
    def names(self) -> Names:
        """The ways from names to publishers."""
        if self._names is None:
            self._names = Names(sorted(self.publishers.values()))
        return self._names

    @property
    def publishers(self) -> Mapping[str, Publisher]:
        """Who publishes the reports, by name."""
        if self._publishers is None:
            self._publishers = publishers(self.material)
        return self._publishers

    def publisher(self, report: int) -> Publisher:
        """Who publishes a report."""
        return self.publishers[self.material.filed(report).publisher or ""]

    def _is_renamed(self) -> bool:
        """Whether the outlets that reports may name are others than before."""
        former, self._publishers = self._publishers, None
        if former is None or former == self.publishers:
            return False
        self._names = None
        return True

    def sources(self, report: int) -> Sources:
        """What resolves the sources of a report."""
        told = self.claims.told(report)
        return Sources(self.names, self.publisher(report), told, self.sides)


class _Branch(msgspec.Struct):
    """An origin while its tree grows."""

    key: str
    names: list[str]
    leads: dict[int, Lead]
    source: Source | None = None  # without a name
    holder: Publisher | None = None


class _Growth:
    """The tree of one claim, report by report."""

    def __init__(self, whole: Origins, key: str) -> None:
        self._all, self._key = whole, key
        self._told = whole.claims.assertions(key)
        self._filed = {report: whole.material.filed(report) for report in self._told}
        self._withdrawn = whole.retractions.of(self._told)
        if self._withdrawn is not None:
            self._told.pop(self._withdrawn.report, None)
        self._sources = {report: whole.sources(report) for report in self._told}
        self._branches: list[_Branch] = []
        self._done: list[int] = []
        self._loop: list[int] = []

    def tree(self) -> Tree:
        """Take in all reports and give the tree."""
        for report in self._told:
            self._take(report)
            self._done.append(report)
        self._join()
        found = sorted(self._branches, key=lambda b: (-len(b.leads), min(b.leads)))
        return Tree(
            claim=self._key,
            origins=tuple(self._origin(branch) for branch in found),
            loop=tuple(dict.fromkeys(self._loop)),
            withdrawn=self._withdrawn,
        )

    def _take(self, report: int) -> None:
        original = self._original(self._filed[report])
        if original is not None:
            self._follow(report, "copy", original)
            return
        sources = [s for a in self._told[report] for s in self._sources[report].of(a)]
        parents, heard = self._cited(report, sources)
        for parent in parents:
            self._follow(report, "retelling", parent)
        own = [s for s in sources if s.sort == "somebody" and not s.cited]
        # "Citing two diplomats", beside an outlet and about the same words, are that outlet's;
        # whoever confirms it is one's own.
        own = [
            s for s in own
            if s.key or s.act == "confirm" or not any(_overlap(s.span, span) for span in heard)
        ]  # fmt: skip
        for source in _distinct(own, lambda: apart(self._all.text(report))):
            self._reach(report, source)
        if not parents and not heard and not own:
            self._voice(report)

    def _original(self, filed: Filed) -> int | None:
        """The report that this one is a copy of, where it tells the claim too."""
        root = filed.copy_of
        if root is None:
            return None
        same = [r for r in self._done if r == root or self._filed[r].copy_of == root]
        return root if root in same else next(iter(same), None)

    def _cited(
        self, report: int, sources: Sequence[Source]
    ) -> tuple[list[int], list[tuple[int, int]]]:
        """The reports that this one names, and where; what it cites from elsewhere is reached."""
        parents: list[int] = []
        spans: list[tuple[int, int]] = []
        # "The Journal reported", and in the next words on whose word: one origin, not two.
        whose = {s.cited[0] for s in sources if s.cited and s.sort == "somebody"}
        for source in sources:
            cited = [key for key in source.cited if key != self._publisher(report).key]
            itself = len(cited) < len(source.cited)
            if itself and not cited:
                earlier = self._by(self._publisher(report).key)
                parents += earlier[-1:]
                spans += [source.span] if earlier else []
            if not cited:
                continue
            parent = self._parent(report, cited)
            if parent is not None:
                parents.append(parent)
            elif self._circle(report, cited[0]):
                continue
            elif source.sort == "outlet" and cited[0] in whose:
                pass
            else:
                self._outside(report, source, cited)
            spans.append(source.span)
        return list(dict.fromkeys(parents)), spans

    def _parent(self, report: int, cited: list[str]) -> int | None:
        """The report of the first outlet in a chain that told it before."""
        for key in cited:
            earlier = self._by(key) if key else self._likest(report)
            if earlier:
                return earlier[-1]
        return None

    def _circle(self, report: int, key: str) -> bool:
        """Whether an outlet that is cited tells it only later, and cites this one for it."""
        me = self._publisher(report).key
        later = [r for r in self._told if r not in self._done and self._publisher(r).key == key]
        back = [r for r in later if me in self._sources[r].cites()]
        if back:
            self._loop += [report, *back]
        return bool(back)

    def _outside(self, report: int, source: Source, cited: list[str]) -> None:
        """An outlet whose own report is not here, or the source that it names."""
        key = cited[0] or "“media”"
        name = next((p.name for p in map(self._publisher, self._told) if p.key == key), key)
        if source.sort == "somebody":
            self._reach(report, source, Publisher(key, name), "retelling")
        else:
            self._add(report, Source("somebody", key, name.strip("“”")), None, "retelling")

    def _voice(self, report: int) -> None:
        """What the outlet says itself: its own, or what another had first."""
        me = self._publisher(report)
        mine = self._by(me.key)
        if mine:
            how: How = "own" if self._is_origin(me) else "unattributed"
            self._follow(report, how, mine[-1])
            return
        former = telling_alike(self._all, self._told, report, self._done)
        if former is not None and not self._loop_of(report):
            self._follow(report, "unattributed", former)
            return
        key = me.party or me.key or f"“{report}”"
        self._add(report, Source("somebody", key, me.name or "unnamed"), None, "own")

    def _loop_of(self, report: int) -> bool:
        return report in self._loop and self._loop[0] == report

    def _likest(self, report: int) -> list[int]:
        """The report that one has it from which names only "foreign agencies"."""
        me = self._publisher(report).key
        others = [r for r in self._done if self._publisher(r).key != me]
        return others[-1:]

    def _is_origin(self, publisher: Publisher) -> bool:
        return any(b.key in {publisher.key, publisher.party} and b.key for b in self._branches)

    def _by(self, key: str) -> list[int]:
        """The reports of a publisher that have been taken in."""
        return [r for r in self._done if self._publisher(r).key == key]

    def _publisher(self, report: int) -> Publisher:
        return self._all.publisher(report)

    def _follow(self, report: int, how: How, parent: int) -> None:
        """Lead to whatever another report leads to."""
        for branch in self._branches:
            if parent in branch.leads:
                own = how == "own"
                lead = Lead(report=report, how=how, parent=None if own else parent)
                branch.leads.setdefault(report, lead)

    def _reach(
        self, report: int, source: Source, holder: Publisher | None = None, how: How = "own"
    ) -> None:
        """Lead to somebody: one who is known by name, or one of the outlet that has him."""
        self._add(report, source, None if source.key else holder or self._publisher(report), how)

    def _add(self, report: int, source: Source, holder: Publisher | None, how: How) -> None:
        lead = Lead(report=report, how=how)
        for branch in self._branches:
            if _is_one(branch, source, holder):
                branch.leads.setdefault(report, lead)
                if source.name not in branch.names:
                    branch.names.append(source.name)
                return
        key = source.key or f"{' '.join(sorted(source.words))} ({holder.key if holder else ''})"
        unnamed = source if not source.key else None
        self._branches.append(_Branch(key, [source.name], {report: lead}, unnamed, holder))

    def _join(self) -> None:
        """Make one of sources without a name of two outlets, where a text says that they are."""
        for branch in [b for b in self._branches if b.source is not None]:
            for other in self._branches[: self._branches.index(branch)]:
                if other.source is not None and self._joined(other, branch):
                    other.leads = branch.leads | other.leads
                    other.names += [n for n in branch.names if n not in other.names]
                    other.holder = None
                    self._branches.remove(branch)
                    break

    def _joined(self, one: _Branch, other: _Branch) -> bool:
        if one.holder is None or other.holder is None or one.source is None or other.source is None:
            return False
        if not one.source.words & other.source.words or one.holder.key == other.holder.key:
            return False
        pairs = ((one, other.holder), (other, one.holder))
        return any(
            joined(self._all.text(lead.report), branch.holder, there)
            for branch, there in pairs
            for lead in branch.leads.values()
            if lead.how == "own" and branch.holder is not None
        )

    def _origin(self, branch: _Branch) -> Origin:
        side = self._all.sides.get(branch.key)
        outlet = branch.holder.name if branch.holder is not None else ""
        shown = side.name if side is not None else branch.names[0]
        return Origin(
            key=branch.key,
            name=f"{shown} ({outlet})" if outlet else shown,
            names=tuple(branch.names),
            leads=tuple(sorted(branch.leads.values(), key=lambda lead: lead.report)),
            outlet=outlet,
        )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _distinct(sources: Iterable[Source], apart: Callable[[], bool]) -> Iterator[Source]:
    """Sources, each once; several without a name are one unless the text keeps them apart."""
    seen: list[Source] = []
    for source in sorted(sources, key=lambda s: -len(s.words)):
        if not source.key:
            unnamed = [s for s in seen if not s.key]
            if any(source.words <= s.words for s in unnamed) or (unnamed and not apart()):
                continue
        elif any(s.key == source.key for s in seen):
            continue
        seen.append(source)
        yield source


def _is_one(branch: _Branch, source: Source, holder: Publisher | None) -> bool:
    """Whether a source is one that is there."""
    if source.key:
        if branch.key == source.key:
            return True
        words = frozenset(branch.key.strip("“”").split()), frozenset(source.key.strip("“”").split())
        quoted = branch.key.startswith("“") and source.key.startswith("“")
        return quoted and (words[0] <= words[1] or words[1] <= words[0])
    if branch.source is None or branch.holder != holder:
        return False
    mine, theirs = source.words, branch.source.words
    return mine <= theirs or theirs <= mine
