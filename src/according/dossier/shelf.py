"""Where dossier files stand: begun from a commented one, found again by name.

new(name) ──► data/dossier.toml with the name in it ──► NAME.toml on the shelf
find(name) ──► a path as given, a file here, or one on the shelf
"""

import os
import re
from importlib.resources import files
from pathlib import Path

from according.errors import DossierError

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def new(name: str, folder: Path | None = None) -> Path:
    """Write a commented file to be filled in, and say where; nothing is overwritten."""
    given = Path(name)
    path = given if given.suffix == ".toml" else (folder or home()) / f"{name}.toml"
    if not NAME.fullmatch(path.stem):
        raise DossierError(
            f"A dossier cannot be called “{path.stem}”. Use small letters, digits and hyphens, "
            "as in: according dossier new sarn-valley"
        )
    if path.exists():
        raise DossierError(f"{path} is there already. Edit it, or choose another name.")
    text = (files("according") / "data" / "dossier.toml").read_text("utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("NAME", path.stem), encoding="utf-8")
    except OSError as error:
        raise DossierError(f"{path} cannot be written: {error.strerror}.") from error
    return path


def home() -> Path:
    """The folder of the user's dossiers: $ACCORDING_DOSSIERS, else in the data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415  # rarely needed

    own = user_data_path("according", appauthor=False) / "dossiers"
    return Path(os.environ.get("ACCORDING_DOSSIERS") or own)


def find(name: str | Path) -> Path:
    """The file that a name or path means: as given, here, or among the user's dossiers."""
    given = Path(name)
    tries = [given] if given.suffix == ".toml" else [
        given / "dossier.toml", Path(f"{name}.toml"), home() / f"{name}.toml",
    ]  # fmt: skip
    for path in tries:
        if path.is_file():
            return path
    there = sorted(path.stem for path in home().glob("*.toml"))
    known = f" There are: {', '.join(there)}." if there else ""
    raise DossierError(
        f"There is no dossier “{name}”.{known} Begin one with: according dossier new {given.stem}"
    )
