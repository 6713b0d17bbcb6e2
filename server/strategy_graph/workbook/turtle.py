"""Writes triples as Turtle in one canonical order, so that a comparison of two versions shows only what has changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from strategy_graph.namespaces import KINDS, PREFIXES, THINGS
from strategy_graph.workbook.sheets import SHEETS
from strategy_graph.workbook.terms import term

_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?")
_TYPE: Final = term("rdf:type")
_XSD_INTEGER, _XSD_BOOLEAN = term("xsd:integer"), term("xsd:boolean")
_OWN_KINDS: Final = frozenset(sheet.kind for sheet in SHEETS if sheet.kind)

_RANK: Final = {
    term(name): number
    for number, name in enumerate(
        dict.fromkeys(column.term for sheet in SHEETS for column in sheet.columns if column.term), 1
    )
}
"""The order of properties: that of the columns, then by IRI."""


def prefixes_for(base: str) -> dict[str, str]:
    """Return the prefixes of the files, those of things at the content's own base."""
    if base == THINGS:
        return dict(PREFIXES)
    return {**PREFIXES, **{kind: f"{base}{kind}/" for kind in KINDS if kind in _OWN_KINDS}}


def to_turtle(triples: Iterable[Triple], comment: str, prefixes: dict[str, str]) -> str:
    """Return the triples as Turtle: subjects by IRI, properties in the order of the columns, values by their text."""
    return _Writer(triples, prefixes).document(comment)


class _Writer:
    def __init__(self, triples: Iterable[Triple], prefixes: dict[str, str]) -> None:
        self._of: dict[object, dict[NamedNode, set[object]]] = defaultdict(lambda: defaultdict(set))
        self._references: dict[object, int] = defaultdict(int)
        for triple in set(triples):
            self._of[triple.subject][triple.predicate].add(triple.object)
            if isinstance(triple.object, BlankNode):
                self._references[triple.object] += 1
        self._prefixes = sorted(((namespace, prefix) for prefix, namespace in prefixes.items()), reverse=True)
        self._namespaces = prefixes
        self._used: set[str] = set()

    def document(self, comment: str) -> str:
        subjects = [node for node in self._of if not self._nested(node)]
        blocks = [self._subject(node) for node in sorted(subjects, key=str)]
        width = max((len(prefix) for prefix in self._used), default=0) + 1
        head = [f"@prefix {prefix + ':':{width}} <{self._namespaces[prefix]}> ." for prefix in sorted(self._used)]
        return "\n".join([*head, "", f"# {comment}", "", "\n\n".join(blocks)]) + "\n"

    def _nested(self, node: object) -> bool:
        return isinstance(node, BlankNode) and self._references[node] == 1

    def _subject(self, node: object) -> str:
        # One triple a line, and the full stop on a line of its own: what is added or taken away changes no other line.
        first, *others = self._lines(node)
        return "\n    ".join([f"{self._term(node)} {first} ;", *(f"{line} ;" for line in others), "."])

    def _lines(self, node: object) -> list[str]:
        properties = self._of[node]
        ordered = sorted(properties, key=lambda name: (name != _TYPE, _RANK.get(name, len(_RANK) + 1), name.value))
        return [
            f"{'a' if name == _TYPE else self._term(name)} {value}"
            for name in ordered
            for value in sorted(map(self._value, properties[name]))
        ]

    def _value(self, value: object) -> str:
        if self._nested(value) and value in self._of:
            return "[ " + " ; ".join(self._lines(value)) + " ]"
        return self._term(value)

    def _term(self, value: object) -> str:
        if isinstance(value, NamedNode):
            return self._iri(value)
        if isinstance(value, Literal):
            if value.datatype == _XSD_INTEGER and re.fullmatch(r"[+-]?\d+", value.value):
                return value.value
            if value.datatype == _XSD_BOOLEAN and value.value in ("true", "false"):
                return value.value
            text, quote, datatype = str(value).rpartition('"^^<')
            if quote and not value.language:
                return f'{text}"^^{self._iri(NamedNode(datatype[:-1]))}'
        return str(value)

    def _iri(self, node: NamedNode) -> str:
        for namespace, prefix in self._prefixes:
            local = node.value.removeprefix(namespace)
            if node.value.startswith(namespace) and _LOCAL.fullmatch(local):
                self._used.add(prefix)
                return f"{prefix}:{local}"
        return f"<{node.value}>"
