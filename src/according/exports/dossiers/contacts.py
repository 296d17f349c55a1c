"""Contacts: who met, called or wrote to whom, one a line, the newest first.

14 May  confirmed   Caldria – Sovane   meeting in Saint Orrin through Belmora   3 origins   r13 r14
"""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from according.dossier.contacts import Contact
from according.dossier.wording import Title, counted, joined, short_day, voices
from according.exports.dossiers.page import badge, cites, rows, text

DAY, STANDING = 7, 10  # columns


def listed(contacts: Iterable[Contact], title: Title) -> RenderableType:
    """The contacts, the newest first, a line each unless somebody contests one."""
    grid = rows(DAY, STANDING, None, 22)
    for contact in _newest(contacts):
        behind = text(f"{counted(contact.origins, 'origin')}  ", "dim")
        behind.append(cites(contact.evidence))
        lines = [_who(contact, title)]
        if contact.contested:
            denied = text(voices(contact.contested, title))
            lines.append(text("denied by ", "red").append(denied))
        grid.add_row(_when(contact), badge(contact.standing), Group(*lines), behind)
    return grid


def opened(contacts: Iterable[Contact], title: Title) -> RenderableType:
    """The contacts, the newest first, each with who took part and who tells what of it."""
    grid = rows(DAY, STANDING, None)
    for contact in _newest(contacts):
        head = _who(contact, title).append(
            f"   {counted(contact.origins, 'origin')}", "dim not bold"
        )
        lines = [head, *_words(contact, title)]
        grid.add_row(_when(contact), badge(contact.standing), Group(*lines))
    return grid


def _newest(contacts: Iterable[Contact]) -> list[Contact]:
    return sorted(contacts, key=lambda contact: contact.day, reverse=True)


def _when(contact: Contact) -> Text:
    """The day of a contact; that of its first telling, in italics, where nobody says when."""
    return text(short_day(contact.day), "" if contact.date else "dim italic")


def _who(contact: Contact, title: Title) -> Text:
    names = text(" – ".join(title(key) for key in contact.sides), "bold")
    return names.append(text(f"  {_how(contact, title)}"))


def _how(contact: Contact, title: Title) -> str:
    """The sort of contact, where and through whom."""
    where = f" in {joined(contact.places[:2])}" if contact.places else ""
    through = f" through {joined(map(title, contact.mediators))}" if contact.mediators else ""
    return f"{contact.sort}{where}{through}"


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
