"""Finds what goes against the rules on grouping and on the names that AS gives, in a query that the grammar takes.

The rules are in SPARQL 1.1 Query, sections 11.4, 16.1.2, 18.2.4 and 19.8, note 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from strategy_graph.engine.syntax_errors.error_context import Slip, clip, word_of
from strategy_graph.engine.syntax_errors.functions import AGGREGATES
from strategy_graph.sparql_tokens import Kind, Token


def names_and_groups(stream: list[Token]) -> Iterator[Slip]:
    """Aggregates where nothing is grouped, variables that are not grouped, and names that are taken."""
    yield from _misplaced_aggregates(stream)
    selects = _selects(stream)
    for select in selects:
        if select.star is not None and (select.grouped or select.aggregate is not None):
            yield Slip("SELECT * does not go with GROUP BY", "Name the variables", select.star.start)
        elif select.grouped or select.aggregate is not None:
            for token in select.free:
                if token.text not in select.keys:
                    hint = f"Add it to GROUP BY, or write (SAMPLE({clip(token.text)}) AS ?one)"
                    yield Slip(f"{clip(token.text)} is neither grouped nor aggregated", hint, token.start)
    yield from _names_given_twice(stream, selects)


class _Select:
    """What a SELECT names, and what its clauses after the pattern group by."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.clause = "SELECT"
        self.star: Token | None = None
        self.grouped = False
        self.aggregate: Token | None = None
        self.keys: set[str] = set()
        self.named: dict[str, Token] = {}
        """By variable: where AS gives it."""
        self.free: list[Token] = []
        """The variables of the projection that stand in no aggregate."""
        self.projected: set[str] = set()
        self.twice: list[Token] = []
        """Where a variable is named again."""
        self.seen: set[str] = set()
        """The variables of the pattern and the keys."""


def _selects(stream: list[Token]) -> list[_Select]:
    """The SELECT queries of a query, the inner ones before the outer."""
    found: list[_Select] = []
    opened: list[_Select] = []
    depth = hidden = 0
    for index, token in enumerate(stream):
        word = word_of(token)
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0)
        while opened and depth < opened[-1].depth:
            _leave(opened.pop(), opened, found)
        hidden = 0 if depth < hidden else hidden
        if word == "SELECT":
            opened.append(_Select(depth))
        elif opened:
            if word in AGGREGATES and not hidden:
                hidden = depth + 1
                select = opened[-1]
                select.aggregate = select.aggregate or (token if select.clause != "WHERE" else None)
            _read(opened[-1], stream, index, depth, bool(hidden) and depth >= hidden)
    while opened:
        _leave(opened.pop(), opened, found)
    return found


def _leave(select: _Select, outer: list[_Select], found: list[_Select]) -> None:
    found.append(select)
    if outer:
        visible = {token.text for token in select.free} if not select.star else select.seen
        outer[-1].seen |= visible | set(select.named)


def _read(select: _Select, stream: list[Token], index: int, depth: int, aggregated: bool) -> None:
    token = stream[index]
    word = word_of(token) if depth == select.depth else ""
    if word in {"WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "VALUES"} or (
        select.clause == "SELECT" and token.text == "{"
    ):
        select.clause = word or "WHERE"
        select.grouped = select.grouped or word == "GROUP"
    elif select.clause == "SELECT" and token.text == "*" and depth == select.depth:
        select.star = token
    elif token.kind is Kind.VARIABLE:
        given = index > 0 and word_of(stream[index - 1]) == "AS"
        if select.clause == "SELECT" and not aggregated:
            _project(select, token, given, depth)
        elif select.clause == "GROUP" and (depth == select.depth or given or _alone(stream, index)):
            select.keys.add(token.text)
            if given:
                select.seen.add(token.text)
        elif select.clause == "WHERE":
            select.seen.add(token.text)


def _alone(stream: list[Token], index: int) -> bool:
    """Whether a token is all that its brackets hold."""
    return stream[index - 1].text == "(" and index + 1 < len(stream) and stream[index + 1].text == ")"


def _project(select: _Select, token: Token, given: bool, depth: int) -> None:
    plain = depth == select.depth
    if (given or plain) and token.text in select.projected:
        select.twice.append(token)
    elif given:
        select.named[token.text] = token
    elif token.text not in select.named:
        select.free.append(token)
    if given or plain:
        select.projected.add(token.text)


def _misplaced_aggregates(stream: list[Token]) -> Iterator[Slip]:
    inside: list[str] = []
    for index, token in enumerate(stream):
        if token.kind is Kind.OPEN:
            inside.append(word_of(stream[index - 1]) if index else "")
        elif token.kind is Kind.CLOSE and inside:
            inside.pop()
        elif word_of(token) in AGGREGATES:
            within = next((word for word in reversed(inside) if word in {"FILTER", "BIND"}), "")
            within = within or ("FILTER" if index and word_of(stream[index - 1]) == "FILTER" else "")
            if within and "SELECT" not in inside:
                hint = "Aggregate in SELECT or HAVING, or in a sub-select"
                yield Slip(f"{token.text} stands in {within}, where nothing is grouped", hint, token.start)


def _names_given_twice(stream: list[Token], selects: list[_Select]) -> Iterator[Slip]:
    for select in selects:
        for token in select.twice:
            if token.text not in select.named:
                yield Slip(f"{clip(token.text)} is named twice in SELECT", "Name it once", token.start)
        for token in [*select.twice, *(token for name, token in select.named.items() if name in select.seen)]:
            yield _taken(token)
    # For each open brace, the variables that were seen in it and in those that it holds. Those of FILTER bind nothing.
    seen: list[set[str]] = [set()]
    depth = filtered = 0
    for before, token in pairwise(stream):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if word_of(before) == "FILTER" and token.text == "(" and not filtered:
            filtered = depth
        if filtered:
            filtered = 0 if depth < filtered else filtered
            continue
        if token.text == "{":
            seen.append(set())
        elif token.text == "}" and len(seen) > 1:
            inner = seen.pop()
            seen[-1] |= inner
        elif token.kind is Kind.VARIABLE:
            if word_of(before) == "AS" and token.text in seen[-1] and len(seen) > 1:
                yield _taken(token)
            seen[-1].add(token.text)


def _taken(token: Token) -> Slip:
    said = f"the name ?{clip(token.text[1:])} is taken already where AS gives it"
    return Slip(said, "Give the value another name", token.start)
