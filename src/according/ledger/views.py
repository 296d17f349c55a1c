"""The views for people who ask in SQL, the same in both homes.

tables ──► ask_reports, ask_statements, ask_events, ask_figures, ask_positions,
           ask_links, ask_participants, ask_corrections

Their names and columns are a promise, told in docs/questions.md; those of the tables are
not. They show the present: the newest text of each report, read by the newest reader, as
corrected. Names joined in one column are parted by "; ", links of a chain by " ▸ ".
A change here needs a migration that makes the views anew.
"""
# ruff: noqa: S608  the SQL is put together from the words below

from according.ledger.schema import PLACES

_WHERE = "v.publisher, v.published, s.day, v.url, v.title, s.report, v.number AS revision"
_FROM = "JOIN readings g ON g.id = s.reading JOIN revisions v ON v.id = g.revision"
# The item as it was read, whose number corrections keep: the same place in the former reading.
_READ = f"COALESCE(g.corrects, g.id) * {1 << PLACES} + s.id % {1 << PLACES}"
_VERDICT = (
    f"(SELECT c.verdict FROM corrections c WHERE c.found = {_READ} AND c.item = '{{item}}' "
    "AND c.undone IS NULL ORDER BY c.id DESC LIMIT 1) AS verdict"
)
_ORDINAL = f"(s.id % {1 << PLACES} + 1)"
_HOLDER = "LEFT JOIN statements h ON h.id = s.within"

_TEMPLATES = {
    "ask_reports": """
        SELECT v.report, v.number AS revision, v.name AS id, v.publisher, v.published, v.day,
               v.url, v.title, v.text, v.seen, v.origin, v.copy_of, g.reader
        FROM revisions v JOIN readings g ON g.revision = v.id AND g.current
        WHERE v.current
    """,
    "ask_statements": f"""
        SELECT 'r' || s.report || '.' || s.name AS address, {_WHERE}, v.copy_of, s.name AS id,
               s.speaker, s.kind, s.act, s.form, s.content, s.cue, s.source, s.via,
               {{chain of s}} AS chain, {{content_start}} AS span_start,
               {{content_end}} AS span_end, s.confidence, {_VERDICT}
        FROM statements s {_FROM} WHERE s.current
    """,
    "ask_events": f"""
        SELECT 'r' || s.report || '.e' || {_ORDINAL} AS address, {_WHERE}, v.copy_of,
               s.type, s.status, {{actor}} AS actor, {{recipient}} AS recipient,
               {{mediator}} AS mediator, s.place, s.date, s.trigger, s.passage, s.statement,
               h.speaker, COALESCE({{chain of h}}, v.publisher) AS chain,
               {{trigger_start}} AS span_start, {{trigger_end}} AS span_end,
               s.confidence, {_VERDICT}
        FROM events s {_FROM} {_HOLDER} WHERE s.current
    """,
    "ask_figures": f"""
        SELECT 'r' || s.report || '.f' || {_ORDINAL} AS address, {_WHERE}, v.copy_of,
               s.measure, s.value, s.low, s.high, s.text, s.who, s.place, s.since, s.cause,
               s.passage, s.statement, h.speaker, COALESCE({{chain of h}}, v.publisher) AS chain,
               {{text_start}} AS span_start, {{text_end}} AS span_end, s.confidence, {_VERDICT}
        FROM figures s {_FROM} {_HOLDER} WHERE s.current
    """,
    "ask_positions": f"""
        SELECT 'r' || s.report || '.p' || {_ORDINAL} AS address, {_WHERE}, v.copy_of,
               s.holder, s.stance, s.issue, s.passage, s.statement,
               h.speaker, COALESCE({{chain of h}}, v.publisher) AS chain,
               {{issue_start}} AS span_start, {{issue_end}} AS span_end, s.confidence, {_VERDICT}
        FROM positions s {_FROM} {_HOLDER} WHERE s.current
    """,
    "ask_links": """
        SELECT 'r' || s.report || '.' || s.name AS address, s.report, s.day, l.depth, l.name
        FROM links l JOIN statements s ON s.id = l.statement WHERE s.current
    """,
    "ask_participants": f"""
        SELECT 'r' || s.report || '.e' || {_ORDINAL} AS address, s.report, s.day, p.role, p.name
        FROM participants p JOIN events s ON s.id = p.event WHERE s.current
    """,
    "ask_corrections": """
        SELECT c.id, c.report, c.item, c.verdict, c.changes, c.by_whom, c.made, c.note, c.undone,
               CASE WHEN c.undone IS NULL AND c.found IS NULL THEN 1 ELSE 0 END AS orphaned
        FROM corrections c
    """,
}

_ROLES = ("actor", "recipient", "mediator")
_ITEMS = {
    "ask_statements": "statement",
    "ask_events": "event",
    "ask_figures": "figure",
    "ask_positions": "position",
}


def views(dialect: str) -> dict[str, str]:
    """Give the query of each view, in the SQL of ``sqlite`` or ``postgresql``."""
    parts = _sqlite() if dialect == "sqlite" else _postgres()
    out = {}
    for name, template in _TEMPLATES.items():
        query = template.replace("{item}", _ITEMS.get(name, ""))
        for part, sql in parts.items():
            query = query.replace(f"{{{part}}}", sql)
        out[name] = query
    return out


def _sqlite() -> dict[str, str]:
    listed = "(SELECT group_concat(name, '{}') FROM (SELECT name FROM {} ORDER BY {}))"
    parts = {
        f"chain of {of}": listed.format(" ▸ ", f"links WHERE statement = {of}.id", "depth")
        for of in "sh"
    }
    for role in _ROLES:
        people = f"participants WHERE event = s.id AND role = '{role}'"
        parts[role] = listed.format("; ", people, "place")
    parts["content_start"] = "json_extract(s.spans, '$.content[0][0]')"
    parts["content_end"] = "json_extract(s.spans, '$.content[#-1][1]')"
    for quoted in ("trigger", "text", "issue"):
        parts[f"{quoted}_start"] = f"json_extract(s.{quoted}_span, '$[0]')"
        parts[f"{quoted}_end"] = f"json_extract(s.{quoted}_span, '$[1]')"
    return parts


def _postgres() -> dict[str, str]:
    listed = "(SELECT string_agg(name, '{}' ORDER BY {}) FROM {})"
    parts = {
        f"chain of {of}": listed.format(" ▸ ", "depth", f"links WHERE statement = {of}.id")
        for of in "sh"
    }
    for role in _ROLES:
        people = f"participants WHERE event = s.id AND role = '{role}'"
        parts[role] = listed.format("; ", "place", people)
    parts["content_start"] = "(s.spans::json #>> '{content,0,0}')::int"
    parts["content_end"] = "(s.spans::json #>> '{content,-1,1}')::int"
    for quoted in ("trigger", "text", "issue"):
        parts[f"{quoted}_start"] = f"(s.{quoted}_span::json ->> 0)::int"
        parts[f"{quoted}_end"] = f"(s.{quoted}_span::json ->> 1)::int"
    return parts
