"""Completions for the editor: the classes and properties in use, how often, and what they mean.

The numbers are those of the dataset's own description in VoID. A graph without one is counted.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from strategy_graph.linked_data.graph_source import GraphSource, values
from strategy_graph.linked_data.terms import DESCRIBING
from strategy_graph.namespaces import PREFIXES
from strategy_graph.prefixed_names import shorten

Row = Mapping[str, Mapping[str, Any]]

CLASS: Final = "class"
PROPERTY: Final = "property"

_VOID: Final = f"PREFIX void: <{PREFIXES['void']}>\n"
_DESCRIBED: Final = f"""{_VOID}
SELECT ?kind ?term ?uses {{
  ?dataset a void:Dataset .
  {{ ?dataset void:classPartition ?part . ?part void:class ?term ; void:entities ?uses . BIND ("{CLASS}" AS ?kind) }}
  UNION {{
    ?dataset void:propertyPartition ?part . ?part void:property ?term ; void:triples ?uses .
    BIND ("{PROPERTY}" AS ?kind)
  }}
}}
"""
_COUNTED: Final = f"""
SELECT ?kind ?term (COUNT(*) AS ?uses) {{
  {{ ?thing a ?term . BIND ("{CLASS}" AS ?kind) }} UNION {{ ?thing ?term ?value . BIND ("{PROPERTY}" AS ?kind) }}
  FILTER (isIRI(?term))
}}
GROUP BY ?kind ?term
"""


@dataclass(frozen=True)
class Completion:
    """A class or a property.

    :ivar name: prefixed name, or IRI in angle brackets.
    :ivar uses: number of things of the class, or of triples with the property.
    :ivar title: its label; empty if the graph gives none.
    """

    kind: str
    name: str
    uses: int
    title: str = ""
    description: str = ""


def read_completions(source: GraphSource, languages: Sequence[str]) -> list[Completion]:
    """Return the classes and properties of a graph, the most used ones first.

    :param languages: the languages of texts, in the order of preference.
    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    uses: dict[tuple[str, str], int] = defaultdict(int)
    for row in source.select(_DESCRIBED) or source.select(_COUNTED):
        uses[row["kind"]["value"], row["term"]["value"]] += int(row["uses"]["value"])
    terms = sorted({term for _, term in uses})
    titles = _texts(source, terms, ("rdfs:label",), languages)
    descriptions = _texts(source, terms, DESCRIBING, languages)
    found = [
        Completion(kind, shorten(term), number, titles.get(term, ""), descriptions.get(term, ""))
        for (kind, term), number in uses.items()
    ]
    return sorted(found, key=lambda each: (-each.uses, each.name, each.kind))


def completions_document(completions: Iterable[Completion], prefixes: Mapping[str, str]) -> bytes:
    """Return the JSON document that the editor loads."""
    terms = [{name: value for name, value in vars(each).items() if value != ""} for each in completions]
    return json.dumps({"prefixes": dict(prefixes), "terms": terms}, ensure_ascii=False).encode()


def _texts(
    source: GraphSource, terms: Iterable[str], properties: Iterable[str], languages: Sequence[str]
) -> dict[str, str]:
    """Return a text of each term that has one: by the first of the properties, in the first of the languages."""
    order, wanted = list(properties), [*languages, ""]
    query = (
        f"SELECT ?term ?by ?text {{ VALUES ?term {{ {values(terms)} }} "
        + " UNION ".join(f'{{ ?term {name} ?text . BIND ("{name}" AS ?by) }}' for name in order)
        + " }"
    )

    def rank(row: Row) -> tuple[int, int, str]:
        language = row["text"].get("xml:lang", "")
        place = wanted.index(language) if language in wanted else len(wanted)
        return order.index(row["by"]["value"]), place, row["text"]["value"]

    best: dict[str, Row] = {}
    for row in source.select(query):
        term = row["term"]["value"]
        if term not in best or rank(row) < rank(best[term]):
            best[term] = row
    return {term: row["text"]["value"] for term, row in best.items()}
