"""Who holds an office on the day, where the office is all that is said.

"the foreign minister" + Egypt in the report + 2024-09-20 ──▶ find_holder() ──▶ Link or None

An office that several hold at one time means none of them unless its task is told.
"""

from according.cast.actors import Link
from according.cast.evidence import Evidence
from according.cast.index import Held, Index
from according.cast.offices import Find, Office, Phrase, parse

__all__ = ["find_holder"]

LEAST = 0.5  # below this a link is no help
_SAID, _GUESSED = 0.95, 0.75  # whose office it is: said, or taken from the company
_SEVERAL = frozenset(["envoy", "ambassador", "negotiator", "spokesperson"])


def find_holder(phrase: Phrase, index: Index, evidence: Evidence, find: Find) -> Link | None:
    """The holder of the office that a phrase names."""
    office = phrase.office
    if office is None or not evidence.on or phrase.then or phrase.vague:
        return None
    of = phrase.of or _only_state(office, index, evidence)
    worth = _SAID if phrase.of else _GUESSED
    found = index.held(of, office, evidence.on) or _head_of_agency(of, office, index, evidence)
    if phrase.for_:
        wanted = find(phrase.for_) or phrase.for_.lower()
        found = [h for h in found if wanted in {find(task) or task.lower() for task in h.role.for_}]
    sure = [held for held in found if held.p * worth >= LEAST]
    if not sure or (not phrase.for_ and _of_many(sure, office)):
        return None
    return Link(sure[0].actor, round(sure[0].p * worth, 3), "office")


def _only_state(office: Office, index: Index, evidence: Evidence) -> str:
    """The state that the report is about, if it is but one and has such an office."""
    states = evidence.states
    state = next(iter(states)) if len(states) == 1 else ""
    return state if state and index.held(state, office, evidence.on) else ""


def _head_of_agency(of: str, office: Office, index: Index, evidence: Evidence) -> list[Held]:
    """Whoever heads the agency of a state whose spy chief is meant."""
    agency = index.organs.get((of, "spy-agency")) if "spy chief" in office.names else None
    head = parse("head", lambda _: "")
    if agency is None or head is None or head.office is None:
        return []
    return index.held(agency.key, head.office, evidence.on)


def _of_many(sure: list[Held], office: Office) -> bool:
    """Whether the office is one of those that many hold at one time."""
    several = {held.actor.key for held in sure if held.role.office in _SEVERAL}
    return len(several) > 1 or "ambassador" in office.names
