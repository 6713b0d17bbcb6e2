"""Explain why the parser of the engine rejects a query.

The parser reports the furthest position that it reached, which is seldom the position of the mistake. The grammar gives
the first rejected token instead, and checks look for common mistakes there. Semantic checks cover the queries that the
grammar accepts.
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
"""Limit the time of the analysis.

A query of 200,000 characters exceeds the limit only if most of its tokens have a single character.
"""

# Match a sentence in the parser's list of expected tokens: it states a semantic error.
_PARSER_REASON = re.compile(r"(?:The|SELECT|Duplicated|IRI|Blank|Variable) [^\[\]\",]*?[a-z]{3}[^\[\]\",]*")


@dataclass(frozen=True)
class Explanation:
    """Describe one mistake with its position.

    :ivar message: what is wrong.
    :ivar hint: how to correct it.
    :ivar line: the line, from 1, if known.
    :ivar column: the column, from 1, if known.
    """

    message: str
    hint: str
    line: int | None
    column: int | None


def explain_syntax(message: str, query: str, line: int | None, column: int | None) -> Explanation:
    """Explain a syntax error.

    :param message: the message of the parser of the engine.
    :param line: the line that the parser reported, if any.
    :param column: the column that the parser reported, if any.
    """
    # Import it on demand: Lark takes a third of a second to build its parse table, and most processes never need it.
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
    """Return the first diagnostic before the rejected token, or else the one at the rejected token."""
    before = context.stream[: context.token_index]
    earlier = [*check_characters(query, before), *check_partial_query(query, before)]
    if earlier:
        return min(earlier, key=lambda diagnostic: diagnostic.start)
    return _diagnose_rejected_token(context)


def _diagnose_rejected_token(context: ErrorContext) -> Diagnostic:
    """Return the diagnostic of a check, of an undeclared prefix, or else the list of expected tokens."""
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


def _first_semantic_diagnostic(query: str, stream: list[Token], accepted: bool) -> Diagnostic | None:
    """Return the first semantic diagnostic, or ``None``.

    :param accepted: whether the grammar accepts the tokens, so that the checks of a whole query apply.
    """
    found = [*check_characters(query, stream), *check_partial_query(query, stream)]
    if found:
        return min(found, key=lambda diagnostic: diagnostic.start)
    return next(check_query(stream), None) if accepted else None


def _explain_parser_message(message: str, query: str, line: int | None, column: int | None) -> Explanation:
    """Explain a syntax error by the message of the parser alone, if no check yields a diagnostic."""
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
