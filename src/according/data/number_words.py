"""The words from which numbers are read, and the patterns of what is none.

Scale values and vague plurals are those of the annotation guide (Figures).
"""

ARTICLES = frozenset({"a", "an"})
CURRENCY_SIGNS = frozenset("$€£¥₹₽₪")
UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
NUMBER_WORDS = frozenset({*UNITS, *TENS})
SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
}
LETTER_SCALES = {
    "k": 1000,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
VAGUE_PLURALS = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1000,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
}
VAGUE = {"several": 3, "few": 3, "couple": 2, "pair": 2}
FRACTIONS = {
    "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip

# Which bound a qualifier sets on the number after it; "" for none.
_LOW = [
    "at least", "at the very least", "no fewer than", "no less than", "not less than",
    "a minimum of", "more than", "more that", "greater than", "higher than", "larger than",
    "in excess of", "upwards of", "upward of", "over", "above", "beyond", "exceed", "exceeds",
    "exceeded", "exceeding", "surpass", "surpassed", "surpassing", "topped", "topping", "tops",
]  # fmt: skip
_HIGH = [
    "up to", "as many as", "as much as", "as high as", "at most", "at the most", "no more than",
    "not more than", "a maximum of", "fewer than", "less than", "lower than", "under", "below",
    "nearly", "almost", "close to",
]  # fmt: skip
_NEITHER = [
    "about", "around", "some", "roughly", "approximately", "an estimated", "circa", "as few as",
]  # fmt: skip
QUALIFIERS = {
    **dict.fromkeys(_LOW, "low"),
    **dict.fromkeys(_HIGH, "high"),
    **dict.fromkeys(_NEITHER, ""),
}
EACH_QUALIFIER = "|".join(
    sorted((words.replace(" ", r"\s+") for words in QUALIFIERS), key=len, reverse=True)
)
QUALIFIER_BEFORE = (
    r"(?<![\w-])(?:(?:just|well|slightly|far|much|a little|possibly|even)\s+)?"
    rf"(?:(?:{EACH_QUALIFIER})\s+){{1,2}}"
)
QUALIFIER_AFTER = (
    r"(?P<low>\s?\+|[ -]plus\b|\sor\smore\b)|(?P<high>\sor\s(?:fewer|less)\b)|\sor\sso\b|-odd\b"
)

PERCENT_AFTER = r"\s?%|[\s-](?:percent|per\scent|pct|percentage\spoints?)\b"
MONEY_AFTER = (
    r"[ \u00a0-](?:of )?(?:U\.?S\.?[ -]?|[A-Z][a-z]{2,14} )?"
    r"(?:[Dd]ollars?|[Ee]uros?|[Rr]upees?|[Yy]uan|[Yy]en|[Pp]ounds(?! of)|[Rr]iyals?|[Dd]irhams?"
    r"|[Rr]ials?|[Ss]hekels?|[Ll]iras?|[Rr]o?ubles?|[Hh]ryvnias?|[Ff]rancs?|[Dd]inars?|[Pp]esos?"
    r"|[Kk]ron(?:or|er?)|[Tt]aka|[Cc]ents|USD|EUR|GBP|CNY|RMB|INR)\b"
)
# What a figure carries without a space: "90-day", "300km".
UNIT_AFTER = (
    r"(?:-(?:minute|hour|day|week|month|year)|(?:km|kg|mph|kph|ft|lbs?|mm|cm|[kmg]w|t))(?![\w-])"
)

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)"
)
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s?(?:-|–|to|and|or)\s?{_DAY})?"
_YEAR = "(?:19|20)[0-9]{2}"
_NUMBER = "(?:[0-9]+|" + "|".join([*UNITS, *TENS]) + ")"
# The names that a number follows.
_NUMBERED = (
    "No|Nos|S&P|Resolution|Articles?|Section|Chapter|Flight|Route|Highway|Interstate|Boeing"
    "|Airbus|Page|Channel|Group of|Title|Level|Phase|Amendment|Grade|Formula|Room|Paragraph"
    "|Type|Catch|Area|Protocol|Platform"
)
# Characters that hold no figure.
MASKS = [
    r"https?://\S+|www\.\S+",
    rf"\b{MONTH}\s+{_DAYS}\b(?![,.]?[0-9]|\s(?:people|percent))(?:,?\s+{_YEAR}\b)?",
    rf"\b{_DAYS}\s+(?:of\s+)?{MONTH}\b(?:,?\s+{_YEAR}\b)?",
    rf"\b{MONTH},?\s+(?:of\s+)?{_YEAR}\b",
    rf"\b{_YEAR}-[0-9]{{1,2}}(?:-[0-9]{{1,2}})?\b",
    rf"\b{_YEAR}[/–-][0-9]{{2}}(?:[0-9]{{2}})?\b",
    r"\b[0-3]?[0-9]/[0-3]?[0-9](?:/[0-9]{2,4})?\b",
    r"\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]\.?m\b)?",
    r"\b[0-9]{1,2}(?:[.:][0-9]{2})?\s?[apAP]\.?[mM]\b",
    r"\b[0-9]{3,4}\s(?:GMT|UTC|hours\sGMT|local\stime)\b",
    rf"\b(?i:{_NUMBER})\so['’]clock\b",
    rf"\b(?i:aged?|ages)\s(?:of\s)?(?:between\s)?(?:{_NUMBER}\s?(?:-|–|to|and|or)\s?)?{_NUMBER}\b",
    rf"\b(?i:{_NUMBER})(?:-(?:{_NUMBER}))?[\s-](?i:years?|months?|weeks?|days?)[\s-]olds?\b",
    r"(?<=[a-z]), [1-9][0-9], (?=[a-z])",
    r"\b[0-9]+(?:st|nd|rd|th)\b",
    r"['’]?[0-9]{2,4}s\b",
    rf"\b(?:{_NUMBERED})\.?\s(?i:{_NUMBER})\b(?![:.]?[0-9])",
    r"\bAir\sForce\s(?:One|Two)\b",
    r"\b(?:Big|Gang of|Group of|Fab)\s(?:Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b",
]
# A year for certain, and four digits that may be a count: "2000 people".
YEAR_CONTEXT = (
    r"\b(?:in|since|until|till|by|before|after|from|during|early|late|mid|the|year|of|and|between"
    r"|for)[\s-]$|['’]s?\s$"
)
YEAR_COUNTED = (
    r"\s(?:more\s|other\s|[a-z]+(?:ed|al|an)\s)?"
    r"(?:people|men|women|children|[a-z]{3,}(?<!ss)s|dead|killed|wounded|injured)\b"
)

# *One* is a pronoun or part of a phrase in these; "one of its soldiers" may well be a figure.
ONE_AFTER = (
    r"['’]s\b|\s(?:another|day|thing|can|could|must|should|might|side|way|point|who|that|which"
    r"|would|cannot|by\sone|has\sto|after\s(?:an)?other|or\sanother)\b"
    r"|\sof\s(?:(?:the|his|her|its|their|our|my|these|those)\s)?(?:\w+['’]s\s)?"
    r"(?:most|few|first|main|key|only|best|worst|more|\w{3,}est)\b"
)
ONE_BEFORE = (
    r"\b(?:no|the|this|that|which|each|every|any|some|another|square|day|only|by|last|new|good"
    r"|bad|big)\s$"
)

# After "a third": what shows that it is no ordinal.
FRACTION_AFTER = r"\s(?:of|more|less|as|since|in|on|from|to|were|are|was|is|have|had)\b|[^\w\s-]|$"
