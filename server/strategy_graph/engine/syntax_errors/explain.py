"""Says in words a person can use what is wrong with a query that the engine's parser has refused.

The parser names the furthest place that it reached, which is seldom what the writer got wrong. So the grammar is asked
for the first token that cannot stand where it is, and the slips that people make are looked for there. What the grammar
takes is looked through for what goes against the meaning of a query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from strategy_graph.engine.syntax_errors.characters import check_characters, check_start
from strategy_graph.engine.syntax_errors.diagnostics import diagnose
from strategy_graph.engine.syntax_errors.error_context import Diagnostic, ErrorContext, clip, word_of
from strategy_graph.engine.syntax_errors.expected import describe_expected
from strategy_graph.engine.syntax_errors.semantic_checks import (
    check_partial_query,
    check_prefix_declarations,
    check_query,
)
from strategy_graph.sparql_tokens import Token, line_and_column, tokens

_MAX_TOKENS: Final = 50_000
"""Those of a query of 200,000 characters are fewer, unless most have one character; more would take too long."""

# A sentence among the tokens that the parser expected is its own objection.
_PARSER_REASON = re.compile(r"(?:The|SELECT|Duplicated|IRI|Blank|Variable) [^\[\]\",]*?[a-z]{3}[^\[\]\",]*")


@dataclass(frozen=True)
class Explanation:
    """What is wrong, what to do, and where (1-based)."""

    message: str
    hint: str
    line: int | None
    column: int | None


def explain_syntax(message: str, query: str, line: int | None, column: int | None) -> Explanation:
    """The explanation of a parser's message about a query, at the place that the parser gave."""
    # Only here, as Lark takes a third of a second to make its table, and most services never need it.
    from strategy_graph.engine.syntax_errors.grammar import find_parse_failure, grammar_tokens

    stream = grammar_tokens(query, list(islice(tokens(query), _MAX_TOKENS)))
    complete = len(stream) < _MAX_TOKENS
    diagnostic = next(check_start(query, stream), None)
    if diagnostic is None:
        failure = find_parse_failure(stream)
        if failure is not None and (complete or failure.token_index < len(stream)):
            diagnostic = _first_diagnostic(query, ErrorContext(query, stream, failure.token_index, failure.expected))
        else:
            diagnostic = _first_semantic_diagnostic(query, stream, failure is None)
    if diagnostic is not None:
        return Explanation(diagnostic.message, diagnostic.hint, *line_and_column(query, diagnostic.start))
    return _explain_parser_message(message, query, line, column)


def _first_diagnostic(query: str, context: ErrorContext) -> Diagnostic:
    """The first slip in the text, of those before the refused token and the one there."""
    before = context.stream[: context.token_index]
    earlier = [*check_characters(query, before), *check_partial_query(query, before)]
    if earlier:
        return min(earlier, key=lambda diagnostic: diagnostic.start)
    return _diagnose_rejected_token(context)


def _diagnose_rejected_token(context: ErrorContext) -> Diagnostic:
    diagnostic = diagnose(context)
    if diagnostic is not None:
        return diagnostic
    undeclared = list(check_prefix_declarations(context.query, context.stream[: context.token_index + 1]))
    if undeclared:
        return undeclared[-1]
    expected = describe_expected(context.expected)
    if context.token_index >= len(context.stream):
        return context.diagnostic("the query ends too early", f"Here could follow: {expected}")
    return context.diagnostic(f"{context.token().text} cannot stand here", f"Here could stand: {expected}")


def _first_semantic_diagnostic(query: str, stream: list[Token], complete: bool) -> Diagnostic | None:
    found = [*check_characters(query, stream), *check_partial_query(query, stream)]
    if found:
        return min(found, key=lambda diagnostic: diagnostic.start)
    return next(check_query(stream), None) if complete else None


def _explain_parser_message(message: str, query: str, line: int | None, column: int | None) -> Explanation:
    """What the parser says, where nothing else is known."""
    reason = _PARSER_REASON.search(message)
    if reason is not None:
        select = next((token for token in tokens(query) if word_of(token) == "SELECT"), None)
        if select is not None and "SELECT" in reason[0]:
            hint = "Look at what this SELECT, or one within it, names and groups by"
            return Explanation(reason[0], hint, *line_and_column(query, select.start))
        return Explanation(reason[0], "The parser tells no place for this: look where it is written", None, None)
    lines = re.split(r"\r\n|\n|\r", query)
    here = lines[line - 1] if line and line <= len(lines) else ""
    rest = here[column - 1 :].strip() if column else ""
    if rest:
        hint = "Look just before this place for a missing dot, brace or quote"
        return Explanation(f"'{clip(rest)}' is not expected here", hint, line, column)
    if line is not None and line >= len(lines):
        hint = "Look for a missing dot, value or keyword, or take parts away until it is taken"
        return Explanation("the parser read to the end and could not make sense of it", hint, None, None)
    first = message.splitlines()[0] if message else "the query is not valid SPARQL"
    return Explanation(first, "Correct the query at this place", line, column)
