"""The command ``verify-sources``."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_graph.dataset import Content
from tests.cli.conftest import Run
from tests.support.content import PREFIXES, write

SOURCE = '<urn:source> a dsg:Source ; dcterms:identifier "PLAN" .\n'


@pytest.fixture(autouse=True)
def quotes(content: Content) -> None:
    write(
        content.data / "evidence.ttl",
        PREFIXES
        + """
        <urn:source> a dsg:Source ; dcterms:identifier "PLAN" .
        <urn:section:a> a dsg:Section ; dcterms:isPartOf <urn:source> ; dsg:order 0 ; rdfs:label "Introduction"@en .
        <urn:section:b> a dsg:Section ; dcterms:isPartOf <urn:source> ; dsg:order 1 ; dsg:heading "Beta"@en .
        <urn:evidence:1> oa:hasSource <urn:source> ; dsg:inSection <urn:section:a> ;
            oa:hasSelector [ oa:exact "opening words"@en ] .
        <urn:evidence:2> oa:hasSource <urn:source> ; dsg:inSection <urn:section:b> ;
            oa:hasSelector [ oa:exact "closing words"@en ] .
        """,
    )


def test_all_found(run_process: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "plan.txt", "Some opening words.\nBeta\nSome closing words.\n")
    result = run_process("verify-sources", "--text", f"Plan={text}")
    assert result.returncode == 0
    header, row = result.stdout.splitlines()
    assert header.split()[:3] == ["source", "phrases", "found"]
    assert row.split() == ["PLAN", "2", "2", "0", "0", "0", "0"]


def test_each_missing_phrase_is_named_with_its_place(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "plan.txt", "Some closing words.\nBeta\nNothing more.\n")
    result = run("verify-sources", "--text", f"plan={text}")
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    line = len(PREFIXES.splitlines()) + 5
    assert lines[0] == f"../content/data/evidence.ttl:{line}: “opening words”: not found in section 'Introduction'"
    assert (
        lines[1]
        == f"../content/data/evidence.ttl:{line + 2}: “closing words”: not in section 'Beta' but in 'Introduction'"
    )
    assert lines[-1].split() == ["PLAN", "2", "0", "1", "1", "0", "0"]


def test_a_missing_heading_is_named(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "plan.txt", "Some opening words.\n")
    result = run("verify-sources", "--text", f"plan={text}")
    assert result.returncode == 1
    assert "“closing words”: the heading of section 'Beta' is not in the text" in result.stdout


def test_a_copied_sentence_is_named(run: Run, tmp_path: Path) -> None:
    copied = write(tmp_path / "copied.txt", "opening words.\nBeta\nSome closing words.\n")
    result = run("verify-sources", "--text", f"plan={copied}")
    assert result.returncode == 1
    assert "“opening words”: a whole sentence of the source: quote fewer words" in result.stdout
    assert result.stdout.splitlines()[-1].split() == ["PLAN", "2", "1", "0", "0", "0", "1"]


def test_an_unknown_source_and_a_missing_text(run: Run) -> None:
    unknown = run("verify-sources", "--text", "plam=x")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert unknown.stderr == "error: unknown source 'plam'. Sources with phrases to check: PLAN\n"
    missing = run("verify-sources", "--text", "plan=nowhere.txt")
    assert missing.returncode == 2
    assert missing.stderr.startswith("error: nowhere.txt: cannot be read: ")


def test_a_source_from_which_nothing_is_quoted(run: Run, content: Content, tmp_path: Path) -> None:
    write(content.data / "other.ttl", PREFIXES + '<urn:other> a dsg:Source ; dcterms:identifier "OTHER" .')
    text = write(tmp_path / "any.txt", "Some words.")
    result = run("verify-sources", "--text", f"other={text}")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "error: no phrase is quoted from the source 'other'. Sources with phrases to check: PLAN\n"
    )


def test_problems_are_in_the_order_of_the_lines(run: Run, content: Content, tmp_path: Path) -> None:
    quotes = [
        f'<urn:e:{9 - number}> oa:hasSource <urn:source> ; oa:hasSelector [ oa:exact "phrase {number}"@en ] .'
        for number in range(9)
    ]
    write(content.data / "evidence.ttl", PREFIXES + SOURCE + "\n".join(quotes))
    result = run("verify-sources", "--text", f"plan={write(tmp_path / 'plan.txt', 'Nothing.')}")
    said = [line.partition("“")[2][:8] for line in result.stdout.splitlines() if "“" in line]
    assert said == [f"phrase {number}" for number in range(9)]


def test_a_claim_that_quotes_another_section_is_named(run: Run, content: Content, tmp_path: Path) -> None:
    write(
        content.data / "claim.ttl",
        PREFIXES
        + """
        <urn:x/alpha> dsg:inPlan <urn:the-plan> ; dsg:hasEvidence <urn:evidence:1> .
        <urn:x/claim> dsg:basis <https://w3id.org/digital-strategy-graph/id/basis/named> ;
            dsg:aboutInitiative <urn:x/alpha> ; dsg:hasEvidence <urn:evidence:2> .
        """,
    )
    text = write(tmp_path / "plan.txt", "Some opening words.\nBeta\nSome closing words.\n")
    result = run("verify-sources", "--text", f"plan={text}")
    assert result.returncode == 1
    assert "claim rests on “closing words”, which does not stand in the section of alpha" in result.stdout
