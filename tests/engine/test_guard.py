"""What the guard lets through and what it does not, however it is spelt."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Store

from strategy_graph.engine import Form, Guard, QueryForbidden, QuerySyntaxError, QueryTooLarge
from strategy_graph.sparql_tokens import Kind, keywords_and_punctuation, tokens, unescape

ROOT = Path(__file__).resolve().parents[2]
GUARD = Guard(max_characters=20_000, max_nesting=50)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { } }",
        "SELECT * { service SILENT ?x { } }",
        "SELECT * { SeRvIcE<http://127.0.0.1/>{} }",
        "SELECT * { # a comment\nSERVICE # another\n<http://127.0.0.1/> {} }",
        r"SELECT * { \u0053ERVICE <http://127.0.0.1/> {} }",
        r"SELECT * { SER\U00000056ICE <http://127.0.0.1/> {} }",
        "SELECT * { ?s ?p 'SERVICE' . SERVICE ?x {} }",
    ],
)
def test_service_is_refused_in_every_spelling(query: str) -> None:
    with pytest.raises(QueryForbidden, match="SERVICE"):
        GUARD.admit(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://x/> {}" }',
        "SELECT * { ?s ?p '''a long\nSERVICE\nstring''' }",
        "SELECT * { ?service <http://x/SERVICE> ?o } # SERVICE",
        "PREFIX SERVICE: <http://x/> SELECT * { ?s SERVICE:a SERVICE:SERVICE }",
        "SELECT * { ?s ?p ?o . FILTER (?o = 'it\\'s SERVICE') }",
    ],
)
def test_the_word_service_elsewhere_is_no_service(query: str) -> None:
    assert GUARD.admit(query).form is Form.SELECT


@pytest.mark.parametrize("services", [frozenset[str](), frozenset({"http://allowed.example/sparql"})])
@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("PREFIX x: <http://127.0.0.1/> SELECT * { SERVICEx:y { } }", QueryForbidden),
        ("PREFIX x: <http://127.0.0.1/> SELECT * { serviceSILENTx:y { } }", QueryForbidden),
        ("PREFIX x: <http://127.0.0.1/> SELECT * { ?a ?b trueSERVICEx:y # here\n{ } }", QueryForbidden),
        ("PREFIX : <http://127.0.0.1/> SELECT * { SERVICE:y { } }", QueryForbidden),
        ("PREFIX x: <http://127.0.0.1/> PREFIX SERVICEx: <x:> SELECT * { SERVICEx: { } }", QueryForbidden),
        ("SELECT * { SERVICESILENT<http://127.0.0.1/> { } }", QuerySyntaxError),
        ("SELECT * { ?a ?b trueSERVICE<http://127.0.0.1/> { } }", QuerySyntaxError),
        (f"PREFIX a{'.a' * 20}: <http://127.0.0.1/> SELECT * {{ SERVICEa{'.a' * 20}:y {{ }} }}", QuerySyntaxError),
    ],
)
def test_service_without_a_space_is_refused(query: str, error: type[Exception], services: frozenset[str]) -> None:
    Store().query(query.replace("{ }", "{ } FILTER(false)"))  # Oxigraph accepts it. The filter spares the call.
    with pytest.raises(error, match="SERVICE"):
        Guard(services=services).admit(query)


def test_names_that_contain_service_are_names() -> None:
    prologue = "PREFIX service: <x:> "
    for query in (
        "SELECT * FROM service:a FROM NAMED service:b { ?s service:c service:d . GRAPH service:g { ?s a [] } }",
        "SELECT * { ?service service:SERVICE ?o FILTER(EXISTS { ?s ?p service:e }) }",
    ):
        assert GUARD.admit(prologue + query).form is Form.SELECT
    with pytest.raises(QuerySyntaxError, match="there is no word serviceName") as caught:
        GUARD.admit('SELECT\n  serviceName { ?a ?b "\\u0041" }')
    assert (caught.value.line, caught.value.column) == (2, 3)


@pytest.mark.parametrize(
    "update",
    ["INSERT DATA { <a:a> <a:a> <a:a> }", "DELETE WHERE { ?s ?p ?o }", "load <http://x/>", "CLEAR ALL", "DROP ALL"],
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(QueryForbidden, match="read-only"):
        GUARD.admit(update)


@pytest.mark.parametrize("opening", ["(", "{", "[", "!", "^", "-"])
def test_deep_nesting_is_refused(opening: str) -> None:
    with pytest.raises(QueryTooLarge, match="nests"):
        GUARD.admit("SELECT * { FILTER " + opening * 10_000 + " }")
    assert GUARD.admit("SELECT * { FILTER " + "(" * 40 + "1" + ")" * 40 + " }").form is Form.SELECT


def test_a_long_query_is_refused() -> None:
    with pytest.raises(QueryTooLarge, match="20,000"):
        GUARD.admit("SELECT * { } #" + "x" * 20_000)


@pytest.mark.parametrize("opening", ["<<", "<< ", "<<(", "<< ?a ?b ", "<<(?a ?b "])
def test_deep_triples_in_triples_are_refused(opening: str) -> None:
    """They overflow the stack of the engine's parser as brackets do."""
    with pytest.raises(QueryTooLarge, match="nests"):
        GUARD.admit("SELECT * { " + opening * 1_000 + " }")


def test_triples_side_by_side_do_not_nest() -> None:
    triples = "<< ?a ?b ?c >> ?d ?e . <<?a ?b <x:c>>> ?f <<( ?a ?b ?c )>> . " * 100
    assert GUARD.admit(f"SELECT * {{ {triples} FILTER(?a < 1 && ?a <?b && ?b> 1) }}").form is Form.SELECT


def test_brackets_in_strings_and_comments_do_not_nest() -> None:
    assert GUARD.admit('SELECT * { ?s ?p "' + "(" * 5000 + '" } # ' + "{" * 5000).form is Form.SELECT


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("# ASK\nPREFIX ask: <http://x/> SELECT * {}", Form.SELECT),
        ("BASE <http://x/CONSTRUCT> ask {}", Form.ASK),
        ("CONSTRUCT WHERE { ?s ?p ?o }", Form.GRAPH),
        ("DESCRIBE <http://x/>", Form.GRAPH),
    ],
)
def test_forms(query: str, form: Form) -> None:
    assert GUARD.admit(query).form is form


def test_no_form_at_all() -> None:
    with pytest.raises(QuerySyntaxError, match="no query begins with 'hello'") as caught:
        GUARD.admit("# a comment\n hello")
    assert (caught.value.line, caught.value.column) == (2, 2)
    for nothing, message, column in (
        ("", "the query is empty", 1),
        ("# SELECT", "the query is only a comment", 1),
        ("{ ?s ?p ?o }", "no query begins with a group", 1),
        ("PREFIX x: <x:y> ", "there is no SELECT, ASK, CONSTRUCT or DESCRIBE", 16),
    ):
        with pytest.raises(QuerySyntaxError, match=message) as caught:
            GUARD.admit(nothing)
        assert (caught.value.line, caught.value.column) == (1, column)
        assert caught.value.hint


def test_an_iri_with_escapes_and_a_name_with_combining_characters_are_one_token() -> None:
    for text, kind in (
        ("<http://x/\\u0061\\U00000062>", Kind.IRI),
        ("?u\u0304", Kind.VARIABLE),
        ("x:u\u0304", Kind.NAME),
        ("_:u\u0304", Kind.NAME),
        ("u\u0304:u", Kind.NAME),
    ):
        assert [(token.kind, token.text) for token in tokens(text)] == [(kind, text)]
    assert [token.kind for token in tokens("<\\u00>")] != [Kind.IRI]


@given(st.text())
def test_tokens_never_fail_and_cover_the_text(text: str) -> None:
    found = list(tokens(text, comments=True))
    for token in found:
        assert text[token.start : token.end] == token.text
    between = "".join(text[a.end : b.start] for a, b in pairwise(found))
    assert between.strip() == ""


@given(st.text(alphabet=st.characters(exclude_characters='"\\\n\r', exclude_categories=["Cs"])))
def test_whatever_stands_in_a_string_is_one_token(text: str) -> None:
    (token,) = tokens(f'"{text}"')
    assert token.kind is Kind.STRING


@pytest.mark.parametrize(
    ("query", "volatile"),
    [
        ("SELECT (NOW() AS ?t) {}", True),
        ("SELECT (rand() AS ?t) {}", True),
        ("SELECT * { BIND (StrUUID() AS ?u) }", True),
        ("SELECT (UUID() AS ?t) {}", True),
        ("SELECT (BNODE() AS ?t) {}", True),
        ("CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }", True),
        ("CONSTRUCT { _:b ?p ?o } WHERE { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p (?o) } WHERE { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . [] ?p (?o) }", False),
        ('SELECT * { ?now ?p "NOW() RAND()" } # UUID()', False),
        ("PREFIX now: <http://x/> SELECT * { ?s now:rand ?o }", False),
    ],
)
def test_what_may_change_from_run_to_run_is_noted(query: str, volatile: bool) -> None:
    assert GUARD.admit(query).volatile is volatile


def test_from_is_noted() -> None:
    assert GUARD.admit("SELECT * FROM <http://x/> { ?s ?p ?o }").names_dataset
    assert not GUARD.admit("SELECT * { ?from ?p 'FROM' } # FROM").names_dataset


LISTED = Guard(services=frozenset({"http://example.org/sparql"}))


@pytest.mark.parametrize("call", ["SERVICE <http://example.org/sparql>", "SERVICE SILENT <http://example.org/sparql>"])
def test_service_may_call_what_the_operator_lists(call: str) -> None:
    assert LISTED.admit(f"SELECT * {{ {call} {{ ?s ?p ?o }} }}")


@pytest.mark.parametrize(
    "call",
    [
        "SERVICE <http://example.org/other>",
        "SERVICE ?anything",
        "SERVICE ex:sparql",
        "SERVICE SILENT <http://example.org/sparql/>",
        "SERVICE <http://example.org/sparql> {} SERVICE <http://example.com/>",
        "SERVICE",
    ],
)
def test_and_nothing_else(call: str) -> None:
    with pytest.raises(QueryForbidden, match="may not call"):
        LISTED.admit(f"PREFIX ex: <http://example.org/> SELECT * {{ {call} {{ ?s ?p ?o }} }}")


def test_half_a_surrogate_pair_is_no_text() -> None:
    with pytest.raises(QuerySyntaxError, match="surrogate"):
        GUARD.admit("SELECT * { ?s ?p '\ud800' }")


def test_escapes_beyond_unicode_stay() -> None:
    assert unescape(r"\u0041 \U00110000 \uD800") == r"A \U00110000 \uD800"


HOSTILE_TO_SCANNERS = {
    "white space at the end": "SELECT *" + " " * 190_000,
    "an open string with escaped quotes": 'ASK { ?a ?b "' + '\\"' * 95_000,
    "open long strings": "ASK { ?a ?b " + '"""\n\\' * 38_000,
    "words joined by dots": "ASK { " + "a." * 95_000,
    "words joined by hyphens": "ASK { " + "a-" * 95_000,
    "numbers that end in a dot, and words": "ASK { " + "1.e" * 63_000,
    "letters with combining accents": "ASK { " + "a\u0301" * 95_000,
    "open IRIs": "ASK { " + "<a " * 63_000,
    "open IRIs with escapes": "ASK { " + "<\\u0041" * 27_000,
}


@pytest.mark.slow(reason="scans texts of the largest size")
def test_no_text_takes_the_scanner_quadratic_time() -> None:
    """Each of these took it between a minute and hours, in the web process; the time limit is that of a process that
    hangs."""
    code = (
        "from strategy_graph.sparql_tokens import keywords_and_punctuation, kinds_and_texts, tokens\n"
        "from tests.engine.test_guard import HOSTILE_TO_SCANNERS\n"
        "for text in HOSTILE_TO_SCANNERS.values():\n"
        "    assert len(kinds_and_texts(text)) == len(list(tokens(text))) >= len(keywords_and_punctuation(text)) > 0\n"
    )
    path = os.pathsep.join([str(ROOT / "server"), str(ROOT)])
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, env={**os.environ, "PYTHONPATH": path})


@pytest.mark.parametrize("separators", [0, 1, 16])
def test_prefixes_hold_dots_and_hyphens(separators: int) -> None:
    for separator in (".", "-", "--", ".-"):
        for end in ("", "-"):
            name = f"a{f'{separator}b1' * separators}{end}:c.d"
            assert [(token.kind, token.text) for token in tokens(f"{name}. ")][:1] == [(Kind.NAME, name)]
    assert [token.text for token in tokens("a.:b")] == ["a", ".", ":b"]


PIECES = [
    *" \n\\#'\"<>{}()[]!+^*|.;,:@_aé\u00a0", "SELECT", "?v", "$v", "<http://x/a#SELECT>", "'''", '"""', "x:SERVICE",
    "x:", "-1", ".5", "1.e5", "@en", "_:b",
]  # fmt: skip


@example(".51.e5")
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_notable_is_what_is_neither_name_nor_value(text: str) -> None:
    """A quick reading for the guard must never see less, or other words, than the tokens are."""
    dull = {Kind.VARIABLE, Kind.STRING, Kind.IRI, Kind.NAME, Kind.NUMBER}
    expected = [
        token.text
        for token in tokens(text)
        if token.kind not in dull
        and token.text not in {".", ",", ";"}
        and not (token.kind is Kind.OTHER and token.text.startswith("@") and len(token.text) > 1)
    ]
    assert keywords_and_punctuation(text) == expected
