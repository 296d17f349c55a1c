"""Order statements as an outline: each under the one that it stands in."""

from collections.abc import Iterator, Sequence

from according.records import Statement

Line = tuple[Statement, int, Statement | None]  # statement, depth, parent


def outline(statements: Sequence[Statement]) -> Iterator[Line]:
    """Walk the statements parents first, otherwise in their own order; each appears once.

    A parent that is missing, or a ring of parents, cannot come from the reader but may
    come from a file: such statements stand at the top.
    """
    children: dict[str | None, list[Statement]] = {}
    known = {said.id for said in statements}
    for said in statements:
        children.setdefault(said.via if said.via in known else None, []).append(said)
    seen: set[str] = set()
    for root in [*children.get(None, []), *statements]:
        stack: list[Line] = [(root, 0, None)]
        while stack:
            said, depth, parent = stack.pop()
            if said.id in seen:
                continue
            seen.add(said.id)
            yield said, depth, parent
            inner = children.get(said.id, [])
            stack.extend((child, depth + 1, said) for child in reversed(inner))
