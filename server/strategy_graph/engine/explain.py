"""Says in words a person can use what the SPARQL parser found wrong.

The parser names the furthest place that it reached and what it would have liked there, which is seldom what the writer
got wrong; so the common slips are looked for first, on the tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from strategy_graph.engine.pattern_slips import PATTERN_FINDERS
from strategy_graph.engine.slips import AFTER_PREFIXES, find_slip
from strategy_graph.namespaces import PREFIXES
from strategy_graph.sparql_tokens import Kind, Token, place_of, tokens

# A sentence among the tokens that the parser expected is its own objection.
_REASON = re.compile(r"(?:The|SELECT|Duplicated|IRI|Blank|Variable) [^\[\]\",]*?[a-z]{3}[^\[\]\",]*")

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
    curly = next((t for t in stream if t.kind is Kind.OTHER and t.text in _SMART_QUOTES), None)
    if curly is not None:
        return Explanation(
            "curly quotes do not delimit strings", 'Use straight quotes: "…"', *place_of(query, curly.start)
        )
    slip = find_slip(query, stream)
    if slip is not None:
        return Explanation(slip.message, slip.hint, *place_of(query, slip.start))
    undeclared = _undeclared(stream)
    if undeclared is not None:
        prefix = undeclared.text.partition(":")[0]
        declare = f"PREFIX {prefix}: <{PREFIXES.get(prefix, '…')}>"
        return Explanation(
            f"the prefix {prefix}: is not declared",
            f"Add this line at the top: {declare}",
            *place_of(query, undeclared.start),
        )
    undotted = _undotted(stream, query)
    if undotted is not None:
        before, token = undotted
        return Explanation(
            "a dot is missing before this line",
            f"Write a dot after {_clip(before.text)}",
            *place_of(query, token.start),
        )
    slip = find_slip(query, stream, (*PATTERN_FINDERS, *AFTER_PREFIXES))
    if slip is not None:
        return Explanation(slip.message, slip.hint, *place_of(query, slip.start))
    reason = _REASON.search(message)
    if reason is not None:
        return Explanation(reason[0], "The parser tells no place for this: look where it is written", None, None)
    lines = re.split(r"\r\n|\n|\r", query)
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
        hint = "Look for a missing dot, value or keyword, or take parts away until it is taken"
        return Explanation("the parser read to the end and could not make sense of it", hint, None, None)
    first = message.splitlines()[0] if message else "the query is not valid SPARQL"
    return Explanation(first, "Correct the query at this place", line, column)


_TERMS = {Kind.VARIABLE, Kind.IRI, Kind.NAME, Kind.STRING, Kind.NUMBER}
_NEEDED = {".": 3, "{": 3, "}": 3, ";": 2, ",": 1}
"""How many terms make a triple whole after each of these."""


def _undotted(stream: list[Token], query: str) -> tuple[Token, Token] | None:
    """Where a line begins with a term, though the triple before is whole: the last term of that, the first of this."""
    needed = 0
    for before, token in pairwise(stream):
        if before.text in _NEEDED:
            needed = _NEEDED[before.text]
        elif before.kind is Kind.WORD and before.text != "a":
            needed = 0  # FILTER, BIND and others: no plain triple
        elif before.text not in {"^", "@"} and (before.kind in _TERMS or before.text == "a"):
            needed -= 1
            if needed == 0 and token.kind in _TERMS and "\n" in query[before.end : token.start]:
                return before, token
    return None


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


def _clip(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
