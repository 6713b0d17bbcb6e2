"""A dataset that can be changed and validated again: the small one of ``good/``, or the real data.

Changes are applied to the asserted triples, and the derivation rules run again, except for faults that only derived
triples can have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from strategy_graph.dataset.derivation import Rule, derive, read_rules, without_views
from strategy_graph.dataset.rdflib_terms import new_graph, to_graph, to_triples
from strategy_graph.dataset.validation.constraint_components import FASTER, OF_PYSHACL, Components
from strategy_graph.dataset.validation.rdflib_graph import QueryCachingGraph
from strategy_graph.dataset.validation.report import Finding, ValidationReport
from strategy_graph.dataset.validation.validate import validate_graphs, without_descriptions
from strategy_graph.namespaces import PREFIXES, THINGS

ROOT = Path(__file__).resolve().parents[2]
GOOD = Path(__file__).with_name("good")
BAD = Path(__file__).with_name("bad")
SHAPE = "https://w3id.org/digital-strategy-graph/shapes#"

Term = NamedNode | BlankNode | Literal

_Triple = tuple[Node, Node, Node]
_ONLY_VIEWS = re.compile(r"CONSTRUCT\s*\{\s*\?thing\s+dsg:(displayName|inStrategy)\s+\?\w+\s*\.\s*\}")


def iri(name: str) -> NamedNode:
    """Return the IRI of a prefixed name, or of a path below ``id/`` such as ``measure/m1``."""
    prefix, colon, local = name.partition(":")
    if colon and prefix == "shape":
        return NamedNode(SHAPE + local)
    return NamedNode(PREFIXES[prefix] + local if colon else THINGS + name)


def triples_of(turtle: str) -> list[Triple]:
    """Parse Turtle that may use the project's prefixes without declaring them."""
    declared = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    kinds = {"theme", "goal", "outcome", "measure", "initiative", "part", "milestone", "figure", "group", "treaty"}
    kinds |= {"organisation", "person", "claim", "evidence", "source", "section", "note", "tier", "role", "basis"}
    kinds |= {
        "strategy",
        "plan",
        "listing",
        "strength",
        "milestone-status",
        "scheme",
        "vision",
        "figure-purpose",
        "source-kind",
    }
    declared += "".join(f"@prefix {kind}: <{THINGS}{kind}/> .\n" for kind in kinds)
    return [Triple(q.subject, q.predicate, q.object) for q in parse(declared + turtle, RdfFormat.TURTLE)]


@dataclass(frozen=True)
class Change:
    """The triples to remove and to add.

    :ivar without: subject, property and object, where a missing object means all. Removing a link to a blank node also
        removes the blank node.
    :ivar after_rules: the change is applied to the derived graph, for faults that only derived triples can have.
    """

    without: Sequence[tuple[NamedNode, NamedNode | None, Term | None]] = ()
    extra: Sequence[Triple] = ()
    after_rules: bool = False

    def apply(self, quads: Iterable[Quad]) -> list[Quad]:
        """Return the changed quads.

        :raises AssertionError: there is nothing to remove, so the change is out of date.
        """
        kept = list(quads)
        for subject, predicate, value in self.without:
            gone = [quad for quad in kept if _matches(quad, subject, predicate, value)]
            assert gone, f"nothing to take out for {subject} {predicate} {value}"
            orphans = {quad.object for quad in gone if isinstance(quad.object, BlankNode)}
            removed = set(gone)
            kept = [quad for quad in kept if quad not in removed and quad.subject not in orphans]
        return kept + [Quad(triple.subject, triple.predicate, triple.object) for triple in self.extra]


def _matches(quad: Quad, subject: NamedNode, predicate: NamedNode | None, value: Term | None) -> bool:
    return quad.subject == subject and predicate in (None, quad.predicate) and (value is None or quad.object == value)


@dataclass(eq=False)
class MutableDataset:
    """The ontology, the data and the derivation rules."""

    asserted: list[Quad]
    rules: list[Rule]

    @cached_property
    def derived(self) -> list[Quad]:
        """The triples that the rules derive from the unchanged dataset."""
        return self._derive(self.asserted)

    @cached_property
    def _unchanged(self) -> tuple[set[Quad], Graph]:
        quads = {*self.asserted, *self.derived}
        return quads, to_graph(quads)

    @cached_property
    def _copy_in_rdflib_store(self) -> Graph:
        return copy_in_rdflib_store(self._unchanged[1])

    def _derive(self, asserted: Iterable[Quad]) -> list[Quad]:
        derived = without_views(derive(without_rules_of_views(self.rules), asserted).quads)
        return [Quad(quad.subject, quad.predicate, quad.object) for quad in derived]

    def changed(self, *changes: Change) -> list[Quad]:
        """Return all asserted and derived triples after the changes."""
        authored = [change for change in changes if not change.after_rules]
        asserted = self.asserted
        for change in authored:
            asserted = change.apply(asserted)
        quads = [*asserted, *(self._derive(asserted) if authored else self.derived)]
        for change in changes:
            if change.after_rules:
                quads = change.apply(quads)
        return quads

    def validate(self, *changes: Change, shapes: Graph | None = None) -> tuple[Finding, ...]:
        """Return the findings after the changes."""
        return self._report(self._unchanged[1], shapes or all_shapes(), self.changed(*changes)).findings

    def reports(self, *changes: Change, shapes: Graph) -> tuple[ValidationReport, ValidationReport]:
        """Return our report, and the reference report of pySHACL on RDFLib's own graphs."""
        quads = self.changed(*changes)
        ours = self._report(self._unchanged[1], shapes, quads)
        return ours, self._report(self._copy_in_rdflib_store, copy_in_rdflib_store(shapes), quads, OF_PYSHACL)

    def partial_references(self, *changes: Change, shapes: Graph) -> tuple[ValidationReport, ...]:
        """Return our report, and those in which only the graphs or only the components are not ours.

        Together they take half the time of :meth:`reports`.
        """
        quads = self.changed(*changes)
        return (
            self._report(self._unchanged[1], shapes, quads),
            self._report(self._copy_in_rdflib_store, copy_in_rdflib_store(shapes), quads),
            self._report(self._unchanged[1], shapes, quads, OF_PYSHACL),
        )

    def _report(
        self, graph: Graph, shapes: Graph, quads: list[Quad], components: Components = FASTER
    ) -> ValidationReport:
        """Return the report on the quads; the graph is changed in place and restored, since rebuilding it is slower."""
        before, after = self._unchanged[0], set(quads)
        gone, new = list(to_triples(before - after)), list(to_triples(after - before))
        try:
            _replace(graph, gone, new)
            return validate_graphs(graph, shapes, components=components)
        finally:
            _replace(graph, new, gone)


def without_rules_of_views(rules: Sequence[Rule]) -> list[Rule]:
    """Leave out the rules that add nothing but views: they take 0.4 of the time, and views are not validated."""
    return [rule for rule in rules if _ONLY_VIEWS.search(rule.text) is None]


def copy_in_rdflib_store(graph: Graph) -> Graph:
    """Copy a graph to RDFLib's own store, which RDFLib's own SPARQL engine queries; only parsed queries are cached."""
    copy = QueryCachingGraph()
    for prefix, namespace in graph.namespaces():
        copy.bind(prefix, namespace)
    for triple in graph:
        copy.add(triple)
    return copy


def _replace(graph: Graph, gone: Iterable[_Triple], new: Iterable[_Triple]) -> None:
    for triple in gone:
        graph.remove(triple)
    for triple in new:
        graph.add(triple)


def read(*folders: Path) -> list[Quad]:
    """Parse the Turtle files of the folders."""
    quads: dict[Quad, None] = {}
    for folder in folders:
        for file in sorted(folder.glob("*.ttl")):
            quads.update(dict.fromkeys(parse(path=str(file))))
    return list(quads)


@cache
def small_dataset() -> MutableDataset:
    """Return the good examples, at least one of each class, with the part of the ontology that rules and shapes use."""
    wordy = {"definition", "example", "scopeNote", "isDefinedBy", "comment"}
    terms = [
        quad
        for quad in read(ROOT / "ontology")
        if not _is_term(quad.subject) or quad.predicate.value.replace("#", "/").rsplit("/", 1)[1] not in wordy
    ]
    return MutableDataset([*terms, *read(GOOD)], all_rules())


@cache
def real_dataset() -> MutableDataset:
    """Return the real data."""
    return MutableDataset(read(ROOT / "ontology", ROOT / "data"), all_rules())


@cache
def all_rules() -> list[Rule]:
    return read_rules(sorted((ROOT / "ontology" / "rules").glob("*.rq")))


@cache
def all_shapes() -> Graph:
    """Return the shapes that our content is validated against: core and profile."""
    return to_graph(without_descriptions(read(ROOT / "shapes" / "core", ROOT / "shapes" / "profiles" / "aotearoa")))


@cache
def described_shapes() -> Graph:
    """Return the shapes that our content is validated against, with their names and descriptions for readers."""
    return to_graph(read(ROOT / "shapes" / "core", ROOT / "shapes" / "profiles" / "aotearoa"))


@cache
def core_shapes() -> Graph:
    """Return the shapes that every plan is validated against."""
    return to_graph(without_descriptions(read(ROOT / "shapes" / "core")))


@cache
def shapes_around(shape: URIRef) -> Graph:
    """Return the minimal shapes graph that checks one shape.

    It holds the shape itself, if it has a target, and the shapes with targets that use it.
    """
    everything = all_shapes()
    users = {shape, *(user for user in everything.subjects(SH.property, shape))}
    few = new_graph()
    waiting: list[Node] = [user for user in users if _has_target(user)]
    assert waiting, f"{shape} has no target and no shape that has one uses it"
    waiting += everything.subjects(SH.declare, None)
    seen: set[Node] = set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for predicate, value in everything.predicate_objects(node):
            few.add((node, predicate, value))
            if isinstance(value, BNode) or predicate == SH.property:
                waiting.append(value)
    return few


@cache
def shapes_about(*names: str) -> Graph:
    """Return the shapes graph that checks every shape in whose paths, queries or messages one of the properties stands.

    :param names: prefixed names.
    """
    properties = {URIRef(iri(name).value) for name in names}
    words = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    chosen = new_graph()
    for shape in named_shapes():
        around = shapes_around(shape)
        said = [value for node in (shape, *_parts_of(shape)) for value in around.objects(node)]
        if properties & {*said} or any(words.search(value) for value in said if isinstance(value, rdflib.Literal)):
            for triple in around:
                chosen.add(triple)
    assert len(chosen), f"no shape is about {names}"
    return chosen


def _parts_of(shape: Node) -> set[Node]:
    """Return the blank nodes that a shape is made of."""
    found: set[Node] = set()
    waiting = [shape]
    while waiting:
        for value in all_shapes().objects(waiting.pop()):
            if isinstance(value, BNode) and value not in found:
                found.add(value)
                waiting.append(value)
    return found


def _has_target(shape: Node) -> bool:
    shapes = all_shapes()
    return any((shape, target, None) in shapes for target in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf))


def _is_term(node: object) -> bool:
    return isinstance(node, NamedNode) and not node.value.startswith(THINGS)


def named_shapes() -> list[URIRef]:
    """Return all shapes with an IRI; the others are parts of their constraints."""
    shapes = all_shapes()
    found = {*shapes.subjects(RDF.type, SH.NodeShape), *shapes.subjects(RDF.type, SH.PropertyShape)}
    return sorted(shape for shape in found if isinstance(shape, URIRef))
