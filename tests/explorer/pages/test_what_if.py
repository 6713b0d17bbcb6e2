"""What is left of outcomes is what the matrix leaves, and what the named query says of one initiative."""

from __future__ import annotations

import re

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
    drawn = str(what_if.draw(page)).partition('class="legend"')[0]
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


@pytest.mark.parametrize("off", ["digital-boost", "te-ara-paerangi", "digital-trade 5g-rollout", "christchurch-call"])
def test_the_sentence_counts_none_one_and_many(asked_with: AskedWith, off: str) -> None:
    stopped = set(off.split())
    feeders = {outcome: fed for outcome, fed in feeders_of().items() if fed & stopped}
    rest = [len(fed - stopped) for fed in feeders.values()]
    lost, thin, fewer = rest.count(0), rest.count(1), sum(number > 1 for number in rest)
    text = plain_text(what_if.read(asked_with(off=off), {"off": off}).sentence)
    assert " 0 outcome" not in text and "1 outcomes" not in text
    assert ("no outcome would lose its last initiative" in text) == (lost == 0)
    for number, words in ((lost, "no initiative left"), (thin, "hang on one initiative"), (fewer, "fewer initiatives")):
        assert (words in text) == bool(number), text
        if number:
            assert f"{number} outcome{'' if number == 1 else 's'} would" in text


def test_nothing_is_lost_where_a_filter_counts_nothing_of_it(asked_with: AskedWith) -> None:
    values = {"off": "te-ara-paerangi", "basis": "stated"}
    page = what_if.read(asked_with(**values), values)
    assert not any("te-ara-paerangi" in feeders for feeders in feeders_of("stated").values())
    assert (
        plain_text(page.sentence) == "Without Te Ara Paerangi – Future Pathways, no outcome would lose an initiative."
    )
    assert [choice.value for choice in page.choices if choice.stopped] == ["te-ara-paerangi"]


def test_what_stops_keeps_its_fill_and_what_is_left_stands_first(asked_with: AskedWith) -> None:
    off = "digital-identity-services-trust-framework"
    drawn = str(what_if.read(asked_with(off=off), {"off": off}).drawing)
    before = str(what_if.read(asked_with(), {}).drawing)
    for look in ("own", "reading"):
        mark = re.compile(rf'class="mark series-\d {look}"')
        assert len(mark.findall(drawn)) == len(mark.findall(before))
    assert drawn.count('class="edge"') == 1
    assert drawn.index("0 left") < drawn.index("People can prove")


def test_what_is_not_there_is_refused(asked_with: AskedWith) -> None:
    with pytest.raises(ResourceNotFound, match="digital-boos"):
        what_if.read(asked_with(), {"off": "digital-boos"})
    with pytest.raises(ParameterError, match="101 initiatives"):
        what_if.read(asked_with(), {"off": "x " * 101})
