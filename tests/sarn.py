"""One report of an invented conflict, read by hand: every sort of item, every way to nest."""

from typing import Any

from according.records import Event, Figure, Position, Reading, Report, Span, Statement

TEXT = (
    "Tomas Rehl, the foreign minister, denied that a withdrawal from the Sarn valley had been "
    "discussed. According to Harrow Wire, citing a diplomat, Veshtia would release 140 "
    "prisoners. Ana Stanić demanded that Oradan reopen the dam in Lower Sarn. At least 12 "
    "people were killed in Lower Sarn. Rehl said he feared a collapse of the talks."
)
PAPER = "Estuary Chronicle"


def at(words: str, text: str = TEXT) -> Span:
    """Find words in the report."""
    start = text.index(words)
    return start, start + len(words)


def statement(
    name: str, content: str, speaker: str, cue: str | None = None, *, text: str = TEXT, **more: Any
) -> Statement:
    """Let somebody say something that stands in the text."""
    return Statement(
        **{
            "id": name, "content": content, "cue": cue, "source": None, "kind": "person",
            "act": "say", "form": "indirect", "speaker": speaker, "via": None,
            "chain": [PAPER, speaker], "content_spans": [at(content, text)],
            "cue_span": cue and at(cue, text), "source_span": None, "confidence": 0.9, **more,
        }
    )  # fmt: skip


def event(type_: str, trigger: str, *, text: str = TEXT, **more: Any) -> Event:
    """Let something happen at a word of the text."""
    rest: dict[str, Any] = {"actor": [], "recipient": [], "mediator": [], "place": None, "date": None,
                            "status": "actual", "statement": None, "confidence": 0.8}  # fmt: skip
    span = at(trigger, text)
    return Event(**{"type": type_, "trigger": trigger, "trigger_span": span, **rest, **more})


def figure(measure: str, value: int, words: str, *, text: str = TEXT, **more: Any) -> Figure:
    """Count something at words of the text."""
    rest: dict[str, Any] = {"who": None, "place": None, "since": None, "statement": None,
                            "confidence": 0.7}  # fmt: skip
    counted = {"measure": measure, "value": value, "text": words, "text_span": at(words, text)}
    return Figure(**{**counted, **rest, **more})


def reading(*, reader: str = "2026.1", **report: Any) -> Reading:
    """Give the report as read; keywords are fields of the report."""
    told = {"text": TEXT, "publisher": PAPER, "published": "2026-03-03", "title": "Talks", **report}
    text = told["text"]
    release = "Veshtia would release 140 prisoners"
    fear = {"speaker": "Tomas Rehl", "text": text}
    return Reading(
        report=Report(**told),
        reader=reader,
        statements=[
            statement("s1", "a withdrawal from the Sarn valley had been discussed", "Tomas Rehl",
                      "denied", act="deny", text=text),
            statement("s2", release, "Harrow Wire", "According to", kind="outlet", text=text),
            statement("s3", release, "diplomat", "citing", kind="unnamed", via="s2",
                      chain=[PAPER, "Harrow Wire", "diplomat"], text=text),
            statement("s4", "Oradan reopen the dam in Lower Sarn", "Ana Stanić", "demanded",
                      act="demand", text=text),
            statement("s5", "he feared a collapse of the talks", cue="said", **fear),
            statement("s6", "a collapse of the talks", cue="feared", via="s5", act="feel", **fear),
        ],
        events=[
            event("RETREAT", "withdrawal", actor=["Oradan"], place="Sarn valley",
                  status="denied", statement="s1", text=text),
            event("RETREAT", "release", actor=["Veshtia"], status="possible", statement="s3",
                  text=text),
            event("REQUEST", "demanded", actor=["Ana Stanić"], recipient=["Oradan"], text=text),
            event("ASSAULT", "killed", place="Lower Sarn", text=text),
        ],
        figures=[
            figure("captive", 140, "140", who="prisoners", statement="s3", text=text),
            figure("killed", 12, "At least 12", who="people", place="Lower Sarn", low=12,
                   text=text),
        ],
        positions=[
            Position(holder="Ana Stanić", issue="reopen the dam", stance="for", statement="s4",
                     issue_span=at("reopen the dam", text), confidence=0.6),
        ],
    )  # fmt: skip
