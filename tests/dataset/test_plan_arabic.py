"""A made plan of another country, in Arabic and under its own domain: it builds, passes, and every named query runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, Store

from strategy_graph.dataset import Graphs, assemble, build_release, find_content
from strategy_graph.dataset.release.engine import create_engine
from strategy_graph.dataset.validation.report import Severity
from strategy_graph.engine import Guard, QueryRequest
from strategy_graph.named_queries.catalogue import Catalogue, NamedQuery
from strategy_graph.named_queries.kinds import short_form
from strategy_graph.named_queries.parameters import ParameterError
from strategy_graph.named_queries.resource_lookup import ResourceNotFound, members, resolve_resources
from strategy_graph.namespaces import GRAPH_META, GRAPH_SHAPES, PREFIXES, TERMS
from strategy_graph.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "tests" / "data" / "plan_arabic"
ID = "https://strategy.example/id/"
CATALOGUE = Catalogue.load(ROOT / "queries")


@pytest.fixture(scope="module")
def graphs() -> Graphs:
    return assemble(find_content(PLAN))


@pytest.fixture(scope="module")
def store(graphs: Graphs) -> Store:
    store = Store()
    store.bulk_extend(quad for quad in graphs.all() if quad.graph_name != NamedNode(GRAPH_SHAPES))
    return store


class Asking:
    """Answers queries in the SPARQL 1.1 Query Results JSON Format."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __call__(self, text: str) -> bytes:
        result = self.store.query(text, use_default_graph_as_union=True)
        assert isinstance(result, QuerySolutions | QueryBoolean)
        document = result.serialize(format=QueryResultsFormat.JSON)
        assert document is not None
        return document


@pytest.fixture(scope="module")
def ask(store: Store) -> Asking:
    return Asking(store)


def test_it_has_no_violation_and_no_warning(graphs: Graphs) -> None:
    report = graphs.validate()
    assert [finding for finding in report.findings if finding.severity is not Severity.INFO] == []


def test_the_description_is_that_of_the_manifest(graphs: Graphs) -> None:
    said = {(quad.predicate.value, quad.object) for quad in graphs.of(GRAPH_META)}
    title = Literal("خطّة العمل الرقميّة لجمهوريّة المثال", language="ar")
    assert (PREFIXES["dcterms"] + "title", title) in said
    assert (PREFIXES["void"] + "uriSpace", Literal(ID)) in said
    assert (PREFIXES["dcterms"] + "language", Literal("ar")) in said
    assert not any("creativecommons.org/licenses/by" in str(value) for _, value in said)


def test_the_rules_know_its_affiliations(store: Store) -> None:
    link = f"ASK {{ <{ID}diwan> <{PREFIXES['org']}subOrganizationOf> <{ID}ministry> }}"
    assert bool(store.query(link, use_default_graph_as_union=True))


@pytest.mark.parametrize("query", list(CATALOGUE), ids=lambda query: query.name)
def test_every_named_query_runs(query: NamedQuery, ask: Asking) -> None:
    values = {p.name: next(iter(members(p.type, ask))) for p in query.parameters if p.names_a_resource}
    ask(query.bind(resolve_resources(query, values, ask)))


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("initiative", {"نافذة-واحدة": "النافذة الواحدة", "village-centres": "مراكز القرى", "future-identity": None}),
        ("organisation", {"ministry": "وزارة الخدمات", "diwan": "ديوان الرقمنة"}),
        ("theme", {"ثقة": "الثقة", "شمول": "الشمول"}),
        ("organisation-kind", {"kind-royal-office": "ديوان", "public-service-department": None}),
    ],
)
def test_the_things_of_a_kind_are_found_by_class_or_list(kind: str, names: dict[str, str | None], ask: Asking) -> None:
    found = {short_form(member.iri, kind): member.name for member in members(kind, ask).values()}
    assert names.keys() <= found.keys()
    assert all(found[short] == name for short, name in names.items() if name)


@pytest.mark.parametrize("value", ["village-centres", ID + "village-centres", "نافذة-واحدة", ID + "نافذة-واحدة"])
def test_a_short_name_or_a_whole_iri_names_a_thing(value: str, ask: Asking) -> None:
    query = CATALOGUE["initiative-dossier"]
    resolved = resolve_resources(query, {"initiative": value}, ask)
    assert resolved["initiative"] == (value if value.startswith("https:") else ID + value)
    assert f"<{resolved['initiative']}>" in query.bind(resolved)


@pytest.mark.parametrize(
    "value", ["village", "ministry", ID + "ministry", ID + "nothing", "https://elsewhere.example/x"]
)
def test_what_is_no_initiative_is_an_error(value: str, ask: Asking) -> None:
    with pytest.raises(ResourceNotFound, match="there is no initiative"):
        resolve_resources(CATALOGUE["initiative-dossier"], {"initiative": value}, ask)


@pytest.mark.parametrize("value", ["a b", "x> ?p", "https://e.example/ x", "urn:x", "a/b", "", "\ud800"])
def test_what_is_no_name_and_no_iri_is_refused(value: str, ask: Asking) -> None:
    with pytest.raises(ParameterError, match="does not take"):
        resolve_resources(CATALOGUE["initiative-dossier"], {"initiative": value}, ask)


def test_a_short_name_of_two_things_is_an_error_that_gives_both(store: Store) -> None:
    both = Store()
    both.bulk_extend(store)
    other = NamedNode("https://another.example/plan#village-centres")
    type_ = NamedNode(PREFIXES["rdf"] + "type")
    both.update(f"INSERT DATA {{ {other} {type_} <{TERMS}Initiative> }}")
    query = CATALOGUE["initiative-dossier"]
    with pytest.raises(ParameterError) as raised:
        resolve_resources(query, {"initiative": "village-centres"}, Asking(both))
    assert raised.value.hint == f"Give {other.value} or {ID}village-centres"
    assert resolve_resources(query, {"initiative": other.value}, Asking(both)) == {"initiative": other.value}
    assert {other.value, ID + "village-centres"} <= members("initiative", Asking(both)).keys()


@pytest.mark.slow(reason="builds a release and starts worker processes")
def test_it_builds_and_the_service_answers(tmp_path: Path) -> None:
    release = build_release(find_content(PLAN), tmp_path)
    assert release.findings is not None and release.findings["violation"] == 0
    engine = create_engine(Settings(), release)
    try:
        text = f"SELECT ?name {{ <{ID}ثقة> <{PREFIXES['rdfs']}label> ?name }}"
        body = engine.query(QueryRequest(Guard().admit(text), "text/csv")).body
    finally:
        engine.close()
    assert body.decode() == "name\r\nالثقة\r\n"
