"""The command ``build``: builds a release from the content folders."""

from __future__ import annotations

from pathlib import Path

import click

from strategy_graph.cli.options import content_option, keep_option
from strategy_graph.cli.output import columns
from strategy_graph.cli.progress import progress
from strategy_graph.cli.releases import explaining_refusals, releases_to_keep
from strategy_graph.cli.streams import say
from strategy_graph.dataset import build_release, current_release, default_target, find_content, is_stale
from strategy_graph.dataset.release.folder import clean_up
from strategy_graph.namespaces import GRAPHS
from strategy_graph.text import counted


@click.command()
@click.option("--to", "target", type=click.Path(path_type=Path), help="Folder for the releases.")
@content_option
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@keep_option
def build(target: Path | None, root: Path | None, force: bool, keep: int | None) -> None:
    """Derive, validate and write a release.

    The release holds the store that the service answers from, the digest of its content and the validation report.
    With violations nothing is written, and the last good release stays in use.
    """
    content = find_content(root)
    target = target or default_target(content)
    kept = releases_to_keep(keep)
    before = current_release(target)
    fresh = before is not None and not force and not is_stale(content, before)
    if before is not None and fresh:
        release = before
        clean_up(target)
    else:
        try:
            with explaining_refusals(content, root), progress() as report_step:
                release = build_release(content, target, progress=report_step, force=force, keep=kept)
        except KeyboardInterrupt:
            # The interrupt may have come after the release was published.
            written = "nothing" if current_release(target) == before else "the release"
            say(f"stopped; {written} was written", err=True)
            raise
    findings = release.findings or {}
    warnings, notes = findings.get("warning", 0), findings.get("info", 0)
    say(f"release  {release.directory}{'  (up to date)' if fresh else ''}")
    say(f"digest   {release.digest}")
    say(f"checked  0 violations, {counted(warnings, 'warning')}, {counted(notes, 'note')}")
    say("")
    rows = [["graph", "triples"]]
    rows += [[name.removeprefix(GRAPHS), f"{count:,}"] for name, count in release.graphs.items()]
    for line in columns([*rows, ["all", f"{release.triples:,}"]]):
        say(line)
