"""The filters of a search as they stand in an address.

/search?speaker=Rehl&act=deny ──► Filters ──► Question        the names are the Question's
                                     └──────► the same address, with one thing changed
"""

from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from according.ledger import Question

PAGE = 50
MOST = 200  # answers in one page
DEEPEST = 1_000_000  # a search is narrowed, not read to its end
LONGEST = 2000  # characters of one value


def _given(value: object) -> object:
    """Leave out the fields of a form that were left empty."""
    if isinstance(value, list):
        return [each for each in value if each not in ("", None)]
    return value if value != "" else None


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]
Some = Annotated[list[Text], BeforeValidator(_given), Field(max_length=50)]
Numbers = Annotated[
    list[Annotated[int, Field(ge=1, lt=1 << 53)]], BeforeValidator(_given), Field(max_length=50)
]
One = Annotated[Text | None, BeforeValidator(_given)]


def some(what: str) -> Any:  # noqa: ANN401  a field of any type
    """Describe a filter that takes several values, any of which will do."""
    return Field(default_factory=list, description=f"{what} Several may be given.")


class Filters(BaseModel):
    """All that are given must hold; see docs/questions.md."""

    model_config = ConfigDict(frozen=True)

    words: One = Field(default=None, description='Words to search for, "…" for a phrase.')
    items: Some = some("statement, event, figure, position.")
    speaker: Some = some("Who says it.")
    actor: Some = some("Who acts, is acted on, mediates, speaks or is counted.")
    role: Some = some("The actor's: actor, recipient, mediator.")
    outlet: Some = some("The publisher, or an outlet in the chain.")
    kind: Some = some("Of source.")
    act: Some = some("What saying it does.")
    type: Some = some("Of event.")
    status: Some = some("Of event.")
    measure: Some = some("Of figure.")
    place: Some = some("Where it happens or is counted.")
    holder: Some = some("Who takes the position.")
    issue: One = Field(default=None, description="Words of what the position is on.")
    stance: Some = some("Of position.")
    since: One = Field(
        default=None, description="First day of publication: 2026-03-01, 2026-03, 7d."
    )
    until: One = Field(default=None, description="Last day of publication.")
    report: Numbers = some("A report's number.")
    surest: Annotated[float, BeforeValidator(lambda v: v or 0.0)] = Field(
        default=0.0, ge=0, le=1, description="The least confidence."
    )
    copies: bool = Field(default=True, description="Also from copies of earlier reports.")
    rejected: bool = Field(default=False, description="Also what an analyst has rejected.")
    limit: int = Field(default=PAGE, ge=1, le=MOST)
    offset: int = Field(default=0, ge=0, le=DEEPEST)

    def question(self) -> Question:
        """Give the question to ask of the ledger."""
        return Question(**self.model_dump())

    def address(self, path: str = "/search", **changes: object) -> str:
        """Give the address of a page with these filters, some of them changed; None drops one."""
        given = self.model_dump(exclude_defaults=True) | changes
        pairs = {name: _written(value) for name, value in given.items() if value not in (None, [])}
        return f"{path}?{urlencode(pairs, doseq=True)}" if pairs else path

    def narrowed(self) -> dict[str, list[str]]:
        """Give the filters that narrow the search, by name, as they are shown."""
        hidden = {"words", "limit", "offset"}
        given = self.model_dump(exclude_defaults=True, exclude=hidden)
        return {
            n: [str(v) for v in (x if isinstance(x, list) else [x])]
            for n, x in given.items()
            if x not in ([], None)
        }

    def without(self, name: str, value: str) -> str:
        """Give the address without one value of one filter."""
        there = getattr(self, name)
        left = [each for each in there if str(each) != value] if isinstance(there, list) else None
        changes: dict[str, object] = {name: left, "offset": None}
        return self.address("/search", **changes)


def _written(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
