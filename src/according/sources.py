"""Tell what kind of source a phrase names, by its words alone.

"two Israeli officials" ──▶ kind_of() ──▶ "unnamed"

Pure: word lists from the gazetteer. The kinds are those of the annotation guide.
"""

import re
from typing import TYPE_CHECKING

from according.gazetteer import country, is_people, lookup, words
from according.titles import bare, capital, head, is_org, is_title, parts_of_list, strip_titles

if TYPE_CHECKING:
    from according.records import Kind

_DEFINITE = frozenset(
    ["the", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my"]
)
_THINGS = frozenset(
    [
        "group",
        "company",
        "firm",
        "movement",
        "organization",
        "organisation",
        "agency",
        "party",
        "newspaper",
        "paper",
        "union",
        "network",
        "station",
    ]
)
_SITE = re.compile(r"\w[\w-]*\.(?:com|org|net|info|news|tv|co\.\w\w)$")
_CALL_SIGN = re.compile(r"(?:TV[A-Z0-9]+|[A-Z0-9]+[ -]?TV\d*|[A-Z]\w+FM)$")
_ACRONYM = re.compile(r"[A-Z][A-Z&.\d-]{1,6}")
_NEWS = re.compile(
    r"\b(?:news|media|press|tv|television|radio|daily|broadcast|newspaper)\b", re.IGNORECASE
)


def _tokens(phrase: str) -> list[str]:
    """The words of a phrase, without commas and brackets."""
    return [token for token in re.split(r"[\s,()]+", phrase) if token]


def is_pronoun(source: str) -> bool:
    """Whether the source is a bare pronoun.

    >>> is_pronoun("She"), is_pronoun("both of whom"), is_pronoun("the envoy")
    (True, True, False)
    """
    plain = [bare(token) for token in source.replace("[", " ").split()]
    if not plain or plain[0] not in words("pronouns"):
        return False
    return (
        len(plain) == 1
        or (plain[1] == "of" and plain[-1] in words("pronouns"))
        or plain == ["each", "other"]
    )


def is_role(source: str) -> bool:
    """Whether the source is a definite description without a name.

    >>> is_role("the former general"), is_role("the Arkanian League"), is_role("a general")
    (True, False, False)
    """
    tokens = source.split()
    last = head(source)
    if len(tokens) < 2 or bare(tokens[-1]) != last:
        return (
            len(tokens) > 1 and bare(tokens[0]) in _DEFINITE and not any(map(capital, tokens[1:]))
        )
    named = [
        token
        for token in tokens[1:]
        if capital(token) and not is_title(token) and bare(token) not in words("modifiers")
    ]
    if bare(tokens[0]) in _DEFINITE:
        return not named or (
            tokens[-1].islower()
            and (_personal(last) or (last in _THINGS and not any(map(country, named))))
        )
    if (
        not last.endswith("s")
        and is_title(last)
        and last not in words("surnames")
        and all(map(_official, tokens))
    ):
        return True
    owned = any(token.endswith(("'s", "’s")) for token in tokens[:-1])
    return owned and tokens[-1].islower() and is_title(last)


def _official(token: str) -> bool:
    """Whether a word can stand in the name of an office alone ("US secretary of state")."""
    return (
        is_title(token)
        or bare(token) in words("modifiers")
        or token in ("of", "for")
        or country(token) is not None
    )


def _personal(last: str) -> bool:
    """Whether a head noun is that of one person in office."""
    return is_title(last) or last in words("roles")


def is_outlet(name: str) -> bool:
    """Whether a name or description is that of a news medium.

    >>> is_outlet("the Arkan Gazette"), is_outlet("Arkanian state media"), is_outlet("an envoy")
    (True, True, False)
    """
    entry = lookup(name)
    if entry is not None:
        return entry.kind == "outlet"
    tokens = _tokens(name)
    if not tokens:
        return False
    if _describes_outlet(head(name), name):
        return True
    known = lookup(strip_titles(name))
    if known is not None and known.kind == "outlet":
        return True
    last = tokens[-1]
    if "Broadcasting" in tokens:
        return not is_title(last)
    return (capital(last) and bare(last.rpartition("-")[2]) in words("papers")) or bool(
        _SITE.match(last) or _CALL_SIGN.fullmatch(last)
    )


def _describes_outlet(last: str, name: str) -> bool:
    """Whether a head noun, or news before it, means a medium ("state media", "TV station")."""
    if last in (
        "reports",
        "report",
        "agency",
        "site",
        "coverage",
        "station",
        "wire",
        "channel",
        "editorial",
        "network",
        "website",
    ):
        return _NEWS.search(name) is not None or last in ("editorial", "channel")
    return last in words("outlet_heads") and (last != "press" or len(name.split()) > 1)


def is_document(name: str) -> bool:
    """Whether a description is that of a text or finding without a speaker.

    >>> is_document("a draft resolution"), is_document("the author of the draft")
    (True, False)
    """
    return head(name) in words("documents")


def is_body(name: str) -> bool:
    """Whether a name or description is that of an organisation, government or armed group.

    >>> is_body("the Arkanian Ministry"), is_body("the rebels' command"), is_body("Ana Rukh")
    (True, True, False)
    """
    core = strip_titles(name)
    entry = lookup(name) or lookup(core)
    if entry is not None:
        return entry.kind in ("body", "group", "country", "place")
    return (
        head(name) in words("body_heads")
        or _organised(name)
        or _ACRONYM.fullmatch(core) is not None
    )


def _organised(name: str) -> bool:
    """Whether a capitalised head of an organisation stands in the name ("Council of Arkan")."""
    tokens = _tokens(name)
    return (
        bool(tokens)
        and not is_title(tokens[-1])
        and any(capital(token) and is_org(token) for token in tokens)
    )


def is_unnamed(source: str) -> bool:
    """Whether the source is an individual or several, without a name.

    >>> is_unnamed("two sources"), is_unnamed("a senior envoy"), is_unnamed("envoy Ana Rukh")
    (True, True, False)
    """
    last = head(source)
    if source.lower().startswith(("one of", "two of", "three of")):
        return True
    return last in words("unnamed") or (
        last in ("people", "some", "many", "others", "several") and _few(source)
    )


def _few(source: str) -> bool:
    """Whether a phrase speaks of some people, not of a crowd: "two people", "some"."""
    first = bare(source.split(maxsplit=1)[0])
    return first in words("indefinite") - {"hundreds", "dozens", "most", "both"}


def is_collective(source: str) -> bool:
    """Whether the source is a crowd, a class of people or a group of leaders.

    >>> is_collective("families of captives"), is_collective("Canadians")
    (True, True)
    """
    entry = lookup(source)
    if entry is not None:
        return is_people(source)
    last = head(source)
    return last in words("collective") or (last.endswith("s") and is_people(last.capitalize()))


def kind_of(source: str | None, speaker: str | None = None) -> "Kind":
    """The kind of a source, from its words and from who it turned out to be.

    >>> kind_of("he", "Ana Rukh"), kind_of("two sources"), kind_of("the firm", "Arkanol")
    ('person', 'unnamed', 'body')
    """
    phrase = speaker or source or ""
    if not any(character.isalnum() for character in phrase):
        return "unnamed"
    kind = _kind(phrase)
    if kind == "person" and source and source != phrase:
        return _hinted(source, phrase)
    return kind


def _kind(phrase: str) -> "Kind":
    """The kind of one resolved phrase."""
    entry = lookup(phrase)
    if entry is not None and not is_people(phrase):
        return "outlet" if entry.kind == "outlet" else "body"
    if is_pronoun(phrase):
        return (
            "person"
            if bare(phrase) in ("he", "she", "i", "who", "him", "her", "his")
            else "unnamed"
        )
    parts = parts_of_list(phrase)
    if len(parts) > 1:
        return _kind_of_list(parts)
    if is_outlet(phrase):
        return "outlet"
    return _described(phrase) if _generic(phrase) or is_collective(phrase) else _named(phrase)


def _kind_of_list(parts: list[str]) -> "Kind":
    """The kind of "A, B and C": what its last part is, but parties side by side are crowds."""
    if all(_partisan(part) for part in parts):
        return "collective"
    return _kind(parts[-1])


def _partisan(part: str) -> bool:
    """Whether a part is the plural of a party's members ("Democrats", "Republicans")."""
    return (
        part.endswith(("ats", "cans", "ves", "ies"))
        and len(part.split()) == 1
        and (entry := lookup(part)) is not None
        and entry.kind == "body"
    )


def _hinted(source: str, speaker: str) -> "Kind":
    """The kind of an unknown name, from what the text calls it: "it", "the firm"."""
    if bare(source) in ("it", "its", "itself"):
        return "body"
    for described in re.split(r",\s+", source)[1:]:
        if bare(described.split(" ")[0]) not in ("a", "an", "the"):
            continue
        if head(described) in words("outlet_heads"):
            return "outlet"
        if head(described) in words("body_heads"):
            return "body"
    last = head(source)
    if _describes_outlet(last, source) or (
        _NEWS.search(source.replace(speaker, ""))
        and speaker in source
        and "'s" not in source.replace(speaker, "")[-3:]
    ):
        return "outlet" if len(speaker.split()) == 1 or speaker not in source else "person"
    return (
        "body"
        if last in words("body_heads") and not any(map(capital, source.split()[1:]))
        else "person"
    )


def _generic(phrase: str) -> bool:
    """Whether the head is written small, or is the first word: a description, no name."""
    last = head(phrase)
    return any(
        bare(token) == last and (token[:1].islower() or at == 0)
        for at, token in enumerate(_tokens(phrase))
    )


def _described(phrase: str) -> "Kind":
    """The kind of a description."""
    if is_document(phrase):
        return "document"
    if is_unnamed(phrase):
        return "unnamed"
    if is_collective(phrase):
        return "collective"
    return "body" if is_body(phrase) else _named(phrase)


def _named(phrase: str) -> "Kind":
    """The kind of a name."""
    if is_body(phrase):
        return "body"
    tokens = phrase.split()
    core = strip_titles(phrase)
    if not any(map(capital, core.split())) or (
        bare(tokens[0]) in words("indefinite") and head(phrase) == bare(core.split()[-1])
    ):
        plural = head(phrase).endswith(("ers", "ors", "ists", "ants"))
        return "collective" if plural else "unnamed"
    return (
        "unnamed"
        if head(phrase) in words("titles") - words("surnames") and len(core.split()) > 1
        else "person"
    )
