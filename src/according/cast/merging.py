"""Which profiles are one person, and why: rules over what reports say, never a score alone.

profiles of one surname ──▶ proposals() ──▶ Merge(one, other, why, confidence)
proposals + a person's decisions ──▶ unite() ──▶ groups

A pure function of the set of mentions: the order in which reports came does not matter.
Every merge names its reason, so that it can be shown and undone.
"""

from collections.abc import Iterable, Iterator

import msgspec

from according.cast.profiles import Profile, same_role
from according.cast.spelling import alike

__all__ = ["Merge", "fuller", "proposals", "role_proposals", "told_apart", "unite"]

_NEAR = 200  # profiles of one surname that are compared; keeps a hostile flood linear


class Merge(msgspec.Struct, frozen=True, order=True):
    """Two profiles taken for one person; ``why`` is the rule, in words."""

    one: str
    other: str
    why: str
    confidence: float


def proposals(block: Iterable[Profile]) -> Iterator[Merge]:
    """What the profiles of one surname have to do with each other."""
    profiles = sorted(block, key=lambda p: p.key)
    whole = [p for p in profiles if p.form == "whole"][:_NEAR]
    for at, one in enumerate(whole):
        for other in whole[at + 1 :]:
            found = _pair(one, other, whole)
            if found is not None:
                yield found
    for short in profiles:
        if short.form == "surname":
            yield from _short(short, whole, profiles)


def _pair(one: Profile, other: Profile, whole: list[Profile]) -> Merge | None:
    """Two whole names."""
    if one.civil != other.civil and one.roles and other.roles:
        return None
    if one.country and other.country and one.country != other.country:
        return None
    if one.words == other.words:
        rivals = {p.country for p in whole if p.words == one.words and p.country}
        return _merge(one, other, "same name", 0.95) if len(rivals) < 2 else None
    if fuller(one.words, other.words):
        best = _best_fuller(one, other, whole) and _best_fuller(other, one, whole)
        return _merge(one, other, "fuller name", 0.85) if best else None
    same = one.country == other.country and _share_role(one, other)
    if same and one.country and _spelled_alike(one.words, other.words):
        return _merge(one, other, "other spelling, same role and state", 0.8)
    return None


def _best_fuller(one: Profile, other: Profile, whole: list[Profile]) -> bool:
    """Whether no third name could be meant as well: by report, else by role, else at all."""
    rivals = [p for p in whole if p is not one and fuller(one.words, p.words)]
    in_report = [p for p in rivals if p.reports & one.reports]
    in_role = [p for p in in_report or rivals if _share_role(one, p)]
    for near in (in_report, in_role):
        if near and len({p.words for p in rivals}) > 1:
            rivals = near
    return other in rivals and len({p.words for p in rivals}) == 1


def told_apart(block: Iterable[Profile]) -> Iterator[tuple[str, str]]:
    """Whole names that one report gives side by side and that are no short forms of each other."""
    whole = sorted((p for p in block if p.form == "whole"), key=lambda p: p.key)[:_NEAR]
    for at, one in enumerate(whole):
        for other in whole[at + 1 :]:
            if (
                one.reports & other.reports
                and one.words != other.words
                and not fuller(one.words, other.words)
            ):
                yield one.key, other.key


def fuller(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether one name is the other with more, or with fewer letters: "A. Rukh", "Ana J. Rukh"."""
    if x == y or x[-1] != y[-1]:
        return False
    first = x[0] == y[0] or (x[0][0] == y[0][0] and 1 in (len(x[0]), len(y[0])))
    return (
        first
        and (len(x) != len(y) or 1 in (len(x[0]), len(y[0])))
        and _inner_fits(x[1:-1], y[1:-1])
    )


def _inner_fits(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether middle names agree as far as both tell them."""
    return all(
        a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for a, b in zip(x, y, strict=False)
    )


def _spelled_alike(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether two names agree word by word, or with first names run together."""
    if len(x) == len(y):
        return all(map(alike, x, y))
    return alike(x[-1], y[-1]) and alike("".join(x[:-1]), "".join(y[:-1]))


def _share_role(one: Profile, other: Profile) -> bool:
    """Whether both are given one role."""
    return any(same_role(a, b) for a in one.roles for b in other.roles)


def _agree(short: Profile, long: Profile) -> bool:
    """Whether nothing that is said of both speaks against their being one."""
    if short.country and long.country and short.country != long.country:
        return False
    return not (short.roles and short.civil != long.civil and long.roles)


def _short(short: Profile, whole: list[Profile], profiles: list[Profile]) -> Iterator[Merge]:
    """A surname in a report: whoever bears it there, else who has that role in that state."""
    named = [
        p for p in whole if p.words[-1] == short.words[-1] or alike(p.words[-1], short.words[-1])
    ]
    here = [p for p in named if p.reports & short.reports and _agree(short, p)]
    by_role = [p for p in here if _share_role(short, p)]
    if len(here) == 1 or len(by_role) == 1:
        yield _merge(
            short, (by_role if len(by_role) == 1 else here)[0], "surname in the same report", 0.95
        )
        return
    for other in profiles:  # "Rehl" and "Envoy Rehl" of one report, the name being told nowhere
        if other.form == "surname" and other.key < short.key and other.words == short.words:
            beside = bool(other.reports & short.reports) and not here
            beside = beside and (not short.roles or not other.roles or _share_role(short, other))
            if beside or (_share_role(short, other) and short.country == other.country != ""):
                why = "surname in the same report" if beside else "surname, role and state"
                yield _merge(short, other, why, 0.9 if beside else 0.75)
    if here:
        return
    known = [
        p for p in named if short.country and p.country == short.country and _share_role(short, p)
    ]
    if _one_person(known):
        for p in known:
            yield _merge(short, p, "surname, role and state", 0.8)


def _one_person(profiles: list[Profile]) -> bool:
    """Whether several profiles are spellings of one name."""
    first = profiles[0].words if profiles else ()
    return bool(profiles) and all(
        p.words == first or fuller(profiles[0].words, p.words) or _spelled_alike(first, p.words)
        for p in profiles[1:]
    )


def role_proposals(role: Profile, there: list[Profile], anywhere: list[Profile]) -> Iterator[Merge]:
    """A role without a name: the only one in the report who is given it, else in the state."""
    wanted = " ".join(role.words)
    fits = [
        p
        for p in there
        if p.form != "role" and _agree(role, p) and any(same_role(wanted, r) for r in p.roles)
    ]
    whole = [p for p in fits if p.form == "whole"] or fits
    if len(whole) == 1:
        yield _merge(role, whole[0], "the only one of that role in the report", 0.85)
    if fits or not role.country:
        return
    known = [
        p
        for p in anywhere
        if p.form == "whole"
        and p.country == role.country
        and any(same_role(wanted, r) for r in p.roles)
    ]
    if _one_person(known):
        for profile in known:
            yield _merge(role, profile, "the only one of that role in the state", 0.6)


def _merge(one: Profile, other: Profile, why: str, confidence: float) -> Merge:
    """A merge with its ends in order."""
    first, second = sorted((one.key, other.key))
    return Merge(first, second, why, confidence)


def unite(
    profiles: Iterable[Profile], merges: Iterable[Merge], apart: frozenset[tuple[str, str]]
) -> tuple[list[tuple[str, ...]], list[Merge]]:
    """The groups that the merges make, the surest first, and the merges that were made.

    No group gets two states, and none joins what a person or a report has told apart.
    """
    states = {profile.key: profile.country for profile in profiles}
    group = {key: [key] for key in states}
    made = []
    for merge in sorted(merges, key=lambda m: (-m.confidence, m)):
        one, other = group.get(merge.one), group.get(merge.other)
        if one is None or other is None:
            continue
        if one is not other:
            if _barred(one, other, apart, states):
                continue
            one.extend(other)
            group.update(dict.fromkeys(other, one))
        made.append(merge)
    return sorted({tuple(sorted(members)) for members in group.values()}), made


def _barred(
    one: list[str], other: list[str], apart: frozenset[tuple[str, str]], states: dict[str, str]
) -> bool:
    """Whether two groups must not become one."""
    if len({states[key] for key in (*one, *other)} - {""}) > 1:
        return True
    return bool(apart) and any((min(a, b), max(a, b)) in apart for a in one for b in other)
