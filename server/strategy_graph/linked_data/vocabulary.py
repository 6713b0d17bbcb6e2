"""What a graph itself says about the properties and classes that it uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from strategy_graph.linked_data.graph_source import GraphSource
from strategy_graph.namespaces import PREFIXES

_USES: Final = """
SELECT ?property ?kind ?datatype (COUNT(*) AS ?uses) {
  ?subject ?property ?value .
  BIND (IF(isLiteral(?value), IF(LANG(?value) = "", "literal", "text"), "thing") AS ?kind)
  BIND (IF(isLiteral(?value), STR(DATATYPE(?value)), "") AS ?datatype)
}
GROUP BY ?property ?kind ?datatype
"""
_RELATIONS: Final = """
SELECT ?one ?relation ?other {
  VALUES ?relation {
    owl:versionIRI owl:inverseOf rdfs:subClassOf owl:equivalentClass skos:exactMatch skos:closeMatch skos:broadMatch
  }
  ?one ?relation ?other
  FILTER (isIRI(?one) && isIRI(?other))
}
"""


@dataclass
class Usage:
    """How a property is used: ``datatypes`` of its literals without language, and how often its values are what."""

    things: int = 0
    texts: int = 0
    literals: int = 0
    datatypes: set[str] = field(default_factory=set)


@dataclass
class Vocabulary:
    """The properties of a graph, and relations between its terms.

    :ivar uses: by property.
    :ivar versions: the ontology, by its version IRI.
    :ivar inverses: by property.
    :ivar schema_types: the class of schema.org that a class is aligned to or below, by class.
    """

    uses: dict[str, Usage] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    inverses: dict[str, str] = field(default_factory=dict)
    schema_types: dict[str, str] = field(default_factory=dict)

    def schema_type(self, types: Iterable[str]) -> str | None:
        """Return the class of schema.org for a thing of some types, or ``None`` if none is aligned."""
        found = (kind if kind.startswith(PREFIXES["schema"]) else self.schema_types.get(kind) for kind in sorted(types))
        return next((each for each in found if each), None)


def read_vocabulary(source: GraphSource) -> Vocabulary:
    """Read the vocabulary of a default graph.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    vocabulary = Vocabulary(_uses(source.select(_USES)))
    near: dict[str, list[str]] = defaultdict(list)
    for row in source.select(_RELATIONS):
        one, relation, other = (row[name]["value"] for name in ("one", "relation", "other"))
        if relation == PREFIXES["owl"] + "versionIRI":
            vocabulary.versions[other] = one
        elif relation == PREFIXES["owl"] + "inverseOf":
            vocabulary.inverses.update({one: other, other: one})
        else:
            near[one].append(other)
    vocabulary.schema_types = {kind: found for kind in near if (found := _schema_type(kind, near))}
    return vocabulary


def _uses(rows: Iterable[dict[str, dict[str, Any]]]) -> dict[str, Usage]:
    uses: dict[str, Usage] = defaultdict(Usage)
    for row in rows:
        usage, number = uses[row["property"]["value"]], int(row["uses"]["value"])
        match row["kind"]["value"]:
            case "thing":
                usage.things += number
            case "text":
                usage.texts += number
            case _:
                usage.literals += number
                usage.datatypes.add(row["datatype"]["value"])
    return dict(sorted(uses.items()))


def _schema_type(kind: str, near: dict[str, list[str]]) -> str | None:
    """Return the nearest class of schema.org, breadth first along the relations of a class."""
    seen, queue = {kind}, [kind]
    while queue:
        here = queue.pop(0)
        others = sorted(near.get(here, ()))
        found = next((other for other in others if other.startswith(PREFIXES["schema"])), None)
        if found:
            return found
        queue += [other for other in others if other not in seen]
        seen.update(others)
    return None
