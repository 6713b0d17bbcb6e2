"""Our plan and a made second edition of it: a query answers for the edition asked for, and else for the latest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QuerySolutions, Store

from strategy_graph.dataset import assemble, find_content
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.namespaces import GRAPH_SHAPES
from tests.data.second_edition import DROPPED, MOVED, NEW, write_content
from tests.queries.conftest import Row, _plain

FIRST, SECOND = "2022-23", "2023-24"

# What no edition owns: organisations, sources, sums, notes and names; the two that compare or list all editions.
WITHOUT_EDITION = {
    *("label-search", "money", "notes-on-the-plan", "organisations-and-their-parents", "sources-and-what-they-ground"),
    *("what-is-unknown", "who-governs", "compare-editions", "strategies", "names-and-descriptions"),
    *("outcomes-by-theme", "measures-of-outcomes"),
}
WITH_EDITION = sorted({query.name for query in Catalogue.load(find_content().queries)} - WITHOUT_EDITION)

# What each query is asked besides its defaults.
MORE: dict[str, list[dict[str, str]]] = {
    "agency-portfolio": [{}, {"organisation": "mfat"}, {"organisation": "dia"}],
    "evidence-for-an-initiative": [{}, {"initiative": "digital-boost"}, {"initiative": DROPPED}, {"initiative": MOVED}],
    "initiative-dossier": [{}, {"initiative": DROPPED}, {"initiative": MOVED}],
    "how-initiatives-are-connected": [{}, {"initiative": DROPPED}, {"initiative": MOVED}],
    # Of the default, a unit belongs to it when the first edition comes out, and not any more at the second.
    "neighbours-of-an-organisation": [{"organisation": "mfat"}, {"organisation": "dia"}, {"organisation": "stats-nz"}],
    "what-if-an-initiative-stopped": [{}, {"initiative": DROPPED}, {"initiative": "christchurch-call"}],
    "planned-and-actual": [{}, {"tier": "flagship"}],
}

Asked = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def both(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Ask of both editions in one graph."""
    store = Store()
    store.bulk_extend(assemble(find_content(write_content(tmp_path_factory.mktemp("editions")))).all())
    visible: list[NamedNode | BlankNode | DefaultGraph] = [
        name for name in store.named_graphs() if name.value != GRAPH_SHAPES
    ]

    def run(name: str, **values: str) -> list[Row]:
        result = store.query(catalogue[name].bind(values), default_graph=visible)
        assert isinstance(result, QuerySolutions)
        names = [variable.value for variable in result.variables]
        return [{name: _plain(solution[name]) for name in names} for solution in result]

    return run


def column(rows: list[Row], *names: str) -> list[tuple[str | None, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


@pytest.mark.parametrize("name", WITH_EDITION)
def test_it_takes_an_edition(catalogue: Catalogue, name: str) -> None:
    edition = catalogue[name].parameter("edition")
    assert (edition.type, edition.default, edition.values) == ("plan", "any", ())


@pytest.mark.parametrize("name", sorted(WITHOUT_EDITION))
def test_what_no_edition_owns_takes_none(catalogue: Catalogue, name: str) -> None:
    assert "edition" not in {parameter.name for parameter in catalogue[name].parameters}


@pytest.mark.slow(reason="asks every query of two graphs")
@pytest.mark.parametrize("name", WITH_EDITION)
def test_the_first_edition_answers_what_it_answers_alone(ask: Asked, both: Asked, name: str) -> None:
    for values in MORE.get(name, [{}]):
        expected = ask(name, **values)
        assert ask(name, edition=FIRST, **values) == expected
        assert both(name, edition=FIRST, **values) == expected


@pytest.mark.parametrize("name", WITH_EDITION)
def test_without_a_choice_it_answers_for_the_latest(both: Asked, name: str) -> None:
    for values in MORE.get(name, [{}]):
        assert both(name, **values) == both(name, edition=SECOND, **values)


@pytest.mark.parametrize("name", WITH_EDITION)
def test_the_latest_edition_does_not_list_what_it_dropped(both: Asked, name: str) -> None:
    listed = ("initiative", "work", "first", "second", "other", "subject")
    rows = both(name)
    assert not [row for row in rows if DROPPED in (row.get(column) for column in listed)]
    assert "Digital Trade" not in {row.get("of") for row in rows}


@pytest.mark.parametrize("name", ["evidence-for-an-initiative", "initiative-dossier", "how-initiatives-are-connected"])
def test_nothing_is_said_of_what_is_dropped(both: Asked, name: str) -> None:
    assert both(name, initiative=DROPPED) == [] != both(name, initiative=DROPPED, edition=FIRST)


def test_initiatives_feeding_multiple_outcomes(ask: Asked, both: Asked) -> None:
    """By hand: one is dropped, one moved here with two outcomes instead of three, one feeds a third by a reading."""
    columns = ("initiative", "tier", "outcomes", "ownWords")
    before = set(column(ask("initiatives-feeding-multiple-outcomes"), *columns))
    after = set(column(both("initiatives-feeding-multiple-outcomes"), *columns))
    assert before - after == {
        (DROPPED, "other selected activity", "4", "4"),
        ("digital-boost", "flagship initiative", "2", "2"),
    }
    assert after - before == {
        (MOVED, "flagship initiative", "2", "2"),
        ("digital-boost", "flagship initiative", "3", "2"),
    }
    one = both("initiatives-feeding-multiple-outcomes", minimum="1", tier="supporting-activity")
    assert (NEW, "1") in column(one, "initiative", "outcomes")
    ahead = both("initiatives-feeding-multiple-outcomes", prospective="only")
    assert MOVED not in {row["initiative"] for row in ahead}
    ahead = both("initiatives-feeding-multiple-outcomes", prospective="only", edition=FIRST)
    assert (MOVED, "looking-ahead area", "3") in column(ahead, "initiative", "tier", "outcomes")


def test_the_headline(both: Asked) -> None:
    """By hand: 20 less the one dropped, with the one that moved and the new one; each but the new one feeds several."""
    columns = ("standing", "initiatives", "ownWords", "withReadings", "tierNames")
    assert column(both("multiple-outcomes-headline"), *columns) == [
        ("with resources", "21", "11", "17", "flagship initiative; other selected activity"),
        ("without resources", "3", "1", "2", "looking-ahead area"),
    ]
    assert column(both("multiple-outcomes-by-tier"), "tier", "initiatives", "ownWords", "withReadings") == [
        ("flagship", "12", "8", "10"),
        ("supporting-activity", "9", "3", "7"),
        ("looking-ahead", "3", "1", "2"),
    ]


def test_the_matrix(ask: Asked, both: Asked) -> None:
    """By hand: 69 less the 4 of the one dropped and the one that ended, with one of the new one and one reading."""
    columns = ("initiative", "outcome", "basis", "prospective")
    before, after = (column(run("initiative-outcome-matrix"), *columns) for run in (ask, both))
    assert (len(before), len(after)) == (69, 66)
    assert set(before) - set(after) == {
        *((DROPPED, outcome, "named", "false") for outcome in DROPPED_OUTCOMES),
        *((MOVED, outcome, "named", "true") for outcome in ("safe-online", "cyber-resilience", "skills")),
        ("christchurch-call", "safe-online", "named", "false"),
    }
    assert set(after) - set(before) == {
        *((MOVED, outcome, "stated", "false") for outcome in ("safe-online", "cyber-resilience")),
        ("christchurch-call", "safe-online", "stated", "false"),
        ("digital-boost", "safe-online", "inferred", "false"),
        (NEW, "safe-online", "stated", "false"),
    }
    places = list(dict.fromkeys(row[0] for row in after))
    assert places[11] == MOVED and NEW in places  # the twelfth flagship


DROPPED_OUTCOMES = ("exports", "innovation", "economic-growth", "international-influence")


def test_agency_portfolios(both: Asked) -> None:
    """By hand: the ministry led the one that is dropped and a part of it, the department leads the new one."""
    lost = both("agency-portfolio", organisation="mfat", edition=FIRST), both("agency-portfolio", organisation="mfat")
    assert set(column(lost[0], "work")) - set(column(lost[1], "work")) == {(DROPPED,), ("depa",)}
    won = both("agency-portfolio", organisation="dia", edition=FIRST), both("agency-portfolio", organisation="dia")
    assert set(column(won[1], "work", "tier", "role")) - set(column(won[0], "work", "tier", "role")) == {
        (NEW, "other selected activity", "lead")
    }


def test_what_was_planned_and_happened(both: Asked) -> None:
    """The made event is of the second edition, and of what the first planned."""
    planned = "digital-identity-services-trust-framework-expected-to-pass"
    found = {
        edition: {row["actual"] for row in both("planned-and-actual", edition=edition) if row["planned"] == planned}
        for edition in (FIRST, SECOND)
    }
    assert "made-up-passed" in found[SECOND] and "made-up-passed" not in found[FIRST]
    of_the_first, of_the_second = (
        {str(row["milestone"]): row["became"] or "" for row in both("milestones-in-order", edition=edition)}
        for edition in (FIRST, SECOND)
    )
    assert "Made-up passing of the Bill" in of_the_second[planned]
    assert "Made-up passing of the Bill" not in of_the_first[planned]
    assert of_the_second.keys() - of_the_first.keys() == {"made-up-passed"}
    assert all(name.startswith(DROPPED) for name in of_the_first.keys() - of_the_second.keys())
