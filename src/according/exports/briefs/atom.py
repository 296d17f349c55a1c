"""A brief as an Atom feed: an entry a sentence, for alerts in a feed reader.

Sentence ──► <entry> with the sentence's own id

The id follows from what the sentence says, not from when it was written: the feed may be made
anew every hour, over any span, and a reader shows each piece of news once. The format is
RFC 4287.
"""

import uuid
import xml.etree.ElementTree as ET
from typing import TextIO

from according.dossier.brief import Brief, Section, Sentence
from according.dossier.items import Filed
from according.dossier.wording import day
from according.exports.harmless import for_terminal
from according.exports.links import web_address

ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"  # the time of a feed in which nothing has ever been


def write(brief: Brief, out: TextIO) -> None:
    """Write the whole feed, the newest first."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", _id(brief.name))
    _add(feed, "title", brief.title)
    _add(feed, "subtitle", brief.summary)
    _add(_child(feed, "author"), "name", "According")
    told = [(section, sentence) for section in brief.sections for sentence in section.sentences]
    told.sort(key=lambda pair: pair[1].when, reverse=True)
    _add(feed, "updated", _time(told[0][1].when) if told else _NEVER)
    for section, sentence in told:
        _entry(feed, section, sentence, brief)
    ET.indent(feed)
    out.write('<?xml version="1.0" encoding="utf-8"?>\n')
    out.write(ET.tostring(feed, encoding="unicode") + "\n")


def _child(parent: ET.Element, tag: str, attributes: dict[str, str] | None = None) -> ET.Element:
    return ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes or {})


def _add(parent: ET.Element, tag: str, text: str) -> None:
    _child(parent, tag).text = for_terminal(text)


def _entry(feed: ET.Element, section: Section, sentence: Sentence, brief: Brief) -> None:
    entry = _child(feed, "entry")
    _add(entry, "id", _id(brief.name, sentence.key))
    mark = f"{sentence.mark}: " if sentence.mark else ""
    _add(entry, "title", f"{mark}{sentence.lead} {sentence.text}")
    _add(entry, "updated", _time(sentence.when))
    _child(entry, "category", {"term": section.name, "label": section.title})
    filed = [brief.report(report) for report in sentence.cites]
    addresses = [address for each in filed if (address := web_address(each.url))]
    for number, address in enumerate(dict.fromkeys(addresses)):
        _child(entry, "link", {"rel": "via" if number else "alternate", "href": address})
    lines = [f"“{sentence.quote}”"] if sentence.quote else []
    lines += [_cited(each) for each in filed]
    content = _child(entry, "content", {"type": "text"})
    content.text = "\n".join(for_terminal(line) for line in lines)


def _cited(filed: Filed) -> str:
    publisher = filed.publisher or "unknown publisher"
    return f"{publisher}, {day(filed.when)}: {filed.title or 'without a title'} (r{filed.report})"


def _id(*parts: str) -> str:
    """Give an id that the same parts always have.

    >>> _id("sarn-valley")
    'urn:uuid:d3404fce-c6d3-5dcb-aa03-d2bf347e3c54'
    """
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(("according", *parts))).urn


def _time(when: str) -> str:
    """Write a day or a time in UTC as Atom does.

    >>> _time("2026-03-04"), _time("2026-03-04T16:22:00")
    ('2026-03-04T00:00:00Z', '2026-03-04T16:22:00Z')
    """
    whole = when if "T" in when else f"{when}T00:00:00"
    return f"{whole[:19]}Z"
