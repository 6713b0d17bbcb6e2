"""Two strategies in one graph: ours, and a made one in another language, with names of its own and two of ours."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from strategy_graph.dataset import assemble, find_content
from strategy_graph.dataset.content import Content
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.namespaces import GRAPH_SHAPES, THINGS
from tests.support.second_strategy import OURS, THEIRS, content_of_both

Table = list[tuple[str, ...]]
SUMER = "https://data.sumer.example/"

# What another plan's queries are asked about, instead of the thing of ours that is the default.
THEIR_THINGS = {"initiative": "cables", "organisation": "ministry", "group": "pupils"}
# No two of their initiatives share as many outcomes as the default asks for.
THEIR_VALUES = {
    "initiative-pairs-by-shared-outcomes": {"minimum": "1"},
    "neighbours-of-an-outcome": {"outcome": SUMER + "access"},
    "neighbours-of-a-measure": {"measure": SUMER + "m1"},
    "neighbours-of-a-theme": {"theme": SUMER + "trust"},
}

# Each of the two strategies has one edition.
OF_TWO_EDITIONS = {"compare-editions"}

# What the made strategy has none of.
NOT_THEIRS = {"links-resting-on-a-title"}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The two strategies in one graph, with what the rules derive from them; the shapes have no say in it."""
    return loaded(content_of_both(tmp_path_factory.mktemp("both")))


@pytest.fixture(scope="module")
def alone() -> Store:
    return loaded(find_content())


def loaded(content: Content) -> Store:
    store = Store()
    store.bulk_extend(assemble(content).all())
    return store


def asked(store: Store, catalogue: Catalogue, name: str, **values: str) -> Table:
    visible: list[NamedNode | BlankNode | DefaultGraph] = [
        graph for graph in store.named_graphs() if graph.value != GRAPH_SHAPES
    ]
    result = store.query(catalogue[name].bind(values), default_graph=visible)
    assert isinstance(result, QuerySolutions)
    return [tuple("" if cell is None else str(cell) for cell in row) for row in result]


def names() -> list[str]:
    return [query.name for query in Catalogue.load(find_content().queries)]


def their_values(catalogue: Catalogue, name: str) -> dict[str, str]:
    taken = [parameter.name for parameter in catalogue[name].parameters]
    about = {parameter: SUMER + thing for parameter, thing in THEIR_THINGS.items() if parameter in taken}
    return {"strategy": THEIRS, **about, **THEIR_VALUES.get(name, {})}


@pytest.mark.parametrize("name", names())
def test_every_query_takes_the_strategy(catalogue: Catalogue, name: str) -> None:
    strategy = catalogue[name].parameter("strategy")
    assert (strategy.type, strategy.default, strategy.values) == ("strategy", "any", ())


@pytest.mark.parametrize("name", names())
def test_ours_answers_beside_theirs_what_it_answers_alone(
    alone: Store, both: Store, catalogue: Catalogue, name: str
) -> None:
    expected = asked(alone, catalogue, name)
    assert bool(expected) is (name not in OF_TWO_EDITIONS)
    assert asked(alone, catalogue, name, strategy=OURS) == expected
    assert asked(both, catalogue, name, strategy=OURS) == expected


@pytest.mark.parametrize("name", names())
def test_theirs_answers_with_theirs_alone(both: Store, catalogue: Catalogue, name: str) -> None:
    rows = asked(both, catalogue, name, **their_values(catalogue, name))
    text = "\n".join(cell for row in rows for cell in row)
    kinds = ("initiative", "outcome", "theme", "measure", "claim", "milestone", "figure", "strategy", "plan", "note")
    assert bool(rows) is (name not in OF_TWO_EDITIONS | NOT_THEIRS)
    assert not [kind for kind in kinds if f"{THINGS}{kind}/" in text]


def test_a_name_is_shown_in_the_language_of_its_strategy(both: Store, catalogue: Catalogue) -> None:
    themes = asked(both, catalogue, "theme-coverage", strategy=THEIRS)
    assert [row[1:3] for row in themes] == [('"الثقة"@ar', '"Trust"@en'), ('"الوصول"@ar', "")]
    ours = asked(both, catalogue, "theme-coverage", strategy=OURS)
    assert ours[0][1:3] == ('"Trust"@en', '"Mahi Tika"@mi')


def test_the_same_names_stay_apart(both: Store, catalogue: Catalogue) -> None:
    """The theme Trust and the measure M1 of the one say nothing of those of the other."""
    measures = asked(both, catalogue, "measures-and-initiatives-behind-them", strategy=THEIRS)
    assert [(row[1], row[2], row[3], row[6]) for row in measures] == [
        ('"M1"', '"نسبة المتصلين"@ar', "", number(2)),
        ('"M2"', '"عدد المتدربين"@ar', "", number(0)),
    ]
    assert len(asked(both, catalogue, "measures-and-initiatives-behind-them")) == 9 + 2


def number(value: int) -> str:
    return str(Literal(value))


def test_search_finds_names_in_every_language(both: Store, catalogue: Catalogue) -> None:
    assert [row[0] for row in asked(both, catalogue, "label-search", text="الألياف")] == [f"<{SUMER}cables>"]
    assert [row[0] for row in asked(both, catalogue, "label-search", text="مدارس رقمية")] == [f"<{SUMER}schools>"]
    assert [row[0] for row in asked(both, catalogue, "label-search", text="digital schools")] == [f"<{SUMER}schools>"]
    assert not asked(both, catalogue, "label-search", text="الألياف", strategy=OURS)


def test_the_headline_of_theirs(both: Store, catalogue: Catalogue) -> None:
    """By hand: cables feeds one outcome by its own words and one by a reading, schools two by its own words."""
    rows = asked(both, catalogue, "multiple-outcomes-headline", strategy=THEIRS)
    assert [row[1:4] for row in rows] == [(number(2), number(1), number(2)), (number(1), number(0), number(0))]


def test_strategies(both: Store, catalogue: Catalogue) -> None:
    rows = asked(both, catalogue, "strategies")
    assert [(row[1], row[2], row[8]) for row in rows] == [
        ('"The Digital Strategy for Aotearoa"@en', '"Te Rautaki Matihiko mō Aotearoa"@mi', number(24)),
        ('"الاستراتيجية الرقمية لسومر"@ar', '"The Digital Strategy of Sumer"@en', number(3)),
    ]
