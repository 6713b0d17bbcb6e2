"""Compares the contributions in the data with the resolved codings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import RDF, Graph, Namespace
from rdflib.term import Node

from strategy_graph.dataset.coding.codings import Cell, Code, read_coding, resolve
from strategy_graph.dataset.content import Content, data_files
from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.load import read_graph
from strategy_graph.dataset.rdflib_terms import to_graph
from strategy_graph.namespaces import GRAPH_DATA, PREFIXES, TERMS
from strategy_graph.text import last_segment

DSG = Namespace(TERMS)
OA = Namespace(PREFIXES["oa"])


@dataclass(frozen=True)
class Difference:
    """A difference between a contribution in the data and the resolved codings.

    :ivar where: ``file:line`` of the claim, if there is one.
    """

    claim: str
    message: str
    where: str | None = None


@dataclass(frozen=True)
class Comparison:
    """Both codings, their resolutions, and the differences between the data and the result."""

    first: Mapping[Cell, Code]
    second: Mapping[Cell, Code]
    resolutions: Mapping[Cell, Code]
    initiatives: tuple[str, ...]
    outcomes: tuple[str, ...]
    differences: tuple[Difference, ...]


def compare_with_codings(content: Content) -> Comparison:
    """Compare the data with the codings in ``data/coding/``.

    :raises CodingError: a coding cannot be read, or a disagreement is not resolved.
    :raises RdfSyntaxError: a file of the data cannot be read.
    """
    folder = content.data / "coding"
    names = ("coding-1.csv", "coding-2.csv", "resolutions.csv")
    first, second, resolutions = (read_coding(folder / name) for name in names)
    line_numbers = LineNumbers()
    graph = to_graph(read_graph(data_files(content), GRAPH_DATA, line_numbers))
    return Comparison(
        first,
        second,
        resolutions,
        initiatives=_members(graph, DSG.Initiative),
        outcomes=_members(graph, DSG.Outcome),
        differences=tuple(_differences(graph, line_numbers, resolve(first, second, resolutions))),
    )


def _members(graph: Graph, cls: Node) -> tuple[str, ...]:
    return tuple(sorted(last_segment(str(node)) for node in graph.subjects(RDF.type, cls)))


def _differences(graph: Graph, line_numbers: LineNumbers, resolved: Mapping[Cell, Code]) -> Iterator[Difference]:
    seen: set[Cell] = set()
    for claim in sorted(graph.subjects(RDF.type, DSG.Contribution), key=str):
        initiative, outcome, basis, strength = (
            last_segment(str(graph.value(claim, term) or ""))
            for term in (DSG.aboutInitiative, DSG.aboutOutcome, DSG.basis, DSG.strength)
        )
        seen.add((initiative, outcome))
        code = resolved.get((initiative, outcome))
        where, name = line_numbers.where(str(claim)), last_segment(str(claim))
        if code is None:
            yield Difference(name, "the codings have no such link: remove it", where)
        elif (basis, strength) != (code.code, code.strength):
            coded = f"{code.code} {code.strength}".strip()
            yield Difference(name, f"it is {basis} {strength}".rstrip() + f", and the codings say {coded}", where)
        elif code.phrase not in _phrases(graph, claim):
            yield Difference(name, f"it does not quote “{code.phrase}”, on which its code rests", where)
    for initiative, outcome in sorted(set(resolved) - seen):
        yield Difference(f"{initiative} and {outcome}", "the codings have this link, and the data do not")


def _phrases(graph: Graph, claim: Node) -> set[str]:
    return {
        str(phrase)
        for evidence in graph.objects(claim, DSG.hasEvidence)
        for selector in graph.objects(evidence, OA.hasSelector)
        for phrase in graph.objects(selector, OA.exact)
    }
