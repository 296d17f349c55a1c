"""A brief as one HTML page: no script, nothing loaded, fit for a mail and for paper.

Brief ──► a tree of elements ──ElementTree──► HTML

The page is built as a tree and written by ElementTree, which escapes every text and attribute:
there is no place where words of a report could become markup. Should a browser find
something to run all the same, the page's own policy forbids it.
"""

import xml.etree.ElementTree as ET
from importlib.resources import files
from typing import TextIO

from according.dossier.brief import Brief, Section, Sentence
from according.dossier.items import Filed
from according.dossier.wording import day
from according.exports.harmless import for_terminal
from according.exports.links import web_address

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write(brief: Brief, out: TextIO) -> None:
    """Write the whole page."""
    out.write("<!DOCTYPE html>\n")
    out.write(ET.tostring(_page(brief), encoding="unicode", method="html") + "\n")


def _add(
    parent: ET.Element, tag: str, text: str = "", attributes: dict[str, str] | None = None
) -> ET.Element:
    """Add an element with a text in it."""
    element = ET.SubElement(parent, tag, attributes or {})
    element.text = for_terminal(text) or None
    return element


def _page(brief: Brief) -> ET.Element:
    page = ET.Element("html", {"lang": "en"})
    head = _add(page, "head")
    _add(head, "meta", attributes={"charset": "utf-8"})
    policy = {"http-equiv": "Content-Security-Policy", "content": _POLICY}
    _add(head, "meta", attributes=policy)
    _add(head, "meta", attributes={"name": "referrer", "content": "no-referrer"})
    screen = {"name": "viewport", "content": "width=device-width, initial-scale=1"}
    _add(head, "meta", attributes=screen)
    _add(head, "title", brief.title)
    # ElementTree leaves the text of a style as it is; this one is ours.
    style = files("according").joinpath("data", "brief.css").read_text("utf-8")
    ET.SubElement(head, "style").text = style
    main = _add(_add(page, "body"), "main")
    top = _add(main, "header")
    _add(top, "h1", brief.title)
    _add(top, "p", brief.summary)
    for section in brief.sections:
        _section(main, section, brief)
    if brief.reports:
        _reports(main, brief)
    return page


def _section(main: ET.Element, section: Section, brief: Brief) -> None:
    within = _add(main, "section", attributes={"class": section.name})
    _add(within, "h2", section.title)
    sentences = _add(within, "ul")
    for sentence in section.sentences:
        _sentence(_add(sentences, "li"), sentence, brief)
    if section.left_out:
        _add(sentences, "li", f"… and {section.left_out:,} more", {"class": "key"})


def _sentence(line: ET.Element, sentence: Sentence, brief: Brief) -> None:
    """Write one sentence with its mark before it and its reports after it."""
    if sentence.mark:
        _add(line, "span", sentence.mark, {"class": f"mark {sentence.mark}"}).tail = " "
    lead = _add(line, "strong", sentence.lead)
    lead.tail = " " + for_terminal(sentence.text) + " "
    if sentence.quote:
        _add(line, "q", sentence.quote).tail = " "
    cites = _add(line, "span", attributes={"class": "cites"})
    for report in sentence.cites:
        number, filed = brief.number(report), brief.report(report)
        # "<" does no harm here, unless some other program takes the page apart badly.
        title = for_terminal(f"{_publisher(filed)}: {_title(filed)}").replace("<", "‹")
        about = {"href": f"#r{report}", "title": title}
        _add(cites, "a", str(number), about).tail = " "


def _reports(main: ET.Element, brief: Brief) -> None:
    within = _add(main, "section", attributes={"class": "reports"})
    _add(within, "h2", "Reports")
    reports = _add(within, "ol")
    for _, filed in brief.numbered():
        line = _add(reports, "li", attributes={"id": f"r{filed.report}"})
        about = f"{_publisher(filed)}, {day(filed.when)}: "
        line.text = for_terminal(about)
        address = web_address(filed.url)
        if address:
            _add(line, "a", _title(filed), {"href": address, "rel": "noreferrer"})
        else:
            _add(line, "span", _title(filed))
        copy = f", a copy of r{filed.copy_of}" if filed.copy_of else ""
        _add(line, "span", f" r{filed.report}{copy}", {"class": "key"})


def _publisher(filed: Filed) -> str:
    return filed.publisher or "unknown publisher"


def _title(filed: Filed) -> str:
    return filed.title or "without a title"
