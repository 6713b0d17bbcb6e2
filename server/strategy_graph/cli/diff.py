"""The command ``diff``: tells what differs between two releases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from strategy_graph.cli.options import content_option
from strategy_graph.cli.streams import printable, write_bytes
from strategy_graph.dataset import default_target, find_content
from strategy_graph.dataset.release.retention import find_release
from strategy_graph.release_diff import Changes, State, compare, read_state, write_patch
from strategy_graph.release_diff.report import as_json, as_markdown, as_text

DIFFERENT: Final = 1

_WRITERS: Final[dict[str, Callable[[Changes], str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
    "rdf-patch": lambda changes: write_patch(changes).decode(),
}


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(list(_WRITERS)), default="text", show_default=True)
@click.option("--default-view", is_flag=True, help="Compare what queries see by default, whatever graph it is in.")
@content_option
@click.pass_context
def diff(context: click.Context, old: str, new: str, form: str, default_view: bool, root: Path | None) -> None:
    """Tell what differs between the releases OLD and NEW, resource by resource.

    Each is the digest of a kept release or its beginning, "current", the folder of a release or of dumps, or a dump of
    all graphs (.nq, .nq.gz, .nq.zst). Exits with 0 if nothing differs, 1 if something does, 2 on an error.
    """
    if default_view and form == "rdf-patch":
        raise click.UsageError("A patch is of all graphs: leave out --default-view")
    changes = compare(_state(old, root), _state(new, root), default_view=default_view)
    text = _WRITERS[form](changes)
    # Only what is read on a terminal is made safe for it.
    write_bytes((printable(text) if form == "text" else text).encode())
    if changes:
        context.exit(DIFFERENT)


def _state(name: str, root: Path | None) -> State:
    path = Path(name)
    if path.exists() or "/" in name or name.endswith((".nq", ".gz", ".zst")):
        return read_state(path)
    return read_state(find_release(default_target(find_content(root)), name).directory)
