"""What a page is about: the strategy and the edition of its plan, and the others that a reader can choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.named_queries.editions import EDITION, PLAN, editions
from strategy_graph.named_queries.parameters import ANY
from strategy_graph.named_queries.resource_lookup import STRATEGY, parameter_value
from strategy_graph.named_queries.result_table import Cell, Row


@dataclass(frozen=True)
class Choice:
    """A strategy or an edition that a page can be about.

    :ivar value: the value of the parameter that chooses it.
    :ivar shown: whether the page is about it.
    """

    value: str
    name: Cell
    other_name: Cell | None
    shown: bool


@dataclass(frozen=True)
class Scope:
    """What a page is about.

    :ivar strategies: the strategies of the graph.
    :ivar editions: the editions of plans where one can choose: none where each plan has one only.
    :ivar plans: the rows of the query ``strategies`` about what is shown.
    :ivar chosen: the first of them.
    :ivar choose: whether a reader must choose a strategy first: no number is for all of them.
    """

    strategies: list[Choice]
    editions: list[Choice]
    plans: list[Row]
    choose: bool

    @property
    def chosen(self) -> Row | None:
        return self.plans[0] if self.plans and not self.choose else None

    @property
    def shown_editions(self) -> list[Cell]:
        """Return the names of the editions that are shown, where one can choose."""
        return [edition.name for edition in self.editions if edition.shown]


def read_scope(queries: PageQueries, values: Mapping[str, str]) -> Scope:
    """Return what a page is about.

    Of several editions of a plan, the page shows the one chosen, or the latest.

    :param values: the parameters of the page, checked before by a query that takes them.
    """
    rows: list[Row] = [*queries.ask("strategies", strategy="", edition="").rows]
    by_iri = {_iri(row): row for row in rows}
    wanted = values.get(STRATEGY, ANY)
    chosen = next((iri for iri in by_iri if wanted in (iri, parameter_value(iri, STRATEGY), _last(iri))), "")
    only = next(iter(by_iri)) if len(by_iri) == 1 else ""
    strategies = [
        Choice(parameter_value(iri, STRATEGY), row["name"] or Cell(iri), row["otherName"], iri in (chosen, only))
        for iri, row in by_iri.items()
    ]
    if not chosen and len(by_iri) > 1:
        return Scope(strategies, [], [], choose=True)
    listed = _editions(queries, values.get(EDITION, ANY), chosen)
    shown = {edition.name.iri for edition in listed if edition.shown}
    plans = [row for row in rows if (not chosen or _iri(row) == chosen) and (not shown or _iri(row, PLAN) in shown)]
    return Scope(strategies, listed, plans, choose=False)


def _editions(queries: PageQueries, wanted: str, strategy: str) -> list[Choice]:
    return [
        Choice(
            value,
            Cell(plan.name, plan.language or None, iri=plan.iri),
            None,
            wanted in (value, plan.iri, _last(plan.iri)) if wanted != ANY else latest,
        )
        for value, (plan, latest) in editions(queries.run_query, strategy or None).items()
    ]


def _iri(row: Row, column: str = STRATEGY) -> str:
    cell = row[column]
    return (cell.iri if cell else None) or ""


def _last(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
