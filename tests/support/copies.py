"""Generates larger valid data by copying the real data with new IRIs and names.

There are two modes. *Apart*: each copy is a separate strategy with its plan. *Together*: one strategy and one plan get
more initiatives, outcomes, measures, claims and evidence, about the same organisations and sources, so lists and hubs
grow too. The sizes that the plan states are adjusted in both modes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from strategy_graph.dataset.content import data_files, find_content, ontology_files, rule_files, shape_files
from strategy_graph.dataset.derivation import derive, read_rules, without_views
from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.load import read_graph
from strategy_graph.namespaces import GRAPH_DATA, GRAPH_ONTOLOGY, GRAPH_SHAPES, PREFIXES, TERMS, THINGS

XSD_INTEGER = NamedNode(PREFIXES["xsd"] + "integer")
NAMES = {
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dcterms"] + "title",
    PREFIXES["dcterms"] + "identifier",
    PREFIXES["dsg"] + "heading",
}
GROWING = {"initiative", "part", "outcome", "measure"}
ABOUT = {
    TERMS + name
    for name in (
        *("aboutInitiative", "listedInitiative", "aboutOutcome", "aboutMeasure"),
        *("alignedThing", "milestoneOf", "figureOf", "relationFrom"),
    )
}


def facts_and_shapes(copies: int, *, together: bool = False) -> tuple[list[Quad], list[Quad], list[Quad]]:
    """Return the asserted facts of the copies, the facts derived from them, and the project's shapes."""
    content, line_numbers = find_content(), LineNumbers()
    ontology = read_graph(ontology_files(content), GRAPH_ONTOLOGY, line_numbers)
    data = read_graph(data_files(content), GRAPH_DATA, line_numbers)
    shapes = read_graph(shape_files(content), GRAPH_SHAPES, line_numbers)
    asserted = [*ontology, *copied(data, copies, together=together)]
    derived = derive(read_rules(rule_files(content)), asserted).quads
    return asserted, without_views(derived), shapes


def copied(data: list[Quad], copies: int, *, together: bool = False) -> Iterator[Quad]:
    """Yield the copies of the data; the first is the unchanged data."""
    growing: set[Any] = _growing(data) if together else {quad.subject for quad in data if _is_copied(quad.subject)}
    tiers = _tiers(data)
    sizes = Counter(tiers.values())
    counted = {quad.subject for quad in data if quad.predicate.value in (TERMS + "countsTier", TERMS + "countsClass")}
    for quad in data:
        if together and quad.subject in counted and quad.predicate.value == TERMS + "value":
            yield Quad(quad.subject, quad.predicate, _times(quad.object, copies), quad.graph_name)
        else:
            yield quad
    for copy in range(1, copies):
        blank: dict[object, BlankNode] = {}
        for quad in data:
            subject, value = quad.subject, quad.object
            if subject in growing and isinstance(value, Literal):
                if quad.predicate.value in NAMES:
                    value = _name(value, copy)
                elif together and quad.predicate.value == TERMS + "order" and "/part/" not in str(subject):
                    value = _plus(value, copy * sizes.get(tiers.get(subject, ""), 1000))
            if subject in growing or value in growing:
                yield Quad(_again(subject, copy, growing, blank), quad.predicate, _again(value, copy, growing, blank))


def _is_copied(term: Any) -> bool:
    """Return whether a copy has its own of it: not of the dataset and its author."""
    return isinstance(term, BlankNode) or (
        term.value.startswith(THINGS) and not term.value.startswith(THINGS + "agent/")
    )


def _growing(data: list[Quad]) -> set[Any]:
    """Return the things that are copied in the mode *together*, without claims and evidence about single things."""
    named = {quad.subject for quad in data if isinstance(quad.subject, NamedNode)}
    grown: set[Any] = {thing for thing in named if thing.value.removeprefix(THINGS).split("/")[0] in GROWING}
    grown |= {quad.subject for quad in data if quad.predicate.value in ABOUT and quad.object in grown}
    for used in (TERMS + "hasEvidence", PREFIXES["oa"] + "hasSelector"):
        grown |= {quad.object for quad in data if quad.predicate.value == used and quad.subject in grown}
    return grown


def _tiers(data: list[Quad]) -> dict[object, str]:
    return {quad.subject: str(quad.object) for quad in data if quad.predicate.value == TERMS + "tier"}


def _again(term: Any, copy: int, growing: set[Any], blank: dict[object, BlankNode]) -> Any:
    if term in growing:
        if isinstance(term, BlankNode):
            return blank.setdefault(term, BlankNode())
        kind, slug = term.value.removeprefix(THINGS).split("/")
        return NamedNode(f"{THINGS}{kind}/c{copy}-{slug}" if kind != "plan" else f"{THINGS}{kind}/{copy + 3000}-01")
    return term


def _name(name: Literal, copy: int) -> Literal:
    # Digits are valid in te reo Māori text, but not every letter is. A measure's code is M and digits.
    if name.language:
        return Literal(f"{name.value} {copy}", language=name.language)
    return Literal(f"{name.value}0{copy:05}")


def _plus(number: Any, more: int) -> Literal:
    return Literal(str(int(number.value) + more), datatype=XSD_INTEGER)


def _times(number: Any, factor: int) -> Literal:
    return Literal(str(int(number.value) * factor), datatype=XSD_INTEGER)
