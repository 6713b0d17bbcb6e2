"""The vocabulary holds together: OWL 2 DL profile, consistency by HermiT, nothing undefined, nothing dangling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import BNode, Node

ROOT = Path(__file__).resolve().parents[2]
DSG = Namespace("https://w3id.org/digital-strategy-graph/ontology#")
BASE = "https://w3id.org/digital-strategy-graph/"
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
BUILT_IN = (str(OWL), str(RDF), str(RDFS), str(XSD))

# OWL 2 Structural Specification, section 4: the datatypes of the OWL 2 datatype map that we could meet.
DATATYPE_MAP = {
    RDF.langString,
    XSD.string,
    XSD.boolean,
    XSD.decimal,
    XSD.integer,
    XSD.anyURI,
    XSD.dateTime,
    RDFS.Literal,
}


def parse(*folders: str) -> Graph:
    graph = Graph()
    for folder in folders:
        for file in sorted((ROOT / folder).glob("*.ttl")):
            graph.parse(file)
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return parse("ontology")


@pytest.fixture(scope="module")
def everything() -> Graph:
    return parse("ontology", "data")


def own_terms(graph: Graph) -> Iterator[URIRef]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for kind in kinds:
        for term in graph.subjects(RDF.type, kind):
            if isinstance(term, URIRef) and term.startswith(str(DSG)) and not is_deprecated(graph, term):
                yield term


def is_deprecated(graph: Graph, term: Node) -> bool:
    return (term, OWL.deprecated, Literal(True)) in graph


def test_the_ontology_header_is_complete(ontology: Graph) -> None:
    header = URIRef(BASE + "ontology")
    dcterms = Namespace("http://purl.org/dc/terms/")
    vann = Namespace("http://purl.org/vocab/vann/")
    for needed in (
        dcterms.title,
        dcterms.description,
        dcterms.creator,
        dcterms.license,
        dcterms.created,
        dcterms.modified,
        OWL.versionIRI,
        OWL.versionInfo,
        vann.preferredNamespacePrefix,
        vann.preferredNamespaceUri,
        vann.changes,
    ):
        assert (header, needed, None) in ontology, f"the ontology header lacks {needed}"


def test_every_own_term_has_label_definition_example_and_home(ontology: Graph) -> None:
    terms = set(own_terms(ontology))
    assert len(terms) > 100
    for term in terms:
        for needed in (RDFS.label, SKOS.definition, SKOS.example, RDFS.isDefinedBy):
            values = list(ontology.objects(term, needed))
            assert len(values) == 1, f"{term} has {len(values)} values of {needed}"
        definition = str(ontology.value(term, SKOS.definition))
        assert definition.endswith(".") and definition.count(". ") == 0, f"{term}: define in one sentence"


def test_a_deprecated_term_points_to_the_one_in_its_place_and_is_not_used(everything: Graph) -> None:
    current = set(own_terms(everything))
    deprecated = set(everything.subjects(OWL.deprecated, Literal(True)))
    assert len(deprecated) == 10
    for term in deprecated:
        assert everything.value(term, RDFS.label)
        assert set(everything.objects(term, DCTERMS.isReplacedBy)) < current
        assert not list(everything.triples((None, term, None)))


def test_no_two_current_terms_differ_by_case_alone(everything: Graph) -> None:
    names = Counter(term.casefold() for term in set(own_terms(everything)))
    assert [name for name, times in names.items() if times > 1] == []


def test_no_text_says_a_before_a_vowel(ontology: Graph) -> None:
    for term, text in ontology.subject_objects():
        if isinstance(text, Literal) and text.language == "en":
            assert not re.search(r"\b[Aa] [aeio](?!ne\b)", str(text)), f"{term}: {text}"


def test_every_term_used_is_declared(everything: Graph) -> None:
    declared = set(everything.subjects(RDF.type, None))
    for predicate in set(everything.predicates()):
        if not str(predicate).startswith(BUILT_IN):
            assert predicate in declared, f"{predicate} is used and not declared"
    for cls in set(everything.objects(None, RDF.type)):
        if not str(cls).startswith(BUILT_IN):
            assert cls in declared, f"the class {cls} is used and not declared"


# Where our terms stand in text: rules and queries are SPARQL, and the shapes hold SPARQL in strings.
TERM = re.compile(r"\bdsg:(\w+)")
TEXTS = [
    file
    for folder in ("ontology", "data", "shapes", "queries", "docs", "tests/shapes")
    for suffix in ("ttl", "rq", "md")
    for file in sorted((ROOT / folder).rglob(f"*.{suffix}"))
]
# In the bad examples of the shapes.
MISSPELT_ON_PURPOSE = {"lable", "Mesure"}


def terms_in(file: Path) -> set[str]:
    return set(TERM.findall(file.read_text("utf-8")))


# They name what is deprecated, to say what stands in its place.
NAME_OLD_TERMS = {ROOT / "ontology/deprecated.ttl", ROOT / "docs/vocabulary-changes.md"}


def test_every_own_term_written_anywhere_is_declared_and_not_deprecated(ontology: Graph) -> None:
    assert len(TEXTS) > 100 and set(TEXTS) >= NAME_OLD_TERMS
    declared = {term.removeprefix(str(DSG)) for term in own_terms(ontology)}
    for file in set(TEXTS) - NAME_OLD_TERMS:
        undeclared = terms_in(file) - declared - MISSPELT_ON_PURPOSE
        assert not undeclared, f"{file.relative_to(ROOT)} uses {undeclared}"


# For what the data happen not to need: the reason why a claim has no passage, and why a later edition ends one.
FOR_GAPS = {"passageMissing", "endNote"}


def test_every_own_property_is_used_by_data_rules_or_alignments(everything: Graph) -> None:
    in_rules = set().union(*(terms_in(file) for file in (ROOT / "ontology/rules").glob("*.rq")))
    inverses = set(everything.subjects(OWL.inverseOf, None))
    for term in own_terms(everything):
        name = term.removeprefix(str(DSG))
        used = (None, term, None) in everything or (None, RDF.type, term) in everything
        used = used or (None, RDFS.subClassOf, term) in everything
        used = used or name in in_rules or term in inverses or name in FOR_GAPS
        assert used, f"dsg:{name} is defined and used nowhere"


def without_use(graph: Graph, declared: Iterable[Node], note: URIRef) -> set[Node]:
    """Those that no triple, shape or rule uses, and that do not say what they are for."""
    shapes = (ROOT / "shapes").rglob("*.ttl")
    texts = "".join(file.read_text("utf-8") for file in (*folder_files("ontology/rules"), *shapes))
    names = {
        term: URIRef(str(term)).n3(graph.namespace_manager).removeprefix("<").removesuffix(">") for term in declared
    }
    used = {node for s, p, o in graph for node in (p, o) if not (p == RDF.type and s == node)}
    return {
        term
        for term, name in names.items()
        if term not in used and not re.search(rf"{re.escape(name)}(?![\w-])", texts) and (term, note, None) not in graph
    }


def folder_files(folder: str) -> list[Path]:
    return [file for file in sorted((ROOT / folder).iterdir()) if file.is_file()]


def test_every_reused_term_is_used_or_says_what_for(everything: Graph) -> None:
    reused = {s for s in Graph().parse(ROOT / "ontology/reused-terms.ttl").subjects(RDF.type) if isinstance(s, URIRef)}
    assert len(reused) > 40
    assert without_use(everything, reused, SKOS.scopeNote) == set()


def test_every_listed_concept_is_used_or_says_what_for(everything: Graph) -> None:
    concepts = set(everything.subjects(SKOS.inScheme))
    assert len(concepts) > 40
    assert without_use(everything, concepts, SKOS.note) == set()


def test_a_term_or_concept_without_use_would_be_noticed(everything: Graph) -> None:
    notation, concept = SKOS.notation, URIRef(BASE + "id/bound/near")
    assert without_use(everything, [notation, concept], SKOS.note) == {notation, concept}


def test_no_iri_of_ours_dangles(everything: Graph) -> None:
    described = set(everything.subjects())
    # The two addresses that the service answers for and the graph does not describe.
    known = {URIRef(BASE + "changelog"), URIRef(BASE + "ontology/0.2.0")}
    for s, p, o in everything:
        if isinstance(o, URIRef) and o.startswith(BASE) and o not in known:
            assert o in described, f"{s} {p} points at {o}, which nothing describes"


def test_owl_2_dl_profile(everything: Graph) -> None:
    """The restrictions of OWL 2 DL that RDF can break (Structural Specification, sections 3, 4, 5.8 and 11)."""
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for prop in {s for kind in kinds for s in everything.subjects(RDF.type, kind)}:
        held = [kind for kind in kinds if (prop, RDF.type, kind) in everything]
        assert len(held) == 1, f"{prop} is declared as more than one kind of property"
    for prop in everything.subjects(RDF.type, OWL.ObjectProperty):
        assert all(not isinstance(o, Literal) for o in everything.objects(None, prop)), f"{prop} has a literal value"
    for prop in everything.subjects(RDF.type, OWL.DatatypeProperty):
        assert all(isinstance(o, Literal) for o in everything.objects(None, prop)), f"{prop} has a value that is a node"
        for datatype in everything.objects(prop, RDFS.range):
            assert datatype in DATATYPE_MAP, f"the range {datatype} of {prop} is outside the OWL 2 datatype map"
    for prop in everything.subjects(RDF.type, OWL.FunctionalProperty):
        held = [kind for kind in kinds[:2] if (prop, RDF.type, kind) in everything]
        assert held, f"{prop} is functional and neither an object nor a datatype property"
    # Reserved vocabulary stands only where the OWL mapping puts it: never as an individual's property.
    things = {s for s in everything.subjects() if isinstance(s, URIRef) and s.startswith(BASE + "id/")}
    for s, p, _ in everything:
        if s in things:
            assert not str(p).startswith(str(OWL)), f"{s} uses the reserved property {p}"


def test_blank_nodes_stand_only_where_they_are_anonymous_by_nature(everything: Graph) -> None:
    """Selectors, external identifiers and OWL expressions; everything else has an IRI that can be asked for."""
    allowed = {
        URIRef("http://www.w3.org/ns/oa#TextQuoteSelector"),
        URIRef("https://schema.org/PropertyValue"),
        OWL.Class,
        OWL.AllDisjointClasses,
    }
    lists = set(everything.subjects(RDF.first, None))
    for node in {s for s in everything.subjects() if isinstance(s, BNode)} - lists:
        about = list(everything.predicate_objects(node))
        assert set(everything.objects(node, RDF.type)) & allowed, f"an unexpected blank node: {about}"
