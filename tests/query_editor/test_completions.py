"""The completions of the editor: numbers from VoID or counted, texts in the language that is preferred."""

from __future__ import annotations

import json

from strategy_graph.linked_data.graph_source import GraphSource
from strategy_graph.query_editor.completions import Completion, completions_document, read_completions
from tests.linked_data.memory_engine import MemoryEngine

DATA = """
PREFIX dsg: <https://w3id.org/digital-strategy-graph/ontology#>
PREFIX ex: <https://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX void: <http://rdfs.org/ns/void#>
"""
TERMS = """
dsg:Theme rdfs:label "theme"@en , "kaupapa"@mi ; skos:definition "What outcomes are grouped by."@en .
dsg:order rdfs:label "order" .
"""
DESCRIBED = """
ex:dataset a void:Dataset ; void:classPartition ex:themes ; void:propertyPartition ex:orders .
ex:themes void:class dsg:Theme ; void:entities 3 ; void:propertyPartition ex:orders-of-themes .
ex:orders-of-themes void:property dsg:order ; void:triples 2 .
ex:orders void:property dsg:order ; void:triples 7 .
"""


def completions(turtle: str, *languages: str) -> dict[str, Completion]:
    found = read_completions(GraphSource(MemoryEngine(DATA + turtle)), languages or ("en",))
    return {each.name: each for each in found}


def test_the_numbers_are_those_that_the_dataset_states() -> None:
    found = completions(DESCRIBED + TERMS)
    assert list(found) == ["dsg:order", "dsg:Theme"]
    assert found["dsg:order"] == Completion("property", "dsg:order", 7, "order")
    assert found["dsg:Theme"] == Completion("class", "dsg:Theme", 3, "theme", "What outcomes are grouped by.")


def test_a_graph_that_states_none_is_counted() -> None:
    found = completions("ex:one a ex:Kind ; dsg:order 1 , 2 .")
    assert found["<https://example.org/Kind>"] == Completion("class", "<https://example.org/Kind>", 1)
    assert found["dsg:order"].uses == 2


def test_texts_are_in_the_first_language_that_has_one() -> None:
    assert completions(DESCRIBED + TERMS, "mi", "en")["dsg:Theme"].title == "kaupapa"
    assert completions(DESCRIBED + TERMS, "mi", "en")["dsg:Theme"].description == "What outcomes are grouped by."
    assert completions(DESCRIBED + TERMS, "fr")["dsg:order"].title == "order"


def test_the_document_leaves_out_what_is_empty() -> None:
    document = json.loads(completions_document([Completion("class", "dsg:Theme", 3)], {"dsg": "https://example.org/"}))
    assert document == {
        "prefixes": {"dsg": "https://example.org/"},
        "terms": [{"kind": "class", "name": "dsg:Theme", "uses": 3}],
    }
