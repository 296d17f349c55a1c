"""What can move the talks: the rules, as a table, and what reports tell that meets them.

Item (event) ──RULES──► Move(state it would lead to, by whom, told, heralded or denied)

A rule looks at the type of the event, at the words of its sentence, and at who acts. The
contacts of two parties move their talks too; see `contacts` and `state`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, get_args

import msgspec

from according.dossier.assertions import SENTENCE
from according.dossier.evidence import Evidence, cite
from according.dossier.items import Item, Role
from according.dossier.modality import around_trigger, negated, unreal
from according.records import Event, EventType, Statement, Status

State = Literal[
    "none", "backchannel", "talks", "offer on the table", "accepted", "rejected",
    "agreed", "in force", "broken down",
]  # fmt: skip
Told = Literal["told", "heralded", "denied"]
STATES: tuple[State, ...] = get_args(State)
_TELLS: dict[Status, Told] = {
    "actual": "told",
    "planned": "heralded",  # what is only possible or demanded heralds nothing
    "denied": "denied",
}

_DEAL = r"(?:truce|cease-?fire|agreement|arrangement|accord|deal|treaty|pact|memorandum|text)"
_OFFER = r"(?:proposal|offer|plan|draft|paper|document|roadmap|text|terms)"
_ENDABLE = rf"(?:{_DEAL}|talks|negotiations)"
_OWN = r"(?: (?:the|its|his|her|their|all|any|this|these|those))*"
# A refusal to go on; it is read as a meeting that is denied, or as one that is to come.
_REFUSAL = (
    r"\bno further part\b(?: in [^.,]*)?"
    rf"|\bno longer (?:bound|considers?)\b(?: [^.,]*?\b{_DEAL})?"
)


class Rule(NamedTuple):
    """One row of the table. ``by`` is who has to act: both parties, one, a mediator, anybody."""

    state: State
    since: tuple[State, ...]  # the states that it can follow
    types: tuple[EventType, ...]
    by: Literal["both", "one", "broker", "any"]
    sentence: re.Pattern[str]
    trigger: re.Pattern[str] | None = None
    not_: re.Pattern[str] | None = None
    within: bool = False  # whether the trigger has to stand among the words of ``sentence``


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Contacts, which are worked out elsewhere, lead to the first two.
BACKCHANNEL_AFTER: tuple[State, ...] = ("none", "broken down")
TALKS_AFTER: tuple[State, ...] = ("none", "backchannel", "rejected", "broken down")

# fmt: off
RULES: tuple[Rule, ...] = (
    # Somebody hands over terms.
    Rule("offer on the table", ("none", "backchannel", "talks", "rejected", "broken down"),
         ("REQUEST", "AGREE", "COOPERATE", "CONSULT", "SUPPORT", "CONCEDE", "AID"), "broker",
         _words(rf"\b{_OFFER}\b"),
         # The act of making it: "its proposal remained open" hands over nothing.
         _words(r"\b(?:present|submit|deliver|tabled|put|give|giving|gave"
                r"|(?<!shook )(?<!shake )(?<!shaking )hand(?:s|ed|ing)?\b"
                r"|offer(?:ed|ing)\b|propos(?:es?|ed|ing)\b)")),
    # One of those to whom they were made says yes or no; an offer that nobody told of was made.
    Rule("accepted", ("talks", "offer on the table"),
         ("AGREE", "CONCEDE", "SUPPORT"), "one",
         _words(rf"\b(?:{_OFFER}|{_DEAL})\b"),
         _words(r"\b(?:accept|agreed? to|back|endors|approv)")),
    Rule("rejected", ("talks", "offer on the table", "accepted"),
         ("REJECT",), "one",
         _words(rf"\b(?:{_OFFER}|{_DEAL})\b")),
    # Both bind themselves. To have agreed to meet again is no agreement.
    Rule("agreed", ("none", "backchannel", "talks", "offer on the table", "accepted", "rejected",
                    "broken down"),
         ("AGREE",), "both",
         _words(rf"\b{_DEAL}\b|\bsign"),
         # What is to be agreed on is not agreed; who accepts a plan has not signed it.
         _words(r"^(?!.*\b(?:draft|propos|accept))"),
         not_=_words(r"\bagree\w* (?:to|on) (?:meet|talk|resume|continue|hold|a meeting)")),
    # What was agreed is done. Prisoners are exchanged by those who hold them.
    Rule("in force", ("agreed", "accepted"),
         ("RETREAT", "AGREE", "CONCEDE", "COOPERATE"), "any",
         _words(rf"\b{_DEAL}\b[^.]*\b(?:took effect|taken effect|takes effect|came into|in force|"
                r"is holding|holds|being observed|began|has begun)\b"), within=True),
    Rule("in force", ("agreed", "accepted"),
         ("RETREAT", "AGREE", "CONCEDE", "COOPERATE"), "both",
         _words(r"\b(?:released|freed|exchanged)\b[^.]*\bprisoner"), within=True),
    # One of them ends it.
    Rule("broken down", ("talks", "offer on the table", "accepted", "agreed", "in force"),
         ("RETREAT", "SANCTION", "REJECT", "AGREE", "CONSULT", "COERCE", "ASSAULT"), "one",
         _words(rf"(?:\bdeclar\w+ [^.]*?)?\b{_ENDABLE}\b[^.]*?\b(?:over|ended|collaps\w+|dead|void"
                r"|broke\w*|suspended|called off|broken off)\b"
                rf"|\b(?:broke off|walk(?:s|ed) out)\b(?: [^.,]*?\b{_ENDABLE})?"
                r"|\b(?:call(?:s|ed)? off|suspend\w*|pull\w* out of|quit\w*|t(?:ear\w*|ore) up"
                rf"|abandon\w*)\b{_OWN}(?: (?:part\w*|role) in{_OWN})?(?: [\w-]+){{0,2}}?"
                rf" {_ENDABLE}\b|{_REFUSAL}"), within=True),
)
# fmt: on
# What one party does alone: the other's word does not settle it.
ALONE = frozenset(rule.state for rule in RULES if rule.by == "one")
_ENDED = frozenset({"broken down"})
_SEEN = _words(rf"\b{_ENDABLE} (?:is|was|are|were|had been) (?:\w+ly |now )?(?:over|dead|void)\b")
HOLDS = (  # what was agreed is in force
    r"\b(?:(?:remain(?:s|ed)?|(?:is|was) still|is) in force|(?:continue[sd]? to|still) holds?"
    r"|(?:is|was) holding|(?:remain(?:s|ed)?) (?:valid|binding)|still st(?:ands?|ood))\b"
)
_UPHELD = _words(rf"\b{_DEAL}\b[^.;]{{0,40}}?{HOLDS}")
_OPEN = _words(r"\b(?:if|unless|until|whether|not|no|never)\b[^.;]*$")
_REFUSES = _words(_REFUSAL)


class Move(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One telling of something that would lead to a state.

    ``by`` are the parties that act, ``sides`` all that are named, ``brokers`` the mediators.
    ``seen`` says that it is how somebody sees things, and no deed: "the truce is dead".
    """

    state: State
    told: Told
    evidence: Evidence
    by: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    brokers: tuple[str, ...] = ()
    date: str = ""
    seen: bool = False


def moves(items: Sequence[Item], mediators: frozenset[str]) -> Iterator[Move]:
    """What one report tells that meets a rule."""
    events = ((item, item.record) for item in items if isinstance(item.record, Event))
    tries = (_move(rule, item, event, mediators) for item, event in events for rule in RULES)
    found = [move for move in tries if move is not None]
    yield from found
    for item in items:
        if isinstance(item.record, Statement) and _upholds(item.text):
            yield from _upheld(cite(item), found, mediators)


def _upholds(words: str) -> bool:
    """Whether words say that what was agreed still holds.

    >>> _upholds("the ceasefire was still in force"), _upholds("if the truce still holds")
    (True, False)
    """
    found = _UPHELD.search(words)
    return found is not None and not _OPEN.search(words[: found.start()])


def _upheld(evidence: Evidence, found: Sequence[Move], mediators: frozenset[str]) -> Iterator[Move]:
    """What a party's or mediator's word that it still holds denies: that it has broken down.

    So it does to what others say in the same report; else to whatever is said of it elsewhere.
    """
    if not evidence.side:
        return
    seen = [move for move in found if move.seen and evidence.side not in move.by]
    for move in seen:
        yield msgspec.structs.replace(move, told="denied", evidence=evidence)
    if not seen:
        broker = evidence.side in mediators
        sides, brokers = ((), (evidence.side,)) if broker else ((evidence.side,), ())
        yield Move("broken down", "denied", evidence, sides=sides, brokers=brokers)


def _move(rule: Rule, item: Item, event: Event, mediators: frozenset[str]) -> Move | None:
    """The move that an event is by a rule, if it is one."""
    told = _told(item, event)
    if told is None or not _meets(rule, item, event):
        return None
    actors = _parties(item, mediators, "actor")
    everybody = _parties(item, mediators, "actor", "recipient", "mediator")
    evidence = cite(item)
    if rule.state in _ENDED and _REFUSES.search(item.text):
        foreseen = event.status == "planned" and evidence.side not in actors
        told = "heralded" if foreseen else "told"
    if told == "denied" and evidence.side:  # "there is no agreement": between whom, is known
        everybody = tuple(dict.fromkeys((*everybody, evidence.side)))
    parties = tuple(key for key in everybody if key not in mediators)
    by = tuple(key for key in actors if key not in mediators)
    if rule.by == "broker" and len(by) < len(actors):
        by = ()  # what a mediator hands over together with others is his
    brokers = tuple(key for key in everybody if key in mediators)
    if not (parties if told == "denied" else _acts(rule, by, parties, brokers)):
        return None
    return Move(
        state=rule.state,
        told=told,
        evidence=evidence,
        by=by,
        sides=parties,
        brokers=brokers,
        date=event.date or "",
        seen=rule.state in _ENDED and bool(_SEEN.search(_sentence(item, event))),
    )


def _parties(item: Item, mediators: frozenset[str], *roles: Role) -> tuple[str, ...]:
    """The parties and mediators that take part."""
    names = item.taking_part(*roles, mediators=mediators)
    return tuple(dict.fromkeys(name.party for name in names if name.party))


def _told(item: Item, event: Event) -> Told | None:
    """Whether an event is told as done, as to come, or as not so; None where as none of these.

    What is told as done on a day still to come is to come; what would have been was not.
    """
    if unreal(item, event):
        return None
    told = _TELLS.get(event.status)
    act = item.around[0].act if item.around else "say"
    if told == "told" and (act == "deny" or negated(item, event)):
        return "denied"
    if told == "told" and event.date and event.date > item.day[: len(event.date)]:
        return "heralded"
    return told


def _meets(rule: Rule, item: Item, event: Event) -> bool:
    """Whether type and words are those of a rule."""
    if rule.within and not _within(rule.sentence, item, event):
        return False  # "walked out" ends talks, a handshake in the same sentence does not
    sentence = _sentence(item, event)
    return (
        event.type in rule.types
        and bool(rule.sentence.search(sentence))
        and (rule.trigger is None or bool(rule.trigger.search(event.trigger)))
        and not (rule.not_ and rule.not_.search(sentence))
    )


def _sentence(item: Item, event: Event) -> str:
    """The sentence of the trigger; what stands around an item may be several, with quotations."""
    before, after = around_trigger(item, event)
    if not (before or after):
        return item.text
    first, last = SENTENCE.split(before)[-1], SENTENCE.split(after, maxsplit=1)[0]
    return f"{first}{event.trigger}{last}"


def _within(words: re.Pattern[str], item: Item, event: Event) -> bool:
    """Whether the trigger stands among these words."""
    before, after = around_trigger(item, event)
    start, end = len(before), len(before) + len(event.trigger)
    sentence = f"{before}{event.trigger}{after}"
    return any(m.start() < end and start < m.end() for m in words.finditer(sentence))


def _acts(rule: Rule, by: Sequence[str], parties: Sequence[str], brokers: Sequence[str]) -> bool:
    """Whether those act whom a rule asks for."""
    if rule.by == "both":
        return len(parties) > 1
    if rule.by == "broker":
        return bool(brokers) or bool(by)
    return rule.by == "any" or bool(by)


_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_LATIN = {"tri": 3, "quadri": 4}
_SIDES = r"(?:part(?:y|ies)|sides?|ways?|nations?|countries|governments?|delegations?|states)"
_MANY = _words(
    rf"\b({'|'.join(_NUMBERS)}|[3-8])[\s-]+{_SIDES}\b|\b({'|'.join(_LATIN)})lateral\b"
    rf"|\ball ({'|'.join(_NUMBERS)}) (?:of them|have|had|agreed|signed|accepted|rejected)\b"
)


def says_how_many(sentence: str, number: int = 0) -> bool:
    """Whether a sentence speaks of so many that talk or act together, or of any number of them.

    >>> says_how_many("Dravenko left the three-party talks.", 3)
    True
    >>> says_how_many("All four governments signed the accord.", 3)
    False
    """
    found = {
        _LATIN.get(latin.lower()) or _NUMBERS.get((sides or whole).lower()) or int(sides)
        for sides, latin, whole in _MANY.findall(sentence)
    }
    return number in found if number else bool(found)
