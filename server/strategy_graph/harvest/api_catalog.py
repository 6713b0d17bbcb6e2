"""Lists the interfaces of the service as a linkset (RFC 9727, RFC 9264)."""

from __future__ import annotations

import json
from typing import Any, Final

from strategy_graph.harvest.builder_inputs import Address

PATH: Final = "/.well-known/api-catalog"
CONTENT_TYPE: Final = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'


def api_catalog(address: Address, *, described: bool) -> bytes:
    """Return the catalogue.

    :param described: the dataset has a description in DCAT; a user's own data have none.
    """
    sparql = address("/sparql")
    endpoint: dict[str, Any] = {
        "anchor": sparql,
        "service-desc": [{"href": sparql, "type": "text/turtle"}],
        "service-doc": [{"href": sparql, "type": "text/html"}],
        "status": [{"href": address("/health"), "type": "application/json"}],
        "service-meta": [{"href": address("/void.ttl"), "type": "text/turtle"}],
    }
    if described:
        endpoint["service-meta"].append({"href": address("/dataset.ttl"), "type": "text/turtle"})
    catalogue = {"anchor": address(PATH), "item": [{"href": sparql}]}
    return json.dumps({"linkset": [catalogue, endpoint]}, indent=2).encode() + b"\n"
