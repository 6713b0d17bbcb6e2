"""The parameters of named queries: their types, their declaration in a header, and the check of their values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from strategy_graph.errors import StrategyGraphError
from strategy_graph.named_queries.header import HeaderError
from strategy_graph.named_queries.kinds import SHORT_NAME, WEB_IRI
from strategy_graph.namespaces import KINDS, THINGS

ANY: Final = "any"
"""The value that leaves a parameter unbound (``UNDEF``)."""

_LITERAL_TYPES: Final = {
    "integer": re.compile(r"[+-]?\d{1,18}"),
    "decimal": re.compile(r"[+-]?\d{1,18}(?:\.\d{1,18})?"),
    "boolean": re.compile(r"true|false"),
}
_LITERALS_IN_WORDS: Final = {"integer": "a whole number", "decimal": "a number", "boolean": "true or false"}
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
MAX_STRING: Final = 500


class ParameterError(StrategyGraphError):
    """An unknown parameter, or an invalid value of a parameter."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a named query.

    :ivar type: ``integer``, ``decimal``, ``boolean``, ``string``, or a kind of resource (``theme``, ``initiative``, …),
        whose values are whole IRIs or short names: the last segment of an IRI.
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
    def names_a_resource(self) -> bool:
        """Whether its values are the resources of a kind in the release."""
        return self.type in KINDS and not self.values

    def checked_term(self, value: str) -> str:
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
        if WEB_IRI.fullmatch(value):
            return str(NamedNode(value))
        if not SHORT_NAME.fullmatch(value):
            raise self._refuse(value, f"the short name or the IRI of a resource of the kind {self.type}")
        return str(NamedNode(f"{THINGS}{self.type}/{value}"))

    @property
    def default_terms(self) -> set[str]:
        """Return the default in SPARQL syntax: in full, and for numbers and booleans also without quotes."""
        return {self.checked_term(self.default), *([self.default] if self.type in _LITERAL_TYPES else [])}

    def _refuse(self, value: str, allowed: str) -> ParameterError:
        return ParameterError(f"the parameter {self.name} does not take '{value}'", hint=f"Give {allowed}")


def read_parameter(path: Path, entry: Any) -> Parameter:
    """Read one entry of ``parameters`` in the header of a query file.

    :raises HeaderError: it is incomplete or invalid.
    """
    if not isinstance(entry, dict) or not {"name", "type", "default", "description"} <= set(entry):
        raise HeaderError(
            "a parameter needs name, type, default and description", where=f"{path}:1", hint="Complete it in the header"
        )
    kind = str(entry["type"])
    if kind not in (*_LITERAL_TYPES, "string", *KINDS):
        known = ", ".join((*_LITERAL_TYPES, "string", *KINDS))
        raise HeaderError(f"the type {kind} of a parameter is unknown", where=f"{path}:1", hint=f"Use one of {known}")
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
        parameter.checked_term(default_text)
    except ParameterError as error:
        raise HeaderError(
            f"the default of {parameter.name} is {default_text}", where=f"{path}:1", hint=error.hint
        ) from error
    return parameter


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
