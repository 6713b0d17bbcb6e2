"""What the page of a named query shows: its result, the fields of its form, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from strategy_graph.explorer.filters import Names, fields, member_name, read_names
from strategy_graph.explorer.presentation import display_table
from strategy_graph.named_queries.catalogue import NamedQuery
from strategy_graph.named_queries.editions import EDITION, PLAN, editions
from strategy_graph.named_queries.parameters import ANY
from strategy_graph.named_queries.resource_lookup import STRATEGY, members, parameter_value
from strategy_graph.named_queries.result_table import Cell
from strategy_graph.web.result_tables import query_json, select_table


def results(query: NamedQuery, resolved: Mapping[str, str]) -> dict[str, Any]:
    """Return the template variables of the page.

    :param resolved: the values as :func:`strategy_graph.named_queries.resource_lookup.resolve_resources` gives them.
    """
    chosen = members(STRATEGY, query_json).get(parameter_value(resolved.get(STRATEGY, ANY), STRATEGY))
    strategy = chosen.iri if chosen else None
    names = read_names(query, query_json, strategy)
    listed = editions(query_json, strategy) if EDITION in names else {}
    value = parameter_value(resolved.get(EDITION, ANY), PLAN)
    shown = [plan for each, (plan, latest) in listed.items() if (latest if value == ANY else each == value)]
    return {
        "table": display_table(select_table(query.bind(resolved)), query.columns),
        "fields": fields(query, resolved, names),
        "about": _subject_name(query, resolved, names),
        "editions": [member_name(plan) for plan in shown],
    }


def _subject_name(query: NamedQuery, values: Mapping[str, str], names: Names) -> Cell | None:
    """Return the name of the resource that the result is about."""
    for parameter in query.parameters:
        if not parameter.names_a_resource:
            continue
        slug = parameter_value(values.get(parameter.name, parameter.default), parameter.type)
        if slug in names.get(parameter.name, {}):
            return member_name(names[parameter.name][slug])
    return None
