"""The catalogue of named queries: metadata and parameter binding.

A named query is a file of ``queries/``: a header followed by a complete SPARQL query. A parameter ``theme`` is the
variable ``?_theme``, whose default is given by one or more blocks ``VALUES ?_theme { … }``. Binding replaces the text
between those braces by one RDF term, and no other text.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from strategy_graph.errors import StrategyGraphError
from strategy_graph.named_queries.header import HeaderError, read_header
from strategy_graph.named_queries.parameters import Parameter, ParameterError, read_parameter
from strategy_graph.sparql_tokens import Kind, Token, tokens
from strategy_graph.utf8 import read


class QueryNotFound(StrategyGraphError):
    """There is no named query of that name; ``close`` holds similar names."""

    def __init__(self, message: str, close: Sequence[str] = ()) -> None:
        hint = f"Did you mean {' or '.join(close)}?" if close else "See the list of named queries"
        super().__init__(message, hint=hint)
        self.close = tuple(close)


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
        terms = {
            self.parameter(name).variable: self.parameter(name).checked_term(value) for name, value in values.items()
        }
        parts, position = [], 0
        for variable, start, end in self._defaults:
            if variable in terms:
                parts += [self.text[position:start], f" {terms[variable]} "]
                position = end
        return "".join(parts) + self.text[position:]

    @cached_property
    def _defaults(self) -> tuple[tuple[str, int, int], ...]:
        return tuple(_blocks(list(tokens(self.text))))


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
    parameters = tuple(read_parameter(path, entry) for entry in header.parameters)
    found = list(tokens(text))
    _check_columns(path, found, header.columns)
    _check_blocks(path, text, list(_blocks(found)), parameters)
    return NamedQuery(
        name=path.stem,
        summary=header.summary,
        description=header.description,
        tags=header.tags,
        parameters=parameters,
        text=text,
        columns=header.columns,
    )


def _check_blocks(
    path: Path, text: str, found: Sequence[tuple[str, int, int]], parameters: tuple[Parameter, ...]
) -> None:
    for parameter in parameters:
        blocks = [text[start:end].strip() for variable, start, end in found if variable == parameter.variable]
        if not blocks:
            raise HeaderError(
                f"the parameter {parameter.name} has no block",
                where=f"{path}:1",
                hint=f"Write VALUES {parameter.variable} {{ … }} where it is used",
            )
        for block in blocks:
            if block not in parameter.default_terms:
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


def _check_columns(path: Path, found: Sequence[Token], columns: Mapping[str, str]) -> None:
    variables = {token.text[1:] for token in found if token.kind is Kind.VARIABLE}
    for unknown in columns.keys() - variables:
        raise HeaderError(
            f"the column {unknown} is not in the query", where=f"{path}:1", hint="Name a variable that it selects"
        )


def _blocks(window: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
    """Yield each ``VALUES ?_name { … }``: the variable, and the start and end offsets between the braces."""
    for index in range(len(window) - 3):
        word, variable, brace = window[index : index + 3]
        if word.kind is not Kind.WORD or word.text.upper() != "VALUES" or brace.text != "{":
            continue
        if variable.kind is Kind.VARIABLE and variable.text.startswith("?_"):
            closing = next((token for token in window[index + 3 :] if token.text == "}"), None)
            if closing is not None:
                yield variable.text, brace.end, closing.start
