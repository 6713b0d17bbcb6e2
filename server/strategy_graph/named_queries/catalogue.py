"""The catalogue of named queries: metadata, parameters and parameter binding.

A named query is a file of ``queries/``: a header followed by a complete SPARQL query. A parameter ``theme`` is the
variable ``?_theme``, whose default is given by one or more blocks ``VALUES ?_theme { … }``. Binding replaces the text
between those braces by one RDF term, and no other text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from strategy_graph.errors import StrategyGraphError
from strategy_graph.named_queries.header import HeaderError, read_header
from strategy_graph.namespaces import KINDS, THINGS
from strategy_graph.sparql_tokens import Kind, tokens
from strategy_graph.utf8 import read

ANY: Final = "any"
"""The value that leaves a parameter unbound (``UNDEF``)."""

_LITERAL_TYPES: Final = {
    "integer": re.compile(r"[+-]?\d{1,18}"),
    "decimal": re.compile(r"[+-]?\d{1,18}(?:\.\d{1,18})?"),
    "boolean": re.compile(r"true|false"),
}
_LITERALS_IN_WORDS: Final = {"integer": "a whole number", "decimal": "a number", "boolean": "true or false"}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WEB_IRI = re.compile(r'https?://[^\s<>"{}|\\^`\x00-\x20]+')
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
MAX_STRING: Final = 500


class QueryNotFound(StrategyGraphError):
    """There is no named query of that name; ``close`` holds similar names."""

    def __init__(self, message: str, close: Sequence[str] = ()) -> None:
        hint = f"Did you mean {' or '.join(close)}?" if close else "See the list of named queries"
        super().__init__(message, hint=hint)
        self.close = tuple(close)


class ParameterError(StrategyGraphError):
    """An unknown parameter, or an invalid value of a parameter."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a named query.

    :ivar type: ``integer``, ``decimal``, ``boolean``, ``string``, or a kind of thing (``theme``, ``initiative``, …),
        whose values are slugs or full IRIs.
    :ivar default: the default value as a user would write it; ``any`` leaves the parameter unbound.
    :ivar values: the allowed values, if they are enumerated.
    """

    name: str
    type: str
    default: str
    description: str
    values: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        return f"?_{self.name}"

    @property
    def names_a_thing(self) -> bool:
        """Whether its values are the things of a kind in the release."""
        return self.type in KINDS and not self.values

    def term(self, value: str) -> str:
        """Return the value in SPARQL syntax, escaped for a ``VALUES`` block.

        :raises ParameterError: the value is invalid.
        """
        if value == ANY and self.default == ANY:
            return "UNDEF"
        if self.values and value not in self.values:
            raise self._refuse(value, "one of " + ", ".join(self.values))
        if self.type in _LITERAL_TYPES:
            if not _LITERAL_TYPES[self.type].fullmatch(value):
                raise self._refuse(value, _LITERALS_IN_WORDS[self.type])
            return str(Literal(value, datatype=NamedNode(_XSD + self.type)))
        if self.type == "string":
            if len(value) > MAX_STRING:
                raise self._refuse(value[:20] + "…", f"a text of at most {MAX_STRING} characters")
            if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
                raise self._refuse("…", "Unicode text")
            return str(Literal(value))
        slug = value.removeprefix(f"{THINGS}{self.type}/")
        if _WEB_IRI.fullmatch(value) and not value.startswith(THINGS) and len(value) <= MAX_STRING:
            return f"<{value}>"  # of another domain than ours
        if not _SLUG.fullmatch(slug):
            raise self._refuse(value, f"the short name or the IRI of a thing of the kind {self.type}")
        return str(NamedNode(f"{THINGS}{self.type}/{slug}"))

    def _refuse(self, value: str, allowed: str) -> ParameterError:
        return ParameterError(f"the parameter {self.name} does not take '{value}'", hint=f"Give {allowed}")


@dataclass(frozen=True)
class NamedQuery:
    """A named query with its metadata.

    :ivar text: the whole file.
    :ivar columns: column headings by variable, where one is declared.
    """

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str
    columns: Mapping[str, str] = field(default_factory=dict)

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of that name.

        :raises ParameterError: the query has no such parameter.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = ", ".join(p.name for p in self.parameters) or "none"
        raise ParameterError(f"the query {self.name} has no parameter '{name}'", hint=f"It has: {names}")

    def bind(self, values: Mapping[str, str]) -> str:
        """Return the query with the defaults replaced by the values.

        :raises ParameterError: a parameter is unknown, or a value is invalid.
        """
        terms = {self.parameter(name).variable: self.parameter(name).term(value) for name, value in values.items()}
        parts, position = [], 0
        for variable, start, end in _blocks(self.text):
            if variable in terms:
                parts += [self.text[position:start], f" {terms[variable]} "]
                position = end
        return "".join(parts) + self.text[position:]


def single_values(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the values by parameter.

    :raises ParameterError: a parameter is given twice.
    """
    values: dict[str, str] = {}
    for name, value in pairs:
        if name in values:
            raise ParameterError(f"the parameter {name} is given twice", hint="Give it one value")
        values[name] = value
    return values


class Catalogue:
    """The named queries of a folder, by name."""

    def __init__(self, queries: Mapping[str, NamedQuery]) -> None:
        self._queries = dict(sorted(queries.items()))

    @classmethod
    def load(cls, folder: Path) -> Catalogue:
        """Read every ``.rq`` file of the folder; a missing folder gives an empty catalogue.

        :raises HeaderError: a header is invalid or contradicts its query.
        :raises StrategyGraphError: a file cannot be read, or is not UTF-8.
        """
        return cls({path.stem: read_query(path) for path in sorted(folder.glob("*.rq"))})

    def __iter__(self) -> Iterator[NamedQuery]:
        return iter(self._queries.values())

    def __len__(self) -> int:
        return len(self._queries)

    def __getitem__(self, name: str) -> NamedQuery:
        """Return the query of that name.

        :raises QueryNotFound: there is none; with similar names.
        """
        if name in self._queries:
            return self._queries[name]
        close = difflib.get_close_matches(name, self._queries, n=3, cutoff=0.5)
        raise QueryNotFound(f"there is no named query '{name}'", close)


def read_query(path: Path) -> NamedQuery:
    """Read one query file.

    :raises HeaderError: the header is invalid, or a parameter and its ``VALUES`` blocks do not agree.
    :raises StrategyGraphError: the file cannot be read, or is not UTF-8.
    """
    text = read(path)
    header = read_header(path, text)
    parameters = tuple(_parameter(path, entry) for entry in header.parameters)
    _check_columns(path, text, header.columns)
    _check_blocks(path, text, parameters)
    return NamedQuery(
        name=path.stem,
        summary=header.summary,
        description=header.description,
        tags=header.tags,
        parameters=parameters,
        text=text,
        columns=header.columns,
    )


def _parameter(path: Path, entry: Any) -> Parameter:
    if not isinstance(entry, dict) or not {"name", "type", "default", "description"} <= set(entry):
        raise HeaderError(
            "a parameter needs name, type, default and description", where=f"{path}:1", hint="Complete it in the header"
        )
    kind = str(entry["type"])
    if kind not in (*_LITERAL_TYPES, "string", *KINDS):
        raise HeaderError(f"the type {kind} of a parameter is unknown", where=f"{path}:1", hint="See catalogue.py")
    default = entry["default"]
    default_text = str(default).lower() if isinstance(default, bool) else str(default)
    given = entry.get("values") or []
    if not isinstance(given, list):
        raise HeaderError(
            f"the values of {entry['name']} are no list", where=f"{path}:1", hint="Write them as [one, another]"
        )
    values = tuple(str(value) for value in given)
    parameter = Parameter(str(entry["name"]), kind, default_text, str(entry["description"]), values)
    try:
        parameter.term(default_text)
    except ParameterError as error:
        raise HeaderError(
            f"the default of {parameter.name} is {default_text}", where=f"{path}:1", hint=error.hint
        ) from error
    return parameter


def _check_blocks(path: Path, text: str, parameters: tuple[Parameter, ...]) -> None:
    found = list(_blocks(text))
    for parameter in parameters:
        blocks = [text[start:end].strip() for variable, start, end in found if variable == parameter.variable]
        if not blocks:
            raise HeaderError(
                f"the parameter {parameter.name} has no block",
                where=f"{path}:1",
                hint=f"Write VALUES {parameter.variable} {{ … }} where it is used",
            )
        for block in blocks:
            if block != parameter.term(parameter.default) and block != _short(parameter):
                raise HeaderError(
                    f"the default of {parameter.name} is {parameter.default} in the header and {block} in the query",
                    where=f"{path}:1",
                    hint="Make them agree",
                )
    declared = {parameter.variable for parameter in parameters}
    for variable, start, _ in found:
        if variable not in declared:
            line = text.count("\n", 0, start) + 1
            raise HeaderError(f"{variable} is not in the header", where=f"{path}:{line}", hint="Declare it there")


def _check_columns(path: Path, text: str, columns: Mapping[str, str]) -> None:
    variables = {token.text[1:] for token in tokens(text) if token.kind is Kind.VARIABLE}
    for unknown in columns.keys() - variables:
        raise HeaderError(
            f"the column {unknown} is not in the query", where=f"{path}:1", hint="Name a variable that it selects"
        )


def _short(parameter: Parameter) -> str:
    """Return the default in SPARQL's shorthand: numbers and booleans without quotes."""
    return parameter.default if parameter.type in _LITERAL_TYPES else parameter.term(parameter.default)


def _blocks(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each ``VALUES ?_name { … }``: the variable, and the start and end offsets between the braces."""
    window = list(tokens(text))
    for index in range(len(window) - 3):
        word, variable, brace = window[index : index + 3]
        if word.kind is not Kind.WORD or word.text.upper() != "VALUES" or brace.text != "{":
            continue
        if variable.kind is Kind.VARIABLE and variable.text.startswith("?_"):
            closing = next((token for token in window[index + 3 :] if token.text == "}"), None)
            if closing is not None:
                yield variable.text, brace.end, closing.start
