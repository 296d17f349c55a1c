"""The command line: what it prints where, and how it ends."""

import json
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

import according
import fake_reader
from according.cli.app import main
from according.errors import DependencyError
from according.exports import FORMATS

ENGLISH = "The envoys of both countries met on Tuesday and agreed to meet again next week. "
FAKE = [sys.executable, str(Path(__file__).with_name("fake_reader.py"))]
Reports = Callable[..., Path]


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "according.reading", fake_reader.module())


@pytest.fixture
def reports(tmp_path: Path) -> Reports:
    """Write a JSONL file of reports with these texts."""

    def write(*texts: str) -> Path:
        path = tmp_path / "reports.jsonl"
        day = {"publisher": "Wire", "published": "2026-03-03"}
        lines = (json.dumps({"id": f"r{n}", **day, "text": t}) for n, t in enumerate(texts))
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return path

    return write


def test_clean_reports_end_with_status_0_and_a_quiet_stderr(
    reports: Reports, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scripts can trust status 0: every report was read, and nothing is said about it."""
    assert main(["read", str(reports(ENGLISH, ENGLISH)), "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["report"]["id"] for line in out.splitlines()] == ["r0", "r1"]
    assert err == ""


def test_doubts_are_counted_by_kind_and_located(
    reports: Reports, capsys: pytest.CaptureFixture[str]
) -> None:
    """A doubtful report is still printed; standard error says where it is and counts."""
    path = reports(ENGLISH)
    path.write_text(path.read_text() + "{broken\n")
    assert main(["read", str(path), "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert f"{path}:2: " in err
    assert "1 of 2 reports doubtful: 1 bad-json\n" in err


def test_options_fill_what_the_text_does_not_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plain text has no metadata; the options supply it."""
    path = tmp_path / "report.txt"
    path.write_text(ENGLISH * 3)
    given = {"publisher": "Wire", "published": "2026-03-03", "title": "T", "url": "http://a.test/"}
    options = [f"--{name}={value}" for name, value in given.items()]
    assert main(["read", str(path), "--format", "json", *options]) == 0
    report = json.loads(capsys.readouterr().out)[0]["report"]
    assert {name: report[name] for name in given} == given


# fmt: off
MISUSES = [
    # arguments                        stderr says              why this row exists
    (["read"],                         "Nothing to read",       "no path"),
    (["read", "-", "--fromat=json"],   "Did you mean --format", "a misspelt option"),
    (["read", "-x"],                   "Unknown option -x",     "an unknown short option"),
    (["read", "no/such/file"],         "no/such/file",          "a missing file"),
    (["read", "-", "--format", "xml"], "xml",                   "an unknown format"),
    (["read", "-", "--published", "soon"], "soon",              "a date that is none"),
    (["read", "-", "--title"],         "--title",               "an option without its value"),
    (["raed", "-"],                    "raed",                  "an unknown command"),
    (["--bogus"],                      "--bogus",               "an unknown option"),
    (["read", "\x1b[31m"],             "␛[31m",                 "a name with an escape code"),
]
# fmt: on


@pytest.mark.parametrize(
    ("arguments", "message"), [pytest.param(*row, id=why) for *row, why in MISUSES]
)
def test_misuse_is_refused_in_one_message(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Misuse ends with status 2, one message that quotes the value, and no output."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("according: ")
    assert message in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", FORMATS)
def test_a_broken_installation_is_told_before_any_output(
    name: str, reports: Reports, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a model there is a message and no half-begun table."""

    def broken(*_: object) -> None:
        raise DependencyError("The model is missing.")

    monkeypatch.setattr(sys.modules["according.reading"], "Reader", broken)
    assert main(["read", str(reports(ENGLISH)), "--format", name]) == 2
    assert capsys.readouterr() == ("", "according: The model is missing.\n")


def test_version_and_help_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is the package's, and help names every option."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == according.__version__
    assert main(["read", "--help"]) == 0
    shown = capsys.readouterr().out
    for option in ("--format", "--publisher", "--published", "--title", "--url"):
        assert option in shown


def test_the_list_of_commands_says_what_each_does(capsys: pytest.CaptureFixture[str]) -> None:
    """A newcomer finds the command in the list, though most are imported only when called."""
    assert main(["--help"]) == 0
    shown = " ".join(capsys.readouterr().out.replace("│", " ").split())
    for name in ("add", "doctor", "read", "reread"):
        module = import_module(f"according.cli.{name}")
        assert getattr(module, name).__doc__.partition("\n")[0].rstrip(".") in shown


def test_help_loads_nothing_heavy() -> None:
    """--help answers at once: neither the reader nor any document library is imported."""
    heavy = (
        "onnxruntime numpy tokenizers trafilatura pypdfium2 according.reading "
        "sqlalchemy alembic httpx2 feedparser duckdb networkx rich.live"
    )
    code = (
        "import sys; from according.cli.app import main; main(['read', '--help']); main(['--help']);"
        f"sys.exit(' '.join(set('{heavy}'.split()) & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_package_runs_as_a_module() -> None:
    """``python -m according`` is the same command."""
    command = [sys.executable, "-m", "according", "--version"]
    assert subprocess.check_output(command, text=True).strip() == according.__version__


def test_standard_input_is_read(reports: Reports) -> None:
    """A hyphen is standard input, also before an option."""
    done = subprocess.run(
        [*FAKE, "read", "-", "--format", "jsonl"],
        input=reports(ENGLISH).read_bytes(), capture_output=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["report"]["text"] == ENGLISH


def test_data_is_utf_8_whatever_the_locale(reports: Reports) -> None:
    """A machine set to another encoding writes the same bytes."""
    done = subprocess.run(
        [*FAKE, "read", str(reports(ENGLISH + "“Ça va”, said Ødegård.")), "--format", "csv"],
        env={"PYTHONIOENCODING": "latin-1"}, capture_output=True, check=True,
    )  # fmt: skip
    assert "“Ça va”, said Ødegård." in done.stdout.decode("utf-8")


def test_a_closed_pipe_ends_quietly(reports: Reports) -> None:
    """``according read … | head -1`` leaves no complaint behind."""
    path = reports(*[ENGLISH] * 2000)
    with subprocess.Popen(
        [*FAKE, "read", str(path), "--format", "jsonl"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


# fmt: off
CLOSED = [
    # closed by the shell, status, on standard error, why
    ("- <&-",  1, "-: The report has no text.", "no standard input: nothing to read there"),
    ("{} >&-", 0, "",                           "no standard output: nobody wants to see it"),
    ("{} 2>&-", 0, "",                          "no standard error"),
]
# fmt: on


@pytest.mark.parametrize(
    ("given", "status", "said"), [pytest.param(*row, id=why) for *row, why in CLOSED]
)
def test_a_closed_stream_is_no_fault(given: str, status: int, said: str, reports: Reports) -> None:
    """A shell or a service that closed a standard stream gets no traceback."""
    line = f"{shlex.join(FAKE)} read {given.format(shlex.quote(str(reports(ENGLISH))))}"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.partition("\n")[0]) == (status, said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told(reports: Reports) -> None:
    """Output that the system does not take ends with what to do, not with an error number."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*FAKE, "read", str(reports(ENGLISH))], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"according: No space left on device. Make room, then run it again.\n"


def test_an_interrupt_keeps_what_was_written(reports: Reports) -> None:
    """Ctrl-C ends with status 130, without a traceback; the readings made so far are out."""
    with subprocess.Popen(
        [*FAKE, "read", str(reports(ENGLISH, "wait")), "--format", "jsonl"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert json.loads(first)["report"]["id"] == "r0"
        assert process.stderr.read() == b""
    assert process.returncode == 130


def test_the_public_names_are_sorted_and_exist() -> None:
    """What ``according`` promises is there, in alphabetical order."""
    assert according.__all__ == sorted(according.__all__)
    for name in set(according.__all__) - {"Reader", "read"}:  # those two bring the model
        assert hasattr(according, name)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = according.nonsense
