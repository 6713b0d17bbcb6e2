"""What is exported and imported again is the same graph, by the digest that the build computes."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from pyoxigraph import Quad, RdfFormat, Triple, parse

from strategy_graph.dataset import Content, Release, build_release, find_content
from strategy_graph.dataset.load import load_content
from strategy_graph.dataset.release.digest import canonical_nquads, digest
from strategy_graph.namespaces import GRAPH_DATA, GRAPH_ONTOLOGY
from strategy_graph.workbook.from_graph import from_graph
from strategy_graph.workbook.importing import import_file
from strategy_graph.workbook.read import read_workbook
from strategy_graph.workbook.references import Index
from strategy_graph.workbook.table import Tables
from strategy_graph.workbook.write import write_workbook


def export(content: Content, path: Path) -> Tables:
    graphs = load_content(content).graphs
    index = Index(content.manifest.base)
    index.add_graph(graphs[GRAPH_ONTOLOGY])
    index.add_graph(graphs[GRAPH_DATA])
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in graphs[GRAPH_DATA]]
    tables = from_graph(triples, index)
    write_workbook(path, tables, index, content.manifest.languages)
    return tables


def data_digest(content: Content) -> str:
    quads = load_content(content).graphs[GRAPH_DATA]
    return digest(canonical_nquads(Quad(quad.subject, quad.predicate, quad.object) for quad in quads))


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Our own content, exported as a workbook and imported into a folder with nothing but our manifest."""
    folder = tmp_path_factory.mktemp("again")
    content = find_content()
    export(content, folder / "plan.xlsx")
    root = folder / "content"
    root.mkdir()
    shutil.copy(content.root / "content.toml", root)
    import_file(folder / "plan.xlsx", root, read_workbook, "workbook", None)
    return Content(root)


@pytest.mark.slow(reason="imports a workbook of our content")
def test_our_own_facts_come_back(again: Content) -> None:
    assert data_digest(again) == data_digest(find_content())


def test_our_own_facts_stand_in_columns(tmp_path: Path) -> None:
    assert export(find_content(), tmp_path / "plan.xlsx").others == []


@pytest.mark.slow(reason="builds two releases of our content")
def test_the_release_has_the_same_digest(again: Content, real_release: Release, tmp_path: Path) -> None:
    assert build_release(again, tmp_path / "release").digest == real_release.digest


@pytest.mark.slow(reason="exports our content twice")
def test_the_exported_workbook_exports_again_cell_by_cell(again: Content, tmp_path: Path) -> None:
    export(find_content(), tmp_path / "one.xlsx")
    export(again, tmp_path / "two.xlsx")
    one, two = (openpyxl.load_workbook(tmp_path / name) for name in ("one.xlsx", "two.xlsx"))
    assert one.sheetnames == two.sheetnames
    for title in one.sheetnames:
        assert list(one[title].values) == list(two[title].values), title


ODD = r"""
@prefix dsg: <https://w3id.org/digital-strategy-graph/ontology#> .
@prefix id: <https://harbour.example.org/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix origin: <https://w3id.org/digital-strategy-graph/id/outcome-origin/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://harbour.example.org/id/source/s> a dsg:Source ; dcterms:title "S"@en ; dcterms:identifier "S" .
<https://harbour.example.org/id/initiative/a> a dsg:Initiative ;
    rdfs:label "=1+1"@en , "Tā"@mi , "ميناء"@ar , "港"@zh-hant ;
    skos:note "one\ntwo"@en , " spaces "@en , "3"@en ;
    dsg:unheardOf "x" , [ rdfs:label "nested"@en ] .
<https://harbour.example.org/id/outcome/a> a dsg:Outcome ;
    rdfs:label "A; B"@en , "untagged" ; dsg:origin origin:curated .
<https://elsewhere.example.org/x#y> a dsg:Outcome , dsg:Odd ; rdfs:label "Elsewhere"@en ; dsg:origin origin:curated .
<https://harbour.example.org/id/claim/c> a dsg:Contribution ;
    dsg:aboutInitiative <https://harbour.example.org/id/initiative/a> ;
    dsg:aboutOutcome <https://elsewhere.example.org/x#y> , <https://harbour.example.org/id/outcome/a> ;
    dsg:basis <https://w3id.org/digital-strategy-graph/id/basis/named> , <https://other.example.org/basis> ;
    dsg:prospective "1"^^xsd:boolean .
<https://harbour.example.org/id/figure/f> a dsg:Figure ; rdfs:label "F"@en ;
    dsg:purpose <https://w3id.org/digital-strategy-graph/id/figure-purpose/context> ;
    dsg:value 2.50 , 12345678901234567890 ; dsg:minimumValue 0.1 ; dsg:maximumValue "007"^^xsd:integer ;
    dsg:figureOf <https://harbour.example.org/id/initiative/a> , <https://harbour.example.org/id/nowhere/x> .
<https://harbour.example.org/id/organisation/o> a org:Organization ; rdfs:label "O"@en ;
    schema:identifier [ a schema:PropertyValue ; schema:propertyID "A B" ; schema:value "1" ] ,
        [ a schema:PropertyValue ; schema:propertyID "ROR" ; schema:value "0:1" ] .
<https://harbour.example.org/id/evidence/e> a dsg:Evidence ; oa:hasSource <https://harbour.example.org/id/source/s> ;
    oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "one"@en , "two"@en ] ,
        [ a oa:TextQuoteSelector ; oa:exact "three"@mi ] .
"""


def test_what_fits_no_column_comes_back_too(tmp_path: Path) -> None:
    quads = list(parse(ODD, format=RdfFormat.TURTLE))
    index = Index("https://harbour.example.org/id/")
    index.add_graph([*load_content(find_content()).graphs[GRAPH_ONTOLOGY], *quads])
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    write_workbook(tmp_path / "odd.xlsx", from_graph(triples, index), index, ("en",))
    root = tmp_path / "content"
    import_file(tmp_path / "odd.xlsx", root, read_workbook, "workbook", index.base)
    assert data_digest(Content(root)) == digest(canonical_nquads(quads))
