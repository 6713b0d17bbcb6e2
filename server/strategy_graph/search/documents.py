"""Reads the rows of the named query ``names-and-descriptions`` into one document for each thing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from strategy_graph.named_queries.kinds import CLASSES, short_form
from strategy_graph.search.words import words
from strategy_graph.text import last_segment

QUERY: Final = "names-and-descriptions"
"""The named query that the index is made of."""

NAME: Final = "name"
OTHER_NAME: Final = "other name"
IDENTIFIER: Final = "identifier"
INITIALS: Final = "initials"
SHORT_NAME: Final = "short name"

_KINDS: Final = {iri: kind for kind, iri in CLASSES.items()}
_MIN_INITIALS: Final = 3
_LONG: Final = 12
"""Words of a text that stands in for a name."""


class Text(NamedTuple):
    """A text about a thing.

    :ivar about: what it is to the thing: its name, a description, …
    :ivar language: its tag; ``None`` where it is not told.
    """

    about: str
    text: str
    language: str | None = None


@dataclass
class Thing:
    """What can be found.

    :ivar kind: the kind in addresses, such as ``initiative``; ``kind_name`` is that in words.
    :ivar name: the name to show.
    :ivar strategies: the IRIs of those that it belongs to; none where it is shared by all.
    """

    iri: str
    kind: str
    kind_name: str
    name: Text
    texts: list[Text] = field(default_factory=list)
    strategies: list[str] = field(default_factory=list)

    @property
    def short_name(self) -> str:
        """The last segment of its IRI."""
        return short_form(self.iri, self.kind)


Row = Mapping[str, Mapping[str, Any]]
"""A solution, as the SPARQL 1.1 Query Results JSON Format has it."""


def read_things(document: bytes) -> list[Thing]:
    """Return the things of a result in the SPARQL 1.1 Query Results JSON Format, in the order of their IRIs."""
    by_iri: dict[str, list[Row]] = {}
    for row in json.loads(document)["results"]["bindings"]:
        by_iri.setdefault(row["thing"]["value"], []).append(row)
    return [_thing(iri, by_iri[iri]) for iri in sorted(by_iri)]


def initials(name: str) -> str:
    """Return the initials of the capitalised words of a name, if they are three or more: TPK for Te Puni Kōkiri."""
    letters = [name[word.start] for word in words(name) if name[word.start].isupper()]
    return "".join(letters) if len(letters) >= _MIN_INITIALS else ""


def _thing(iri: str, rows: list[Row]) -> Thing:
    kind, kind_name = _kind_of(rows)
    # Each once, whatever classes and strategies it comes with.
    texts = list(dict.fromkeys(_text(row, "text", row["about"]["value"]) for row in rows))
    shown = next((_text(row, "name", NAME) for row in rows if "name" in row), None)
    name = shown or next((text for text in texts if text.about == NAME), None) or _stand_in(iri, texts)
    strategies = sorted({row["strategy"]["value"] for row in rows if "strategy" in row})
    return Thing(iri, kind, kind_name, name, texts, strategies)


def _kind_of(rows: list[Row]) -> tuple[str, str]:
    """Return the kind of a thing: by a class that has a kind of its own, else by the first that has a name."""
    classes = {row["class"]["value"]: row for row in rows}
    iri = min(classes, key=lambda iri: (iri not in _KINDS, "className" not in classes[iri], iri))
    kind = _KINDS.get(iri) or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", last_segment(iri).rpartition("#")[2]).lower()
    label = classes[iri].get("className", {}).get("value", "")
    return kind, label or kind.replace("-", " ")


def _stand_in(iri: str, texts: list[Text]) -> Text:
    """Return the beginning of a text for the name of a thing that has none."""
    text = next((text for text in texts if text.about != IDENTIFIER), None)
    if text is None:
        return Text(SHORT_NAME, last_segment(iri))
    beginning = text.text.split()[:_LONG]
    more = " …" if len(beginning) < len(text.text.split()) else ""
    return Text(text.about, " ".join(beginning) + more, text.language)


def _text(row: Row, variable: str, about: str) -> Text:
    return Text(about, row[variable]["value"], row[variable].get("xml:lang"))
