"""Reads and writes N-Quads in the canonical form, one line at a time, without changing how a term is written.

The canonical form (RDF Dataset Canonicalization) writes every term in one way, which is also that of N-Triples, Turtle
and TriG. So a dump is made from the text of the terms, and doesn't depend on the version of an RDF library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import PREFIXES

TYPE: Final = f"<{PREFIXES['rdf']}type>"
"""The property ``rdf:type`` as a statement has it."""

_IRI: Final = r"<[^<>\s]*>"
_BLANK: Final = r"_:[^\s<>\"]+"
_LITERAL: Final = rf'"(?:[^"\\\n\r]|\\.)*"(?:\^\^{_IRI}|@[A-Za-z0-9-]+)?'
_LINE: Final = re.compile(
    rf"({_IRI}|{_BLANK}) ({_IRI}) ({_IRI}|{_BLANK}|{_LITERAL}|<<\( .* \)>>)(?: ({_IRI}|{_BLANK}))? \."
)


class Statement(NamedTuple):
    """A quad whose terms are written as in N-Quads; ``graph`` is empty in the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str

    @property
    def triple(self) -> str:
        """The line of N-Triples, without its end."""
        return f"{self.subject} {self.predicate} {self.object} ."

    @property
    def line(self) -> str:
        """The line of N-Quads, without its end."""
        return f"{self.subject} {self.predicate} {self.object} {self.graph} ." if self.graph else self.triple


def read_statements(text: str, where: str) -> Iterator[Statement]:
    """Yield the statements of a document in the canonical form.

    :param where: the name of the document, for errors.
    :raises StrategyGraphError: a line is no statement in the canonical form.
    """
    # Not splitlines: it also splits at U+2028 and others, which canonical literals hold as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise StrategyGraphError(
                "this line is not N-Quads in the canonical form",
                where=f"{where}:{number}",
                hint="Build the release again with strategy-graph build --force",
            )
        subject, predicate, value, graph = found.groups()
        yield Statement(subject, predicate, value, graph or "")


def in_order(lines: Iterable[str]) -> list[str]:
    """Return the distinct lines in code point order."""
    return sorted(set(lines))


def document(lines: Iterable[str]) -> bytes:
    """Return the lines as a document."""
    return "".join(f"{line}\n" for line in lines).encode()
