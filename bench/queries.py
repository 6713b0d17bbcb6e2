"""The queries: one that users repeat, and a way to ask each so that no earlier answer helps.

A query asked for the first time has a subject of its own where it is about one thing, and always a LIMIT that no
other has, far above its number of rows: the work is the same, the text is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from bench.data import Data
from strategy_graph.dataset import find_content
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.namespaces import PREFIXES

TABLE = "application/sparql-results+json"
GRAPH = "application/n-triples"
MORE = 1_000_000
"""The least LIMIT; a query's number is added to it."""

_DSG, _RDF, _RDFS = PREFIXES["dsg"], PREFIXES["rdf"], PREFIXES["rdfs"]
_HEAD = f"PREFIX dsg: <{_DSG}> PREFIX rdf: <{_RDF}> PREFIX rdfs: <{_RDFS}> "


@dataclass(frozen=True)
class Query:
    """A query with places for its subject, ``ITEM``, and its number, ``NUMBER``.

    :ivar items: what it can be about; one empty name where it is about everything.
    :ivar least: triples below which it is not asked.
    """

    name: str
    title: str
    template: str
    items: tuple[str, ...] = ("",)
    accept: str = TABLE
    least: int = 0

    def text(self, number: int) -> str:
        item = self.items[number % len(self.items)]
        return _HEAD + self.template.replace("ITEM", item).replace("NUMBER", str(MORE + number))

    def path(self, base: str, number: int) -> str:
        """The target of a GET request."""
        return f"{base}?query={quote(self.text(number), safe='')}"


def queries(data: Data) -> list[Query]:
    """The queries that are asked of that data."""
    plans, initiatives = tuple(data.plans), tuple(data.initiatives)
    feeds = (
        "SELECT ?initiative (COUNT(DISTINCT ?outcome) AS ?outcomes) WHERE {{ {where}?initiative dsg:contributesTo "
        "?outcome }} GROUP BY ?initiative HAVING (COUNT(DISTINCT ?outcome) >= 2) LIMIT NUMBER"
    )
    pairs = (
        "SELECT ?first ?second (COUNT(?outcome) AS ?shared) WHERE {{ {first}?first dsg:contributesTo ?outcome . "
        "?second dsg:contributesTo ?outcome {second}FILTER (STR(?first) < STR(?second)) }} "
        "GROUP BY ?first ?second HAVING (COUNT(?outcome) >= 2) LIMIT NUMBER"
    )
    every = [
        Query(
            "lookup",
            "name and tier of one initiative",
            "SELECT ?name ?tier WHERE { <ITEM> rdfs:label ?name ; dsg:tier ?tier } LIMIT NUMBER",
            initiatives,
        ),
        Query(
            "feeds-plan",
            "one plan's initiatives that feed two outcomes or more",
            feeds.format(where="?initiative dsg:inPlan <ITEM> . "),
            plans,
        ),
        Query("feeds-all", "all initiatives that feed two outcomes or more", feeds.format(where="")),
        Query("feeds-named", "the named query for that: with names, stated links, and in order", _named()),
        Query(
            "pairs-plan",
            "pairs of one plan's initiatives that share two outcomes or more",
            pairs.format(first="?first dsg:inPlan <ITEM> . ", second=". ?second dsg:inPlan <ITEM> "),
            plans,
        ),
        Query(
            "text",
            "names that contain a word",
            'SELECT ?thing ?name WHERE { ?thing rdfs:label ?name FILTER CONTAINS(LCASE(STR(?name)), "satellite") } '
            "LIMIT NUMBER",
        ),
        Query(
            "construct",
            "all about one plan's initiatives, as a graph",
            "CONSTRUCT { ?initiative ?property ?value } WHERE { ?initiative dsg:inPlan <ITEM> ; ?property ?value } "
            "LIMIT NUMBER",
            plans,
            accept=GRAPH,
        ),
        Query(
            "rows",
            "100,000 rows",
            # The subquery bounds the rows; the outer LIMIT only makes the text new.
            "SELECT ?thing ?class WHERE { { SELECT ?thing ?class WHERE { ?thing rdf:type ?class } LIMIT 100000 } } "
            "LIMIT NUMBER",
            least=700_000,
        ),
        # The hardest last: a server that does not finish it may go on with it, and be slow at whatever comes next.
        Query(
            "pairs-all",
            "all pairs of initiatives that share two outcomes or more",
            pairs.format(first="", second=""),
        ),
    ]
    return [query for query in every if data.triples >= query.least]


def _named() -> str:
    """The first of the named queries, as the service answers it by default; generated data name no tiers."""
    text = Catalogue.load(find_content().queries)["initiatives-feeding-multiple-outcomes"].text
    lines = [line.strip() for line in text.splitlines() if not line.startswith("#")]
    lines.remove("?tierConcept rdfs:label ?tier .")
    return " ".join([*lines, "LIMIT NUMBER"])


RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c < ?f && ?f < ?i) }"
"""A query that no server can finish."""
