"""Check the rules on grouping, aggregates and aliases in a query that the grammar accepts.

SPARQL 1.1 Query states them in sections 11.4, 16.1.2, 18.2.4 and 19.8, note 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from strategy_graph.engine.syntax_errors.error_context import Diagnostic, clip, word_of
from strategy_graph.engine.syntax_errors.functions import AGGREGATES
from strategy_graph.sparql_tokens import Kind, Token


def check_grouping(stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield diagnostics of misplaced aggregates, ungrouped variables, and aliases that are in scope already."""
    yield from _check_misplaced_aggregates(stream)
    selects = _collect_selects(stream)
    for select in selects:
        if select.star is not None and (select.has_group_by or select.aggregate is not None):
            yield Diagnostic("SELECT * does not go with GROUP BY", "Name the variables", select.star.start)
        elif select.has_group_by or select.aggregate is not None:
            for token in select.unaggregated:
                if token.text not in select.group_keys:
                    hint = f"Add it to GROUP BY, or write (SAMPLE({clip(token.text)}) AS ?one)"
                    yield Diagnostic(f"{clip(token.text)} is neither grouped nor aggregated", hint, token.start)
    yield from _check_aliases(stream, selects)


class _SelectQuery:
    """Collect the variables of a SELECT query.

    :ivar depth: the bracket depth of its SELECT keyword.
    :ivar clause: the keyword of the clause that is being read.
    :ivar star: the ``*`` of the projection.
    :ivar aggregate: the first aggregate outside of the pattern.
    :ivar group_keys: the variables of GROUP BY.
    :ivar aliases: by variable: the token after AS.
    :ivar unaggregated: the variables of the projection outside of aggregates.
    :ivar projected: the variables that the projection names.
    :ivar duplicates: the tokens that project a variable again.
    :ivar in_scope: the variables of the pattern and the aliases of GROUP BY.
    """

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.clause = "SELECT"
        self.star: Token | None = None
        self.has_group_by = False
        self.aggregate: Token | None = None
        self.group_keys: set[str] = set()
        self.aliases: dict[str, Token] = {}
        self.unaggregated: list[Token] = []
        self.projected: set[str] = set()
        self.duplicates: list[Token] = []
        self.in_scope: set[str] = set()


def _collect_selects(stream: list[Token]) -> list[_SelectQuery]:
    """Return the SELECT queries of a query, sub-selects before the query that contains them."""
    found: list[_SelectQuery] = []
    open_selects: list[_SelectQuery] = []
    depth = aggregate_depth = 0
    for index, token in enumerate(stream):
        word = word_of(token)
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0)
        while open_selects and depth < open_selects[-1].depth:
            _close_select(open_selects.pop(), open_selects, found)
        aggregate_depth = 0 if depth < aggregate_depth else aggregate_depth
        if word == "SELECT":
            open_selects.append(_SelectQuery(depth))
        elif open_selects:
            if word in AGGREGATES and not aggregate_depth:
                aggregate_depth = depth + 1
                select = open_selects[-1]
                select.aggregate = select.aggregate or (token if select.clause != "WHERE" else None)
            _process_token(open_selects[-1], stream, index, depth, bool(aggregate_depth) and depth >= aggregate_depth)
    while open_selects:
        _close_select(open_selects.pop(), open_selects, found)
    return found


def _close_select(select: _SelectQuery, outer: list[_SelectQuery], found: list[_SelectQuery]) -> None:
    """Append a SELECT query to the result, and add its projection to the scope of the outer query."""
    found.append(select)
    if outer:
        visible = {token.text for token in select.unaggregated} if not select.star else select.in_scope
        outer[-1].in_scope |= visible | set(select.aliases)


def _process_token(select: _SelectQuery, stream: list[Token], index: int, depth: int, aggregated: bool) -> None:
    """Update a SELECT query by its next token.

    :param aggregated: whether the token is in the brackets of an aggregate.
    """
    token = stream[index]
    word = word_of(token) if depth == select.depth else ""
    if word in {"WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "VALUES"} or (
        select.clause == "SELECT" and token.text == "{"
    ):
        select.clause = word or "WHERE"
        select.has_group_by = select.has_group_by or word == "GROUP"
    elif select.clause == "SELECT" and token.text == "*" and depth == select.depth:
        select.star = token
    elif token.kind is Kind.VARIABLE:
        is_alias = index > 0 and word_of(stream[index - 1]) == "AS"
        if select.clause == "SELECT" and not aggregated:
            _add_projection(select, token, is_alias, depth)
        elif select.clause == "GROUP" and (depth == select.depth or is_alias or _is_alone_in_brackets(stream, index)):
            select.group_keys.add(token.text)
            if is_alias:
                select.in_scope.add(token.text)
        elif select.clause == "WHERE":
            select.in_scope.add(token.text)


def _is_alone_in_brackets(stream: list[Token], index: int) -> bool:
    """Return whether a token is the only one between two round brackets."""
    return stream[index - 1].text == "(" and index + 1 < len(stream) and stream[index + 1].text == ")"


def _add_projection(select: _SelectQuery, token: Token, is_alias: bool, depth: int) -> None:
    """Add a variable of the SELECT clause as an alias, a duplicate or an unaggregated variable."""
    at_top_level = depth == select.depth
    if (is_alias or at_top_level) and token.text in select.projected:
        select.duplicates.append(token)
    elif is_alias:
        select.aliases[token.text] = token
    elif token.text not in select.aliases:
        select.unaggregated.append(token)
    if is_alias or at_top_level:
        select.projected.add(token.text)


def _check_misplaced_aggregates(stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield diagnostics of aggregates in FILTER and BIND."""
    bracket_keywords: list[str] = []
    for index, token in enumerate(stream):
        if token.kind is Kind.OPEN:
            bracket_keywords.append(word_of(stream[index - 1]) if index else "")
        elif token.kind is Kind.CLOSE and bracket_keywords:
            bracket_keywords.pop()
        elif word_of(token) in AGGREGATES:
            clause = next((word for word in reversed(bracket_keywords) if word in {"FILTER", "BIND"}), "")
            clause = clause or ("FILTER" if index and word_of(stream[index - 1]) == "FILTER" else "")
            if clause and "SELECT" not in bracket_keywords:
                hint = "Aggregate in SELECT or HAVING, or in a sub-select"
                yield Diagnostic(f"{token.text} stands in {clause}, where nothing is grouped", hint, token.start)


def _check_aliases(stream: list[Token], selects: list[_SelectQuery]) -> Iterator[Diagnostic]:
    """Yield diagnostics of duplicates in SELECT, and of aliases that are in scope already."""
    for select in selects:
        for token in select.duplicates:
            if token.text not in select.aliases:
                yield Diagnostic(f"{clip(token.text)} is named twice in SELECT", "Name it once", token.start)
        aliases_in_scope = (token for name, token in select.aliases.items() if name in select.in_scope)
        for token in [*select.duplicates, *aliases_in_scope]:
            yield _alias_in_use(token)
    # Keep the variables in scope for each open brace, those of nested braces included. Skip FILTER: it binds nothing.
    in_scope: list[set[str]] = [set()]
    depth = filter_depth = 0
    for previous, token in pairwise(stream):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if word_of(previous) == "FILTER" and token.text == "(" and not filter_depth:
            filter_depth = depth
        if filter_depth:
            filter_depth = 0 if depth < filter_depth else filter_depth
            continue
        if token.text == "{":
            in_scope.append(set())
        elif token.text == "}" and len(in_scope) > 1:
            inner_scope = in_scope.pop()
            in_scope[-1] |= inner_scope
        elif token.kind is Kind.VARIABLE:
            if word_of(previous) == "AS" and token.text in in_scope[-1] and len(in_scope) > 1:
                yield _alias_in_use(token)
            in_scope[-1].add(token.text)


def _alias_in_use(token: Token) -> Diagnostic:
    """Return the diagnostic of an alias that is in scope already."""
    message = f"the name ?{clip(token.text[1:])} is taken already where AS gives it"
    return Diagnostic(message, "Give the value another name", token.start)
