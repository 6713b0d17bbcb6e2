"""Assembles the dataset in memory: asserted and derived triples, named queries and description; and validates it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from strategy_graph.dataset.blank_node_names import names_of_blank_nodes, with_names
from strategy_graph.dataset.content import Content, data_files, ontology_files, query_files, rule_files, shape_files
from strategy_graph.dataset.derivation import derive, read_rules, without_views
from strategy_graph.dataset.edition_graphs import divide_by_edition
from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.load import load_content, nothing_to_load, read_graph
from strategy_graph.dataset.manifest import Manifest
from strategy_graph.dataset.query_descriptions import describe_queries
from strategy_graph.dataset.rdf_files.discovery import Found, Skipped
from strategy_graph.dataset.validation.report import ValidationReport
from strategy_graph.dataset.void_description import describe, described_dataset, publication
from strategy_graph.namespaces import (
    BASE,
    GRAPH_DATA,
    GRAPH_DERIVED,
    GRAPH_META,
    GRAPH_ONTOLOGY,
    GRAPH_QUERIES,
    GRAPH_SHAPES,
    ONTOLOGY,
)

if TYPE_CHECKING:
    from strategy_graph.dataset.validation.checked_shapes import CheckedShape

Progress = Callable[[str], None]
"""A callback that gets the description of each step before it begins, such as "validating"."""


def no_progress(_step: str) -> None:
    """Ignore the progress."""


@dataclass(frozen=True)
class Graphs:
    """The dataset by named graph, the number of derived triples by rule, and the line numbers of the subjects.

    :ivar data_graphs: the names of the graphs of authored facts, of which each edition of a plan has one.
    :ivar prefixes: the prefixes that the files declare; those of the shapes take precedence over those of the data.
    :ivar about_dataset: the authored quads that the description of the dataset states, and that are in its graph alone.
    :ivar user_data: the data is a user's own: only the data is validated, the ontology is background knowledge.
    :ivar skipped: files left out of a user's own data and shapes.
    """

    quads: dict[str, list[Quad]]
    data_graphs: tuple[str, ...]
    line_numbers: LineNumbers
    derived_by_rule: dict[str, int]
    prefixes: dict[str, str]
    about_dataset: tuple[Quad, ...] = ()
    user_data: bool = False
    skipped: tuple[Skipped, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """The number of triples by graph."""
        return {name: len(quads) for name, quads in sorted(self.quads.items())}

    def of(self, *names: str) -> list[Quad]:
        """Return the quads of the named graphs."""
        return [quad for name in names for quad in self.quads[name]]

    def all(self) -> list[Quad]:
        """Return the quads of all graphs."""
        return self.of(*self.quads)

    def facts(self) -> list[Quad]:
        """Return the quads that are validated as one graph: ontology, authored and derived facts.

        Named queries and the description are generated from checked files and are not validated, nor are the names and
        links derived for display (:data:`strategy_graph.dataset.derivation.VIEWS`).
        """
        return [*self.of(GRAPH_ONTOLOGY), *self.authored(), *without_views(self.quads[GRAPH_DERIVED])]

    def authored(self) -> list[Quad]:
        """Return the quads of the authored facts, also those that are in the graph of the description."""
        return [*self.of(*self.data_graphs), *self.about_dataset]

    def any_target(self) -> bool:
        """Return whether any shape targets a node of the data."""
        # Here and below, since a service starts in half the time without RDFLib and pySHACL.
        from strategy_graph.dataset.rdflib_terms import to_graph
        from strategy_graph.dataset.validation.validate import targets_of

        graph, shapes, ontology = (
            to_graph(quads) for quads in (self.authored(), self.of(GRAPH_SHAPES), self.of(GRAPH_ONTOLOGY))
        )
        return targets_of(graph, shapes, ontology)

    def validate(self) -> ValidationReport:
        """Validate the facts of all graphs as one graph; of a user's own data, only the user's facts."""
        from strategy_graph.dataset.validation.validate import validate

        excluded_focus_nodes = set[object]()
        if self.user_data:
            excluded_focus_nodes = {quad.subject for quad in self.quads[GRAPH_ONTOLOGY]}
            excluded_focus_nodes -= {quad.subject for quad in self.authored()}
        return validate(self.facts(), self.quads[GRAPH_SHAPES], self.line_numbers, self.prefixes, excluded_focus_nodes)

    def checked_shapes(self) -> list[CheckedShape]:
        """Return the shapes with the number of nodes that each was checked on."""
        from strategy_graph.dataset.rdflib_terms import to_graph
        from strategy_graph.dataset.validation.checked_shapes import checked_shapes

        return checked_shapes(to_graph(self.facts(), self.prefixes), to_graph(self.of(GRAPH_SHAPES), self.prefixes))

    @property
    def validated_triples(self) -> int:
        """The number of triples that are validated."""
        return len(self.authored() if self.user_data else self.facts())


def assemble(content: Content, progress: Progress = no_progress) -> Graphs:
    """Return the content with the derived triples, the named queries and the description of the dataset.

    :raises StrategyGraphError: a file or a rule is broken.
    """
    progress("reading the ontology, the data and the shapes")
    loaded = load_content(content)
    return _finish(
        content,
        content.manifest,
        loaded.graphs,
        loaded.line_numbers,
        loaded.shape_line_numbers,
        progress,
        for_release=True,
    )


def assemble_with(
    content: Content,
    data: Found,
    *,
    shapes: Found | None = None,
    with_our_data: bool = False,
    progress: Progress = no_progress,
) -> Graphs:
    """Return a user's own data with the project's ontology, rules and shapes, to be validated.

    They make no release: their blank nodes stay, and nothing describes the dataset.

    :param shapes: the shapes to check against; by default those of the core.
    :param with_our_data: add the project's data, for data that extend them.
    :raises StrategyGraphError: a file or a rule is broken, or there is no triple in the data.
    """
    progress(f"reading {data.path}")
    line_numbers, shape_line_numbers = LineNumbers(), LineNumbers()
    shapes = shapes or shape_files(content, core_only=not with_our_data)
    theirs = read_graph(data, GRAPH_DATA, line_numbers, resolve=True)
    if not theirs:
        raise nothing_to_load(data)
    ours = read_graph(data_files(content), GRAPH_DATA, line_numbers) if with_our_data else []
    graphs = {
        GRAPH_ONTOLOGY: read_graph(ontology_files(content), GRAPH_ONTOLOGY, line_numbers),
        GRAPH_DATA: list(dict.fromkeys([*theirs, *ours])),
        GRAPH_SHAPES: read_graph(shapes, GRAPH_SHAPES, shape_line_numbers, resolve=True),
    }
    manifest = content.manifest if with_our_data else Manifest()
    graphs_read = _finish(content, manifest, graphs, line_numbers, shape_line_numbers, progress)
    skipped = (*data.skipped, *shapes.skipped)
    return replace(graphs_read, user_data=data.path != content.data, skipped=skipped)


def _finish(
    content: Content,
    manifest: Manifest,
    graphs: dict[str, list[Quad]],
    line_numbers: LineNumbers,
    shape_line_numbers: LineNumbers,
    progress: Progress,
    *,
    for_release: bool = False,
) -> Graphs:
    progress("applying the derivation rules")
    derivation = derive(read_rules(rule_files(content)), [*graphs[GRAPH_ONTOLOGY], *graphs[GRAPH_DATA]])
    graphs[GRAPH_DERIVED] = derivation.quads
    asserted = graphs.pop(GRAPH_DATA)
    dataset = described_dataset(asserted)
    restated = set(publication(dataset, manifest))
    by_edition = divide_by_edition([quad for quad in asserted if quad.triple not in restated], derivation.quads)
    graphs |= by_edition
    data_graphs = tuple(sorted(by_edition))
    if for_release:
        _name_blank_nodes(graphs, data_graphs, manifest, dataset, line_numbers)
    if files := query_files(content):
        graphs[GRAPH_QUERIES] = describe_queries(files)
    if for_release:
        graphs[GRAPH_META] = describe(graphs, data_graphs, manifest, dataset)
    about_dataset = tuple(quad for quad in asserted if quad.triple in restated)
    declared = [*line_numbers.prefixes.values(), *shape_line_numbers.prefixes.values()]
    prefixes = {prefix: iri for one in declared for prefix, iri in one.items()}
    return Graphs(graphs, data_graphs, line_numbers, derivation.by_rule, prefixes, about_dataset)


def _name_blank_nodes(
    graphs: dict[str, list[Quad]],
    data_graphs: tuple[str, ...],
    manifest: Manifest,
    dataset: NamedNode,
    line_numbers: LineNumbers,
) -> None:
    """Give IRIs to the blank nodes of all graphs but the shapes, which are in no default view."""
    documents = {GRAPH_ONTOLOGY: ONTOLOGY, **dict.fromkeys(data_graphs, dataset.value)}
    # Without a base of the content, whatever it describes is taken for its own.
    bases = (BASE, manifest.base)
    authored = [quad for name in documents for quad in graphs[name]]
    names = names_of_blank_nodes(authored, documents=documents, own=lambda iri: iri.startswith(bases))
    line_numbers.rename(names)
    for name in (*documents, GRAPH_DERIVED):
        graphs[name] = with_names(graphs[name], names)
