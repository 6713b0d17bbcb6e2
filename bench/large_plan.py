"""A made plan with as many initiatives as one likes, and the store of a content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store

from strategy_graph.dataset import Content, assemble
from strategy_graph.namespaces import GRAPH_SHAPES
from strategy_graph.workbook.importing import import_file
from strategy_graph.workbook.read import read_workbook
from tests.support.plan_tables import large_plan_tables, save_tables


@contextmanager
def large_plan(initiatives: int) -> Iterator[Content]:
    """Yield the content of a plan that is the tests' own: about six things for each initiative."""
    with TemporaryDirectory() as folder:
        workbook = save_tables(large_plan_tables(initiatives), Path(folder, "plan.xlsx"))
        plan = Path(folder, "plan")
        import_file(workbook, plan, read_workbook, "workbook", "https://harbour.example.org/id/")
        yield Content(plan)


def store_of(content: Content) -> tuple[Store, list[NamedNode | BlankNode | DefaultGraph]]:
    """Return a store of a content in memory, and the graphs that make up the default graph of queries."""
    store = Store()
    store.bulk_extend(assemble(content).all())
    return store, [name for name in store.named_graphs() if name.value != GRAPH_SHAPES]
