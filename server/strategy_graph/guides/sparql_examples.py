"""Makes a query that runs of a SPARQL example: a pattern gets a SELECT around it, and prefixes their declarations."""

from __future__ import annotations

from typing import Final

from strategy_graph.namespaces import PREFIXES
from strategy_graph.sparql_tokens import Kind, tokens

LIMIT: Final = 100
"""The most rows of an example that is a pattern."""

_BEGINS_A_QUERY: Final = frozenset({"BASE", "PREFIX", "SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def whole_query(example: str) -> str:
    """Return a query that runs by itself: the example, or all solutions of the pattern that it is."""
    found = list(tokens(example))
    if found and found[0].kind is Kind.WORD and found[0].text.upper() in _BEGINS_A_QUERY:
        return example
    used = {token.text.partition(":")[0] for token in found if token.kind is Kind.NAME}
    declared = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in sorted(used & PREFIXES.keys()))
    body = "".join(f"  {line}\n" for line in example.splitlines())
    return f"{declared}SELECT * WHERE {{\n{body}}}\nLIMIT {LIMIT}\n"
