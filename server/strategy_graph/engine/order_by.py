"""Rewrites ORDER BY into keys with a total order over values of different kinds.

SPARQL 1.1 Query, section 15.1, orders unbound, blank nodes, IRIs and literals, and leaves the order among literals of
different kinds open. Oxigraph's comparison of such literals is no total order: 5 equals '97x', 9 equals '97x', and 5 is
less than 9. Rust's sort aborts the process when it detects this. The rewritten keys compare only comparable values.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from strategy_graph.sparql_tokens import Kind, Token, tokens

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_STRINGS: Final = f"<{_XSD}string>, <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>"
_ZONE: Final = "'(Z|[+-][0-9][0-9]:[0-9][0-9])$'"

# Each of them in the direction of the condition; {0} is its expression. The engine evaluates a key once for each row:
# two keys cost 1.3 to 1.8 times a sort by the bare variable. NaN and text that does not fit its datatype are not
# comparable, even with themselves; a time with a zone and one without can't always be compared.
_KEYS: Final = (
    # The kind of the value. ORDER BY puts unbound keys first, then IRIs, then literals. Of blank nodes and IRIs it is
    # an error, which counts as unbound.
    f"IF(isNumeric({{0}}) && {{0}} <= {{0}}, 1, COALESCE(IF(DATATYPE({{0}}) IN ({_STRINGS}), 2, "
    "IRI(CONCAT(STR(DATATYPE({0})), "
    f"IF(!COALESCE({{0}} <= {{0}}, false), '0', IF(REGEX(STR({{0}}), {_ZONE}), '2', '1'))))), "
    "IF(isTRIPLE({0}), 3, 1/0)))",
    # The value; where values of the kind have no order, their text. Durations have none: P1M and P30D do not compare.
    f"IF(isLiteral({{0}}) && !(DATATYPE({{0}}) IN ({_STRINGS})) && (DATATYPE({{0}}) = <{_XSD}duration> "
    "|| !COALESCE({0} <= {0}, false)), STR({0}), {0})",
)

# Functions with values of one kind, whatever their arguments are (SPARQL 1.1 Query, sections 11, 17.4 and 18.5).
_ONE_KIND: Final = frozenset(
    "STR LANG DATATYPE IRI URI BNODE STRLEN SUBSTR UCASE LCASE REPLACE CONCAT ENCODE_FOR_URI STRBEFORE STRAFTER "
    "STRUUID UUID MD5 SHA1 SHA256 SHA384 SHA512 TZ BOUND REGEX CONTAINS STRSTARTS STRENDS LANGMATCHES SAMETERM ISIRI "
    "ISURI ISBLANK ISLITERAL ISNUMERIC ABS CEIL FLOOR ROUND RAND YEAR MONTH DAY HOURS MINUTES SECONDS "
    "COUNT GROUP_CONCAT".split()
)
_AFTER: Final = {"LIMIT", "OFFSET", "VALUES"}


def totally_ordered(query: str) -> str | None:
    """Return the query with totally ordered ORDER BY keys; ``None`` if no condition can be rewritten.

    Functions with values of one kind stay as they are.

    :param query: valid SPARQL.
    """
    stream = list(tokens(query))
    rewritten = _rewritten(query, [found for found in _conditions(stream) if not _has_one_kind(found.expression)])
    return None if rewritten == query else rewritten


def with_hidden_keys_ordered(query: str, *, result_is_checked: bool) -> str:
    """Return the query with totally ordered keys in place of those that its result does not show.

    A key is shown by the result if it is a variable of the outermost SELECT, which has neither LIMIT nor OFFSET.

    :param result_is_checked: :mod:`strategy_graph.worker.order_by_check` reads the result; otherwise no key is shown.
    """
    return _hidden_keys_ordered(query, result_is_checked) if "ORDER" in query.upper() else query


# Cached, since a query that was started in the event loop and failed is run again; only queries with ORDER are.
@lru_cache(maxsize=128)
def _hidden_keys_ordered(query: str, result_is_checked: bool) -> str:
    stream = list(tokens(query))
    shown = _shown_variables(stream) if result_is_checked else set()
    return _rewritten(
        query,
        [
            found
            for found in _conditions(stream)
            if not (found.depth == 0 and _is_shown(found.expression, shown))
            and not _has_one_kind(found.expression)
            and not _is_alias_of_one_kind(found.expression, stream)
        ],
    )


class _Condition(NamedTuple):
    """A sort condition (grammar rule 24, OrderCondition) inside ``depth`` braces."""

    start: int
    end: int
    direction: str
    expression: list[Token]
    depth: int


def _rewritten(query: str, conditions: list[_Condition]) -> str:
    parts, done = [], 0
    for condition in conditions:
        expression = query[condition.expression[0].start : condition.expression[-1].end]
        keys = " ".join(f"{condition.direction}({key.format(expression)})" for key in _KEYS)
        # On lines of their own: a comment may stand before.
        parts += [query[done : condition.start], f"\n{keys}\n"]
        done = condition.end
    return "".join([*parts, query[done:]])


def _conditions(stream: list[Token]) -> Iterator[_Condition]:
    words = [token.text.upper() if token.kind is Kind.WORD else "" for token in stream]
    index = depth = 0
    while index < len(stream):
        depth += {"{": 1, "}": -1}.get(stream[index].text, 0)
        if words[index : index + 2] != ["ORDER", "BY"]:
            index += 1
            continue
        index += 2
        while index < len(stream) and (last := _condition_end(stream, words, index)) is not None:
            begin, direction = index, "ASC"
            if words[index] in {"ASC", "DESC"}:
                begin, direction = index + 1, words[index]
            yield _Condition(stream[index].start, stream[last].end, direction, stream[begin : last + 1], depth)
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
    return _closing(stream, index)


def _closing(stream: list[Token], index: int) -> int | None:
    """Return the index of the bracket that closes the one at this index."""
    depth = 0
    for last in range(index, len(stream)):
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(stream[last].kind, 0)
        if depth == 0:
            return last
    return None


def _without_brackets(expression: list[Token]) -> list[Token]:
    while len(expression) > 2 and expression[0].text == "(" and _closing(expression, 0) == len(expression) - 1:
        expression = expression[1:-1]
    return expression


def _has_one_kind(expression: list[Token]) -> bool:
    """Return whether the expression is a call of a function with values of one kind, or begins as a boolean does."""
    expression = _without_brackets(expression)
    if expression[0].text.upper() in {"!", "NOT", "EXISTS"}:
        return True
    return (
        len(expression) > 2
        and expression[0].text.upper() in _ONE_KIND
        and expression[1].text == "("
        and _closing(expression, 1) == len(expression) - 1
    )


def _is_shown(expression: list[Token], shown: set[str] | None) -> bool:
    expression = _without_brackets(expression)
    if len(expression) > 1 or expression[0].kind is not Kind.VARIABLE:
        return False
    return shown is None or expression[0].text[1:] in shown


def _shown_variables(stream: list[Token]) -> set[str] | None:
    """Return the variables whose every sorted value is in the result; ``None`` for all of them (``SELECT *``)."""
    shown: set[str] = set()
    selects_all = False
    braces = brackets = 0
    previous = clause = ""
    for token in stream:
        word = token.text.upper()
        braces += {"{": 1, "}": -1}.get(word, 0)
        brackets += {"(": 1, ")": -1}.get(word, 0)
        if braces == 0 and token.kind is Kind.WORD:
            if word in {"LIMIT", "OFFSET"}:
                return set()
            if word in {"SELECT", "CONSTRUCT", "DESCRIBE", "ASK", "FROM", "WHERE", "ORDER", "GROUP", "HAVING"}:
                clause = word
        if braces > 0 and clause == "SELECT":
            clause = "WHERE"
        if clause == "SELECT" and token.kind is Kind.VARIABLE and (brackets == 0 or previous == "AS"):
            shown.add(token.text[1:])
        selects_all |= clause == "SELECT" and brackets == 0 and word == "*"
        previous = word
    return None if selects_all else shown


def _is_alias_of_one_kind(expression: list[Token], stream: list[Token]) -> bool:
    """Return whether the key is a variable that only an ``AS`` binds, to a function's values of one kind."""
    expression = _without_brackets(expression)
    name = expression[0].text[1:]
    if len(expression) > 1 or expression[0].kind is not Kind.VARIABLE:
        return False
    ends = [at for at, token in enumerate(stream) if token.kind is Kind.WORD and token.text.upper() == "ORDER"]
    uses = [at for at, token in enumerate(stream[: ends[-1]]) if token.kind is Kind.VARIABLE and token.text[1:] == name]
    if len(uses) != 1 or stream[uses[0] - 1].text.upper() != "AS":
        return False
    depth = 0
    for at in range(uses[0] - 2, -1, -1):
        depth += {Kind.CLOSE: 1, Kind.OPEN: -1}.get(stream[at].kind, 0)
        if depth < 0:
            return _has_one_kind(stream[at + 1 : uses[0] - 1])
    return False
