"""The command ``patch``: applies an RDF patch to a dump of all graphs."""

from __future__ import annotations

from pathlib import Path

import click

from strategy_graph.cli.streams import say, write_bytes
from strategy_graph.errors import StrategyGraphError, unreadable, unwritable
from strategy_graph.release_diff import apply_patch, read_patch, read_state


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("patch_file", metavar="PATCH", type=click.Path(path_type=Path))
@click.option("--to", "target", type=click.Path(path_type=Path), help="File to write.  [default: standard output]")
def patch(old: Path, patch_file: Path, target: Path | None) -> None:
    """Apply PATCH, as diff --format rdf-patch writes it, to the dump OLD, and write the new dump as N-Quads.

    The result is byte for byte the dsg.nq of the new release. Nothing is written if the patch is for another release.
    """
    try:
        text = patch_file.read_text(encoding="utf-8")
    except OSError as error:
        raise unreadable(str(patch_file), error) from error
    except UnicodeDecodeError as error:
        raise StrategyGraphError("this is no RDF Patch", where=str(patch_file), hint="Give a .rdfp file") from error
    result = apply_patch(read_state(old), read_patch(text, str(patch_file)))
    if target is None:
        write_bytes(result)
        return
    try:
        target.write_bytes(result)
    except OSError as error:
        raise unwritable(str(target), error) from error
    say(f"written  {target}")
