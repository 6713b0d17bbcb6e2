"""From the content folders to the finished graph and the report on it, all in memory."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad

from strategy_graph.dataset.content import Content, data_files, ontology_files, query_files, rule_files, shape_files
from strategy_graph.dataset.derivation import derive, read_rules
from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.load import load_content, nothing_to_load, read_graph
from strategy_graph.dataset.query_descriptions import describe_queries
from strategy_graph.dataset.rdf_files.discovery import Found, Skipped
from strategy_graph.dataset.rdflib_terms import to_graph
from strategy_graph.dataset.validation.report import ValidationReport
from strategy_graph.dataset.validation.validate import targets_of, validate
from strategy_graph.dataset.void_description import describe
from strategy_graph.namespaces import (
    GRAPH_DATA,
    GRAPH_DERIVED,
    GRAPH_META,
    GRAPH_ONTOLOGY,
    GRAPH_QUERIES,
    GRAPH_SHAPES,
    PREFIXES,
    TERMS,
)

Progress = Callable[[str], None]
"""Told, before each step, what that step is: "validating"."""

_SLUG = re.compile(r"[\w-]+", re.ASCII)
_PLAN = NamedNode(TERMS + "ActionPlan")
_PERIOD = NamedNode(TERMS + "periodLabel")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def silent(_step: str) -> None:
    """The progress that nobody watches."""


@dataclass(frozen=True)
class Graphs:
    """The graph by named graph, the rules' part in it, and where its subjects are written.

    :ivar data_graph: the name of the graph of authored facts.
    :ivar prefixes: what the files declare, those of the shapes before those of the data.
    :ivar foreign: the data is a user's own: the ontology is there to be read, and only the data is judged.
    :ivar skipped: what was left out of a user's own data and shapes.
    """

    quads: dict[str, list[Quad]]
    data_graph: str
    line_numbers: LineNumbers
    derived_by_rule: dict[str, int]
    prefixes: dict[str, str]
    foreign: bool = False
    skipped: tuple[Skipped, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Triples by graph."""
        return {name: len(quads) for name, quads in sorted(self.quads.items())}

    def of(self, *names: str) -> list[Quad]:
        """The quads of some of the graphs."""
        return [quad for name in names for quad in self.quads[name]]

    def all(self) -> list[Quad]:
        """The quads of all graphs."""
        return self.of(*self.quads)

    def facts(self) -> list[Quad]:
        """The quads that are validated, together, as one graph: ontology, authored and derived facts.

        Named queries and description are made by this program from checked files, and say nothing of the strategy.
        """
        return self.of(GRAPH_ONTOLOGY, self.data_graph, GRAPH_DERIVED)

    def any_target(self) -> bool:
        """Whether the shapes say anything about the data."""
        graph, shapes, ontology = (to_graph(self.of(name)) for name in (self.data_graph, GRAPH_SHAPES, GRAPH_ONTOLOGY))
        return targets_of(graph, shapes, ontology)

    def validate(self) -> ValidationReport:
        """The report on the facts of all graphs together, or on those of a user."""
        background = set[object]()
        if self.foreign:
            background = {quad.subject for quad in self.quads[GRAPH_ONTOLOGY]}
            background -= {quad.subject for quad in self.quads[self.data_graph]}
        return validate(self.facts(), self.quads[GRAPH_SHAPES], self.line_numbers, self.prefixes, background)

    @property
    def judged(self) -> int:
        """Triples that the report is about."""
        return len(self.quads[self.data_graph] if self.foreign else self.facts())


def assemble(content: Content, progress: Progress = silent) -> Graphs:
    """The content with everything derived and the description of the whole.

    :raises StrategyGraphError: a file or a rule is broken.
    """
    progress("reading the ontology, the data and the shapes")
    loaded = load_content(content)
    return _finish(content, loaded.graphs, loaded.line_numbers, loaded.shape_line_numbers, progress)


def assemble_with(
    content: Content,
    data: Found,
    *,
    shapes: Found | None = None,
    beside_ours: bool = False,
    progress: Progress = silent,
) -> Graphs:
    """A user's own data with our ontology, rules and shapes.

    :param shapes: shapes of the user's own, instead of ours.
    :param beside_ours: our data are there too, as when the user's add to them.
    :raises StrategyGraphError: a file or a rule is broken, or there is no triple in the data.
    """
    progress(f"reading {data.path}")
    line_numbers, shape_line_numbers = LineNumbers(), LineNumbers()
    shapes = shapes or shape_files(content)
    theirs = read_graph(data, GRAPH_DATA, line_numbers, resolve=True)
    if not theirs:
        raise nothing_to_load(data)
    ours = read_graph(data_files(content), GRAPH_DATA, line_numbers) if beside_ours else []
    graphs = {
        GRAPH_ONTOLOGY: read_graph(ontology_files(content), GRAPH_ONTOLOGY, line_numbers),
        GRAPH_DATA: list(dict.fromkeys([*theirs, *ours])),
        GRAPH_SHAPES: read_graph(shapes, GRAPH_SHAPES, shape_line_numbers, resolve=True),
    }
    graphs_read = _finish(content, graphs, line_numbers, shape_line_numbers, progress)
    skipped = (*data.skipped, *shapes.skipped)
    return replace(graphs_read, foreign=data.path != content.data, skipped=skipped)


def _finish(
    content: Content,
    graphs: dict[str, list[Quad]],
    line_numbers: LineNumbers,
    shape_line_numbers: LineNumbers,
    progress: Progress,
) -> Graphs:
    progress("applying the derivation rules")
    derivation = derive(read_rules(rule_files(content)), [*graphs[GRAPH_ONTOLOGY], *graphs[GRAPH_DATA]])
    graphs[GRAPH_DERIVED] = derivation.quads
    data_graph = _name_of_data(graphs[GRAPH_DATA])
    if data_graph != GRAPH_DATA:
        name = NamedNode(data_graph)
        graphs[data_graph] = [Quad(quad.subject, quad.predicate, quad.object, name) for quad in graphs.pop(GRAPH_DATA)]
    if files := query_files(content):
        graphs[GRAPH_QUERIES] = describe_queries(files)
    graphs[GRAPH_META] = describe({name: len(quads) for name, quads in graphs.items()}, data_graph)
    declared = [*line_numbers.prefixes.values(), *shape_line_numbers.prefixes.values()]
    prefixes = {prefix: iri for one in declared for prefix, iri in one.items()}
    return Graphs(graphs, data_graph, line_numbers, derivation.by_rule, prefixes)


def _name_of_data(quads: list[Quad]) -> str:
    """The graph that the authored facts belong in: that of the edition, if they describe exactly one."""
    plans = {quad.subject for quad in quads if quad.predicate == _TYPE and quad.object == _PLAN}
    periods = {
        quad.object.value
        for quad in quads
        if quad.predicate == _PERIOD and quad.subject in plans and isinstance(quad.object, Literal)
    }
    period = periods.pop() if len(plans) == len(periods) == 1 else ""
    return f"{GRAPH_DATA}/{period}" if _SLUG.fullmatch(period) else GRAPH_DATA
