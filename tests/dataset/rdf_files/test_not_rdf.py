"""A file that is not RDF gets an error that names its actual kind; valid RDF is never rejected."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pytest

from strategy_graph.dataset import RdfSyntaxError, load_rdf
from tests.support.content import write

FACT = '<http://example.org/s> <http://example.org/p> "x" .\n'
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OBO = "format-version: 1.2\nontology: example\n\n[Term]\nid: EX:1\nname: thing\n"
MANCHESTER = "Prefix: ex: <http://example.org/>\n\nOntology: <http://example.org/o>\n\nClass: ex:A\n"
FUNCTIONAL = "Prefix(ex:=<http://example.org/>)\nOntology(<http://example.org/o>\nDeclaration(Class(ex:A))\n)\n"
N3 = "@prefix ex: <http://example.org/> .\n{ ?x ex:p ?y } => { ?y ex:q ?x } .\n"
HTML = "<!DOCTYPE html>\n<html lang='en'><head><title>x</title></head><body><br></body></html>\n"
STRATML = (
    '<?xml version="1.0"?>\n<StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core">'
    "<Name>Plan</Name></StrategicPlan>"
)


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as written:
        written.writestr("facts.ttl", FACT)
    return packed.getvalue()


OTHERS = [
    ("terms.obo", OBO, "OBO"),
    ("terms.owl", OBO, "OBO"),
    ("terms.omn", MANCHESTER, "Manchester syntax"),
    ("terms.owl", "# a comment\n" + MANCHESTER, "Manchester syntax"),
    ("terms.ofn", FUNCTIONAL, "functional syntax"),
    ("terms.ttl", FUNCTIONAL, "functional syntax"),
    ("terms.owx", '<Ontology xmlns="http://www.w3.org/2002/07/owl#"/>', "OWL/XML"),
    ("terms.owl", '<?xml version="1.0"?><Ontology xmlns="http://www.w3.org/2002/07/owl#"/>', "OWL/XML"),
    ("rules.n3", N3, "Notation3"),
    ("rules.ttl", N3, "Notation3"),
    ("table.csv", "id,name\n1,thing\n", "a table"),
    ("table.ttl", "id\tname\n1\tthing\n", "a table"),
    ("page.html", HTML, "an HTML page"),
    ("page.ttl", HTML, "an HTML page"),
    ("page.rdf", '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "an HTML page"),
    ("plan.xml", STRATML, "StratML"),
    ("plan.rdf", STRATML, "StratML"),
    ("plan", STRATML, "StratML"),
    ("triples.xml", '<TriX xmlns="http://www.w3.org/2004/03/trix/trix-1/"/>', "TriX"),
    ("rows.xml", '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/></sparql>', "SPARQL query"),
    ("pom.xml", "<project/>", "root element project"),
    ("config.yaml", "name: x\nvalues:\n  - a\n  - b\n", "YAML"),
    ("query.ttl", "PREFIX ex: <http://example.org/>\nSELECT * { ?s ex:p ?o }", "a SPARQL query"),
    ("facts.zip", archive(), "a zip archive"),
    ("facts.ttl", archive(), "a zip archive"),
    ("facts.ttl", bz2.compress(FACT.encode()), "bzip2"),
    ("facts.ttl.xz", lzma.compress(FACT.encode()), "xz"),
    ("facts.ttl.zst", b"\x28\xb5\x2f\xfd\x04\x00", "zstd"),
    ("facts.pdf", b"%PDF-1.7\n", "a PDF document"),
    ("facts.ttl", b"\x00\x01\x02", "binary data"),
    ("facts.nt", gzip.compress(gzip.compress(FACT.encode()) * 9)[:40], "damaged or cut off"),
    ("facts.nt.gz", gzip.compress(FACT.encode() * 99)[:60], "damaged or cut off"),
]


# Compressed bytes contain the time, so they must not be in the test IDs, on which parallel test processes must agree.
@pytest.mark.parametrize(
    ("name", "data", "what"), OTHERS, ids=[f"{number}-{other[0]}" for number, other in enumerate(OTHERS)]
)
def test_a_file_that_is_not_rdf_is_named_by_its_kind(tmp_path: Path, name: str, data: str | bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(RdfSyntaxError) as raised:
        load_rdf(path)
    assert what in raised.value.message
    assert str(raised.value).startswith(str(path))
    assert raised.value.hint
    assert "\n" not in str(raised.value)


NS = f'xmlns:r="{RDF}" xmlns:e="http://example.org/"'
FORMS_OF_RDF_XML = [
    f"<r:RDF {NS}><r:Description r:about='http://example.org/s'><e:p>x</e:p></r:Description></r:RDF>",
    f"<e:Thing {NS} r:about='http://example.org/s'/>",
    f"<!-- {'x' * 9000} --><r:RDF {NS}><e:Thing r:about='http://example.org/s'/></r:RDF>",
    f'<!DOCTYPE r:RDF [<!ENTITY rdf "{RDF}">]>\n<r:RDF xmlns:r="&rdf;" xmlns:e="http://example.org/">'
    "<e:Thing r:about='http://example.org/s'/></r:RDF>",
    f'<?xml version="1.0" encoding="UTF-8"?>\n\n<RDF xmlns="{RDF}" xmlns:r="{RDF}"><Description r:about="a:s">'
    '<value xmlns="http://example.org/">x</value></Description></RDF>',
]


@pytest.mark.parametrize("text", FORMS_OF_RDF_XML)
@pytest.mark.parametrize("name", ["facts.xml", "facts.rdf", "facts.owl", "facts.rdfs", "facts"])
def test_every_form_of_rdf_xml_is_read(tmp_path: Path, name: str, text: str) -> None:
    assert len(load_rdf(write(tmp_path / name, text))) >= 1
    assert len(load_rdf(tmp_path if "." in name else tmp_path / name)) >= 1


LIKE_OTHERS = [
    "@prefix Prefix: <http://example.org/> . Prefix:a Prefix:b Prefix:c .",
    "# SELECT * { ?s ?p ?o }\n" + FACT,
    '<http://example.org/s> <http://example.org/p> "a => { b }", "x,y\\nz,w" .',
    "PREFIX ontology: <http://example.org/>\nontology:a ontology:b 'format-version: 1.2' .",
]


@pytest.mark.parametrize("text", LIKE_OTHERS)
def test_turtle_that_looks_like_another_notation_is_read(tmp_path: Path, text: str) -> None:
    assert len(load_rdf(write(tmp_path / "facts.ttl", text))) >= 1


XML_FACT = FORMS_OF_RDF_XML[0]
WRONG_EXTENSIONS = [
    ("facts.nt", "@prefix e: <http://example.org/> .\ne:s e:p e:o .\n", "It is Turtle: give it the extension .ttl"),
    ("facts.ttl", "<http://example.org/g> { " + FACT + "}", "It is TriG: give it the extension .trig"),
    ("facts.nt", FACT + "<a:s> <a:p> <a:o> <a:g> .", "It is N-Quads: give it the extension .nq"),
    ("facts.ttl", XML_FACT, "It is RDF/XML: give it the extension .rdf"),
    ("facts.ttl", '{"@id": "http://example.org/s"}', "It is JSON-LD: give it the extension .jsonld"),
    ("facts.rdf", FACT, "It is Turtle: give it the extension .ttl"),
    ("facts.jsonld", FACT, "It is Turtle: give it the extension .ttl"),
]


@pytest.mark.parametrize(("name", "text", "hint"), WRONG_EXTENSIONS)
def test_a_wrong_extension_is_reported(tmp_path: Path, name: str, text: str, hint: str) -> None:
    with pytest.raises(RdfSyntaxError) as raised:
        load_rdf(write(tmp_path / name, text))
    assert raised.value.hint == hint


SEMANTIC = [
    ("<r:Description>x</r:Description>", 4),
    ("<e:p><e:Thing\nr:aboutEach='x'/></e:p>", 5),
    ("<r:li r:ID='a'>x</r:li>\n\n<r:li r:ID='1a'>y</r:li>", 6),
    ("<e:p r:nodeID='1 2'/>", 4),
]


@pytest.mark.parametrize(("property_", "line"), SEMANTIC)
def test_a_semantic_error_in_rdf_xml_has_its_line(tmp_path: Path, property_: str, line: int) -> None:
    text = f"<r:RDF {NS}>\n\n<r:Description r:about='http://example.org/s'>\n{property_}\n</r:Description>\n</r:RDF>"
    path = write(tmp_path / "facts.rdf", text)
    with pytest.raises(RdfSyntaxError) as raised:
        load_rdf(path)
    assert raised.value.where == f"{path}:{line}"


@pytest.mark.parametrize("name", ["facts.ttl", "facts.nt", "facts.trig", "facts.nq"])
def test_a_literal_longer_than_the_parsers_buffer(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, FACT + f'<http://example.org/s> <http://example.org/p> "{"x" * (17 << 20)}" .\n')
    with pytest.raises(RdfSyntaxError, match="longer than 16 MiB") as raised:
        load_rdf(path)
    assert raised.value.where == f"{path}:2"


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".rdf", ".jsonld", ".owl", ""])
def test_gzip_is_read_whatever_the_name(tmp_path: Path, suffix: str) -> None:
    text = {".rdf": XML_FACT, ".jsonld": '{"@id": "http://example.org/s", "http://example.org/p": "x"}'}
    packed = gzip.compress(text.get(suffix, FACT).encode())
    for name in (f"facts{suffix}", f"facts{suffix}.gz"):
        (tmp_path / name).write_bytes(packed)
        assert len(load_rdf(tmp_path / name)) == 1
