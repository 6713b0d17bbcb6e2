"""The command ``import``: reads a workbook, a CSV file or a StratML document into a content folder."""

from __future__ import annotations

from pathlib import Path

import click

from strategy_graph.cli.streams import say
from strategy_graph.errors import StrategyGraphError
from strategy_graph.stratml.reader import StratmlReader
from strategy_graph.text import counted, relative_location
from strategy_graph.workbook.errors import ImportRefused
from strategy_graph.workbook.importing import Reader, import_file
from strategy_graph.workbook.names import slug
from strategy_graph.workbook.read import read_workbook
from strategy_graph.workbook.read_csv import read_csv

_READERS: dict[str, tuple[str, Reader]] = {".xlsx": ("workbook", read_workbook), ".csv": ("csv", read_csv)}
"""By the ending of the file: what its set is called, and what reads it."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--base", help="The base of the IRIs of a new folder.")
@click.option("--as", "set_name", help="What its files are named after.  [default: workbook, csv or stratml]")
def import_(file: Path, folder: Path, base: str | None, set_name: str | None) -> None:
    """Import FILE (.xlsx, .csv, or StratML .xml) into the content FOLDER, which is made if there is none.

    Writes data/imported/ alone. Import the file again after a change: only what has changed is written. If anything in
    it is wrong, all of that is listed with sheet, row and column, nothing is written, and the exit code is 1.
    """
    ending = file.suffix.lower()
    default: str
    reader: Reader
    stratml = StratmlReader() if ending == ".xml" else None
    if stratml is not None:
        default, reader = "stratml", stratml.read
    elif ending in _READERS:
        default, reader = _READERS[ending]
    else:
        raise StrategyGraphError(
            f"the ending {ending!r} is not known", where=str(file), hint="Name .xlsx, .csv or .xml"
        )
    name = slug(set_name or default) or default
    try:
        outcome = import_file(file, folder, reader, name, base)
    except ImportRefused as refused:
        for problem in refused.problems:
            say(f"{file.name}: {problem}", err=True)
        raise
    for change in outcome.changes:
        say(f"{change.what:8} {relative_location(str(change.path))}")
    if stratml is not None:
        report = folder / f"{name}-not-imported.txt"
        report.write_text("".join(f"{line}\n" for line in stratml.homeless), encoding="utf-8")
        for line in stratml.homeless:
            say(f"note: not imported: {line}", err=True)
        count = counted(len(stratml.homeless), "value")
        say(f"note: {count} without a place in the model, listed in {report}", err=True)
    say(f"imported {counted(outcome.things, 'resource')} in {counted(outcome.triples, 'triple')}")
    if not outcome.changes:
        say("nothing has changed")
    say(f"next     strategy-graph validate {folder}")
