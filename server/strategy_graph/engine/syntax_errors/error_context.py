"""What the finders of slips look at: the tokens of a refused query, and the first that cannot stand where it is."""

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
"""The words that begin a part of a query."""
SOLUTION_MODIFIERS: Final = frozenset("GROUP HAVING ORDER LIMIT OFFSET".split())
"""The words that begin what may follow the pattern of a query."""
KEYWORDS: Final = CLAUSE_KEYWORDS | frozenset(
    "A AS ASC BASE BIND BY DESC DISTINCT EXISTS FILTER FROM GRAPH IN LATERAL MINUS NAMED NOT OPTIONAL PREFIX REDUCED "
    "SEPARATOR SERVICE SILENT UNDEF UNION VERSION".split()
)
"""Words with a meaning in SPARQL, but for functions and booleans; in capitals."""
TERM_KINDS: Final = frozenset((Kind.VARIABLE, Kind.IRI, Kind.NAME, Kind.STRING, Kind.NUMBER))


class Diagnostic(NamedTuple):
    """What is wrong, what to do, and the offset in the query's text."""

    message: str
    hint: str
    start: int


def clip(text: str) -> str:
    """A text for a message, which does not get long."""
    return text if len(text) <= 40 else text[:40] + "…"


def word_of(token: Token) -> str:
    """A word in capitals; the empty string for other tokens."""
    return token.text.upper() if token.kind is Kind.WORD else ""


@dataclass(frozen=True)
class ErrorContext:
    """A query and the place where the grammar refuses it.

    :ivar stream: the tokens.
    :ivar token_index: the number of the refused token; the number of tokens for the end.
    :ivar expected: what could stand there, as :class:`strategy_graph.engine.syntax_errors.grammar.ParseFailure` has it.
    """

    query: str
    stream: list[Token]
    token_index: int
    expected: frozenset[str]

    def token(self, offset: int = 0) -> Token:
        """A token so many after the refused one, or before, its text clipped; an empty one outside of the query."""
        index = self.token_index + offset
        if 0 <= index < len(self.stream):
            token = self.stream[index]
            return token._replace(text=clip(token.text))
        end = self.stream[-1].end if self.stream and index > 0 else 0
        return Token(Kind.OTHER, "", end, end)

    def word(self, offset: int = 0) -> str:
        """The word there, in capitals; empty if it is none."""
        return word_of(self.token(offset))

    def adjacent(self, offset: int = 0) -> bool:
        """Whether no space is between a token and the one before it."""
        return self.token(offset - 1).end == self.token(offset).start

    @cached_property
    def open_brackets(self) -> list[int]:
        """The numbers of the brackets that are open at the place, the innermost last."""
        found: list[int] = []
        for number, token in enumerate(self.stream[: self.token_index]):
            if token.kind is Kind.OPEN:
                found.append(number)
            elif token.kind is Kind.CLOSE and found:
                found.pop()
        return found

    @cached_property
    def enclosing_bracket(self) -> str:
        """The innermost bracket that is open; empty if none is."""
        return self.stream[self.open_brackets[-1]].text if self.open_brackets else ""

    def bracket_keyword(self, depth: int = -1) -> str:
        """The word before a bracket that is open, in capitals; empty if none is before it."""
        if len(self.open_brackets) < -depth or self.open_brackets[depth] == 0:
            return ""
        return word_of(self.stream[self.open_brackets[depth] - 1])

    @cached_property
    def preceding_siblings(self) -> list[Token]:
        """The tokens before the place since the innermost open bracket; of closed brackets only these themselves."""
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
        """The last word at this level that begins a part of a query."""
        return next((word for word in map(word_of, reversed(self.preceding_siblings)) if word in CLAUSE_KEYWORDS), "")

    @cached_property
    def in_template(self) -> bool:
        """Whether the place is in the template of a CONSTRUCT."""
        return bool(self.open_brackets) and any(
            self.bracket_keyword(-depth) == "CONSTRUCT" for depth in range(1, len(self.open_brackets) + 1)
        )

    @cached_property
    def bracket_unclosed(self) -> bool:
        """Whether a brace ends, or the query, before the innermost open bracket is closed."""
        depth = 1
        for token in self.stream[self.token_index :]:
            if token.text == "}" or depth == 0:
                return depth > 0
            depth += {"(": 1, ")": -1}.get(token.text, 0)
        return depth > 0

    def diagnostic(self, message: str, hint: str, offset: int = 0) -> Diagnostic:
        """A slip at the refused token, or so many after it."""
        return Diagnostic(message, hint, self.token(offset).start)


Check = Callable[[ErrorContext], Diagnostic | None]
