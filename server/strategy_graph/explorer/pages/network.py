"""The page ``/explore/network``: agencies, initiatives and outcomes, and what joins them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.addresses import focus_of
from strategy_graph.explorer.edges import Pair, edges_of
from strategy_graph.explorer.kinds import HEADINGS, WORDS
from strategy_graph.explorer.links import Outcome, named, read_outcomes
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.pictures import layers
from strategy_graph.explorer.pictures.boxes import Box
from strategy_graph.explorer.scope import read_scope
from strategy_graph.explorer.sentence import Sentence, plain_text
from strategy_graph.explorer.theme_marks import mark_of
from strategy_graph.named_queries.editions import EDITION
from strategy_graph.named_queries.resource_lookup import STRATEGY, parameter_value
from strategy_graph.named_queries.result_table import Cell, is_true
from strategy_graph.text import counted, listed, title_of

QUERY: Final = "network-of-initiatives"

MAX_INITIATIVES: Final = 60
"""Largest number of initiatives for which the network is asked and drawn: of more, nothing could be told apart."""

MAX_NODES: Final = 160
"""Largest number of things in the picture."""

COLUMNS: Final = ("organisation", "initiative", "outcome")
"""The kinds of thing, from left to right."""


@dataclass
class Node:
    """A thing of the network, with the things that it is joined with by kind."""

    kind: str
    name: Cell
    href: str
    around: dict[str, set[str]] = field(default_factory=dict)

    @property
    def word(self) -> str:
        return WORDS[self.kind]

    @property
    def row(self) -> str:
        return parameter_value(self.name.iri or "", self.kind)

    def number(self, kind: str) -> int:
        """Return with how many things of a kind it is joined."""
        return len(self.around.get(kind, ()))


@dataclass(frozen=True)
class NetworkPage:
    """What the page shows.

    :ivar nodes: the things by kind; where there are too many, the outcomes alone, to start from.
    :ivar links: the number of pairs that are joined; ``own_words`` those by a source's own words.
    :ivar initiatives: how many initiatives the plan has.
    :ivar drawing: the picture; ``None`` where there are too many things.
    """

    nodes: dict[str, list[Node]]
    edges: list[layers.Edge]
    groups: list[list[layers.Group]]
    initiatives: int
    own_words: int
    drawing: Markup | None
    too_large: bool

    @property
    def links(self) -> int:
        return len(self.edges)

    @property
    def sentence(self) -> Sentence:
        if self.too_large:
            return (
                f"{counted(self.initiatives, 'initiative')} are too many for one picture. "
                "Start from one thing and go on from there.",
            )
        if not self.edges:
            return ("With these filters nothing is joined.",)
        counts = listed([counted(len(self.nodes[kind]), WORDS[kind]) for kind in COLUMNS if self.nodes[kind]], "and")
        return (f"{counts} are joined by {counted(self.links, 'link')}, {self.own_words} in a source’s own words.",)


def read(queries: PageQueries, values: Mapping[str, str]) -> NetworkPage:
    """Ask the queries of the page."""
    _, outcomes = read_outcomes(queries)
    scope = {name: values.get(name, "") for name in (STRATEGY, EDITION)}
    plans = read_scope(queries, values).plans
    initiatives = sum(int(cell.text) for row in plans if (cell := row["initiatives"]))
    if initiatives > MAX_INITIATIVES:
        starts = [
            Node("outcome", each.name, focus_of("outcome", each.name.iri, queries.root, **scope) or "")
            for each in outcomes.values()
        ]
        return NetworkPage({"outcome": starts}, [], [], initiatives, 0, None, too_large=True)
    found: dict[str, Node] = {}
    links: list[tuple[Pair, str, bool]] = []
    for row in queries.ask(QUERY).rows:
        name = named(row, "initiative", "name")
        one = _node(found, "initiative", name, queries.root, scope)
        kind = row["kind"].text if row["kind"] else ""
        if not row["other"] or kind not in COLUMNS:
            continue
        other = _node(found, kind, named(row, "other", "otherName"), queries.root, scope)
        left, right = (one, other) if kind == "outcome" else (other, one)
        pair = (left.name.iri or "", right.name.iri or "")
        links.append((pair, row["linkName"].text if row["linkName"] else "", is_true(row["ownWords"])))
        one.around.setdefault(kind, set()).add(other.name.iri or "")
        other.around.setdefault("initiative", set()).add(name.iri or "")
    nodes = {kind: [node for node in found.values() if node.kind == kind] for kind in COLUMNS}
    edges = edges_of(links, {iri: node.name.text for iri, node in found.items()})
    groups = [
        [layers.Group(kind, HEADINGS[kind], [_box(each, outcomes.get(each.name.iri or "")) for each in nodes[kind]])]
        for kind in COLUMNS
    ]
    too_large = len(found) > MAX_NODES
    own_words = sum(edge.own_words for edge in edges)
    page = NetworkPage(nodes, edges, groups, len(nodes["initiative"]), own_words, None, too_large)
    return page if too_large or not edges else _drawn(page)


def draw(page: NetworkPage) -> Markup:
    """Return the picture as an SVG file."""
    groups = [] if page.too_large else page.groups
    return layers.draw(plain_text(page.sentence), groups, page.edges, between=150, file=True)


def _drawn(page: NetworkPage) -> NetworkPage:
    drawing = layers.draw(
        "Agencies, initiatives and outcomes",
        page.groups,
        page.edges,
        between=150,
        description=plain_text(page.sentence),
        class_="layers network",
    )
    return NetworkPage(page.nodes, page.edges, page.groups, page.initiatives, page.own_words, drawing, too_large=False)


def _node(found: dict[str, Node], kind: str, name: Cell, root: str, scope: Mapping[str, str]) -> Node:
    iri = name.iri or ""
    if iri not in found:
        found[iri] = Node(kind, name, focus_of(kind, iri, root, **scope) or "")
    return found[iri]


def _box(node: Node, outcome: Outcome | None) -> Box:
    series, letter = mark_of(outcome)
    return Box(
        key=node.name.iri or "",
        text=node.name.text,
        href=node.href or None,
        row=node.row,
        language=node.name.language,
        title=f"{title_of(node.word)}: {node.name.text}",
        series=series,
        letter=letter,
    )


PAGE: Final = Page(
    name="network",
    title="Who and what is joined: the network",
    answers="All agencies, initiatives and outcomes, with the links between them; each leads to what is around it.",
    query=QUERY,
    filters=("basis", "prospective"),
    read=read,
    draw=draw,
)
