"""Resolve who speaks: from the source as written to the fullest name the report gives.

source span, kind, antecedent ─► resolve(…) ─► "Benjamin Netanyahu" | "Hamas" | "two sources"

The network points from a cue to the mention its speaker was last named with; names
and titles are then read by rule. What no rule or pointer resolves stays as written:
a wrong name is worse than a pronoun.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from according import names, sources
from according.names import Name
from according.records import Kind, Span

UNNAMED = "unnamed"
_FIRST_PERSON = frozenset({"i", "me", "my", "myself"})
_FIRST_PLURAL = frozenset({"we", "us", "our", "ours"})
_SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers"})


@dataclass(slots=True)
class Cast:
    """The names of one report, by place."""

    text: str
    found: Sequence[Name]

    def inside(self, span: Span) -> list[Name]:
        """Return the names that stand wholly in ``span``."""
        at = bisect_right(self.found, span[0] - 1, key=lambda n: n.start)
        out = []
        for n in self.found[at:]:
            if n.start >= span[1]:
                break
            if n.end <= span[1]:
                out.append(n)
        return out

    def fullest(self, span: Span) -> str:
        """Return what the words at ``span`` are called at their fullest."""
        written = self.text[span[0] : span[1]]
        here = self.inside(span)
        if len(here) == 1 and _covers(written, self.text[here[0].start : here[0].end]):
            return here[0].canonical
        return names.fullest(names.strip_titles(written), self.found)

    def before(self, at: int, kinds: frozenset[str]) -> Name | None:
        """Return the last name of one of ``kinds`` before ``at``."""
        i = bisect_right(self.found, at - 1, key=lambda n: n.start)
        return next((n for n in reversed(self.found[max(0, i - 40) : i]) if n.kind in kinds), None)


def _covers(written: str, name: str) -> bool:
    """Tell whether a name is all that ``written`` holds beside titles and articles."""
    return names.strip_titles(written).strip(" .’'s") in {name, name.strip(" .’'s")}


def resolve(
    cast: Cast,
    source: Span | None,
    antecedent: Span | None,
    kind: Kind,
    outer: str | None,
    last: str | None,
) -> str:
    """Return the speaker of a statement.

    source: its span, if any; antecedent: the mention that the network points to; outer:
    the speaker of the statement around it; last: the speaker before it in the report.
    """
    if source is None:
        return cast.fullest(antecedent) if antecedent else UNNAMED
    written = cast.text[source[0] : source[1]]
    if sources.is_pronoun(written):
        return _pronoun(cast, source, antecedent, outer, last)
    if kind == "person":
        people = [n for n in cast.inside(source) if n.kind in {"person", "unknown"}]
        if people:
            return people[-1].canonical
        return cast.fullest(antecedent) if antecedent else names.strip_titles(written)
    if antecedent and (sources.is_role(written) or _vague(written)):
        return cast.fullest(antecedent)
    if kind in {"body", "outlet"}:
        return cast.fullest(source)
    return without_article(written)


def _vague(written: str) -> bool:
    return written.split()[0].lower() in {"the", "this", "that", "these", "those", "both"}


def without_article(written: str) -> str:
    """Return a description without its article.

    >>> without_article("a U.S. official"), without_article("two sources")
    ('U.S. official', 'two sources')
    """
    first, _, rest = written.partition(" ")
    return rest if rest and first.lower() in {"a", "an", "the"} else written


def _pronoun(cast: Cast, source: Span, antecedent: Span | None, outer: str | None, last: str | None) -> str:
    word = cast.text[source[0] : source[1]].lower()
    if word in _FIRST_PERSON and outer:
        return outer
    if antecedent:
        return cast.fullest(antecedent)
    if word in _FIRST_PLURAL and outer:
        return outer
    if word in _SINGULAR:
        person = cast.before(source[0], frozenset({"person"}))
        return person.canonical if person else last or cast.text[source[0] : source[1]]
    return last or cast.text[source[0] : source[1]]
