"""Options shared by several commands."""

from __future__ import annotations

from pathlib import Path

import click

from strategy_graph.dataset.content import ENVIRONMENT_VARIABLE

content_option = click.option(
    "--content",
    "root",
    type=click.Path(path_type=Path),
    help=f"Folder with data/, and if any content.toml, shapes/, queries/, for ours. Also {ENVIRONMENT_VARIABLE}.",
)

strict_option = click.option(
    "--strict",
    is_flag=True,
    help="Stop at a file or folder that can't be read, and at XML or JSON that is no RDF, instead of leaving it out.",
)

keep_option = click.option(
    "--keep",
    type=int,
    help="Releases that stay on disk, as dumps and for a rollback; the current one counts.  [default: 3]",
)
