"""Looks up the editions of plans among which a reader can choose."""

from __future__ import annotations

import json
from typing import Final

from strategy_graph.named_queries.resource_lookup import Member, RunQuery, parameter_value
from strategy_graph.namespaces import TERMS

EDITION: Final = "edition"
"""The parameter that restricts a query to one edition of a plan."""

PLAN: Final = "plan"
"""The kind of resource that the parameter names."""

_EDITIONS: Final = """\
PREFIX dsg: <%(terms)s>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?plan ?name ?issued ?latest WHERE {
  ?plan dsg:implements ?strategy ; dsg:displayName ?name .
  ?another dsg:implements ?strategy .
  FILTER (?another != ?plan)
  %(of_strategy)s
  OPTIONAL { ?plan dcterms:issued ?issued }
  OPTIONAL { ?latest dsg:latestPlan ?plan }
}
ORDER BY DESC(STR(?issued)) ?plan"""


def editions(run_query: RunQuery, strategy: str | None = None) -> dict[str, tuple[Member, bool]]:
    """Return the plans of strategies with more than one, the newest first, by the values that name them.

    With each goes whether it is the latest of its strategy.

    :param strategy: the IRI of a strategy, for its plans alone.
    """
    query = _EDITIONS % {"terms": TERMS, "of_strategy": f"FILTER (?strategy = <{strategy}>)" if strategy else ""}
    found: dict[str, tuple[Member, bool]] = {}
    for row in json.loads(run_query(query))["results"]["bindings"]:
        iri, name = row["plan"]["value"], row["name"]
        member = Member(iri, name["value"], name.get("xml:lang", ""))
        found[parameter_value(iri, PLAN)] = member, "latest" in row
    return found
