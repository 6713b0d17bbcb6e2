"""What the slips of writers of SPARQL are told: the words, and the place where the slip is."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from strategy_graph.engine import EmbeddedEngine, QuerySyntaxError
from strategy_graph.engine.pattern_slips import PATTERN_FINDERS
from strategy_graph.engine.slips import find_slip
from strategy_graph.sparql_tokens import tokens
from tests.engine.conftest import ask

SLIPS = [
    ("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }", "?a is neither grouped nor aggregated", 1, 8),
    ("SELECT * { ?a ?p ?b } GROUP BY ?a", "SELECT * does not go with GROUP BY", 1, 8),
    ("SELECT (1 AS ?x) (2 AS ?x) {}", "the name ?x is taken already where AS gives it", 1, 24),
    ("SELECT ?x { ?x ?p ?o BIND(1 AS ?x) }", "the name ?x is taken already where AS gives it", 1, 32),
    ("SELECT * { ?a ?b ?c } ORDER BY ?a, ?b", "these variables are separated by a comma", 1, 34),
    ("SELECT ?a WHERE { ?a ?b ?c FILTER(?a >) } LIMIT 3", "a value is missing between > and )", 1, 39),
    ("SELECT * { ?a ^?b ?c }", "^ is followed by a variable", 1, 16),
    ("SELCT * { ?a ?b ?c }", "no query begins with 'SELCT'", 1, 1),
    ('SELECT * WHERE { ?a ?b "\\uD800" }', "\\uD800 is half of a surrogate pair", 1, 25),
    ("SELECT\xa0* { ?a ?b ?c }", "U+00A0 is no white space in SPARQL", 1, 7),
    ("\ufeffSELECT * { ?a ?b ?c ", "the query begins with a byte order mark", 1, 1),
    ("SELECT * WHERE { ?a ?b ?c", "this { is not closed", 1, 16),
    ("SELECT * WHERE { ?a ?b ?c }}", "this } closes nothing", 1, 28),
    ("SELECT ?a WHERE ?a ?b ?c", "WHERE is not followed by a group", 1, 17),
    ("SELECT * { ?a ?b ?c } LIMIT x", "LIMIT is not followed by a whole number", 1, 29),
    ("SELECT * { ?a ?b ?c } LIMIT -1", "LIMIT is not followed by a whole number", 1, 29),
    ("SELECT ?a, ?b { ?a ?p ?b }", "these variables are separated by a comma", 1, 10),
    ("SELECT * { ?a ?b ?c . FILTER ?a = 1 }", "the condition of FILTER is not in brackets", 1, 30),
    ("SELECT * { ?a ?b ?c FILTER(?a = ) }", "a value is missing between = and )", 1, 33),
    ("SELECT * { ?a ?b ?c FILTER(?a == 1) }", "== is no operator of SPARQL", 1, 31),
    ("SELECT * { ?a ?b ?c FILTER(?a AND ?b) }", "AND is no operator of SPARQL", 1, 31),
    ("SELECT * { ?a ?b ?c FILTER(?a <> ?b) }", "<> is no operator of SPARQL", 1, 31),
    ("SELECT (COUNT(*) ?n) { ?a ?b ?c }", "an expression after SELECT has no name", 1, 18),
    ("SELECT COUNT(*) AS ?n { ?a ?b ?c }", "COUNT in SELECT is not in brackets with a name", 1, 8),
    ("SELECT (COUNT(?a) AS n) { ?a ?b ?c }", "AS is not followed by a variable", 1, 22),
    ("SELECT * { ?a ?b ?c OPTIONAL ?a ?d ?e }", "OPTIONAL is not followed by a group", 1, 30),
    ("SELECT * { ?a ?b ?c UNION ?d ?e ?f }", "UNION is not followed by a group", 1, 27),
    ('SELECT * { ?a ?b "abc }', "this quote is not closed", 1, 18),
    ("SELECT * { ?a ?b 'abc\" }", "this quote is not closed", 1, 18),
    ("SELECT * { <http://x y> ?b ?c }", "this IRI is not closed, or has a space in it", 1, 12),
    ("SELECT * { <http://x ?b ?c }", "this IRI is not closed, or has a space in it", 1, 12),
    ("SELECT * { ?a ?b ?c } GROUP ?a", "BY is missing after GROUP", 1, 29),
    ("SELECT * { ?a ?b ?c } ORDER ?a", "BY is missing after ORDER", 1, 29),
    ("SELECT DISTINCT { ?a ?b ?c }", "DISTINCT names no variables", 1, 17),
    ("SELECT ?a FROM { ?a ?b ?c }", "FROM is not followed by a graph", 1, 16),
    ("ASK ?a { ?a ?b ?c }", "ASK names variables", 1, 5),
    ("CONSTRUCT { ?a ?b ?c }", "CONSTRUCT has no WHERE", 1, 23),
    ("SELECT * { BIND(1 ?x) }", "an expression after BIND has no name", 1, 19),
    ("SELECT * { ?a ?b ?c MINUS ?d }", "MINUS is not followed by a group", 1, 27),
    ("SELECT * { ?a ?b ?c ; }  LIMIT", "LIMIT is not followed by a whole number", 1, 31),
    ("SELECT ?x ?x: { }", "the prefix : is not declared", 1, 13),
    ("SELECT * { ?a rdfs:label/ ?c }", "the prefix rdfs: is not declared", 1, 15),
    ("SELECT * { ?a ?b ?c } OFFSET", "OFFSET is not followed by a whole number", 1, 29),
    ("SELECT * { FILTER(FOO(?a)) }", "there is no function FOO", 1, 19),
    ("PREFIX ex <http://x/> SELECT * {}", "a colon is missing after the prefix ex", 1, 10),
    ("PREFIX ex: http://x/ SELECT * {}", "the IRI of the prefix ex: is not in < >", 1, 12),
    ("BASE http://x SELECT * {}", "the IRI of BASE is not in < >", 1, 6),
    ("SELECT (?a + 1) { ?a ?b ?c }", "an expression after SELECT has no name", 1, 15),
    ("SELECT * { ?a ?b ?c } LIMIT 5 ORDER BY ?a", "ORDER stands after LIMIT", 1, 31),
    ("SELECT * { ?s ?p _:b } GROUP BY _:b", "SELECT * does not go with GROUP BY", 1, 8),
    ("SELECT * {\n  ?a ?b ?c\n  ?d ?e ?f\n}", "a dot is missing before this line", 3, 3),
    ("SELECT * {\n  ?a ?b “c” .\n}", "curly quotes do not delimit strings", 2, 9),
    ("SELECT *\nWHERE {\n  ?a ?b ?c .\n  FILTER (?c > ) \n}", "a value is missing between > and )", 4, 16),
    ("SELECT *\nWHERE {\n  ?a ?b ?c .\n  OPTIONAL ( ?a ?d ?e )\n}", "OPTIONAL is not followed by a group", 4, 12),
    ('SELECT *\nWHERE {\n  ?a ?b ?c .\n  FILTER (LCASE(STR(?c) = "x")\n}', ") is missing before this }", 5, 1),
    ("ASC { ?a ?b ?c }", "no query begins with 'ASC'", 1, 1),
    ("# a comment\nSELEKT ?a\nWHERE { ?a ?b ?c }", "no query begins with 'SELEKT'", 2, 1),
    ("SELECT ?a WHERE { ?a ?b ?c } ORDER BY ?a LIMIT ten", "LIMIT is not followed by a whole number", 1, 48),
    ("SELECT * { ?a ?b ?c } GROUP BY ?a, ?b", "these variables are separated by a comma", 1, 34),
    ("SELECT ?n { ?a ?b ?c BIND(STRLENGTH(?c) AS ?n) }", "there is no function STRLENGTH", 1, 27),
    ("SELECT ?n { ?a ?b ?c BIND STRLEN(?c) AS ?n }", "BIND is not followed by a bracket", 1, 27),
    ("SELECT (MAX(?c) AS ?m) ?a { ?a ?b ?c }", "?a is neither grouped nor aggregated", 1, 24),
    ("SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY ?b", "?a is neither grouped nor aggregated", 1, 8),
    ("SELECT * { ?a ?b ?c FILTER(?b = ?c OR ?a = ?c) }", "OR is no operator of SPARQL", 1, 36),
    ("SELECT * { ?a ?b ?c ]", "} is missing before this ]", 1, 21),
    ("SELECT * { ?a ?b [ ?c ?d }", "] is missing before this }", 1, 26),
    ("SELECT * { { ?a ?b ?c } UNION ?d }", "UNION is not followed by a group", 1, 31),
    (
        "PREFIX foaf <http://xmlns.com/foaf/0.1/>\nSELECT * { ?a foaf:name ?b }",
        "a colon is missing after the prefix foaf",
        1,
        12,
    ),
    ("SELECT * { ?a foaf:name ?b }", "the prefix foaf: is not declared", 1, 15),
    ("SELECT * WHERE { ?a ?b ‘c’ }", "curly quotes do not delimit strings", 1, 24),
    ("SELECT ?a ?b FROM ?g { ?a ?b ?c }", "FROM is not followed by a graph", 1, 19),
    ("SELECT * { ?a ?b ?c } ORDER BY ?a LIMIT 5 GROUP BY ?a", "GROUP stands after LIMIT", 1, 43),
    ("SELECT AVG(?c) { ?a ?b ?c }", "AVG in SELECT is not in brackets with a name", 1, 8),
    ("SELECT * { ?a ?b ?c .. }", "this . cannot follow a .", 1, 22),
    ("SELECT * { . ?a ?b ?c }", "this . cannot follow a {", 1, 12),
    ("SELECT * { ?a ?b ?c . ; ?d ?e }", "this ; cannot follow a .", 1, 23),
    ("SELECT * { ?a ?b ?c , , ?d }", "this , cannot follow a ,", 1, 23),
    ("SELECT * { ?a ?b ?c, }", "an object is missing after this comma", 1, 20),
    ("SELECT * { ?a ?b }", "an object is missing after ?b", 1, 15),
    ("SELECT * { ?a ?b ?c . ?d a . }", "an object is missing after a", 1, 26),
    ("SELECT * { ?a ?b ?c . <x:a> }", "a predicate and an object are missing after <x:a>", 1, 23),
    ("SELECT * { VALUES ?a { <x:a> } GRAPH ?g { ?a ?b } }", "an object is missing after ?b", 1, 46),
    (
        "SELECT * { VALUES (?a ?b) { (1 2) (UNDEF) } }",
        "this row of VALUES has another number of values, 1, than of variables, 2",
        1,
        35,
    ),
    (
        'SELECT * { VALUES (?a) { ("1"^^<x:t>) } VALUES (?a ?b) {\n  ("1"^^<x:t> -2)\n  ("a"@en true <x:b>) } }',
        "this row of VALUES has another number of values, 3, than of variables, 2",
        3,
        3,
    ),
]


@pytest.mark.parametrize(("query", "message", "line", "column"), SLIPS)
def test_a_slip_is_named_and_placed(engine: EmbeddedEngine, query: str, message: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(engine, query)
    assert (caught.value.message, caught.value.line, caught.value.column) == (message, line, column)
    assert caught.value.hint


def test_the_table_is_of_some_size() -> None:
    assert len({query for query, *_ in SLIPS}) >= 60


@pytest.mark.parametrize("query", ["SELECT * { ?a ?b ?c , ?d ?e }", "SELECT * { FILTER(REGEX(?a)) }"])
def test_what_has_no_place_claims_none(engine: EmbeddedEngine, query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="could not make sense") as caught:
        ask(engine, query)
    assert caught.value.line is None


def test_the_patterns_of_right_queries_have_no_slip() -> None:
    for query in (
        "SELECT * { VALUES ?a { <x:a> } VALUES (?a ?b) { (UNDEF 'x'^^<x:t>) } VALUES () { () } ?a a ?b ; . }",
        "SELECT * { ?a ?b ?c ; ; ?d ?e , ?f . FILTER(?a IN (1, 2)) . { ?a ?b ?c } . [] a ?d . [ ?a ?b ] . }",
        "SELECT (GROUP_CONCAT(?a ; SEPARATOR = ',') AS ?y) { ?a (<x:a>|^<x:b>)+ 1.5, 'a.'@en } VALUES ?x { 'a' }",
    ):
        assert find_slip(query, list(tokens(query)), PATTERN_FINDERS) is None
        Store().query(query)
