"""Says in words a person can use what the SPARQL parser found wrong.

The parser names the furthest place that it reached and what it would have liked there, which is seldom what the writer
got wrong; so the common slips are looked for first, on the tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

from strategy_graph.namespaces import PREFIXES
from strategy_graph.sparql_tokens import Kind, Token, tokens

_SMART_QUOTES = "“”‘’„«»"


@dataclass(frozen=True)
class Explanation:
    """What is wrong, what to do, and where (1-based)."""

    message: str
    hint: str
    line: int | None
    column: int | None


def explain_syntax(message: str, query: str, line: int | None, column: int | None) -> Explanation:
    """The explanation of a parser's message about a query, at the place that the parser gave."""
    stream = list(tokens(query))
    undeclared = _undeclared(stream)
    if undeclared is not None:
        prefix = undeclared.text.partition(":")[0]
        declare = f"PREFIX {prefix}: <{PREFIXES.get(prefix, '…')}>"
        return Explanation(
            f"the prefix {prefix}: is not declared",
            f"Add this line at the top: {declare}",
            *_place(query, undeclared.start),
        )
    curly = next((t for t in stream if t.kind is Kind.OTHER and t.text in _SMART_QUOTES), None)
    if curly is not None:
        return Explanation(
            "curly quotes do not delimit strings", 'Use straight quotes: "…"', *_place(query, curly.start)
        )
    lines = query.splitlines()
    here = lines[line - 1] if line and line <= len(lines) else ""
    rest = here[column - 1 :].strip() if column else ""
    if rest:
        return Explanation(
            f"'{_clip(rest)}' is not expected here",
            "Look just before this place for a missing dot, brace or quote",
            line,
            column,
        )
    if line is not None and line >= len(lines):
        hint = "Look for a bracket or a quote that is not closed"
        return Explanation("the query ends too early", hint, line, column)
    first = message.splitlines()[0] if message else "the query is not valid SPARQL"
    return Explanation(first, "Correct the query at this place", line, column)


def _undeclared(stream: list[Token]) -> Token | None:
    """The first prefixed name whose prefix the query does not declare."""
    declared = {"_"}
    previous = None
    for token in stream:
        if token.kind is Kind.NAME:
            prefix = token.text.partition(":")[0]
            if previous is not None and previous.kind is Kind.WORD and previous.text.upper() == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                return token
        previous = token
    return None


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _clip(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
