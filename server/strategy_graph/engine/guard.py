"""Decides on a query's tokens whether it may run; comments, strings and escapes would deceive on its raw text."""

from __future__ import annotations

from dataclasses import dataclass

from strategy_graph.engine.api import Form, QueryForbidden, QuerySyntaxError, QueryTooLarge
from strategy_graph.sparql_tokens import Kind, Token, tokens, unescape

_FORMS = {"SELECT": Form.SELECT, "ASK": Form.ASK, "CONSTRUCT": Form.GRAPH, "DESCRIBE": Form.GRAPH}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_CHAINED = {"!", "-", "+", "^", "*", "?"}


@dataclass(frozen=True)
class Guard:
    """The limits on a query's text.

    :ivar max_characters: its length.
    :ivar max_nesting: how deep brackets may nest. Oxigraph's parser and evaluator recurse: 20,000 nested parentheses
        overflow its stack, which kills the process.
    """

    max_characters: int = 200_000
    max_nesting: int = 200

    def check(self, query: str) -> Form:
        """The query's form.

        :raises QueryTooLarge: it is longer or nested deeper than the limits.
        :raises QueryForbidden: it has SERVICE, or is an update.
        :raises QuerySyntaxError: it has no query form at all.
        """
        if len(query) > self.max_characters:
            raise QueryTooLarge(
                f"the query has {len(query):,} characters; the limit is {self.max_characters:,}",
                hint="Shorten it, for example by asking in several queries",
            )
        stream = list(tokens(unescape(query)))
        self._check_nesting(stream)
        for token in stream:
            if token.kind is Kind.WORD and token.text.upper() == "SERVICE":
                raise QueryForbidden(
                    "SERVICE is not allowed: this service calls no other address",
                    hint="Ask the other endpoint yourself and join the results",
                )
        return _form(stream)

    def _check_nesting(self, stream: list[Token]) -> None:
        depth = run = 0
        for token in stream:
            if token.kind is Kind.OPEN:
                depth += 1
            elif token.kind is Kind.CLOSE:
                depth -= 1
            # A chain of prefix operators ("!!!!x") recurses just as brackets do.
            run = run + 1 if token.text in _CHAINED else 0
            if max(depth, run) > self.max_nesting:
                raise QueryTooLarge(
                    f"the query nests brackets or operators deeper than {self.max_nesting}",
                    hint="Flatten it: use IN (…) or VALUES in place of nested expressions",
                )


def parse_form(query: str) -> Form:
    """The form of a query that passed the guard.

    :raises QuerySyntaxError: it has none.
    """
    return _form(list(tokens(unescape(query))))


def _form(stream: list[Token]) -> Form:
    for token in stream:
        if token.kind is not Kind.WORD:
            continue
        word = token.text.upper()
        if word in _FORMS:
            return _FORMS[word]
        if word in _UPDATES:
            raise QueryForbidden(
                f"{word} is an update; this service is read-only", hint="Use SELECT, ASK, CONSTRUCT or DESCRIBE"
            )
    raise QuerySyntaxError(
        "there is no SELECT, ASK, CONSTRUCT or DESCRIBE in the query", hint="Begin it with one of them"
    )
