"""Measures how the time of validation grows with the graph, and compares time and reports with plain pySHACL.

    python -m bench.shacl_scale                                      # 10 k, 26 k and 100 k triples
    python -m bench.shacl_scale --copies 12 122 --beside nothing     # 1 M triples
    python -m bench.shacl_scale --together --copies 1 4 16           # one plan that grows, instead of many
    python -m bench.shacl_scale --together --copies 16 64 --beside prepared

Times are processor seconds of one run in a new process, so that other load on the machine has little effect. "Growth"
is the exponent relative to the row above: 1 is linear, 2 quadratic. With ``--beside prepared``, pySHACL also parses
each query only once. The data consists of copies of the project's data (tests/support/copies.py).
"""

from __future__ import annotations

import argparse
import math
import resource
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context

from pyoxigraph import Quad
from rdflib import RDF, SH, Graph

from strategy_graph.dataset.rdflib_terms import to_graph
from strategy_graph.dataset.validation.rdflib_graph import QueryCachingGraph
from strategy_graph.dataset.validation.report import ValidationReport
from strategy_graph.dataset.validation.validate import validate, validate_graphs
from tests.support.copies import facts_and_shapes


@dataclass(frozen=True)
class Measurement:
    """The measurements at one size.

    :ivar rules: processor seconds to make the data and apply the derivation rules.
    :ivar validation: processor seconds of the validation.
    :ivar elapsed: wall-clock seconds of the validation.
    :ivar memory: peak memory in MB.
    :ivar findings: number of findings in the report.
    :ivar reference: processor seconds of pySHACL alone.
    :ivar same: the two reports are equal.
    """

    triples: int
    rules: float
    validation: float
    elapsed: float
    memory: int
    findings: int
    reference: float | None = None
    same: bool | None = None


def measure(copies: int, together: bool, compare_with: str) -> Measurement:
    """Validate a number of copies, and compare with pySHACL unless ``compare_with`` is ``nothing``."""
    before = time.process_time()
    asserted, derived, shapes = facts_and_shapes(copies, together=together)
    rules = time.process_time() - before
    facts = [*asserted, *derived]

    started, before = time.perf_counter(), time.process_time()
    report = validate(facts, shapes)
    validation, elapsed = time.process_time() - before, time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    assert report.valid, report.findings[:5]
    measurement = Measurement(len(facts), rules, validation, elapsed, memory, len(report.findings))
    if compare_with == "nothing":
        return measurement

    graph_class = QueryCachingGraph if compare_with == "prepared" else Graph
    before = time.process_time()
    reference = validate_graphs(to_rdflib_store(facts, graph_class()), to_rdflib_store(shapes, graph_class()))
    reference_seconds = time.process_time() - before
    same = report.findings == reference.findings and count_results(report) == count_results(reference)
    return replace(measurement, reference=reference_seconds, same=same)


def to_rdflib_store(quads: list[Quad], graph: Graph) -> Graph:
    """Add the triples of the quads to a graph that uses RDFLib's own store, and return it."""
    source = to_graph(quads)
    for prefix, namespace in source.namespaces():
        graph.bind(prefix, namespace)
    for triple in source:
        graph.add(triple)
    return graph


def count_results(report: ValidationReport) -> Counter[object]:
    """Count the results of a report; a result is identified by its predicates and values."""
    graph = report.graph
    root = next(graph.subjects(RDF.type, SH.ValidationReport))
    return Counter(frozenset(graph.predicate_objects(result)) for result in graph.objects(root, SH.result))


def growth_exponents(runs: list[Measurement], seconds: list[float | None]) -> list[str]:
    """Return the growth exponent of each row relative to the row before, as text."""
    exponents = ["" for _ in runs]
    for index in range(1, len(runs)):
        before, after = seconds[index - 1], seconds[index]
        if before and after:
            exponents[index] = (
                f"{math.log(after / before) / math.log(runs[index].triples / runs[index - 1].triples):.2f}"
            )
    return exponents


def format_table(runs: list[Measurement]) -> str:
    """Format the measurements as a Markdown table."""
    growth = growth_exponents(runs, [run.validation for run in runs])
    reference_growth = growth_exponents(runs, [run.reference for run in runs])
    lines = [
        "| triples | rules, s | validation, s | growth | elapsed, s | memory, MB | findings "
        "| pySHACL alone, s | growth | times | same report |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for index, run in enumerate(runs):
        cells = [f"{run.triples:,}".replace(",", " "), f"{run.rules:.1f}", f"{run.validation:.1f}", growth[index]]
        cells += [f"{run.elapsed:.1f}", str(run.memory), str(run.findings)]
        if run.reference is None:
            cells += ["", "", "", ""]
        else:
            cells += [f"{run.reference:.1f}", reference_growth[index], f"{run.reference / run.validation:.1f}"]
            cells += ["yes" if run.same else "NO"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure validation at several sizes.")
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 3, 12])
    parser.add_argument("--together", action="store_true", help="one plan that grows")
    parser.add_argument("--beside", choices=["pyshacl", "prepared", "nothing"], default="pyshacl")
    arguments = parser.parse_args()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        runs = [
            pool.submit(measure, copies, arguments.together, arguments.beside).result() for copies in arguments.copies
        ]
    print(format_table(runs))


if __name__ == "__main__":
    main()
