"""What makes a report, a text and a name the same."""

import pytest

from according.ledger.identity import KEY_CHARS, day, fold, normalised_url, text_hash

# fmt: off
SAME_PAGE = [
    # one spelling                              another                                          why
    ("http://a.example/x",                      "https://a.example/x",                           "scheme"),
    ("https://www.a.example/x",                 "https://a.example/x",                           "www"),
    ("https://A.Example/x",                     "https://a.example/x",                           "case of the host"),
    ("https://a.example:443/x",                 "https://a.example/x",                           "the usual port"),
    ("https://a.example./x",                    "https://a.example/x",                           "the root's dot"),
    ("https://a.example/x/",                    "https://a.example/x",                           "closing slash"),
    ("https://a.example",                       "https://a.example/",                            "no path"),
    ("https://a.example/./y/../x",              "https://a.example/x",                           "dots"),
    ("https://a.example//x",                    "https://a.example/x",                           "two slashes"),
    ("https://a.example/x#comments",            "https://a.example/x",                           "fragment"),
    ("https://a.example/x?utm_source=f&fbclid=1", "https://a.example/x",                         "trackers"),
    ("https://a.example/x?b=2&a=1",             "https://a.example/x?a=1&b=2",                   "order of the query"),
    ("https://a.example/x?",                    "https://a.example/x",                           "empty query"),
    ("https://a.example/caf%c3%a9",             "https://a.example/café",                        "escapes"),
    ("https://a.example/%7ex",                  "https://a.example/~x",                          "needless escapes"),
    ("https://münster.example/x",               "https://xn--mnster-3ya.example/x",              "host in another alphabet"),
    (" https://a.example/x\n",                  "https://a.example/x",                           "spaces around"),
]
OTHER_PAGE = [
    # one page                                  another                                          why
    ("https://a.example/x",                     "https://a.example/X",                           "paths have case"),
    ("https://a.example/x?id=1",                "https://a.example/x?id=2",                      "the query picks the article"),
    ("https://a.example/x?id=1&id=2",           "https://a.example/x?id=2",                      "a field twice"),
    ("https://a.example:8080/x",                "https://a.example/x",                           "another port"),
    ("https://news.a.example/x",                "https://a.example/x",                           "another host"),
    ("https://a.example/x%2Fy",                 "https://a.example/z",                           "an escaped slash"),
    ("https://a.example/#/x",                   "https://a.example/#/y",                         "single-page site"),
    ("https://a.example/" + "x" * 3000 + "1",   "https://a.example/" + "x" * 3000 + "2",         "longer than an index holds"),
]
NO_PAGE = ["", None, "report.txt", "file:///etc/passwd", "https://", "https://[", "http://a:b/", "mailto:a@b.example",
           "https://" + "ü" * 80 + ".example/"]
NAMES = [
    # written                       folded                     why
    ("Tomas  Rehl",                 "tomas rehl",              "spaces"),
    ("TOMÁŠ REHL",                  "tomas rehl",              "case and accents"),
    ("Tomás",                  "tomas",                   "accents by themselves"),
    ("O’Hara",                      "o'hara",                  "apostrophes"),
    ("Straße",                      "strasse",                 "letters that fold to two"),
    ("محمد",                        "محمد",                    "other alphabets stay"),
    ("x" * 5000,                    "x" * KEY_CHARS,           "bounded for indexes"),
    ("",                            "",                        "nothing"),
]
DAYS = [
    # published                     day              why
    ("2026-03-03",                  "2026-03-03",    "a day"),
    ("2026-03-03T23:59:00-05:00",   "2026-03-03",    "a time: the day where it was published"),
    ("2026-03-03 10:00",            "2026-03-03",    "a time, loosely"),
    ("2026-03",                     None,            "a month is no day"),
    ("2026-03-031",                 None,            "no date"),
    ("",                            None,            "nothing"),
    (None,                          None,            "unknown"),
]
# fmt: on


@pytest.mark.parametrize(("one", "other"), [pytest.param(*r, id=why) for *r, why in SAME_PAGE])
def test_spellings_of_one_address(one: str, other: str) -> None:
    """However a feed, a share button or a person writes it, an address is the same page."""
    assert normalised_url(one) == normalised_url(other) is not None


@pytest.mark.parametrize(("one", "other"), [pytest.param(*r, id=why) for *r, why in OTHER_PAGE])
def test_addresses_of_two_pages(one: str, other: str) -> None:
    """Two articles are never taken for one."""
    assert normalised_url(one) != normalised_url(other)


@pytest.mark.parametrize("url", NO_PAGE)
def test_what_is_no_address_names_no_report(url: str | None) -> None:
    """A report with such an address is known by its text."""
    assert normalised_url(url) is None


@pytest.mark.parametrize(("one", "other"), [pytest.param(*r, id=why) for *r, why in SAME_PAGE])
def test_a_normalised_address_is_settled(one: str, other: str) -> None:
    """What was stored is found again: normalising it once more changes nothing."""
    for url in (one, other):
        once = normalised_url(url)
        assert normalised_url(f"https://{once}") == once


@pytest.mark.parametrize(("name", "folded"), [pytest.param(*r, id=why) for *r, why in NAMES])
def test_names_are_looked_up_folded(name: str, folded: str) -> None:
    """An analyst who types a name without its accents finds it."""
    assert fold(name) == folded


@pytest.mark.parametrize(("published", "expected"), [pytest.param(*r, id=w) for *r, w in DAYS])
def test_the_day_of_publication(published: str | None, expected: str | None) -> None:
    """A time counts to the day of the place it was published in; less than a day to none."""
    assert day(published) == expected


def test_texts_differ_by_their_words_not_their_spaces() -> None:
    """A page that is laid out anew is not a new text; one comma more is."""
    assert text_hash("One text.\n\nTwo.") == text_hash(" One  text. Two.\n")
    assert text_hash("Cafe\u0301") == text_hash("Caf\u00e9")
    assert text_hash("One, text.") != text_hash("One text.")
