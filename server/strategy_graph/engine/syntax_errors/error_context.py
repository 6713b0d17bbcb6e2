"""Define the context of a parse failure, which the checks inspect, and the diagnostic, which they return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from strategy_graph.sparql_tokens import Kind, Token

CLOSING_BRACKETS: Final = {"(": ")", "{": "}", "[": "]"}
CLAUSE_KEYWORDS: Final = frozenset(
    "SELECT ASK CONSTRUCT DESCRIBE FROM WHERE GROUP HAVING ORDER LIMIT OFFSET VALUES".split()
)
"""List the keywords that begin a clause."""
SOLUTION_MODIFIERS: Final = frozenset("GROUP HAVING ORDER LIMIT OFFSET".split())
"""List the keywords that begin a solution modifier."""
KEYWORDS: Final = CLAUSE_KEYWORDS | frozenset(
    "A AS ASC BASE BIND BY DESC DISTINCT EXISTS FILTER FROM GRAPH IN LATERAL MINUS NAMED NOT OPTIONAL PREFIX REDUCED "
    "SEPARATOR SERVICE SILENT UNDEF UNION VERSION".split()
)
"""List the keywords in upper case, without functions and booleans."""
TERM_KINDS: Final = frozenset((Kind.VARIABLE, Kind.IRI, Kind.NAME, Kind.STRING, Kind.NUMBER))


class Diagnostic(NamedTuple):
    """Describe one mistake in a query.

    :ivar message: what is wrong.
    :ivar hint: how to correct it.
    :ivar start: the offset in the text of the query.
    """

    message: str
    hint: str
    start: int


def clip(text: str) -> str:
    """Truncate a text that is quoted in a message to 40 characters."""
    return text if len(text) <= 40 else text[:40] + "…"


def word_of(token: Token) -> str:
    """Return a word in upper case, and the empty string for any other kind of token."""
    return token.text.upper() if token.kind is Kind.WORD else ""


@dataclass(frozen=True)
class ErrorContext:
    """Hold a query with its parse failure.

    :ivar stream: the tokens of the query.
    :ivar token_index: the index of the rejected token, or the number of tokens at the end of the query.
    :ivar expected: the expected tokens, as in :class:`strategy_graph.engine.syntax_errors.grammar.ParseFailure`.
    """

    query: str
    stream: list[Token]
    token_index: int
    expected: frozenset[str]

    def token(self, offset: int = 0) -> Token:
        """Return the token at an offset from the rejected one, with a clipped text.

        Return an empty token for an offset outside of the query.
        """
        index = self.token_index + offset
        if 0 <= index < len(self.stream):
            token = self.stream[index]
            return token._replace(text=clip(token.text))
        end = self.stream[-1].end if self.stream and index > 0 else 0
        return Token(Kind.OTHER, "", end, end)

    def word(self, offset: int = 0) -> str:
        """Return the word at an offset from the rejected token, as :func:`word_of` does."""
        return word_of(self.token(offset))

    def adjacent(self, offset: int = 0) -> bool:
        """Return whether no white space separates a token from the previous one."""
        return self.token(offset - 1).end == self.token(offset).start

    @cached_property
    def open_brackets(self) -> list[int]:
        """Return the indexes of the brackets that are open at the rejected token, the innermost last."""
        found: list[int] = []
        for index, token in enumerate(self.stream[: self.token_index]):
            if token.kind is Kind.OPEN:
                found.append(index)
            elif token.kind is Kind.CLOSE and found:
                found.pop()
        return found

    @cached_property
    def enclosing_bracket(self) -> str:
        """Return the text of the innermost open bracket, or the empty string."""
        return self.stream[self.open_brackets[-1]].text if self.open_brackets else ""

    def bracket_keyword(self, depth: int = -1) -> str:
        """Return the word before an open bracket in upper case, or the empty string.

        :param depth: an index into :attr:`open_brackets`; -1 is the innermost bracket.
        """
        if len(self.open_brackets) < -depth or self.open_brackets[depth] == 0:
            return ""
        return word_of(self.stream[self.open_brackets[depth] - 1])

    @cached_property
    def preceding_siblings(self) -> list[Token]:
        """Return the tokens between the innermost open bracket and the rejected token.

        Omit the content of closed bracket pairs, but keep the brackets.
        """
        found: list[Token] = []
        depth = 0
        for token in self.stream[self.open_brackets[-1] + 1 if self.open_brackets else 0 : self.token_index]:
            depth -= token.kind is Kind.CLOSE
            if depth == 0:
                found.append(token)
            depth += token.kind is Kind.OPEN
        return found

    @cached_property
    def clause(self) -> str:
        """Return the last clause keyword among the preceding siblings, or the empty string."""
        return next((word for word in map(word_of, reversed(self.preceding_siblings)) if word in CLAUSE_KEYWORDS), "")

    @cached_property
    def in_template(self) -> bool:
        """Return whether the rejected token is in the template of a CONSTRUCT."""
        return bool(self.open_brackets) and any(
            self.bracket_keyword(-depth) == "CONSTRUCT" for depth in range(1, len(self.open_brackets) + 1)
        )

    @cached_property
    def bracket_unclosed(self) -> bool:
        """Return whether a closing brace or the end of the query precedes the end of the innermost open bracket."""
        depth = 1
        for token in self.stream[self.token_index :]:
            if token.text == "}" or depth == 0:
                return depth > 0
            depth += {"(": 1, ")": -1}.get(token.text, 0)
        return depth > 0

    def diagnostic(self, message: str, hint: str, offset: int = 0) -> Diagnostic:
        """Return a diagnostic at the rejected token, or at an offset from it."""
        return Diagnostic(message, hint, self.token(offset).start)


Check = Callable[[ErrorContext], Diagnostic | None]
"""Return the diagnostic of one kind of mistake, or ``None`` if the context does not show it."""
