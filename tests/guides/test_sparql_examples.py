"""A SPARQL example becomes a query that runs; those of our guides run on the real graph."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import QuerySolutions, Store

from strategy_graph.dataset import Release
from strategy_graph.guides.library import Library
from strategy_graph.guides.sparql_examples import whole_query

EXAMPLES = [
    (document.name, example)
    for document in Library().listed()
    for example in re.findall(r"^```sparql\n(.*?)^```", document.text, re.MULTILINE | re.DOTALL)
]


def test_a_whole_query_stays_as_it_is() -> None:
    for example in ("ASK { ?s ?p ?o }", "# note\nPREFIX a: <b> SELECT ?s { ?s a:c ?o }", "describe <a>"):
        assert whole_query(example) == example


def test_a_pattern_gets_a_query_around_it_and_its_prefixes() -> None:
    assert whole_query('?s dsg:basis ?o .\nFILTER (?o != "skos:x")\n') == (
        "PREFIX dsg: <https://w3id.org/digital-strategy-graph/ontology#>\n"
        'SELECT * WHERE {\n  ?s dsg:basis ?o .\n  FILTER (?o != "skos:x")\n}\nLIMIT 100\n'
    )


@pytest.mark.parametrize(("guide", "example"), EXAMPLES)
def test_the_examples_of_the_guides_have_answers(real_release: Release, guide: str, example: str) -> None:
    answer = Store.read_only(str(real_release.store)).query(whole_query(example))
    assert isinstance(answer, QuerySolutions)
    assert next(iter(answer), None) is not None, guide
