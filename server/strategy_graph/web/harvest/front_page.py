"""What the front page tells machines: the dataset in schema.org, and typed links."""

from __future__ import annotations

from flask import Response

from strategy_graph.harvest.schema_org import schema_org_dataset, script_text
from strategy_graph.harvest.signposting import landing_page_links, link_header
from strategy_graph.web.harvest.served import descriptions


def dataset_script() -> str:
    """Return the JSON-LD of the dataset; nothing for a user's own data."""
    known = descriptions()
    if known.publication is None:
        return ""
    return script_text(schema_org_dataset(known.publication, known.served))


def add_links(response: Response) -> None:
    """Add the typed links of the landing page; none for a user's own data."""
    known = descriptions()
    if known.publication is not None:
        links = landing_page_links(known.publication, known.served.dumps, known.context.address.href)
        response.headers["Link"] = link_header(links)
