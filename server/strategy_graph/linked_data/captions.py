"""Words for things without a name: the phrase of a passage, the link of a claim, what a listing lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from strategy_graph.linked_data.graph_source import GraphSource
from strategy_graph.linked_data.names import Name, Names, readable_step
from strategy_graph.linked_data.terms import DESCRIBING
from strategy_graph.namespaces import THINGS
from strategy_graph.prefixed_names import shorten

_LIMIT: Final = 200_000
_WORDS: Final = 14

_QUERY: Final = f"""
SELECT ?thing ?text ?from ?by ?to ?listed ?plan {{
  {{ ?thing oa:hasSelector ?selector . ?selector oa:exact ?text }}
  UNION {{ ?thing dsg:linkPredicate ?by ; dsg:linkSubject ?from ; dsg:linkObject ?to }}
  UNION {{ ?thing dsg:listedInitiative ?listed ; dsg:listedIn ?plan }}
  UNION {{
    VALUES ?describing {{ {" ".join(DESCRIBING)} }} ?thing ?describing ?text
    FILTER NOT EXISTS {{ ?thing rdfs:label ?label }}
  }}
}} LIMIT {_LIMIT}
"""


class Captions:
    """What to call each thing on a page."""

    def __init__(self, names: Names, rows: Iterable[dict[str, dict[str, Any]]] = ()) -> None:
        self.names = names
        self._texts: dict[str, Name] = {}
        self._links: dict[str, tuple[str, str, str]] = {}
        self._listings: dict[str, tuple[str, str]] = {}
        for row in rows:
            thing = row["thing"]["value"]
            if "text" in row:
                self._texts.setdefault(thing, Name(row["text"]["value"], row["text"].get("xml:lang")))
            elif "listed" in row:
                self._listings[thing] = (row["listed"]["value"], row["plan"]["value"])
            else:
                self._links[thing] = (row["from"]["value"], row["by"]["value"], row["to"]["value"])

    def with_names(self, names: Names) -> Captions:
        """Return these captions over other names."""
        other = Captions(names)
        other._texts, other._links, other._listings = self._texts, self._links, self._listings
        return other

    def of(self, iri: str) -> Name:
        """Return the caption of a thing: its name, its link, what it lists, its phrase, or the end of its IRI."""
        return self.known(iri) or Name(shorten(iri).strip("<>").removeprefix(THINGS))

    def known(self, iri: str) -> Name | None:
        """Return the caption of a thing unless there is only its IRI."""
        if (name := self.names.of(iri)) is not None:
            return name
        if (link := self._links.get(iri)) is not None:
            return Name(" ".join(self._step(end) for end in link))
        if (listing := self._listings.get(iri)) is not None:
            return Name(" in ".join(self._step(end) for end in listing))
        if (text := self._texts.get(iri)) is not None:
            return Name(f"“{_start(text.text)}”", text.language)
        return None

    def text_of(self, iri: str) -> Name | None:
        """Return the whole text of a thing whose caption is the start of it."""
        return None if self.names.of(iri) else self._texts.get(iri)

    def _step(self, iri: str) -> str:
        name = self.names.of(iri)
        return name.text if name else readable_step(iri)


def read_captions(source: GraphSource, names: Names) -> Captions:
    """Read the captions of a default graph.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    return Captions(names, source.select(_QUERY))


def _start(text: str) -> str:
    words = text.split()
    return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
