"""Read a report: every step, in order.

Report ─► words, numbers, dates, names ─► network ─► statements ─► events, figures, positions

Pure: text in, offsets out. The reader knows no ledger, clock, file or network.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from according import dates, events, figures, names, numbers, positions, statements
from according.model.calibration import calibrated
from according.model.encoder import Encoder, Found
from according.records import Doubt, Reading, Report
from according.speakers import Cast

MAX_CHARS = 5_000_000  # longer texts are read up to here, and the doubt says so
BULK = 24  # reports that go through the network together


class Reader:
    """Reads reports; holds the model, which takes a moment to load."""

    def __init__(self, threads: int = 0) -> None:
        """Load the model. Raises DependencyError when it is missing or broken."""
        self.encoder = Encoder(threads)
        self.version = str(self.encoder.meta["version"])

    def read(self, report: Report, doubts: Sequence[Doubt] = ()) -> Reading:
        """Read one report; ``doubts`` are those that loading it raised."""
        return next(self.read_many([(report, doubts)]))

    def read_many(self, loaded: Iterable[tuple[Report, Sequence[Doubt]]]) -> Iterator[Reading]:
        """Read reports in order, several at a time."""
        queue = iter(loaded)
        while batch := list(islice(queue, BULK)):
            texts = [report.text[:MAX_CHARS] for report, _ in batch]
            quantities = [numbers.find(t) for t in texts]
            found = self.encoder.find(texts, quantities)
            for (report, doubts), text, q, f in zip(batch, texts, quantities, found, strict=True):
                yield self._assemble(report, text, doubts, q, f)

    def _assemble(
        self,
        report: Report,
        text: str,
        doubts: Sequence[Doubt],
        quantities: Sequence[numbers.Quantity],
        found: Sequence[Found],
    ) -> Reading:
        cast = Cast(text, names.find(text))
        whens = dates.find(text, report.published)
        said = statements.assemble(text, found, cast, report.publisher)
        curves = self.encoder.meta["calibration"]
        return Reading(
            report=report,
            statements=calibrated(said, curves["statement"]),
            events=calibrated(events.assemble(text, found, cast, whens, said), curves["event"]),
            figures=calibrated(
                figures.assemble(text, found, quantities, whens, said), curves["figure"]
            ),
            positions=calibrated(positions.assemble(text, found, cast, said), curves["position"]),
            doubts=list(doubts),
            reader=self.version,
        )


@cache
def _reader() -> Reader:
    return Reader()


def read(
    text: str,
    *,
    publisher: str | None = None,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,  # noqa: A002  the contract's name
) -> Reading:
    """Read one report given as text; the model is loaded on the first call."""
    return _reader().read(
        Report(text=text, id=id, publisher=publisher, url=url, published=published, title=title)
    )
