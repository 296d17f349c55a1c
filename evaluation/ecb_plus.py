"""Stories and events across reports on ECB+, with given mentions, by the published measures.

    python -m evaluation.ecb_plus DIR [--split dev|test] [--choose]

DIR holds {train,dev,test}.jsonl.gz: ECB+ (Cybulska and Vossen 2014) with its usual split into
topics, 1 to 33 but the dev ones, 2 5 12 18 21 23 34 35, and 36 to 45. Only mentions in
sentences that were validated count, those in no chain as alone. MUC, B³, CEAF-e and CoNLL F1
are those of evaluation/coreference.py.

stories     every document is put to a story by the words of its sentences, as the dossier does
            it but without days, which ECB+ does not give; the truth are the sub-topics
events      every mention is put to a chain, the dossier's way: likeness of the trigger, of the
            names and of the words around, within the stories found
lemma       the baseline: mentions with the same stem in the same story found are one
within      the same two, where only mentions of one document are put together

--choose tries thresholds and prints what each gives; run it with --split dev. Those used on
test were chosen so, and nothing was set on test.
"""

import argparse
import gzip
import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

from according.dossier.assertions import Assertion, Telling
from according.dossier.grouping import Grouping
from according.dossier.stems import clause, stem, stems
from according.dossier.stories import Plot, Sketch
from evaluation.coreference import clusters, conll, table

STORY, EVENT = 0.2, 0.18  # chosen on dev
_LEAD = 3  # sentences
Labels = list[tuple[Hashable, Hashable]]
Document = dict[str, Any]


def load(folder: Path, split: str) -> list[Document]:
    """The documents of a split."""
    with gzip.open(folder / f"{split}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def sentences(document: Document) -> dict[int, list[int]]:
    """The numbers of the tokens of each sentence; the first is an address where it is one."""
    found: dict[int, list[int]] = {}
    for number, sentence in enumerate(document["sent_ids"]):
        found.setdefault(sentence, []).append(number)
    if document["tokens"][:1] == ["http"]:
        found.pop(0, None)
    return found


def text(document: Document, numbers: Iterable[int]) -> str:
    """The words of some tokens."""
    return " ".join(document["tokens"][number] for number in numbers)


def sketch(document: Document) -> Sketch:
    """What a document is about."""
    parts = [text(document, numbers) for numbers in sentences(document).values()]
    return Sketch(
        title=stems(" ".join(parts[:1])),
        lead=stems(" ".join(parts[:_LEAD])),
        words=stems(" ".join(parts)),
        days=(),
    )


def stories(documents: list[Document], threshold: float) -> dict[str, str]:
    """The story that each document is put to."""
    plot = Plot(threshold, silence=1)
    found: dict[str, str] = {}
    for number, document in enumerate(documents):
        told = sketch(document)
        put = plot.find(told, frozenset(), 0)
        story = put.story if put is not None else document["id"]
        plot.remember(number, told, frozenset(), 0, story)
        found[document["id"]] = story
    return found


def mentions(document: Document) -> Iterator[tuple[str, dict[str, Any], Assertion]]:
    """The events of validated sentences, each with its name and what is compared."""
    spans = sentences(document)
    for number, mention in enumerate(document["mentions"]):
        tokens = mention["tokens"]
        sentence = document["sent_ids"][tokens[0]]
        if mention["class"] != "event" or sentence not in document["eval_sentences"]:
            continue
        numbers = spans.get(sentence, tokens)
        whole = text(document, numbers)
        start = len(text(document, [n for n in numbers if n < tokens[0]])) + 1
        trigger = text(document, tokens)
        around = clause(whole, start, start + len(trigger))
        yield f"{document['id']} {number}", mention, _assertion(trigger, around)


def _assertion(trigger: str, around: str) -> Assertion:
    head = stems(trigger) or (trigger.casefold(),)  # "said" says nothing, but is a mention here
    names = tuple(word.casefold() for word in around.split()[1:] if word[:1].isupper())
    return Assertion(
        kinds=("event",), mode="is", labels=head, sides=names, head=head,
        words=stems(around), value=None, day="", place=(), text=around,
        tellings=(Telling("", (0, 0)),),
    )  # fmt: skip


def key(documents: list[Document]) -> Labels:
    """The true chain of each mention."""
    found: Labels = []
    for document in documents:
        for name, mention, _ in mentions(document):
            found.append((name, mention["chain"] or name))
    return found


def lemma(documents: list[Document], scope: Callable[[Document], str]) -> Labels:
    """The baseline: one stem in one scope is one event, without words of one meaning."""
    return [
        (name, (scope(document), *(stem(document["tokens"][n].casefold()) for n in m["tokens"])))
        for document in documents
        for name, m, _ in mentions(document)
    ]


def grouped(
    documents: list[Document], scope: Callable[[Document], str], threshold: float
) -> Labels:
    """The dossier's way, scope by scope."""
    scopes: dict[str, list[Document]] = {}
    for document in documents:
        scopes.setdefault(scope(document), []).append(document)
    found: Labels = []
    for name, some in scopes.items():
        grouping = Grouping(threshold)
        for number, document in enumerate(some):
            told = list(mentions(document))
            places = grouping.take(number, "2000-01-01", [each for _, _, each in told])
            found += [(n, (name, p.claim)) for (n, _, _), p in zip(told, places, strict=True)]
    return found


def show(title: str, true: Labels, given: Labels) -> None:
    """Print a table."""
    print(f"\n{title}")
    print(*table(clusters(true), clusters(given)), sep="\n")


def choose(documents: list[Document]) -> None:
    """Print what thresholds give."""
    true = [(d["id"], d["subtopic"]) for d in documents]
    best = max(
        (conll(clusters(true), clusters(stories(documents, t).items())), t)
        for t in [n / 100 for n in range(14, 30, 2)]
    )
    print(f"stories: threshold {best[1]} gives CoNLL F1 {best[0]:.1f}")
    found = stories(documents, best[1])
    chains = clusters(key(documents))
    for threshold in [n / 100 for n in range(18, 52, 4)]:
        given = grouped(documents, lambda d: found[d["id"]], threshold)
        print(f"events: threshold {threshold} gives CoNLL F1 {conll(chains, clusters(given)):.1f}")


def main() -> None:
    """Print the tables."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("folder", type=Path)
    ap.add_argument("--split", choices=["train", "dev", "test"], default="test")
    ap.add_argument("--choose", action="store_true")
    asked = ap.parse_args()
    documents = load(asked.folder, asked.split)
    if asked.choose:
        choose(documents)
        return
    found = stories(documents, STORY)
    true = key(documents)
    show("stories", [(d["id"], d["subtopic"]) for d in documents], list(found.items()))
    inside: Labels = [(n, (c, str(n).split(" ")[0])) for n, c in true]
    for title, labels, scope in (
        ("across documents", true, lambda d: found[d["id"]]),
        ("within documents", inside, lambda d: d["id"]),
    ):
        show(f"events {title}, lemma", labels, lemma(documents, scope))
        show(f"events {title}, ours", labels, grouped(documents, scope, EVENT))


if __name__ == "__main__":
    main()
