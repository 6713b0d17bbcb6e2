"""Searches an ontology for the common pitfalls of the OOPS! catalogue, each under its number there.

A pitfall is a function from the ontology to the terms that show it. Only terms of the ontology's own namespace
(``vann:preferredNamespaceUri``) are judged; a pitfall of the whole ontology names its header.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import combinations

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

VANN = Namespace("http://purl.org/vocab/vann/")
Finder = Callable[[Graph], set[str]]
PITFALLS: dict[str, Finder] = {}


def pitfall(number: str) -> Callable[[Finder], Finder]:
    """Register a function under the number of its pitfall."""

    def register(finder: Finder) -> Finder:
        PITFALLS[number] = finder
        return finder

    return register


def own(graph: Graph, *kinds: URIRef) -> set[URIRef]:
    """Return the terms of the given kinds in the ontology's own namespace, without those that are deprecated."""
    home = str(next(graph.objects(None, VANN.preferredNamespaceUri)))
    terms = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    terms -= set(graph.subjects(OWL.deprecated, Literal(True)))
    return {term for term in terms if isinstance(term, URIRef) and term.startswith(home)}


def name(term: Node) -> str:
    return re.split("[/#]", str(term))[-1]


def names(terms: Iterable[Node]) -> set[str]:
    return {name(term) for term in terms}


def members(graph: Graph, node: Node) -> set[Node]:
    """Return a class, or the classes that an anonymous union or a list is made of."""
    union = graph.value(node, OWL.unionOf)
    return set(Collection(graph, union)) if union is not None else {node}


def objects_of(graph: Graph, term: Node, predicate: URIRef) -> set[Node]:
    return {member for value in graph.objects(term, predicate) for member in members(graph, value)}


@pitfall("P04")
def unconnected_elements(graph: Graph) -> set[str]:
    """Find classes that no property and no other class refers to, and properties that refer to nothing."""
    properties = own(graph, OWL.ObjectProperty, OWL.DatatypeProperty)
    places = (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf)
    used = {node for _, p, o in graph if p in places for node in members(graph, o)}
    placed = {s for s, p, _ in graph if p in places}
    return names((own(graph, OWL.Class) | properties) - used - placed)


@pitfall("P05")
def wrong_inverses(graph: Graph) -> set[str]:
    """Find inverses of which the domain of one is not the range of the other."""
    return {
        name(one)
        for one, other in graph.subject_objects(OWL.inverseOf)
        if one in own(graph, OWL.ObjectProperty)
        and (
            objects_of(graph, one, RDFS.domain) != objects_of(graph, other, RDFS.range)
            or objects_of(graph, one, RDFS.range) != objects_of(graph, other, RDFS.domain)
        )
    }


@pitfall("P07")
def merged_concepts(graph: Graph) -> set[str]:
    """Find classes whose name or label joins two concepts."""
    labels = {term: str(graph.value(term, RDFS.label) or "") for term in own(graph, OWL.Class)}
    joined = re.compile(r"(?<=[a-z])(And|Or)(?=[A-Z])")
    return names(t for t, label in labels.items() if joined.search(name(t)) or re.search(r"\b(and|or)\b", label))


@pitfall("P08")
def missing_annotations(graph: Graph) -> set[str]:
    """Find terms without a label or without a definition."""
    terms = own(graph, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return names(t for t in terms if not {RDFS.label, SKOS.definition} <= set(graph.predicates(t)))


@pitfall("P10")
def missing_disjointness(graph: Graph) -> set[str]:
    """Find pairs of classes with the same superclasses of the ontology, neither of which excludes the other."""
    classes = own(graph, OWL.Class)
    disjoint = {frozenset(pair) for pair in graph.subject_objects(OWL.disjointWith)}
    for group in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        listed = graph.value(group, OWL.members)
        disjoint |= {frozenset(pair) for pair in combinations(Collection(graph, listed), 2)} if listed else set()
    above = {term: set(graph.objects(term, RDFS.subClassOf)) & classes for term in classes}
    siblings = [pair for pair in combinations(sorted(classes), 2) if above[pair[0]] == above[pair[1]]]
    return {"/".join(map(name, pair)) for pair in siblings if frozenset(pair) not in disjoint}


@pitfall("P11")
def missing_domain_or_range(graph: Graph) -> set[str]:
    """Find properties without a domain or without a range."""
    terms = own(graph, OWL.ObjectProperty, OWL.DatatypeProperty)
    return names(t for t in terms if not {RDFS.domain, RDFS.range} <= set(graph.predicates(t)))


@pitfall("P13")
def inverse_not_declared(graph: Graph) -> set[str]:
    """Find object properties that are not symmetric and have no declared inverse."""
    paired = {term for pair in graph.subject_objects(OWL.inverseOf) for term in pair}
    return names(own(graph, OWL.ObjectProperty) - paired - set(graph.subjects(RDF.type, OWL.SymmetricProperty)))


@pitfall("P19")
def several_domains_or_ranges(graph: Graph) -> set[str]:
    """Find properties with more than one domain or range, which OWL intersects."""
    terms = own(graph, OWL.ObjectProperty, OWL.DatatypeProperty)
    return names(t for t in terms for p in (RDFS.domain, RDFS.range) if len(set(graph.objects(t, p))) > 1)


@pitfall("P22")
def naming_conventions(graph: Graph) -> set[str]:
    """Find classes not in UpperCamelCase and properties not in lowerCamelCase."""
    classes = own(graph, OWL.Class)
    properties = own(graph, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return names(t for t in classes if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name(t))) | names(
        t for t in properties if not re.fullmatch(r"[a-z][A-Za-z0-9]*", name(t))
    )


@pitfall("P25")
def inverse_to_itself(graph: Graph) -> set[str]:
    """Find properties that are their own inverse; owl:SymmetricProperty says that."""
    return names(one for one, other in graph.subject_objects(OWL.inverseOf) if one == other)


@pitfall("P26")
def inverse_of_a_symmetric_property(graph: Graph) -> set[str]:
    """Find symmetric properties for which another is declared the inverse."""
    paired = {term for one, other in graph.subject_objects(OWL.inverseOf) if one != other for term in (one, other)}
    return names(paired & set(graph.subjects(RDF.type, OWL.SymmetricProperty)))


@pitfall("P27")
def wrong_equivalent_properties(graph: Graph) -> set[str]:
    """Find equivalent properties that differ in domain or range, or that are both of this ontology."""
    terms = own(graph, OWL.ObjectProperty, OWL.DatatypeProperty)
    return {
        name(one)
        for one, other in graph.subject_objects(OWL.equivalentProperty)
        if {one, other} <= terms
        or any(objects_of(graph, one, p) != objects_of(graph, other, p) for p in (RDFS.domain, RDFS.range))
    }


def _characteristic_with_different_ends(graph: Graph, characteristic: URIRef) -> set[str]:
    terms = set(graph.subjects(RDF.type, characteristic)) & own(graph, OWL.ObjectProperty)
    return names(t for t in terms if objects_of(graph, t, RDFS.domain) != objects_of(graph, t, RDFS.range))


@pitfall("P28")
def wrong_symmetric_properties(graph: Graph) -> set[str]:
    """Find symmetric properties whose domain is not their range."""
    return _characteristic_with_different_ends(graph, OWL.SymmetricProperty)


@pitfall("P29")
def wrong_transitive_properties(graph: Graph) -> set[str]:
    """Find transitive properties whose domain is not their range."""
    return _characteristic_with_different_ends(graph, OWL.TransitiveProperty)


@pitfall("P36")
def address_with_file_extension(graph: Graph) -> set[str]:
    """Find an address of the ontology that ends in a format."""
    headers = {str(header) for header in graph.subjects(RDF.type, OWL.Ontology)}
    return {header for header in headers if re.search(r"\.(ttl|owl|rdf|xml|nt|jsonld|n3)$", header)}


@pitfall("P38")
def no_ontology_declaration(graph: Graph) -> set[str]:
    """Find that nothing is declared an owl:Ontology."""
    return set() if (None, RDF.type, OWL.Ontology) in graph else {"ontology"}


@pitfall("P41")
def no_licence(graph: Graph) -> set[str]:
    """Find an ontology that names no licence."""
    return names(h for h in graph.subjects(RDF.type, OWL.Ontology) if (h, DCTERMS.license, None) not in graph)
