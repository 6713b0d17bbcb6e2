"""The command ``dump``: writes the files of a release, as the service serves them, into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from strategy_graph.cli.options import content_option
from strategy_graph.cli.output import columns
from strategy_graph.cli.releases import fresh_release
from strategy_graph.cli.streams import say
from strategy_graph.dataset import Release, default_target, find_content
from strategy_graph.dataset.release.retention import find_release
from strategy_graph.dumps import write_dumps
from strategy_graph.dumps.files import FORMATS, SUMS
from strategy_graph.errors import StrategyGraphError, unreadable

_CODINGS = {"plain": "", "gz": ".gz", "zst": ".zst"}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([suffix[1:] for suffix in FORMATS]),
    help="A format to write; repeatable.  [default: all]",
)
@click.option(
    "--compression",
    "codings",
    multiple=True,
    type=click.Choice(list(_CODINGS)),
    help="A form to write each in; repeatable.  [default: all]",
)
@click.option("--release", "prefix", help="The digest of a kept release, or its beginning.  [default: the current one]")
@click.option("--force", is_flag=True, help="Write into a folder that holds something already.")
@content_option
def dump(
    folder: Path | None,
    formats: tuple[str, ...],
    codings: tuple[str, ...],
    prefix: str | None,
    root: Path | None,
    force: bool,
) -> None:
    """Write the dumps of a release into FOLDER, by default dsg- and the beginning of its digest.

    N-Quads and TriG hold all graphs, N-Triples and JSON-LD what a query sees by default, each Turtle file one graph.
    The bytes are the same for the same content; README.txt says what is what, and SHA256SUMS has the checksums.
    """
    release = _release(root, prefix)
    folder = folder or Path(f"dsg-{release.digest[:16]}")
    _check_folder(folder, force)
    suffixes = {f".{name}" for name in formats} or set(FORMATS)
    files = write_dumps(release, folder, suffixes, {_CODINGS[name] for name in codings} or set(_CODINGS.values()))
    say(f"release  {release.digest}")
    say(f"written  {folder}")
    say("")
    for line in columns([["file", "bytes"], *([file.name, f"{file.size:,}"] for file in files)]):
        say(line)
    say("")
    say(f"check    cd {folder} && sha256sum --check {SUMS}")


def _release(root: Path | None, prefix: str | None) -> Release:
    content = find_content(root)
    return fresh_release(content, root) if prefix is None else find_release(default_target(content), prefix)


def _check_folder(folder: Path, force: bool) -> None:
    """Check that nothing is overwritten by mistake.

    :raises StrategyGraphError: the folder is a file, or holds something and ``force`` is not set.
    """
    if folder.exists() and not folder.is_dir():
        raise StrategyGraphError("this is a file", where=str(folder), hint="Name a folder for the dumps")
    try:
        if not force and folder.is_dir() and any(folder.iterdir()):
            raise StrategyGraphError(
                "the folder is not empty", where=str(folder), hint="Name another, or write into it with --force"
            )
    except OSError as error:
        raise unreadable(str(folder), error) from error
