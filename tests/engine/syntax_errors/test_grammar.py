"""Test that the grammar accepts SPARQL and what the engine accepts, and that each rejected query has a position."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from strategy_graph.engine.syntax_errors.characters import check_characters, check_start
from strategy_graph.engine.syntax_errors.expected import describe_expected
from strategy_graph.engine.syntax_errors.explain import explain_syntax
from strategy_graph.engine.syntax_errors.functions import FUNCTIONS, describe_arity
from strategy_graph.engine.syntax_errors.grammar import find_parse_failure, grammar_tokens
from strategy_graph.engine.syntax_errors.semantic_checks import check_partial_query, check_query
from strategy_graph.sparql_tokens import tokens
from tests.support.w3c_manifests import Kind, read_tests

NAMED: Final = {path.name: path.read_text("utf-8") for path in Path(__file__).parents[3].glob("queries/*.rq")}
SUITES: Final = {test.name: test.text for test in read_tests() if test.kind is not Kind.NEGATIVE_SYNTAX}
NEGATIVE: Final = {test.name: test.text for test in read_tests() if test.kind is Kind.NEGATIVE_SYNTAX}
OWN: Final = (
    'VERSION "1.2" SELECT * { <<( ?a ?b ?c )>> ?d <<( ?a ?b <<( ?a ?b 1 )>> )>> }',
    'SELECT * { << ?a ?b ?c ~ _:r >> ?d "x"@ar--rtl . << ?a a [] >> }',
    "SELECT * { ?a ?b ?c ~ ?r {| ?d ?e ; ?f ?g |} , ?h ~ {| ?i (1 [ ?j ?k ]) |} }",
    "SELECT * { VALUES ?t { <<( <x:a> <x:b> 'c' )>> UNDEF } BIND(<<( ?a ?b 1 )>> AS ?u) FILTER(isTRIPLE(?u)) }",
    "SELECT * { ?a ?b ?c LATERAL { SELECT * { ?a ?d ?e } LIMIT 1 } }",
    "CONSTRUCT { ?a ?b ?c ~ ?r {| ?d [ ?e (?f) ] |} . << ?a ?b ?c >> ?d 1 } FROM <x:g> WHERE { ?a ?b ?c }",
    "CONSTRUCT WHERE { ?a ?b ?c . ?d a [] } LIMIT 3 OFFSET 1",
    "SELECT (GROUP_CONCAT(DISTINCT ?a; SEPARATOR = ', ') AS ?l) (COUNT(DISTINCT *) AS ?n) { ?a ?b ?c }"
    " GROUP BY (?c AS ?k) STR(?b) HAVING (COUNT(?a) > 1) (?k != 2) ORDER BY DESC(?k) STR(?k) ?l"
    " VALUES (?a ?c) { (1 UNDEF) }",
    "SELECT * { ?a ((<x:a>|^<x:b>)/!(a|^<x:c>))+ ?b . ?c <x:d>? 1 , -2.5 , + 3 ; ; <x:e>* ?f , ?g ; <x:f>+ ?h . }",
    "ASK { FILTER(!!?a && - +1 <= 2 * -?b || ?c NOT IN (1, ?d - 1) || EXISTS { FILTER NOT EXISTS {} }) }",
    "DESCRIBE ?a <x:b> FROM NAMED <x:g> ORDER BY ?a VALUES () { () }",
    "SELECT * { <http://x/\\u00e9> <x:b\u0301> ?c\u0304 }",
)
"""List queries with features that the suites of SPARQL 1.0 and 1.1 lack."""
REJECTED_BY_BOTH: Final = "sparql10/expr-builtin/case-insensitive-booleans"
"""Name the test that writes TRUE, which is no boolean by rule 134 of the standard, nor to Oxigraph."""
ACCEPTED_BY_THE_ENGINE_ONLY: Final = "sparql10/syntax-sparql3/syn-bad-26"
"""Name the test of the form ``?x<?a&&?b>?y``: the standard reads an IRI, Oxigraph two comparisons."""
WITHOUT_SUITES: Final = pytest.mark.skipif(not SUITES, reason="the suites are not here")


@cache
def _store() -> Store:
    return Store()


def _accepted(query: str) -> bool:
    try:
        _store().query(query, base_iri="http://example.org/")
    except SyntaxError:
        return False
    except (ValueError, RuntimeError, OSError):
        pass
    return True


def _parse_failure(query: str) -> object:
    return find_parse_failure(grammar_tokens(query, list(tokens(query))))


@pytest.mark.parametrize("query", [*NAMED.values(), *OWN], ids=[*NAMED, *map(str, range(len(OWN)))])
def test_grammar_accepts_named_queries_and_sparql_1_2(query: str) -> None:
    assert _accepted(query)
    assert _parse_failure(query) is None


@WITHOUT_SUITES
def test_grammar_accepts_the_queries_of_the_suites() -> None:
    rejected = {name for name, text in SUITES.items() if _parse_failure(text) is not None}
    assert rejected == {REJECTED_BY_BOTH}
    assert not _accepted(SUITES[REJECTED_BY_BOTH])
    assert len(SUITES) == 733


@WITHOUT_SUITES
def test_engine_accepts_one_negative_test_that_the_grammar_rejects() -> None:
    accepted = {name for name, text in NEGATIVE.items() if _accepted(text)}
    assert accepted == {ACCEPTED_BY_THE_ENGINE_ONLY}
    assert _parse_failure(NEGATIVE[ACCEPTED_BY_THE_ENGINE_ONLY]) is not None


@pytest.mark.parametrize("query", [*NAMED.values(), *OWN])
def test_valid_queries_have_no_diagnostics(query: str) -> None:
    assert _diagnostic_messages(query) == []


@WITHOUT_SUITES
def test_queries_of_the_suites_have_no_diagnostics() -> None:
    found = {name: messages for name, text in SUITES.items() if (messages := _diagnostic_messages(text))}
    # Accept the diagnostic of relative IRIs: they are valid if there is a base IRI.
    assert set().union(*found.values()) == {"this IRI is relative"}


def _diagnostic_messages(query: str) -> list[str]:
    stream = grammar_tokens(query, list(tokens(query)))
    found = [*check_start(query, stream), *check_characters(query, stream)]
    return [diagnostic.message for diagnostic in (*found, *check_partial_query(query, stream), *check_query(stream))]


@pytest.mark.parametrize("name", sorted(NEGATIVE.keys() - {ACCEPTED_BY_THE_ENGINE_ONLY}))
def test_every_negative_test_has_a_position(name: str) -> None:
    _assert_position(NEGATIVE[name])


def _assert_position(query: str) -> None:
    found = explain_syntax(_parser_message(query), query, None, None)
    lines = query.split("\n")
    assert found.line is not None
    assert found.column is not None
    assert 1 <= found.line <= len(lines)
    assert 1 <= found.column <= len(lines[found.line - 1]) + 1
    assert found.message
    assert found.hint


def _parser_message(query: str) -> str:
    with pytest.raises(SyntaxError) as caught:
        _store().query(query, base_iri="http://example.org/")
    return str(caught.value)


@given(
    query=st.sampled_from([*NAMED.values(), *OWN]), edit=st.sampled_from(["delete", "double", "swap"]), data=st.data()
)
@settings(max_examples=200, deadline=None)
def test_one_changed_token_has_a_position_or_is_accepted_by_both(query: str, edit: str, data: st.DataObject) -> None:
    stream = list(tokens(query))
    number = data.draw(st.integers(0, len(stream) - 2))
    token, following = stream[number : number + 2]
    if edit == "delete":
        changed = f"{query[: token.start]} {query[token.end :]}"
    elif edit == "double":
        changed = f"{query[: token.end]} {token.text} {query[token.end :]}"
    else:
        between = query[token.end : following.start] or " "
        changed = f"{query[: token.start]} {following.text}{between}{token.text} {query[following.end :]}"
    if _accepted(changed):
        assert _parse_failure(changed) is None
    else:
        _assert_position(changed)


@pytest.mark.slow(reason="explains hundreds of texts")
@given(query=st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_explained(query: str) -> None:
    found = explain_syntax("error at 1:1: expected SELECT", query, 1, 1)
    assert found.message
    assert found.hint


_PIECES: Final = (
    *"{}()[].;,|/^*+?!=<>&@$\"'\\`~- \n",
    *("SELECT", "WHERE", "GROUP", "BY", "AS", "VALUES", "CONSTRUCT", "FILTER", "COUNT", "UNDEF", "PREFIX", "NOT", "IN"),
    *("?a", "_:b", "x:", "x:y", "<x:z>", '"s"', "@en", "1", "2.", "a", "true", "<<(", ")>>", "{|", "|}", "^^", "REGEX"),
)


@given(
    pieces=st.lists(st.sampled_from(_PIECES), max_size=30), start=st.sampled_from(["", "SELECT * { ", "ASK { ?a ?b "])
)
@settings(max_examples=500, deadline=None)
def test_any_tokens_are_explained_or_accepted(pieces: list[str], start: str) -> None:
    query = start + " ".join(pieces)
    if _parse_failure(query) is not None:
        found = explain_syntax("", query, None, None)
        assert found.line is not None
        assert found.message
        assert found.hint


def test_parse_failure_has_the_rejected_token_and_the_expected_ones() -> None:
    stream = grammar_tokens("", list(tokens("SELECT * { ?a ?b }")))
    found = find_parse_failure(stream)
    assert found is not None
    assert stream[found.token_index].text == "}"
    assert {"VAR", "IRI", "STRING", "("} <= found.expected
    assert found.expected.isdisjoint({"a", "}", "."})
    end = find_parse_failure(grammar_tokens("", list(tokens("SELECT *"))))
    assert end is not None
    assert (end.token_index, end.expected) == (2, frozenset(("{", "WHERE", "FROM")))


def test_operators_of_several_characters_are_one_token() -> None:
    query = "<<( )>> && || != <= >= ^^ << >> {| |} @ar--ltr 1. 2.5 < < & & <x:a>"
    found = [token.text for token in grammar_tokens(query, list(tokens(query)))]
    assert found == "<<( )>> && || != <= >= ^^ << >> {| |} @ar--ltr 1 . 2.5 < < & & <x:a>".split()
    assert all(query[token.start : token.end] == token.text for token in grammar_tokens(query, list(tokens(query))))


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (set(), ""),
        ({"VAR"}, "a variable"),
        ({"INTEGER"}, "a whole number"),
        ({"VAR", "IRI", "PNAME_NS", "PNAME_LN", "a"}, "a variable or an IRI"),
        ({"<<"}, "<<"),
        ({",", ";", "."}, "a comma, a dot or a semicolon"),
        ({"$END", "LIMIT"}, "the end of the query or LIMIT"),
        ({"A", "B", "C", "D", "E", "F"}, "A, B, C, D, E or the like"),
    ],
)
def test_expected_tokens_in_words(expected: set[str], words: str) -> None:
    assert describe_expected(frozenset(expected)) == words


@pytest.mark.parametrize("name", sorted(FUNCTIONS - {"COALESCE", "CONCAT", "COUNT"}))
def test_arity_agrees_with_the_engine(name: str) -> None:
    arity = describe_arity(name)
    assert arity is not None
    for count in range(6):
        call = f"SELECT ({name}({', '.join(['?x'] * count)}) AS ?y) {{}}"
        valid = str(count) in arity or (count == 0 and arity.startswith("no")) or (name == "BNODE" and count <= 1)
        assert _accepted(call) == valid
        assert (_parse_failure(call) is None) == valid


def test_lark_is_loaded_for_rejected_queries_only() -> None:
    code = (
        "import sys; from strategy_graph.engine import embedded\n"
        "from strategy_graph.engine.syntax_errors import explain\n"
        "assert 'lark' not in sys.modules\n"
        "explain.explain_syntax('', 'SELECT', None, None)\n"
        "assert 'lark' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_tokens_beyond_the_limit_are_not_parsed() -> None:
    long = "SELECT * { VALUES ?x { " + "1 " * 60_000
    assert explain_syntax("error at 1:90000: expected one of x", long + "?y } }", 1, 90_000).column == 90_000
    assert explain_syntax("", "SELECT * { VALUES ?x { " + "1 " * 40_000 + "?y } }", None, None).message.startswith(
        "?y "
    )
