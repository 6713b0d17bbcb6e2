"""What a search shows: its results for the page, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from strategy_graph.search.documents import NAME, SHORT_NAME, Text, Thing
from strategy_graph.search.highlighting import Shown, shown_texts
from strategy_graph.search.index import SearchIndex
from strategy_graph.search.search import Found
from strategy_graph.search.typed_query import TypedQuery
from strategy_graph.web.search.links import absolute, focus_address, page_address

PAGE: Final = 20
"""Results on a page."""


@dataclass(frozen=True)
class Result:
    """A thing that was found.

    :ivar other_names: its names in other languages in which nothing matched.
    :ivar others: other texts about it in which something matched.
    :ivar strategies: the names of its strategies, where the graph has several.
    """

    thing: Thing
    name: Shown
    other_names: list[Text]
    others: list[Shown]
    href: str | None
    focus: str | None
    strategies: list[Text]

    @property
    def in_words(self) -> list[Shown]:
        """The other texts that people read."""
        return [shown for shown in self.others if shown.about != SHORT_NAME]

    @property
    def short_names(self) -> list[Shown]:
        """The end of its address, where that is what matched."""
        return [shown for shown in self.others if shown.about == SHORT_NAME]


def results_of(index: SearchIndex, found: Found, number: int, of_page: dict[str, str]) -> list[Result]:
    """Return the results on a page."""
    return [_result(index, found, thing, of_page) for thing in found.things[(number - 1) * PAGE : number * PAGE]]


def as_json(question: TypedQuery, found: Found, results: list[Result], number: int, pages: int) -> dict[str, Any]:
    """Return the results as the JSON document has them."""
    return {
        "query": question.text,
        "total": found.total,
        "kinds": [{"kind": kind.kind, "name": kind.name, "count": kind.count} for kind in found.kinds],
        "alsoSearchedFor": found.instead,
        "anyWord": found.any_word,
        "tryInstead": list(found.near),
        "page": number,
        "pages": pages,
        "results": [_as_json(result) for result in results],
    }


def _result(index: SearchIndex, found: Found, thing: Thing, of_page: dict[str, str]) -> Result:
    name, others = shown_texts(thing, found.terms)
    several = len(index.strategies) > 1
    strategies = [index.strategies[iri] for iri in thing.strategies if iri in index.strategies] if several else []
    told = {shown.text for shown in (name, *others)}
    other_names = [text for text in thing.texts if text.about == NAME and text.text not in told]
    return Result(
        thing, name, other_names, others, page_address(thing, of_page), focus_address(thing, of_page), strategies
    )


def _as_json(result: Result) -> dict[str, Any]:
    thing = result.thing
    document: dict[str, Any] = {
        "iri": thing.iri,
        "kind": thing.kind,
        "name": _text(result.name),
        "matched": [_text(shown) for shown in (result.name, *result.others) if shown.matched],
    }
    addresses = {"page": result.href, "focus": result.focus}
    document |= {name: absolute(href) for name, href in addresses.items() if href}
    if result.strategies:
        document["strategies"] = [text.text for text in result.strategies]
    return document


def _text(shown: Shown) -> Mapping[str, Any]:
    """Return a text with what matched in it: pieces in their order, each looked for or not."""
    return {
        "about": shown.about,
        "text": shown.text,
        **({"language": shown.language} if shown.language else {}),
        "parts": [{"text": part.text, "matched": part.marked} for part in shown.parts],
    }
