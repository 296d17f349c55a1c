"""Read a report: every step, in order.

Report ─► words, numbers, dates, names ─► network ─► statements ─► events, figures, positions

Pure: text in, offsets out. The reader knows no ledger, clock, file or network.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from itertools import islice

from according import dates, events, figures, names, numbers, positions, statements
from according.model.calibration import calibrated
from according.model.encoder import Encoder, Found, Watch, unwatched
from according.records import Doubt, Reading, Report
from according.said import Said
from according.speakers import Cast

MAX_CHARS = 5_000_000  # longer texts are read up to here, and the doubt says so


class Reader:
    """Reads reports; holds the model, which takes a moment to load."""

    def __init__(self, watch: Watch = unwatched) -> None:
        """Load the model. Raises DependencyError when it is missing or broken.

        watch: told now and then how many characters of a text are read, of how many, from the
        thread that reads it.
        """
        self.encoder = Encoder()
        self.watch = watch
        self.version = str(self.encoder.meta["version"])

    def read(self, report: Report, doubts: Sequence[Doubt] = ()) -> Reading:
        """Read one report; ``doubts`` are those that loading it raised."""
        text = report.text[:MAX_CHARS]
        quantities = numbers.find(text)
        found = self.encoder.find([text], [quantities], watch=self.watch)[0]
        return self._assemble(report, text, doubts, quantities, found)

    def read_many(self, loaded: Iterable[tuple[Report, Sequence[Doubt]]]) -> Iterator[Reading]:
        """Read reports in order, one on each core.

        The network frees the interpreter while it runs, so threads suffice; one report
        spread over two cores is read no faster than on one.
        """
        queue = iter(loaded)
        workers = os.cpu_count() or 1
        with ThreadPoolExecutor(workers) as pool:
            waiting: deque[Future[Reading]] = deque()
            for report, doubts in islice(queue, workers + 1):
                waiting.append(pool.submit(self.read, report, doubts))
            while waiting:
                yield waiting.popleft().result()
                for report, doubts in islice(queue, 1):
                    waiting.append(pool.submit(self.read, report, doubts))

    def _assemble(
        self,
        report: Report,
        text: str,
        doubts: Sequence[Doubt],
        quantities: Sequence[numbers.Quantity],
        found: Sequence[Found],
    ) -> Reading:
        cast = Cast(text, names.find(text), report.publisher or "")
        whens = dates.find(text, report.published)
        found_statements = statements.assemble(text, found, cast, report.publisher)
        said = Said(found_statements)
        curves = self.encoder.meta["calibration"]
        return Reading(
            report=report,
            statements=calibrated(found_statements, curves["statement"]),
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


def read(  # noqa: PLR0913  the contract's names
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
