"""JSON-LD 1.1 is parsed as specified, and errors have a location."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import Dataset, RdfFormat, parse

from strategy_graph.dataset import RdfSyntaxError, load_rdf
from strategy_graph.dataset.rdf_files.json_ld import MAX_BYTES
from strategy_graph.dataset.rdf_files.parse import parse_file
from strategy_graph.dataset.rdf_files.rdf_file import rdf_file
from tests.support.content import write

EX = "http://example.org/"
CONTEXT = {"@vocab": EX, "knows": {"@type": "@id"}}
GOOD = [
    # A key without a term is dropped with its value (JSON-LD 1.1 Processing Algorithms, section 5.1.2).
    (
        {"@context": {"p": EX + "p"}, "@id": EX + "s", "p": "v", "none": {"@id": EX + "o", "@type": EX + "C"}},
        f'<{EX}s> <{EX}p> "v" .',
    ),
    ({"@context": CONTEXT, "@id": EX + "s", "knows": EX + "o"}, f"<{EX}s> <{EX}knows> <{EX}o> ."),
    (
        {"@context": CONTEXT, "@id": EX + "s", "n": [1, 1.5, True]},
        f'<{EX}s> <{EX}n> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
        f'<{EX}s> <{EX}n> "1.5E0"^^<http://www.w3.org/2001/XMLSchema#double> .\n'
        f'<{EX}s> <{EX}n> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .',
    ),
    (
        {"@context": {**CONTEXT, "label": {"@container": "@language"}}, "@id": EX + "s", "label": {"mi": "Māori"}},
        f'<{EX}s> <{EX}label> "Māori"@mi .',
    ),
    (
        {"@context": CONTEXT, "@id": EX + "g", "@graph": [{"@id": EX + "s", "knows": EX + "o"}]},
        f"<{EX}s> <{EX}knows> <{EX}o> <{EX}g> .",
    ),
    (
        [{"@id": EX + "s", EX + "p": {"@list": []}}],
        f"<{EX}s> <{EX}p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .",
    ),
]


@pytest.mark.parametrize(("document", "expected"), GOOD)
def test_documents_and_their_triples(tmp_path: Path, document: object, expected: str) -> None:
    path = write(tmp_path / "facts.jsonld", json.dumps(document))
    assert load_rdf(path) == Dataset(parse(expected, RdfFormat.N_QUADS))


BAD = [
    ('{"@id": "http://e/s",\n "http://e/p": }', ":2:16", "not valid JSON-LD: Expecting value"),
    ('{"a": NaN}', "", "NaN is no value of JSON"),
    ('"text"', "", "an object or an array"),
    ('{\n"@context": "http://e/context",\n"a": 1}', ":2:13", "the remote @context http://e/context is not fetched"),
    ('{\n"@context": [{}, "http://e/context"]}', ":2:18", "the remote @context http://e/context is not fetched"),
    ('{"@context":\n {"@import": "http://e/context"}}', ":2:14", "the remote @context http://e/context"),
    ('{"@id": 5}', "", '"@id" value must be a string'),
    ('{"@context": {"@version": 2}}', "", "Unsupported JSON-LD version"),
    ('{"@type": 5}', "", '"@type" value must be a string'),
    ('{"@id":"http://e/s","http://e/p":' * 5000 + '"x"' + "}" * 5000, "", "nest too deeply"),
    ("[" * 100_000 + "]" * 100_000, "", "nest too deeply"),
]


@pytest.mark.parametrize(("text", "place", "said"), BAD)
def test_what_is_broken_is_one_error_with_its_place(tmp_path: Path, text: str, place: str, said: str) -> None:
    path = write(tmp_path / "facts.jsonld", text)
    with pytest.raises(RdfSyntaxError) as raised:
        load_rdf(path)
    assert raised.value.where == f"{path}{place}"
    assert said in raised.value.message
    assert raised.value.hint
    assert "\n" not in str(raised.value)


def test_relative_iris_resolve_for_users_and_are_errors_for_us(tmp_path: Path) -> None:
    file = rdf_file(write(tmp_path / "facts.jsonld", '{\n"@id": "s", "http://e/p": {"@id": "#o"}}'))
    (quad,) = parse_file(file, resolve=True)
    assert str(quad.subject) == f"<{(tmp_path / 's').as_uri()}>"
    assert str(quad.object) == f"<{(tmp_path / 'facts.jsonld').as_uri()}#o>"
    with pytest.raises(RdfSyntaxError, match=r":2:8: 's' is a relative IRI"):
        list(parse_file(file))


def test_a_document_that_is_too_large_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.jsonld", '{"@id": "http://e/s", "http://e/p": "' + "x" * MAX_BYTES + '"}')
    with pytest.raises(RdfSyntaxError, match="the limit is 32 MiB"):
        load_rdf(path)


def test_blank_nodes_of_two_documents_are_never_the_same(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / f"{name}.jsonld", '{"@id": "_:x", "http://e/p": "y"}')
    assert len(load_rdf(tmp_path)) == 2
