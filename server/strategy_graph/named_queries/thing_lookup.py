"""Looks up the things in the release that a parameter refers to.

A well-formed name of a thing that does not exist would give an empty result, which could be taken for an answer.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from strategy_graph.named_queries.catalogue import ANY, NamedQuery, Parameter, ParameterError
from strategy_graph.namespaces import PREFIXES, TERMS, THINGS
from strategy_graph.text import last_step

RunQuery = Callable[[str], bytes]
"""A function that evaluates a query and returns the result in the SPARQL 1.1 Query Results JSON Format."""

_MIN_SUBSTRING_LENGTH: Final = 3
"""The minimum length of a value that is searched as a substring of names."""

_MAX_EXAMPLES: Final = 3
"""The number of names in the hint about a default that does not exist."""

STRATEGY: Final = "strategy"
"""The parameter, and the kind of thing, that restricts a query to one strategy."""

_CLASSES: Final = {
    "figure": TERMS + "Figure",
    "focus": TERMS + "FocusArea",
    "goal": TERMS + "Goal",
    "group": TERMS + "TargetGroup",
    "initiative": TERMS + "Initiative",
    "measure": TERMS + "Measure",
    "milestone": TERMS + "Milestone",
    "organisation": PREFIXES["org"] + "Organization",
    "outcome": TERMS + "Outcome",
    "part": TERMS + "InitiativePart",
    "person": PREFIXES["foaf"] + "Person",
    "plan": TERMS + "ActionPlan",
    "source": TERMS + "Source",
    STRATEGY: TERMS + "Strategy",
    "theme": TERMS + "Theme",
    "treaty": TERMS + "Treaty",
    "vision": TERMS + "VisionElement",
}
"""The class of each kind of thing that has one; things of a kind are found by it whatever domain their IRIs are in."""

_MEMBERS: Final = """\
PREFIX dsg: <%(terms)s>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing (MIN(?shown) AS ?name) (MIN(?tag) AS ?language) (MIN(STR(?label)) AS ?other) WHERE {
  ?thing a ?class .
  FILTER (STRSTARTS(STR(?thing), "%(space)s")%(of_class)s)
  %(in_strategy)s
  OPTIONAL { ?thing rdfs:label ?label }
  OPTIONAL { ?thing dsg:displayName ?chosen . BIND (STR(?chosen) AS ?shown) BIND (LANG(?chosen) AS ?tag) }
}
GROUP BY ?thing"""


class ThingNotFound(ParameterError):
    """A parameter names a thing that is not in the release."""


@dataclass(frozen=True)
class Member:
    """A thing that a parameter can name, with its name and the language tag of that."""

    iri: str
    name: str
    language: str = ""


def members(kind: str, run_query: RunQuery, strategy: str | None = None) -> dict[str, Member]:
    """Return all things of a kind by their short names, in the order of their names.

    :param strategy: the IRI of a strategy, for its things alone.
    """
    space = f"{THINGS}{kind}/"
    query = _MEMBERS % {
        "terms": TERMS,
        "space": space,
        "of_class": f" || ?class = <{_CLASSES[kind]}>" if kind in _CLASSES else "",
        "in_strategy": f"?thing dsg:inStrategy <{strategy}> ." if strategy else "",
    }
    found: dict[str, Member] = {}
    for row in _bindings(run_query(query)):
        iri = row["thing"]["value"]
        slug = iri.removeprefix(space)
        name = next((row[column]["value"] for column in ("name", "other") if column in row), slug)
        found[slug] = Member(iri, name, row.get("language", {}).get("value", ""))
    return dict(sorted(found.items(), key=lambda item: item[1].name.casefold()))


def short_name(parameter: Parameter, value: str) -> str:
    """Return the short name of a thing, given its short name or its IRI."""
    return parameter_value(value, parameter.type)


def parameter_value(iri: str, kind: str) -> str:
    """Return the value that names a thing of a kind: its short name, or its IRI if that is of another domain."""
    return iri.removeprefix(f"{THINGS}{kind}/")


def check_things_exist(query: NamedQuery, values: Mapping[str, str], run_query: RunQuery) -> dict[str, str]:
    """Check that the values and defaults of the parameters refer to things in the release; return the values to bind.

    The last step of an IRI of another domain stands for it, as a short name does for an IRI of ours.

    :param values: valid values, as checked by :meth:`strategy_graph.named_queries.catalogue.NamedQuery.bind`.
    :raises ThingNotFound: a value refers to no thing; with similar names. Or a default does, because the query was
        written for another content; with some existing names.
    """
    resolved = dict(values)
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if not parameter.names_a_thing or (value == ANY and parameter.default == ANY):
            continue
        if _is_true(run_query, f"{parameter.term(value)} ?p ?o"):
            continue
        things = members(parameter.type, run_query)
        if (elsewhere := _of_another_domain(value, things)) is not None:
            resolved[parameter.name] = elsewhere
        elif parameter.name in values:
            raise _not_found(parameter, value, things)
        else:
            raise _no_default(parameter, things)
    return resolved


def replaced_defaults(query: NamedQuery, values: Mapping[str, str], run_query: RunQuery) -> dict[str, str]:
    """Return a thing for each parameter that is not given and whose default is not in the release, or the strategy.

    It is the first by name. Where there is none, the parameter is left out.
    """
    strategy = _chosen_strategy(query, values, run_query)
    instead: dict[str, str] = {}
    for parameter in query.parameters:
        if parameter.name in values or not parameter.names_a_thing or parameter.default == ANY:
            continue
        default = parameter.term(parameter.default)
        exists = f"{default} <{TERMS}inStrategy> <{strategy}>" if strategy else f"{default} ?p ?o"
        if not _is_true(run_query, exists) and (things := members(parameter.type, run_query, strategy)):
            instead[parameter.name] = next(iter(things))
    return instead


def _chosen_strategy(query: NamedQuery, values: Mapping[str, str], run_query: RunQuery) -> str | None:
    """Return the IRI of the strategy that the query is restricted to."""
    value = values.get(STRATEGY, ANY)
    if value == ANY or STRATEGY not in {parameter.name for parameter in query.parameters}:
        return None
    strategies = members(STRATEGY, run_query)
    return strategies[value].iri if value in strategies else _of_another_domain(value, strategies)


def _of_another_domain(value: str, things: Mapping[str, Member]) -> str | None:
    """Return the IRI of the only thing whose IRI is the value, or ends with it."""
    found = [thing.iri for thing in things.values() if value in (thing.iri, last_step(thing.iri))]
    return found[0] if len(found) == 1 else None


def _is_true(run_query: RunQuery, pattern: str) -> bool:
    return bool(json.loads(run_query(f"ASK {{ {pattern} }}"))["boolean"])


def _no_default(parameter: Parameter, names: Mapping[str, Member]) -> ThingNotFound:
    slug = short_name(parameter, parameter.default)
    some = [*names][:_MAX_EXAMPLES]
    more = f" or another of {len(names)}" if len(names) > len(some) else ""
    return ThingNotFound(
        f"{parameter.name} is not given, and its default '{slug}' is not in this graph",
        hint=f"Give {parameter.name}={' or '.join(some)}{more}" if some else f"This graph has no {parameter.type}",
    )


def _not_found(parameter: Parameter, value: str, names: Mapping[str, Member]) -> ThingNotFound:
    slug = short_name(parameter, value)
    close = difflib.get_close_matches(slug, names, n=3, cutoff=0.5)
    if len(slug) >= _MIN_SUBSTRING_LENGTH:
        close += [name for name in names if slug in name and name not in close]
    hint = "The query label-search finds things by what they are called"
    if close:
        hint = f"Did you mean {' or '.join(close[:3])}?"
    return ThingNotFound(f"there is no {parameter.type} '{slug}'", hint=hint)


def _bindings(document: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(document)["results"]["bindings"]
    return rows
