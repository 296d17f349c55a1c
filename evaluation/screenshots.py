"""Pictures of the desk on the worked example, for the README and the docs.

python -m evaluation.screenshots --out docs/images

example ──desk──► Chromium ──► today.png, talks.png, … each under 200 kB
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.desks import NAME, awaited, chromium, example, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOST = 200_000  # bytes of one picture
SIZE = {"width": 1152, "height": 720}
DOSSIER = f"/dossiers/{NAME}"
# name, page, colours
PICTURES = (
    ("today", "/today", "light"),
    ("talks", DOSSIER, "light"),
    ("contacts", f"{DOSSIER}/contacts", "light"),
    ("figures", f"{DOSSIER}/figures", "dark"),
    ("contradictions", f"{DOSSIER}/contradictions", "light"),
    ("report", "/reports/16", "light"),
    ("actor", f"{DOSSIER}/actors/caldria", "light"),
)


def main() -> int:
    """Take all pictures; fails when one is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="Folder for the pictures.")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(example(Path(folder))) as address,
        chromium() as browser,
    ):
        awaited(address)
        taken = [_take(browser, address, out, picture) for picture in PICTURES]
    return 1 if max(taken) > MOST else 0


def _take(browser: "Browser", address: str, out: Path, picture: tuple[str, str, str]) -> int:
    """Take one picture; give its size."""
    name, page, colours = picture
    context = browser.new_context(
        viewport={"width": SIZE["width"], "height": SIZE["height"]},
        color_scheme="dark" if colours == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    shown = context.new_page()
    shown.goto(address + page)
    shown.locator(".chart[hidden], #graph[hidden]").first.wait_for(state="detached")
    shown.wait_for_timeout(500)  # until charts and graphs have been drawn
    path = out / f"{name}.png"
    shown.screenshot(path=path)
    context.close()
    size = path.stat().st_size
    print(f"{path}  {size // 1000} kB{'  TOO LARGE' if size > MOST else ''}")
    return size


if __name__ == "__main__":
    sys.exit(main())
