"""Writes a document's triples as JSON-LD, as a tree from the thing that it is about.

Each node is described once, as near to the thing as it is linked. What links to a node stands below ``@reverse``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from strategy_graph.linked_data.json_ld_context import Context
from strategy_graph.linked_data.json_text import indented
from strategy_graph.linked_data.serialisation import NotRepresentable, used_prefixes
from strategy_graph.linked_data.terms import Subject
from strategy_graph.namespaces import PREFIXES

_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
_XSD: Final = PREFIXES["xsd"]
_TYPE: Final = PREFIXES["rdf"] + "type"
_STRING: Final = _XSD + "string"

_DEPTH: Final = 40
"""Subjects that stand inside each other; what is linked from deeper ones, such as a long list, stands beside."""

Json = dict[str, Any]


def json_ld(triples: Sequence[Triple], main: str, context: Context, address: str | None = None) -> bytes:
    """Return the document as JSON-LD.

    :param address: the address of the context; without one, the document holds that part of it that it needs.
    :raises NotRepresentable: a value is a triple, or an IRI would be taken for a shortened one.
    """
    if address is None:
        context = context.narrowed({triple.predicate.value for triple in triples}, used_prefixes(triples))
    tree = _Tree(triples, main, context).document()
    document = {"@context": address or context.definitions, **tree}
    # Inside HTML nobody reads the lines.
    text = json.dumps(document, ensure_ascii=False) if address is None else indented(document)
    return (text + "\n").encode()


class _Tree:
    def __init__(self, triples: Sequence[Triple], main: str, context: Context) -> None:
        self._context = context
        self._main: Subject = NamedNode(main)
        self._out: dict[Subject, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self._in: dict[Subject, list[tuple[str, Subject]]] = defaultdict(list)
        for triple in triples:
            value = triple.object
            if isinstance(value, Triple):
                raise NotRepresentable(
                    "this description has a triple as a value, which JSON-LD can't hold",
                    hint="Take it as Turtle or N-Triples",
                )
            self._out[triple.subject][triple.predicate.value].append(value)
            if isinstance(value, NamedNode | BlankNode) and triple.predicate.value != _TYPE:
                self._in[value].append((triple.predicate.value, triple.subject))
        self._children: dict[Subject, list[tuple[bool, str, Subject]]] = defaultdict(list)
        self._placed: set[Subject] = set()

    def document(self) -> Json:
        """Return the tree of the main node, with what is not linked to it beside."""
        roots = [self._main, *(node for node in list(self._out) if node != self._main)]
        trees = []
        for root in roots:
            if root not in self._placed:
                self._place(root)
                trees.append(root)
        whole, *others = (self._tree(root) for root in trees)
        if others:
            whole["@included"] = others
        return whole

    def _place(self, root: Subject) -> None:
        """Give each node that the root leads to, or that links to the root, its place: breadth first."""
        self._placed.add(root)
        queue = [root]
        depth = {root: 0}
        while queue:
            node = queue.pop(0)
            if depth[node] == _DEPTH:
                continue
            before = len(queue)
            for predicate, values in self._out.get(node, {}).items():
                if predicate != _TYPE:
                    queue += [value for value in values if self._adopt(node, predicate, value)]
            if node == root:
                links = self._in.get(node, ())
                queue += [subject for predicate, subject in links if self._adopt(node, predicate, subject, True)]
            depth.update(dict.fromkeys(queue[before:], depth[node] + 1))

    def _adopt(self, parent: Subject, predicate: str, child: Any, reverse: bool = False) -> bool:
        if not isinstance(child, NamedNode | BlankNode) or child in self._placed or child not in self._out:
            return False
        self._placed.add(child)
        self._children[parent].append((reverse, predicate, child))
        return True

    def _tree(self, node: Subject, via: tuple[str, Subject] | None = None) -> Json:
        """Return a node with its children.

        :param via: the link of this node to its parent, which the parent states by ``@reverse``.
        """
        below = {(predicate, child) for reverse, predicate, child in self._children[node] if not reverse}
        result: Json = {"@id": self._id(node)}
        properties = self._out.get(node, {})
        if kinds := properties.get(_TYPE):
            result["@type"] = _one_or_all(
                [self._context.shorten(kind.value) if isinstance(kind, NamedNode) else self._id(kind) for kind in kinds]
            )
        for predicate, values in properties.items():
            kept = [value for value in values if (predicate, value) != via]
            if predicate != _TYPE and kept:
                key, value = self._property(predicate, kept, below)
                result[key] = value
        reverse = self._reverse(node)
        if reverse:
            result["@reverse"] = reverse
        return result

    def _reverse(self, node: Subject) -> Json:
        result: dict[str, list[Json]] = defaultdict(list)
        for reverse, predicate, child in self._children[node]:
            if reverse:
                term = self._context.terms.get(predicate)
                key = term.name if term else self._context.shorten(predicate)
                result[key].append(self._tree(child, (predicate, node)))
        return dict(result)

    def _property(self, predicate: str, values: list[Any], below: set[tuple[str, Subject]]) -> tuple[str, Any]:
        term = self._context.terms.get(predicate)
        coercion = term.coercion if term else ""
        if term and coercion == "@language" and all(_has_language(value) for value in values):
            return term.name, _by_language(values)
        fits = term is not None and coercion != "@language" and all(self._fits(value, coercion) for value in values)
        key = term.name if term and fits else self._context.shorten(predicate)
        written = [
            self._tree(value) if (predicate, value) in below else self._value(value, coercion if fits else "")
            for value in values
        ]
        return key, _one_or_all(written)

    @staticmethod
    def _fits(value: Any, coercion: str) -> bool:
        """Return whether a coerced term may have the value."""
        if not coercion or coercion == "@id":
            return not coercion or not isinstance(value, Literal)
        return isinstance(value, Literal) and value.datatype.value == coercion

    def _value(self, value: Any, coercion: str) -> Any:
        if not isinstance(value, Literal):
            identifier = self._id(value)
            return identifier if coercion == "@id" else {"@id": identifier}
        if coercion:
            return value.value
        if value.language:
            direction = getattr(value, "direction", None)
            more = {"@direction": str(direction).rpartition(".")[2].lower()} if direction else {}
            return {"@value": value.value, "@language": value.language, **more}
        datatype = value.datatype.value
        if datatype == _XSD + "integer" and _INTEGER.fullmatch(value.value):
            return int(value.value)
        if datatype == _XSD + "boolean" and value.value in {"true", "false"}:
            return value.value == "true"
        return value.value if datatype == _STRING else {"@value": value.value, "@type": self._context.shorten(datatype)}

    def _id(self, node: Any) -> str:
        if isinstance(node, BlankNode):
            return f"_:{node.value}"
        if self._context.is_ambiguous(node.value):
            raise NotRepresentable(
                f"the IRI {node.value} would be taken for a shortened one in JSON-LD",
                hint="Take the description as Turtle, N-Triples or RDF/XML",
            )
        return str(node.value)


def _has_language(value: Any) -> bool:
    return isinstance(value, Literal) and value.language is not None and not getattr(value, "direction", None)


def _by_language(values: Iterable[Literal]) -> Json:
    result: dict[str, list[str]] = defaultdict(list)
    for value in values:
        result[value.language or "@none"].append(value.value)
    return {language: _one_or_all(texts) for language, texts in sorted(result.items())}


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
