"""All six syntaxes give the same graph; a syntax error has file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Dataset, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from strategy_graph.dataset import RdfSyntaxError, load_rdf
from strategy_graph.dataset.rdf_files.parse import parse_file
from strategy_graph.dataset.rdf_files.rdf_file import rdf_file
from strategy_graph.dataset.rdf_files.syntax import sniff
from strategy_graph.errors import StrategyGraphError

EX = "http://example.org/"
SUBJECT, PREDICATE, GRAPH = NamedNode(EX + "s"), NamedNode(EX + "p"), NamedNode(EX + "g")
VALUE = Literal("Ngā mahi “tika”", language="mi")
TRIPLES = [Quad(SUBJECT, PREDICATE, VALUE, DefaultGraph())]
QUADS = [Quad(SUBJECT, PREDICATE, VALUE, GRAPH)]

SYNTAXES = [
    (".ttl", RdfFormat.TURTLE, TRIPLES),
    (".nt", RdfFormat.N_TRIPLES, TRIPLES),
    (".rdf", RdfFormat.RDF_XML, TRIPLES),
    (".nq", RdfFormat.N_QUADS, QUADS),
    (".trig", RdfFormat.TRIG, QUADS),
    (".jsonld", RdfFormat.JSON_LD, QUADS),
]


def written(quads: list[Quad], syntax: RdfFormat) -> bytes:
    if syntax.supports_datasets:
        text = serialize(quads, format=syntax)
    else:
        text = serialize([quad.triple for quad in quads], format=syntax)
    assert text is not None
    return text


@pytest.mark.parametrize(("suffix", "syntax", "quads"), SYNTAXES)
def test_each_syntax_by_extension(tmp_path: Path, suffix: str, syntax: RdfFormat, quads: list[Quad]) -> None:
    path = tmp_path / f"facts{suffix}"
    path.write_bytes(written(quads, syntax))
    assert load_rdf(path) == Dataset(quads)


@pytest.mark.parametrize(("suffix", "syntax", "quads"), SYNTAXES)
@pytest.mark.parametrize("name", ["facts", "facts.data", "facts.owl"])
def test_each_syntax_by_its_first_bytes(
    tmp_path: Path, name: str, suffix: str, syntax: RdfFormat, quads: list[Quad]
) -> None:
    path = tmp_path / name
    path.write_bytes(written(quads, syntax))
    assert load_rdf(path) == Dataset(quads)


@pytest.mark.parametrize(
    ("head", "syntax"),
    [
        (b"[] a <http://example.org/C> .", RdfFormat.TRIG),
        (b'[ <http://example.org/p> "x" ] .', RdfFormat.TRIG),
        (b'{ <http://example.org/s> a "x" }', RdfFormat.TRIG),
        (b'[{"@id": "http://example.org/s"}]', RdfFormat.JSON_LD),
        (b"{}", RdfFormat.JSON_LD),
        (b'# c\n<a:s> <a:p> "a . b"@en <a:g> .\n', RdfFormat.N_QUADS),
        (b"<a:s> <a:p> <a:o> .\n", RdfFormat.TRIG),
        (b"<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", RdfFormat.RDF_XML),
        (b"<RDF:thing> a <a:b> .", RdfFormat.TRIG),
    ],
)
def test_sniffing(head: bytes, syntax: RdfFormat) -> None:
    assert sniff(head) == syntax


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "facts.ttl"
    path.write_bytes(b"\xef\xbb\xbf" + written(TRIPLES, RdfFormat.TURTLE))
    assert load_rdf(path) == Dataset(TRIPLES)


BROKEN = [
    ("bad.ttl", "@prefix ex: <http://e/> .\nex:s ex:p oops .\n", "bad.ttl:2:11", "oops is not a valid RDF object"),
    ("bad.ttl", "<http://e/s> <http://e/p> ex:o .\n", "bad.ttl:1:27", "Declare the prefix"),
    ("bad.nt", '<http://e/s> <http://e/p> "x" .\n<http://e/s> <http://e/p>\n', "bad.nt:3:1", "N-Triples"),
    ("bad.nq", "<http://e/s> <http://e/p> <http://e/o> <g> .\n", "bad.nq:1:40", "scheme"),
    ("bad.trig", "<http://e/g> { <http://e/s> <http://e/p> }\n", "bad.trig:1:42", "TriG"),
    ("bad.jsonld", '{"@id": "http://e/s",\n "http://e/p": }', "bad.jsonld:2:16", "JSON-LD"),
    ("bad.jsonld", '{"@context": "http://e/context"}', "bad.jsonld", "not fetched"),
    (
        "bad.rdf",
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n  <r:Description>\n</r:RDF>\n',
        "bad.rdf:3:",
        "RDF/XML",
    ),
]


@pytest.mark.parametrize(("name", "text", "where", "said"), BROKEN)
def test_a_broken_file_is_named_with_its_place(tmp_path: Path, name: str, text: str, where: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RdfSyntaxError) as raised:
        load_rdf(path)
    assert str(raised.value).startswith(str(tmp_path / where))
    assert said in str(raised.value)
    assert raised.value.hint
    assert "\n" not in str(raised.value)


def test_wrong_encodings_are_reported(tmp_path: Path) -> None:
    latin = tmp_path / "latin.ttl"
    latin.write_bytes('<http://e/s> <http://e/p> "Māori café" .'.encode("cp1257", errors="replace"))
    with pytest.raises(RdfSyntaxError, match=r"latin\.ttl:1:\d+: .*Save the file as UTF-8"):
        load_rdf(latin)
    wide = tmp_path / "wide.ttl"
    wide.write_text('<http://e/s> <http://e/p> "x" .', encoding="utf-16")
    with pytest.raises(RdfSyntaxError, match="UTF-16"):
        load_rdf(wide)


def test_blank_nodes_of_two_files_are_never_the_same(tmp_path: Path) -> None:
    for name in ("a.nt", "b.nt"):
        (tmp_path / name).write_text('_:x <http://e/p> "y" .\n', encoding="utf-8")
    assert len(load_rdf(tmp_path)) == 2


def test_relative_iris_resolve_against_the_file_for_users_and_are_errors_for_us(tmp_path: Path) -> None:
    path = tmp_path / "facts.ttl"
    path.write_text("<#s> <http://e/p> <other> .", encoding="utf-8")
    (quad,) = load_rdf(path)
    assert quad.subject == NamedNode(path.as_uri() + "#s")
    assert quad.object == NamedNode((tmp_path / "other").as_uri())
    with pytest.raises(RdfSyntaxError, match="Write the IRI in full"):
        list(parse_file(rdf_file(path)))


def test_a_folder_is_read_with_all_below_it_but_nothing_hidden(tmp_path: Path) -> None:
    for name in ("a.ttl", "deep/er/b.TTL", "notes.md", ".git/c.ttl", ".hidden.ttl"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'<http://e/s> <http://e/p> "{name}" .', encoding="utf-8")
    values = {quad.object.value for quad in load_rdf(tmp_path)}
    assert values == {"a.ttl", "deep/er/b.TTL"}


@pytest.mark.parametrize("name", ["missing.ttl", "missing"])
def test_a_missing_path_is_one_clear_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(StrategyGraphError, match="no such file or folder") as raised:
        load_rdf(tmp_path / name)
    assert raised.value.where == str(tmp_path / name)


def test_a_folder_without_rdf_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("nothing here", encoding="utf-8")
    with pytest.raises(StrategyGraphError, match="holds no RDF file"):
        load_rdf(tmp_path)
