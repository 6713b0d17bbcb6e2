"""The command ``validate``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import SH, Graph

from strategy_graph.dataset import Content
from tests.cli.conftest import Run
from tests.support.content import PREFIXES, UNLABELLED, make_content, write

ARABIC = Path(__file__).resolve().parents[1] / "data" / "plan_arabic"

pytestmark = pytest.mark.slow(reason="starts the command for each test")

MESSAGE = "rdfs:label: An initiative needs a label: add rdfs:label."


def test_a_valid_graph(run: Run) -> None:
    result = run("validate")
    assert result.returncode == 0
    assert result.stdout.startswith("0 violations, 0 warnings, 0 notes in ")


def test_findings_are_grouped_by_severity_with_file_node_path_and_message(run: Run, content: Content) -> None:
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED)
    result = run("validate")
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    place = f"  ../content/data/nameless.ttl:{len(PREFIXES.splitlines()) + 2}: initiative:nameless"
    assert lines[:7] == [
        "Violations (1)",
        place,
        f"    {MESSAGE}",
        "",
        "Warnings (1)",
        place,
        "    dsg:detail: An initiative should say more.",
    ]
    assert lines[-1].startswith("1 violation, 1 warning, 0 notes in ")


def test_json(run: Run, content: Content) -> None:
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED)
    result = run("validate", "--format", "json")
    assert result.returncode == 1
    assert json.loads(result.stdout)["counts"] == {"violation": 1, "warning": 1, "info": 0}


def test_turtle_is_the_standard_report(run: Run, content: Content) -> None:
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED)
    result = run("validate", "--format", "turtle")
    assert result.returncode == 1
    assert len(list(Graph().parse(data=result.stdout, format="turtle").objects(None, SH.result))) == 2


def test_a_users_own_file_and_folder(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "mine" / "a.ttl", PREFIXES + UNLABELLED)
    for path in (tmp_path / "mine", tmp_path / "mine" / "a.ttl"):
        result = run("validate", path)
        assert result.returncode == 1
        assert "../mine/a.ttl:" in result.stdout
        assert MESSAGE in result.stdout
        assert "nothing was checked" not in result.stderr


@pytest.mark.parametrize(
    ("suffix", "text"), [(".jsonld", '{"@id": "http://e/s", "http://e/p": "x"}'), ("", "<a:s> a <a:T> .")]
)
def test_a_file_without_target_nodes(run: Run, tmp_path: Path, suffix: str, text: str) -> None:
    result = run("validate", write(tmp_path / f"mine{suffix}", text))
    assert result.returncode == 0
    assert "no shape says anything about what is in" in result.stderr


STRICT = """
dsg:S a sh:NodeShape ; sh:targetClass dsg:Flagship ;
    sh:property [ sh:path dsg:x ; sh:minCount 1 ; sh:message "No x."@en ] .
"""

CLAIM_SHAPE = """
dsg:C a sh:NodeShape ; sh:targetClass dsg:Contribution ;
    sh:property [ sh:path dsg:aboutInitiative ; sh:class dsg:Initiative ] .
"""

ADDITION = """
<urn:c> a dsg:Contribution ; dsg:aboutInitiative <https://w3id.org/digital-strategy-graph/id/initiative/boost> .
"""


def test_shapes_of_the_users_own(run: Run, tmp_path: Path) -> None:
    result = run("validate", "--shapes", write(tmp_path / "strict.ttl", PREFIXES + STRICT))
    assert result.returncode == 1
    assert "dsg:x: No x." in result.stdout
    assert "initiative:boost" in result.stdout


def test_an_identical_finding_is_printed_once(run: Run, tmp_path: Path) -> None:
    twin = "[ sh:path dsg:x ; sh:minCount 1 ; sh:message 'No x.'@en ]"
    shapes = f"dsg:S a sh:NodeShape ; sh:targetClass dsg:Flagship ; sh:property {twin}, {twin} .\n"
    path = write(tmp_path / "twins.ttl", PREFIXES + shapes)
    result = run("validate", "--shapes", path)
    assert result.stdout.count("No x.") == 1
    assert result.stdout.startswith("Violations (1)")
    assert json.loads(run("validate", "--shapes", path, "--format", "json").stdout)["counts"]["violation"] == 1
    write(path, PREFIXES + shapes + shapes.replace("dsg:S", "dsg:T"))
    result = run("validate", "--shapes", path)
    assert result.stdout.count("No x. (by 2 shapes)") == result.stdout.count("No x.") == 1
    assert result.stdout.startswith("Violations (2)")


def test_an_addition_is_checked_beside_our_data(run: Run, content: Content, tmp_path: Path) -> None:
    write(content.shapes / "claim.ttl", PREFIXES + CLAIM_SHAPE)
    addition = write(tmp_path / "addition.ttl", PREFIXES + ADDITION)
    alone = run("validate", addition)
    assert alone.returncode == 1
    assert "--with-data" in alone.stderr
    beside = run("validate", addition, "--with-data")
    assert beside.returncode == 0
    assert "--with-data" not in beside.stderr


def test_a_content_folder_is_checked_by_itself(run: Run, tmp_path: Path) -> None:
    root = make_content(tmp_path / "another")
    shape = root / "shapes" / "initiative.ttl"
    shape.write_text(shape.read_text(encoding="utf-8").replace("sh:minCount 1", "sh:minCount 3"), encoding="utf-8")
    result = run("validate", root)
    assert result.returncode == 1
    assert "Violations (2)" in result.stdout
    assert run("validate").returncode == 0


def test_what_is_left_out_is_named_and_strict_stops_there(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "mine" / "a.ttl", PREFIXES + UNLABELLED)
    write(tmp_path / "mine" / "notes.txt", "x")
    other = write(tmp_path / "mine" / "pom.xml", "<project/>")
    result = run("validate", tmp_path / "mine")
    assert result.returncode == 1
    assert "note: 2 paths left out: " in result.stderr
    assert f"{other} (XML with the root element project)" in result.stderr
    strict = run("validate", tmp_path / "mine", "--strict")
    assert (strict.returncode, strict.stdout) == (2, "")
    assert strict.stderr == f"error: {other}: XML with the root element project. Correct it or remove it\n"


def test_nothing_to_check_is_an_error(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "empty.ttl", "")
    result = run("validate", path)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {path}: there is nothing to load: empty. ")


def test_a_missing_path(run: Run) -> None:
    result = run("validate", "nowhere.ttl")
    assert result.returncode == 2
    assert result.stderr == "error: nowhere.ttl: no such file or folder. Check the path\n"


def test_a_file_without_shapes_is_no_shapes(run: Run, tmp_path: Path) -> None:
    none = write(tmp_path / "none.ttl", "<urn:a> <urn:p> 1 .")
    result = run("validate", "--shapes", none, write(tmp_path / "x.ttl", PREFIXES + UNLABELLED))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        f"error: {none}: this holds no shape. Name a file or a folder of SHACL shapes with --shapes\n"
    )


def test_json_has_full_iris_and_relative_file_names(run: Run, content: Content) -> None:
    path = write(content.shapes / "claim.ttl", PREFIXES + CLAIM_SHAPE.replace("dsg:Initiative", "dsg:Flagship"))
    (finding,) = json.loads(run("validate", "--format", "json").stdout)["findings"]
    assert finding["path"] == "https://w3id.org/digital-strategy-graph/ontology#aboutInitiative"
    assert finding["value"] == "https://w3id.org/digital-strategy-graph/id/initiative/call"
    assert finding["where"].startswith("../content/data/claims.ttl:")
    assert path.exists()


BROKEN = {
    "as it is read": "dsg:Bad a sh:NodeShape ; sh:property [ sh:path dsg:a , dsg:b ] .",
    "at what it is about": "dsg:Bad a sh:NodeShape ; sh:targetClass dsg:Outcome ; sh:property dsg:Worse .\n"
    'dsg:Worse sh:path rdfs:label ; sh:minCount "x" .',
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_shape_is_named_with_its_file_and_line(run: Run, content: Content, fault: str) -> None:
    path = write(content.shapes / "bad.ttl", PREFIXES + BROKEN[fault])
    for command in ("validate", "build"):
        result = run(command)
        assert (result.returncode, result.stdout) == (2, "")
        said = [line for line in result.stderr.splitlines() if not line.endswith(" …")]
        assert len(said) == 1
        assert said[0].startswith(f"error: {path}:{len(PREFIXES.splitlines()) + 1}: the shapes cannot be used: ")
        assert "(in the shape dsg:Bad)" in said[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("focus.ttl", "[] a dsg:Initiative .\n"),
        ("value.ttl", "dsg:x a dsg:Initiative ; rdfs:label [ rdfs:label 1 ] .\n"),
        ("both.ttl", "[] a dsg:Initiative ; dsg:detail [] .\n"),
    ],
)
def test_blank_nodes_are_validated(run: Run, tmp_path: Path, name: str, text: str) -> None:
    shapes = write(
        tmp_path / "shapes-of-mine.ttl",
        PREFIXES
        + "dsg:S a sh:NodeShape ; sh:targetClass dsg:Initiative ;\n"
        + "  sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:nodeKind sh:Literal ] .\n",
    )
    result = run("validate", str(write(tmp_path / name, PREFIXES + text)), "--shapes", str(shapes))
    assert result.returncode == 1, result.stderr
    assert "1 violation," in result.stdout
    assert "rdfs:label" in result.stdout


def test_a_prefix_that_only_the_shapes_file_declares_holds_in_its_queries(run: Run, tmp_path: Path) -> None:
    shapes = write(
        tmp_path / "queries-of-mine.ttl",
        PREFIXES
        + "@prefix mine: <http://example.org/mine#> .\n"
        + "mine:S a sh:NodeShape ; sh:targetClass mine:Thing ;\n"
        + '  sh:sparql [ sh:message "bad" ; sh:select "SELECT $this WHERE { $this mine:bad true }" ] .\n',
    )
    data = write(
        tmp_path / "things.ttl",
        "@prefix mine: <http://example.org/mine#> . mine:a a mine:Thing ; mine:bad true . mine:b a mine:Thing .",
    )
    result = run("validate", str(data), "--shapes", str(shapes))
    assert result.returncode == 1, result.stderr
    assert "1 violation," in result.stdout


def test_a_users_shapes_validate_the_users_data_and_not_the_ontology(
    run: Run, content: Content, tmp_path: Path
) -> None:
    shapes = write(
        tmp_path / "concepts.ttl",
        PREFIXES
        + "dsg:S a sh:NodeShape ; sh:targetClass owl:Class, owl:ObjectProperty ;\n"
        + "  sh:property [ sh:path rdfs:comment ; sh:minCount 1 ] .\n",
    )
    good = write(tmp_path / "good.ttl", PREFIXES + 'dsg:Mine a owl:Class ; rdfs:comment "one" .\n')
    result = run("validate", str(good), "--shapes", str(shapes))
    assert (result.returncode, result.stdout) == (0, "0 violations, 0 warnings, 0 notes in 2 triples\n")
    report = Graph().parse(data=run("validate", str(good), "--shapes", str(shapes), "--format", "turtle").stdout)
    assert [str(value) for value in report.objects(None, SH.conforms)] == ["true"]
    assert list(report.subjects(SH.focusNode)) == []

    again = write(tmp_path / "again.ttl", PREFIXES + "dsg:Flagship a owl:Class .\n")
    result = run("validate", str(again), "--shapes", str(shapes))
    assert result.returncode == 1
    assert result.stdout.endswith("1 violation, 0 warnings, 0 notes in 1 triple\n")
    assert "dsg:Flagship" in result.stdout
    assert "3 violations" in run("validate", str(content.ontology / "terms.ttl"), "--shapes", str(shapes)).stdout
    assert "3 violations" in run("validate", "--shapes", str(shapes)).stdout


@pytest.mark.parametrize(
    "literal",
    [
        '"yes"^^xsd:boolean',
        '"1"^^xsd:boolean',
        '"1"^^xsd:double',
        '" 7 "^^xsd:integer',
        '"1e5"^^xsd:decimal',
        '"007"^^xsd:integer',
        '"a\\"b"@en',
        '"2020-13-01"^^xsd:date',
        '"x\\ny"',
        '"1.50"^^xsd:decimal',
        "true",
        "7",
        "1.5",
    ],
)
def test_turtle_preserves_lexical_forms(run: Run, tmp_path: Path, literal: str) -> None:
    prefixes = PREFIXES + "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    shapes = write(
        tmp_path / "no-value.ttl",
        prefixes
        + "dsg:S a sh:NodeShape ; sh:targetClass dsg:Initiative ;\n"
        + "  sh:property [ sh:path dsg:detail ; sh:nodeKind sh:IRI ] .\n",
    )
    data = write(tmp_path / "literal.ttl", prefixes + f"dsg:x a dsg:Initiative ; dsg:detail {literal} .\n")
    result = run("validate", str(data), "--shapes", str(shapes), "--format", "turtle")
    assert result.returncode == 1, result.stderr
    values = [
        quad.object
        for text in (result.stdout, data.read_text())
        for quad in parse(text.encode(), RdfFormat.TURTLE)
        if str(quad.predicate) in {f"<{SH.value}>", "<https://w3id.org/digital-strategy-graph/ontology#detail>"}
    ]
    assert len(values) == 2
    assert values[0] == values[1]


def test_warnings_alone_do_not_conform_and_are_valid(run: Run, tmp_path: Path) -> None:
    shapes = write(
        tmp_path / "warning.ttl",
        PREFIXES
        + "dsg:S a sh:NodeShape ; sh:targetClass dsg:Initiative ;\n"
        + "  sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:severity sh:Warning ] .\n",
    )
    data = write(tmp_path / "unlabelled.ttl", PREFIXES + UNLABELLED)
    result = run("validate", str(data), "--shapes", str(shapes), "--format", "json")
    document = json.loads(result.stdout)
    assert (result.returncode, document["conforms"], document["valid"]) == (0, False, True)
    turtle = Graph().parse(data=run("validate", str(data), "--shapes", str(shapes), "--format", "turtle").stdout)
    assert [str(value) for value in turtle.objects(None, SH.conforms)] == ["false"]


def test_a_content_folder_with_data_and_manifest_only(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    shutil.copytree(ARABIC, folder)
    checked = run("validate", folder)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.splitlines()[-1].startswith("0 violations, 0 warnings, 1 note")
    write(folder / "content.toml", "[content]\nprofile = 'aotearoa'\n")
    refused = run("validate", folder)
    assert refused.returncode == 1
    assert "The official te reo Māori name is missing" in refused.stdout
    write(folder / "content.toml", "[content]\nprofile = 'atlantis'\n")
    broken = run("validate", folder)
    assert (broken.returncode, broken.stdout) == (2, "")
    assert broken.stderr.startswith(f"error: {folder / 'content.toml'}: there is no profile 'atlantis'. Put its shapes")
