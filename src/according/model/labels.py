"""The labels that the encoder's heads predict, in the order of their outputs.

Spans are tagged B (first word), I (further words), O (none). An *anchor* is the word
or phrase that carries an item: a cue, an event trigger, a figure, the issue of a
position. *Roles* are spans tagged once more for each anchor, so that links, shared
participants and statements inside statements need no second mechanism.
"""

from typing import get_args

from according.records import Act, EventType, Kind, Measure, Stance, Status

ACTS: tuple[str, ...] = get_args(Act)
KINDS: tuple[str, ...] = get_args(Kind)
EVENTS: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = get_args(Status)
MEASURES: tuple[str, ...] = ("none", *get_args(Measure))
STANCES: tuple[str, ...] = get_args(Stance)

ANCHORS = ("statement", "event", "figure", "position")
ROLES = (
    "source", "content", "speaker",                          # of a cue
    "actor", "recipient", "mediator", "place", "date",       # of a trigger
    "who", "where", "since", "cause",                        # of a figure
    "holder",                                                # of an issue
)  # fmt: skip
ROLES_OF = {
    "statement": ROLES[:3],
    "event": ROLES[3:8],
    "figure": ROLES[8:12],
    "position": ROLES[12:],
}


def tags(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the B and I tag of each name, after O.

    >>> tags(("cue",))
    ('O', 'B-cue', 'I-cue')
    """
    return ("O", *(f"{part}-{name}" for name in names for part in "BI"))


CUE_TAGS = tags(("cue",))
TRIGGER_TAGS = tags(EVENTS)
ISSUE_TAGS = tags(STANCES)
ROLE_TAGS = tags(ROLES)
# PolNeAR and CofeNet tag one flat layer; the head serves their published metric.
FLAT_TAGS = tags(("source", "cue", "content"))
