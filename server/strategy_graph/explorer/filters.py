"""The fields of a form, from the parameters of a named query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from strategy_graph.explorer.page import Page
from strategy_graph.named_queries.catalogue import NamedQuery
from strategy_graph.named_queries.editions import EDITION, editions
from strategy_graph.named_queries.parameters import ANY, Parameter
from strategy_graph.named_queries.resource_lookup import STRATEGY, Member, RunQuery, members, parameter_value
from strategy_graph.named_queries.result_table import Cell
from strategy_graph.namespaces import KINDS
from strategy_graph.text import title_of

MAX_CHOICES: Final = 60
"""Largest number of choices in a selection list."""

NAMES: Final = {
    "minimum": "Least number of outcomes",
    "tier": "Group in the plan",
    "agency": "Agency or its units",
    "prospective": "Initiatives without resources",
}
"""What the filters of pages are called, where their parameters have other names."""

WORDS: Final = {ANY: "all", "exclude": "left out", "include": "counted", "only": "counted alone"}
"""The words for values that the graph has no names for."""

Names = Mapping[str, Mapping[str, Member]]
"""The resources that a parameter can name, by parameter and value."""


@dataclass(frozen=True)
class Field:
    """A field of a form.

    :ivar name: what it is called in few words; ``label`` explains it where there is room.
    :ivar choices: what can be chosen, by value; none for a field to type into.
    :ivar value: the current value.
    :ivar default: the value without a choice.
    """

    parameter: Parameter
    name: str
    label: str
    choices: Mapping[str, Cell]
    value: str
    default: str

    @property
    def changed(self) -> bool:
        """Whether something else than the default is chosen."""
        return self.value != self.default

    @property
    def chosen(self) -> Cell:
        """The current value in words."""
        return self.choices.get(self.value) or Cell(self.value)


def filter_name(parameter: str) -> str:
    """Return what the filter of a parameter is called in few words."""
    return NAMES.get(parameter) or title_of(parameter)


def read_names(query: NamedQuery, run_query: RunQuery, strategy: str | None = None) -> Names:
    """Return the resources that each parameter of a query can name, or that its enumerated values are.

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
        elif parameter.type in KINDS:
            # A controlled list belongs to no strategy.
            names[parameter.name] = members(parameter.type, run_query)
    return names


def page_fields(page: Page, query: NamedQuery, values: Mapping[str, str], names: Names) -> list[Field]:
    """Return the fields of the form of a page; see :func:`fields`."""
    found = fields(query, values, names, page.filters, page.defaults)
    return [
        replace(each, choices={value: name for value, name in each.choices.items() if value in offered})
        if (offered := page.choices.get(each.parameter.name))
        else each
        for each in found
    ]


def fields(
    query: NamedQuery,
    values: Mapping[str, str],
    names: Names,
    only: Sequence[str] | None = None,
    defaults: Mapping[str, str] | None = None,
) -> list[Field]:
    """Return the fields of a form.

    Where there is one strategy, or one edition of each plan, there is nothing to choose, and so no field.

    :param only: the parameters to offer, in this order; by default all.
    :param defaults: the defaults of the page, where they are others than those of the query.
    """
    parameters = [query.parameter(name) for name in only] if only is not None else query.parameters
    return [
        _field(each, values, names.get(each.name, {}), (defaults or {}).get(each.name, each.default))
        for each in parameters
        if not _fixed(each.name, names)
    ]


def _fixed(parameter: str, names: Names) -> bool:
    if parameter == STRATEGY:
        return len(names.get(STRATEGY, {})) < 2
    return parameter == EDITION and not names.get(EDITION)


def _field(parameter: Parameter, values: Mapping[str, str], names: Mapping[str, Member], default: str) -> Field:
    choices = {value: _in_words(value, names) for value in parameter.values}
    if not choices and len(names) <= MAX_CHOICES:
        choices = {slug: member_name(thing) for slug, thing in names.items()}
    if choices and parameter.default == ANY:
        choices = {ANY: _in_words(ANY, {})} | choices
    name = filter_name(parameter.name)
    named = parameter.names_a_resource
    value = values.get(parameter.name, default)
    return Field(
        parameter,
        name,
        # The description explains how to type a name, which a selection list makes unnecessary.
        name if choices and named else parameter.description,
        choices,
        parameter_value(value, parameter.type) if named else value,
        parameter_value(default, parameter.type) if named else default,
    )


def _in_words(value: str, names: Mapping[str, Member]) -> Cell:
    """Return an enumerated value by the name that the graph has for it, if it has one."""
    thing = names.get(value)
    if thing is not None and thing.name != value:
        return member_name(thing)
    return Cell(WORDS.get(value) or value.replace("-", " "))


def member_name(thing: Member) -> Cell:
    """Return the name of a resource as a cell."""
    return Cell(thing.name, thing.language or None, iri=thing.iri)
