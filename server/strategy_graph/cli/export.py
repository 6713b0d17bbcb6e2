"""The command ``export``: writes the content as a workbook that ``import`` reads, or its claims as RDF 1.2 reifiers."""

from __future__ import annotations

from pathlib import Path

import click
from pyoxigraph import RdfFormat, Triple, serialize

from strategy_graph.cli.options import content_option
from strategy_graph.cli.streams import say
from strategy_graph.dataset import assemble, find_content
from strategy_graph.dataset.content import Content
from strategy_graph.dataset.load import load_content
from strategy_graph.dataset.reifiers import reifiers
from strategy_graph.errors import StrategyGraphError, unwritable
from strategy_graph.namespaces import GRAPH_DATA, GRAPH_DERIVED, GRAPH_ONTOLOGY, THINGS
from strategy_graph.text import counted
from strategy_graph.workbook.from_graph import from_graph
from strategy_graph.workbook.references import Index
from strategy_graph.workbook.write import write_workbook


@click.command()
@click.option("--workbook", type=click.Path(path_type=Path), help="The workbook (.xlsx) to write.")
@click.option(
    "--reifiers", "reifiers_file", type=click.Path(path_type=Path), help="The file (.nt) for the claims as reifiers."
)
@content_option
def export(workbook: Path | None, reifiers_file: Path | None, root: Path | None) -> None:
    """Write the authored facts as a workbook, or the claims as reifiers of their links (RDF 1.2).

    Importing the workbook into an empty folder with the same base gives the same graph. What no column can hold stands
    in the sheet "Other triples". The reifiers are N-Triples 1.2, to load beside the graph.
    """
    if workbook is None and reifiers_file is None:
        raise StrategyGraphError("there is nothing to write", hint="Give --workbook FILE.xlsx or --reifiers FILE.nt")
    content = find_content(root)
    if reifiers_file is not None:
        _write_reifiers(content, reifiers_file)
    if workbook is not None:
        _write_workbook(content, workbook)


def _write_reifiers(content: Content, file: Path) -> None:
    triples = reifiers(assemble(content).of(GRAPH_DERIVED))
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert text is not None
    try:
        file.write_bytes(text)
    except OSError as error:
        raise unwritable(str(file), error) from error
    say(f"written  {file}")
    say(f"holds    {counted(len(triples), 'reifier')}")


def _write_workbook(content: Content, workbook: Path) -> None:
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
