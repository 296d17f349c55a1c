"""Part a name from the titles, roles and descriptions that stand around it.

"Israeli Prime Minister Benjamin Netanyahu" ──▶ strip_titles() ──▶ "Benjamin Netanyahu"

Pure: word lists from the gazetteer, no context. What is all title stays whole.
"""

import re
from functools import lru_cache

from according.gazetteer import lookup, words

_ARTICLE = re.compile(
    r"^(?:the|a|an|his|her|their|its|our|my|both(?=.*\sand\s))\s+(?:the\s+)?", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_EDGES = " \t\n\r\"“”‘’',;:.()[]-–—"
# Where the head of a noun phrase is over: "officials | in Tehran", "a source | close to the talks".
_AFTER_HEAD = re.compile(
    r"[,;(]|\s(?:of|in|from|at|on|with|who|whom|whose|which|that|to|by|for|as|about|against|across|around|inside|outside|among|within|near"
    r"|close|familiar|speaking|briefed|involved|interviewed|based|citing|identified|named|posting|cited|led|representing|obtained|shared"
    r"|seen|posted|published|released|described|working|living|and|or|after|between|under|over|including|involving|issued|made)\s",
    re.IGNORECASE,
)
_OWN = frozenset(["the", "a", "an", "its", "their", "his", "her", "our"])
_LONGEST = 1000  # characters; what is longer is no name, and might take long
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_SELF = re.compile(r"\s(?:him|her|it|them)sel(?:f|ves)$")
_DEGREE = re.compile(r"(?:QC|KC|MP|MEP|PhD|MD|CBE|OBE|DSc)\.?")
_TAIL = re.compile(r",?\s(?:who|whose|which|that|from|at|in|with|during|on|as|of)\s", re.IGNORECASE)


def bare(word: str) -> str:
    """A word as it stands in the lists: lower case, no point, no possessive."""
    return _POSSESSIVE.sub("", word.strip(_EDGES)).lower()


def capital(word: str) -> bool:
    """Whether a word is written as a part of a name.

    >>> capital("Doha"), capital("al-Assad"), capital("peace")
    (True, True, False)
    """
    inner = word.lstrip("\"“'‘(")
    if inner[:1].isupper():
        return True
    _, dash, rest = inner.partition("-")
    return bool(dash) and rest[:1].isupper() and len(inner) - len(rest) <= 4  # "al-", "el-", "ash-"


def is_title(word: str) -> bool:
    """Whether a word can be the last of a title ("President", "Gen.", "vice-president")."""
    plain = bare(word)
    return plain in words("titles") or (
        "-" in plain and plain.rpartition("-")[2] in words("titles")
    )


def is_org(word: str) -> bool:
    """Whether a capitalised word is the head of an organisation's name."""
    return bare(word) in words("orgs")


def _joins(tokens: list[str], at: int) -> bool:
    """Whether the lower-case word at this place can stand inside a name ("bin", "de", "of")."""
    return (
        bare(tokens[at]) in words("particles")
        and at > 0
        and at + 1 < len(tokens)
        and capital(tokens[at - 1])
        and capital(tokens[at + 1])
    )


def after_titles(tokens: list[str]) -> int:
    """Where in a capitalised run the name itself begins: after the last title.

    >>> after_titles(["Israeli", "Prime", "Minister", "Benjamin", "Netanyahu"])
    3
    """
    if not tokens or (is_org(tokens[-1]) and not is_title(tokens[-1])):
        return 0
    last = max((i for i, token in enumerate(tokens) if _ends_title(tokens, i)), default=-1)
    return _skip_office(tokens, last + 1) if last >= 0 else 0


def _ends_title(tokens: list[str], at: int) -> bool:
    """Whether a title ends here and a name follows."""
    if at + 1 >= len(tokens) or not is_title(tokens[at]):
        return False
    if bare(tokens[at]) in words("surnames") and not tokens[at].endswith("."):
        return at == 0 or not _given(tokens[at - 1])
    return True


def _given(token: str) -> bool:
    """Whether a word looks like a first name: nothing that could stand in a title."""
    plain = bare(token)
    return not (
        plain in words("modifiers") or is_title(token) or is_org(token) or lookup(token) is not None
    )


def _skip_office(tokens: list[str], at: int) -> int:
    """Step over "of the European Council" or "for Iran" after a title."""
    if at >= len(tokens) or tokens[at].lower() not in ("of", "for", "to", "at"):
        return at
    begin = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].lower() == "the")
    for end in range(len(tokens) - 1, begin, -1):
        if (
            lookup(" ".join(tokens[begin:end])) is not None
            or is_org(tokens[end - 1])
            or is_title(tokens[end - 1])
        ):
            return end
    return begin + 1 if begin + 1 < len(tokens) else at


def _tidy(text: str) -> str:
    """Without quotation marks, brackets, article and possessive ending."""
    trimmed = _BRACKETS.sub("", text).strip(' \t\n\r"“”‘,;:()[]-–—')
    trimmed = _SELF.sub("", _ARTICLE.sub("", trimmed))
    return _POSSESSIVE.sub("", trimmed).strip('"“”‘ ,;:')


@lru_cache(maxsize=4096)
def head(phrase: str) -> str:
    """The head noun of a noun phrase, bare.

    >>> head("two senior officials in Doha"), head("a group of angry residents")
    ('officials', 'residents')
    """
    text = phrase.strip(" \t\n\"“”'‘")
    cut = _AFTER_HEAD.search(text)
    tokens = (text[: cut.start()] if cut and cut.start() else text).split()
    if not tokens:
        return bare(text)
    last = bare(tokens[-1])
    if cut and _goes_on(tokens, cut.group().strip().lower(), text[cut.end() :]):
        return head(text[cut.end() :])
    if cut and cut.group().strip().lower() == "of" and last in words("measures"):
        return head(text[cut.end() :])
    return last


def _goes_on(tokens: list[str], link: str, rest: str) -> bool:
    """Whether the head is still to come: "current and | former officials"."""
    after = rest.split()
    if not after or not after[-1].islower():
        return False
    if link in ("and", "or", ","):
        entry = lookup(tokens[-1])
        adjective = bare(tokens[-1]) in words("modifiers") or (
            entry is not None and entry.kind in ("country", "group") and tokens[-1][0].isupper()
        )
        return adjective and bare(after[0]) not in _OWN
    return (
        link == "of"
        and tokens[-1][:1].isupper()
        and bare(tokens[-1]) in words("of_heads")
        and capital(after[0])
        and len(after) < 4
    )


def _is_name(part: str) -> bool:
    """Whether a part between commas is a name rather than a role or description."""
    tokens = part.split()
    if not tokens or not capital(tokens[-1]) or _DEGREE.fullmatch(tokens[-1]):
        return False
    if is_title(tokens[-1]) and bare(tokens[-1]) not in words("surnames"):
        return False
    last = head(part)
    return any(bare(token) == last and capital(token) for token in tokens)


def _segment(source: str) -> str:
    """Of "Ana Rukh, the envoy" and "the envoy, Ana Rukh" the part with the name."""
    parts = [part for part in re.split(r",\s+|\s[–—-]{1,2}\s", source.rstrip(", ")) if part.strip()]
    if len(parts) < 2 or re.fullmatch(r"(?:Inc|Ltd|Jr|Sr|LLC|Corp|Co)\.?", parts[1]):
        return source
    if all(map(_is_name, parts)) and re.search(r"\sand\s", parts[-1]):
        return source
    if len(parts) > 2 and all(map(_is_name, parts[:-1])) and " and " in parts[-1]:
        return source
    return next((part for part in parts if _is_name(_tidy(part))), parts[0])


def voice(source: str) -> str:
    """Whose statement a statement is: "Rukh's tweet", "a letter from the Arkan Council".

    >>> voice("Rukh's tweet"), voice("a statement by the Arkan Council"), voice("the statement")
    ("Rukh's", 'the Arkan Council', 'the statement')
    """
    last = head(source)
    # "Rukh's post" is hers; "the Arkan Post" is a paper
    ends = source.rsplit(maxsplit=1)[-1] if source.strip() else ""
    if last not in words("voices") or (capital(ends) and bare(ends) == last):
        return source
    found = re.search(r"\s(?:by|from|of)\s(?=.*[A-Z])", source)
    if found is not None:
        return source[found.end() :]
    tokens = source.split()
    owner = " ".join(tokens[:-1]) if bare(tokens[-1]) == last else ""
    owned = _POSSESSIVE.search(owner) is not None and any(map(capital, tokens[:-1]))
    return (
        owner
        if owned or (owner and lookup(_ARTICLE.sub("", owner)) is not None and capital(tokens[-2]))
        else source
    )


def parts_of_list(text: str) -> list[str]:
    """The parts of "Ana Rukh, Bo Vance and the envoy Cy Orr", or the text alone."""
    parts = [part for part in re.split(r",?\s+and\s+|,\s+", text) if part]
    if len(parts) < 2 or " and " not in text or lookup(text) is not None:
        return [text]
    return parts if all(map(_stands_alone, parts)) else [text]


def _stands_alone(part: str) -> bool:
    """Whether a part of a list is a name, not half of one ("Council of Health | and Aid")."""
    tokens = part.split()
    if (
        not tokens
        or not capital(tokens[-1])
        or (len(tokens) == 1 and is_org(part))
        or is_title(tokens[-1])
    ):
        return False
    if lookup(part) is not None or any(map(is_title, tokens[:-1])):
        return True
    office = all(bare(token) in words("modifiers") for token in tokens)
    return not office and not any(is_org(token) or token in ("of", "for", "on") for token in tokens)


@lru_cache(maxsize=8192)
def strip_titles(name: str) -> str:
    """The name without titles, roles, articles and descriptions.

    >>> strip_titles("Mr. Rukh"), strip_titles("the army"), strip_titles("the envoy, Bo Orr")
    ('Rukh', 'army', 'Bo Orr')
    """
    if len(name) > _LONGEST:
        return name.strip()
    whole = _tidy(voice(name))
    if not whole or lookup(whole) is not None:
        return whole
    names = [_core(_tidy(part)) for part in parts_of_list(whole)]
    if len(names) > 1:
        return ", ".join(names[:-1]) + " and " + names[-1]
    return _core(_tidy(_segment(whole)))


def _core(text: str) -> str:
    """One phrase without what stands before and after the name."""
    tokens = _without_tail(text).split()
    begin = len(tokens)
    while begin and (
        capital(tokens[begin - 1])
        or tokens[begin - 1] in ("of", "for")
        or _joins(tokens, begin - 1)
    ):
        begin -= 1
    while begin < len(tokens) and not capital(tokens[begin]):
        begin += 1
    run = tokens[begin:]
    if not run:
        return text
    before = begin - 1 if begin > 1 and bare(tokens[begin - 1]) == "the" else begin
    if before and bare(tokens[before - 1]) in words("links"):
        run = _past_place(run)
        if not run:
            return text
    run = _past_owner(run)
    core = run[after_titles(run) :]
    core = core[leading(core) :]
    if len(core) > 2 and _DEGREE.fullmatch(core[-1]):
        core = core[:-1]
    return _tidy(" ".join(core)) or text


def _past_place(run: list[str]) -> list[str]:
    """Of "(envoy to) Cuba Ana Rukh" the name after the place; nothing if there is none."""
    for stop in range(len(run) - 2, 0, -1):
        if lookup(" ".join(run[:stop])) is not None and not is_org(run[-1]):
            return run[stop:]
    return []


def _past_owner(run: list[str]) -> list[str]:
    """Of "BBC's Ana Rukh" the name; organisations keep their owner ("Arkania's Ministry")."""
    owners = [at for at, token in enumerate(run[:-1]) if _POSSESSIVE.search(token)]
    return run if not owners or is_org(run[-1]) else run[owners[-1] + 1 :]


def _without_tail(text: str) -> str:
    """Cut what follows a person's name: "Ana Rukh | of the Arkanian League"."""
    found = _TAIL.search(text)
    if found is None:
        return text
    before = text[: found.start()]
    tokens = before.split()
    if (
        not tokens
        or not capital(tokens[-1])
        or bare(tokens[-1]) in words("of_heads")
        or is_org(tokens[-1])
        or is_title(tokens[-1])
    ):
        return text
    person = (
        len(tokens) > 1
        and (capital(tokens[-2]) or is_title(tokens[-2]) or bare(tokens[-2]) in words("particles"))
        and lookup(text) is None
    )
    relative = found.group().strip(" ,").lower() in ("who", "whose", "which", "that")
    return before if person or relative or lookup(before) is not None else text


def _compound(word: str) -> bool:
    """Whether a word with a hyphen describes: "iran-backed", "fourteen-year-old", "so-called"."""
    return word.partition("-")[2] in words("led") or word.endswith(("-year-old", "so-called"))


def leading(core: list[str]) -> int:
    """How many demonyms, modifiers and "Iran-backed" stand before the name itself."""
    at = 0
    while len(core) - at > 1 and _compound(bare(core[at])):
        at += 1
    while len(core) - at > 1 and bare(core[at]) in words("former"):
        at += 1
    while len(core) - at > 2 and not any(map(is_org, core[at:])):  # leave a first and a last name
        entry = lookup(core[at])
        if not (
            bare(core[at]) in words("modifiers")
            or (entry and entry.kind == "country" and lookup(" ".join(core)) is None)
        ):
            break
        at += 1
    return at
