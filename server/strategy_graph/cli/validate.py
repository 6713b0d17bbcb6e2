"""The command ``validate``: prints the SHACL report on the project's content or a user's own data."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from strategy_graph.cli.options import content_option, strict_option
from strategy_graph.cli.output import report_lines, say_skipped, summary
from strategy_graph.cli.progress import progress
from strategy_graph.cli.streams import say, write_bytes
from strategy_graph.dataset import Content, Graphs, assemble, assemble_with, find_content
from strategy_graph.dataset.assembly import Progress
from strategy_graph.dataset.content import data_files, is_content, shape_files
from strategy_graph.dataset.rdf_files.discovery import Found, find_rdf
from strategy_graph.dataset.validation.shape_errors import locating_shape_errors, require_shapes
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_SHAPES
from strategy_graph.text import counted

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
@strict_option
@content_option
def validate(
    path: Path | None, form: Format, shapes: Path | None, with_data: bool, strict: bool, root: Path | None
) -> None:
    """Check the graph, or PATH, against the shapes.

    PATH is an RDF file, a folder of RDF files, - for standard input, or a content folder: one that holds data/ with
    content.toml, shapes/ or ontology/. It is checked together with our ontology and derivation rules; the profile of
    our plan applies to our data only. The exit code is 1 if there are violations.
    """
    with progress() as report_step:
        content = find_content(path if path is not None and is_content(path) else root)
        ours = path is None or with_data or path in (content.root, content.data)
        found = shape_files(content, core_only=not ours) if shapes is None else find_rdf(shapes, strict=strict)
        graphs = _assemble(content, path, found, shapes is not None, with_data, strict, report_step)
        if shapes is not None:
            require_shapes(graphs.quads[GRAPH_SHAPES], shapes)
        report_step("validating")
        with locating_shape_errors(lambda: graphs, lambda: found):
            report = graphs.validate()
        no_target = path is not None and not graphs.any_target()
    if form == "text" and not report.valid and not content.rules.is_dir():
        raise StrategyGraphError(
            f"{summary(report)}, as there is no folder rules and so nothing was derived",
            where=str(content.ontology),
            hint="Restore it, or see the findings with --format json",
        )
    if form == "json":
        write_bytes(report.to_json().encode())
    elif form == "turtle":
        write_bytes(report.to_turtle().encode())
    else:
        for line in report_lines(report):
            say(line)
        say(f"{summary(report)} in {counted(graphs.validated_triples, 'triple')}")
    say_skipped(graphs.skipped)
    if no_target:
        say(f"note: no shape says anything about what is in {path}: nothing was checked", err=True)
    if not report.valid:
        if path is not None and not with_data and content.root != path:
            say("note: checked without our data; --with-data checks it as an addition to them", err=True)
        raise click.exceptions.Exit(1)


def _assemble(
    content: Content,
    path: Path | None,
    shapes: Found,
    other_shapes: bool,
    with_data: bool,
    strict: bool,
    report_step: Progress,
) -> Graphs:
    if path == content.root:
        path, with_data = None, False
    if path is None and not other_shapes:
        return assemble(content, report_step)
    data = data_files(content) if path is None else find_rdf(path, strict=strict)
    return assemble_with(content, data, shapes=shapes, with_our_data=with_data, progress=report_step)
