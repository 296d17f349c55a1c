"""Contacts: who met, called or wrote to whom, one a line, the newest first.

14 May  confirmed   Caldria – Sovane   meeting in Saint Orrin through Belmora   3 origins   r13 r14
"""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from according.dossier.contacts import Contact
from according.dossier.wording import Title, counted, joined, short_day, voices
from according.exports.dossiers.page import badge, cites, rows, text


def listed(contacts: Iterable[Contact], title: Title, *, words: bool = False) -> RenderableType:
    """The contacts, the newest first; ``words`` also shows on whose word each is."""
    grid = rows(7, 10, None, 22)
    for contact in sorted(contacts, key=lambda each: each.day, reverse=True):
        who = text(" – ".join(title(key) for key in contact.sides), "bold")
        who.append(text(f"  {_how(contact, title)}", "not bold"))
        behind = Text(f"{counted(contact.origins, 'origin')}  ", style="dim")
        lines = [who, *(_words(contact, title) if words else _contested(contact, title))]
        when = Text(short_day(contact.day), style="" if contact.date else "dim italic")
        grid.add_row(
            when, badge(contact.standing), Group(*lines), behind.append(cites(contact.evidence))
        )
    return grid


def _how(contact: Contact, title: Title) -> str:
    """The sort of contact, where and through whom."""
    where = f" in {joined(contact.places[:2])}" if contact.places else ""
    through = f" through {joined(map(title, contact.mediators))}" if contact.mediators else ""
    return f"{contact.sort}{where}{through}"


def _contested(contact: Contact, title: Title) -> list[Text]:
    if not contact.contested:
        return []
    return [Text("denied by ", style="red").append(text(voices(contact.contested, title)))]


def _words(contact: Contact, title: Title) -> list[Text]:
    """Who took part, and what was told of it by whom."""
    people = joined(dict.fromkeys(name for _, name in contact.people[:6]))
    lines = [text(people)] if people else []
    for telling in ("announced", "reported", "confirmed", "denied"):
        evidence = [s.evidence for s in contact.tellings if s.telling == telling]
        if evidence:
            line = badge(telling).append(" by ", "dim").append(text(voices(evidence, title)))
            lines.append(line.append("  ").append(cites(evidence)))
    return lines
