"""The one list of addresses that the browser visits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, MapAdapter

from strategy_graph.explorer.registry import PAGES
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app

NODES: Final = 3_000
HTML_BYTES: Final = 25_000
SCRIPT_BYTES: Final = 10_000


@dataclass(frozen=True)
class Address:
    """An address to visit.

    :ivar status: what it answers.
    :ivar nodes: the most elements it may have; ``None`` where the data decide.
    :ivar html: the most bytes of HTML it may have, as sent; ``None`` where the data decide.
    :ivar script: the most bytes of scripts it may load, as sent.
    """

    path: str
    status: int = 200
    nodes: int | None = None
    html: int | None = None
    script: int = SCRIPT_BYTES

    def __str__(self) -> str:
        return self.path


def _explored(path: str, *, script: int = SCRIPT_BYTES) -> Address:
    return Address(path, nodes=NODES, script=script)


ADDRESSES: Final = (
    Address("/", nodes=NODES, html=HTML_BYTES),
    Address("/?basis=own-words", nodes=NODES, html=HTML_BYTES),
    Address("/queries/"),
    Address("/queries/evidence-for-an-initiative?initiative=digital-boost"),
    Address("/queries/initiatives-feeding-multiple-outcomes"),
    Address("/sparql", script=160_000),
    Address("/id/"),
    Address("/id/initiative/"),
    Address("/id/initiative/digital-boost.html"),
    Address("/id/outcome/affordability.html"),
    Address("/id/claim/contribution-digital-trade-innovation.html"),
    Address("/ontology.html"),
    Address("/dataset.html"),
    Address("/dumps/"),
    Address("/problem/"),
    Address("/nowhere", status=404),
    _explored("/explore/"),
    _explored("/explore/themes"),
    _explored("/explore/matrix"),
    _explored("/explore/flow"),
    _explored("/explore/timeline"),
    _explored("/explore/network", script=20_000),
    _explored("/explore/focus/initiative/digital-boost"),
    _explored("/explore/focus/outcome/affordability"),
    _explored("/explore/what-if"),
    _explored("/explore/what-if?off=digital-boost"),
    _explored("/explore/gaps"),
    _explored("/explore/editions"),
    _explored("/compare"),
    _explored("/compare?a=initiative/digital-boost&b=initiative/christchurch-call"),
    _explored("/search"),
    _explored("/search?q=maori+data"),
    _explored("/quality"),
    _explored("/validate"),
    _explored("/docs/"),
    _explored("/docs/for-researchers"),
    _explored("/docs/snippets"),
)


def endpoint(path: str) -> str | None:
    """Return the name of the view that answers a path, or ``None``; a thing's own path is none of the views."""
    try:
        name, values = _routes().match(urlsplit(path).path, method="GET")
    except HTTPException:
        return None
    # One rule serves the pages of the registry, and nothing else.
    if name == "explore.picture_page" and values["name"] not in PAGES:
        return None
    return str(name)


def plain_rules() -> dict[str, str]:
    """Return the paths of the application that have no parts to fill in, with the names of their views."""
    return {
        rule.rule: rule.endpoint
        for rule in _routes().map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ())
    }


@cache
def _routes() -> MapAdapter:
    # Views look at the release when they are asked, and none is.
    release: Any = SimpleNamespace(store=None, graphs={})
    rules = create_app(Settings(), release).url_map.iter_rules()
    # Whether a path is that of a thing only a release could say.
    return Map([rule.empty() for rule in rules if "resource:" not in rule.rule]).bind("pages.example")
