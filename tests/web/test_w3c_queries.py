"""The W3C test suites of SPARQL 1.0 and 1.1 queries, over HTTP, in every result format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import httpx
import pytest
import rdflib
from pyoxigraph import RdfFormat, serialize
from rdflib import Graph

from strategy_graph.dataset import build_user_data_release
from strategy_graph.http.formats import GRAPH_FORMATS, RESULT_FORMATS
from strategy_graph.http.problems import TYPE_BASE
from tests.servers import loaded, start_store
from tests.support.w3c_deviations import DEVIATIONS
from tests.support.w3c_manifests import Kind, QueryTest, data_quads, iri_of, read_tests
from tests.support.w3c_results import READERS, Answer, Match, Table, compare, read_expected
from tests.web.conftest import Start

TESTS: Final = read_tests()
EVALUATION: Final = [test for test in TESTS if test.kind is Kind.EVALUATION]
SYNTAX: Final = [test for test in TESTS if test.kind is not Kind.EVALUATION]
POSTED: Final = [test for n, test in enumerate(EVALUATION) if n % 25 == 0 or "/construct/" in test.name]

NO_GRAPH: Final = "urn:x-test:no-graph"
"""Default graph of tests without data."""
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_SORTED: Final = re.compile(r"\bORDER\s+BY\b[^{}]*$", re.IGNORECASE)

Fields = dict[str, str | list[str]]

pytestmark = [
    pytest.mark.slow(reason="runs 500 queries in every format"),
    pytest.mark.skipif(not TESTS, reason="the suites are not here"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"),
]


def _name(test: QueryTest) -> str:
    return test.name


@pytest.fixture(scope="module", params=["embedded", "oxigraph"])
def client(
    request: pytest.FixtureRequest, start: Start, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """Yield a client of a server with each data file of the suites as a named graph, over either engine."""
    folder = tmp_path_factory.mktemp("w3c-queries")
    file = folder / "suites.nq"
    serialize(data_quads(TESTS), file, format=RdfFormat.N_QUADS)
    if request.param == "embedded":
        with httpx.Client(base_url=start("--data", str(file)), timeout=30) as client:
            yield client
        return
    with start_store(request.param, folder / "store") as store:
        loaded(store, build_user_data_release(file, folder / "releases"))
        with httpx.Client(base_url=start("--data", str(file), "--remote", store.sparql), timeout=30) as client:
            yield client


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the lexical forms of literals, which RDFLib would normalise."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def _fields(test: QueryTest) -> Fields:
    """Return the fields of the request: relative IRIs resolve against the query file; FROM is not overridden."""
    text = test.text
    fields: Fields = {"query": f"BASE <{iri_of(test.query)}> {text}"}
    if re.search(r"\bFROM\b", text):
        return fields
    fields["default-graph-uri"] = [iri_of(path) for path in test.data] or NO_GRAPH
    fields["named-graph-uri"] = [iri_of(path) for path in test.graph_data]
    return fields


def _expected(test: QueryTest) -> Answer:
    assert test.result is not None
    expected = read_expected(test.result, iri_of(test.result))
    if isinstance(expected, Table) and test.result.suffix not in {".ttl", ".rdf"} and _SORTED.search(test.text):
        # Result documents are ordered; the RDF result set vocabulary has rs:index instead.
        return replace(expected, ordered=True)
    return expected


def _problem(response: httpx.Response) -> str:
    """Return status and problem type."""
    return f"{response.status_code} {response.json()['type'].removeprefix(TYPE_BASE)}"


def _outcome(response: httpx.Response, name: str, expected: Answer, lax: bool) -> str:
    if response.status_code != 200:
        return _problem(response)
    return compare(READERS[name](response.content), expected, lax=lax).value


def _assert_placed(response: httpx.Response, query: str) -> None:
    """Check that the syntax error has a line and a column in the query, and an excerpt."""
    told = response.json()
    assert told.keys() >= {"line", "column", "excerpt"}
    lines = query.splitlines()
    assert 1 <= told["line"] <= len(lines)
    assert 1 <= told["column"] <= len(lines[told["line"] - 1]) + 1


def _expected_outcome(test: QueryTest, outcome: str) -> str:
    deviation = DEVIATIONS.get(test.name)
    return outcome if deviation is None else deviation.outcome


@pytest.mark.parametrize("test", EVALUATION, ids=_name)
def test_evaluation_in_every_format(client: httpx.Client, test: QueryTest) -> None:
    expected = _expected(test)
    fields = _fields(test)
    formats = GRAPH_FORMATS if isinstance(expected, Graph) else RESULT_FORMATS
    outcomes = {}
    for each in formats:
        response = client.get("/sparql", params=fields, headers={"Accept": each.media_type})
        outcomes[each.name] = _outcome(response, each.name, expected, test.lax)
        assert response.status_code != 200 or response.headers["content-type"] == each.content_type
    assert outcomes == dict.fromkeys(outcomes, _expected_outcome(test, Match.TERMS.value))


@pytest.mark.parametrize("content_type", [FORM, DIRECT])
@pytest.mark.parametrize("test", POSTED, ids=_name)
def test_evaluation_by_post(client: httpx.Client, test: QueryTest, content_type: str) -> None:
    expected = _expected(test)
    fields = _fields(test)
    chosen = (GRAPH_FORMATS if isinstance(expected, Graph) else RESULT_FORMATS)[0]
    headers = {"Accept": chosen.media_type, "Content-Type": content_type}
    if content_type == FORM:
        response = client.post("/sparql", data=fields, headers=headers)
    else:
        query = str(fields.pop("query")).encode()
        response = client.post("/sparql", params=fields, content=query, headers=headers)
    assert _outcome(response, chosen.name, expected, test.lax) == _expected_outcome(test, Match.TERMS.value)


@pytest.mark.parametrize("test", SYNTAX, ids=_name)
def test_syntax(client: httpx.Client, test: QueryTest) -> None:
    """Send the query unchanged; the default graph is empty, since only parsing matters."""
    response = client.get("/sparql", params={"query": test.text, "default-graph-uri": NO_GRAPH})
    outcome = "200" if response.status_code == 200 else _problem(response)
    assert outcome == _expected_outcome(test, "200" if test.kind is Kind.POSITIVE_SYNTAX else "400 query-syntax")
    if outcome == "400 query-syntax":
        _assert_placed(response, test.text)
    elif response.status_code == 200:
        media_type = response.headers["content-type"].partition(";")[0]
        name = next(each.name for each in (*RESULT_FORMATS, *GRAPH_FORMATS) if each.media_type == media_type)
        READERS[name](response.content)


def test_the_suites_are_complete() -> None:
    assert Counter(test.kind for test in TESTS) == {
        Kind.EVALUATION: 518,
        Kind.POSITIVE_SYNTAX: 215,
        Kind.NEGATIVE_SYNTAX: 90,
    }
    assert sum(test.approved for test in TESTS) == 717
    assert len({test.name for test in TESTS}) == len(TESTS)
    assert DEVIATIONS.keys() <= {test.name for test in TESTS}
