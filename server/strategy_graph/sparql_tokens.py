"""Splits SPARQL text into tokens, so that no decision is made on raw text.

It follows the terminals of the SPARQL 1.1 grammar (section 19.8) as far as needed to distinguish comments, strings,
IRIs, variables, names and punctuation. It does not check the grammar. Codepoint escapes are resolved first
(section 19.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """The kind of a token. WORD covers keywords, ``a`` and the boolean literals."""

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
    """A token with its position in the text (``start`` inclusive, ``end`` exclusive)."""

    kind: Kind
    text: str
    start: int
    end: int


# Approximates PN_CHARS_BASE and PN_CHARS: Unicode letters, digits, "_" and "-", and the combining characters of the
# latter.
_IN_NAME = r"\w\u00b7\u0300-\u036f\u203f\u2040"
# The scanner takes time linear in the length of any text, which the quantifiers and the tokens of wrong text are for.
# A prefix has a limited number of dots and hyphens: otherwise each part of "a.a.a." is tried as the start of a prefix
# that reaches to the end.
_MAX_SEPARATORS = 16
_NAME = rf"(?:[^\W\d_][{_IN_NAME}]*+(?:[.\-]++[{_IN_NAME}]++){{0,{_MAX_SEPARATORS}}}+(?:[.\-]*-)?)?"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:(?:[\w:]|{_ESCAPED})(?:(?:[{_IN_NAME}:\-.]|{_ESCAPED})*(?:[{_IN_NAME}:\-]|{_ESCAPED}))?)?"
_IN_IRI = r'[^<>"{}|^`\\\x00-\x20]*'

_LANGUAGE = r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"
_WORD = rf"[^\W\d_][{_IN_NAME}]*"
# Valid in strings only. Elsewhere it is one token, so that its quote is not tried as the start of a string.
_ESCAPED_QUOTE = r"""\\[\\"']"""

_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.VARIABLE, rf"[?$]\w[{_IN_NAME}]*"),
    (Kind.COMMENT, r"\#[^\r\n]*"),
    (Kind.STRING, r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*+"""'),
    (Kind.STRING, r"'''(?:(?:'|'')?(?:[^'\\]|\\.))*+'''"),
    (Kind.STRING, r'"(?:[^"\\\r\n]|\\.)*+"'),
    (Kind.STRING, r"'(?:[^'\\\r\n]|\\.)*+'"),
    (Kind.IRI, rf"<{_IN_IRI}(?:\\(?:u[0-9A-Fa-f]{{4}}|U[0-9A-Fa-f]{{8}}){_IN_IRI})*>"),
    (Kind.OTHER, _LANGUAGE),
    (Kind.NAME, rf"_:\w(?:[{_IN_NAME}\-.]*[{_IN_NAME}\-])?|{_NAME}:{_LOCAL}"),
    (Kind.WORD, _WORD),
    (Kind.NUMBER, r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"),
    (Kind.OPEN, r"[({\[]"),
    (Kind.CLOSE, r"[)}\]]"),
    (Kind.OTHER, _ESCAPED_QUOTE),
    (Kind.OTHER, r"\S"),
)
# The end of the text matches without a group: otherwise white space before it is tried from each of its characters.
_SCANNER = re.compile(r"\s*+(?:" + "|".join(f"({pattern})" for _, pattern in _PATTERNS) + r"|\Z)", re.DOTALL)
_PLAIN_KINDS = {Kind.VARIABLE, Kind.COMMENT, Kind.STRING, Kind.IRI, Kind.NAME, Kind.NUMBER}
_PLAIN = "|".join(
    [r"[,;]|\.(?!\d)", *(pattern for kind, pattern in _PATTERNS if kind in _PLAIN_KINDS or pattern == _LANGUAGE)]
)
# Possessive, so that no plain token is matched again from its middle. It matches at every position; at the end of the
# text the group is empty.
_NOTABLE = re.compile(rf"(?:\s+|{_PLAIN})*+({_WORD}|{_ESCAPED_QUOTE}|\S|\Z)", re.DOTALL)
# Indexed by the number of the group; 0 is the end of the text.
_KINDS = (Kind.OTHER, *(kind for kind, _ in _PATTERNS))
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def unescape(text: str) -> str:
    r"""Return the text with ``\\uXXXX`` and ``\\UXXXXXXXX`` resolved (SPARQL 1.1 section 19.2).

    Escapes of surrogates and of numbers beyond Unicode are kept; the engine rejects them.
    """

    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2], 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            return match[0]
        return chr(number)

    return _ESCAPE.sub(character, text)


def tokens(text: str, *, comments: bool = False) -> Iterator[Token]:
    """Yield the tokens of a SPARQL text in order, comments only if requested.

    Never raises: an unterminated string is split into its quotes and words, which the parser rejects.
    """
    for match in _SCANNER.finditer(text):
        group = match.lastindex or 0
        kind = _KINDS[group]
        if group and (kind is not Kind.COMMENT or comments):
            yield Token(kind, match[group], *match.span(group))


def declared_prefixes(query: str) -> dict[str, str]:
    """Return the prefixes that a query declares, with their namespaces; they precede the first bracket."""
    found: dict[str, str] = {}
    before: list[Token] = []
    for token in tokens(query):
        if token.kind is Kind.OPEN:
            break
        if token.kind is Kind.IRI and len(before) > 1 and before[-2].text.upper() == "PREFIX":
            found[before[-1].text.removesuffix(":")] = token.text[1:-1]
        before.append(token)
    return found


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of an offset, both 1-based."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def kinds_and_texts(text: str) -> list[tuple[Kind, str]]:
    """Return kind and text of each token except comments, in half the time of :func:`tokens`."""
    found = [(_KINDS[group], match[group]) for match in _SCANNER.finditer(text) if (group := match.lastindex)]
    return [pair for pair in found if pair[0] is not Kind.COMMENT] if "#" in text else found


def keywords_and_punctuation(text: str) -> list[str]:
    """Return the words, brackets and operators among the tokens, in a quarter of the time of :func:`tokens`.

    Tokens that neither nest nor are keywords are omitted: variables, strings, IRIs, names, numbers, language tags,
    ``.``, ``,`` and ``;``.
    """
    return [found for found in _NOTABLE.findall(text) if found]
