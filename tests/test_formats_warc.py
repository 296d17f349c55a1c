"""Web archives: every page a report, every damage a doubt, and the rest is read."""

import io
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from according.formats import Loaded, read_bytes, read_paths, warc

PAGE = (
    "<html><head><title>Talks, day {0}</title></head><body><p>The envoy of Orvelle said on day {0}"
    " that the talks with Sande would resume, and that nothing was agreed.</p></body></html>"
)
Extra = dict[str, str]


def archive(*records: tuple[str, str, str, bytes, Extra], packed: bool) -> tuple[bytes, list[int]]:
    """Write records (type, address, status, body, more headers); tell where each begins."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    starts = []
    for kind, address, status, body, extra in records:
        starts.append(out.tell())
        headers = [("Content-Type", "text/html; charset=utf-8")]
        headers = [pair for pair in headers if pair[0] not in extra] + list(extra.items())
        protocol = "HTTP/1.1" if kind == "response" else "GET /"
        http = StatusAndHeaders(status or "HTTP/1.1", headers, protocol=protocol)
        record = writer.create_warc_record(
            address, kind, payload=io.BytesIO(body), http_headers=http
        )
        writer.write_record(record)
        record.raw_stream.close()  # warcio leaves its temporary file to the garbage collector
    return out.getvalue(), starts


def page(day: int, **extra: str) -> tuple[str, str, str, bytes, Extra]:
    """Make a record of a page."""
    return "response", f"https://wire.example/{day}", "200 OK", PAGE.format(day).encode(), extra


def load(data: bytes, name: str = "news.warc.gz", tmp_path: Path | None = None) -> list[Loaded]:
    """Read an archive under a name; without a folder, as a pipe brings it."""
    if tmp_path is None:
        return list(read_bytes(data, origin=name))
    (tmp_path / name).write_bytes(data)
    return list(read_paths([tmp_path / name]))


def kinds(loaded: Sequence[Loaded]) -> list[list[str]]:
    """Name the doubts of each report."""
    return [[doubt.kind for doubt in each.doubts] for each in loaded]


@pytest.mark.parametrize(("name", "packed"), [("a.warc.gz", True), ("a.warc", False)])
def test_pages_are_reports(name: str, packed: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Each page is a report with its address; its place is the byte where its record begins."""
    data, starts = archive(page(1), page(2), packed=packed)
    loaded = load(data, name, tmp_path)
    assert [each.report.url for each in loaded] == [
        "https://wire.example/1",
        "https://wire.example/2",
    ]
    assert [each.origin for each in loaded] == [f"{tmp_path / name}@{at}" for at in starts]
    assert [each.report.publisher for each in loaded] == ["wire.example"] * 2
    assert all("talks with Sande would resume" in each.report.text for each in loaded)
    assert kinds(loaded) == [[], []]


@pytest.mark.parametrize("packed", [True, False])
def test_a_pipe_is_sniffed(packed: bool) -> None:  # noqa: FBT001
    """An archive on standard input is known by its first bytes."""
    data, _ = archive(page(1), page(2), packed=packed)
    assert [each.report.title for each in load(data)] == ["Talks, day 1", "Talks, day 2"]


# fmt: off
OTHERS = [
    # record                                                               why
    (("request", "https://wire.example/1", "", b"", {}),                   "a request"),
    (("response", "https://wire.example/1", "404 Not Found", b"<p>no", {}), "a page that is gone"),
    (("response", "https://wire.example/1", "200 OK", b"\xff\xd8", {"Content-Type": "image/jpeg"}), "a picture"),
    (("response", "https://wire.example/1", "200 OK", b"<rss/>", {"Content-Type": "application/rss+xml"}), "a feed"),
    (("response", "https://wire.example/1", "200 OK", b"x", {"Content-Type": ""}), "of no known type"),
]
# fmt: on


@pytest.mark.parametrize("record", [pytest.param(row, id=why) for row, why in OTHERS])
def test_what_is_no_page_is_passed_over(
    record: tuple[str, str, str, bytes, Extra], tmp_path: Path
) -> None:
    """Only pages that a server sent are reports; an archive without any is doubted."""
    data, _ = archive(record, page(2), packed=True)
    assert [each.report.title for each in load(data, tmp_path=tmp_path)] == ["Talks, day 2"]
    data, _ = archive(record, packed=True)
    assert kinds(load(data, tmp_path=tmp_path)) == [["no-reports"]]


@pytest.mark.parametrize("packed", [True, False])
def test_damage_costs_one_report(packed: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """A record that is overwritten is doubted; those before and behind it are read."""
    data, starts = archive(page(1), page(2), page(3), page(4), packed=packed)
    torn = bytearray(data)
    torn[starts[1] : starts[1] + 60] = b"#" * 60
    name = "a.warc.gz" if packed else "a.warc"
    loaded = load(bytes(torn), name, tmp_path)
    titles = [each.report.title for each in loaded if each.report.text]
    assert titles == ["Talks, day 1", "Talks, day 3", "Talks, day 4"]
    assert ["bad-record"] in kinds(loaded)


def test_an_archive_that_ends_too_early(tmp_path: Path) -> None:
    """Wherever an archive is cut off, its whole pages are read and the torn one is doubted."""
    data, starts = archive(page(1), page(2), packed=False)
    whole = load(data, "a.warc", tmp_path)
    assert len(whole) == 2
    for cut in range(starts[1] + 10, len(data) - 10, 11):
        loaded = load(data[:cut], "a.warc", tmp_path)
        assert loaded[0] == whole[0]
        assert kinds(loaded[1:]) == [["bad-record"]], cut


def test_a_range_holds_the_records_that_begin_in_it() -> None:
    """Ranges that meet leave no record out and take none twice."""
    data, starts = archive(*map(page, range(6)), packed=True)
    bounds = [0, starts[2], starts[3], None]
    read = [
        draft.title
        for start, end in pairwise(bounds)
        for draft in warc.load_range(io.BytesIO(data), start or 0, end)
    ]
    assert read == [f"Talks, day {n}" for n in range(6)]


def test_the_address_that_a_page_states_is_kept_unless_it_is_the_sites(tmp_path: Path) -> None:
    """A canonical address names the report; that of a home page would name them all alike."""
    link = '<link rel="canonical" href="{}">'
    bodies = [PAGE.format(n).replace("<head>", "<head>" + link) for n in (1, 2)]
    stated = ["https://wire.example/talks", "https://wire.example/"]
    records: list[tuple[str, str, str, bytes, Extra]] = [
        (*page(n)[:3], body.format(url).encode(), {})
        for n, (body, url) in enumerate(zip(bodies, stated, strict=True), 1)
    ]
    data, _ = archive(*records, packed=True)
    urls = [each.report.url for each in load(data, tmp_path=tmp_path)]
    assert urls == ["https://wire.example/talks", "https://wire.example/2"]


@pytest.mark.parametrize("data", [b"junk\n" * 100, bytes(range(256)) * 20, b"\x1f\x8b\x08aaa", b""])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_junk(data: bytes, name: str, tmp_path: Path) -> None:
    """Junk under the suffix is doubted, in words that can be printed."""
    loaded = load(data, name, tmp_path)
    assert loaded
    assert all(each.doubts for each in loaded)
    json.dumps([doubt.message for each in loaded for doubt in each.doubts])
    assert all(doubt.message.isprintable() for each in loaded for doubt in each.doubts)


def test_an_endless_page_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page over the limit is read up to it and doubted, as it would be from a file."""
    monkeypatch.setattr("according.formats.html.MAX_BYTES", 2000)
    body = PAGE.format(1).replace("</p>", "</p>" + "<p>More of it.</p>" * 1000).encode()
    data, _ = archive((*page(1)[:3], body, {}), packed=True)
    (loaded,) = load(data, tmp_path=tmp_path)
    assert "too-large" in kinds([loaded])[0]
    assert "talks with Sande" in loaded.report.text
