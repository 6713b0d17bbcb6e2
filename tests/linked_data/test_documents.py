"""Documents in every form: the same triples, the same bytes each time, used prefixes alone, JSON-LD that reads well."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rdflib
from rdflib.compare import isomorphic

from strategy_graph.linked_data.addresses import Addresses
from strategy_graph.linked_data.blank_nodes import with_stable_labels
from strategy_graph.linked_data.catalogue import ReleaseCatalogue
from strategy_graph.linked_data.document import WRITERS, Document, Publication
from strategy_graph.linked_data.graph_source import GraphSource
from strategy_graph.linked_data.json_ld_context import make_context
from strategy_graph.linked_data.serialisation import NotRepresentable
from strategy_graph.linked_data.terms import DOCUMENT_PREFIXES
from tests.linked_data.made import BASE, PREFIXES, SMALL
from tests.linked_data.memory_engine import MemoryEngine

RDFLIB = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
ODD = (
    PREFIXES
    + f"""
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
<{BASE}id/x/odd> rdfs:label "quote \\" <b>&amp;\\n</b>"@en-NZ , "没有" ; dsg:order 007, 7, 12345678901234567890 ;
    dsg:prospective true, "1"^^xsd:boolean ; dsg:value 1.50, 1.5e0 ; dsg:date "2022-09"^^edtf:EDTF ;
    dsg:mixed "text"@en, "plain", <{BASE}id/x/other>, [ dsg:order 1 ] ; dsg:itself <{BASE}id/x/odd> ;
    dsg:list ( "a" [ dsg:order 2 ] ) .
<{BASE}id/x/other> dsg:mixed <{BASE}id/x/odd> ; rdfs:label "Other"@en .
"""
)


def document_of(turtle: str, key: str, **publication: Any) -> Document:
    catalogue = ReleaseCatalogue(GraphSource(MemoryEngine(turtle)), Addresses((BASE,)), 100, "en")
    context = make_context(catalogue.vocabulary, DOCUMENT_PREFIXES)
    members = catalogue.find(key)
    published = Publication("https://example.org/licence", BASE + "dataset", context, "https://example.org/context")
    return Document(f"https://example.org/{key}.ttl", members[0], catalogue.describe(members).description, published)


def graph_of(document: Document, suffix: str) -> rdflib.Graph:
    body = WRITERS[suffix](document)
    if suffix == "jsonld":
        # The reader is offline: the address of the context is replaced by the context.
        tree = {**json.loads(body), "@context": document.publication.context.definitions}
        body = json.dumps(tree).encode()
    return rdflib.Graph().parse(data=body, format=RDFLIB[suffix])


@pytest.mark.parametrize(("turtle", "key"), [(SMALL, "id/theme/trust"), (SMALL, "id/claim/c"), (ODD, "id/x/odd")])
def test_every_form_has_the_same_triples(turtle: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # rdflib would write 007 as 7, and then compare what it wrote.
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    document = document_of(turtle, key)
    expected = graph_of(document, "nt")
    assert len(expected) == len(document.triples)
    for suffix in ("ttl", "rdf", "jsonld"):
        assert isomorphic(graph_of(document, suffix), expected), suffix
    embedded = json.loads(document.embedded_json_ld())
    assert isomorphic(rdflib.Graph().parse(data=json.dumps(embedded), format="json-ld"), expected)


def test_the_same_description_has_the_same_bytes() -> None:
    """Blank-node labels are new in each store."""
    for suffix, writer in WRITERS.items():
        assert len({writer(document_of(ODD, "id/x/odd")) for _ in range(4)}) == 1, suffix


def test_labels_of_blank_nodes_do_not_depend_on_their_order() -> None:
    triples = document_of(ODD, "id/x/odd").triples
    assert set(with_stable_labels(reversed(triples))) == set(with_stable_labels(triples))


def test_turtle_declares_the_prefixes_that_it_uses() -> None:
    text = WRITERS["ttl"](document_of(SMALL, "id/source/plan")).decode()
    declared = [line.split()[1].rstrip(":") for line in text.splitlines() if line.startswith("@prefix")]
    body = "".join(line for line in text.splitlines() if not line.startswith("@prefix"))
    assert set(declared) == {"source", "evidence", "rdf", "rdfs", "dcterms", "foaf", "oa", "void"}
    assert all(f"{prefix}:" in body for prefix in declared if prefix != "rdf")


def test_json_ld_is_a_tree_from_the_thing() -> None:
    tree = json.loads(WRITERS["jsonld"](document_of(SMALL, "id/theme/trust")))
    assert tree["@context"] == "https://example.org/context"
    assert tree["@id"] == BASE + "id/theme/trust" and tree["@type"] == "dsg:Theme"
    assert tree["label"] == {"en": "Trust", "mi": "Mahi Tika"}
    assert tree["order"] == 1
    (claim,) = tree["@reverse"]["alignedTheme"]
    assert claim["hasEvidence"]["hasSelector"]["exact"] == {"en": "safe online"}
    assert claim["hasEvidence"]["hasSource"]["label"] == {"en": "The plan"}


def test_embedded_json_ld_cannot_end_its_element() -> None:
    turtle = SMALL + 'theme:trust rdfs:comment "</script><script>alert(1)</script> &amp;"@en .'
    text = document_of(turtle, "id/theme/trust").embedded_json_ld()
    assert not set("<>&") & set(text)
    assert json.loads(text)["comment"]["en"].startswith("</script>")


def test_what_a_form_cannot_hold_is_said() -> None:
    control = document_of(SMALL + 'theme:trust dsg:note "\\u0001" .', "id/theme/trust")
    with pytest.raises(NotRepresentable, match="RDF/XML"):
        WRITERS["rdf"](control)
    taken_for_short = document_of(SMALL + "theme:trust dsg:note <note:x> .", "id/theme/trust")
    with pytest.raises(NotRepresentable, match="JSON-LD"):
        WRITERS["jsonld"](taken_for_short)


def test_terms_that_two_properties_share_have_a_prefix() -> None:
    turtle = (
        PREFIXES + f"<{BASE}id/x> dsg:note 'a'@en ; <http://www.w3.org/2004/02/skos/core#note> 'b'@en ; dsg:order 1 ."
    )
    context = document_of(turtle, "id/x").publication.context
    names = {term.name for term in context.terms.values()}
    assert {"dsgNote", "skosNote", "order"} <= names and "note" not in names
