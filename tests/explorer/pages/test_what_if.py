"""What is left of outcomes is what the matrix leaves, and what the named query says of one initiative."""

from __future__ import annotations

import pytest

from strategy_graph.explorer.pages import what_if
from strategy_graph.explorer.sentence import plain_text
from strategy_graph.named_queries.parameters import ParameterError
from strategy_graph.named_queries.resource_lookup import ResourceNotFound
from tests.explorer.conftest import AskedWith
from tests.queries.matrix import feeders_of


def left(page: what_if.WhatIfPage) -> dict[str, int]:
    return {(each.outcome.name.iri or "").rsplit("/", 1)[-1]: len(each.staying) for each in page.outcomes}


@pytest.mark.parametrize(
    "off", ["", "digital-boost", "digital-trade accelerating-maori-innovation", "5g-rollout 5g-rollout"]
)
def test_what_is_left(asked_with: AskedWith, off: str) -> None:
    page = what_if.read(asked_with(off=off), {"off": off})
    stopped = set(off.split())
    assert left(page) == {outcome: len(initiatives - stopped) for outcome, initiatives in feeders_of().items()}
    assert {choice.value for choice in page.choices if choice.stopped} == stopped
    lost = {outcome for outcome, initiatives in feeders_of().items() if initiatives <= stopped}
    assert len(lost) == sum(each.lost for each in page.outcomes)
    drawn = str(what_if.draw(page))
    assert drawn.count('class="join"') == sum(len(initiatives & stopped) for initiatives in feeders_of().values())
    assert drawn.count('class="mark ') == sum(map(len, feeders_of().values()))


@pytest.mark.parametrize("initiative", ["digital-boost", "maori-data-governance", "te-ara-paerangi"])
def test_one_is_what_the_query_says(asked_with: AskedWith, initiative: str) -> None:
    questions = asked_with(off=initiative)
    page = what_if.read(questions, {"off": initiative})
    rows = questions.ask(what_if.QUERY, initiative=initiative).rows
    assert {each.outcome.name.iri: len(each.staying) for each in page.affected} == {
        row["outcome"].iri: int(row["othersLeft"].text) for row in rows if row["outcome"] and row["othersLeft"]
    }


def test_the_sentence_counts_anew(asked_with: AskedWith) -> None:
    """By hand: it alone feeds digital identity."""
    off = "digital-identity-services-trust-framework"
    page = what_if.read(asked_with(off=off), {"off": off})
    text = plain_text(page.sentence)
    assert text.startswith("Without Digital Identity Services Trust Framework, 1 outcome would have no initiative left")
    assert page.outcomes[0].lost


def test_what_is_not_there_is_refused(asked_with: AskedWith) -> None:
    with pytest.raises(ResourceNotFound, match="digital-boos"):
        what_if.read(asked_with(), {"off": "digital-boos"})
    with pytest.raises(ParameterError, match="101 initiatives"):
        what_if.read(asked_with(), {"off": "x " * 101})
