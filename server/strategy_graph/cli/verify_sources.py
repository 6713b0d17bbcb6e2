"""The command ``verify-sources``: verifies the quoted phrases against the texts of their sources."""

from __future__ import annotations

from pathlib import Path

import click

from strategy_graph.cli.options import content_option
from strategy_graph.cli.output import columns, location_prefix
from strategy_graph.cli.streams import say
from strategy_graph.dataset import find_content
from strategy_graph.dataset.quotations.verification import Outcome, PhraseResult, Verification
from strategy_graph.dataset.quotations.verification import verify_sources as verify
from strategy_graph.errors import StrategyGraphError
from strategy_graph.text import counted, last_segment


@click.command("verify-sources")
@click.option(
    "--text",
    "texts",
    multiple=True,
    required=True,
    metavar="SOURCE=PATH",
    help="The plain text of a source, such as summary=PATH. Can be given several times.",
)
@content_option
def verify_sources(texts: tuple[str, ...], root: Path | None) -> None:
    """Check every quoted phrase against the text of its source.

    A phrase must stand in the section that its evidence names, and be less than a whole sentence. A stated or named
    claim about an initiative must rest on a phrase of the initiative's own section. Unicode forms, curly quotes and
    white space do not matter. The exit code is 1 if a phrase or a claim is not as it should be.
    """
    by_source = _by_source(texts)
    result = verify(find_content(root), by_source)
    _require_phrases(by_source, result)
    for phrase in sorted(result.results, key=_line):
        if phrase.outcome is not Outcome.FOUND:
            say(_problem(phrase))
    for claim in result.misplaced:
        say(
            f"{location_prefix(claim.where)}{last_segment(claim.claim)} rests on “{claim.phrase}”, which does not "
            f"stand in the section of {last_segment(claim.initiative)}: quote that section, or change the basis"
        )
    for line in columns(_table(result)):
        say(line)
    if result.unchecked:
        left = ", ".join(f"{source} ({counted(number, 'phrase')})" for source, number in result.unchecked.items())
        say(f"note: not checked, as no text was given: {left}", err=True)
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


def _require_phrases(by_source: dict[str, Path], result: Verification) -> None:
    """Check that each given text belongs to a source with quoted phrases.

    :raises StrategyGraphError: one does not.
    """
    quoted = {*result.unchecked, *(phrase.source for phrase in result.results)}
    for source in by_source:
        if source not in {name.casefold() for name in quoted}:
            raise StrategyGraphError(
                f"no phrase is quoted from the source '{source}'",
                hint=f"Sources with phrases to check: {', '.join(sorted(quoted))}",
            )


def _line(result: PhraseResult) -> tuple[str, int]:
    path, _, line = (result.where or "").rpartition(":")
    return (path, int(line)) if line.isdigit() else (line, 0)


def _problem(result: PhraseResult) -> str:
    if result.outcome is Outcome.NO_SECTION:
        problem = f"the heading of section '{result.section}' is not in the text"
    elif result.outcome is Outcome.OTHER_SECTION:
        problem = f"not in section '{result.section}' but in '{', '.join(result.elsewhere)}'"
    elif result.outcome is Outcome.WHOLE_SENTENCE:
        problem = "a whole sentence of the source: quote fewer words"
    else:
        problem = f"not found in section '{result.section}'" if result.section else "not found"
    return f"{location_prefix(result.where)}“{result.phrase}”: {problem}"


def _table(result: Verification) -> list[list[str]]:
    sources = sorted({phrase.source for phrase in result.results})
    rows = [["source", "phrases", *(outcome.value for outcome in Outcome)]]
    for source in sources:
        outcomes = [phrase.outcome for phrase in result.results if phrase.source == source]
        rows.append([source, str(len(outcomes)), *(str(outcomes.count(outcome)) for outcome in Outcome)])
    return rows
