"""ORDER BY over values of different kinds (SPARQL 1.1 Query, section 15.1)."""

from __future__ import annotations

import random
import time

import pytest

from strategy_graph.engine import EmbeddedEngine, QuerySyntaxError, QueryTimeout
from strategy_graph.engine.order_by import totally_ordered, with_hidden_keys_ordered
from strategy_graph.worker.order_by_check import has_mixed_kinds
from tests.engine.conftest import ask

MIXED = "5 47 '97x' 3 93 '39x' 3 38 '92x' 3 26 '19x' 9 37 '47x' 1 65 '26x' 1 45 '28x'"
NUMBERS = ["1", "1", "3", "3", "3", "5", "9", "26", "37", "38", "45", "47", "65", "93"]
STRINGS = ["19x", "26x", "28x", "39x", "47x", "92x", "97x"]
XSD = "http://www.w3.org/2001/XMLSchema#"

# In ascending order, one line for each kind; within a line the order is by value.
EVERYTHING = [
    ["<http://x/a>", "<http://x/b>"],
    ["false", "true"],
    [f"'2019-05-01T00:00:00Z'^^<{XSD}dateTime>", f"'2020-01-01T00:00:00Z'^^<{XSD}dateTime>"],
    ["'p'^^<http://x/type>", "'q'^^<http://x/type>"],
    ["-3", "1e0", "2.5", "7", "8", "9", "10", "11", "100"],
    ["'10'", "'2x'", "'9'@en", "'a'@fr", "'ab'", "'b'@en"],
    ["<<( <http://x/a> <http://x/b> 1 )>>", "<<( <http://x/a> <http://x/b> 2 )>>"],
]


def column(answer: bytes) -> list[str]:
    return answer.decode().split("\r\n")[1:-1]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("?v", NUMBERS + STRINGS),
        ("DESC(?v)", STRINGS[::-1] + NUMBERS[::-1]),
        ("(?v)", NUMBERS + STRINGS),
        ("# a comment\nASC(?v) # another", NUMBERS + STRINGS),
        ("COALESCE(?v, 1) ?v", NUMBERS + STRINGS),
        ("?v LIMIT 3", NUMBERS[:3]),
        ("?v OFFSET 19", STRINGS[-2:]),
    ],
)
def test_numbers_and_strings_are_sorted(engine: EmbeddedEngine, order: str, expected: list[str]) -> None:
    assert column(ask(engine, f"SELECT ?v {{ VALUES ?v {{ {MIXED} }} }} ORDER BY {order}")) == expected


FORMATS = [
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
]


@pytest.mark.parametrize("media_type", FORMATS)
def test_few_rows_are_sorted_too(engine: EmbeddedEngine, media_type: str) -> None:
    values = "VALUES (?w ?v) { (1 10) (2 '2x') (3 9) }"
    answer = ask(engine, f"SELECT ?w ?v {{ {values} }} ORDER BY ?v", media_type)
    assert answer == ask(engine, "SELECT ?w ?v { VALUES (?w ?v) { (3 9) (1 10) (2 '2x') } }", media_type)
    downwards = ask(engine, f"SELECT ?w ?v {{ {values} }} ORDER BY DESC(?v)", media_type)
    assert downwards == ask(engine, "SELECT ?w ?v { VALUES (?w ?v) { (2 '2x') (1 10) (3 9) } }", media_type)


FEW = "VALUES (?w ?v) { (1 10) (2 '2x') (3 9) }"


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(f"SELECT ?w {{ {FEW} }} ORDER BY ?v", "VALUES ?w { 3 1 2 }", id="not selected"),
        pytest.param(f"SELECT ?w {{ {FEW} }} ORDER BY DESC($v)", "VALUES ?w { 2 1 3 }", id="not selected, down"),
        pytest.param(f"SELECT ?v {{ {FEW} }} ORDER BY COALESCE(?v, 0)", "VALUES ?v { 9 10 '2x' }", id="expression"),
        pytest.param(
            f"SELECT * {{ {FEW} }} ORDER BY (IF(?w > 0, ?v, ?w))", "(?w ?v) { (3 9) (1 10) (2 '2x') }", id="IF"
        ),
        pytest.param(f"SELECT ?v {{ {FEW} }} ORDER BY ?v LIMIT 1", "VALUES ?v { 9 }", id="LIMIT"),
        pytest.param(f"SELECT ?v {{ {FEW} }} ORDER BY ?v OFFSET 2", "VALUES ?v { '2x' }", id="OFFSET"),
        pytest.param(f"SELECT (?v AS ?u) {{ {FEW} }} ORDER BY ?v", "VALUES ?u { 9 10 '2x' }", id="under another name"),
        pytest.param(
            f"SELECT ?w {{ {FEW} }} GROUP BY ?w ORDER BY SAMPLE(?v) LIMIT 2", "VALUES ?w { 3 1 }", id="an aggregate"
        ),
        pytest.param(
            f"SELECT (MAX(?v) AS ?m) {{ {FEW} }} GROUP BY ?w ORDER BY ?m LIMIT 2", "VALUES ?m { 9 10 }", id="an alias"
        ),
        pytest.param(
            f"SELECT ?v {{ {{ SELECT ?v {{ {FEW} }} ORDER BY ?v LIMIT 1 }} }}", "VALUES ?v { 9 }", id="in a sub-select"
        ),
    ],
)
def test_keys_that_the_result_does_not_show(engine: EmbeddedEngine, media_type: str, query: str, expected: str) -> None:
    values = expected if expected.startswith("VALUES") else f"VALUES {expected}"
    assert ask(engine, query, media_type) == ask(engine, f"SELECT * {{ {values} }}", media_type)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?v { ?s ?p ?v } ORDER BY ?v",
        "SELECT * { ?s ?p ?v } ORDER BY DESC($v) ?s",
        "SELECT DISTINCT ?v (1 AS ?w) FROM <x:g> { ?s ?p ?v } ORDER BY (?w) ASC((?v))",
        "SELECT ?s (COUNT(?v) AS ?n) { ?s ?p ?v } GROUP BY ?s ORDER BY DESC(?n) LIMIT 10",
        "SELECT ?s (xsd:integer(COUNT(?v)) AS ?n) { ?s ?p ?v } GROUP BY ?s ORDER BY DESC(?n) ?s",
        "SELECT ?s { ?s ?p ?v } ORDER BY LCASE(STR(?v)) !BOUND(?s) EXISTS { ?v ?p ?s } LIMIT 3",
        "SELECT ?s { ?s ?p 'ORDER BY ?x' } # ORDER BY ?x",
        "ASK { ?s <x:border> ?v }",
    ],
)
def test_keys_of_one_kind_and_keys_in_the_result_stay(query: str) -> None:
    assert with_hidden_keys_ordered(query, result_is_checked=True) == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?v { ?s ?p ?v } ORDER BY ?v LIMIT 10",
        "SELECT ?s { ?s ?p ?v } ORDER BY ?v",
        "SELECT (?v AS ?w) { ?s ?p ?v } ORDER BY ?v",
        "SELECT ?s (MAX(?v) AS ?n) { ?s ?p ?v } GROUP BY ?s ORDER BY DESC(?n) LIMIT 10",
        "SELECT ?n { { SELECT (COUNT(?v) AS ?n) { ?s ?p ?v } } UNION { ?s ?p ?n } } ORDER BY ?n LIMIT 10",
        "SELECT ?s { ?s ?p ?v } ORDER BY ?s (STRLEN(?v) + ?v)",
        "SELECT ?v { { SELECT ?v { ?s ?p ?v } ORDER BY ?v LIMIT 3 } }",
        "CONSTRUCT { ?s ?p ?v } WHERE { ?s ?p ?v } ORDER BY ?v LIMIT 3",
        "DESCRIBE ?v { ?s ?p ?v } ORDER BY ?v LIMIT 3",
    ],
)
def test_keys_that_may_be_mixed_unseen_are_rewritten(query: str) -> None:
    assert with_hidden_keys_ordered(query, result_is_checked=True) != query


def test_the_place_of_a_syntax_error_is_that_of_the_query_as_sent(engine: EmbeddedEngine) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(engine, "SELECT ?s { ?s ?p ?v } ORDER BY ?v LIMIT 3 LIMIT x")
    assert (caught.value.line, caught.value.column) == (1, 44)


@pytest.mark.parametrize("media_type", FORMATS[:2])
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("5 2.5 1e0 '3'^^<http://www.w3.org/2001/XMLSchema#byte>", False),
        ("'a' 'b'@en 'c\\t\\n\"'@fr UNDEF <x:y>", False),
        ("5 'a'", True),
        ("5 'a\\t\\n\"'@fr", True),
        ("5 true", True),
        ("<x:y> 5 '2020-01-01'^^<http://www.w3.org/2001/XMLSchema#date>", True),
    ],
)
def test_results_of_mixed_kinds_are_seen(engine: EmbeddedEngine, media_type: str, values: str, expected: bool) -> None:
    query = f"SELECT ?w ?v {{ VALUES ?v {{ {values} }} BIND('5' AS ?w) }}"
    body = ask(engine, query, media_type)
    assert has_mixed_kinds(f"{query} ORDER BY DESC( $v )", media_type, body) is expected
    assert not has_mixed_kinds(f"{query} ORDER BY ?w STRLEN(?v)", media_type, body)
    assert not has_mixed_kinds(f"{query} ORDER BY ?absent", media_type, body)


@pytest.mark.parametrize("media_type", FORMATS)
def test_one_string_among_thousands_of_numbers_is_last(engine: EmbeddedEngine, media_type: str) -> None:
    # Numbers in order, which a sort leaves alone, with the string in their midst.
    digits = "VALUES ?{0} {{ 0 1 2 3 4 5 6 7 8 9 }}"
    numbers = " ".join(digits.format(name) for name in "abcd")
    values = f"{numbers} BIND(1000*?a + 100*?b + 10*?c + ?d AS ?n) BIND(IF(?n = 4321, '5x', ?n) AS ?v)"
    rows = ask(engine, f"SELECT ?v {{ {values} }} ORDER BY ?v", media_type)
    assert len(rows) > 40_000
    assert rows.index(b"9999") < rows.index(b"5x")


def test_in_a_sub_select_and_in_construct(engine: EmbeddedEngine) -> None:
    inner = f"{{ SELECT ?v {{ VALUES ?v {{ {MIXED} }} }} ORDER BY ?v LIMIT 2 }}"
    assert column(ask(engine, f"SELECT ?v {{ {inner} }}")) == ["1", "1"]
    graph = f"CONSTRUCT {{ <x:s> <x:p> ?v }} WHERE {{ VALUES ?v {{ {MIXED} }} }} ORDER BY DESC(?v) LIMIT 1"
    assert ask(engine, graph, "application/n-triples") == b'<x:s> <x:p> "97x" .\n'


def test_over_aggregates(engine: EmbeddedEngine) -> None:
    query = f"SELECT (SAMPLE(?v) AS ?s) {{ VALUES ?v {{ {MIXED} }} }} GROUP BY ?v ORDER BY DESC(?s) LIMIT 2"
    assert column(ask(engine, query)) == ["97x", "92x"]


@pytest.mark.parametrize("seed", range(20))
def test_every_kind_in_any_sequence(engine: EmbeddedEngine, seed: int) -> None:
    terms = [term for line in EVERYTHING for term in line]
    shuffled = random.Random(seed).sample(terms, len(terms))
    query = totally_ordered(f"SELECT ?v {{ VALUES ?v {{ UNDEF {' '.join(shuffled)} }} }} ORDER BY ?v")
    assert query is not None
    in_order = ask(engine, f"SELECT ?v {{ VALUES ?v {{ UNDEF {' '.join(terms)} }} }}", "text/tab-separated-values")
    assert ask(engine, query, "text/tab-separated-values") == in_order


@pytest.mark.parametrize(
    "odd",
    [
        f"'NaN'^^<{XSD}double>",
        f"'zz'^^<{XSD}integer>",
        f"'x'^^<{XSD}dateTime>",
        f"'P1M'^^<{XSD}duration> 'P30D'^^<{XSD}duration>",
        f"'2020-01-01T00:00:00'^^<{XSD}dateTime> '2020-01-01T10:00:00Z'^^<{XSD}dateTime>",
    ],
)
def test_what_has_no_order_does_not_disturb_the_rest(engine: EmbeddedEngine, odd: str) -> None:
    values = [str(number) for number in random.Random(odd).sample(range(100), 60)]
    values[10:10] = values[30:30] = [odd]
    found = column(ask(engine, f"SELECT ?v {{ VALUES ?v {{ {' '.join(values)} }} }} ORDER BY ?v"))
    numbers = [int(value) for value in found if value.isdecimal()]
    assert len(numbers) == 60
    assert numbers == sorted(numbers)


def test_the_second_run_has_what_is_left_of_the_time(engine: EmbeddedEngine) -> None:
    values = f"VALUES ?v {{ {MIXED} }} ?a ?b ?c . ?d ?e ?f . FILTER (STRLEN(CONCAT(?c, ?f)) < 15)"
    query = f"SELECT ?v {{ {values} }} ORDER BY STRLEN(?f) ?v"
    begin = time.monotonic()
    with pytest.raises(QueryTimeout, match=r"longer than 0\.7 seconds"):
        ask(engine, query, timeout=0.7)
    assert time.monotonic() - begin < 1.4


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", 'SELECT * { ?s ?p "ORDER BY ?o" } # ORDER BY ?s'])
def test_a_query_without_order_has_nothing_to_rewrite(query: str) -> None:
    assert totally_ordered(query) is None


def test_each_condition_is_rewritten_and_nothing_else() -> None:
    keys = "?s DESC(COALESCE(?o, 1)) <f:x>(?p, (1)) x:y(?o) STRLEN(?o) NOT EXISTS { ?s ?p 1 }"
    query = f"SELECT * {{ ?s ?p ?o }} ORDER BY {keys} LIMIT 5 OFFSET 1"
    rewritten = totally_ordered(query)
    assert rewritten is not None
    assert rewritten.startswith("SELECT * { ?s ?p ?o } ORDER BY \nASC(IF(isNumeric(?s)")
    assert rewritten.endswith("\n STRLEN(?o) NOT EXISTS { ?s ?p 1 } LIMIT 5 OFFSET 1")
    for begin in ("DESC(IF(isNumeric((COALESCE(?o, 1)))", "(<f:x>(?p, (1)))", "(x:y(?o))"):
        assert begin in rewritten
