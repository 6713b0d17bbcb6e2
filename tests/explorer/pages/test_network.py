"""The network has the links of the matrix, and is never a hairball."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from strategy_graph.explorer.pages import network
from strategy_graph.explorer.sentence import plain_text
from tests.explorer.conftest import AskedWith
from tests.queries.matrix import OWN_WORDS, cells, feeders_of

SVG = "{http://www.w3.org/2000/svg}"


def slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


@pytest.mark.parametrize("basis", ["any", "own-words"])
def test_the_links_to_outcomes_are_the_matrix(asked_with: AskedWith, basis: str) -> None:
    values = {"basis": basis}
    page = network.read(asked_with(**values), values)
    bases = tuple(OWN_WORDS) if basis == "own-words" else ()
    outcomes = {node.row for node in page.nodes["outcome"]}
    assert {(slug(each.one), slug(each.other)) for each in page.edges if slug(each.other) in outcomes} == set(
        cells(*bases)
    )
    fed = feeders_of(*bases)
    assert {node.row: node.number("initiative") for node in page.nodes["outcome"]} == {
        outcome: len(initiatives) for outcome, initiatives in fed.items()
    }
    if bases:
        assert page.own_words == page.links


def test_each_thing_is_one_link(asked_with: AskedWith) -> None:
    page = network.read(asked_with(), {})
    drawn = ElementTree.fromstring(str(network.draw(page)))
    nodes = [node for kind in network.COLUMNS for node in page.nodes[kind]]
    assert [each.get("href") for each in drawn.iter(f"{SVG}a")] != []
    assert {each.get("href") for each in drawn.iter(f"{SVG}a")} == {node.href for node in nodes}
    assert len([each for each in drawn.iter(f"{SVG}path") if each.get("data-from")]) == page.links
    assert network.draw(page) == network.draw(network.read(asked_with(), {}))


def test_a_large_plan_offers_things_to_start_from(asked_with: AskedWith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MAX_INITIATIVES", 23)
    queries = asked_with()
    page = network.read(queries, {})
    assert page.too_large
    assert page.drawing is None
    assert "24 initiatives are too many for one picture" in plain_text(page.sentence)
    assert len(page.nodes["outcome"]) == 22
    # The whole network is not even asked for.
    assert network.QUERY not in {asked.query.name for asked in queries.asked}
