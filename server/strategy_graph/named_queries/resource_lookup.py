"""Looks up the resources in the release that a parameter refers to.

A well-formed name of a resource that does not exist would give an empty result, which could be taken for an answer.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from strategy_graph.named_queries.catalogue import NamedQuery
from strategy_graph.named_queries.kinds import WEB_IRI, members_pattern, short_form
from strategy_graph.named_queries.parameters import ANY, Parameter, ParameterError
from strategy_graph.namespaces import TERMS, THINGS

RunQuery = Callable[[str], bytes]
"""A function that evaluates a query and returns the result in the SPARQL 1.1 Query Results JSON Format."""

STRATEGY: Final = "strategy"
"""The parameter, and the kind of resource, that restricts a query to one strategy."""

_MIN_SUBSTRING_LENGTH: Final = 3
"""The minimum length of a value that is searched as a substring of names."""

_MAX_EXAMPLES: Final = 3
"""The number of names in the hint about a default that does not exist."""

# Without a sub-select: grouped after one, Virtuoso gives the same ?thing in every row.
_MEMBERS: Final = """\
PREFIX dsg: <%(terms)s>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing (MIN(?shown) AS ?name) (MIN(?tag) AS ?language) (MIN(STR(?label)) AS ?other) WHERE {
  %(members)s
  FILTER (isIRI(?thing))
  %(in_strategy)s
  OPTIONAL { ?thing rdfs:label ?label }
  OPTIONAL { ?thing dsg:displayName ?chosen . BIND (STR(?chosen) AS ?shown) BIND (LANG(?chosen) AS ?tag) }
}
GROUP BY ?thing"""


class ResourceNotFound(ParameterError):
    """A parameter names a resource that is not in the release."""


class KindWithoutMembers(ResourceNotFound):
    """A parameter is not given, and the release has no resource that it could name."""


@dataclass(frozen=True)
class Member:
    """A resource that a parameter can name, with its name and the language tag of that."""

    iri: str
    name: str
    language: str = ""


def members(kind: str, run_query: RunQuery, strategy: str | None = None) -> dict[str, Member]:
    """Return all resources of a kind by the values that name them, in the order of their names.

    :param strategy: the IRI of a strategy, for its resources alone.
    """
    query = _MEMBERS % {
        "terms": TERMS,
        "members": members_pattern(kind),
        "in_strategy": f"?thing dsg:inStrategy <{strategy}> ." if strategy else "",
    }
    found: dict[str, Member] = {}
    for row in _bindings(run_query(query)):
        iri = row["thing"]["value"]
        value = parameter_value(iri, kind)
        name = next((row[column]["value"] for column in ("name", "other") if column in row), value)
        found[value] = Member(iri, name, row.get("language", {}).get("value", ""))
    return dict(sorted(found.items(), key=lambda item: item[1].name.casefold()))


def parameter_value(iri: str, kind: str) -> str:
    """Return the value that names a resource of a kind: its short name, or its IRI if that is of another domain."""
    return iri.removeprefix(f"{THINGS}{kind}/")


def short_name(parameter: Parameter, value: str) -> str:
    """Return the short name of a resource, given its short name or its IRI."""
    return short_form(value, parameter.type) if WEB_IRI.fullmatch(value) else value


def resolve_resources(query: NamedQuery, values: Mapping[str, str], run_query: RunQuery) -> dict[str, str]:
    """Return the values with the IRIs of resources in the place of short names that the project does not use.

    A short name means the resource of the project's namespace, if the graph has it, and else the one member of the kind
    whose IRI ends in it.

    :raises ParameterError: a parameter is unknown, a value is invalid, or a short name is that of several resources.
    :raises ResourceNotFound: a value refers to no resource; with similar names. Or a default does, because the query
        was written for another content; with some existing names.
    """
    query.bind(values)
    resolved = dict(values)
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if not parameter.names_a_resource or (value == ANY and parameter.default == ANY):
            continue
        if _exists(parameter, value, run_query):
            continue
        resources = members(parameter.type, run_query)
        iri = _one_called(value, parameter.type, resources)
        if iri is None:
            given = parameter.name in values
            raise _not_found(parameter, value, resources) if given else _no_default(parameter, resources)
        resolved[parameter.name] = iri
    return resolved


def find_member(kind: str, value: str, run_query: RunQuery) -> Member:
    """Return the resource of a kind that a short name or an IRI names.

    :raises ParameterError: the value is invalid, or is the short name of several resources.
    :raises ResourceNotFound: it refers to no resource; with similar names.
    """
    parameter = Parameter(kind, kind, ANY, kind)
    iri = parameter.checked_term(value)[1:-1]
    resources = members(kind, run_query)
    by_iri = {resource.iri: resource for resource in resources.values()}
    called = iri if iri in by_iri else _one_called(value, kind, resources)
    if called is None:
        raise _not_found(parameter, value, resources)
    return by_iri[called]


def replaced_defaults(query: NamedQuery, values: Mapping[str, str], run_query: RunQuery) -> dict[str, str]:
    """Return a resource for each parameter that is not given and whose default is not in the release or the strategy.

    It is the first by name. Where there is none, the parameter is left out.
    """
    strategy = _chosen_strategy(query, values, run_query)
    instead: dict[str, str] = {}
    for parameter in query.parameters:
        if parameter.name in values or not parameter.names_a_resource or parameter.default == ANY:
            continue
        default = parameter.checked_term(parameter.default)
        exists = f"{default} <{TERMS}inStrategy> <{strategy}>" if strategy else f"{default} ?p ?o"
        if not _is_true(run_query, exists) and (resources := members(parameter.type, run_query, strategy)):
            instead[parameter.name] = next(iter(resources))
    return instead


def _chosen_strategy(query: NamedQuery, values: Mapping[str, str], run_query: RunQuery) -> str | None:
    """Return the IRI of the strategy that the query is restricted to."""
    value = values.get(STRATEGY, ANY)
    if value == ANY or STRATEGY not in {parameter.name for parameter in query.parameters}:
        return None
    strategies = members(STRATEGY, run_query)
    if value in strategies:
        return strategies[value].iri
    return next(iter(_ending_in(value, STRATEGY, strategies)), None)


def _exists(parameter: Parameter, value: str, run_query: RunQuery) -> bool:
    """Return whether the graph has the resource of that IRI, or of that short name in the project's namespace."""
    term = parameter.checked_term(value)
    if WEB_IRI.fullmatch(value):
        return _is_true(run_query, f"VALUES ?thing {{ {term} }} {members_pattern(parameter.type)}")
    return _is_true(run_query, f"{term} ?p ?o")


def _one_called(value: str, kind: str, resources: Mapping[str, Member]) -> str | None:
    """Return the IRI of the one resource with that short name.

    :raises ParameterError: there are several.
    """
    iris = [] if WEB_IRI.fullmatch(value) else _ending_in(value, kind, resources)
    if len(iris) > 1:
        raise ParameterError(
            f"several resources of the kind {kind} are called '{value}'", hint=f"Give {' or '.join(iris)}"
        )
    return iris[0] if iris else None


def _ending_in(value: str, kind: str, resources: Mapping[str, Member]) -> list[str]:
    """Return the IRIs of the resources with that short name."""
    return sorted(resource.iri for resource in resources.values() if short_form(resource.iri, kind) == value)


def _is_true(run_query: RunQuery, pattern: str) -> bool:
    return bool(json.loads(run_query(f"ASK {{ {pattern} }}"))["boolean"])


def _no_default(parameter: Parameter, resources: Mapping[str, Member]) -> ResourceNotFound:
    slug = short_name(parameter, parameter.default)
    some = [short_form(resource.iri, parameter.type) for resource in resources.values()][:_MAX_EXAMPLES]
    more = f" or another of {len(resources)}" if len(resources) > len(some) else ""
    message = f"{parameter.name} is not given, and its default '{slug}' is not in this graph"
    if not some:
        return KindWithoutMembers(message, hint=f"This graph has no {parameter.type}")
    return ResourceNotFound(message, hint=f"Give {parameter.name}={' or '.join(some)}{more}")


def _not_found(parameter: Parameter, value: str, resources: Mapping[str, Member]) -> ResourceNotFound:
    slug = value if WEB_IRI.fullmatch(value) else short_name(parameter, value)
    names = [short_form(resource.iri, parameter.type) for resource in resources.values()]
    close = difflib.get_close_matches(slug, names, n=3, cutoff=0.5)
    if len(slug) >= _MIN_SUBSTRING_LENGTH:
        close += [name for name in names if slug in name and name not in close]
    hint = "The query label-search finds resources by their names"
    if close:
        hint = f"Did you mean {' or '.join(close[:3])}?"
    return ResourceNotFound(f"there is no {parameter.type} '{slug}'", hint=hint)


def _bindings(document: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(document)["results"]["bindings"]
    return rows
