"""Writes IRIs as prefixed names for Turtle, TriG and JSON-LD, and notes which prefixes were used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_LETTERS: Final = "A-Za-zÀ-ÖØ-öø-˿Ͱ-ͽͿ-῿"
_LOCAL: Final = re.compile(rf"[{_LETTERS}0-9_](?:[{_LETTERS}0-9_-]*[{_LETTERS}0-9_-])?")
"""Local names that Turtle takes without an escape; not all of them."""


class PrefixedNames:
    """Shortens IRIs by the prefixes and collects those that were used.

    :param prefixes: namespace by prefix.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._known: dict[str, str | None] = {}
        self._used: set[str] = set()

    def shorten(self, iri: str) -> str | None:
        """Return the prefixed name of an IRI, or ``None`` if no prefix fits."""
        if iri not in self._known:
            self._known[iri] = self._find(iri)
        return self._known[iri]

    def _find(self, iri: str) -> str | None:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._by_namespace.get(iri[:cut])
        if prefix is None or not _LOCAL.fullmatch(iri, cut):
            return None
        self._used.add(prefix)
        return f"{prefix}:{iri[cut:]}"

    @property
    def used(self) -> dict[str, str]:
        """The prefixes that were used so far, in their order."""
        return {prefix: self._prefixes[prefix] for prefix in sorted(self._used)}
