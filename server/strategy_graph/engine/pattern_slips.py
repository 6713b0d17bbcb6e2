"""Finds slips in the triples and in the VALUES of a query that the parser has refused (SPARQL 1.1, section 19.8)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from strategy_graph.engine.slips import Finder, Slip
from strategy_graph.sparql_tokens import Kind, Token

_NEVER_AFTER: Final = {".": {"{", ".", ","}, ";": {"{", ".", ","}, ",": {"{", ".", ";", ","}}
"""What a separator of triples, or of their parts, can't follow (grammar rules 52, 55, 77 and 79)."""
_TERMS: Final = {Kind.VARIABLE, Kind.IRI, Kind.NAME}
_VALUES: Final = {Kind.IRI, Kind.NAME, Kind.STRING, Kind.NUMBER, Kind.WORD}


def _separators(query: str, stream: list[Token]) -> Iterator[Slip]:
    for before, token in pairwise(stream):
        if before.text in _NEVER_AFTER.get(token.text, ()):
            hint = f"Remove it, or write what is missing between {before.text} and {token.text}"
            yield Slip(f"this {token.text} cannot follow a {before.text}", hint, token.start)
        elif before.text == "," and token.text == "}":
            yield Slip("an object is missing after this comma", "Write it, or remove the comma", before.start)


def _rows_of_values(query: str, stream: list[Token]) -> Iterator[Slip]:
    """A row of VALUES that has more or fewer values than there are variables (rule 65, note 11)."""
    width = values = 0
    start: int | None = None
    inside = ""
    for before, token in pairwise(stream):
        if before.kind is Kind.WORD and before.text.upper() == "VALUES":
            inside, width = ("variables" if token.text == "(" else ""), 0
        elif inside == "variables":
            width += token.kind is Kind.VARIABLE
            inside = "rows" if token.text == ")" else inside
        elif inside == "rows" and token.text == "(":
            inside, start, values = "row", token.start, 0
        elif inside == "rows" and token.text == "}":
            inside = ""
        elif inside == "row" and token.text != ")":
            # The IRI after ^^ is a part of the literal before.
            values += token.kind in _VALUES and before.text != "^"
        elif inside == "row" and start is not None:
            inside = "rows"
            if values != width:
                said = f"this row of VALUES has another number of values, {values}, than of variables, {width}"
                yield Slip(said, "Give each variable a value; UNDEF leaves it open", start)


def _parts_of_triples(query: str, stream: list[Token]) -> Iterator[Slip]:
    """A subject alone, or with a predicate alone, between braces or dots (rules 75 and 77)."""
    statement: list[Token] = []
    data = False
    for token in stream:
        if token.text not in {"{", ".", "}"}:
            statement.append(token)
            continue
        if token.text == "{":
            # VALUES ?x { … } holds terms, and no triples.
            data = len(statement) > 1 and statement[-2].text.upper() == "VALUES"
        elif not data and len(statement) in {1, 2} and all(map(_in_triple, statement)):
            missing = "an object is" if len(statement) == 2 else "a predicate and an object are"
            last = statement[-1]
            yield Slip(f"{missing} missing after {last.text}", "A triple has three parts", last.start)
        statement = []


def _in_triple(token: Token) -> bool:
    return token.kind in _TERMS or token.text == "a"


PATTERN_FINDERS: Final[tuple[Finder, ...]] = (_separators, _rows_of_values, _parts_of_triples)
"""For when brackets, words and prefixes are right."""
