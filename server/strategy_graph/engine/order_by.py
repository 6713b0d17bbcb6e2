"""Rewrites ORDER BY into keys with a total order over values of different kinds.

SPARQL 1.1 Query, section 15.1, orders unbound, blank nodes, IRIs and literals, and leaves the order among literals of
different kinds open. Oxigraph's comparison of such literals is no total order: 5 equals '97x', 9 equals '97x', and 5 is
less than 9. Rust's sort aborts the process when it detects this. The rewritten keys compare only comparable values.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from strategy_graph.sparql_tokens import Kind, Token, tokens

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_AFTER: Final = {"LIMIT", "OFFSET", "VALUES"}

# Each of them in the direction of the condition; {0} is its expression. What is an error for a term counts as unbound,
# which is the same for all terms of its kind.
_KEYS: Final = (
    # The order of kinds in section 15.1; unbound comes first by itself.
    "IF(isBlank({0}), 1, IF(isIRI({0}), 2, IF(isLiteral({0}), 3, 4)))",
    # Numbers of any type together, strings with and without a language together, other literals by datatype.
    f"IF(isNumeric({{0}}), <{_XSD}decimal>, IF(LANG({{0}}) != '', <{_XSD}string>, DATATYPE({{0}})))",
    # NaN and literals whose text does not fit their datatype are not comparable, even with themselves.
    "COALESCE({0} <= {0}, false)",
    # A time with a zone and one without can't always be compared.
    f"IF(isNumeric({{0}}) || LANG({{0}}) != '' || DATATYPE({{0}}) = <{_XSD}string>, false, "
    "REGEX(STR({0}), '(Z|[+-][0-9][0-9]:[0-9][0-9])$'))",
    # The value; the text of what has no order by value: languages differ, a month may be longer than 30 days or not.
    f"IF(isLiteral({{0}}) && (LANG({{0}}) != '' || DATATYPE({{0}}) IN (<{_XSD}string>, <{_XSD}duration>) "
    "|| !COALESCE({0} <= {0}, false)), STR({0}), {0})",
)


def totally_ordered(query: str) -> str | None:
    """Return the query with totally ordered ORDER BY keys; ``None`` if no condition can be rewritten.

    :param query: valid SPARQL.
    """
    parts, done = [], 0
    for start, end, direction, expression in _conditions(query, list(tokens(query))):
        keys = " ".join(f"{direction}({key.format(expression)})" for key in _KEYS)
        # On lines of their own: a comment may stand before.
        parts += [query[done:start], f"\n{keys}\n"]
        done = end
    return "".join([*parts, query[done:]]) if parts else None


def _conditions(query: str, stream: list[Token]) -> Iterator[tuple[int, int, str, str]]:
    """Yield offsets, direction and expression of each condition (grammar rule 24, OrderCondition)."""
    words = [token.text.upper() if token.kind is Kind.WORD else "" for token in stream]
    index = 0
    while index < len(stream):
        if words[index : index + 2] != ["ORDER", "BY"]:
            index += 1
            continue
        index += 2
        while index < len(stream) and (last := _condition_end(stream, words, index)) is not None:
            begin, direction = index, "ASC"
            if words[index] in {"ASC", "DESC"}:
                begin, direction = index + 1, words[index]
            expression = query[stream[begin].start : stream[last].end]
            yield stream[index].start, stream[last].end, direction, expression
            index = last + 1


def _condition_end(stream: list[Token], words: list[str], index: int) -> int | None:
    """Return the index of the last token of the condition that begins here; ``None`` if none does."""
    if stream[index].kind is Kind.VARIABLE:
        return index
    # ASC, a function's name, NOT EXISTS: what stands before the bracket.
    while index < len(stream) and (
        stream[index].kind in {Kind.IRI, Kind.NAME} or (words[index] and words[index] not in _AFTER)
    ):
        index += 1
    if index == len(stream) or stream[index].kind is not Kind.OPEN:
        return None
    depth = 0
    for last in range(index, len(stream)):
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(stream[last].kind, 0)
        if depth == 0:
            return last
    return None
