"""Claims as reifiers of their links (RDF 1.2 Concepts, section 1.5)."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse, serialize

from strategy_graph.dataset.assembly import assemble
from strategy_graph.dataset.content import find_content
from strategy_graph.dataset.reifiers import reifiers
from strategy_graph.namespaces import GRAPH_DERIVED, TERMS
from tests.shapes.mutable_dataset import ROOT, iri

SUBJECT, PREDICATE, OBJECT = (NamedNode(TERMS + name) for name in ("linkSubject", "linkPredicate", "linkObject"))


def test_each_claim_annotates_its_link_in_a_store_that_reads_rdf_1_2() -> None:
    derived = assemble(find_content(ROOT)).of(GRAPH_DERIVED)
    claims = {quad.subject for quad in derived if quad.predicate == PREDICATE}
    text = serialize(reifiers(derived), format=RdfFormat.N_TRIPLES)
    assert text is not None
    store = Store()
    store.extend([*derived, *parse(text, RdfFormat.N_TRIPLES)])
    found = store.query(
        """PREFIX dsg: <https://w3id.org/digital-strategy-graph/ontology#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT DISTINCT ?claim { ?claim rdf:reifies <<( ?s ?p ?o )>> . ?s ?p ?o }""",
        use_default_graph_as_union=True,
    )
    assert isinstance(found, QuerySolutions)
    assert len(claims) > 250
    assert {row["claim"] for row in found} == claims


def test_a_claim_without_its_whole_link_is_left_out() -> None:
    whole, half, twice = (iri(f"claim/{name}") for name in ("whole", "half", "twice"))
    quads = [Quad(claim, part, iri("theme/trust")) for claim in (whole, twice) for part in (SUBJECT, PREDICATE, OBJECT)]
    quads += [Quad(half, SUBJECT, iri("theme/trust")), Quad(twice, OBJECT, iri("theme/growth"))]
    assert [triple.subject for triple in reifiers(quads)] == [whole]
