"""The command ``agreement``: reports intercoder agreement, and compares the data with the resolved codings."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import click

from strategy_graph.cli.options import content_option
from strategy_graph.cli.output import columns, location_prefix
from strategy_graph.cli.streams import say
from strategy_graph.dataset import find_content
from strategy_graph.dataset.coding.agreement import Agreement, agreement_by_outcome
from strategy_graph.dataset.coding.agreement import agreement as agreement_on
from strategy_graph.dataset.coding.comparison import compare_with_codings
from strategy_graph.text import counted


@click.command("agreement")
@content_option
def agreement(root: Path | None) -> None:
    """Compare the two codings of the matrix, and the data with both.

    Prints Cohen's kappa for each outcome and for all cells: of whether there is a link, and of the three codes none,
    named and inferred. A dash stands where both coders called every cell none. The exit code is 1 if a contribution
    in the data is not what the codings and their resolutions make it.
    """
    compared = compare_with_codings(find_content(root))
    first, second = compared.first, compared.second
    by_outcome = agreement_by_outcome(first, second, compared.initiatives, compared.outcomes)
    whole = agreement_on(first, second, product(compared.initiatives, compared.outcomes))
    rows = [["outcome", "cells", "first", "second", "same", "kappa of presence", "kappa"]]
    rows += [_row(outcome, result) for outcome, result in by_outcome.items()]
    rows.append(_row("all", whole))
    for line in columns(rows):
        say(line)
    say(f"{counted(len(compared.resolutions), 'cell')} resolved with a reason")
    for difference in compared.differences:
        say(f"{location_prefix(difference.where)}{difference.claim}: {difference.message}")
    if compared.differences:
        raise click.exceptions.Exit(1)


def _row(name: str, result: Agreement) -> list[str]:
    def share(value: float | None) -> str:
        return "–" if value is None else f"{value:.2f}"

    counts = (result.cells, result.first, result.second)
    return [name, *map(str, counts), share(result.same), share(result.presence), share(result.kappa)]
