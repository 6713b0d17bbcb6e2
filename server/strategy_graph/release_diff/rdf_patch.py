"""Writes, reads and applies RDF Patch, the format of Apache Jena: ``H``, ``TX``, ``D``, ``A`` and ``TC`` lines.

A blank node's label in a patch says what the node holds (:mod:`strategy_graph.release_diff.blank_labels`), so a patch
that touches blank nodes is applied by :func:`apply_patch`. One that touches none can be applied by any tool.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import RdfFormat, parse

from strategy_graph.dataset.release.digest import canonical_nquads, digest
from strategy_graph.dumps.nquads import Statement, document, read_statements
from strategy_graph.errors import StrategyGraphError
from strategy_graph.release_diff.changes import Changes
from strategy_graph.release_diff.states import State

_HEADER: Final = re.compile(r'H (old|new) "sha256:([0-9a-f]{64})" \.')


class PatchRefused(StrategyGraphError):
    """A patch that is damaged, or that doesn't fit the state."""


@dataclass(frozen=True)
class Patch:
    """What a patch document says.

    :ivar old: the digest of the state that it is for.
    :ivar new: the digest of the state that it leads to.
    """

    old: str
    new: str
    removed: tuple[Statement, ...]
    added: tuple[Statement, ...]


def write_patch(changes: Changes) -> bytes:
    """Return the patch that leads from the old state to the new one; it depends on both alone."""
    old, new = changes.old.digest, changes.new.digest
    return document(_lines(changes, old, new))


def _lines(changes: Changes, old: str, new: str) -> Iterator[str]:
    yield f"H id <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{old}..{new}')}> ."
    yield f'H old "sha256:{old}" .'
    yield f'H new "sha256:{new}" .'
    yield "TX ."
    yield from (f"D {statement.line}" for statement in changes.removed)
    yield from (f"A {statement.line}" for statement in changes.added)
    yield "TC ."


def read_patch(text: str, where: str) -> Patch:
    """Read a patch.

    :param where: the name of the document, for errors.
    :raises PatchRefused: a line is no line of a patch as :func:`write_patch` writes it, or the end is missing.
    """
    digests: dict[str, str] = {}
    parts: dict[str, list[Statement]] = {"A": [], "D": []}
    ended = False
    for number, line in enumerate(text.split("\n"), 1):
        code, _, rest = line.partition(" ")
        if code in parts and not ended:
            try:
                parts[code] += read_statements(rest, where)
            except StrategyGraphError as error:
                raise _unreadable(where, number) from error
        elif found := _HEADER.fullmatch(line):
            digests[found[1]] = found[2]
        elif line == "TC .":
            ended = True
        elif code not in {"", "TX"} and not line.startswith("H id <"):
            raise _unreadable(where, number)
    if not ended or digests.keys() != {"old", "new"}:
        missing = "its headers" if ended else "its end (TC)"
        raise PatchRefused(f"the patch has lost {missing}", where=where, hint="Fetch it again")
    return Patch(digests["old"], digests["new"], tuple(parts["D"]), tuple(parts["A"]))


def apply_patch(state: State, patch: Patch) -> bytes:
    """Return the canonical form of the state that the patch leads to.

    :raises PatchRefused: the patch is for another state, or the result isn't the one that it says.
    """
    if state.digest != patch.old:
        raise PatchRefused(
            f"the patch is for the release {patch.old[:16]}, and this is {state.digest[:16]}",
            hint="Apply it to the release that it names",
        )
    statements = (state.statements - set(patch.removed)) | set(patch.added)
    result = canonical_nquads(parse(document(item.line for item in statements), format=RdfFormat.N_QUADS))
    if digest(result) != patch.new:
        raise PatchRefused(
            f"the patch does not lead to the release {patch.new[:16]}", hint="It is damaged: fetch it again"
        )
    return result


def _unreadable(where: str, number: int) -> PatchRefused:
    return PatchRefused(
        "this line is no RDF Patch", where=f"{where}:{number}", hint="Give a patch as diff --format rdf-patch writes it"
    )
