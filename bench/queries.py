"""The benchmark queries, each as a template with numbered variants.

A cache helps when one variant is repeated, but not when every request takes a new one. Each variant has a different
LIMIT, far above the number of rows. A query about one thing also takes another subject. The variants thus differ in
their text, while the work is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from bench.data import DataFile
from strategy_graph.dataset import find_content
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.namespaces import PREFIXES

TABLE = "application/sparql-results+json"
GRAPH = "application/n-triples"
MIN_LIMIT = 1_000_000
"""The LIMIT of variant 0; the number of a variant is added to it."""

_DSG, _RDF, _RDFS = PREFIXES["dsg"], PREFIXES["rdf"], PREFIXES["rdfs"]
_PREFIX_DECLARATIONS = f"PREFIX dsg: <{_DSG}> PREFIX rdf: <{_RDF}> PREFIX rdfs: <{_RDFS}> "


@dataclass(frozen=True)
class Query:
    """A query template with the placeholders ``ITEM`` for its subject and ``NUMBER`` for its LIMIT.

    :ivar items: IRIs that can be the subject; one empty string if the query has no subject.
    :ivar accept: the media type of the result.
    :ivar min_triples: the size of data below which the query is left out.
    """

    name: str
    title: str
    template: str
    items: tuple[str, ...] = ("",)
    accept: str = TABLE
    min_triples: int = 0

    def text(self, number: int) -> str:
        """Return the text of a variant."""
        item = self.items[number % len(self.items)]
        return _PREFIX_DECLARATIONS + self.template.replace("ITEM", item).replace("NUMBER", str(MIN_LIMIT + number))

    def path(self, endpoint: str, number: int) -> str:
        """Return the request target that sends a variant by GET."""
        return f"{endpoint}?query={quote(self.text(number), safe='')}"


def queries(data: DataFile) -> list[Query]:
    """Return the queries to measure on a data file."""
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
    candidates = [
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
        Query("feeds-named", "the named query for that: with names, stated links, and in order", _named_query()),
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
            # The subquery bounds the rows; the outer LIMIT only makes the text of each variant different.
            "SELECT ?thing ?class WHERE { { SELECT ?thing ?class WHERE { ?thing rdf:type ?class } LIMIT 100000 } } "
            "LIMIT NUMBER",
            min_triples=700_000,
        ),
        # The most expensive query is last: a server may continue it after the client has given up, which slows
        # down the next query.
        Query(
            "pairs-all",
            "all pairs of initiatives that share two outcomes or more",
            pairs.format(first="", second=""),
        ),
    ]
    return [query for query in candidates if data.triples >= query.min_triples]


def _named_query() -> str:
    """Return the named query *initiatives-feeding-multiple-outcomes* with its default parameters.

    The pattern for the label of the tier is removed, since the generated data has no such labels.
    """
    text = Catalogue.load(find_content().queries)["initiatives-feeding-multiple-outcomes"].text
    lines = [line.strip() for line in text.splitlines() if not line.startswith("#")]
    lines.remove("?tierConcept dsg:displayName ?tier .")
    return " ".join([*lines, "LIMIT NUMBER"])


RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c < ?f && ?f < ?i) }"
"""A query that no server finishes within any practical time."""
