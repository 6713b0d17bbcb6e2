"""Looks up the resources in the release that a parameter refers to.

A well-formed name of a resource that does not exist would give an empty result, which could be taken for an answer.
"""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from strategy_graph.named_queries.catalogue import NamedQuery
from strategy_graph.named_queries.kinds import WEB_IRI, members_pattern, short_form
from strategy_graph.named_queries.parameters import ANY, Parameter, ParameterError

RunQuery = Callable[[str], bytes]
"""A function that evaluates a query and returns the result in the SPARQL 1.1 Query Results JSON Format."""

_MIN_SUBSTRING_LENGTH: Final = 3
"""The minimum length of a value that is searched as a substring of names."""

_MAX_EXAMPLES: Final = 3
"""The number of names in the hint about a default that does not exist."""

_MEMBERS: Final = """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing (SAMPLE(?english) AS ?name) (MIN(STR(?label)) AS ?other) WHERE {
  { SELECT DISTINCT ?thing WHERE { %s } }
  FILTER (isIRI(?thing))
  OPTIONAL { ?thing rdfs:label ?label }
  OPTIONAL { ?thing rdfs:label ?english . FILTER (LANG(?english) = "en") }
}
GROUP BY ?thing"""


class ResourceNotFound(ParameterError):
    """A parameter names a resource that is not in the release."""


def members(kind: str, run_query: RunQuery) -> dict[str, str]:
    """Return the names of all resources of a kind by their short names, in the order of the names.

    Resources that share a short name are given by their whole IRIs.
    """
    names = _names_by_iri(kind, run_query)
    times = Counter(short_form(iri, kind) for iri in names)
    short = {iri: short_form(iri, kind) if times[short_form(iri, kind)] == 1 else iri for iri in names}
    return dict(sorted(((short[iri], name or short[iri]) for iri, name in names.items()), key=_by_name))


def short_name(parameter: Parameter, value: str) -> str:
    """Return the short name of a resource, given its short name or its IRI."""
    return short_form(value, parameter.type) if WEB_IRI.fullmatch(value) else value


def resolve_resources(query: NamedQuery, values: Mapping[str, str], run_query: RunQuery) -> dict[str, str]:
    """Return the values with IRIs in the place of the short names of resources outside the project's namespace.

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
        iris = _ending_in(value, parameter.type, run_query)
        if len(iris) > 1:
            raise ParameterError(
                f"several resources of the kind {parameter.type} are called '{value}'", hint=f"Give {' or '.join(iris)}"
            )
        if not iris:
            names = members(parameter.type, run_query)
            raise _not_found(parameter, value, names) if parameter.name in values else _no_default(parameter, names)
        resolved[parameter.name] = iris[0]
    return resolved


def _exists(parameter: Parameter, value: str, run_query: RunQuery) -> bool:
    """Return whether the graph has the resource of that IRI, or of that short name in the project's namespace."""
    pattern = f"{parameter.checked_term(value)} ?p ?o"
    if WEB_IRI.fullmatch(value):
        pattern = f"VALUES ?thing {{ {parameter.checked_term(value)} }} {members_pattern(parameter.type)}"
    exists: bool = json.loads(run_query(f"ASK {{ {pattern} }}"))["boolean"]
    return exists


def _ending_in(value: str, kind: str, run_query: RunQuery) -> list[str]:
    if WEB_IRI.fullmatch(value):
        return []
    return sorted(iri for iri in _names_by_iri(kind, run_query) if short_form(iri, kind) == value)


def _names_by_iri(kind: str, run_query: RunQuery) -> dict[str, str]:
    """Return the names of the members of a kind: in English if there is such a name, empty if there is none."""
    rows = _bindings(run_query(_MEMBERS % members_pattern(kind)))
    return {row["thing"]["value"]: row.get("name", row.get("other", {"value": ""}))["value"] for row in rows}


def _by_name(item: tuple[str, str]) -> str:
    return item[1].casefold()


def _no_default(parameter: Parameter, names: Mapping[str, str]) -> ResourceNotFound:
    slug = short_name(parameter, parameter.default)
    some = [*names][:_MAX_EXAMPLES]
    more = f" or another of {len(names)}" if len(names) > len(some) else ""
    return ResourceNotFound(
        f"{parameter.name} is not given, and its default '{slug}' is not in this graph",
        hint=f"Give {parameter.name}={' or '.join(some)}{more}" if some else f"This graph has no {parameter.type}",
    )


def _not_found(parameter: Parameter, value: str, names: Mapping[str, str]) -> ResourceNotFound:
    slug = value if WEB_IRI.fullmatch(value) else short_name(parameter, value)
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
