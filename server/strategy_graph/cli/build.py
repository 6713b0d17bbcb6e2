"""``strategy-graph build``: content folders to a release on disk."""

from __future__ import annotations

from pathlib import Path

import click

from strategy_graph.cli.output import columns, counted, report_lines
from strategy_graph.cli.progress import progress
from strategy_graph.dataset import (
    ReleaseRefused,
    build_release,
    current_release,
    default_target,
    find_content,
    is_stale,
)
from strategy_graph.namespaces import GRAPHS


@click.command()
@click.option("--to", "target", type=click.Path(path_type=Path), help="Folder for the releases.")
@click.option("--content", "root", type=click.Path(path_type=Path), help="Folder of ontology/, data/ and shapes/.")
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
def build(target: Path | None, root: Path | None, force: bool) -> None:
    """Derive, validate and write a release.

    The release holds the store that the service answers from, the digest of its content and the validation report.
    With violations nothing is written, and the last good release stays in use.
    """
    content = find_content(root)
    target = target or default_target(content)
    release = None if force else current_release(target)
    fresh = release is not None and not is_stale(content, release)
    if release is None or not fresh:
        try:
            with progress() as tell:
                release = build_release(content, target, progress=tell, force=force)
        except ReleaseRefused as refusal:
            for line in report_lines(refusal.report):
                click.echo(line, err=True)
            raise
    findings = release.findings or {}
    warnings, notes = findings.get("warning", 0), findings.get("info", 0)
    click.echo(f"release  {release.directory}{'  (up to date)' if fresh else ''}")
    click.echo(f"digest   {release.digest}")
    click.echo(f"checked  0 violations, {counted(warnings, 'warning')}, {counted(notes, 'note')}")
    click.echo("")
    rows = [["graph", "triples"]]
    rows += [[name.removeprefix(GRAPHS), f"{count:,}"] for name, count in release.graphs.items()]
    for line in columns([*rows, ["all", f"{release.triples:,}"]]):
        click.echo(line)
