"""Check the rules of SPARQL that the grammar does not express, in a query that the engine rejects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pyoxigraph import Literal, NamedNode

from strategy_graph.engine.syntax_errors.error_context import Diagnostic, clip, word_of
from strategy_graph.engine.syntax_errors.grouping import check_grouping
from strategy_graph.namespaces import PREFIXES
from strategy_graph.sparql_tokens import Kind, Token, unescape

_VALUE_KINDS: Final = frozenset((Kind.IRI, Kind.NAME, Kind.STRING, Kind.NUMBER, Kind.WORD))


def check_partial_query(query: str, stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield diagnostics that hold for the tokens before a rejected token, whatever follows them."""
    yield from check_prefix_declarations(query, stream)
    yield from _check_values_rows(stream)
    yield from _check_blank_node_labels(stream)


def check_prefix_declarations(query: str, stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield diagnostics of prefixed names with an undeclared prefix (section 4.1.1)."""
    declared = {"_"}
    previous = ""
    for token in stream:
        if token.kind is Kind.NAME:
            prefix = token.text.partition(":")[0]
            if previous == "PREFIX":
                declared.add(prefix)
            elif query.startswith("//", token.end) and token.text == f"{prefix}:":
                yield Diagnostic("this IRI is not in < >", "Write <…> around it", token.start)
            elif token.text == ":" and query.startswith("=", token.end):
                yield Diagnostic(":= is no operator of SPARQL", "Write BIND(… AS ?name)", token.start)
            elif prefix not in declared:
                hint = f"Add this line at the top: PREFIX {clip(prefix)}: <{PREFIXES.get(prefix, '…')}>"
                yield Diagnostic(f"the prefix {clip(prefix)}: is not declared", hint, token.start)
        previous = word_of(token)


def _check_values_rows(stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield diagnostics of VALUES rows whose number of values differs from that of the variables (19.8, note 11)."""
    width = values = 0
    start: int | None = None
    state = ""
    for previous, token in pairwise(stream):
        if word_of(previous) == "VALUES":
            state, width = ("variables" if token.text == "(" else ""), 0
        elif state == "variables":
            width += token.kind is Kind.VARIABLE
            state = "rows" if token.text == ")" else state
        elif state == "rows" and token.text == "(":
            state, start, values = "row", token.start, 0
        elif state == "rows" and token.text == "}":
            state = ""
        elif state == "row" and token.text == "<<(":
            state = ""  # Skip the clause: a triple term is one value of several tokens.
        elif state == "row" and token.text != ")":
            # Do not count the IRI after ^^: it is part of the literal.
            values += token.kind in _VALUE_KINDS and previous.text != "^^"
        elif state == "row" and start is not None:
            state = "rows"
            if values != width:
                message = f"this row of VALUES has another number of values, {values}, than of variables, {width}"
                yield Diagnostic(message, "Give each variable a value; UNDEF leaves it open", start)


def _check_blank_node_labels(stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield diagnostics of blank node labels in two basic graph patterns (section 5.1.1)."""
    first_groups: dict[str, int] = {}
    group_number = 0
    template = values = False
    for index, token in enumerate(stream):
        if token.text == "{":
            template = template or word_of(stream[index - 1]) == "CONSTRUCT"
            values = "VALUES" in {word_of(previous) for previous in stream[max(index - 2, 0) : index]}
            group_number += not values
        elif token.text == "}":
            group_number += not values
            if template:
                first_groups.clear()
            template = values = False
        elif token.text.startswith("_:") and first_groups.setdefault(token.text, group_number) != group_number:
            hint = "Use a variable: a label of a blank node holds within one group, without groups in between"
            yield Diagnostic(f"the blank node {clip(token.text)} is in two groups", hint, token.start)


def check_query(stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield diagnostics of a whole query that the grammar accepts."""
    yield from check_grouping(stream)
    yield from _check_duplicate_variables(stream)
    yield from _check_terms(stream)
    yield from _check_relative_iris(stream)


def _check_duplicate_variables(stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield diagnostics of duplicate variables in VALUES and DESCRIBE; :func:`check_grouping` covers SELECT."""
    clause, variables = "", set[str]()
    for previous, token in pairwise(stream):
        word = word_of(previous)
        if (word == "VALUES" and token.text == "(") or word == "DESCRIBE":
            clause, variables = word, set()
        elif clause and token.kind not in {Kind.VARIABLE, Kind.IRI, Kind.NAME}:
            clause = ""
        if clause and token.kind is Kind.VARIABLE:
            if token.text in variables:
                yield Diagnostic(f"{clip(token.text)} is named twice in {clause}", "Name it once", token.start)
            variables.add(token.text)


def _check_terms(stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield diagnostics of ill-formed IRIs and language tags (RFC 3987 and BCP 47)."""
    for token in stream:
        try:
            if token.kind is Kind.IRI:
                NamedNode(unescape(token.text[1:-1]))
            elif token.text.startswith("@"):
                Literal("", language=token.text[1:].partition("--")[0])
        except ValueError as error:
            if token.kind is not Kind.IRI:
                yield Diagnostic(f"{clip(token.text)} is no language tag", "Write one as @en or @en-NZ", token.start)
            elif "scheme" not in str(error):
                yield Diagnostic("this IRI is not well-formed", f"Correct it: {error}", token.start)


def _check_relative_iris(stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield diagnostics of relative IRIs; call it last, since an engine may have a base IRI for them."""
    for token in stream:
        if token.kind is Kind.IRI and ":" not in token.text:
            yield Diagnostic("this IRI is relative", "Write it in full, or add BASE <…> at the top", token.start)
