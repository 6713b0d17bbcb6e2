"""Says in words a person can use what the SPARQL parser found wrong."""

from __future__ import annotations

import re

from strategy_graph.namespaces import PREFIXES
from strategy_graph.sparql_tokens import Kind, tokens

_SMART_QUOTES = "“”‘’„«»"


def explain_syntax(message: str, query: str, line: int | None, column: int | None) -> tuple[str, str]:
    """What is wrong, and what to do, from the parser's message and the text at its place."""
    lines = query.splitlines()
    here = lines[line - 1] if line and line <= len(lines) else ""
    rest = here[column - 1 :].strip() if column else ""
    before = here[: column - 1] if column else ""
    prefix = re.search(r"([^\W\d_][\w.-]*|):[\w.%-]*$", before)
    if "Prefix not found" in message and prefix:
        name = prefix[1]
        known = PREFIXES.get(name)
        declare = f"PREFIX {name}: <{known or '…'}>"
        return f"the prefix {name}: is not declared", f"Add this line at the top: {declare}"
    if any(token.kind is Kind.OTHER and token.text in _SMART_QUOTES for token in tokens(query)):
        return "curly quotes do not delimit strings", 'Use straight quotes: "…"'
    if not rest and line is not None and line >= len(lines):
        return "the query ends too early", "Look for a bracket or a quote that is not closed"
    if rest:
        return f"'{_clip(rest)}' is not expected here", "Look just before this place for a missing dot, brace or quote"
    first = message.splitlines()[0] if message else "the query is not valid SPARQL"
    return first, "Correct the query at this place"


def _clip(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
