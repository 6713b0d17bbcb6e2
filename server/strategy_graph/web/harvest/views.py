"""The documents by which machines find the service, and what it serves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Triple

from strategy_graph.harvest.api_catalog import CONTENT_TYPE as API_CATALOG
from strategy_graph.harvest.api_catalog import PATH as API_CATALOG_PATH
from strategy_graph.harvest.api_catalog import api_catalog
from strategy_graph.harvest.builder_inputs import Served
from strategy_graph.harvest.dcat import dcat_description
from strategy_graph.harvest.feed import atom_feed
from strategy_graph.harvest.icon import favicon
from strategy_graph.harvest.prefixes import CONTENT_TYPE as PROLOGUE
from strategy_graph.harvest.prefixes import sparql_prologue
from strategy_graph.harvest.publication import Publication
from strategy_graph.harvest.robots import robots_txt
from strategy_graph.harvest.signposting import Link, description_links, link_header
from strategy_graph.harvest.sitemap import sitemap, sitemap_index
from strategy_graph.harvest.terms import document
from strategy_graph.harvest.void import WELL_KNOWN_PATH, user_data_description, void_description
from strategy_graph.http.formats import DOCUMENT_FORMATS, HTML, Format
from strategy_graph.http.negotiation import NotAcceptable, choose
from strategy_graph.namespaces import BASE, PREFIXES
from strategy_graph.web.documents import RDF_SUFFIXES, document_response, see_other
from strategy_graph.web.harvest.builder_inputs import Descriptions, descriptions
from strategy_graph.web.query_responses import error_response
from strategy_graph.web.responses import problem_response

blueprint = Blueprint("harvest", __name__)

_FORMS = {RDF_SUFFIXES[form.name]: form for form in DOCUMENT_FORMATS}
_XML = "application/xml"


@blueprint.get("/dataset")
def dataset() -> Response:
    """Redirect to the form of the description that the client prefers."""
    publication = descriptions().publication
    if publication is None:
        return _no_description()
    chosen = _chosen((*DOCUMENT_FORMATS, HTML))
    if isinstance(chosen, Response):
        return chosen
    links = description_links(publication, "", descriptions().context.address.href)
    return see_other(f"/dataset.{RDF_SUFFIXES.get(chosen.name, 'html')}", Link=link_header(links))


@blueprint.get(f"/dataset.<any({','.join([*_FORMS, 'html'])}):suffix>")
def dataset_form(suffix: str) -> Response:
    """Return the description of the dataset in DCAT, or as a page."""
    known = descriptions()
    publication = known.publication
    if publication is None:
        return _no_description()
    links = link_header(description_links(publication, suffix, known.context.address.href))
    served = known.served_with_files()
    # Made again once there are files, if they could not be made.
    name = f"dataset-{len(served.dumps)}"
    if suffix == "html":
        make_page = partial(_dataset_page, served, publication)
        # The links of a page keep the strategy and the edition of its address: such a page is kept for nobody else.
        page = make_page() if request.query_string else known.document(name, make_page)
        return document_response(page, HTML.content_type, Link=links)
    make = partial(dcat_description, publication, served)
    return document_response(_rdf(known, name, suffix, make), _FORMS[suffix].content_type, Link=links)


@blueprint.get(WELL_KNOWN_PATH)
def well_known_void() -> Response:
    """Return the description in VoID in the form that the client prefers (VoID, section 7.2)."""
    chosen = _chosen(DOCUMENT_FORMATS)
    if isinstance(chosen, Response):
        return chosen
    suffix = RDF_SUFFIXES[chosen.name]
    response = void(suffix)
    response.headers["Content-Location"] = request.script_root + f"/void.{suffix}"
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get(f"/void.<any({','.join(_FORMS)}):suffix>")
def void(suffix: str) -> Response:
    """Return the description in VoID."""
    known = descriptions()
    if known.context.settings.user_data:
        make = partial(user_data_description, known.served, known.context.release.graphs)
    else:
        make = partial(void_description, known.facts, known.served)
    return document_response(_rdf(known, "void", suffix, make), _FORMS[suffix].content_type)


@blueprint.get("/sitemap.xml")
@blueprint.get("/sitemap-<int:part>.xml")
def sitemap_xml(part: int | None = None) -> Response:
    """Return the sitemap, or the index of its parts."""
    known = descriptions()
    parts = known.sitemap_parts
    if part is not None and (len(parts) == 1 or not 1 <= part <= len(parts)):
        return problem_response(404, "the sitemap has no such part", hint="See /sitemap.xml for those it has")
    if len(parts) == 1 or part:
        make = partial(sitemap, parts[(part or 1) - 1], known.served.address)
    else:
        make = partial(sitemap_index, parts, known.served.address)
    return document_response(known.document(f"sitemap-{part}", make), _XML)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Return the rules for crawlers."""
    address = descriptions().context.address
    return document_response(robots_txt(address.prefix, address.absolute), "text/plain; charset=utf-8")


@blueprint.get("/feed")
def feed() -> Response:
    """Return the feed of releases."""
    known = descriptions()
    publication, absolute = known.publication, known.served.address
    title = publication.title if publication else f"Data at {absolute('/')}"
    agents = publication.publishers if publication else ()
    author = agents[0].names[0].value if agents and agents[0].names else title
    licence = publication.licence if publication else ""
    about = publication.iri if publication else absolute("/feed")
    make = partial(atom_feed, title, author, licence, about, known.history.entries, absolute)
    return document_response(known.document("feed", make), "application/atom+xml")


@blueprint.get("/prefixes.rq")
def prefixes() -> Response:
    """Return the prefixes of the graph for a query; a user's own data have prefixes of their own.

    Their RDF is the document of the thing ``/prefixes`` (:mod:`strategy_graph.web.linked_data`).
    """
    known = descriptions()
    if known.context.settings.user_data:
        return problem_response(404, "data of your own have no prefixes here", hint="Declare them in the query")
    rdf = Link(known.context.address.href("/prefixes.ttl"), "alternate describedby", "text/turtle")
    links = link_header([Link(BASE + "prefixes", "cite-as"), rdf])
    return document_response(sparql_prologue(PREFIXES), PROLOGUE, Link=links)


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Return the icon."""
    return document_response(favicon(), "image/vnd.microsoft.icon")


@blueprint.get(API_CATALOG_PATH)
def catalogue_of_interfaces() -> Response:
    """Return the list of interfaces (RFC 9727)."""
    known = descriptions()
    absolute, href = known.served.address, known.context.address.href
    body = api_catalog(absolute, described=known.publication is not None)
    links = [Link(href(API_CATALOG_PATH), "api-catalog"), Link(href("/sparql"), "item")]
    return document_response(body, API_CATALOG, Link=link_header(links))


def _chosen(formats: tuple[Format, ...]) -> Format | Response:
    """Return the format that the client prefers, or the error response."""
    try:
        return choose(request.headers.get("Accept"), formats, name=request.args.get("format"))
    except NotAcceptable as error:
        return error_response(error, None)


def _rdf(known: Descriptions, name: str, suffix: str, make: Callable[[], list[Triple]]) -> bytes:
    return known.document(f"{name}.{suffix}", lambda: document(make(), _FORMS[suffix].media_type))


def _dataset_page(served: Served, publication: Publication) -> bytes:
    return render_template("dataset.html", described=publication, served=served).encode()


def _no_description() -> Response:
    return problem_response(
        404, "there is no description of data of your own", hint="See /void.ttl for how much of it there is"
    )
