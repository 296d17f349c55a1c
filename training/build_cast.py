"""Build the cast that ships from open facts and our own additions; no news text is read.

Run     python -m training.build_cast --facts CORPORA/facts
Reads   facts/, src/according/data/known.toml, training/cast/*.toml; for origins and licences
        see src/according/data/README.md
Writes  src/according/data/cast.jsonl, one actor a line, sorted by key

Ours win: where training/cast says something, the facts only add what it leaves open.
"""

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from training import cast_facts
from training.cast_people import People, close_gaps, settle_leaders

from according.cast.actors import Actor, ActorKind, key_of
from according.cast.additions import join, name_keys, names_of
from according.cast.entries import Entry, read
from according.cast.spelling import fold, plain

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src" / "according" / "data"
TARGET = DATA / "cast.jsonl"
OURS_SEEN = "2025-09-30"  # when training/cast was written down
# Rows of known.toml that name no one actor.
NOBODY = {"Parliament", "Supreme Court", "West", "Communist Party", "Whitehall", "Home Office",
          "National Security Council", "Justice Department", "Palestinians"}  # fmt: skip
# What the sources call otherwise than we do, where known.toml does not help.
CALLED = {
    "DR Congo": "Democratic Republic of the Congo", "DRC": "Democratic Republic of the Congo",
    "Congo": "Republic of the Congo", "Congo (Brazzaville)": "Republic of the Congo",
    "Türkiye": "Turkey", "The Dominican": "Dominican Republic", "The Bahamas": "Bahamas",
    "Cabo Verde": "Cape Verde", "The Gambia": "Gambia", "Holy See (Vatican City)": "Vatican City",
    "Sao Tome and Principe": "São Tomé and Príncipe", "Burma": "Myanmar",
    "Federated States of Micronesia": "Micronesia", "Holy See": "Vatican City",
    "Republic of Ireland": "Ireland", "People's Republic of China": "China",
    "United States of America": "United States", "State of Palestine": "Palestine",
}  # fmt: skip
# Whom REIGN counts as leader where it is not whom the press calls so.
COUNTED = {"iran": "head of government"}
# Where it counts now one office, now another: ours have the holders.
UNCLEAR = frozenset(["georgia", "lebanon", "libya", "yemen"])
KINDS: tuple[tuple[str, ActorKind], ...] = (
    ("countries", "country"), ("bodies", "body"), ("groups", "group"), ("outlets", "outlet"),
)  # fmt: skip


class Build:
    """The actors as they grow, and which of them has which name."""

    def __init__(self, facts: Path, entries: list[Entry]) -> None:
        self.facts, self.entries = facts, entries
        self.known = tomllib.loads((DATA / "known.toml").read_text("utf8"))
        self.actors: dict[str, Actor] = {}
        self.codes: dict[str, str] = {}  # ISO 3166 -> key of the country
        self.called: dict[str, str] = {}  # folded name of a country -> key
        self.states = {"kosovo", "taiwan", "vatican-city", "palestine"}  # and members of the UN
        self.led_by: dict[str, str] = {}
        self.taken: dict[str, str] = {}  # name as looked up -> key; ours first
        self.shared = {k for e in entries for name in e.ambiguous for k in name_keys(name)}
        for forms in self.rows("countries"):
            self.taken.update({k: key_of(forms[0]) for name in forms for k in name_keys(name)})
        for entry in entries:
            self.taken.update(
                {k: entry.actor.key for n in names_of(entry.actor) for k in name_keys(n)}
            )

    def run(self) -> dict[str, Actor]:
        """All actors, in the order in which later steps need earlier ones."""
        self.countries()
        for key, kind in KINDS:
            for forms in self.rows(key):
                self.known_row(kind, forms)
        self.groups()
        self.outlets()
        self.actors = join(self.actors, self.entries)
        for actor in self.actors.values():
            if actor.kind == "country":
                self.called[fold(actor.name)] = actor.key
        self.people()
        return dict(sorted(self.actors.items()))

    def rows(self, key: str) -> Iterator[list[str]]:
        """The rows of one list of known.toml."""
        for line in self.known[key].strip().splitlines():
            yield [form.strip() for form in line.split(" = ")]

    def free(self, names: Iterable[str], key: str) -> tuple[str, ...]:
        """Those names that no other actor has, now taken."""
        found = []
        for name in dict.fromkeys(names):
            keys = name_keys(name)
            if name and all(k in self.shared or self.taken.get(k, key) == key for k in keys):
                self.taken.update(dict.fromkeys(keys, key))
                found.append(name)
        return tuple(found)

    def put(self, actor: Actor) -> None:
        """Enter an actor, or add its names to the one of that key."""
        key = actor.key
        names = self.free((actor.name, *actor.aliases), key)
        demonyms = self.free(actor.demonyms, key)
        old = self.actors.get(key)
        if old is not None:
            names = tuple(dict.fromkeys((*old.aliases, *names)))
            demonyms = tuple(dict.fromkeys((*old.demonyms, *demonyms)))
            actor = msgspec.structs.replace(old, country=old.country or actor.country)
        kept = tuple(n for n in names if n != actor.name and n not in demonyms)
        self.actors[key] = msgspec.structs.replace(actor, aliases=kept, demonyms=demonyms)

    def countries(self) -> None:
        """States and territories with demonym, capital and other names."""
        barred = set(self.known["not_governments"].split())
        usual = {form: forms[0] for forms in self.rows("countries") for form in forms}
        for row in cast_facts.rows(self.facts / "countries.jsonl"):
            name = CALLED.get(row["name"]) or usual.get(row["name"], row["name"])
            key = key_of(name)
            self.codes.update(dict.fromkeys((row["iso3"], row["iso2"]), key))
            if row["un_member"]:
                self.states.add(key)
            self.called.update({fold(form): key for form in (name, row["name"], row["official"])})
            demonym = re.split(r",\s*", row["demonym"] or "")[0]
            plural = demonym + "s" if demonym.endswith(("n", "i")) else ""
            capital = next((c for c in row["capital"] if c not in barred and row["un_member"]), "")
            aliases = [row["name"], row["official"], *filter(_latin, row["alt"])]
            seat = self.free([capital], key) if capital else ()
            self.put(
                Actor(
                    key,
                    name,
                    "country",
                    aliases=tuple(aliases),
                    demonyms=(demonym, plural),
                    capital="".join(seat),
                )
            )

    def known_row(self, kind: ActorKind, forms: list[str]) -> None:
        """One row of known.toml: every form of one name, the fullest first."""
        if forms[0] in NOBODY:
            return
        keys = [key for form in forms for key in name_keys(form) if key not in self.shared]
        key = next((self.taken[key] for key in keys if key in self.taken), key_of(forms[0]))
        forms = [form for form in forms if not re.fullmatch(r"Channel 1[01]|Channel 2", form)]
        ours = next((e.actor for e in self.entries if e.actor.key == key), None)
        name, kind = (ours.name, ours.kind) if ours else (forms[0], kind)
        self.put(Actor(key, name, kind, aliases=tuple(forms)))

    def groups(self) -> None:
        """Armed groups, with their country where they have but one."""
        for group in cast_facts.armed_groups(self.facts):
            keys = [k for n in (group.name, group.full_name) if n for k in name_keys(n)]
            key = next((self.taken[k] for k in keys if k in self.taken), key_of(group.name))
            name = group.full_name or group.name
            country = self.country(group.country)
            if key in self.actors or key not in self.taken.values():
                names = (group.name, group.full_name) if group.full_name else (group.name,)
                self.put(Actor(key, name, "group", aliases=names, country=country))

    def outlets(self) -> None:
        """Outlets with country and address."""
        for row in cast_facts.rows(self.facts / "outlets_fundus.jsonl"):
            name = re.sub(r" \([A-Z]+\)$| News$(?<=Press News)", "", row["name"])
            short = name.removeprefix("The ")
            key = self.taken.get(name_keys(short)[0], key_of(short))
            if len(short) > 2 and plain(short).lower() not in {
                "people",
                "metro",
                "nature",
                "focus online",
            }:
                country = self.codes.get(row["country"], "")
                domain = row["domain"].removeprefix("www.")
                names = (row["name"],)
                self.put(Actor(key, short, "outlet", aliases=names, country=country, domain=domain))

    def country(self, name: str) -> str:
        """The key of a country by a name or code of a source."""
        called = CALLED.get(name, name)
        return (
            self.codes.get(name)
            or self.called.get(fold(called))
            or self.taken.get(fold(called), "")
        )

    def people(self) -> None:
        """Holders of office from every source, ours being there already."""
        self.date_ours()
        people = People(self.actors)
        for name, led_by, heads in cast_facts.leaders_now(self.facts):
            country = self.country(name)
            if country not in self.states:
                continue
            actor = self.actors[country]
            self.led_by[country] = actor.led_by or led_by
            self.actors[country] = msgspec.structs.replace(actor, led_by=self.led_by[country])
            for holder in heads:
                self.enter(people, holder)
        facts = self.facts
        then = (h for h in cast_facts.leaders_then(facts) if self.country(h.country) not in UNCLEAR)
        for holder in then:
            self.enter(people, holder)
        for source in (cast_facts.ministers, cast_facts.international, cast_facts.legislators):
            for holder in source(facts):
                self.enter(people, holder)
        settle_leaders(self.actors, self.led_by | COUNTED)
        close_gaps(self.actors)

    def date_ours(self) -> None:
        """Say of what we hold open until when it was known to hold."""
        for key, actor in self.actors.items():
            roles = tuple(
                role if role.until or role.seen else msgspec.structs.replace(role, seen=OURS_SEEN)
                for role in actor.roles
            )
            self.actors[key] = msgspec.structs.replace(actor, roles=roles)

    def enter(self, people: People, holder: cast_facts.Holder) -> None:
        """One holder, if his country is known."""
        country = self.country(holder.country) if holder.country else ""
        of = holder.role.of or country
        if of in self.actors and (self.actors[of].kind in ("country", "body")):
            country = country if self.actors[of].kind == "country" else ""
            people.enter(holder, country, msgspec.structs.replace(holder.role, of=of))


def _latin(name: str) -> bool:
    """Whether another name of a country can stand in an English text."""
    return re.fullmatch(r"[A-Z][A-Za-zÀ-ɏ'’ .-]{4,}", name) is not None


def main() -> None:
    """Write the cast and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, required=True)
    entries = [entry for path in sorted((HERE / "cast").glob("*.toml")) for entry in read(path)]
    actors = Build(parser.parse_args().facts, entries).run()
    lines = [msgspec.json.encode(actor) for actor in actors.values()]
    TARGET.write_bytes(b"\n".join(lines) + b"\n")
    roles = sum(len(actor.roles) for actor in actors.values())
    print(TARGET, TARGET.stat().st_size, dict(Counter(a.kind for a in actors.values())), roles)


if __name__ == "__main__":
    main()
