"""The command ``new``: starts a content folder, or a workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from strategy_graph.cli.streams import say
from strategy_graph.dataset.content import Content, ontology_files
from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.load import read_graph
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_ONTOLOGY
from strategy_graph.workbook.references import Index
from strategy_graph.workbook.starter_folder import DEFAULT_BASE, check_base, write_starter
from strategy_graph.workbook.table import Tables
from strategy_graph.workbook.write import write_workbook


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="The base of the folder's IRIs.")
@click.option("--workbook", type=click.Path(path_type=Path), help="Write an empty workbook (.xlsx) to fill in instead.")
@click.option("--language", "languages", multiple=True, default=("en",), help="A language of the workbook; repeatable.")
def new(folder: Path | None, base: str, workbook: Path | None, languages: tuple[str, ...]) -> None:
    """Start a plan of your own: a content FOLDER with the smallest plan, or a workbook.

    The folder builds, passes the checks and can be served at once; its comments say what to write where.
    """
    if (folder is None) == (workbook is None):
        raise click.UsageError("Name a folder, or --workbook with a file")
    if folder is not None:
        for path in write_starter(folder, check_base(base)):
            say(f"written  {path}")
        say(f"next     strategy-graph serve --content {folder}")
    if workbook is not None:
        if workbook.exists():
            raise StrategyGraphError("there is something already", where=str(workbook), hint="Name a new file")
        index = Index(check_base(base))
        # The lists are those of the ontology that comes with the program: a folder without one of its own has it.
        index.add_graph(read_graph(ontology_files(Content(workbook.parent)), GRAPH_ONTOLOGY, LineNumbers()))
        write_workbook(workbook, Tables(), index, languages)
        say(f"written  {workbook}")
        say(f"next     fill it in, then strategy-graph import {workbook} FOLDER")
