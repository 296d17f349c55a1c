"""The words and patterns of time expressions in news English."""

from according.data.number_words import TENS, UNITS, YEAR_CONTEXT, YEAR_COUNTED

MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
# Days from publication, by how the expression begins; all others mean the day itself.
DEICTIC = {
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
}
COUNTS = {"a": 1, "an": 1, "the": 1, "couple": 2, "a couple of": 2, **UNITS, **TENS}
SHIFTS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "the": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}

_FULL = "January|February|April|June|July|August|September|October|November|December"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\.|\b(?!\.))"
_MONTH = rf"(?P<month>{_FULL}|May|March|{_SHORT})(?!\w)"
_CLEAR_MONTH = rf"(?P<month>{_FULL}|{_SHORT})(?!\w)"  # "May" and "March" also are a name and a verb
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_NAMED = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:the\s+)?"
_DAY = r"(?P<d>[0-3]?[0-9])(?:st|nd|rd|th)?"
_TO = r"(?:\s?(?:-|–|to|and)\s?(?P<to>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9]))?"
_YEAR = r"(?P<y>(?:19|20)[0-9]{2})(?![0-9])"
_WHICH = r"(?P<which>(?:last|this|next)\s+year)"
_BARE = r"(?P<y>(?!))?(?!,?\s+(?:[0-9]|(?:last|this|next)\s+year))"  # no day, no year follows
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_N = "(?P<n>" + "|".join(sorted(COUNTS, key=len, reverse=True)) + "|[0-9]{1,3})"

_END = r"(?=\s*(?:[.,;:)]|$))"  # "a day before the vote" counts from the vote, unknown here

# Of expressions that begin together the longest wins, then the earlier rule.
RULES = [
    ("iso", r"(?<![0-9-])(?P<y>(?:19|20)[0-9]{2})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])(?![0-9])"),
    (
        "day-month",
        rf"(?<![\w.,$]){_NAMED}\b{_DAY}{_TO}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}|\s+{_WHICH})?",
    ),
    (
        "month-day",
        (
            rf"\b{_NAMED}{_MONTH}\s+(?:the\s+)?{_DAY}{_TO}(?![0-9:]|[,.][0-9])"
            rf"(?:,?\s+(?:of\s+)?{_YEAR}|\s+{_WHICH})?"
        ),
    ),
    ("month", rf"\b{_MONTH},?\s+(?:of\s+)?(?:{_YEAR}|{_WHICH})(?P<side>(?!))?"),
    ("month", rf"(?<![\w-])(?:(?P<side>last|next|this)\s+)?{_CLEAR_MONTH}{_BARE}"),
    ("month", rf"(?<![\w-])(?P<side>last|next|this)\s+{_MONTH}{_BARE}"),
    (
        "month",
        (
            r"(?<![\w-])(?i:(?:in|since|until|till|by|from|during)\s(?P<core>)"
            r"|(?=(?:late|early|mid)[\s-]))(?:(?i:late|early|mid)[\s-])?"
            rf"(?P<side>(?!))?{_MONTH}(?!['’]){_BARE}"
        ),
    ),
    (
        "year",
        (
            rf"(?<![\w$€£#.,/-]){_YEAR}(?:\s?[-–/]\s?(?P<to>(?:19|20)?[0-9]{{2}})(?![0-9-]))?"
            r"(?![\w%]|[,.][0-9]|-[0-9])"
        ),
    ),
    (
        "weekday",
        (
            r"\b(?:(?:this\s+)?(?P<side>(?i:last|next|coming|past|following|previous))\s+)?"
            rf"{_WEEKDAY}(?!\w){_PART}"
        ),
    ),
    (
        "deictic",
        (
            r"\b(?i:the\sday\sbefore\syesterday|the\sday\safter\stomorrow"
            r"|(?:yesterday|tomorrow)(?:\s(?:morning|afternoon|evening|night))?"
            r"|today|tonight|overnight|last\snight|(?:earlier\s)?this\s(?:morning|afternoon|evening))\b"
        ),
    ),
    (
        "ago",
        (
            rf"\b(?i:{_N}\s(?P<unit>day|week|month|year|decade)s?"
            rf"\s(?P<way>ago|earlier|later|from\snow|(?:before|after|afterwards){_END})\b)"
        ),
    ),
    (
        "neighbour",
        (
            r"\b(?i:the\s(?:next\s(?P<day>day)|(?:previous|following)\s(?P<unit>day|week|month|year)"
            rf"|(?P<then>day|year)\s(?:before|after){_END}))\b"
        ),
    ),
    (
        "period",
        (
            r"\b(?i:(?:(?:earlier|later)\s)?(?P<which>last|this\spast|this\scoming|this|next"
            r"|(?:over|at)\sthe)\s(?P<unit>week|month|year|weekend))\b"
        ),
    ),
    ("eleventh", r"(?<![\w/])9/11(?![\w/])"),
]

# A clause looks ahead when one of these stands in it before the expression …
FUTURE_CUE = (
    r"\b(?:will|would|won['’]t|shall|to be|likely to|takes? effect|deadline|ahead of|upcoming"
    r"|(?:(?-i:may)|might|could|should|must) (?!have\b)[a-z]{2,}"
    r"|coming|next|due(?! to\b)|scheduled|planned|slated"
    r"|(?:is|are|was|were|be) (?:to|set|due|expected|planned|going)"
    r"|plan(?:s|ned|ning)? (?:to|for|on)|set (?:to|for)|expect(?:s|ed)? to|called? for)\b"
    r"|['’]ll\b|\bby\s$"
)
# … and no verb of these after it, and none in the past right before the expression.
SAYING = (
    r"(?<!\bbe )\b(?:said|says|told|announced|added|reported|wrote|tweeted|declared|warned|stated"
    r"|confirmed|denied|insisted|urged|spoke|met|won|rejected|began|went|came|took|killed"
    r"|signed|approved|after|since)\b"
)
PAST_BEFORE = (
    r"(?<!\bbe )(?<!\bbeing )\b(?!(?:scheduled|planned|expected|slated|needed)\b)"
    r"(?:[a-z]{2,}ed|said|told|wrote|met|spoke|held)(?:\s[a-z]{2,14}ly)?(?:\s(?:on|in))?"
    r"\s(?:(?:late|early|earlier)\s(?:on\s)?)?$"
)
YEAR_BEFORE = YEAR_CONTEXT
YEAR_AFTER = YEAR_COUNTED
