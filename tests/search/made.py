"""Made rows of the named query that the index is built of."""

from __future__ import annotations

import json
from collections.abc import Iterable

from strategy_graph.search.documents import read_things
from strategy_graph.search.index import SearchIndex
from strategy_graph.search.search import Found, search
from strategy_graph.search.typed_query import read_typed_query

ID = "https://plan.example/id/"
CLASSES = {
    "initiative": "https://w3id.org/digital-strategy-graph/ontology#Initiative",
    "measure": "https://w3id.org/digital-strategy-graph/ontology#Measure",
    "organisation": "http://www.w3.org/ns/org#Organization",
    "source": "https://w3id.org/digital-strategy-graph/ontology#Source",
    "strategy": "https://w3id.org/digital-strategy-graph/ontology#Strategy",
    "evidence": "https://w3id.org/digital-strategy-graph/ontology#Evidence",
    "note": "https://w3id.org/digital-strategy-graph/ontology#QualityNote",
}

Row = dict[str, dict[str, str]]


def row(thing: str, about: str, text: str, language: str = "en", strategy: str = "") -> Row:
    """One row: the kind is the first step of the thing."""
    kind = thing.partition("/")[0]
    cells: Row = {
        "thing": {"type": "uri", "value": ID + thing},
        "class": {"type": "uri", "value": CLASSES[kind]},
        "about": {"type": "literal", "value": about},
        "text": {"type": "literal", "value": text, **({"xml:lang": language} if language else {})},
    }
    return {**cells, **({"strategy": {"type": "uri", "value": ID + strategy}} if strategy else {})}


def document(rows: Iterable[Row]) -> bytes:
    return json.dumps({"head": {"vars": []}, "results": {"bindings": list(rows)}}).encode()


def index_of(*rows: Row) -> SearchIndex:
    return SearchIndex(read_things(document(rows)))


def ask(index: SearchIndex, text: str, *, kind: str = "", strategy: str = "") -> Found:
    return search(index, read_typed_query(text), kind=kind, strategy=strategy)


def found(index: SearchIndex, text: str, **more: str) -> list[str]:
    """The things found, as the steps of their IRIs."""
    return [thing.iri.removeprefix(ID) for thing in ask(index, text, **more).things]
