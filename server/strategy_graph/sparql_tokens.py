"""Splits SPARQL text into tokens, so that nothing has to be decided on raw text.

Follows the terminals of the SPARQL 1.1 grammar (section 19.8) as far as telling comments, strings, IRIs, variables,
names and punctuation apart needs it; it does not check the grammar. Codepoint escapes (section 19.2) are resolved
first, as the standard has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a token is. WORD covers keywords, ``a`` and the boolean literals."""

    COMMENT = "comment"
    STRING = "string"
    IRI = "iri"
    VARIABLE = "variable"
    NAME = "prefixed name"
    WORD = "word"
    NUMBER = "number"
    OPEN = "open"
    CLOSE = "close"
    OTHER = "other"


class Token(NamedTuple):
    """A token with its place in the text that it was read from (``start`` inclusive, ``end`` exclusive)."""

    kind: Kind
    text: str
    start: int
    end: int


# PN_CHARS_BASE and what may follow it, near enough: anything that is a letter, a digit, "_" or "-" to Unicode, and the
# combining characters of PN_CHARS.
_IN_NAME = r"\w\u00b7\u0300-\u036f\u203f\u2040"
_NAME = rf"(?:[^\W\d_](?:[{_IN_NAME}\-.]*[{_IN_NAME}\-])?)?"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:(?:[\w:]|{_ESCAPED})(?:(?:[{_IN_NAME}:\-.]|{_ESCAPED})*(?:[{_IN_NAME}:\-]|{_ESCAPED}))?)?"
_IN_IRI = r'[^<>"{}|^`\\\x00-\x20]*'

_LANGUAGE = r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"
_WORD = r"[^\W\d_]\w*"

_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.VARIABLE, rf"[?$]\w[{_IN_NAME}]*"),
    (Kind.COMMENT, r"\#[^\r\n]*"),
    (Kind.STRING, r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""'),
    (Kind.STRING, r"'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''"),
    (Kind.STRING, r'"(?:[^"\\\r\n]|\\.)*"'),
    (Kind.STRING, r"'(?:[^'\\\r\n]|\\.)*'"),
    (Kind.IRI, rf"<{_IN_IRI}(?:\\(?:u[0-9A-Fa-f]{{4}}|U[0-9A-Fa-f]{{8}}){_IN_IRI})*>"),
    (Kind.OTHER, _LANGUAGE),
    (Kind.NAME, rf"_:\w(?:[{_IN_NAME}\-.]*[{_IN_NAME}\-])?|{_NAME}:{_LOCAL}"),
    (Kind.WORD, _WORD),
    (Kind.NUMBER, r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"),
    (Kind.OPEN, r"[({\[]"),
    (Kind.CLOSE, r"[)}\]]"),
    (Kind.OTHER, r"\S"),
)
_SCANNER = re.compile(r"\s*(?:" + "|".join(f"({pattern})" for _, pattern in _PATTERNS) + ")", re.DOTALL)
_PLAIN_KINDS = {Kind.VARIABLE, Kind.COMMENT, Kind.STRING, Kind.IRI, Kind.NAME, Kind.NUMBER}
_PLAIN = "|".join(
    [r"[,;]|\.(?!\d)", *(pattern for kind, pattern in _PATTERNS if kind in _PLAIN_KINDS or pattern == _LANGUAGE)]
)
# Possessive, so that no plain token is read again from its middle; and it matches everywhere, at the end with nothing.
_NOTABLE = re.compile(rf"(?:\s+|{_PLAIN})*+({_WORD}|\S|\Z)", re.DOTALL)
# By number of the group; there is no group 0.
_KINDS = (Kind.OTHER, *(kind for kind, _ in _PATTERNS))
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def unescape(text: str) -> str:
    r"""The text with ``\\uXXXX`` and ``\\UXXXXXXXX`` resolved (SPARQL 1.1 section 19.2).

    Surrogates and numbers beyond Unicode stay as they are; the engine refuses them.
    """

    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2], 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            return match[0]
        return chr(number)

    return _ESCAPE.sub(character, text)


def tokens(text: str, *, comments: bool = False) -> Iterator[Token]:
    """The tokens of a SPARQL text in order; comments are left out unless asked for.

    Never raises: a string that does not end is read as its quotes and words, for the parser to refuse.
    """
    for match in _SCANNER.finditer(text):
        group = match.lastindex or 0
        kind = _KINDS[group]
        if kind is not Kind.COMMENT or comments:
            yield Token(kind, match[group], *match.span(group))


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def words_and_signs(text: str) -> list[tuple[Kind, str]]:
    """Kind and text of each token but comments: what :func:`tokens` gives, in half the time."""
    found = [(_KINDS[match.lastindex or 0], match[match.lastindex or 0]) for match in _SCANNER.finditer(text)]
    return [pair for pair in found if pair[0] is not Kind.COMMENT] if "#" in text else found


def notable(text: str) -> list[str]:
    """The words, brackets and operators among the tokens, in a quarter of the time.

    Left out is what cannot nest and is no keyword: variables, strings, IRIs, names, numbers, language tags, ``.``,
    ``,`` and ``;``.
    """
    return [found for found in _NOTABLE.findall(text) if found]
