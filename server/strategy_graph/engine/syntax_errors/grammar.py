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

from strategy_graph.engine.syntax_errors.functions import TERMINALS
from strategy_graph.sparql_tokens import Kind, Token

_KINDS: Final = {Kind.VARIABLE: "VAR", Kind.IRI: "IRI", Kind.STRING: "STRING"}
_SIGNS: Final = ("<<(", ")>>", "&&", "||", "!=", "<=", ">=", "^^", "<<", ">>", "{|", "|}")
_STARTS: Final = frozenset(sign[0] for sign in _SIGNS)
_END: Final = "$END"


class Refusal(NamedTuple):
    """Where a text ceases to be a query.

    :ivar at: the number of the first token that no query could have there; the number of tokens for the end.
    :ivar expected: what could stand there: keywords and signs as in a query, and the terminals of the grammar file.
    """

    at: int
    expected: frozenset[str]


class _NoLexer(Lexer):
    """Stands for Lark's lexer, as the tokens are there already."""

    def __init__(self, configuration: object) -> None:
        pass

    def lex(self, lexer_state: LexerState, parser_state: object) -> Iterator[Terminal]:
        return iter(())


class _Reduction(NamedTuple):
    """Takes as many states from the stack as a rule has parts, and goes on from there by its name."""

    parts: int
    rule: str


class _Table(NamedTuple):
    """The table of the parser.

    :ivar start: the first state.
    :ivar actions: by state and terminal: the next state or a reduction; by state and rule: the next state.
    :ivar names: the terminals of keywords and signs.
    """

    start: int
    actions: dict[int, dict[str, int | _Reduction]]
    names: dict[str, str]


@cache
def _table() -> _Table:
    text = Path(__file__).with_name("sparql.lark").read_text(encoding="utf-8")
    parser = Lark(text, parser="lalr", lexer=_NoLexer)
    made = parser.parse_interactive().parser_state.parse_conf
    actions: dict[int, dict[str, int | _Reduction]] = {
        state: {
            name: arg if action is Shift else _Reduction(len(arg.expansion), str(arg.origin.name))
            for name, (action, arg) in row.items()
        }
        for state, row in made.states.items()
    }
    names = {t.pattern.value: t.name for t in parser.terminals if isinstance(t.pattern, PatternStr)}
    return _Table(made.start_state, actions, names)


def joined(text: str, stream: list[Token]) -> list[Token]:
    """The tokens with the signs of several characters, language tags with a direction, and dots after integers."""
    found: list[Token] = []
    index = 0
    while index < len(stream):
        token = stream[index]
        index += 1
        if token.text in _STARTS:
            sign = next((sign for sign in _SIGNS if text.startswith(sign, token.start)), None)
            # The tokens have to be single characters too: "<" is one only where no IRI begins.
            if sign is not None and [t.text for t in stream[index - 1 : index - 1 + len(sign)]] == list(sign):
                token = Token(Kind.OTHER, sign, token.start, token.start + len(sign))
                index += len(sign) - 1
        elif token.kind is Kind.NUMBER and token.text.endswith("."):
            found.append(Token(Kind.NUMBER, token.text[:-1], token.start, token.end - 1))
            token = Token(Kind.OTHER, ".", token.end - 1, token.end)
        elif len(token.text) > 1 and token.text[0] == "@" and text.startswith(("--ltr", "--rtl"), token.end):
            token = Token(Kind.OTHER, text[token.start : token.end + 5], token.start, token.end + 5)
            index += 3
        found.append(token)
    return found


def _terminal(token: Token, names: dict[str, str]) -> str:
    kind, text = token.kind, token.text
    if kind in _KINDS:
        return _KINDS[kind]
    if kind is Kind.NAME:
        return "BLANK_NODE" if text.startswith("_:") else "PNAME_NS" if text.index(":") == len(text) - 1 else "PNAME_LN"
    if kind is Kind.NUMBER:
        return "INTEGER" if text.isdecimal() else "FRACTION"
    if kind is Kind.WORD:
        if text in {"true", "false"}:
            return "BOOLEAN"
        word = text if text == "a" else text.upper()
        return "" if word == "A" else TERMINALS.get(word) or names.get(word, "")
    return "LANGUAGE" if len(text) > 1 and text[0] == "@" else names.get(text, "")


def refusal(stream: list[Token]) -> Refusal | None:
    """Where tokens, as :func:`joined` gives them, cease to be a query; ``None`` if they are one."""
    table = _table()
    terminals = [*(_terminal(token, table.names) for token in stream), _END]
    at = next((at for at, shifted in enumerate(_shifted([table.start], terminals, table)) if not shifted), None)
    if at is None:
        return None
    # The parser may reduce before it refuses, and has then forgotten what else could stand there. So it begins anew.
    stack = [table.start]
    for _ in _shifted(stack, terminals[:at], table):
        pass
    written = {name: sign for sign, name in table.names.items()}
    names = (name for name in table.actions[stack[-1]] if name.isupper())
    could = (name for name in names if _shift(stack.copy(), name, table.actions))
    return Refusal(at, frozenset(written.get(name, name) for name in could))


def _shifted(stack: list[int], terminals: list[str], table: _Table) -> Iterator[bool]:
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
        if action.parts:
            del stack[-action.parts :]
        following = actions[stack[-1]][action.rule]
        assert isinstance(following, int)
        stack.append(following)
        if action.rule == "start":
            return True
