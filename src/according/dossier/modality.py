"""What the words beside an event make of it: that it did not happen, or would have.

"Toruk had met nobody"     ──negated──►  denied, whatever its status says
"Caldria would have signed" ──unreal──►  told by nobody

The reader gives each event a status. These are the words that leave no choice, looked at again
because a change of state may hang on them.
"""

import re

from according.dossier.items import Item
from according.records import Event

_NOT_BEFORE = re.compile(
    r"\b(?:not|never|nobody|no[ -]one|neither|nothing|\w+n['’]t)"
    r"(?: (?:yet|ever|been|be|have|has|had|even|once|be\w*))*\s*$",
    re.IGNORECASE,
)
_NOBODY_AFTER = re.compile(
    r"\s*(?:with |to |by )?(?:nobody|no[ -]one|none|nothing)\b", re.IGNORECASE
)
_UNREAL = re.compile(
    r"(?:\b(?:would|could|might|should)|['’]d) (?:\w+ly )?have (?:\w+ly |been )?\s*$",
    re.IGNORECASE,
)


def around_trigger(item: Item, event: Event) -> tuple[str, str]:
    """The words of the sentence before and after the trigger; nothing, where it is not in it."""
    for part in item.words:
        if part.start <= event.trigger_span[0] < part.end:
            start, end = (at - part.start for at in event.trigger_span)
            return part.text[:start], part.text[end:]
    return "", ""


def negated(item: Item, event: Event) -> bool:
    """Whether the words next to the trigger say that it did not happen."""
    before, after = around_trigger(item, event)
    return bool(_NOT_BEFORE.search(before) or _NOBODY_AFTER.match(after))


def unreal(item: Item, event: Event) -> bool:
    """Whether an event is only what would have been."""
    return bool(_UNREAL.search(around_trigger(item, event)[0]))
