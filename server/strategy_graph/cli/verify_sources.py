"""``strategy-graph verify-sources``: does every phrase that we quote stand where we say?"""

from __future__ import annotations

from pathlib import Path

import click

from strategy_graph.cli.output import columns, counted, place
from strategy_graph.dataset import find_content
from strategy_graph.dataset import verify_sources as verify
from strategy_graph.dataset.verify import Outcome, PhraseResult, Verification


@click.command("verify-sources")
@click.option(
    "--text",
    "texts",
    multiple=True,
    required=True,
    metavar="SOURCE=PATH",
    help="The plain text of a source, such as summary=PATH. Can be given several times.",
)
@click.option("--content", "root", type=click.Path(path_type=Path), help="Folder of ontology/, data/ and shapes/.")
def verify_sources(texts: tuple[str, ...], root: Path | None) -> None:
    """Check every quoted phrase against the text of its source.

    A phrase must stand in the section that its evidence names, and be less than a whole sentence. Unicode forms, curly
    quotes and white space do not matter. The exit code is 1 if a phrase is not as it should be.
    """
    result = verify(find_content(root), _by_source(texts))
    for phrase in result.results:
        if phrase.outcome is not Outcome.FOUND:
            click.echo(_problem(phrase))
    for line in columns(_table(result)):
        click.echo(line)
    if result.unchecked:
        left = ", ".join(f"{source} ({counted(number, 'phrase')})" for source, number in result.unchecked.items())
        click.echo(f"note: not checked, as no text was given: {left}", err=True)
    if not result.ok:
        raise click.exceptions.Exit(1)


def _by_source(texts: tuple[str, ...]) -> dict[str, Path]:
    by_source: dict[str, Path] = {}
    for text in texts:
        source, equals, path = text.partition("=")
        if not equals or not source or not path:
            raise click.UsageError(f"--text takes SOURCE=PATH, not '{text}'", ctx=click.get_current_context())
        if source.casefold() in by_source:
            raise click.UsageError(f"the text of '{source}' is given twice", ctx=click.get_current_context())
        by_source[source.casefold()] = Path(path)
    return by_source


def _problem(result: PhraseResult) -> str:
    if result.outcome is Outcome.NO_SECTION:
        said = f"the heading of section '{result.section}' is not in the text"
    elif result.outcome is Outcome.OTHER_SECTION:
        said = f"not in section '{result.section}' but in '{', '.join(result.elsewhere)}'"
    elif result.outcome is Outcome.WHOLE_SENTENCE:
        said = "a whole sentence of the source: quote fewer words"
    else:
        said = f"not found in section '{result.section}'" if result.section else "not found"
    return f"{place(result.where)}“{result.phrase}”: {said}"


def _table(result: Verification) -> list[list[str]]:
    sources = sorted({phrase.source for phrase in result.results})
    rows = [["source", "phrases", *(outcome.value for outcome in Outcome)]]
    for source in sources:
        outcomes = [phrase.outcome for phrase in result.results if phrase.source == source]
        rows.append([source, str(len(outcomes)), *(str(outcomes.count(outcome)) for outcome in Outcome)])
    return rows
