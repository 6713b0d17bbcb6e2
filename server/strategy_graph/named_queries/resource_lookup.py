"""Looks up the resources in the release that a parameter refers to.

A well-formed name of a resource that does not exist would give an empty result, which could be taken for an answer.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from strategy_graph.named_queries.catalogue import NamedQuery
from strategy_graph.named_queries.parameters import ANY, Parameter, ParameterError
from strategy_graph.namespaces import THINGS

RunQuery = Callable[[str], bytes]
"""A function that evaluates a query and returns the result in the SPARQL 1.1 Query Results JSON Format."""

_MIN_SUBSTRING_LENGTH: Final = 3
"""The minimum length of a value that is searched as a substring of names."""

_MAX_EXAMPLES: Final = 3
"""The number of names in the hint about a default that does not exist."""

_MEMBERS: Final = """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing (SAMPLE(?english) AS ?name) (MIN(STR(?label)) AS ?other) WHERE {
  ?thing a ?class .
  FILTER (STRSTARTS(STR(?thing), "%s"))
  OPTIONAL { ?thing rdfs:label ?label }
  OPTIONAL { ?thing rdfs:label ?english . FILTER (LANG(?english) = "en") }
}
GROUP BY ?thing"""


class ResourceNotFound(ParameterError):
    """A parameter names a resource that is not in the release."""


def members(kind: str, run_query: RunQuery) -> dict[str, str]:
    """Return the names of all resources of a kind by their short names, in the order of the names."""
    space = f"{THINGS}{kind}/"
    names: dict[str, str] = {}
    for row in _bindings(run_query(_MEMBERS % space)):
        slug = row["thing"]["value"].removeprefix(space)
        names[slug] = row["name"]["value"] if "name" in row else row["other"]["value"] if "other" in row else slug
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


def short_name(parameter: Parameter, value: str) -> str:
    """Return the short name of a resource, given its short name or its IRI."""
    return value.removeprefix(f"{THINGS}{parameter.type}/")


def check_resources_exist(query: NamedQuery, values: Mapping[str, str], run_query: RunQuery) -> None:
    """Check that the values and defaults of the parameters refer to resources in the release.

    :param values: valid values, as checked by :meth:`strategy_graph.named_queries.catalogue.NamedQuery.bind`.
    :raises ResourceNotFound: a value refers to no resource; with similar names. Or a default does, because the query
        was written for another content; with some existing names.
    """
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if not parameter.names_a_resource or (value == ANY and parameter.default == ANY):
            continue
        if not json.loads(run_query(f"ASK {{ {parameter.checked_term(value)} ?p ?o }}"))["boolean"]:
            names = members(parameter.type, run_query)
            raise _not_found(parameter, value, names) if parameter.name in values else _no_default(parameter, names)


def _no_default(parameter: Parameter, names: Mapping[str, str]) -> ResourceNotFound:
    slug = short_name(parameter, parameter.default)
    some = [*names][:_MAX_EXAMPLES]
    more = f" or another of {len(names)}" if len(names) > len(some) else ""
    return ResourceNotFound(
        f"{parameter.name} is not given, and its default '{slug}' is not in this graph",
        hint=f"Give {parameter.name}={' or '.join(some)}{more}" if some else f"This graph has no {parameter.type}",
    )


def _not_found(parameter: Parameter, value: str, names: Mapping[str, str]) -> ResourceNotFound:
    slug = short_name(parameter, value)
    close = difflib.get_close_matches(slug, names, n=3, cutoff=0.5)
    if len(slug) >= _MIN_SUBSTRING_LENGTH:
        close += [name for name in names if slug in name and name not in close]
    hint = "The query label-search finds things by what they are called"
    if close:
        hint = f"Did you mean {' or '.join(close[:3])}?"
    return ResourceNotFound(f"there is no {parameter.type} '{slug}'", hint=hint)


def _bindings(document: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(document)["results"]["bindings"]
    return rows
