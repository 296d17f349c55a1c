"""A dateline names the agency, if it is one."""

import pytest

from according.datelines import agency

# fmt: off
CASES = [
    # text                                                             agency                why this row exists
    ("PORT DELVIN (Halyard Wire) — Two convoys left.",                 "Halyard Wire",       "a town in capitals"),
    ("Convoys leave\n\nPORT DELVIN, Telmar, May 5 (HW) - Two left.",   "HW",                 "below a title, with a day"),
    ("WASHINGTON (AP) — They met.",                                    "Associated Press",   "a known one by its full name"),
    ("(Halyard News) -- Two convoys left.",                            "Halyard News",       "an outlet without a town"),
    ("PORT DELVIN (Agencies) — Two convoys left.",                     None,                 "no agency by name"),
    ("The Union of Free Marches (UFM) - a rebel group - is back.",     None,                 "an acronym explained is none"),
    ("The talks (Halyard Wire was there) - ended.",                    None,                 "nor is an aside"),
    ("One.\n" * 9 + "PORT DELVIN (Halyard Wire) — Two left.",          None,                 "deep in the text it is none"),
    ("",                                                               None,                 "nothing is none"),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*r, id=why) for *r, why in CASES])
def test_agency(text: str, expected: str | None) -> None:
    """The dateline stands at the head of a text, behind a town or around an outlet's name."""
    assert agency(text) == expected
