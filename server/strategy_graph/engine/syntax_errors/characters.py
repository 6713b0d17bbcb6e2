"""Check what needs no grammar in a query that the engine rejects: its first token, its characters and its escapes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Final

from strategy_graph.engine.syntax_errors.error_context import Diagnostic, clip
from strategy_graph.sparql_tokens import Kind, Token

_FIRST_KEYWORDS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE", "VERSION")
_LANGUAGES_BY_FIRST_TOKEN: Final = {
    "{": "JSON", "[": "JSON", "MATCH": "Cypher", "MERGE": "Cypher", "OPTIONAL": "Cypher", "RETURN": "Cypher",
    "UNWIND": "Cypher", "G": "Gremlin",
}  # fmt: skip
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F][0-9A-Fa-f]{2}|\\U0000[dD][89a-fA-F][0-9A-Fa-f]{2}")
# Match every escape sequence. The group is set for a valid one and unset for an invalid one.
# Consume the escaped character of a valid one too, so that an escaped backslash does not begin another sequence.
_ESCAPE: Final = re.compile(r"""\\(?!["'\\tbnrf]|u[0-9A-Fa-f]{4}|U00[01][0-9A-Fa-f]{5})|\\(.)""", re.DOTALL)
_COMMENT: Final = re.compile(r"#[^\r\n]*")
_NOT_WHITE_SPACE: Final = re.compile(r"[^ \t\r\n]")


def check_start(query: str, stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield a diagnostic if the text does not begin as a query."""
    if query.startswith("\ufeff"):
        yield Diagnostic("the query begins with a byte order mark", "Save it as UTF-8 without one", 0)
    elif not stream:
        message = "the query is only a comment" if "#" in query else "the query is empty"
        yield Diagnostic(message, "Begin with SELECT, ASK, CONSTRUCT or DESCRIBE", 0)
    elif stream[0].kind is not Kind.WORD or stream[0].text.upper() not in _FIRST_KEYWORDS:
        yield Diagnostic(*_explain_start(query, stream), stream[0].start)


def _explain_start(query: str, stream: list[Token]) -> tuple[str, str]:
    """Return the message and the hint for an invalid first token."""
    text = clip(stream[0].text)
    if text.startswith("<"):
        return "this is no query but HTML or XML", "Send the text of the query alone"
    if text.startswith("@"):
        return f"{text} is Turtle and no SPARQL", f"Write {text[1:].upper()}, without a dot at the end"
    following = stream[1] if len(stream) > 1 else None
    if text == "query" and following is not None and following.text == "=":
        return "this is a form, and was sent as a query", "Send it as application/x-www-form-urlencoded"
    if text == "{" and following is not None and following.kind not in {Kind.STRING, Kind.CLOSE}:
        return "no query begins with a group", "Write SELECT * before it"
    if stream[0].kind is Kind.STRING or text in {"`", '"', "'"}:
        return "the query is in quotes", "Send the text of the query alone"
    language = _LANGUAGES_BY_FIRST_TOKEN.get(text.upper())
    if language == "JSON":
        return "no query begins with a bracket", "Send the text of the query alone, not within JSON"
    if language is not None:
        return f"no query begins with '{text}'", f"This looks like {language}; in SPARQL: SELECT * WHERE {{ ?s ?p ?o }}"
    if stream[0].kind is not Kind.WORD:
        return f"no query begins with {text}", "Begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    matches = difflib.get_close_matches(text.upper(), _FIRST_KEYWORDS, n=1)
    hint = f"Did you mean {matches[0]}?" if matches else "Begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    return f"no query begins with '{text}'", hint


def check_characters(query: str, stream: list[Token]) -> Iterator[Diagnostic]:
    """Yield diagnostics of invalid white space and of invalid escape sequences (section 19.2 and rule 160)."""
    end = 0
    for token in stream:
        gap = query[end : token.start]
        invalid = gap and not gap.isascii() and _NOT_WHITE_SPACE.search(_COMMENT.sub(_to_spaces, gap))
        if invalid:
            name = f"U+{ord(invalid[0]):04X}"
            yield Diagnostic(
                f"{name} is no white space in SPARQL", "Replace it by an ordinary space", end + invalid.start()
            )
        end = token.end
        if token.kind in {Kind.STRING, Kind.IRI} and "\\" in token.text:
            yield from _check_escapes(token)


def _check_escapes(token: Token) -> Iterator[Diagnostic]:
    """Yield diagnostics of surrogates and of invalid escape sequences in a string or an IRI."""
    surrogate = _SURROGATE.search(token.text)
    if surrogate is not None:
        start = token.start + surrogate.start()
        yield Diagnostic(f"{surrogate[0]} is half of a surrogate pair", "Write the character itself", start)
    for escape in _ESCAPE.finditer(token.text):
        if escape[1] is None:
            sequence = token.text[escape.start() : escape.start() + 2]
            yield Diagnostic(
                f"{sequence} is no escape sequence", "Write \\\\ for a backslash", token.start + escape.start()
            )


def _to_spaces(match: re.Match[str]) -> str:
    """Replace a match by spaces of the same length, so that offsets stay."""
    return " " * len(match[0])
