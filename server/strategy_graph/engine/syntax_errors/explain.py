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

from strategy_graph.engine.syntax_errors.characters import strange_characters, unreadable_start
from strategy_graph.engine.syntax_errors.error_context import Refused, Slip, clip, word_of
from strategy_graph.engine.syntax_errors.expected import in_words
from strategy_graph.engine.syntax_errors.semantic_checks import before_the_refused, in_the_whole, undeclared_prefixes
from strategy_graph.engine.syntax_errors.slips import slip_at
from strategy_graph.sparql_tokens import Token, line_and_column, tokens

_MOST_TOKENS: Final = 50_000
"""Those of a query of 200,000 characters are fewer, unless most have one character; more would take too long."""

# A sentence among the tokens that the parser expected is its own objection.
_REASON = re.compile(r"(?:The|SELECT|Duplicated|IRI|Blank|Variable) [^\[\]\",]*?[a-z]{3}[^\[\]\",]*")


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
    from strategy_graph.engine.syntax_errors.grammar import joined, refusal

    stream = joined(query, list(islice(tokens(query), _MOST_TOKENS)))
    whole = len(stream) < _MOST_TOKENS
    slip = next(unreadable_start(query, stream), None)
    if slip is None:
        refused = refusal(stream)
        if refused is not None and (whole or refused.at < len(stream)):
            slip = _first(query, Refused(query, stream, refused.at, refused.expected))
        else:
            slip = _first_of_meaning(query, stream, refused is None)
    if slip is not None:
        return Explanation(slip.message, slip.hint, *line_and_column(query, slip.start))
    return _by_the_parser(message, query, line, column)


def _first(query: str, place: Refused) -> Slip:
    """The first slip in the text, of those before the refused token and the one there."""
    before = place.stream[: place.at]
    early = [*strange_characters(query, before), *before_the_refused(query, before)]
    if early:
        return min(early, key=lambda slip: slip.start)
    return _why(place)


def _why(place: Refused) -> Slip:
    slip = slip_at(place)
    if slip is not None:
        return slip
    undeclared = list(undeclared_prefixes(place.query, place.stream[: place.at + 1]))
    if undeclared:
        return undeclared[-1]
    expected = in_words(place.expected)
    if place.at >= len(place.stream):
        return place.slip("the query ends too early", f"Here could follow: {expected}")
    return place.slip(f"{place.token().text} cannot stand here", f"Here could stand: {expected}")


def _first_of_meaning(query: str, stream: list[Token], whole: bool) -> Slip | None:
    found = [*strange_characters(query, stream), *before_the_refused(query, stream)]
    if found:
        return min(found, key=lambda slip: slip.start)
    return next(in_the_whole(stream), None) if whole else None


def _by_the_parser(message: str, query: str, line: int | None, column: int | None) -> Explanation:
    """What the parser says, where nothing else is known."""
    reason = _REASON.search(message)
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
