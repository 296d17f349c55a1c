"""Tie a person's name to somebody in the cast, or to nobody.

"Foreign Minister Lavrov", 2016 ──▶ find_person() ──▶ Link(Sergey Lavrov, 0.9, "surname")

A whole name stands for itself unless its role or time speak against it. A surname alone
needs something to go by: an office, a state, the company it is in.
"""

from according.cast.actors import Actor, Link
from according.cast.evidence import Evidence
from according.cast.index import Index
from according.cast.offices import words_for
from according.cast.spelling import alike, fold, sound, suffix, words

__all__ = ["find_person"]

_WHOLE = {"name": 0.95, "middle": 0.88, "spelling": 0.82}
_ENOUGH = 2.4  # points that a surname needs
_MARGIN = 0.75  # points by which the best must lead
_WORTH = ((4.0, 0.9), (3.0, 0.8), (_ENOUGH, 0.65))


def find_person(name: str, index: Index, evidence: Evidence) -> Link | None:
    """Who a name without titles means."""
    parts = words(name)
    if evidence.civil:
        return None
    if len(parts) > 1:
        for how, found in (
            ("name", _exactly(name, index)),
            ("middle", _by_ends(name, parts, index)),
            ("spelling", [] if suffix(name) else _by_sound(parts, index)),
        ):
            if found:
                return _whole(found, how, evidence)
    return _by_surname(name, parts, index, evidence) if parts else None


def _exactly(name: str, index: Index) -> list[Actor]:
    """Persons of exactly this name."""
    return [actor for actor, _ in index.named(name) if actor.kind == "person"]


def _by_ends(name: str, parts: tuple[str, ...], index: Index) -> list[Actor]:
    """Persons whose first and last names these are, where one has more names between."""
    found = []
    junior = suffix(name)
    for actor in index.ends.get((parts[0], parts[-1]), ()):
        for spelt in (actor.name, *actor.aliases):
            other = set(words(spelt))
            if (
                suffix(spelt) == junior
                and (parts[0] in other and parts[-1] in other)
                and (set(parts) <= other or other <= set(parts) or _initialled(parts, other))
            ):
                found.append(actor)
                break
    return found


def _initialled(parts: tuple[str, ...], other: set[str]) -> bool:
    """Whether all that differs are initials."""
    return all(len(word) == 1 for word in set(parts) ^ other)


def _by_sound(parts: tuple[str, ...], index: Index) -> list[Actor]:
    """Persons whose name is this in another spelling, word by word."""
    same = index.sounds.get(tuple(map(sound, parts)), ())
    found = {
        actor.key: actor
        for actor, spelt in same
        if actor.kind == "person" and all(map(alike, parts, spelt))
    }
    return list(found.values())


def _whole(found: list[Actor], how: str, evidence: Evidence) -> Link | None:
    """The best of those who bear a whole name."""
    ranked = sorted(((_points(actor, evidence), actor.key, actor) for actor in found), reverse=True)
    best, _, actor = ranked[0]
    if len(ranked) > 1 and best - ranked[1][0] < _MARGIN:
        return None
    confidence = _WHOLE[how] + min(0.03, max(-0.5, best * (0.01 if best > 0 else 0.12)))
    return Link(actor, round(confidence, 3), how) if confidence >= 0.5 else None


def _points(actor: Actor, evidence: Evidence) -> float:
    """What speaks for one actor, all together."""
    time = evidence.time(actor)
    then = evidence.phrase is not None and evidence.phrase.then
    return evidence.kin(actor) + evidence.office(actor) + (max(time, 0.0) if then else time * 0.5)


def _by_surname(name: str, parts: tuple[str, ...], index: Index, evidence: Evidence) -> Link | None:
    """Who a surname means, if there is something to go by."""
    found = [
        actor
        for actor in index.surnames.get(parts[-1], ())
        if len(parts) == 1 or _is_surname(name, actor)
    ]
    if not found:
        return None
    active = [actor for actor in found if evidence.time(actor) > 0] if len(found) > 1 else found
    alone = len(active) == 1 and fold(name) not in words_for("common")
    ranked = sorted(
        ((_surname_points(actor, evidence, alone=alone), actor.key, actor) for actor in found),
        reverse=True,
    )  # fmt: skip
    best, _, actor = ranked[0]
    if best < _ENOUGH or (len(ranked) > 1 and best - ranked[1][0] < _MARGIN):
        return None
    worth = next(worth for least, worth in _WORTH if best >= least)
    return Link(actor, worth, "surname")


def _is_surname(name: str, actor: Actor) -> bool:
    """Whether several words are an actor's surname ("bin Salman", "Al Thani")."""
    surname = words(actor.surname)
    return bool(surname) and words(name) == surname


def _surname_points(actor: Actor, evidence: Evidence, *, alone: bool) -> float:
    """What speaks for an actor of a surname."""
    points = evidence.kin(actor) + evidence.office(actor)
    time = evidence.time(actor)
    if evidence.phrase is not None and evidence.phrase.then:
        time = max(time, 0.0)
    if evidence.prominent(actor):
        points += 1.5 if alone else 0.8
    return points + time
