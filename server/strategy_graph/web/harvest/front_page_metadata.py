"""What the front page tells machines: the dataset in schema.org, and typed links."""

from __future__ import annotations

from flask import Response, request

from strategy_graph.harvest.schema_org import schema_org_dataset, script_text
from strategy_graph.harvest.signposting import landing_page_links, link_header
from strategy_graph.http.formats import DOCUMENT_FORMATS, HTML
from strategy_graph.http.negotiation import NotAcceptable, choose
from strategy_graph.web.documents import RDF_SUFFIXES, last_modified, see_other
from strategy_graph.web.harvest.builder_inputs import descriptions
from strategy_graph.web.service import service


def dataset_script() -> str:
    """Return the JSON-LD of the dataset; nothing for a user's own data."""
    known = descriptions()
    if known.publication is None:
        return ""
    return script_text(schema_org_dataset(known.publication, known.served))


def redirect_for_rdf() -> Response | None:
    """Return a redirect to the description of the dataset for a client that prefers RDF to a page."""
    if descriptions().publication is None:
        return None
    try:
        chosen = choose(request.headers.get("Accept"), (HTML, *DOCUMENT_FORMATS))
    except NotAcceptable:
        return None
    return None if chosen is HTML else see_other(f"/dataset.{RDF_SUFFIXES[chosen.name]}")


def add_links(response: Response) -> None:
    """Add the typed links of the landing page; none for a user's own data."""
    known = descriptions()
    if known.publication is not None:
        links = landing_page_links(known.publication, known.served.dumps, known.context.address.href)
        response.headers["Link"] = link_header(links)
        response.headers["Vary"] = "Accept"
        response.headers["Last-Modified"] = last_modified(service().release)
