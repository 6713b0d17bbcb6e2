"""The answers that the home page shows, each by a named query, for one strategy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from strategy_graph.named_queries.catalogue import Catalogue, NamedQuery
from strategy_graph.named_queries.editions import EDITION, PLAN, editions
from strategy_graph.named_queries.parameters import ANY
from strategy_graph.named_queries.resource_lookup import STRATEGY
from strategy_graph.named_queries.result_table import Cell, Table
from strategy_graph.web.result_tables import query_json, select_table

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


@dataclass(frozen=True)
class Edition:
    """An edition of a plan; ``shown`` says that the page is about it."""

    iri: str
    name: Cell
    shown: bool


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
    Of several editions of a plan, the answers are for the one chosen, or the latest.

    :param values: the parameters as :func:`strategy_graph.named_queries.resource_lookup.resolve_resources` gives them.
    """
    every = select_table(queries.strategies.text).rows
    strategies = list({_iri(row): row for row in every}.values())
    value = values.get(STRATEGY, ANY)
    chosen = "" if value == ANY else queries.strategies.parameter(STRATEGY).checked_term(value)[1:-1]
    if not chosen and len(strategies) > 1:
        return {"strategies": strategies, "plans": [], "editions": [], "chosen": None, "choose": True}
    plans = [row for row in every if _iri(row) == chosen or not chosen]
    listed = _editions(queries.table, values, chosen)
    shown = {edition.iri for edition in listed if edition.shown}
    answers = {
        field.name: _ask(getattr(queries, field.name), values) for field in fields(queries) if field.name != "outcomes"
    }
    # Of all outcomes, whatever the basis: only their names are read.
    answers["outcomes"] = _ask(queries.outcomes, {STRATEGY: value})
    apart = {edition.iri for edition in listed if not edition.shown}
    answers["notes"] = replace(
        answers["notes"], rows=[row for row in answers["notes"].rows if _iri(row, "of") not in apart]
    )
    return {
        **answers,
        "strategies": strategies,
        "plans": [row for row in plans if not shown or _iri(row, PLAN) in shown],
        "editions": listed,
        "chosen": plans[0] if plans else None,
        "choose": False,
        "languages": {row["name"].text: row["name"].language for row in answers["outcomes"].rows if row["name"]},
    }


def _ask(query: NamedQuery, values: Mapping[str, str]) -> Table:
    """Ask a query with those of the values that it has parameters for."""
    taken = {parameter.name for parameter in query.parameters}
    return select_table(query.bind({name: value for name, value in values.items() if name in taken}))


def _editions(query: NamedQuery, values: Mapping[str, str], strategy: str) -> list[Edition]:
    """Return the editions among which one can choose: none where there is one only."""
    value = values.get(EDITION, ANY)
    chosen = "" if value == ANY else query.parameter(EDITION).checked_term(value)[1:-1]
    return [
        Edition(edition.iri, Cell(edition.name, edition.language or None), edition.iri == chosen if chosen else latest)
        for edition, latest in editions(query_json, strategy or None).values()
    ]


def _iri(row: Row, column: str = STRATEGY) -> str:
    cell = row[column]
    return cell.iri or "" if cell else ""
