"""The cast: who is known, and who is meant.

data/cast.jsonl + your TOML ──▶ Cast.load() ──▶ link(mention) · actor(key) · affiliation(mention)

Loading reads one file of a few thousand lines; the tables that only rare mentions need are
made when first asked for. Nothing is written, and no network is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from according.cast.actors import Actor, Link
from according.cast.additions import join
from according.cast.affiliations import affiliate
from according.cast.entries import read
from according.cast.index import Index
from according.cast.linking import Linker

__all__ = ["Cast"]


@cache
def _shipped() -> dict[str, Actor]:
    """The actors of data/cast.jsonl."""
    raw = resources.files("according").joinpath("data", "cast.jsonl").read_bytes()
    return {actor.key: actor for actor in msgspec.json.Decoder(Actor).decode_lines(raw)}


class Cast:
    """Actors, and the ways to them."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self.index = Index(actors)
        self.linker = Linker(self.index)

    @classmethod
    def load(cls, *overrides: Path) -> "Cast":
        """The cast that ships with the user's additions; later files go over earlier ones.

        >>> Cast.load().actor("hamas").kind
        'group'
        """
        actors: Mapping[str, Actor] = _shipped()
        for path in overrides:
            actors = join(actors, read(Path(path)))
        return cls(actors)

    def __iter__(self) -> Iterator[Actor]:
        return iter(self.index.actors.values())

    def __len__(self) -> int:
        return len(self.index.actors)

    def actor(self, key: str) -> Actor | None:
        """The actor of a key; organs of states have keys like "iran/foreign-ministry"."""
        country, _, organ = key.partition("/")
        return self.index.organ(country, organ) if organ else self.index.actors.get(key)

    def link(
        self,
        mention: str,
        *,
        role: str | None = None,
        on: date | None = None,
        context: Iterable[str] = (),
    ) -> Link | None:
        """What a mention means: its actor, how surely, and by what it was found.

        ``role`` is what the report says the person is, ``on`` the day of the report,
        ``context`` other names in it. None when nobody in the cast is meant, or when it
        cannot be told who.

        >>> link = Cast.load().link("the Russian foreign minister", on=date(2016, 9, 10))
        >>> link.actor.name, link.how
        ('Sergey Lavrov', 'office')
        """
        return self.linker.link(mention, role, on, context)

    def affiliation(
        self, mention: str, *, role: str | None = None, on: date | None = None
    ) -> Link | None:
        """On whose behalf somebody speaks: the state, body or group a mention belongs to.

        >>> Cast.load().affiliation("two senior Hamas officials").actor.name
        'Hamas'
        """
        return affiliate(self.linker, mention, role, on)
