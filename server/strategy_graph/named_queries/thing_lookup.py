"""The things that a parameter can name, as the release has them.

A well-formed name of nothing would give an empty answer, which reads like "there is none".
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from strategy_graph.named_queries.catalogue import ANY, NamedQuery, Parameter, ParameterError
from strategy_graph.namespaces import THINGS

Ask = Callable[[str], bytes]
"""Answers a query in the SPARQL 1.1 Query Results JSON Format."""

_SHORTEST: Final = 3
"""Characters of what was typed that are looked for inside names."""

_SOME: Final = 3
"""Names that are told where none came close."""

_MEMBERS: Final = """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing (SAMPLE(?english) AS ?name) (MIN(STR(?label)) AS ?other) WHERE {
  ?thing a ?class .
  FILTER (STRSTARTS(STR(?thing), "%s"))
  OPTIONAL { ?thing rdfs:label ?label }
  OPTIONAL { ?thing rdfs:label ?english . FILTER (LANG(?english) = "en") }
}
GROUP BY ?thing"""


class ThingNotFound(ParameterError):
    """A parameter names a thing that is not in the release."""


def members(kind: str, ask: Ask) -> dict[str, str]:
    """The names of all things of a kind by their short names, in the order of the names."""
    space = f"{THINGS}{kind}/"
    names: dict[str, str] = {}
    for row in _bindings(ask(_MEMBERS % space)):
        slug = row["thing"]["value"].removeprefix(space)
        names[slug] = row["name"]["value"] if "name" in row else row["other"]["value"] if "other" in row else slug
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


def short_name(parameter: Parameter, value: str) -> str:
    """The short name of a thing that a parameter is given by its short name or its IRI."""
    return value.removeprefix(f"{THINGS}{parameter.type}/")


def check_things(query: NamedQuery, values: Mapping[str, str], ask: Ask) -> None:
    """Let only values and defaults through that name something.

    :param values: as :meth:`strategy_graph.named_queries.catalogue.NamedQuery.bind` has let them through.
    :raises ThingNotFound: a value names nothing; with the names that come close. Or a default does, since the content
        is another than the query was written for; with some of the names that there are.
    """
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if not parameter.names_a_thing or (value == ANY and parameter.default == ANY):
            continue
        if not json.loads(ask(f"ASK {{ {parameter.term(value)} ?p ?o }}"))["boolean"]:
            names = members(parameter.type, ask)
            raise _not_found(parameter, value, names) if parameter.name in values else _no_default(parameter, names)


def _no_default(parameter: Parameter, names: Mapping[str, str]) -> ThingNotFound:
    slug = short_name(parameter, parameter.default)
    some = [*names][:_SOME]
    more = f" or another of {len(names)}" if len(names) > len(some) else ""
    return ThingNotFound(
        f"{parameter.name} is not given, and its default '{slug}' is not in this graph",
        hint=f"Give {parameter.name}={' or '.join(some)}{more}" if some else f"This graph has no {parameter.type}",
    )


def _not_found(parameter: Parameter, value: str, names: Mapping[str, str]) -> ThingNotFound:
    slug = short_name(parameter, value)
    close = difflib.get_close_matches(slug, names, n=3, cutoff=0.5)
    if len(slug) >= _SHORTEST:
        close += [name for name in names if slug in name and name not in close]
    hint = "The query label-search finds things by what they are called"
    if close:
        hint = f"Did you mean {' or '.join(close[:3])}?"
    return ThingNotFound(f"there is no {parameter.type} '{slug}'", hint=hint)


def _bindings(document: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(document)["results"]["bindings"]
    return rows
