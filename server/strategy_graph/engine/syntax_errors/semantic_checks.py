"""Finds what the grammar takes and SPARQL refuses all the same, in a query that the engine has refused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pyoxigraph import Literal, NamedNode

from strategy_graph.engine.syntax_errors.error_context import Slip, clip, word_of
from strategy_graph.engine.syntax_errors.grouping import names_and_groups
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
            elif token.text == ":" and query.startswith("=", token.end):
                yield Slip(":= is no operator of SPARQL", "Write BIND(… AS ?name)", token.start)
            elif prefix not in declared:
                hint = f"Add this line at the top: PREFIX {clip(prefix)}: <{PREFIXES.get(prefix, '…')}>"
                yield Slip(f"the prefix {clip(prefix)}: is not declared", hint, token.start)
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
            yield Slip(f"the blank node {clip(token.text)} is in two groups", hint, token.start)


def in_the_whole(stream: list[Token]) -> Iterator[Slip]:
    """What is wrong with a query that the grammar takes."""
    yield from names_and_groups(stream)
    yield from _variables_named_twice(stream)
    yield from _terms(stream)
    yield from _relative_iris(stream)


def _variables_named_twice(stream: list[Token]) -> Iterator[Slip]:
    """In VALUES and DESCRIBE; what SELECT names is looked at with its groups."""
    clause, named = "", set[str]()
    for before, token in pairwise(stream):
        word = word_of(before)
        if (word == "VALUES" and token.text == "(") or word == "DESCRIBE":
            clause, named = word, set()
        elif clause and token.kind not in {Kind.VARIABLE, Kind.IRI, Kind.NAME}:
            clause = ""
        if clause and token.kind is Kind.VARIABLE:
            if token.text in named:
                yield Slip(f"{clip(token.text)} is named twice in {clause}", "Name it once", token.start)
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
                yield Slip(f"{clip(token.text)} is no language tag", "Write one as @en or @en-NZ", token.start)
            elif "scheme" not in str(error):
                yield Slip("this IRI is not well-formed", f"Correct it: {error}", token.start)


def _relative_iris(stream: list[Token]) -> Iterator[Slip]:
    """For when nothing else is wrong, since an engine may know what they are relative to."""
    for token in stream:
        if token.kind is Kind.IRI and ":" not in token.text:
            yield Slip("this IRI is relative", "Write it in full, or add BASE <…> at the top", token.start)
