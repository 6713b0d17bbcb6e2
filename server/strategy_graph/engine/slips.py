"""Finds the slips that people make in SPARQL, on the tokens of a query that the parser has refused.

Each finder tells one kind of slip and where it is; the grammar is that of SPARQL 1.1 Query, section 19.8.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from strategy_graph.sparql_tokens import Kind, Token

FUNCTIONS: Final = frozenset(
    "ABS BNODE BOUND CEIL COALESCE CONCAT CONTAINS DATATYPE DAY ENCODE_FOR_URI FLOOR HOURS IF IRI ISBLANK ISIRI "
    "ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE MD5 MINUTES MONTH NOW RAND REGEX REPLACE ROUND SAMETERM "
    "SECONDS SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR "
    "TIMEZONE TZ UCASE URI UUID YEAR COUNT SUM MIN MAX AVG GROUP_CONCAT SAMPLE TRIPLE SUBJECT PREDICATE OBJECT "
    "ISTRIPLE ADJUST LANGDIR STRLANGDIR HASLANG HASLANGDIR".split()
)
"""Built-in functions and aggregates, in capitals."""

_AGGREGATES: Final = {"COUNT", "SUM", "MIN", "MAX", "AVG", "GROUP_CONCAT", "SAMPLE"}
_BEFORE_BRACKETS: Final = set(
    "AS ASC BIND BY DESC DISTINCT EXISTS FILTER HAVING IN NOT REDUCED SELECT VALUES WHERE A SEPARATOR".split()
)
_AFTER_SELECT: Final = {"", "DISTINCT", "REDUCED", "WHERE", "FROM"}
_BEGIN: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE", "VERSION")
_CLOSING: Final = {"(": ")", "{": "}", "[": "]"}
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F][0-9A-Fa-f]{2}|\\U0000[dD][89a-fA-F][0-9A-Fa-f]{2}")


_COMMENT: Final = re.compile(r"#[^\r\n]*")
_STRANGE: Final = re.compile(r"[^ \t\r\n]")


class Slip(NamedTuple):
    """What is wrong, what to do, and the offset in the query's text."""

    message: str
    hint: str
    start: int


Finder = Callable[[str, list[Token]], Iterator[Slip]]


def find_slip(query: str, stream: list[Token], finders: Iterable[Finder] | None = None) -> Slip | None:
    """The first kind of slip that is there; of a kind, the first in the text.

    :param finders: those of slips in what is not well-formed, unless given.
    """
    for finder in finders or _FINDERS:
        slip = next(finder(query, stream), None)
        if slip is not None:
            return slip
    return None


def unreadable_start(query: str, stream: list[Token]) -> Iterator[Slip]:
    """A query that does not begin as one."""
    if query.startswith("\ufeff"):
        yield Slip("the query begins with a byte order mark", "Save it as UTF-8 without one", 0)
    elif stream and stream[0].kind is Kind.WORD and stream[0].text.upper() not in _BEGIN:
        close = difflib.get_close_matches(stream[0].text.upper(), _BEGIN, n=1)
        hint = f"Did you mean {close[0]}?" if close else "Begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
        yield Slip(f"no query begins with '{stream[0].text}'", hint, stream[0].start)


def _strange_characters(query: str, stream: list[Token]) -> Iterator[Slip]:
    end = 0
    for token in stream:
        strange = _STRANGE.search(_COMMENT.sub(_blank, query[end : token.start]))
        if strange is not None:
            name = f"U+{ord(strange[0]):04X}"
            yield Slip(f"{name} is no white space in SPARQL", "Replace it by an ordinary space", end + strange.start())
        end = token.end
    surrogate = _SURROGATE.search(query)
    if surrogate is not None:
        yield Slip(f"{surrogate[0]} is half of a surrogate pair", "Write the character itself", surrogate.start())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _unclosed(query: str, stream: list[Token]) -> Iterator[Slip]:
    for token, following in pairwise(stream):
        if token.text == "<" and following.kind is Kind.NAME and following.start == token.end:
            yield Slip("this IRI is not closed, or has a space in it", "Close it with >", token.start)
    for token in stream:
        if token.kind is Kind.OTHER and token.text in {'"', "'"}:
            yield Slip("this quote is not closed", "Close it; over several lines, use three quotes", token.start)
    opened: list[Token] = []
    for token in stream:
        if token.kind is Kind.OPEN:
            opened.append(token)
        elif token.kind is Kind.CLOSE:
            if not opened:
                yield Slip(f"this {token.text} closes nothing", "Remove it, or open it before", token.start)
                return
            if _CLOSING[opened[-1].text] != token.text:
                expected = _CLOSING[opened[-1].text]
                yield Slip(f"{expected} is missing before this {token.text}", "Close the inner one first", token.start)
                return
            opened.pop()
    if opened:
        yield Slip(f"this {opened[-1].text} is not closed", f"Add {_CLOSING[opened[-1].text]}", opened[-1].start)


def _prologue(query: str, stream: list[Token]) -> Iterator[Slip]:
    for index, token in enumerate(stream[:-2]):
        word = _word(token)
        first, second = stream[index + 1 : index + 3]
        if word == "PREFIX" and first.kind is Kind.WORD:
            yield Slip(f"a colon is missing after the prefix {first.text}", f"Write {first.text}:", first.end)
        elif word == "PREFIX" and first.kind is Kind.NAME and second.kind is not Kind.IRI:
            yield Slip(f"the IRI of the prefix {first.text} is not in < >", "Write <…> around it", second.start)
        elif word == "BASE" and first.kind is not Kind.IRI:
            yield Slip("the IRI of BASE is not in < >", "Write <…> around it", first.start)


def _words_that_need_another(query: str, stream: list[Token]) -> Iterator[Slip]:
    ended = Token(Kind.OTHER, "", len(query), len(query))
    for token, following in pairwise([*stream, ended]):
        word, then = _word(token), following.text
        if word in {"GROUP", "ORDER"} and _word(following) != "BY":
            yield Slip(f"BY is missing after {word}", f"Write {word} BY", following.start)
        elif word in {"LIMIT", "OFFSET"} and not then.isdecimal():
            yield Slip(f"{word} is not followed by a whole number", f"Write {word} 10", following.start)
        elif word in {"OPTIONAL", "MINUS", "UNION"} and then != "{":
            yield Slip(f"{word} is not followed by a group", f"Write {word} {{ … }}", following.start)
        elif word == "FILTER" and following.kind in {Kind.VARIABLE, Kind.NUMBER, Kind.STRING}:
            yield Slip("the condition of FILTER is not in brackets", "Write FILTER(…)", following.start)
        elif word == "WHERE" and then != "{":
            yield Slip("WHERE is not followed by a group", "Write WHERE { … }", following.start)
        elif word == "FROM" and following.kind not in {Kind.IRI, Kind.NAME} and _word(following) != "NAMED":
            yield Slip("FROM is not followed by a graph", "Write FROM <…>, or leave it out", following.start)
        elif word in {"SELECT", "DISTINCT", "REDUCED"} and then == "{":
            yield Slip(f"{word} names no variables", f"Write {word} * or name them", following.start)
        elif word in {"SELECT", "DISTINCT", "REDUCED"} and _word(following) not in _AFTER_SELECT | _AGGREGATES:
            yield Slip(f"{then} is no variable", f"Write ?{then}", following.start)
        elif word == "ASK" and following.kind is Kind.VARIABLE:
            yield Slip("ASK names variables", "Write ASK { … }", following.start)
        elif word == "BIND" and then != "(":
            yield Slip("BIND is not followed by a bracket", "Write BIND(… AS ?name)", following.start)
        elif word == "AS" and following.kind is not Kind.VARIABLE:
            yield Slip("AS is not followed by a variable", "Write AS ?name", following.start)
        elif word in {"SELECT", "DISTINCT", "REDUCED"} and _word(following) in _AGGREGATES:
            hint = f"Write ({then}(…) AS ?name)"
            yield Slip(f"{then} in SELECT is not in brackets with a name", hint, following.start)


def _expressions_without_a_name(query: str, stream: list[Token]) -> Iterator[Slip]:
    for index, token in enumerate(stream):
        if _word(token) not in {"SELECT", "BIND"}:
            continue
        depth, named = 0, False
        for place in range(index + 1, len(stream)):
            item = stream[place]
            if item.text == "{" or (
                depth == 0 and item.kind is Kind.WORD and _word(item) not in {"DISTINCT", "REDUCED"}
            ):
                break
            depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(item.kind, 0)
            if depth == 1 and item.kind is Kind.OPEN:
                named = False
            named = named or (depth == 1 and _word(item) == "AS")
            if depth == 0 and item.kind is Kind.CLOSE and not named:
                last = stream[place - 1]
                at = last if last.kind is Kind.VARIABLE and stream[place - 2].text not in "(+-*/" else item
                yield Slip(f"an expression after {_word(token)} has no name", "Write (… AS ?name)", at.start)
            if depth == 0 and _word(token) == "BIND":
                break


def _construct_without_where(query: str, stream: list[Token]) -> Iterator[Slip]:
    words = {_word(token) for token in stream}
    if "CONSTRUCT" in words and "WHERE" not in words and sum(token.text == "{" for token in stream) == 1:
        yield Slip("CONSTRUCT has no WHERE", "Write CONSTRUCT { … } WHERE { … }", len(query.rstrip()))


def _operators(query: str, stream: list[Token]) -> Iterator[Slip]:
    for token, following in pairwise(stream):
        adjacent = token.end == following.start
        if token.text == following.text == "=" and adjacent:
            yield Slip("== is no operator of SPARQL", "Write =", token.start)
        elif token.kind is Kind.IRI and token.text == "<>" and following.kind is not Kind.CLOSE:
            yield Slip("<> is no operator of SPARQL", "Write !=", token.start)
        elif _word(token) in {"TRUE", "FALSE"} and token.text != token.text.lower():
            yield Slip(f"{token.text} is written in small letters", f"Write {token.text.lower()}", token.start)
        elif _word(token) in {"AND", "OR"}:
            yield Slip(f"{token.text} is no operator of SPARQL", "Write && or ||", token.start)
        elif token.text in {">", "<", "=", "&", "|", "/"} and following.text == ")":
            yield Slip(f"a value is missing between {token.text} and )", "Write what is compared", following.start)
        elif token.text == "^" and following.kind is Kind.VARIABLE and not _datatype(query, token):
            yield Slip("^ is followed by a variable", "Paths are made of IRIs: turn the triple round", following.start)


def _functions(query: str, stream: list[Token]) -> Iterator[Slip]:
    for token, following in pairwise(stream):
        word = _word(token)
        if word and following.text == "(" and word not in FUNCTIONS and word not in _BEFORE_BRACKETS:
            close = difflib.get_close_matches(word, sorted(FUNCTIONS), n=1, cutoff=0.7)
            hint = f"Did you mean {close[0]}?" if close else "See SPARQL 1.1, section 17.4; others are IRIs"
            yield Slip(f"there is no function {token.text}", hint, token.start)


def _lists(query: str, stream: list[Token]) -> Iterator[Slip]:
    inside = ""
    for token, following in pairwise(stream):
        word = _word(token)
        if word in {"SELECT", "BY"}:
            inside = word
        elif token.text in {"{", "}", "("}:
            inside = ""
        if inside and token.kind is Kind.VARIABLE and following.text == ",":
            yield Slip("these variables are separated by a comma", "Separate them by spaces", following.start)


def _order_of_clauses(query: str, stream: list[Token]) -> Iterator[Slip]:
    last = ""
    for token in stream:
        word = _word(token)
        if token.kind in {Kind.OPEN, Kind.CLOSE}:
            last = ""
        elif word in {"LIMIT", "OFFSET"}:
            last = word
        elif word in {"GROUP", "HAVING", "ORDER"} and last:
            yield Slip(f"{word} stands after {last}", "The order is GROUP BY, HAVING, ORDER BY, LIMIT", token.start)


def _names_given_twice(query: str, stream: list[Token]) -> Iterator[Slip]:
    # For each open brace or bracket, the variables that were seen in it and in those that it holds.
    seen: list[set[str]] = [set()]
    for index, token in enumerate(stream):
        if token.text == "{":
            seen.append(set())
        elif token.text == "}" and len(seen) > 1:
            inner = seen.pop()
            seen[-1] |= inner
        elif token.kind is Kind.VARIABLE:
            name = token.text[1:]
            if index and _word(stream[index - 1]) == "AS" and name in seen[-1]:
                hint = "Give the value another name"
                yield Slip(f"the name ?{name} is taken already where AS gives it", hint, token.start)
            seen[-1].add(name)


def _grouping(query: str, stream: list[Token]) -> Iterator[Slip]:
    words = [_word(token) for token in stream]
    if "GROUP" not in words and _AGGREGATES.isdisjoint(words):
        return
    keys = {token.text for token in _after_group_by(stream)}
    projecting, depth = False, 0
    for index, token in enumerate(stream):
        if words[index] == "SELECT":
            projecting, depth = True, 0
        elif token.text == "{" or words[index] in {"WHERE", "FROM"}:
            projecting = False
        elif projecting and token.text == "*" and words[index - 1] == "SELECT" and "GROUP" in words:
            yield Slip("SELECT * does not go with GROUP BY", "Name the variables", token.start)
        elif projecting and depth == 0 and token.kind is Kind.VARIABLE and token.text not in keys:
            hint = f"Add it to GROUP BY, or write (SAMPLE({token.text}) AS ?one)"
            yield Slip(f"{token.text} is neither grouped nor aggregated", hint, token.start)
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0)


def _after_group_by(stream: list[Token]) -> Iterator[Token]:
    inside = False
    for before, token in pairwise(stream):
        if _word(before) == "GROUP" and _word(token) == "BY":
            inside = True
        elif _word(token) in {"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"} or token.text == "}":
            inside = False
        elif inside and token.kind is Kind.VARIABLE:
            yield token


def _word(token: Token) -> str:
    return token.text.upper() if token.kind is Kind.WORD else ""


def _datatype(query: str, token: Token) -> bool:
    """Whether ``^`` is a part of ``^^``."""
    return query[token.start - 1 : token.start] == "^" or query[token.end : token.end + 1] == "^"


_FINDERS: Final[tuple[Finder, ...]] = (
    unreadable_start,
    _strange_characters,
    _unclosed,
    _prologue,
    _construct_without_where,
    _words_that_need_another,
    _operators,
    _functions,
    _expressions_without_a_name,
    _lists,
    _order_of_clauses,
)
AFTER_PREFIXES: Final[tuple[Finder, ...]] = (_grouping, _names_given_twice)
"""Finders of what is well-formed and yet refused, for when nothing else is wrong."""
