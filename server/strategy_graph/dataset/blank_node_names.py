"""Names the blank nodes of a release by IRIs (skolemisation: RDF 1.1 Concepts, section 3.5).

Authors write ``evidence:x oa:hasSelector [ … ]``. The release has ``evidence:x#selector``: the IRI of what refers to
the node, the property without *has* and, where it has several such values, what tells them apart. So a name changes
with nothing but what it is made of, while the canonical label of a blank node changes with any other blank node.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from strategy_graph.prefixed_names import name_in_iri
from strategy_graph.rdf_terms import named_node

Names = Mapping[BlankNode, NamedNode]
Node = NamedNode | BlankNode

_TYPE: Final = named_node("rdf:type")
_FIRST: Final = named_node("rdf:first")
_REST: Final = named_node("rdf:rest")
_KEYS: Final = (named_node("schema:propertyID"), named_node("dcterms:identifier"), named_node("skos:notation"))
"""Properties whose value tells a node from its siblings, now and when there are more of them."""
_DEEPEST: Final = 50
"""The number of nested nodes down to which content tells two nodes apart."""


def names_of_blank_nodes(quads: Iterable[Quad], *, documents: Mapping[str, str], own: Callable[[str], bool]) -> Names:
    """Return an IRI for each blank node.

    :param quads: authored quads; no blank node occurs in two of their graphs.
    :param documents: by graph, the IRI below which nodes are named that nothing refers to.
    :param own: returns whether names may be made below an IRI: whether it belongs to the publisher of the quads.
    """
    return _Namer(list(quads), documents, own).names()


def with_names(quads: Iterable[Quad], names: Names) -> list[Quad]:
    """Return the quads with the names instead of the blank nodes."""
    return [_renamed(quad, names) for quad in quads]


def _renamed(quad: Quad, names: Names) -> Quad:
    subject, value = quad.subject, quad.object
    if not isinstance(subject, BlankNode) and not isinstance(value, BlankNode):
        return quad
    subject = names.get(subject, subject) if isinstance(subject, BlankNode) else subject
    value = names.get(value, value) if isinstance(value, BlankNode) else value
    return Quad(subject, quad.predicate, value, quad.graph_name)


class _Namer:
    def __init__(self, quads: list[Quad], documents: Mapping[str, str], own: Callable[[str], bool]) -> None:
        self._own = own
        self._documents = documents
        self._document: dict[BlankNode, str] = {}
        self._about: dict[BlankNode, list[tuple[NamedNode, object]]] = defaultdict(list)
        self._referrers: dict[BlankNode, list[tuple[Node, NamedNode]]] = defaultdict(list)
        self._names: dict[BlankNode, NamedNode] = {}
        self._cells: dict[BlankNode, tuple[str, int]] = {}
        for subject, predicate, value, graph in quads:
            document = documents[graph.value] if isinstance(graph, NamedNode) else ""
            if isinstance(subject, BlankNode):
                self._about[subject].append((predicate, value))
                self._document.setdefault(subject, document)
            if isinstance(value, BlankNode):
                self._document.setdefault(value, document)
                if not isinstance(subject, Triple):
                    self._referrers[value].append((subject, predicate))
        self._taken = {
            node.value for quad in quads for node in (quad.subject, quad.object) if isinstance(node, NamedNode)
        }

    def names(self) -> Names:
        self._name_alone([node for node in self._document if not self._referrers[node]])
        while True:
            while groups := self._next_groups():
                for (parent, local), nodes in sorted(groups.items()):
                    self._name_group(f"{parent}{'.' if '#' in parent else '#'}{local}", nodes)
            if not (circular := [node for node in self._document if node not in self._names]):
                return self._names
            self._name_alone([min(circular, key=self._content)])

    def _next_groups(self) -> dict[tuple[str, str], list[BlankNode]]:
        """Return the nodes that something named refers to, by the beginning of their names."""
        groups: dict[tuple[str, str], list[BlankNode]] = defaultdict(list)
        for node, referrers in self._referrers.items():
            if node not in self._names and (beginnings := [*self._beginnings(node, referrers)]):
                groups[min(beginnings)].append(node)
        return groups

    def _beginnings(self, node: BlankNode, referrers: list[tuple[Node, NamedNode]]) -> Iterator[tuple[str, str]]:
        for referrer, predicate in referrers:
            if isinstance(referrer, BlankNode):
                if referrer not in self._names:
                    continue
                if predicate == _REST:
                    head, place = self._cells.get(referrer, (self._names[referrer].value, 1))
                    self._cells[node] = (head, place + 1)
                    yield head, str(place + 1)
                else:
                    yield self._names[referrer].value, _local(predicate)
            elif self._own(referrer.value):
                yield referrer.value, _local(predicate)
            else:
                yield f"{self._document[node]}#{name_in_iri(referrer.value)}", _local(predicate)

    def _name_alone(self, nodes: list[BlankNode]) -> None:
        """Name nodes that nothing refers to by their class."""
        groups: dict[str, list[BlankNode]] = defaultdict(list)
        for node in nodes:
            classes = (
                value.value for name, value in self._about[node] if name == _TYPE and isinstance(value, NamedNode)
            )
            kind = _last_part(min(classes, default="node"))
            groups[f"{self._document[node]}{'.' if '#' in self._document[node] else '#'}{kind}"].append(node)
        for beginning, members in sorted(groups.items()):
            self._name_group(beginning, members)

    def _name_group(self, beginning: str, nodes: list[BlankNode]) -> None:
        keys = {node: self._key(node) or (_hash(self._content(node)) if len(nodes) > 1 else "") for node in nodes}
        for node in nodes if len(nodes) == 1 else sorted(nodes, key=lambda node: (keys[node], self._content(node))):
            name = f"{beginning}.{keys[node]}" if keys[node] else beginning
            if list(keys.values()).count(keys[node]) > 1 or name in self._taken:
                name += f".{_hash(self._content(node))}"
            unique, number = name, 1
            while unique in self._taken:
                # The same was said twice, so either may be the first.
                number += 1
                unique = f"{name}-{number}"
            self._taken.add(unique)
            self._names[node] = NamedNode(unique)

    def _key(self, node: BlankNode) -> str:
        for name in _KEYS:
            values = [
                value.value
                for predicate, value in self._about[node]
                if predicate == name and isinstance(value, Literal)
            ]
            if len(values) == 1 and (
                key := re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", values[0]).lower()).strip("-")
            ):
                return key
        return ""

    def _content(self, node: BlankNode, depth: int = 0) -> str:
        """Return a text of what is said about a node, which has no label of a blank node in it."""
        said = []
        cell: object = node
        seen = set()
        while isinstance(cell, BlankNode) and cell not in seen:
            seen.add(cell)
            rest: object = None
            for predicate, value in self._about[cell]:
                if predicate == _REST and isinstance(value, BlankNode):
                    rest = value
                elif not isinstance(value, BlankNode):
                    said.append(f"{len(seen):06} {predicate} {value}")
                elif depth < _DEEPEST:
                    said.append(f"{len(seen):06} {predicate} [{self._content(value, depth + 1)}]")
            cell = rest
        return " ; ".join(sorted(said))


def _local(predicate: NamedNode) -> str:
    """Return the last part of a property's IRI, without *has*: ``oa:hasSelector`` becomes ``selector``."""
    local = _last_part(predicate.value)
    if match := re.fullmatch("has([A-Z])(.*)", local):
        local = match[1].lower() + match[2]
    return local


def _last_part(iri: str) -> str:
    return re.split("[/#:]", iri.rstrip("/#"))[-1]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
