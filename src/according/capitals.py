"""Find runs of capitalised words that may be names, and part them into single names.

text ──▶ Finder.runs() ──▶ Finder.pieces() ──▶ (first word, after last word, titled)

Pure and linear. Capitals say little at the start of a sentence and in headlines: there the
text's own lower-case use and a list of everyday words decide.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from according.gazetteer import NameKind, country, is_capital, lookup, words
from according.sources import is_outlet
from according.titles import after_titles, bare, capital, is_org, is_title, leading
from according.tokens import clean, tokens

_MAY = re.compile(
    r"\b(?:M(?:rs?|s|iss)\.?|Minister|[A-Z][a-z]+a) May\b(?! \d)"
)  # "Theresa May", "Mrs May"
# Those who own a body together are part of its name: "Fishermen's Association", "Workers' Party".
_OF_MANY = re.compile(r"(?:\wmen['’]s|\w\ws['’])$")
_GLUE = frozenset(["of", "for", "on", "and", "the", "to", "in"])
_LONGEST = 6  # words in the longest known name worth looking for
_CUT = 60  # words in a run; beyond, it is no name
_HEADLINE = 5  # words of four letters or more that make a line of capitals a headline
_SHOUTED = 0.7  # share of them with a capital


def _ordinary(word: str) -> bool:
    """Whether a capitalised word is an everyday word or a date, not a name."""
    plain = clean(word).lower()
    return plain in words("stop") or (plain in words("months") and plain != "may")


class Finder:
    """One pass over one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.firm = frozenset(
            clean(token.text) for token in self.tokens if token.caps and not token.begins
        )
        self.small = frozenset(token.text for token in self.tokens if token.text.islower())
        self.may = _MAY.search(text) is not None
        self.loud = self._headlines()

    def _headlines(self) -> frozenset[int]:
        """Places of words that stand in lines of capitalised words, where capitals say little."""
        loud: set[int] = set()
        line: list[int] = []
        for at, token in enumerate(self.tokens):
            if line and "\n" in self.text[self.tokens[at - 1].end : token.start]:
                loud.update(self._shouted(line))
                line = []
            line.append(at)
        loud.update(self._shouted(line))
        return frozenset(loud)

    def _shouted(self, line: list[int]) -> list[int]:
        """The line, if nearly all its longer words have capitals, openers of sentences aside."""
        end = self.tokens[line[-1]].end if line else 0
        if self.text[end : end + 1] == ".":
            return []
        inner = (self.tokens[at] for at in line if at == line[0] or not self.tokens[at].begins)
        long = [token for token in inner if len(token.text) > 3]
        shouted = len(long) >= _HEADLINE and sum(token.caps for token in long) > _SHOUTED * len(
            long
        )
        return line if shouted else []

    def named(self, at: int) -> bool:
        """Whether this word may be part of a name."""
        token = self.tokens[at]
        if not token.caps:
            return False
        plain = clean(token.text)
        if not self._unusual(at, plain):
            return False
        if at in self.loud:
            return plain.lower() not in words("common") or lookup(plain) is not None
        return not token.begins or self._opens(at, plain)

    def _unusual(self, at: int, plain: str) -> bool:
        """Whether it is no everyday word: May the person, not the month; WHO, not who."""
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        follows = (
            token.joins and not token.begins and before is not None and before.text[:1].isupper()
        )
        if plain == "May":
            return (
                self.may
                and not (
                    before is not None
                    and (before.text.lower() in words("dating") or before.text.isdigit())
                )
                and not self._digits(at + 1)
            )
        if (
            plain.lower() in words("syllables")
            and plain.istitle()
            and follows
            and before is not None
        ):
            return not _ordinary(before.text) and at not in self.loud and not is_title(before.text)
        if plain.isupper() and len(plain) > 1:
            return lookup(plain) is not None or not (_ordinary(plain) or self._noise(at, plain))
        return not _ordinary(token.text)

    def _noise(self, at: int, plain: str) -> bool:
        """Whether an everyday word is merely shouted ("CLOSE", "WATCH:")."""
        return plain.lower() in words("common") and len(plain) > 3 and not self._known_at(at)

    def _known_at(self, at: int) -> bool:
        """Whether a known name of several words begins here ("USA TODAY")."""
        return bool(self.known(at, min(at + 3, len(self.tokens))))

    def _digits(self, at: int) -> bool:
        """Whether a number stands here."""
        return (
            at < len(self.tokens) and self.tokens[at].joins and self.tokens[at].text[:1].isdigit()
        )

    def _opens(self, at: int, plain: str) -> bool:
        """Whether a word that opens a sentence is a name, or part of one."""
        low = plain.lower()
        if lookup(plain) is not None or (plain.isupper() and len(plain) > 1):
            return True
        if (
            at + 1 < len(self.tokens)
            and self.tokens[at + 1].joins
            and capital(self.tokens[at + 1].text)
            and not _ordinary(self.tokens[at + 1].text)
        ):
            kept = (
                low in words("given")
                or is_title(plain)
                or is_org(plain)
                or low in words("modifiers")
            )
            return kept or low not in words("common") or plain in self.firm or self._known_at(at)
        if low in words("of_heads") and self._heads_name(at):
            return True
        if is_title(plain):
            return False
        if low in self.small or low in words("common"):
            return plain in self.firm and low not in self.small
        return True

    def _heads_name(self, at: int) -> bool:
        """Whether "of" and a capital follow ("Secretary of State", "Speaker of the House")."""
        rest = self.tokens[at + 1 : at + 4]
        if len(rest) < 2 or rest[0].text != "of" or not all(token.joins for token in rest[:2]):
            return False
        return capital(rest[1].text) or (
            rest[1].text == "the" and len(rest) > 2 and rest[2].joins and capital(rest[2].text)
        )

    def runs(self) -> Iterator[tuple[int, int]]:
        """Runs of words, as [first, after last), that make up one or more names."""
        at, count = 0, len(self.tokens)
        while at < count:
            if not self.named(at):
                at += 1
                continue
            end = at + 1
            while end < count and end - at < _CUT:
                step = self._step(at, end)
                if not step:
                    break
                end += step
            yield at, end
            at = end

    def _step(self, begin: int, at: int) -> int:
        """How many words the run goes on for: 0 at its end."""
        token = self.tokens[at]
        if (
            not token.joins
            or token.begins
            or not (
                self.tokens[at - 1].text == clean(self.tokens[at - 1].text)
                or _OF_MANY.search(self.tokens[at - 1].text)
            )
        ):
            return 0
        if self.named(at):
            return 1
        low = token.text.lower()
        if low in words("particles"):
            if self._name_at(at + 1):
                return 1
            if self._particle_at(at + 1) and self._name_at(at + 2):
                return 2
        return self._glue(begin, at) if low in _GLUE else 0

    def _particle_at(self, at: int) -> bool:
        """Whether another small word of a name stands here ("van der")."""
        return (
            at < len(self.tokens)
            and self.tokens[at].joins
            and self.tokens[at].text.lower() in words("particles")
        )

    def _name_at(self, at: int) -> bool:
        """Whether a name goes on at this place."""
        return at < len(self.tokens) and self.tokens[at].joins and self.named(at)

    def _glue(self, begin: int, at: int) -> int:
        """How many words "of", "for", "and" add to an organisation's name here."""
        low = self.tokens[at].text.lower()
        span = (
            2
            if at + 1 < len(self.tokens)
            and self.tokens[at + 1].text == "the"
            and self.tokens[at + 1].joins
            else 1
        )
        if not self._name_at(at + span):
            return 0
        if self._known_across(begin, at + span):
            return span + 1
        run = [token.text for token in self.tokens[begin:at]]
        if low in ("of", "for", "on", "to"):
            return (
                span
                if bare(run[-1]) in words("of_heads")
                and (low != "to" or bare(run[-1]) == "committee")
                else 0
            )
        whole = (
            low == "and"
            and span == 1
            and lookup(run[-1]) is None
            and lookup(self.tokens[at + 1].text) is None
        )
        holds = any(
            word in ("of", "for", "on") and bare(run[i - 1]) in words("of_heads")
            for i, word in enumerate(run)
            if i
        )
        return 1 if whole and holds and not _holder(run) else 0

    def _known_across(self, begin: int, at: int) -> bool:
        """Whether a known name runs across this place ("Jammu and Kashmir")."""
        for end in range(min(at + 3, len(self.tokens)), at, -1):
            for first in range(max(begin, at - 4), at - 1):
                if (
                    lookup(self.text[self.tokens[first].start : self.tokens[end - 1].end])
                    is not None
                ):
                    return True
        return False

    def slice(self, begin: int, end: int) -> tuple[int, int]:
        """Characters [start, end) of a run of words, without a possessive ending."""
        stop = self.tokens[end - 1]
        after = stop.start + len(clean(stop.text))
        pointed = (
            stop.text in ("Jr", "Sr", "Inc", "Corp", "Co", "Ltd")
            and end - begin > 1
            and self.text[after : after + 1] == "."
        )
        return self.tokens[begin].start, after + pointed

    def known(self, begin: int, end: int) -> int:
        """The end of the longest known name that begins here, or 0."""
        for stop in range(min(end, begin + _LONGEST), begin, -1):
            start, after = self.slice(begin, stop)
            if lookup(self.text[start:after]) is not None:
                return stop
        return 0

    def pieces(self, begin: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """The names in one run, with whether a title stands before."""
        run = [clean(token.text) for token in self.tokens[begin:end]]
        if self.known(begin, end) == end:
            yield begin, end, False
            return
        cut = after_titles(run)
        if cut:
            yield from self._offices(begin, begin + cut)
        twice = cut + _twice(run[cut:])
        if twice > cut:
            yield begin + cut, begin + twice, bool(cut)
            yield begin + twice, end, bool(cut)
        elif cut and run[cut].lower() in _GLUE:  # "the Minister of Defence" names nobody
            return
        elif cut:
            yield begin + cut, end, True
        elif all(
            is_title(word) or bare(word) in words("modifiers") or word in _GLUE for word in run
        ) and not is_org(run[-1]):
            return
        elif is_title(run[-1]) and bare(run[-1]) not in words("surnames"):
            yield from self._offices(begin, end)
        else:
            yield from self._plain(begin, end)

    def _offices(self, begin: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Known names and organisations within a title ("White House Press Secretary")."""
        while begin < end:
            stop = self.known(begin, end)
            if not stop:
                heads = [
                    at
                    for at in range(begin, end)
                    if is_org(self.tokens[at].text) and not is_title(self.tokens[at].text)
                ]
                stop = heads[-1] + 1 if heads and heads[-1] > begin else 0
            if stop:
                yield begin, stop, False
            begin = stop or begin + 1

    def _plain(self, begin: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """A run without titles: whole, or known names and what follows them."""
        while True:
            stop = self.known(begin, end) or self._organisation(begin, end)
            rest = [token.text for token in self.tokens[stop:end]] if stop else []
            if not stop or (
                rest
                and (any(map(is_org, rest)) or (len(rest) == 1 and self.known(stop, end) != end))
            ):
                break
            yield begin, stop, False
            begin = stop + (bool(rest) and rest[0].lower() in _GLUE)
            if begin >= end:
                return
        run = [token.text for token in self.tokens[begin:end]]
        yield begin + leading(run), end, False

    def _organisation(self, begin: int, end: int) -> int:
        """The end of an organisation's name before a person's ("Arkan Party Ana Rukh"), or 0."""
        heads = [at + 1 for at in range(begin + 1, end - 2) if is_org(self.tokens[at].text)]
        return (
            heads[-1]
            if heads and not any(token.text in _GLUE for token in self.tokens[heads[-1] : end])
            else 0
        )

    def kind(self, begin: int, end: int, *, titled: bool) -> tuple[str, NameKind]:
        """The canonical form and kind of one name, as far as it tells by itself."""
        start, after = self.slice(begin, end)
        form = " ".join(self.text[start:after].split())
        before = self.tokens[begin - 1].text.lower() if begin else ""
        entry = lookup(form)
        if entry is not None and not titled:
            placed = before in words("placing") and is_capital(form)
            return (
                (form, "place")
                if placed
                else (form if entry.kind != "country" else entry.canonical, entry.kind)
            )
        return form, "person" if titled else _guess(form, before)


def _holder(run: list[str]) -> bool:
    """Whether words name who holds an office ("Secretary of State Una Wick")."""
    cut = after_titles(run)
    return cut > 0 and run[cut].lower() not in _GLUE


def _twice(run: list[str]) -> int:
    """Where a name is said again, a link's text run into its title, or 0.

    >>> _twice(["Orr", "Ana", "Mae", "Orr"]), _twice(["Ana", "Orr", "Ana", "Mae", "Orr"])
    (1, 2)
    """
    if len(run) < 3:  # "Abdullah Abdullah" is one name
        return 0
    if run[0] == run[-1]:
        return 1
    again = run.index(run[0], 1) if run[0] in run[1:] else 0
    return again if again and run[again - 1] == run[-1] else 0


def _of_state(parts: list[str]) -> bool:
    """Whether a name opens with a country's letters, as no person's does ("U.S. Health")."""
    return len(parts) > 1 and parts[0].isupper() and country(parts[0]) is not None


@lru_cache(maxsize=20000)
def _guess(form: str, before: str) -> NameKind:
    """The kind of a name that stands in no table."""
    parts = form.split()
    if is_outlet(form):
        return "outlet"
    inside = any(part in _GLUE for part in parts) and any(map(is_org, parts))
    letters = re.fullmatch(r"[A-Z][A-Z&.\d-]{1,7}", form)
    if is_org(parts[-1]) or inside or letters or _of_state(parts):
        return "body"
    if before in words("roles") or is_title(before):
        return "person"
    if len(parts) > 1:
        return "unknown" if any(map(str.isdigit, form)) else "person"
    return "place" if before in ("in", "near", "at", "outside") else "unknown"
