"""Recognises the SPARQL grammar, for the exact place of a syntax error (SPARQL 1.1 Query, section 19.8).

Lark makes the LALR table of the grammar. Only states are kept here, as no tree is wanted: that is several times
as fast as Lark's parser. An LALR parser shifts no token that no query could have there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from lark import Lark
from lark import Token as Terminal
from lark.lexer import Lexer, LexerState, PatternStr
from lark.parsers.lalr_analysis import Shift

from strategy_graph.engine.syntax_errors.functions import FUNCTION_TERMINALS
from strategy_graph.sparql_tokens import Kind, Token

_TERMINAL_BY_KIND: Final = {Kind.VARIABLE: "VAR", Kind.IRI: "IRI", Kind.STRING: "STRING"}
_OPERATORS: Final = ("<<(", ")>>", "&&", "||", "!=", "<=", ">=", "^^", "<<", ">>", "{|", "|}")
_OPERATOR_STARTS: Final = frozenset(operator[0] for operator in _OPERATORS)
_END_TERMINAL: Final = "$END"


class ParseFailure(NamedTuple):
    """Where a text ceases to be a query.

    :ivar token_index: the number of the first token that no query could have there; the number of tokens for the end.
    :ivar expected: what could stand there: keywords and signs as in a query, and the terminals of the grammar file.
    """

    token_index: int
    expected: frozenset[str]


class _EmptyLexer(Lexer):
    """Stands for Lark's lexer, as the tokens are there already."""

    def __init__(self, configuration: object) -> None:
        pass

    def lex(self, lexer_state: LexerState, parser_state: object) -> Iterator[Terminal]:
        return iter(())


class _Reduction(NamedTuple):
    """Takes as many states from the stack as a rule has parts, and goes on from there by its name."""

    length: int
    nonterminal: str


class _ParseTable(NamedTuple):
    """The table of the parser.

    :ivar start: the first state.
    :ivar actions: by state and terminal: the next state or a reduction; by state and rule: the next state.
    :ivar terminal_names: the terminals of keywords and signs.
    """

    start: int
    actions: dict[int, dict[str, int | _Reduction]]
    terminal_names: dict[str, str]


@cache
def _parse_table() -> _ParseTable:
    text = Path(__file__).with_name("sparql.lark").read_text(encoding="utf-8")
    parser = Lark(text, parser="lalr", lexer=_EmptyLexer)
    lark_table = parser.parse_interactive().parser_state.parse_conf
    actions: dict[int, dict[str, int | _Reduction]] = {
        state: {
            name: arg if action is Shift else _Reduction(len(arg.expansion), str(arg.origin.name))
            for name, (action, arg) in row.items()
        }
        for state, row in lark_table.states.items()
    }
    terminal_names = {t.pattern.value: t.name for t in parser.terminals if isinstance(t.pattern, PatternStr)}
    return _ParseTable(lark_table.start_state, actions, terminal_names)


def grammar_tokens(text: str, stream: list[Token]) -> list[Token]:
    """The tokens with the signs of several characters, language tags with a direction, and dots after integers."""
    result: list[Token] = []
    index = 0
    while index < len(stream):
        token = stream[index]
        index += 1
        if token.text in _OPERATOR_STARTS:
            operator = next((operator for operator in _OPERATORS if text.startswith(operator, token.start)), None)
            # The tokens have to be single characters too: "<" is one only where no IRI begins.
            if operator is not None and [t.text for t in stream[index - 1 : index - 1 + len(operator)]] == list(
                operator
            ):
                token = Token(Kind.OTHER, operator, token.start, token.start + len(operator))
                index += len(operator) - 1
        elif token.kind is Kind.NUMBER and token.text.endswith("."):
            result.append(Token(Kind.NUMBER, token.text[:-1], token.start, token.end - 1))
            token = Token(Kind.OTHER, ".", token.end - 1, token.end)
        elif len(token.text) > 1 and token.text[0] == "@" and text.startswith(("--ltr", "--rtl"), token.end):
            token = Token(Kind.OTHER, text[token.start : token.end + 5], token.start, token.end + 5)
            index += 3
        result.append(token)
    return result


def _terminal(token: Token, terminal_names: dict[str, str]) -> str:
    kind, text = token.kind, token.text
    if kind in _TERMINAL_BY_KIND:
        return _TERMINAL_BY_KIND[kind]
    if kind is Kind.NAME:
        return "BLANK_NODE" if text.startswith("_:") else "PNAME_NS" if text.index(":") == len(text) - 1 else "PNAME_LN"
    if kind is Kind.NUMBER:
        return "INTEGER" if text.isdecimal() else "FRACTION"
    if kind is Kind.WORD:
        if text in {"true", "false"}:
            return "BOOLEAN"
        word = text if text == "a" else text.upper()
        return "" if word == "A" else FUNCTION_TERMINALS.get(word) or terminal_names.get(word, "")
    return "LANGUAGE" if len(text) > 1 and text[0] == "@" else terminal_names.get(text, "")


def find_parse_failure(stream: list[Token]) -> ParseFailure | None:
    """Where tokens, as :func:`grammar_tokens` gives them, cease to be a query; ``None`` if they are one."""
    table = _parse_table()
    terminals = [*(_terminal(token, table.terminal_names) for token in stream), _END_TERMINAL]
    index = next(
        (index for index, shifted in enumerate(_shift_all([table.start], terminals, table)) if not shifted), None
    )
    if index is None:
        return None
    # The parser may reduce before it refuses, and has then forgotten what else could stand there. So it begins anew.
    stack = [table.start]
    for _ in _shift_all(stack, terminals[:index], table):
        pass
    spelling = {name: operator for operator, name in table.terminal_names.items()}
    terminal_names = (name for name in table.actions[stack[-1]] if name.isupper())
    shiftable = (name for name in terminal_names if _shift(stack.copy(), name, table.actions))
    return ParseFailure(index, frozenset(spelling.get(name, name) for name in shiftable))


def _shift_all(stack: list[int], terminals: list[str], table: _ParseTable) -> Iterator[bool]:
    return (_shift(stack, terminal, table.actions) for terminal in terminals)


def _shift(stack: list[int], terminal: str, actions: dict[int, dict[str, int | _Reduction]]) -> bool:
    """Shift a terminal, after the reductions that it asks for; whether it could stand there."""
    while True:
        action = actions[stack[-1]].get(terminal)
        if action is None:
            return False
        if isinstance(action, int):
            stack.append(action)
            return True
        if action.length:
            del stack[-action.length :]
        next_state = actions[stack[-1]][action.nonterminal]
        assert isinstance(next_state, int)
        stack.append(next_state)
        if action.nonterminal == "start":
            return True
