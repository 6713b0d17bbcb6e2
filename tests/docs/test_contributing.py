"""The steps of CONTRIBUTING.md lead where they say: its examples are added to a copy of the content, and it builds."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from strategy_graph.dataset import Content, assemble, find_content
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.namespaces import GRAPH_DERIVED, PREFIXES, TERMS, THINGS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DECLARED = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
SHAPES = "@prefix shape: <https://w3id.org/digital-strategy-graph/shapes#> .\n"


def example(section: str) -> str:
    """The code of a section."""
    text = re.search(rf"^## {section}$(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert text is not None
    code = re.search(r"^```\w+\n(.*?)^```", text[1], re.MULTILINE | re.DOTALL)
    assert code is not None
    return code[1]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """A copy of our content with all of the examples in it."""
    root = tmp_path_factory.mktemp("content")
    for folder in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(find_content().root / folder, root / folder)
    shutil.copy(find_content().root / "content.toml", root)
    content = Content(root)
    (content.data / "example.ttl").write_text(DECLARED + example("A fact"), encoding="utf-8")
    (content.queries / "example.rq").write_text(example("A named query"), encoding="utf-8")
    shape = DECLARED + SHAPES + example("A shape") + "\nshape:Theme sh:property shape:Theme-comment .\n"
    (content.shapes / "core" / "example.ttl").write_text(shape, encoding="utf-8")
    (content.rules / "50-example.rq").write_text(example("A rule"), encoding="utf-8")
    return content


@pytest.mark.slow(reason="assembles and validates the real content")
def test_the_examples_build_and_do_what_they_say(content: Content) -> None:
    graphs = assemble(content)
    report = graphs.validate()
    assert report.valid, report.to_json()
    derived = set(graphs.quads[GRAPH_DERIVED])
    graph = NamedNode(GRAPH_DERIVED)
    link = (NamedNode(f"{THINGS}initiative/christchurch-call"), NamedNode(f"{TERMS}contributesTo"))
    assert Quad(*link, NamedNode(f"{THINGS}outcome/affordability"), graph) in derived
    assert sum(quad.predicate == NamedNode(PREFIXES["rdfs"] + "seeAlso") for quad in derived) == 3
    assert Catalogue.load(content.queries)["example"].summary == "Themes in their order"


@pytest.mark.slow(reason="validates the real content")
def test_the_shape_of_the_example_finds_what_it_says(content: Content) -> None:
    comments = "".join(f'theme:trust rdfs:comment "{number}"@en .\n' for number in range(4))
    (content.data / "comments.ttl").write_text(DECLARED + comments, encoding="utf-8")
    findings = assemble(content).validate().findings
    assert any(finding.message == "A theme has more than three comments: merge them." for finding in findings)


def test_every_path_that_the_guides_name_is_there() -> None:
    package = ROOT / "server" / "strategy_graph"
    for guide in (ROOT / "CONTRIBUTING.md", ROOT / "docs" / "architecture.md"):
        for path in re.findall(r"`([\w/]+(?:\.py|/))`", guide.read_text(encoding="utf-8")):
            folders = [ROOT, package, *package.glob("*/"), *package.glob("*/*/"), *(ROOT / "tests").glob("*/")]
            assert any((folder / path).exists() for folder in folders), f"{guide.name} names {path}"
