"""Find the parse failure of a query by an LALR parser (SPARQL 1.1 Query, section 19.8).

Lark builds the LALR parse table. The parser here keeps a stack of states and builds no tree, which makes it several
times as fast as the one of Lark. An LALR parser never shifts a token that cannot continue a valid query, so the first
rejected token is the exact position.
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
    """Describe where the parser rejects a query.

    :ivar token_index: the index of the rejected token, or the number of tokens at the end of the query.
    :ivar expected: the expected tokens: keywords and symbols as text, other tokens as terminals of the grammar file.
    """

    token_index: int
    expected: frozenset[str]


class _EmptyLexer(Lexer):
    """Satisfy the lexer interface of Lark without lexing: :mod:`strategy_graph.sparql_tokens` yields the tokens."""

    def __init__(self, configuration: object) -> None:
        pass

    def lex(self, lexer_state: LexerState, parser_state: object) -> Iterator[Terminal]:
        return iter(())


class _Reduction(NamedTuple):
    """Reduce by a rule: pop its states off the stack and go to the state of its nonterminal.

    :ivar length: the number of symbols on the right-hand side, which is the number of states to pop.
    :ivar nonterminal: the left-hand side.
    """

    length: int
    nonterminal: str


class _ParseTable(NamedTuple):
    """Hold the LALR parse table.

    :ivar start: the initial state.
    :ivar actions: for each state, the action by symbol. A terminal maps to the state to shift to or to a reduction, a
        nonterminal to the state to go to.
    :ivar terminal_names: the terminal of each keyword and symbol.
    """

    start: int
    actions: dict[int, dict[str, int | _Reduction]]
    terminal_names: dict[str, str]


@cache
def _parse_table() -> _ParseTable:
    """Build the parse table once in each process."""
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
    """Convert tokens to those of the grammar.

    Merge the characters of an operator, merge a language tag with its base direction, and split the dot off a number
    that ends with one.
    """
    result: list[Token] = []
    index = 0
    while index < len(stream):
        token = stream[index]
        index += 1
        if token.text in _OPERATOR_STARTS:
            operator = next((operator for operator in _OPERATORS if text.startswith(operator, token.start)), "")
            characters = [each.text for each in stream[index - 1 : index - 1 + len(operator)]]
            # Require a token for each character: "<" is a token of its own only if it does not begin an IRI.
            if operator and characters == list(operator):
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
    """Return the terminal of a token, and the empty string if the grammar has none."""
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
    """Return the parse failure of a query, and ``None`` if the grammar accepts it.

    :param stream: the tokens as :func:`grammar_tokens` returns them.
    """
    table = _parse_table()
    terminals = [*(_terminal(token, table.terminal_names) for token in stream), _END_TERMINAL]
    shifts = _shift_all([table.start], terminals, table)
    index = next((index for index, shifted in enumerate(shifts) if not shifted), None)
    if index is None:
        return None
    # Parse again up to the rejected token. The failed attempt may have reduced with that token as lookahead, and the
    # states after these reductions lack some of the expected tokens.
    stack = [table.start]
    for _ in _shift_all(stack, terminals[:index], table):
        pass
    spelling = {name: operator for operator, name in table.terminal_names.items()}
    terminal_names = (name for name in table.actions[stack[-1]] if name.isupper())
    shiftable = (name for name in terminal_names if _shift(stack.copy(), name, table.actions))
    return ParseFailure(index, frozenset(spelling.get(name, name) for name in shiftable))


def _shift_all(stack: list[int], terminals: list[str], table: _ParseTable) -> Iterator[bool]:
    """Shift terminals one after another, and yield for each whether the parser accepts it."""
    return (_shift(stack, terminal, table.actions) for terminal in terminals)


def _shift(stack: list[int], terminal: str, actions: dict[int, dict[str, int | _Reduction]]) -> bool:
    """Reduce with a terminal as lookahead, shift it, and return whether the parser accepts it."""
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
