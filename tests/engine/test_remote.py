"""The remote engine on real servers: what clients get is what the embedded engine would give them."""

from __future__ import annotations

import csv
import io
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from strategy_graph.dataset import Release, find_content
from strategy_graph.engine import (
    Cancellation,
    EngineUnavailable,
    Form,
    Guard,
    GuardedQuery,
    QueryCancelled,
    QueryRequest,
    QuerySyntaxError,
    QueryTimeout,
    ResultNotXml,
    ResultTooLarge,
)
from strategy_graph.engine.dataset_clauses import RemoteDatasets
from strategy_graph.engine.remote.engine import RemoteEngine, RemoteLimits
from strategy_graph.engine.syntax_errors.explain import explain_syntax
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.namespaces import BASE, GRAPH_DERIVED, GRAPH_META, GRAPH_SHAPES, PREFIXES
from tests.servers import STORES, RunningStore, loaded, start_store

CATALOGUE = Catalogue.load(find_content().queries)
GRAPH_DATA = f"{BASE}graph/data/2022-23"
CSV, TSV, JSON = "text/csv", "text/tab-separated-values", "application/sparql-results+json"
TABLES = (CSV, TSV, JSON, "application/sparql-results+xml")
GRAPHS = ["text/turtle", *(f"application/{name}" for name in ("n-triples", "rdf+xml", "ld+json", "trig", "n-quads"))]
COUNT = "SELECT (COUNT(*) AS ?n) %s WHERE { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(?s) AS ?n) %s WHERE { GRAPH ?g { ?s ?p ?o } }"
LABELS = f"SELECT ?t ?l {{ ?t a dsg:Theme ; <{PREFIXES['rdfs']}label> ?l }} ORDER BY ?t STR(?l)"
BOOLEANS = f"SELECT DISTINCT ?p {{ ?c ?q ?p FILTER (DATATYPE(?p) = <{PREFIXES['xsd']}boolean>) }} ORDER BY ?p"
THEMES = "CONSTRUCT { ?t ?p ?o } WHERE { ?t a dsg:Theme ; ?p ?o }"
# Runs for minutes on either store.
RUNAWAY = """SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i
  FILTER (STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) = 1) }"""

# Queries whose answers differ on Virtuoso 7.2.5, and how; docs/for-operators.md says so to operators.
ON_VIRTUOSO = {
    "what-if-an-initiative-stopped": "FILTER in OPTIONAL does not see VALUES",
    "measures-and-initiatives-behind-them": "GROUP_CONCAT loses the language",
    "initiative-outcome-matrix": "true and false become 1 and 0",
    "planned-and-actual": "true and false become 1 and 0",
    "measures-of-outcomes": "true and false become 1 and 0",
    "agency-portfolio": "true and false become 1 and 0",
    "network-of-initiatives": "true and false become 1 and 0",
    "neighbours-of-a-measure": "true and false become 1 and 0",
    "neighbours-of-a-theme": "true and false become 1 and 0",
    "neighbours-of-an-initiative": "true and false become 1 and 0",
    "neighbours-of-an-organisation": "true and false become 1 and 0",
    "neighbours-of-an-outcome": "true and false become 1 and 0",
    "money": "integers above 2,147,483,647 become decimals",
    "label-search": "GROUP_CONCAT does not keep the order of a sub-select",
    "theme-combinations": "GROUP_CONCAT does not keep the order of a sub-select",
    "outcomes-with-feeders": "GROUP_CONCAT does not keep the order of a sub-select",
}
LOSES_ROWS_ON_VIRTUOSO = {
    "initiative-dossier": "a path with ? in a UNION loses rows",
}
ORDERS_OTHERWISE = {"label-search"}

Reference = Callable[[str, str], bytes]


def parse_alone(query: GuardedQuery) -> None:
    """Stands for the sandboxed parser of the service."""
    try:
        Store().query(query.text)
    except SyntaxError as error:
        found = explain_syntax(str(error), query.text, error.lineno, error.offset)
        raise QuerySyntaxError(found.message, line=found.line, column=found.column, hint=found.hint) from error


def guarded(query: str) -> GuardedQuery:
    return Guard().admit("PREFIX dsg: <https://w3id.org/digital-strategy-graph/ontology#>\n" + query)


def make_engine(store: RunningStore, release: Release, **limits: float | int) -> RemoteEngine:
    graphs = tuple(release.graphs)
    return RemoteEngine(
        store.sparql,
        datasets=RemoteDatasets(tuple(graph for graph in graphs if graph != GRAPH_SHAPES), graphs),
        limits=RemoteLimits(**limits),  # type: ignore[arg-type]
        prefixes=PREFIXES,
        check=parse_alone,
    )


@pytest.fixture
def engine(remote_store: RunningStore, real_release: Release) -> Iterator[RemoteEngine]:
    engine = make_engine(remote_store, real_release)
    yield engine
    assert engine.health()["running"] == 0
    engine.close()


@pytest.fixture(scope="module")
def reference(real_release: Release) -> Reference:
    """What the library under the embedded engine answers, on the graphs that the remote engine is told to ask."""
    store = Store.read_only(str(real_release.store))
    graphs: list[NamedNode | BlankNode | DefaultGraph]
    graphs = [NamedNode(graph) for graph in real_release.graphs if graph != GRAPH_SHAPES]

    def ask(query: str, media_type: str) -> bytes:
        target = io.BytesIO()
        result = store.query(query, default_graph=graphs)
        if isinstance(result, QueryTriples):
            serialize(result, target, format=RdfFormat.from_media_type(media_type))
        else:
            result.serialize(target, format=QueryResultsFormat.from_media_type(media_type))
        return target.getvalue()

    return ask


def ask(engine: RemoteEngine, query: str, media_type: str = CSV, **extra: tuple[str, ...] | float) -> bytes:
    return engine.query(QueryRequest(guarded(query), media_type, **extra)).body  # type: ignore[arg-type]


def number(body: bytes) -> int:
    return int(body.decode().split()[1])


@pytest.mark.parametrize("name", [query.name for query in CATALOGUE])
def test_the_named_queries(engine: RemoteEngine, remote_store: RunningStore, reference: Reference, name: str) -> None:
    text = CATALOGUE[name].bind({})
    answer = engine.query(QueryRequest(Guard().admit(text), TSV)).body.splitlines()
    expected = reference(text, TSV).splitlines()
    if remote_store.name == "virtuoso" and name in LOSES_ROWS_ON_VIRTUOSO:
        assert len(answer) < len(expected), f"{name} is whole now: {LOSES_ROWS_ON_VIRTUOSO[name]}"
    elif remote_store.name == "virtuoso" and name in ON_VIRTUOSO:
        assert len(answer) == len(expected)
        assert sorted(answer) != sorted(expected), f"{name} is not different any more: {ON_VIRTUOSO[name]}"
    elif name in ORDERS_OTHERWISE:
        assert sorted(answer) == sorted(expected)
    else:
        assert answer == expected


@pytest.mark.parametrize(
    ("query", "media_type"),
    [
        *((LABELS, media_type) for media_type in TABLES),
        *(("ASK { ?t a dsg:Theme }", media_type) for media_type in TABLES),
        ("ASK { ?t a dsg:Nothing }", JSON),
        ("SELECT ?t { ?t a dsg:Nothing }", JSON),
        (BOOLEANS, TSV),
    ],
)
def test_tables_are_the_same_bytes(engine: RemoteEngine, reference: Reference, query: str, media_type: str) -> None:
    assert ask(engine, query, media_type) == reference(guarded(query).text, media_type)


@pytest.mark.parametrize("media_type", GRAPHS)
def test_graphs_are_the_same_triples(engine: RemoteEngine, reference: Reference, media_type: str) -> None:
    body = ask(engine, THEMES, media_type)
    format_ = RdfFormat.from_media_type(media_type)
    assert format_ is not None
    expected = parse(reference(guarded(THEMES).text, "application/n-triples"), format=RdfFormat.N_TRIPLES)
    assert {str(quad) for quad in parse(body, format=format_)} == {str(quad) for quad in expected}
    if media_type in {"text/turtle", "application/trig"}:
        assert b"@prefix dsg: " in body and b"\ntheme:trust " in body


def test_describe_gives_at_least_what_is_said_of_the_thing(engine: RemoteEngine) -> None:
    body = ask(engine, f"DESCRIBE <{BASE}id/theme/trust>", "application/n-triples")
    assert f"<{BASE}id/theme/trust>".encode() in body


# Only the shapes have blank nodes: those of the default view are named.
BLANK = f"SELECT DISTINCT ?b {{ GRAPH <{GRAPH_SHAPES}> {{ ?b ?p ?o }} FILTER (ISBLANK(?b)) }} LIMIT 3"


def test_blank_nodes_are_labels_again(engine: RemoteEngine) -> None:
    rows = ask(engine, BLANK, TSV).decode().splitlines()
    assert len(rows) == 4
    assert all(row.startswith("_:") and row[2:].isalnum() for row in rows[1:])


def test_white_space_in_literals_survives(engine: RemoteEngine) -> None:
    rows = csv.reader(io.StringIO(ask(engine, 'SELECT (" a\\n " AS ?x) ("\\t" AS ?y) {}').decode(), newline=""))
    assert list(rows)[1] == [" a\n ", "\t"]


def test_what_xml_cannot_hold_is_an_error_and_a_carriage_return_stays(engine: RemoteEngine) -> None:
    control = 'SELECT ("a\\u0008b" AS ?x) {}'
    with pytest.raises(ResultNotXml, match=r"U\+0008"):
        ask(engine, control, TABLES[-1])
    assert b"a\bb" in ask(engine, control, CSV)
    with pytest.raises(ResultNotXml, match="does not end in a name"):
        ask(engine, "CONSTRUCT { ?t <http://example.org/1> ?t } WHERE { ?t a dsg:Theme }", "application/rdf+xml")
    assert b"a&#13;b" in ask(engine, 'SELECT ("a\\rb" AS ?x) {}', TABLES[-1])


def test_the_default_graph_is_the_facts_and_not_the_shapes(engine: RemoteEngine, real_release: Release) -> None:
    facts = sum(count for graph, count in real_release.graphs.items() if graph != GRAPH_SHAPES)
    assert number(ask(engine, COUNT % "")) == facts == real_release.default_triples
    assert number(ask(engine, COUNT_NAMED % "")) == real_release.triples


@pytest.mark.parametrize(
    ("query", "default", "named", "graphs"),
    [
        (COUNT % "", (GRAPH_DERIVED,), (), (GRAPH_DERIVED,)),
        (COUNT % "", (GRAPH_DERIVED, GRAPH_META, GRAPH_DERIVED), (), (GRAPH_DERIVED, GRAPH_META)),
        (COUNT % "", (GRAPH_SHAPES,), (GRAPH_DATA,), (GRAPH_SHAPES,)),
        (COUNT % "", (), (GRAPH_DATA,), ()),
        (COUNT % "", ("urn:nothing",), (), ()),
        (COUNT_NAMED % "", (GRAPH_DERIVED,), (), ()),
        (COUNT_NAMED % "", (), (GRAPH_DERIVED, GRAPH_META), (GRAPH_DERIVED, GRAPH_META)),
        (COUNT % f"FROM <{GRAPH_DATA}>", (), (), (GRAPH_DATA,)),
        (COUNT % f"FROM <{GRAPH_META}> FROM <{GRAPH_DATA}>", (), (), (GRAPH_META, GRAPH_DATA)),
        (COUNT_NAMED % f"FROM NAMED <{GRAPH_META}>", (), (), (GRAPH_META,)),
        (COUNT % f"FROM NAMED <{GRAPH_META}>", (), (), ()),
        # SPARQL 1.1 Protocol, section 2.1.4: the request's dataset, not the query's and not both.
        (COUNT % f"FROM <{GRAPH_DATA}>", (GRAPH_META,), (), (GRAPH_META,)),
        (COUNT % f"FROM <{GRAPH_DATA}>", (), (GRAPH_META,), ()),
        (COUNT_NAMED % f"FROM NAMED <{GRAPH_DATA}>", (GRAPH_DATA,), (GRAPH_META,), (GRAPH_META,)),
    ],
)
def test_datasets(
    engine: RemoteEngine,
    real_release: Release,
    query: str,
    default: tuple[str, ...],
    named: tuple[str, ...],
    graphs: tuple[str, ...],
) -> None:
    found = number(ask(engine, query, default_graphs=default, named_graphs=named))
    assert found == sum(real_release.graphs[graph] for graph in graphs)


def test_from_alone_shows_no_named_graphs(engine: RemoteEngine, remote_store: RunningStore) -> None:
    found = number(ask(engine, COUNT_NAMED % f"FROM <{GRAPH_META}>"))
    # Virtuoso 7.2.5 shows every graph that it holds, its own among them.
    assert (found > 0) == (remote_store.name == "virtuoso")


def test_a_graph_under_another_name(tmp_path: Path, remote_store: RunningStore, real_release: Release) -> None:
    names = {GRAPH_DATA: GRAPH_META}
    engine = RemoteEngine(
        remote_store.sparql, datasets=RemoteDatasets((GRAPH_DATA,), (GRAPH_DATA,), names), prefixes=PREFIXES
    )
    assert number(ask(engine, COUNT % "")) == real_release.graphs[GRAPH_META]


def test_syntax_errors_are_ours(engine: RemoteEngine) -> None:
    with pytest.raises(QuerySyntaxError, match="the prefix ex: is not declared") as refused:
        ask(engine, "SELECT * { ?s ex:p ?o }")
    assert (refused.value.line, refused.value.column) == (2, 15)


def test_what_only_the_remote_refuses_is_told_in_its_words(remote_store: RunningStore) -> None:
    engine = RemoteEngine(remote_store.sparql)
    with pytest.raises(QuerySyntaxError, match="does not take this query: ") as refused:
        ask(engine, "SELECT * { ?s ?p")
    assert "SELECT" not in refused.value.message and "\n" not in refused.value.message


def test_a_large_result_is_a_file_and_one_too_large_an_error(remote_store: RunningStore, real_release: Release) -> None:
    query = QueryRequest(guarded("SELECT ?s ?p ?o ?l { ?s ?p ?o . ?s a ?t . ?t ?q ?l } LIMIT 5000"), CSV)
    engine = make_engine(remote_store, real_release)
    with engine.query(query).file or io.BytesIO() as file:
        size = len(file.read())
    assert size > 500_000
    small = make_engine(remote_store, real_release, result_bytes=size - 1)
    with pytest.raises(ResultTooLarge) as refused:
        small.query(query)
    assert (refused.value.limit, refused.value.value) == ("result_bytes", size - 1)
    assert number(ask(small, COUNT % "")) > 0


@pytest.fixture(params=STORES)
def doomed(request: pytest.FixtureRequest, tmp_path: Path, real_release: Release) -> Iterator[RunningStore]:
    """A store of its own for queries that go on after we have left, and for sudden ends."""
    with start_store(request.param, tmp_path / "store") as store:
        yield loaded(store, real_release)


def test_limits_and_endings(doomed: RunningStore, real_release: Release) -> None:
    engine = make_engine(doomed, real_release, timeout=20.0)
    begun = time.monotonic()
    with pytest.raises(QueryTimeout) as late:
        ask(engine, RUNAWAY, timeout=0.5)
    assert (late.value.limit, late.value.value) == ("query_timeout", 0.5)
    assert time.monotonic() - begun < 1.5

    cancellation = Cancellation()
    threading.Timer(0.5, cancellation.cancel, ("the client went away",)).start()
    begun = time.monotonic()
    with pytest.raises(QueryCancelled, match="the client went away"):
        engine.query(QueryRequest(guarded(RUNAWAY), CSV), cancellation)
    assert time.monotonic() - begun < 1.5

    threading.Timer(0.5, doomed.kill).start()
    begun = time.monotonic()
    with pytest.raises(EngineUnavailable):
        ask(engine, RUNAWAY)
    assert time.monotonic() - begun < 3
    with pytest.raises(
        EngineUnavailable, match=f"{engine.address.place} cannot be reached: connection refused"
    ) as gone:
        ask(engine, COUNT % "")
    assert "Check the address" in str(gone.value)
    health = engine.health()
    assert {name: health[name] for name in ("queries", "timeouts", "cancelled", "errors", "running")} == {
        "queries": 4, "timeouts": 1, "cancelled": 1, "errors": 2, "running": 0
    }  # fmt: skip
    assert health["endpoint"] == engine.address.place


def test_a_result_that_the_store_cuts_short_is_an_error(tmp_path: Path, small_release: Release) -> None:
    with start_store("virtuoso", tmp_path / "store", rows=100) as store:
        engine = make_engine(loaded(store, small_release), small_release)
        assert len(ask(engine, "SELECT * { ?s ?p ?o } LIMIT 99").splitlines()) == 100
        with pytest.raises(ResultTooLarge, match="gives 100 rows at most"):
            ask(engine, "SELECT * { ?s ?p ?o }")
        # Virtuoso 7.2.5 says nothing when it cuts graphs short: no one can tell. docs/for-operators.md warns of it.
        assert len(ask(engine, "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples").splitlines()) < 110


@pytest.mark.parametrize(("name", "ended"), [("oxigraph", "broke off its answer"), ("virtuoso", "timed out")])
def test_a_time_limit_of_the_store_itself_is_an_error(
    tmp_path: Path, real_release: Release, name: str, ended: str
) -> None:
    pattern = "{ GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } }"
    with start_store(name, tmp_path / "store", seconds=1) as store:
        engine = make_engine(loaded(store, real_release), real_release, timeout=20)
        for form in (Form.SELECT, Form.GRAPH):
            query = f"SELECT * {pattern}" if form is Form.SELECT else f"CONSTRUCT {{ ?a ?b ?c . ?a ?b ?f }} {pattern}"
            with pytest.raises(EngineUnavailable, match=ended):
                ask(engine, query, CSV if form is Form.SELECT else "text/turtle")
