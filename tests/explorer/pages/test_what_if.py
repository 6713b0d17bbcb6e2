"""What is left of outcomes is what the matrix leaves, and what the named query says of one initiative."""

from __future__ import annotations

import re

import pytest

from strategy_graph.explorer.pages import what_if
from strategy_graph.explorer.sentence import plain_text
from strategy_graph.named_queries.parameters import ParameterError
from strategy_graph.named_queries.resource_lookup import ResourceNotFound
from tests.explorer.conftest import AskedWith
from tests.queries.matrix import OWN_WORDS, feeders_of


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
    queries = asked_with(off=initiative)
    page = what_if.read(queries, {"off": initiative})
    rows = queries.ask(what_if.QUERY, initiative=initiative).rows
    assert {each.outcome.name.iri: len(each.staying) for each in page.affected} == {
        row["outcome"].iri: int(row["othersLeft"].text) for row in rows if row["outcome"] and row["othersLeft"]
    }


def test_the_sentence_counts_anew(asked_with: AskedWith) -> None:
    """By hand: it alone feeds digital identity."""
    off = "digital-identity-services-trust-framework"
    page = what_if.read(asked_with(off=off), {"off": off})
    text = plain_text(page.sentence)
    assert text == (
        "Without Digital Identity Services Trust Framework, in the plan’s own words 1 outcome would have no initiative "
        "left (People can prove who they are online if they choose to); with our readings the numbers are the same."
    )
    assert page.outcomes[0].lost


def test_the_plans_own_words_come_first(asked_with: AskedWith) -> None:
    """By hand: Digital Boost alone is said to make firms adopt digital tools; by a reading another does too."""
    off = {"off": "digital-boost"}
    assert plain_text(what_if.read(asked_with(**off), off).sentence) == (
        "Without Digital Boost, in the plan’s own words 1 outcome would have no initiative left (Firms adopt digital "
        "tools) and 1 outcome would have fewer initiatives; with our readings no outcome would lose its last "
        "initiative, 1 outcome would hang on one initiative and 1 outcome would have fewer initiatives."
    )
    queries = asked_with()
    rows = queries.ask(what_if.QUERY, initiative="digital-boost").rows
    left = {cell.text: (row["othersLeft"], row["ownWords"]) for row in rows if (cell := row["name"])}
    others, own = left["Firms adopt digital tools"]
    assert others and own and (others.text, own.text) == ("1", "0")


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("any", "8 of 22 outcomes hang on one initiative in the plan’s own words, 4 with our readings."),
        ("own-words", "8 of 22 outcomes hang on one initiative in the plan’s own words."),
        ("stated", "no outcome hangs on one initiative."),
    ],
)
def test_the_sentence_counts_what_hangs_as_the_query_does(asked_with: AskedWith, basis: str, words: str) -> None:
    page = what_if.read(asked_with(basis=basis), {"basis": basis})
    assert plain_text(page.sentence) == f"Tick what stops. As it is, {words}"
    hanging = [len(asked_with(basis=of).ask("outcomes-hanging-on-one-initiative").rows) for of in ("own-words", "any")]
    assert hanging == [8, 4]


@pytest.mark.parametrize("basis", ["any", "own-words", "inferred"])
@pytest.mark.parametrize("off", ["digital-boost", "te-ara-paerangi", "digital-trade 5g-rollout", "christchurch-call"])
def test_the_sentence_counts_none_one_and_many(asked_with: AskedWith, off: str, basis: str) -> None:
    stopped = set(off.split())
    values = {"off": off, "basis": basis}
    text = plain_text(what_if.read(asked_with(**values), values).sentence)
    assert " 0 outcome" not in text and "1 outcomes" not in text
    own, _, with_readings = text.removesuffix(".").partition("; with our readings ")
    assert bool(with_readings) == (basis == "any")
    assert (", in the plan’s own words " in own) == (basis != "inferred")
    said = {tuple(OWN_WORDS) if basis != "inferred" else ("inferred",): own}
    if with_readings:
        said[()] = own if with_readings == "the numbers are the same" else with_readings
    for bases, words in said.items():
        feeders = {outcome: fed for outcome, fed in feeders_of(*bases).items() if fed & stopped}
        rest = [len(fed - stopped) for fed in feeders.values()]
        lost, thin, fewer = rest.count(0), rest.count(1), sum(number > 1 for number in rest)
        assert ("no outcome would lose its last initiative" in words) == (lost == 0 and bool(rest))
        assert ("no outcome would lose an initiative" in words) == (not rest)
        for number, told in ((lost, "have no initiative left"), (thin, "hang on one"), (fewer, "have fewer")):
            assert (f"would {told}" in words) == bool(number), words
            if number:
                assert f"{number} outcome{'' if number == 1 else 's'} would {told}" in words


def test_the_one_or_two_that_are_left_are_named(asked_with: AskedWith) -> None:
    off = {"off": "digital-boost 5g-rollout"}
    page = what_if.read(asked_with(**off), off)
    for each in page.affected:
        outcome = (each.outcome.name.iri or "").rsplit("/", 1)[-1]
        left_of_it = feeders_of()[outcome] - {"digital-boost", "5g-rollout"}
        named = {(link.initiative.iri or "").rsplit("/", 1)[-1] for link in each.named}
        assert named == (left_of_it if len(left_of_it) <= 2 else set())
    firms = next(each for each in page.affected if each.outcome.name.text == "Firms adopt digital tools")
    assert [(link.initiative.text, link.own_words) for link in firms.named] == [("Digital Commerce programme", False)]


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
    rows = drawn.partition("</desc>")[2]
    assert rows.index("0 left") < rows.index("People can prove")


def test_what_is_not_there_is_refused(asked_with: AskedWith) -> None:
    with pytest.raises(ResourceNotFound, match="digital-boos"):
        what_if.read(asked_with(), {"off": "digital-boos"})
    with pytest.raises(ParameterError, match="101 initiatives"):
        what_if.read(asked_with(), {"off": "x " * 101})


def test_the_picture_has_so_many_links_and_each_outcome_has_all_of_its(
    asked_with: AskedWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"off": "digital-boost"}
    every = what_if.read(asked_with(**values), values)
    assert every.shown == every.outcomes
    for most in (0, 1, 12, 1000):
        monkeypatch.setattr(what_if, "MAX_MARKS", most)
        shown = every.shown
        assert shown == every.outcomes[: len(shown)] and shown
        marks = [len(each.staying) + len(each.going) for each in every.outcomes]
        assert sum(marks[: len(shown)]) <= most or len(shown) == 1
        assert len(shown) == len(marks) or sum(marks[: len(shown) + 1]) > most


@pytest.mark.parametrize("off", ["", "digital-boost"])
def test_the_numbers_in_bold_are_those_that_change(asked_with: AskedWith, off: str) -> None:
    """If nothing stops, they are those of outcomes that hang on one initiative."""
    page = what_if.read(asked_with(off=off), {"off": off})
    numbers = re.findall(r"<text[^>]*>\d+ left</text>", str(page.drawing))
    bold = sum('font-weight="700"' in number for number in numbers)
    of_outcomes = [len(fed) == 1 if not off else off in fed for fed in feeders_of().values()]
    assert len(numbers) == len(of_outcomes) and bold == sum(of_outcomes) > 0
