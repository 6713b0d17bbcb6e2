"""The approved W3C tests of the SPARQL 1.1 Protocol: 27 of 34; the others need a successful update.

Names and requests are those of the manifest (sparql11/protocol in the W3C's rdf-tests). The seven omitted are
update_post_form, update_post_direct, update_base_uri and the four update_dataset tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import httpx
import pytest
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from strategy_graph.dataset import build_user_data_release
from tests.servers import STORES, loaded, start_store
from tests.web.conftest import Start

DATA = "http://kasei.us/2009/09/sparql/data/"
D0, D1, D2, D3 = (quote(f"{DATA}data{number}.rdf", safe="") for number in range(4))
ONE_TWO = f"<{DATA}data1.rdf> a ?type . <{DATA}data2.rdf> a ?type . "
NAMED = f"GRAPH ?g1 {{ <{DATA}data1.rdf> a ?type }} GRAPH ?g2 {{ <{DATA}data2.rdf> a ?type }}"
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
WITH = (
    "PREFIX foaf: <http://xmlns.com/foaf/0.1/> WITH <http://example/addresses> "
    "DELETE { ?p foaf:givenName 'Bill' } INSERT { ?p foaf:givenName 'William' } WHERE { ?p foaf:givenName 'Bill' }"
)


@dataclass(frozen=True)
class Case:
    name: str
    expected: str
    """``true``, ``boolean``, ``tabular``, ``RDF`` or ``4xx``."""
    search: str = ""
    body: bytes | None = None
    content_type: str | None = None
    method: str = field(default="")


CASES = [
    Case("query_post_form", "true", f"default-graph-uri={D0}", b"query=ASK%20%7B%7D", FORM),
    Case(
        "query_dataset_default_graphs_get",
        "true",
        f"query={quote(f'ASK {{ {ONE_TWO}}}', safe='')}&default-graph-uri={D1}&default-graph-uri={D2}",
    ),
    Case(
        "query_dataset_default_graphs_post",
        "true",
        f"default-graph-uri={D1}&default-graph-uri={D2}",
        f"ASK {{ {ONE_TWO}}}".encode(),
        QUERY,
    ),
    Case(
        "query_dataset_named_graphs_post",
        "true",
        f"named-graph-uri={D1}&named-graph-uri={D2}",
        f"ASK {{ {NAMED} }}".encode(),
        QUERY,
    ),
    Case(
        "query_dataset_named_graphs_get",
        "true",
        f"query={quote(f'ASK {{ {NAMED} }}', safe='')}&named-graph-uri={D1}&named-graph-uri={D2}",
    ),
    Case(
        "query_dataset_full",
        "true",
        f"default-graph-uri={D3}&named-graph-uri={D1}&named-graph-uri={D2}",
        f"ASK {{ <{DATA}data3.rdf> a ?type {NAMED} }}".encode(),
        QUERY,
    ),
    Case(
        "query_multiple_dataset",
        "true",
        f"named-graph-uri={D1}%26named-graph-uri%3D{D2}",
        f"ASK FROM <{DATA}data3.rdf> {{ {NAMED} }}".encode(),
        QUERY,
    ),
    Case("query_get", "true", f"query=ASK%20%7B%7D&default-graph-uri={D0}"),
    Case("query_content_type_select", "tabular", f"default-graph-uri={D0}", b"SELECT (1 AS ?value) {}", QUERY),
    Case("query_content_type_ask", "boolean", f"default-graph-uri={D0}", b"ASK {}", QUERY),
    Case("query_content_type_describe", "RDF", f"default-graph-uri={D0}", b"DESCRIBE <http://example.org/>", QUERY),
    Case("query_content_type_construct", "RDF", f"default-graph-uri={D0}", b"CONSTRUCT { <s> <p> 1 } WHERE {}", QUERY),
    Case("query_post_direct", "true", "", b"ASK {}", QUERY),
    Case("bad_query_method", "4xx", f"query=ASK%20%7B%7D&default-graph-uri={D0}", b"", FORM, "PUT"),
    Case("bad_multiple_queries", "4xx", "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D"),
    Case("bad_query_wrong_media_type", "4xx", "", b"ASK {}", "text/plain"),
    Case("bad_query_missing_form_type", "4xx", "", b"query=ASK%20%7B%7D"),
    Case("bad_query_missing_direct_type", "4xx", "", b"ASK {}"),
    Case("bad_query_non_utf8", "4xx", "", "ASK {}".encode("utf-16"), QUERY + "; charset=UTF-16"),
    Case("bad_query_syntax", "4xx", "query=ASK%20%7B"),
    Case("bad_update_get", "4xx", "update=CLEAR%20ALL"),
    Case("bad_multiple_updates", "4xx", "", b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM),
    Case("bad_update_wrong_media_type", "4xx", "", b"CLEAR NAMED", "text/plain"),
    Case("bad_update_missing_form_type", "4xx", "", b"update=CLEAR%20NAMED"),
    Case("bad_update_non_utf8", "4xx", "", "CLEAR NAMED".encode("utf-16"), UPDATE + "; charset=UTF-16"),
    Case("bad_update_syntax", "4xx", "", b"update=CLEAR%20XYZ", FORM),
    Case("bad_update_dataset_conflict", "4xx", "using-named-graph-uri=http%3A%2F%2Fexample%2Fpeople", WITH.encode()),
]


@pytest.fixture(scope="module", params=["embedded", *STORES])
def endpoint(request: pytest.FixtureRequest, start: Start, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield a server of the suite's four graphs, each of which types itself foaf:Document, over each engine."""
    folder = tmp_path_factory.mktemp("w3c")
    file = folder / "graphs.nq"
    rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    names = [f"{DATA}data{number}.rdf" for number in range(4)]
    lines = [f"<{name}> <{rdf_type}> <http://xmlns.com/foaf/0.1/Document> <{name}> .\n" for name in names]
    file.write_text("".join(lines))
    if request.param == "embedded":
        yield start("--data", str(file)) + "/sparql"
        return
    with start_store(request.param, folder / "store") as store:
        loaded(store, build_user_data_release(file, folder / "releases"))
        yield start("--data", str(file), "--remote", store.sparql) + "/sparql"


def test_number_of_cases() -> None:
    assert len({case.name for case in CASES}) == 27


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_protocol(endpoint: str, case: Case) -> None:
    headers = {"Content-Type": case.content_type} if case.content_type else {}
    method = case.method or ("GET" if case.body is None else "POST")
    address = f"{endpoint}?{case.search}" if case.search else endpoint
    response = httpx.request(method, address, headers=headers, content=case.body, timeout=20)
    if case.expected == "4xx":
        assert 400 <= response.status_code < 500
        return
    assert response.status_code == 200, response.text
    media_type = response.headers["content-type"]
    if case.expected == "RDF":
        rdf_format = RdfFormat.from_media_type(media_type)
        assert rdf_format is not None
        assert list(parse(response.content, rdf_format)) or "construct" not in case.name
        return
    result_format = QueryResultsFormat.from_media_type(media_type)
    assert result_format is not None
    result = parse_query_results(response.content, format=result_format)
    if case.expected == "tabular":
        assert isinstance(result, QuerySolutions)
    else:
        assert isinstance(result, QueryBoolean)
        assert bool(result) or case.expected == "boolean"
