"""What the page of a named query shows: its result, the fields of its form, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from strategy_graph.named_queries.catalogue import NamedQuery
from strategy_graph.named_queries.editions import EDITION, PLAN, editions
from strategy_graph.named_queries.parameters import ANY, Parameter
from strategy_graph.named_queries.resource_lookup import STRATEGY, Member, members, parameter_value
from strategy_graph.named_queries.result_table import Cell
from strategy_graph.text import title_of
from strategy_graph.web.explorer.presentation import display_table
from strategy_graph.web.result_tables import query_json, select_table

MAX_CHOICES: Final = 60
"""Largest number of choices in a selection list."""


def results(query: NamedQuery, resolved: Mapping[str, str]) -> dict[str, Any]:
    """Return the template variables of the page.

    :param resolved: the values as :func:`strategy_graph.named_queries.resource_lookup.resolve_resources` gives them.
    """
    strategies = members(STRATEGY, query_json)
    chosen = strategies.get(parameter_value(resolved.get(STRATEGY, ANY), STRATEGY))
    strategy = chosen.iri if chosen else None
    takes_edition = any(parameter.name == EDITION for parameter in query.parameters)
    listed = editions(query_json, strategy) if takes_edition else {}
    known = {STRATEGY: strategies, EDITION: {value: plan for value, (plan, _) in listed.items()}}
    names = {
        parameter.name: known[parameter.name]
        if parameter.name in known
        else members(parameter.type, query_json, strategy)
        for parameter in query.parameters
        if parameter.names_a_resource
    }
    # Of one strategy, or one edition of each plan, there is nothing to choose.
    hidden = {*([] if len(strategies) > 1 else [STRATEGY]), *([] if listed else [EDITION])}
    value = parameter_value(resolved.get(EDITION, ANY), PLAN)
    shown = [plan for each, (plan, latest) in listed.items() if (latest if value == ANY else each == value)]
    return {
        "table": display_table(select_table(query.bind(resolved)), query.columns),
        "fields": [
            _field(parameter, resolved, names.get(parameter.name, {}))
            for parameter in query.parameters
            if parameter.name not in hidden
        ],
        "about": _subject_name(query, resolved, names),
        "editions": [_name(plan) for plan in shown],
    }


def _field(parameter: Parameter, values: Mapping[str, str], names: Mapping[str, Member]) -> dict[str, Any]:
    """Return a form field: its choices, if there are at most ``MAX_CHOICES``, and the current value."""
    choices = {word: Cell(word) for word in parameter.values}
    if not choices and len(names) <= MAX_CHOICES:
        choices = {slug: _name(thing) for slug, thing in names.items()}
    if choices and parameter.default == ANY:
        choices = {ANY: Cell(ANY), **choices}
    value = values.get(parameter.name, parameter.default)
    return {
        "parameter": parameter,
        # The description explains how to type a name, which a selection list makes unnecessary.
        "label": title_of(parameter.name) if choices and names else parameter.description,
        "choices": choices,
        "value": parameter_value(value, parameter.type) if parameter.names_a_resource else value,
    }


def _subject_name(
    query: NamedQuery, values: Mapping[str, str], names: Mapping[str, Mapping[str, Member]]
) -> Cell | None:
    """Return the name of the resource that the result is about."""
    for parameter in query.parameters:
        slug = parameter_value(values.get(parameter.name, parameter.default), parameter.type)
        if slug in names.get(parameter.name, {}):
            return _name(names[parameter.name][slug])
    return None


def _name(thing: Member) -> Cell:
    return Cell(thing.name, thing.language or None, iri=thing.iri)
