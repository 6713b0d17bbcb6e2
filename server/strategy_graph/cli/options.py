"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

from strategy_graph.dataset.content import ENVIRONMENT_VARIABLE

content_option = click.option(
    "--content",
    "root",
    type=click.Path(path_type=Path),
    help=f"Folder of ontology/, data/, shapes/ and queries/, instead of ours. Also {ENVIRONMENT_VARIABLE}.",
)
