"""The answers that the home page shows, each by a named query, for one strategy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from strategy_graph.named_queries.catalogue import ANY, Catalogue, NamedQuery
from strategy_graph.named_queries.thing_lookup import STRATEGY
from strategy_graph.web.result_tables import Cell, Table, select_table

Row = Mapping[str, Cell | None]


@dataclass(frozen=True)
class FrontPageQueries:
    """The named queries that the page asks.

    :ivar outcomes: the source of the language of each outcome's name.
    """

    strategies: NamedQuery
    headline: NamedQuery
    table: NamedQuery
    outcomes: NamedQuery
    notes: NamedQuery


def queries_of(catalogue: Catalogue) -> FrontPageQueries:
    """Return the queries of the page.

    :raises QueryNotFound: the catalogue lacks one of them.
    """
    return FrontPageQueries(
        strategies=catalogue["strategies"],
        headline=catalogue["multiple-outcomes-headline"],
        table=catalogue["initiatives-feeding-multiple-outcomes"],
        outcomes=catalogue["outcomes-with-feeders"],
        notes=catalogue["notes-on-the-plan"],
    )


def results(queries: FrontPageQueries, values: Mapping[str, str]) -> dict[str, Any]:
    """Return the template variables of the page.

    Where there are several strategies and none is chosen, there are no answers: no number is for all of them.

    :param values: the parameters as :func:`strategy_graph.named_queries.thing_lookup.check_things_exist` gives them.
    """
    every = select_table(queries.strategies.text).rows
    strategies = list({_iri(row): row for row in every}.values())
    value = values.get(STRATEGY, ANY)
    chosen = "" if value == ANY else queries.strategies.parameter(STRATEGY).term(value)[1:-1]
    if not chosen and len(strategies) > 1:
        return {"strategies": strategies, "plans": [], "chosen": None, "choose": True}
    plans = [row for row in every if _iri(row) == chosen or not chosen]
    answers = {
        field.name: _ask(getattr(queries, field.name), values) for field in fields(queries) if field.name != "outcomes"
    }
    # Of all outcomes, whatever the basis: only their names are read.
    answers["outcomes"] = _ask(queries.outcomes, {STRATEGY: value})
    return {
        **answers,
        "strategies": strategies,
        "plans": plans,
        "chosen": plans[0] if plans else None,
        "choose": False,
        "languages": {row["name"].text: row["name"].language for row in answers["outcomes"].rows if row["name"]},
    }


def _ask(query: NamedQuery, values: Mapping[str, str]) -> Table:
    """Ask a query with those of the values that it has parameters for."""
    taken = {parameter.name for parameter in query.parameters}
    return select_table(query.bind({name: value for name, value in values.items() if name in taken}))


def _iri(row: Row) -> str:
    strategy = row["strategy"]
    return strategy.iri or "" if strategy else ""
