"""Who may ask the desk, and what browsers may do with its answers."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

import desks
import homes
import sarn
from according import Ledger
from according.desk.api import PARTS
from according.desk.guard import SAFE
from according.desk.pages import PAGES

PASSWORD = "lantern-quay-7"


@pytest.fixture
def where(fresh_sqlite: homes.Fresh, tmp_path: Path) -> str:
    """Make a ledger with one report."""
    path = fresh_sqlite(tmp_path)
    with Ledger.open(path) as opened:
        opened.add(sarn.reading())
    return path


@pytest.fixture
def client(where: str) -> Iterator[TestClient]:
    """Sit at a desk without a password."""
    with desks.browser(desks.desk(where)) as client:
        yield client


@pytest.fixture
def locked(where: str) -> Iterator[TestClient]:
    """Sit before a desk that asks for a password."""
    with desks.browser(desks.desk(where, password=PASSWORD)) as client:
        yield client


def credentials(name: str, password: str) -> dict[str, str]:
    """Send a name and a password."""
    packed = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"authorization": f"Basic {packed}"}


@pytest.mark.parametrize(
    "path",
    ["/reports", "/reports/1", "/search", "/actor", "/read", "/nothing", "/reports/99", "/reports/x",
     "/static/css/base.css", "/static/none.css", "/api/reports", "/api/reports/99",
     "/api/openapi.json"],
)  # fmt: skip
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    """No answer, good or bad, lets a browser run or load anything but our own files."""
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


# fmt: off
HOSTS = [
    # host                   known   why this row exists
    ("127.0.0.1:8700",       True,   "the address itself"),
    ("localhost:8700",       True,   "its usual name"),
    ("[::1]:8700",           True,   "in IPv6"),
    ("192.168.1.7",          True,   "a number cannot be rebound"),
    ("desk.example:8700",    True,   "a name that was given"),
    ("DESK.example.",        True,   "in capitals, with the root's dot"),
    ("evil.example:8700",    False,  "a name that was pointed here"),
    ("localhost.evil.example", False, "one that begins like ours"),
    ("127.0.0.1.evil.example", False, "one that begins like a number"),
    ("",                     False,  "none"),
]
# fmt: on


@pytest.mark.parametrize(("host", "known"), [pytest.param(h, k, id=why) for h, k, why in HOSTS])
def test_names_that_others_point_here_are_refused(where: str, host: str, *, known: bool) -> None:
    """A page cannot read the desk by giving this machine a name of its own."""
    opened = desks.desk(where, names=frozenset({"desk.example"}))
    with desks.browser(opened) as client:
        answer = client.get("/reports", headers={"host": host})
    assert (answer.status_code == 200) == known
    assert known or "Talks" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_other_sites_change_nothing(
    client: TestClient, where: str, headers: dict[str, str]
) -> None:
    """A request that another site has made is refused, even with the right token."""
    token = client.get("/api/session").json()["token"]
    form = {"verdict": "reject", "token": token}
    assert client.post("/reports/1/items/s1", data=form, headers=headers).status_code == 403
    with Ledger.open(where, write=False) as ledger:
        assert not ledger.corrections()


def unsafe() -> list[tuple[str, str]]:
    """List every way in which something could be changed: method and address."""
    routers = [("", each.router) for each in PAGES] + [("/api", each.router) for each in PARTS]
    return [
        (method, prefix + route.path.format(number=1, key="s1", address="r1.s1", name="x"))
        for prefix, router in routers
        for route in router.routes
        if isinstance(route, Route)
        for method in sorted((route.methods or set()) - SAFE)
    ]


@pytest.mark.parametrize("token", [None, "", "guess", "gu\u20acss"])
@pytest.mark.parametrize(("method", "path"), unsafe())
def test_nothing_is_done_without_the_token(
    client: TestClient, where: str, method: str, path: str, token: str | None
) -> None:
    """Every way to change something asks for the token of the page, whoever adds one."""
    form = {"verdict": "reject", "text": "x"} | ({} if token is None else {"token": token})
    headers = {b"x-according-token": (token or "").encode()}
    assert client.request(method, path, data=form, headers=headers).status_code == 403
    with Ledger.open(where, write=False) as ledger:
        assert not ledger.corrections()
        assert not ledger.rulings()


def test_there_are_ways_to_change_something() -> None:
    """The list that the test above goes through is not empty by mistake."""
    some = {"/read", "/reports/1/items/s1", "/api/read", "/dossiers/x/rulings",
            "/api/dossiers/x/rulings"}  # fmt: skip
    assert {("POST", path) for path in some} <= {*unsafe()}


@pytest.mark.parametrize("path", ["/reports", "/api/reports", "/static/css/base.css", "/nothing"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        credentials("ana", "wrong"),
        credentials("ana", ""),
        {"authorization": "Basic ???"},
        {"authorization": "Basic /w=="},
        {"authorization": f"Bearer {PASSWORD}"},
    ],
)
def test_nothing_is_shown_without_the_password(
    locked: TestClient, path: str, headers: dict[str, str]
) -> None:
    """A desk with a password shows nothing at all to those who do not know it."""
    answer = locked.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic")
    assert "Talks" not in answer.text


def test_the_name_given_with_the_password_signs_corrections(locked: TestClient) -> None:
    """Several analysts at one desk are told apart by the names they give."""
    me = credentials("Mila Ostrev", PASSWORD)
    token = locked.get("/api/session", headers=me).json()["token"]
    answer = locked.post(
        "/api/items/r1.s1/corrections",
        json={"verdict": "accept"},
        headers={**me, "x-according-token": token},
    )
    assert answer.status_code == 201
    assert answer.json()["by"] == "Mila Ostrev"


def test_what_is_too_long_is_not_read(client: TestClient) -> None:
    """A body larger than any report is refused while it comes."""
    token = client.get("/api/session").json()["token"]
    answer = client.post("/read", data={"token": token, "text": "a" * 6_000_001})
    assert answer.status_code == 413


def test_each_desk_has_a_token_of_its_own(where: str) -> None:
    """A page of a desk that was started anew is told to load again."""
    assert desks.desk(where).token != desks.desk(where).token


def test_files_go_out_compressed_and_are_kept_for_good(client: TestClient) -> None:
    """A page brings one style sheet; a browser keeps the desk's files until they change."""
    page = desks.Page(client.get("/reports").text)
    sheets = [each["href"] or "" for each in page.all("link") if each.get("rel") == "stylesheet"]
    assert len(sheets) == 1
    answer = client.get(sheets[0], headers={"accept-encoding": "gzip"})
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    plain = client.get(sheets[0], headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == answer.text
    for name in ("base", "dossier", "print"):
        assert client.get(f"/static/css/{name}.css").text in plain.text
    again = client.get(sheets[0], headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["../desk.py", "%2e%2e/desk.py", "css/../../desk.py", "css", "", "/etc/passwd"]
)
def test_no_other_file_is_given(client: TestClient, name: str) -> None:
    """Whatever an address says, only the desk's own files go out."""
    answer = client.get(f"/static/{name}")
    assert answer.status_code == 404
    assert "import" not in answer.text
