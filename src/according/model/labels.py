"""The labels that the encoder's heads predict, in the order of their outputs.

Spans are tagged B (first word), I (further words), O (none). An *anchor* is the word
or phrase that carries an item: a cue, an event trigger, a figure, the issue of a
position. *Roles* are spans tagged once more for each anchor, so that links, shared
participants and statements inside statements need no second mechanism.

A cue is an anchor twice: of its statement, and of the *stand* that the speaker takes in
it, if any ("rejected", "is ready to"): nine positions in ten stand in a statement of
their holder, and the cue knows more of them than the words of the issue do.
"""

from typing import get_args

from according.records import Act, EventType, Kind, Measure, Stance, Status

ACTS: tuple[str, ...] = get_args(Act)
KINDS: tuple[str, ...] = get_args(Kind)
EVENTS: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = get_args(Status)
MEASURES: tuple[str, ...] = ("none", *get_args(Measure))
STANCES: tuple[str, ...] = get_args(Stance)

STANDS: tuple[str, ...] = ("none", *STANCES)

ANCHORS = ("statement", "event", "figure", "position", "stand")
ROLES = (
    "source", "content", "speaker",                          # of a cue
    "actor", "recipient", "mediator", "place", "date",       # of a trigger
    "who", "where", "since", "cause",                        # of a figure
    "holder",                                                # of an issue
    "issue",                                                 # of a cue, when it takes a stand
)  # fmt: skip
ROLES_OF = {
    "statement": ROLES[:3],
    "event": ROLES[3:8],
    "figure": ROLES[8:12],
    "position": ROLES[12:13],
    "stand": ROLES[13:],
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
