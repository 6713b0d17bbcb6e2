"""Names, dates, cells and Turtle by themselves."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from strategy_graph.namespaces import THINGS
from strategy_graph.workbook.columns import Column, Value
from strategy_graph.workbook.dates import days_of
from strategy_graph.workbook.names import LONGEST, SLUG, slug
from strategy_graph.workbook.turtle import prefixes_for, to_turtle
from strategy_graph.workbook.values import BadValue, as_text, cell_value, literal


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("New Lights", "new-lights"),
        ("Te Rautaki Matihiko mō Aotearoa", "te-rautaki-matihiko-mo-aotearoa"),
        (unicodedata.normalize("NFD", "Mākaurau"), "makaurau"),
        ("New Zealand’s 5G plan", "new-zealands-5g-plan"),
        ("Straße Ærø", "strasse-aero"),
        ("ميناء", ""),
    ],
)
def test_slugs(name: str, made: str) -> None:
    assert slug(name) == made


@given(st.text())
def test_a_slug_is_an_id_or_empty(name: str) -> None:
    made = slug(name)
    assert made == "" or (SLUG.fullmatch(made) and len(made) <= LONGEST)


def test_long_names_that_begin_alike_differ() -> None:
    assert slug("word " * 30 + "one") != slug("word " * 30 + "two")


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2022", ("2022-01-01", "2022-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2022-09-14", ("2022-09-14", "2022-09-14")),
        ("2022-34", ("2022-04-01", "2022-06-30")),
        ("2022-39", ("2022-09-01", "2022-12-31")),
        ("2022-41", ("2022-07-01", "2022-12-31")),
        ("2022-09~/2024?", ("2022-09-01", "2024-12-31")),
        ("2022/..", None),
        ("2022-13", None),
        ("soon", None),
    ],
)
def test_the_first_and_last_day_of_a_date(date: str, days: tuple[str, str] | None) -> None:
    assert days_of(date) == days


NUMBER = Column("value", "dsg:value", Value.NUMBER, "")
TEXT = Column("name", "rdfs:label", Value.TEXT, "", many=True)


@pytest.mark.parametrize("form", ["0", "7", "-3", "2.5", "2.50", "0.1", "12345678901234567890", "100000.0"])
def test_a_number_keeps_its_form(form: str) -> None:
    datatype = "decimal" if "." in form else "integer"
    term = Literal(form, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
    found = cell_value(term, NUMBER)
    assert found is not None
    assert literal(as_text(found[1], NUMBER), NUMBER, "") == term


def test_a_whole_number_that_the_program_keeps_as_a_fraction() -> None:
    assert as_text(2030.0, NUMBER) == "2030"


@given(st.text(st.characters(codec="utf-8")))
def test_text_comes_back_or_is_left_to_the_generic_sheet(text: str) -> None:
    found = cell_value(Literal(text, language="en"), TEXT)
    if found is not None:
        assert literal(str(found[1]), TEXT, found[0]) == Literal(text, language="en")


@pytest.mark.parametrize("value", ["12.5.1", "1e5", "twelve", "1,000"])
def test_what_is_no_number(value: str) -> None:
    with pytest.raises(BadValue, match="is no number"):
        literal(value, NUMBER, "")


LITERALS = st.one_of(
    st.builds(lambda text: Literal(text, language="mi"), st.text(st.characters(codec="utf-8"))),
    st.builds(Literal, st.text(st.characters(codec="utf-8"))),
    st.builds(Literal, st.integers(-(2**63), 2**63 - 1)),
    st.builds(Literal, st.booleans()),
)
SUBJECTS = st.sampled_from([THINGS + "initiative/a", THINGS + "goal/b-1", "https://example.org/?x=1&y#z"]).map(
    NamedNode
)
PREDICATES = st.sampled_from(["http://www.w3.org/2004/02/skos/core#note", "https://example.org/p"]).map(NamedNode)


@given(st.lists(st.builds(Triple, SUBJECTS, PREDICATES, st.one_of(LITERALS, SUBJECTS)), min_size=1))
def test_turtle_says_the_same_in_one_order(triples: list[Triple]) -> None:
    text = to_turtle(triples, "A comment.", prefixes_for(THINGS))
    quads = {Quad(triple.subject, triple.predicate, triple.object) for triple in triples}
    assert set(parse(text, format=RdfFormat.TURTLE)) == quads
    assert to_turtle(reversed(triples), "A comment.", prefixes_for(THINGS)) == text
