"""The API: what the pages show, in the types of the Python interface, as its document says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

import desks
import homes
import sarn
from according import Ledger, Question
from according.desk.api.schema import TYPES, schemas
from according.desk.app import create
from according.desk.filters import Filters
from according.ledger import Answer


@pytest.fixture(scope="module")
def where(fresh_sqlite: homes.Fresh, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make a ledger with a report and a correction."""
    path = fresh_sqlite(tmp_path_factory.mktemp("api"))
    with Ledger.open(path) as opened:
        opened.add(sarn.reading(url="https://chronicle.example/a"))
        opened.correct("r1.e1", by="ana", status="possible")
    return path


@pytest.fixture(scope="module")
def client(where: str) -> Iterator[TestClient]:
    """Sit at a desk on it."""
    with desks.browser(desks.desk(where)) as client:
        yield client


def plain(value: Any) -> Any:
    """Give what a record is in JSON."""
    return msgspec.json.decode(msgspec.json.encode(value))


@pytest.mark.parametrize(
    ("query", "question"),
    [
        ("", Question()),
        ("speaker=Rehl&act=deny", Question(speaker="Rehl", act="deny")),
        ("items=event&items=figure&limit=2&offset=1", Question(items=["event", "figure"], limit=2, offset=1)),
        ("words=prisoners", Question(words="prisoners")),
    ],
)  # fmt: skip
def test_answers_are_those_of_python(
    client: TestClient, where: str, query: str, question: Question
) -> None:
    """A search gives exactly what ``ledger.ask`` gives, field by field."""
    with Ledger.open(where, write=False) as ledger:
        found = list(ledger.ask(question))
    given = client.get(f"/api/search?{query}").json()
    assert given["answers"] == plain(found)
    assert set(given["answers"][0]) == set(Answer.__struct_fields__)


def test_a_report_is_that_of_python(client: TestClient, where: str) -> None:
    """A report gives what ``ledger.report`` gives, with its reading as corrected."""
    with Ledger.open(where, write=False) as ledger:
        assert client.get("/api/reports/1").json() == plain(ledger.report(1))
        assert client.get("/api/reports").json() == plain(ledger.reports())
        assert client.get("/api/corrections").json() == plain(ledger.corrections())
        assert client.get("/api/actor?name=Rehl").json()["profile"] == plain(ledger.profile("Rehl"))


def test_filters_are_those_of_a_question() -> None:
    """The parameters of a search bear the names of the Python interface."""
    assert set(Filters.model_fields) == set(Question.__struct_fields__) - {"scope"}


def test_next_leads_through_all_answers(client: TestClient) -> None:
    """Following "next" gives every answer once."""
    path: str | None = "/api/search?limit=5"
    seen: list[str] = []
    while path:
        page = client.get(path).json()
        seen += [each["address"] for each in page["answers"]]
        path = page["next"]
    assert len(seen) == len(set(seen)) == 13


def test_corrections_are_made_and_undone(fresh_sqlite: homes.Fresh, tmp_path: Path) -> None:
    """What ``according correct`` can do can be done here, under the name of whoever does it."""
    path = fresh_sqlite(tmp_path)
    with Ledger.open(path) as opened:
        opened.add(sarn.reading())
    opened_desk = desks.desk(path)
    token = {"x-according-token": opened_desk.token}
    with desks.browser(opened_desk) as client:
        said = {
            "verdict": "correct",
            "changes": {"status": "actual", "actor": ["Veshtia"]},
            "note": "p. 2",
        }
        made = client.post("/api/items/r1.e1/corrections", json=said, headers=token)
        assert made.status_code == 201
        assert made.json()["by"] == "ana"
        found = client.get("/api/search?items=event&status=actual&actor=Veshtia").json()["answers"]
        assert [each["address"] for each in found] == ["r1.e1"]
        assert found[0]["read"]["status"] == "denied"
        undone = client.delete("/api/items/r1.e1/corrections/last", headers=token)
        assert undone.json()["undone"] is not None
        assert not client.get("/api/search?items=event&actor=Veshtia&status=actual").json()[
            "answers"
        ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "no Judged"),
        ("[]", "no Judged"),
        ('{"verdict": "maybe"}', "no Judged"),
        ('{"changes": {"status": "sung"}}', "There are: actual"),
        ('{"changes": {"colour": "red"}}', "no field of a event"),
        ('{"verdict": "accept", "changes": {"status": "actual"}}', "accept or reject"),
        ('{"other": 1}', "unknown field"),
    ],
)
def test_what_makes_no_sense_is_refused(client: TestClient, body: str, words: str) -> None:
    """A refusal is JSON too: the kind of error and what there is instead."""
    token = client.get("/api/session").json()["token"]
    answer = client.post(
        "/api/items/r1.e2/corrections", content=body, headers={"x-according-token": token}
    )
    assert answer.status_code == 400
    assert answer.json()["kind"] == "InputError"
    assert words in answer.json()["message"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/nothing", 404), ("/api/reports/99", 404), ("/api/reports/x", 422),
     ("/api/search?act=sing", 400), ("/api/search?limit=100000", 422), ("/api/actor", 422)],
)  # fmt: skip
def test_troubles_are_json(client: TestClient, path: str, status: int) -> None:
    """Every answer under /api is JSON, the bad ones too."""
    answer = client.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"kind", "message"}


def test_a_pasted_text_is_read(client: TestClient) -> None:
    """A text comes back as a reading; nothing of it is kept."""
    token = client.get("/api/session").json()["token"]
    given = {"text": "Talks went on.", "publisher": "Harrow Wire"}
    answer = client.post("/api/read", json=given, headers={"x-according-token": token})
    assert answer.json()["report"]["text"] == "Talks went on."
    assert client.get("/api/reports").json()["total"] == 1


def test_every_type_is_described() -> None:
    """Each record has a schema with exactly its fields."""
    drawn = schemas()
    everything: list[type[msgspec.Struct]] = [*TYPES, Answer]
    for type_ in everything:
        assert set(drawn[type_.__name__]["properties"]) == set(type_.__struct_fields__), type_
    kinds = drawn["Answer"]["properties"]["record"]["anyOf"]
    assert [each["$ref"].rpartition("/")[2] for each in kinds] == [
        "Statement", "Event", "Figure", "Position",
    ]  # fmt: skip


def test_operations_have_names(client: TestClient) -> None:
    """Names that clients are made from are given by us and stay."""
    document = client.get("/api/openapi.json").json()
    named = {each["operationId"] for path in document["paths"].values() for each in path.values()}
    assert named >= {
        "reports", "report", "session", "search", "actor", "corrections", "correct", "undo", "read",
    }  # fmt: skip


FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]


def test_the_document_is_true(where: str) -> None:
    """Whatever is asked of any operation, the answer is one that the document describes."""
    opened = desks.desk(where, names=frozenset({"testserver"}))
    app = create(opened)
    with TestClient(app):  # begins what the desk begins with
        described = schemathesis.openapi.from_asgi("/api/openapi.json", app)
        operations = [each.ok() for each in described.get_all_operations() if isinstance(each, Ok)]
        assert operations
        for operation in operations:

            @FEW
            @given(case=operation.as_strategy())
            def holds(case: Any) -> None:
                case.call_and_validate(checks=CHECKS, headers={"x-according-token": opened.token})

            holds()
