"""Filters show names in place of codes, and say what differs from the default of their page."""

from __future__ import annotations

import pytest

from strategy_graph.explorer.filters import Field, fields, read_names
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.registry import FRONT, PAGES
from tests.explorer.conftest import AskedWith

EVERY = [FRONT, *PAGES.values()]


def fields_of(asked_with: AskedWith, page: Page, **values: str) -> list[Field]:
    queries = asked_with()
    query = queries.catalogue[page.query]
    names = read_names(query, queries.run_query)
    return fields(query, {**page.defaults, **values}, names, page.filters, page.defaults)


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.name)
def test_no_choice_is_a_code(asked_with: AskedWith, page: Page) -> None:
    for field in fields_of(asked_with, page):
        assert not field.changed
        for value, word in field.choices.items():
            assert word.text and "_" not in word.text
            assert value in ("stated", "named", "derived", "inferred") or word.text != value


def test_the_graph_names_the_values(asked_with: AskedWith) -> None:
    by_name = {
        field.parameter.name: field for field in fields_of(asked_with, FRONT, basis="stated", tier="looking-ahead")
    }
    assert (by_name["basis"].name, by_name["basis"].chosen.text) == ("Basis", "stated")
    assert by_name["basis"].choices["own-words"].text == "the source’s own words"
    assert (by_name["tier"].name, by_name["tier"].chosen.text) == ("Group in the plan", "looking-ahead area")
    assert [name for name, field in by_name.items() if field.changed] == ["basis", "tier"]


def test_a_value_that_is_the_default_is_no_change(asked_with: AskedWith) -> None:
    given = {"minimum": "2", "basis": "any", "tier": "any", "theme": "any", "agency": "any", "prospective": "exclude"}
    assert not any(field.changed for field in fields_of(asked_with, FRONT, **given))
    matrix = PAGES["matrix"]
    assert not any(field.changed for field in fields_of(asked_with, matrix, prospective="exclude"))
    (changed,) = [field for field in fields_of(asked_with, matrix, prospective="include") if field.changed]
    assert (changed.name, changed.chosen.text) == ("Initiatives without resources", "counted")


def test_a_thing_is_named_by_its_short_name_or_its_iri(asked_with: AskedWith) -> None:
    iri = "https://w3id.org/digital-strategy-graph/id/theme/trust"
    for theme in ("trust", iri):
        (changed,) = [field for field in fields_of(asked_with, FRONT, theme=theme) if field.changed]
        assert (changed.name, changed.chosen.text, changed.value) == ("Theme", "Trust", "trust")
