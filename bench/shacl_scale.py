"""How long validation takes as the graph grows, beside pySHACL on RDFLib's own graphs, and whether the reports agree.

    python -m bench.shacl_scale                                      # 10 k, 26 k and 100 k triples
    python -m bench.shacl_scale --copies 12 122 --beside nothing     # 1 M triples
    python -m bench.shacl_scale --together --copies 1 4 16           # one plan that grows, instead of many
    python -m bench.shacl_scale --together --copies 16 64 --beside prepared

Times are processor seconds of one run in a fresh process, so that a busy machine does not change them. "Growth" is the
exponent from the row above: 1 is linear, 2 quadratic. With ``prepared``, pySHACL too parses each query only once. The
data are copies of our own (tests/support/copies.py).
"""

from __future__ import annotations

import argparse
import math
import resource
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from pyoxigraph import Quad
from rdflib import RDF, SH, Graph

from strategy_graph.dataset.rdflib_terms import to_graph
from strategy_graph.dataset.validation.rdflib_graph import QueryCachingGraph
from strategy_graph.dataset.validation.report import ValidationReport
from strategy_graph.dataset.validation.validate import validate, validate_graphs
from tests.support.copies import facts_and_shapes


@dataclass(frozen=True)
class Run:
    """One size: processor seconds, elapsed seconds and peak memory in MB."""

    triples: int
    rules: float
    ours: float
    elapsed: float
    memory: int
    findings: int
    reference: float | None = None
    same: bool | None = None


def measure(copies: int, together: bool, beside: str) -> Run:
    before = time.process_time()
    asserted, derived, shapes = facts_and_shapes(copies, together=together)
    rules = time.process_time() - before
    facts = [*asserted, *derived]

    started, before = time.perf_counter(), time.process_time()
    report = validate(facts, shapes)
    ours, elapsed = time.process_time() - before, time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    assert report.valid, report.findings[:5]
    run = Run(len(facts), rules, ours, elapsed, memory, len(report.findings))
    if beside == "nothing":
        return run

    make = QueryCachingGraph if beside == "prepared" else Graph
    before = time.process_time()
    reference = validate_graphs(in_rdflib(facts, make()), in_rdflib(shapes, make()))
    spent = time.process_time() - before
    same = report.findings == reference.findings and results(report) == results(reference)
    return Run(run.triples, rules, ours, elapsed, memory, run.findings, spent, same)


def in_rdflib(quads: list[Quad], graph: Graph) -> Graph:
    """The quads in a graph in RDFLib's own store."""
    ours = to_graph(quads)
    for prefix, namespace in ours.namespaces():
        graph.bind(prefix, namespace)
    for triple in ours:
        graph.add(triple)
    return graph


def results(report: ValidationReport) -> Counter[object]:
    """What the report says of each result, by predicate and value."""
    graph = report.graph
    top = next(graph.subjects(RDF.type, SH.ValidationReport))
    return Counter(frozenset(graph.predicate_objects(result)) for result in graph.objects(top, SH.result))


def growth(runs: list[Run], seconds: list[float | None]) -> list[str]:
    texts = ["" for _ in runs]
    for place in range(1, len(runs)):
        a, b = seconds[place - 1], seconds[place]
        if a and b:
            texts[place] = f"{math.log(b / a) / math.log(runs[place].triples / runs[place - 1].triples):.2f}"
    return texts


def table(runs: list[Run]) -> str:
    ours = growth(runs, [run.ours for run in runs])
    theirs = growth(runs, [run.reference for run in runs])
    lines = [
        "| triples | rules, s | validation, s | growth | elapsed, s | memory, MB | findings "
        "| pySHACL alone, s | growth | times | same report |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for place, run in enumerate(runs):
        cells = [f"{run.triples:,}".replace(",", " "), f"{run.rules:.1f}", f"{run.ours:.1f}", ours[place]]
        cells += [f"{run.elapsed:.1f}", str(run.memory), str(run.findings)]
        if run.reference is None:
            cells += ["", "", "", ""]
        else:
            cells += [f"{run.reference:.1f}", theirs[place], f"{run.reference / run.ours:.1f}"]
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
    print(table(runs))


if __name__ == "__main__":
    main()
