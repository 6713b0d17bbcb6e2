"""Asks the named queries that a page shows, and records them, so that the page can name its grounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from strategy_graph.named_queries.catalogue import Catalogue, NamedQuery
from strategy_graph.named_queries.resource_lookup import RunQuery, resolve_resources
from strategy_graph.named_queries.result_table import Table


@dataclass(frozen=True)
class Asked:
    """A named query as a page has asked it.

    :ivar values: the parameters that are given, as a user would write them.
    :ivar sparql: the text that was run.
    """

    query: NamedQuery
    values: Mapping[str, str]
    sparql: str


class PageQueries:
    """The named queries of a release, asked with the parameters of one page.

    :ivar asked: the queries in the order in which they were first asked, each with its parameters.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        run_query: RunQuery,
        values: Mapping[str, str],
        table_of: Callable[[str], Table],
        root: str = "",
    ) -> None:
        """
        :param values: the parameters of the page; each query takes those that it has.
        :param table_of: runs a query and returns its table, which is not to be changed.
        :param root: the path below which the service is published, for links to pages of the explorer.
        """
        self.catalogue = catalogue
        self.run_query = run_query
        self.root = root
        self.asked: list[Asked] = []
        self._values = dict(values)
        self._table_of = table_of

    def ask(self, name: str, **values: str) -> Table:
        """Return the answer of a named query.

        :param values: parameters of this query alone, before those of the page; an empty value leaves one out.
        :raises QueryNotFound: there is no such query.
        :raises ParameterError: a value is invalid, or names nothing.
        :raises StrategyGraphError: as :meth:`strategy_graph.engine.Engine.query` does.
        """
        query = self.catalogue[name]
        taken = {parameter.name for parameter in query.parameters}
        wanted = {key: value for key, value in {**self._values, **values}.items() if key in taken and value}
        sparql = query.bind(resolve_resources(query, wanted, self.run_query))
        if all(asked.sparql != sparql for asked in self.asked):
            self.asked.append(Asked(query, wanted, sparql))
        return self._table_of(sparql)
