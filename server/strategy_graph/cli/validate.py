"""``strategy-graph validate``: the SHACL report on our content or on a user's own."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from strategy_graph.cli.output import counted, report_lines, summary
from strategy_graph.cli.progress import progress
from strategy_graph.dataset import Content, Graphs, assemble, assemble_with, find_content
from strategy_graph.dataset.pipeline import FACTS, Progress

Format = Literal["text", "json", "turtle"]


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "turtle"]),
    default="text",
    show_default=True,
    help="turtle is the report graph of the SHACL standard.",
)
@click.option("--shapes", type=click.Path(path_type=Path), help="Shapes to check against, instead of ours.")
@click.option("--with-data", is_flag=True, help="Check PATH as an addition to our data.")
def validate(path: Path | None, form: Format, shapes: Path | None, with_data: bool) -> None:
    """Check the graph, or PATH, against the shapes.

    PATH is an RDF file, a folder of RDF files, or a folder that holds ontology/, data/ and shapes/. It is checked
    together with our ontology and derivation rules. The exit code is 1 if there are violations.
    """
    with progress() as tell:
        graphs = _assemble(path, shapes, with_data, tell)
        tell("validating")
        report = graphs.validate()
        idle = path is not None and not graphs.any_target()
    if form == "json":
        click.echo(report.to_json(), nl=False)
    elif form == "turtle":
        click.echo(report.to_turtle(), nl=False)
    else:
        for line in report_lines(report):
            click.echo(line)
        click.echo(f"{summary(report)} in {counted(len(graphs.of(*FACTS)), 'triple')}")
    if idle:
        click.echo(f"note: no shape says anything about what is in {path}: nothing was checked", err=True)
    if not report.conforms:
        if path is not None and not with_data and not _is_content(path):
            click.echo("note: checked without our data; --with-data checks it as an addition to them", err=True)
        raise click.exceptions.Exit(1)


def _assemble(path: Path | None, shapes: Path | None, with_data: bool, tell: Progress) -> Graphs:
    if path is not None and _is_content(path):
        own = Content(path)
        return assemble(own, tell) if shapes is None else assemble_with(own, own.data, shapes=shapes, progress=tell)
    content = find_content()
    if path is None and shapes is None:
        return assemble(content, tell)
    return assemble_with(content, path or content.data, shapes=shapes, beside_ours=with_data, progress=tell)


def _is_content(path: Path) -> bool:
    return all((path / name).is_dir() for name in ("ontology", "data", "shapes"))
