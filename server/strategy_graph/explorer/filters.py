"""The fields of a form, from the parameters of a named query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from strategy_graph.named_queries.catalogue import NamedQuery
from strategy_graph.named_queries.editions import EDITION, editions
from strategy_graph.named_queries.parameters import ANY, Parameter
from strategy_graph.named_queries.resource_lookup import STRATEGY, Member, RunQuery, members, parameter_value
from strategy_graph.named_queries.result_table import Cell
from strategy_graph.text import title_of

MAX_CHOICES: Final = 60
"""Largest number of choices in a selection list."""

Names = Mapping[str, Mapping[str, Member]]
"""The resources that a parameter can name, by parameter and value."""


@dataclass(frozen=True)
class Field:
    """A field of a form.

    :ivar choices: what can be chosen, by value; none for a field to type into.
    :ivar value: the current value.
    """

    parameter: Parameter
    label: str
    choices: Mapping[str, Cell]
    value: str


def read_names(query: NamedQuery, run_query: RunQuery, strategy: str | None = None) -> Names:
    """Return the resources that each parameter of a query can name.

    :param strategy: the IRI of a strategy, for its resources alone.
    """
    names: dict[str, Mapping[str, Member]] = {}
    for parameter in query.parameters:
        if parameter.name == STRATEGY:
            names[STRATEGY] = members(STRATEGY, run_query)
        elif parameter.name == EDITION:
            names[EDITION] = {value: plan for value, (plan, _) in editions(run_query, strategy).items()}
        elif parameter.names_a_resource:
            names[parameter.name] = members(parameter.type, run_query, strategy)
    return names


def fields(
    query: NamedQuery, values: Mapping[str, str], names: Names, only: Sequence[str] | None = None
) -> list[Field]:
    """Return the fields of a form.

    Where there is one strategy, or one edition of each plan, there is nothing to choose, and so no field.

    :param only: the parameters to offer, in this order; by default all.
    """
    parameters = [query.parameter(name) for name in only] if only is not None else query.parameters
    return [_field(each, values, names.get(each.name, {})) for each in parameters if not _fixed(each.name, names)]


def _fixed(parameter: str, names: Names) -> bool:
    if parameter == STRATEGY:
        return len(names.get(STRATEGY, {})) < 2
    return parameter == EDITION and not names.get(EDITION)


def _field(parameter: Parameter, values: Mapping[str, str], names: Mapping[str, Member]) -> Field:
    choices = {word: Cell(word) for word in parameter.values}
    if not choices and len(names) <= MAX_CHOICES:
        choices = {slug: member_name(thing) for slug, thing in names.items()}
    if choices and parameter.default == ANY:
        choices = {ANY: Cell(ANY), **choices}
    value = values.get(parameter.name, parameter.default)
    return Field(
        parameter,
        # The description explains how to type a name, which a selection list makes unnecessary.
        title_of(parameter.name) if choices and names else parameter.description,
        choices,
        parameter_value(value, parameter.type) if parameter.names_a_resource else value,
    )


def member_name(thing: Member) -> Cell:
    """Return the name of a resource as a cell."""
    return Cell(thing.name, thing.language or None, iri=thing.iri)
