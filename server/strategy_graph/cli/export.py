"""The command ``export``: writes the content as a workbook that ``import`` reads."""

from __future__ import annotations

from pathlib import Path

import click
from pyoxigraph import Triple

from strategy_graph.cli.options import content_option
from strategy_graph.cli.streams import say
from strategy_graph.dataset import find_content
from strategy_graph.dataset.load import load_content
from strategy_graph.namespaces import GRAPH_DATA, GRAPH_ONTOLOGY, THINGS
from strategy_graph.text import counted
from strategy_graph.workbook.from_graph import from_graph
from strategy_graph.workbook.references import Index
from strategy_graph.workbook.write import write_workbook


@click.command()
@click.option("--workbook", type=click.Path(path_type=Path), required=True, help="The workbook (.xlsx) to write.")
@content_option
def export(workbook: Path, root: Path | None) -> None:
    """Write the authored facts as a workbook.

    Importing it into an empty folder with the same base gives the same graph. What no column can hold stands in the
    sheet "Other triples".
    """
    content = find_content(root)
    manifest = content.manifest
    graphs = load_content(content).graphs
    index = Index(manifest.base or THINGS)
    index.add_graph(graphs[GRAPH_ONTOLOGY])
    index.add_graph(graphs[GRAPH_DATA])
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in graphs[GRAPH_DATA]]
    tables = from_graph(triples, index)
    write_workbook(workbook, tables, index, manifest.languages or ("en",))
    say(f"written  {workbook}")
    say(f"holds    {counted(len(tables.records), 'row')} for {counted(len(triples), 'triple')}")
    if tables.others:
        say(f"note: {counted(len(tables.others), 'triple')} in the sheet Other triples", err=True)
