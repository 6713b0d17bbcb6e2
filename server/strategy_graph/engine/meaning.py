"""Finds what the grammar takes and SPARQL refuses all the same, in a query that the engine has refused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pyoxigraph import Literal, NamedNode

from strategy_graph.engine.functions import AGGREGATES
from strategy_graph.engine.refused import Slip, word_of
from strategy_graph.namespaces import PREFIXES
from strategy_graph.sparql_tokens import Kind, Token, unescape

_VALUES: Final = frozenset((Kind.IRI, Kind.NAME, Kind.STRING, Kind.NUMBER, Kind.WORD))


def before_the_refused(query: str, stream: list[Token]) -> Iterator[Slip]:
    """What is wrong whatever follows, so that it may be told of the part before a refused token."""
    yield from undeclared_prefixes(query, stream)
    yield from _rows_of_values(stream)
    yield from _labels_in_two_groups(stream)


def undeclared_prefixes(query: str, stream: list[Token]) -> Iterator[Slip]:
    """The prefixed names whose prefix the query does not declare (section 4.1.1)."""
    declared = {"_"}
    previous = ""
    for token in stream:
        if token.kind is Kind.NAME:
            prefix = token.text.partition(":")[0]
            if previous == "PREFIX":
                declared.add(prefix)
            elif query.startswith("//", token.end) and token.text == f"{prefix}:":
                yield Slip("this IRI is not in < >", "Write <…> around it", token.start)
            elif prefix not in declared:
                hint = f"Add this line at the top: PREFIX {prefix}: <{PREFIXES.get(prefix, '…')}>"
                yield Slip(f"the prefix {prefix}: is not declared", hint, token.start)
        previous = word_of(token)


def _rows_of_values(stream: list[Token]) -> Iterator[Slip]:
    """Rows of VALUES that have more or fewer values than there are variables (section 19.8, note 11)."""
    width = values = 0
    start: int | None = None
    inside = ""
    for before, token in pairwise(stream):
        if word_of(before) == "VALUES":
            inside, width = ("variables" if token.text == "(" else ""), 0
        elif inside == "variables":
            width += token.kind is Kind.VARIABLE
            inside = "rows" if token.text == ")" else inside
        elif inside == "rows" and token.text == "(":
            inside, start, values = "row", token.start, 0
        elif inside == "rows" and token.text == "}":
            inside = ""
        elif inside == "row" and token.text == "<<(":
            inside = ""  # A triple term is one value of several tokens.
        elif inside == "row" and token.text != ")":
            # The IRI after ^^ is a part of the literal before.
            values += token.kind in _VALUES and before.text != "^^"
        elif inside == "row" and start is not None:
            inside = "rows"
            if values != width:
                said = f"this row of VALUES has another number of values, {values}, than of variables, {width}"
                yield Slip(said, "Give each variable a value; UNDEF leaves it open", start)


def _labels_in_two_groups(stream: list[Token]) -> Iterator[Slip]:
    """Labels of blank nodes in two basic graph patterns (section 5.1.1)."""
    group: dict[str, int] = {}
    number = 0
    template = values = False
    for index, token in enumerate(stream):
        if token.text == "{":
            template = template or word_of(stream[index - 1]) == "CONSTRUCT"
            values = "VALUES" in {word_of(before) for before in stream[max(index - 2, 0) : index]}
            number += not values
        elif token.text == "}":
            number += not values
            if template:
                group.clear()
            template = values = False
        elif token.text.startswith("_:") and group.setdefault(token.text, number) != number:
            hint = "Use a variable: a label of a blank node holds within one group, without groups in between"
            yield Slip(f"the blank node {token.text} is in two groups", hint, token.start)


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


def in_the_whole(stream: list[Token]) -> Iterator[Slip]:
    """What is wrong with names and groups in a query that the grammar takes (sections 11, 16.1.2 and 18.2.4)."""
    yield from _misplaced_aggregates(stream)
    for select in _selects(stream):
        if select.star is not None and (select.grouped or select.aggregate is not None):
            yield Slip("SELECT * does not go with GROUP BY", "Name the variables", select.star.start)
        elif select.grouped or select.aggregate is not None:
            for token in select.free:
                if token.text not in select.keys:
                    hint = f"Add it to GROUP BY, or write (SAMPLE({token.text}) AS ?one)"
                    yield Slip(f"{token.text} is neither grouped nor aggregated", hint, token.start)
    yield from _names_given_twice(stream)
    yield from _variables_of_values(stream)
    yield from _terms(stream)
    yield from _relative_iris(stream)


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


def _names_given_twice(stream: list[Token]) -> Iterator[Slip]:
    for select in _selects(stream):
        for token in select.twice:
            if token.text not in select.named:
                yield Slip(f"{token.text} is named twice in SELECT", "Name it once", token.start)
        for token in [*select.twice, *(token for name, token in select.named.items() if name in select.seen)]:
            yield _taken(token)
    # For each open brace, the variables that were seen in it and in those that it holds.
    seen: list[set[str]] = [set()]
    for before, token in pairwise(stream):
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
    said = f"the name ?{token.text[1:]} is taken already where AS gives it"
    return Slip(said, "Give the value another name", token.start)


def _variables_of_values(stream: list[Token]) -> Iterator[Slip]:
    named: set[str] | None = None
    for before, token in pairwise(stream):
        if word_of(before) == "VALUES" and token.text == "(":
            named = set()
        elif token.text == ")":
            named = None
        elif named is not None:
            if token.text in named:
                yield Slip(f"{token.text} is named twice in VALUES", "Name it once", token.start)
            named.add(token.text)


def _terms(stream: list[Token]) -> Iterator[Slip]:
    """IRIs and language tags that are not well-formed (RFC 3987 and BCP 47)."""
    for token in stream:
        try:
            if token.kind is Kind.IRI:
                NamedNode(unescape(token.text[1:-1]))
            elif token.text.startswith("@"):
                Literal("", language=token.text[1:].partition("--")[0])
        except ValueError as error:
            if token.kind is not Kind.IRI:
                yield Slip(f"{token.text} is no language tag", "Write one as @en or @en-NZ", token.start)
            elif "scheme" not in str(error):
                yield Slip("this IRI is not well-formed", f"Correct it: {error}", token.start)


def _relative_iris(stream: list[Token]) -> Iterator[Slip]:
    """For when nothing else is wrong, since an engine may know what they are relative to."""
    for token in stream:
        if token.kind is Kind.IRI and ":" not in token.text:
            yield Slip("this IRI is relative", "Write it in full, or add BASE <…> at the top", token.start)
