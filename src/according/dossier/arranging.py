"""Stories as analysts ruled: reports taken out of a story, stories put together.

report ──► story as placed ─┐
rulings, the oldest first ──┴──► Group(reports, rulings), by the first of its reports

A view: what was placed stays placed, so that an undone ruling leaves no trace. With a report
that is taken out go its copies, and those later reports that were put to the story because of
it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from according.ledger import Ruling

Follows = Callable[[int, Ruling], int | None]  # the report that one goes with, if it does


@dataclass
class Group:
    """The reports of one story, and the numbers of the rulings that made it what it is."""

    reports: set[int] = field(default_factory=set)
    rulings: set[int] = field(default_factory=set)


def arranged(
    placed: Mapping[int, str], rulings: Iterable[Ruling], follows: Follows
) -> dict[int, Group]:
    """The story of each report."""
    by_story: dict[str, Group] = defaultdict(Group)
    for report, story in placed.items():
        by_story[story].reports.add(report)
    of = {report: by_story[story] for report, story in placed.items()}
    for ruling in rulings:
        meant = [report for report in ruling.reports if report in of]
        if ruling.sort == "join" and len(meant) > 1:
            _join(of, meant, ruling)
        elif ruling.sort == "split" and meant:
            _split(of, meant, ruling, follows)
    return of


def _join(of: dict[int, Group], meant: Sequence[int], ruling: Ruling) -> None:
    """Put the stories of reports together."""
    groups = list({id(of[report]): of[report] for report in meant}.values())
    whole = Group(
        set().union(*(group.reports for group in groups)),
        {ruling.number}.union(*(group.rulings for group in groups)),
    )
    of.update(dict.fromkeys(whole.reports, whole))


def _split(of: dict[int, Group], meant: Sequence[int], ruling: Ruling, follows: Follows) -> None:
    """Take reports out of their stories, to be one of their own."""
    own = Group(set(meant), {ruling.number})
    for left in {id(of[report]): of[report] for report in meant}.values():
        for report in sorted(left.reports - own.reports):
            if follows(report, ruling) in own.reports:
                own.reports.add(report)
        left.reports -= own.reports
        left.rulings.add(ruling.number)
    of.update(dict.fromkeys(own.reports, own))
