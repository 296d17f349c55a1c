"""A desk in a process of its own, for whoever looks at it from outside.

reports ──according add──► ledger ──according desk──► address ──► a browser, a benchmark

Chromium is Debian's, or whatever $CHROMIUM names.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from httpx2 import Response
    from playwright.sync_api import Browser

EXAMPLE = Path(__file__).parents[1] / "examples" / "aldaine-strait"
NAME = "aldaine-strait"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_NOT_YET = 503
_STOPPING = 10  # seconds after which a desk that was asked to stop is ended


def example(folder: Path) -> Path:
    """Put the reports of the worked example into a ledger."""
    ledger = folder / "example.db"
    according = [sys.executable, "-m", "according"]
    reports = str(EXAMPLE / "reports.jsonl")
    added = [*according, "add", reports, "--ledger", str(ledger)]
    subprocess.run(added, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own command
    return ledger


@contextmanager
def served(ledger: Path, dossiers: Sequence[Path] = (EXAMPLE,)) -> Iterator[str]:
    """Open a desk on a free port; give its address."""
    command = [sys.executable, "-m", "according", "desk", "--port", "0", "--ledger", str(ledger)]
    for each in dossiers:
        command += ["--dossier", str(each)]
    command += ["--by", "Ana Lund"]
    # The dossiers of whoever runs this are no part of what is looked at.
    folder = ledger.parent
    env = os.environ | {
        "ACCORDING_DOSSIERS": str(folder / "none"), "ACCORDING_CACHE": str(folder / "cache"),
    }  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as desk:  # noqa: S603
        try:
            assert desk.stdout is not None  # noqa: S101  # it is a pipe
            yield desk.stdout.readline().split()[-1].rstrip("/")
        finally:
            desk.terminate()
            try:
                desk.wait(_STOPPING)
            except subprocess.TimeoutExpired:
                desk.kill()


def awaited(address: str, as_of: str = "") -> float:
    """Wait until the desk has opened its dossiers, as known then; give the seconds that took."""
    import httpx2  # noqa: PLC0415  # slow to import

    start = time.perf_counter()
    with httpx2.Client(base_url=address, timeout=600) as client:
        for each in client.get("/api/dossiers").json():
            while _coming(client.get(f"/api/dossiers/{each['name']}", params={"as_of": as_of})):
                time.sleep(0.5)
    return time.perf_counter() - start


def _coming(answer: "Response") -> bool:
    """Tell whether a dossier is still being worked out; raise whatever else is wrong with it."""
    if answer.status_code == _NOT_YET and answer.json()["kind"] == "NotYetError":
        return True
    answer.raise_for_status()
    return False


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Start the browser."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # a tool of developers

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
