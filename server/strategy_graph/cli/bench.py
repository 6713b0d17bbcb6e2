"""The command ``bench``: runs the benchmarks of a checkout."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from strategy_graph.errors import StrategyGraphError

_ROOT = Path(__file__).resolve().parents[3]


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> int:
    """Measure the service beside other servers (in a checkout)."""
    if not (_ROOT / "bench" / "__main__.py").is_file():
        raise StrategyGraphError(
            "the benchmarks are not part of an installed copy", hint="Run this in a checkout of the repository"
        )
    # Run in a subprocess, since the benchmarks are not part of the package.
    return subprocess.call([sys.executable, "-m", "bench", *arguments], cwd=_ROOT)
