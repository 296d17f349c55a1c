"""Readings of an invented world, varied where it matters to an index.

names, words ──World.reading(number)──► Reading with about fifteen statements

20,000 speakers, 200 publishers, 3,000 actors and as many places, each the rarer the later it
stands in its list; words as frequent as they are in the gold reports; two years of days.
The seed makes all of it repeat. Unlike :mod:`evaluation.made_up` the texts make no sense, but
no two readings have the same people in them.
"""

import random
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar, get_args

import msgspec

from according.records import (
    Act,
    Event,
    EventType,
    Figure,
    Kind,
    Measure,
    Position,
    Reading,
    Report,
    Span,
    Stance,
    Statement,
    Status,
)

T = TypeVar("T")

FIRST, DAYS = date(2024, 3, 1), 730
GOLD = Path(__file__).parent / "gold"
SYLLABLES = [
    "an", "ar", "bel", "dor", "el", "fen", "gar", "hol", "il", "jor", "kas", "lem",
    "mar", "nor", "or", "pel", "quin", "ras", "sel", "tor", "ul", "ver", "wen", "yar",
]  # fmt: skip
SAID = {act: f"{act}s" for act in get_args(Act)}


class World:
    """People, places and words to make reports of."""

    def __init__(self, seed: int = 7) -> None:
        """Invent everybody."""
        self.rng = random.Random(seed)
        self.speakers = self._invented(20_000, words=2)
        self.publishers = [f"{name} Wire" for name in self._invented(200, words=1)]
        self.actors = self._invented(3_000, words=1)
        self.places = [f"{name} Bay" for name in self._invented(3_000, words=1)]
        texts = " ".join(path.read_text("utf8") for path in sorted(GOLD.glob("e*.json")))
        counted = Counter(re.findall(r"\b[a-z]{3,}\b", texts)).most_common()
        self.words = [word for word, _ in counted]
        self.weights = list(accumulate(count for _, count in counted))

    def _invented(self, count: int, words: int) -> list[str]:
        names: dict[str, None] = {}
        while len(names) < count:
            parts = ("".join(self.rng.choices(SYLLABLES, k=3)).title() for _ in range(words))
            names[" ".join(parts)] = None
        return list(names)

    def some(self, things: Sequence[T]) -> T:
        """Pick one: the first of 20,000 every 27th time, the last ones hardly ever."""
        return things[int(len(things) * self.rng.random() ** 3)]

    def any_of(self, labels: Any) -> Any:  # noqa: ANN401  a label of whatever Literal
        """Pick a label."""
        return self.rng.choice(get_args(labels))

    def sentence(self, length: int = 18) -> str:
        """Make up some words."""
        return " ".join(self.rng.choices(self.words, cum_weights=self.weights, k=length))

    def reading(self, number: int) -> Reading:
        """Make up reading ``number``."""
        draft = _Draft(self, self.some(self.publishers))
        for n in range(12):
            draft.say(through=self.some(self.publishers) if n % 4 == 0 else None)
        for _ in range(8):
            draft.happen()
        for _ in range(3):
            draft.count()
        day = FIRST + timedelta(days=self.rng.randrange(DAYS))
        report = Report(
            text=draft.text,
            id=f"w{number}",
            publisher=draft.publisher,
            url=f"https://made-up.example/world/{number}",
            published=day.isoformat(),
            title=self.sentence(6),
        )
        return Reading(
            report=report,
            statements=draft.statements,
            events=draft.events,
            figures=draft.figures,
            positions=draft.positions,
            reader="2026.1",
        )


class _Draft:
    """A report that is being made up, sentence by sentence."""

    def __init__(self, world: World, publisher: str) -> None:
        self.world, self.publisher = world, publisher
        self.text = ""
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.figures: list[Figure] = []
        self.positions: list[Position] = []

    def put(self, words: str, after: str = " ") -> Span:
        """Write some words; give their place."""
        start = len(self.text)
        self.text += words + after
        return start, start + len(words)

    def say(self, through: str | None) -> None:
        """Let somebody say something in which something happens; perhaps an outlet tells it."""
        world = self.world
        speaker, content = world.some(world.speakers), world.sentence()
        act: Act = world.any_of(Act)
        source, cue = self.put(speaker), self.put(SAID[act])
        span = self.put(content, after=".\n")
        kind: Kind = world.any_of(Kind)
        said = Statement(
            id=f"s{len(self.statements) + 1}", content=content, cue=SAID[act], source=speaker,
            kind=kind, act=act, form="indirect", speaker=speaker, via=None,
            chain=[self.publisher, speaker], content_spans=[span], cue_span=cue,
            source_span=source, confidence=self.sure(),
        )  # fmt: skip
        if through is not None:
            said = self._told(through, said)
        self.statements.append(said)
        if world.rng.random() < 0.5:
            self._event(said.id, (span[0], span[0] + len(content.split()[0])))
        if world.rng.random() < 0.15:
            self.count(said.id)
        if world.rng.random() < 0.25:
            stance: Stance = world.any_of(Stance)
            self.positions.append(
                Position(
                    holder=speaker, issue=content, stance=stance, statement=said.id,
                    issue_span=span, confidence=self.sure(),
                )
            )  # fmt: skip

    def _told(self, outlet: str, said: Statement) -> Statement:
        """Let an outlet tell what somebody said."""
        around = msgspec.structs.replace(
            said, kind="outlet", act="say", speaker=outlet, chain=[self.publisher, outlet],
            cue=None, cue_span=None, source=None, source_span=None,
        )  # fmt: skip
        self.statements.append(around)
        chain = [*around.chain, said.speaker]
        name = f"s{len(self.statements) + 1}"
        return msgspec.structs.replace(said, id=name, via=around.id, chain=chain)

    def sure(self) -> float:
        """Make up a confidence."""
        return round(self.world.rng.uniform(0.3, 1.0), 2)

    def happen(self) -> None:
        """Let something happen in the publisher's own voice, in a sentence that says to whom."""
        world = self.world
        actor, recipient = world.some(world.actors), world.some(world.actors)
        words = world.sentence(8)
        self.put(actor)
        start, _ = self.put(words)
        self.put(recipient, after=".\n")
        self._event(None, (start, start + len(words.split()[0])), actor, recipient)

    def _event(self, within: str | None, span: Span, actor: str = "", recipient: str = "") -> None:
        world = self.world
        type_: EventType = world.any_of(EventType)
        status: Status = world.any_of(Status)
        self.events.append(
            Event(
                type=type_, trigger=self.text[span[0] : span[1]],
                actor=[actor or world.some(world.actors)],
                recipient=[recipient or world.some(world.actors)],
                mediator=[world.some(world.actors)] if world.rng.random() < 0.1 else [],
                place=world.some(world.places) if world.rng.random() < 0.5 else None, date=None,
                status=status, statement=within, trigger_span=span, confidence=self.sure(),
            )
        )  # fmt: skip

    def count(self, statement: str | None = None) -> None:
        """Count something."""
        world = self.world
        value = world.rng.randrange(1, 5_000)
        span = self.put(f"{value:,}", after=" ")
        self.put(world.sentence(6), after=".\n")
        measure: Measure = world.any_of(Measure)
        self.figures.append(
            Figure(
                measure=measure, value=value, text=f"{value:,}", who=world.some(world.words),
                place=world.some(world.places), since=None, statement=statement, text_span=span,
                confidence=self.sure(),
            )
        )  # fmt: skip
