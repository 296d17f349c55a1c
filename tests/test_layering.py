"""Imports point one way: what flows to whom is what the architecture says, and nothing else.

module.py ─► its imports, lazy ones and those for types too ─► MAY, ONLY, no circles
"""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import according

SOURCE = Path(according.__file__).parent
TOOLS = {"aside", "duck"}  # shut a library's quirks away; know nothing of reports
FLOW = {"errors", "findings", "records", *TOOLS}
# What is read by rule: functions of a text and of tables, without the model.
RULES = {"agreement", "capitals", "data", "datelines", "dates", "descriptions", "gazetteer", "names", "numbers", "numerals", "overlaps",
         "pairs", "quotes", "sources", "titles", "tokens", "tolls", "transcripts", "words"}  # fmt: skip
ASSEMBLY = {"drafts", "events", "figures", "positions", "said", "speakers", "statements", "uncued"}
STORED = {"ledger", "cast", "dossier"}

# Each part of the package, and which others it may import.
MAY = {
    **{part: set() for part in FLOW},
    **{part: {"records", *RULES} for part in RULES},
    "columns": {"records"},
    "model": {*FLOW, *RULES},
    **{part: {*FLOW, *RULES, "model", *ASSEMBLY} for part in ASSEMBLY},
    "reading": {*FLOW, *RULES, "model", *ASSEMBLY},
    "formats": FLOW,
    "fetch": {*FLOW, "formats"},
    "ledger": {*FLOW, *RULES, "columns"},  # no model, no network
    "cast": {*FLOW, *RULES, "ledger"},
    "dossier": {*FLOW, *RULES, "ledger", "cast"},
    "exports": {*FLOW, *STORED, "columns"},
    "ingest": {*FLOW, *STORED, "formats", "fetch", "reading", "exports"},
    "desk": {*FLOW, *STORED, "exports"},
    "installation": {*FLOW, "model", "reading"},
    "cli": {
        *FLOW,
        *STORED,
        "formats",
        "fetch",
        "reading",
        "exports",
        "ingest",
        "desk",
        "installation",
    },
    "__main__": {"cli"},
    "__init__": {"errors", "records", "reading", *STORED},
}

# Libraries that are some part's own business.
ONLY = {
    "onnxruntime": {"model"},
    "tokenizers": {"model"},
    "sqlalchemy": {"ledger", "ingest"},  # ingest keeps feeds and jobs in the ledger's tables
    "alembic": {"ledger"},
    "psycopg": {"ledger"},
    "httpx2": {"fetch"},
    "protego": {"fetch"},
    "feedparser": {"fetch"},
    "socket": {"fetch", "desk"},
    "urllib.request": set(),
    "cyclopts": {"cli"},
    "trafilatura": {"formats"},
    "warcio": {"formats"},
    "rich": {"cli", "exports"},
    "fastapi": {"desk"},
    "jinja2": {"desk"},
    "starlette": {"desk"},
    "uvicorn": {"desk"},
}


def modules() -> list[str]:
    """Return the modules of the package, by the names they are imported by."""
    paths = sorted(SOURCE.rglob("*.py"))
    names = [".".join(("according", *p.relative_to(SOURCE).with_suffix("").parts)) for p in paths]
    return [n.removesuffix(".__init__") for n in names]


@cache
def imports(module: str, *, later: bool = True) -> tuple[str, ...]:
    """Return what a module imports, as dotted names; ``later``: also what only functions do."""
    path = SOURCE.joinpath(*module.split(".")[1:])
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    tree = ast.parse(file.read_text("utf8"))
    found: list[str] = []
    for node in ast.walk(tree) if later else tree.body:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports relatively"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return tuple(found)


def ours(module: str, *, later: bool = True) -> Iterator[str]:
    """Yield the modules of the package that a module imports."""
    known = set(modules())
    for name in imports(module, later=later):
        parts = name.split(".")
        if parts[0] == "according":
            whole = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
            yield next(m for m in whole if m in known)


def part(module: str) -> str:
    """Return the part of the package that a module belongs to."""
    return [*module.split("."), "__init__"][1]


PARTS = sorted({part(m) for m in modules()})


@pytest.mark.parametrize("name", PARTS)
def test_parts_import_what_they_may(name: str) -> None:
    """A part imports only those below it; every part says here which those are."""
    assert name in MAY, f"Say in MAY what {name} may import."
    found = {(m, o) for m in modules() if part(m) == name for o in ours(m)}
    # The package's own __init__ holds the version.
    wrong = {(m, o) for m, o in found if part(o) not in {name, "__init__", *MAY[name]}}
    assert not wrong


@pytest.mark.parametrize("library", ONLY)
def test_libraries_stay_where_they_belong(library: str) -> None:
    """The reader opens no connection, the ledger runs no model, and so on."""
    users = {
        part(m)
        for m in modules()
        if any(name == library or name.startswith(library + ".") for name in imports(m))
    }
    assert users <= ONLY[library]


def test_no_circles() -> None:
    """No module needs itself, by way of others, before it is there."""
    open_: list[str] = []
    done: set[str] = set()

    def visit(module: str) -> None:
        assert module not in open_, " → ".join([*open_[open_.index(module) :], module])
        if module in done:
            return
        open_.append(module)
        for other in ours(module, later=False):
            if other not in {"according", module}:  # the package's own __init__ is first of all
                visit(other)
        open_.pop()
        done.add(module)

    for module in modules():
        visit(module)


def test_public_names() -> None:
    """What is public is said once, in order, and is really there."""
    assert according.__all__ == sorted(set(according.__all__))
    for name in according.__all__:
        assert getattr(according, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        according.nothing  # noqa: B018 - the access is what is tested


@pytest.mark.parametrize("module", [m for m in modules() if m.count(".") == 1])
def test_names_of_packages(module: str) -> None:
    """What any part offers is really there."""
    loaded = import_module(module)
    assert all(hasattr(loaded, name) for name in getattr(loaded, "__all__", []))
