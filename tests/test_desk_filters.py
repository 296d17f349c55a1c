"""Filters in an address and back."""

from urllib.parse import parse_qs, urlsplit

import pytest

from according import Question
from according.desk.filters import Filters

GIVEN = Filters(
    words="truce & talks", speaker=["Rehl", "Stanić"], surest=0.5, copies=False, offset=50
)


def test_an_address_holds_the_whole_search() -> None:
    """What an address says is the search again; what is as usual is left out."""
    query = urlsplit(GIVEN.address()).query
    given = parse_qs(query)
    assert given == {
        "words": ["truce & talks"], "speaker": ["Rehl", "Stanić"], "surest": ["0.5"],
        "copies": ["false"], "offset": ["50"],
    }  # fmt: skip
    single = {n: v if n == "speaker" else v[0] for n, v in given.items()}
    assert Filters.model_validate(single) == GIVEN


def test_no_filter_is_a_short_address() -> None:
    """A search for everything has nothing to say."""
    assert Filters().address() == "/search"


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [("speaker", "Rehl", {"speaker": ["Stanić"]}), ("surest", "0.5", {}), ("copies", "False", {})],
)
def test_one_value_can_be_left_out(name: str, value: str, left: dict[str, list[str]]) -> None:
    """Leaving a value out begins at the first page and keeps all else."""
    query = parse_qs(urlsplit(GIVEN.without(name, value)).query)
    assert query.get(name, []) == left.get(name, [])
    assert "offset" not in query
    assert query["words"] == ["truce & talks"]


def test_a_search_is_a_question() -> None:
    """The question is the same as if it were asked in Python."""
    asked = GIVEN.question()
    same = Question(
        words="truce & talks", speaker=["Rehl", "Stanić"], surest=0.5, copies=False, offset=50
    )
    assert (asked.words, asked.speaker, asked.surest, asked.copies, asked.offset, asked.limit) == (
        same.words, same.speaker, same.surest, same.copies, same.offset, same.limit,
    )  # fmt: skip
