"""The command ``agreement``, on the real codings and on invalid ones."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import rdflib

from strategy_graph.dataset import Content, find_content
from strategy_graph.dataset.coding.comparison import compare_with_codings
from strategy_graph.namespaces import THINGS
from tests.cli.conftest import Run
from tests.data.extract import DSG
from tests.support.content import PREFIXES, write

HEADER = "initiative,outcome,code,strength,phrase,reason\n"
CODED = HEADER + "call,safe,named,,words,\n"


def test_the_real_codings(run: Run) -> None:
    result = run("agreement", "--content", str(find_content().root))
    assert result.returncode == 0, result.stdout + result.stderr
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["outcome", "cells", "first", "second", "same", "kappa", "of", "presence", "kappa"]
    assert lines[-2].split() == ["all", "528", "69", "69", "0.99", "1.00", "0.94"]
    assert lines[-1] == "10 cells resolved with a reason"
    assert len(lines) == 25


def test_the_contributions_are_what_the_codings_make_them() -> None:
    compared = compare_with_codings(find_content())
    assert compared.differences == ()
    assert (len(compared.initiatives), len(compared.outcomes)) == (24, 22)
    differing = {
        cell
        for cell in {*compared.first, *compared.second}
        if compared.first.get(cell) is None
        or compared.second.get(cell) is None
        or compared.first[cell].code != compared.second[cell].code
    }
    assert len(differing) == 7
    assert differing <= set(compared.resolutions)
    assert set(compared.first) == set(compared.second)
    notes = rdflib.Graph().parse(find_content().data / "quality-notes.ttl")
    note = str(notes.value(rdflib.URIRef(THINGS + "note/coding-checked"), rdflib.DCTERMS.description))
    # The two figures of kappa are those of test_the_real_codings.
    stronger = {cell for cell, coded in compared.first.items() if coded.strength != compared.second[cell].strength}
    assert (
        f"the same {len(compared.first)} links, those of the looking-ahead areas included; in {len(differing)} of"
        in note
    )
    assert "them one said named and the other inferred" in note
    assert f"in {len(stronger - differing)} the strength differs" in note
    against_both = set(compared.resolutions) - differing - stronger
    assert f"These {len(differing | stronger)}, and {len(against_both)} that was decided against both" in note
    assert "κ 1.00 for whether there is a link, 0.94 for none, named or inferred" in note


def code_of(row: dict[str, str]) -> str:
    return ", ".join(filter(None, (row["code"], row["strength"].replace("-", " "))))


def test_each_resolution_stands_in_the_graph_beside_its_claim() -> None:
    data = find_content().data
    graph = rdflib.Graph().parse(data / "quality-notes.ttl")
    first, second, resolutions = (
        {(row["initiative"], row["outcome"]): row for row in csv.DictReader(text.splitlines())}
        for text in (
            (data / "coding" / f"{name}.csv").read_text("utf-8") for name in ("coding-1", "coding-2", "resolutions")
        )
    )
    expected = {
        (
            "contribution-{}-{}".format(*cell),
            f"{row['reason']} First coding: {code_of(first[cell])}; second coding: {code_of(second[cell])}.",
        )
        for cell, row in resolutions.items()
    }
    disputed = graph.subjects(DSG.noteKind, rdflib.URIRef(THINGS + "note-kind/disputed-coding"))
    assert expected == {
        (str(graph.value(note, DSG.concerns)).rpartition("/")[2], str(graph.value(note, rdflib.DCTERMS.description)))
        for note in disputed
    }


@pytest.fixture
def coded(content: Content) -> Content:
    (content.data / "coding").mkdir()
    for name in ("coding-1.csv", "coding-2.csv"):
        write(content.data / "coding" / name, CODED)
    write(content.data / "coding" / "resolutions.csv", HEADER)
    return content


def claim(basis: str, phrase: str = "words") -> str:
    return f"""{PREFIXES}
<https://w3id.org/digital-strategy-graph/id/claim/c1>
    dsg:basis <https://w3id.org/digital-strategy-graph/id/basis/{basis}> ; dsg:hasEvidence <urn:e> .
<urn:e> oa:hasSelector [ oa:exact "{phrase}"@en ] .
"""


def test_data_that_agree(coded: Content, run_process: Run) -> None:
    write(coded.data / "grounds.ttl", claim("named"))
    assert run_process("agreement").returncode == 0


@pytest.mark.parametrize(
    ("basis", "phrase", "said"),
    [
        ("inferred", "words", "c1: it is inferred, and the codings say named"),
        ("named", "others", "c1: it does not quote “words”, on which its code rests"),
    ],
)
def test_data_that_differ_are_named(coded: Content, run: Run, basis: str, phrase: str, said: str) -> None:
    write(coded.data / "grounds.ttl", claim(basis, phrase))
    result = run("agreement")
    assert result.returncode == 1
    assert said in result.stdout and "claims.ttl:" in result.stdout


def test_links_that_only_one_side_has(coded: Content, run: Run) -> None:
    write(coded.data / "grounds.ttl", claim("named"))
    for name in ("coding-1.csv", "coding-2.csv"):
        write(coded.data / "coding" / name, HEADER + "boost,safe,named,,words,\n")
    result = run("agreement")
    assert result.returncode == 1
    assert "c1: the codings have no such link: remove it" in result.stdout
    assert "boost and safe: the codings have this link, and the data do not" in result.stdout


def test_a_disagreement_without_a_resolution(coded: Content, run: Run) -> None:
    write(coded.data / "coding" / "coding-2.csv", HEADER + "call,safe,inferred,content,words,\n")
    result = run("agreement")
    assert result.returncode != 0
    assert "the codings of call and safe differ and are not resolved" in result.stderr


def test_no_codings_at_all(content: Content, run: Run, tmp_path: Path) -> None:
    result = run("agreement")
    assert result.returncode == 2
    assert "coding-1.csv: cannot be read" in result.stderr
