"""Decides by the tokens of a query whether it may run: comments, strings and escapes hide keywords in its raw text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from strategy_graph.engine.api import Form, GuardedQuery, QueryForbidden, QuerySyntaxError, QueryTooLarge
from strategy_graph.engine.dataset_clauses import each_graph_once
from strategy_graph.engine.syntax_errors.characters import check_start
from strategy_graph.engine.syntax_errors.error_context import clip
from strategy_graph.sparql_tokens import (
    Kind,
    keywords_and_punctuation,
    kinds_and_texts,
    line_and_column,
    tokens,
    unescape,
)

_FORMS = {"SELECT": Form.SELECT, "ASK": Form.ASK, "CONSTRUCT": Form.GRAPH, "DESCRIBE": Form.GRAPH}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_VOLATILE = {"NOW", "RAND", "UUID", "STRUUID", "BNODE"}
_QUOTING = {"<": 1, ">": -1}
_NAMING = {Kind.WORD, Kind.NAME}
_BEFORE_GRAPHS = {"GRAPH", "FROM", "NAMED"}
_CHAINED = {"!", "-", "+", "^", "*", "?"}
# Tokens that create blank nodes in a CONSTRUCT template, with new labels in each run: [], (…), _:b, <<…>>, {|…|}, ~.
_ANONYMOUS = {"[", "(", "<", "|", "~"}


_Stream = list[tuple[Kind, str]]


@dataclass(frozen=True)
class Guard:
    """Limits on the text of a query.

    :ivar max_characters: greatest length.
    :ivar max_nesting: greatest depth of nested brackets. Oxigraph's parser and evaluator recurse: 20,000 nested
        parentheses overflow its stack, which kills the process.
    :ivar services: endpoints that SERVICE may call, as listed by the operator.
    """

    max_characters: int = 200_000
    max_nesting: int = 200
    services: frozenset[str] = frozenset()

    def admit(self, query: str) -> GuardedQuery:
        """Admit a query for an engine.

        :raises QueryTooLarge: it is longer or nested deeper than the limits.
        :raises QueryForbidden: it calls an unlisted endpoint by SERVICE, or is an update.
        :raises QuerySyntaxError: it has no query form, or is not Unicode text.
        """
        if len(query) > self.max_characters:
            raise QueryTooLarge(
                f"the query has {len(query):,} characters; the limit is {self.max_characters:,}",
                limit="query_characters",
                value=self.max_characters,
                hint="Shorten it, for example by asking in several queries",
            )
        if not query.isascii() and any("\ud800" <= character <= "\udfff" for character in query):
            raise QuerySyntaxError("the query holds half of a surrogate pair", hint="Send Unicode text as UTF-8")
        plain = unescape(query)
        notable = keywords_and_punctuation(plain)
        if plain != query:
            # SPARQL 1.1 Query resolves escapes before it parses (section 19.2); engines do so in strings and IRIs only.
            # Both readings of the query are checked.
            self._check(query, keywords_and_punctuation(query))
        self._check(plain, notable)
        words = {token.upper() for token in notable}
        names_dataset = "FROM" in words
        return GuardedQuery(
            text=each_graph_once(query) if names_dataset else query,
            form=_form(query, notable),
            volatile=not words.isdisjoint(_VOLATILE) or ("CONSTRUCT" in words and _anonymous(kinds_and_texts(plain))),
            names_dataset=names_dataset,
        )

    def _check(self, query: str, notable: list[str]) -> None:
        # The depth of nesting is at most the number of brackets, which are among these tokens.
        if len(notable) <= self.max_nesting and "SERVICE" not in query.upper():
            return
        stream = kinds_and_texts(query)
        depth = run = 0
        previous = ""
        for index, (kind, text) in enumerate(stream):
            if kind is Kind.OPEN:
                depth += 1
            elif kind is Kind.CLOSE:
                depth -= 1
            elif text in _QUOTING and text == previous:
                # << and >> around a reified triple nest as brackets do.
                depth += _QUOTING[text]
                text = ""
            elif kind in _NAMING and "SERVICE" in text.upper():
                self._check_service(query, stream[max(index - 1, 0) : index], stream[index : index + 3])
            previous = text
            # A chain of prefix operators ("!!!!x") recurses just as brackets do.
            run = run + 1 if text in _CHAINED else 0
            if depth > self.max_nesting or run > self.max_nesting:
                raise QueryTooLarge(
                    f"the query nests brackets or operators deeper than {self.max_nesting}",
                    limit="query_nesting",
                    value=self.max_nesting,
                    hint="Flatten it: use IN (…) or VALUES in place of nested expressions",
                )

    def _check_service(self, query: str, preceding: _Stream, following: _Stream) -> None:
        """Check a word or name that contains SERVICE; Oxigraph reads the keyword without a space after it as well."""
        (kind, text), *following = following
        if kind is Kind.NAME:
            names_graph = bool(preceding) and preceding[0][1].upper() in _BEFORE_GRAPHS
            called = following[0][1] if following else ""
            if "SERVICE" in text.partition(":")[0].upper() and called == "{" and not names_graph:
                raise QueryForbidden(
                    f"{text} before a group is read as SERVICE and a name",
                    hint="Name the prefix otherwise, without SERVICE, or write what is missing before the group",
                )
            return
        if text.upper() != "SERVICE":
            start = next(token.start for token in tokens(query) if token.text == text and token.kind is kind)
            line, column = line_and_column(query, start)
            hint = "Write a space after SERVICE, or a name as ?name or with its prefix"
            raise QuerySyntaxError(f"there is no word {clip(text)} in SPARQL", line=line, column=column, hint=hint)
        if following and following[0][0] is Kind.WORD and following[0][1].upper() == "SILENT":
            following = following[1:]
        kind, called = following[0] if following else (Kind.OTHER, "nothing")
        if kind is Kind.IRI and called[1:-1] in self.services:
            return
        if not self.services:
            raise QueryForbidden(
                "SERVICE is not allowed: this service calls no other address",
                hint="Ask the other endpoint yourself and join the results",
            )
        raise QueryForbidden(
            f"SERVICE may not call {called}",
            hint="Write one of these in full: " + ", ".join(f"<{service}>" for service in sorted(self.services)),
        )


def _form(query: str, notable: list[str]) -> Form:
    for token in notable:
        word = token.upper()
        if word in _FORMS:
            return _FORMS[word]
        if word in _UPDATES:
            raise QueryForbidden(
                f"{word} is an update; this service is read-only", hint="Use SELECT, ASK, CONSTRUCT or DESCRIBE"
            )
    stream = list(tokens(query))
    diagnostic = next(check_start(query, stream), None)
    message, hint = "there is no SELECT, ASK, CONSTRUCT or DESCRIBE in the query", "Add one of them after the prefixes"
    line, column = line_and_column(query, stream[-1].end if diagnostic is None else diagnostic.start)
    if diagnostic is not None:
        message, hint = diagnostic.message, diagnostic.hint
    raise QuerySyntaxError(message, line=line, column=column, hint=hint)


def _anonymous(stream: _Stream) -> bool:
    """Return whether the template of a CONSTRUCT creates blank nodes."""
    return any(text in _ANONYMOUS or text.startswith("_:") for text in _template(stream))


def _template(stream: _Stream) -> Iterator[str]:
    depth, inside = 0, False
    for kind, text in stream:
        if kind is Kind.WORD and text.upper() == "CONSTRUCT":
            inside = True
        elif inside and text == "{":
            depth += 1
        elif inside and text == "}":
            depth -= 1
            if depth == 0:
                return
        elif depth:
            yield text
