"""Whether words deny other words: the same matter, said to be so and said not to be.

"it had fired on the harbour" denied  ──answers──►  "their ships fired on the harbour"
"there is no agreement"               ──answers──►  "they have reached an agreement"

Claims hold tellings of many outlets, some of which do not belong there: so it is not enough that
two claims are alike. Somebody has to deny it in so many words.
"""

import re
from collections.abc import Collection, Sequence

from according.dossier.assertions import Assertion
from according.dossier.stems import meaning, negated, stems

_COMMON = 2  # words that tell what a denial is of
_SHARE = 0.5  # of the words of the shorter side
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[,;:–—]|\b(?:but|while|although|because|after|before|when|that|whether)\b")
# What is only supposed is neither said to be so nor denied.
_SUPPOSED = re.compile(r"\b(?:if|unless|should|could|might|may)\b", re.IGNORECASE)
# "No decision", "no proof", "no one doubts", "neither confirm nor deny" deny nothing.
_NO_NEWS = re.compile(
    r"\bno (?:\w+ )?(?:decision|proof|evidence|mention|interest|word|comment|doubt|sign|details?)\b"
    r"|\bdoubts?\b|\b(?:confirm|den(?:y|ied))\b[^.]*\b(?:or|nor) (?:confirm|den(?:y|ied))",
    re.IGNORECASE,
)
_INTENT = re.compile(r"\b(?:would|will|shall) (?:not|never)\b|\bwo(?:n|uldn)['’]t\b", re.IGNORECASE)
# What something may be called is no matter of fact: "a truce that one side keeps is not a truce".
_NAMING = re.compile(r"\b(?:is|are|was|were) (?:not an?|no)\b|\bnot call\b", re.IGNORECASE)
_THERE = re.compile(r"\bthere (?:is|are|was|were) no ", re.IGNORECASE)


def answers(yes: Assertion, no: Assertion) -> bool:
    """Whether one denies in words what the other says, of the same matter.

    Where nobody is said to deny it, the words have to, and be of one sort of event in which the
    speaker takes part: a negation that only stands in the same sentence denies nothing.
    """
    if negated(yes.text) or _overlap(yes, no) or _SUPPOSED.search(f"{yes.text} {no.text}"):
        return False
    if _shares(no.words, yes.words, _SHARE) and "deny" in _acts(no):
        return True
    if not _named(no):
        return False
    parts = [p for p in _CLAUSE.split(no.text) if negated(p) and not _NO_NEWS.search(p)]
    if any(_none(part, yes) for part in parts):
        return True
    alike = bool(set(yes.labels) & set(no.labels) and no.speakers & set(yes.sides))
    return alike and any(_shares(stems(part), yes.words, _SHARE) for part in parts)


def _shares(one: Collection[str], other: Collection[str], least: float) -> bool:
    shared = len(set(one).intersection(other))
    return shared >= _COMMON and shared >= least * min(len(one), len(other))


def _acts(told: Assertion) -> set[str]:
    """What somebody does by telling it: say, deny, reject and so on."""
    return {telling.act for telling in told.tellings if telling.voices}


def _named(told: Assertion) -> bool:
    """Whether somebody with a name says it."""
    return any(t.voices and t.voices[-1].kind in {"person", "body"} for t in told.tellings)


def _none(part: str, yes: Assertion) -> bool:
    """Whether words say that there is none of what is told: "there is no agreement"."""
    found = _THERE.search(part)
    return found is not None and names(yes, meaning(part[found.end() :].partition(" ")[0].lower()))


def names(told: Assertion, thing: str) -> bool:
    """Whether an assertion has a word of that meaning, be it in a phrase that means another.

    "Reached an agreement" is to agree, and names an agreement as well.
    """
    return thing in told.words or any(meaning(w) == thing for w in _WORD.findall(told.text.lower()))


def _overlap(one: Assertion, other: Assertion) -> bool:
    """Whether two stand in the same words of one report: one read twice, in two ways."""
    return any(
        a.item.partition(".")[0] == b.item.partition(".")[0]
        and a.span[0] < b.span[1]
        and b.span[0] < a.span[1]
        for a in one.tellings
        for b in other.tellings
    )


def of_no_fact(told: Assertion) -> bool:
    """Whether somebody will not do something, or will not have it called so."""
    acts = _acts(told)
    if "REJECT" in told.labels or "reject" in acts or _INTENT.search(told.text):
        return True
    return "deny" not in acts and bool(_NAMING.search(_THERE.sub("", told.text)))


def common(told: Assertion, others: Sequence[Assertion]) -> int:
    """How many words an assertion has in common with others."""
    return len({word for other in others for word in other.words}.intersection(told.words))
