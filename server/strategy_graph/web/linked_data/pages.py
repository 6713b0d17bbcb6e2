"""HTML pages of things, of vocabularies, and of lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import render_template

from strategy_graph.linked_data.agencies_through_parts import agencies_through_parts
from strategy_graph.linked_data.catalogue import Described
from strategy_graph.linked_data.claims import PAGE
from strategy_graph.linked_data.description import Description
from strategy_graph.linked_data.document import Document
from strategy_graph.linked_data.grounds import Value
from strategy_graph.linked_data.names import Name, readable_step
from strategy_graph.linked_data.page import PageBuilder
from strategy_graph.linked_data.page_model import Section
from strategy_graph.linked_data.resource_index import ResourceIndex
from strategy_graph.namespaces import PREFIXES
from strategy_graph.text import plural
from strategy_graph.web.linked_data.explorer_links import explorer_links, kind_of
from strategy_graph.web.linked_data.lookup import FORMS, Found
from strategy_graph.web.linked_data.state import LinkedData, href_of

LIST_PAGE: Final = 100
"""Things on one page of a list."""

_TITLES: Final = {"html": "HTML", "ttl": "Turtle", "nt": "N-Triples", "rdf": "RDF/XML", "jsonld": "JSON-LD"}
_KINDS: Final = (
    ("Classes", ("owl:Class", "rdfs:Class")),
    ("Properties that link things", ("owl:ObjectProperty",)),
    ("Properties with texts, numbers and dates", ("owl:DatatypeProperty",)),
    ("Other properties", ("owl:AnnotationProperty", "rdf:Property")),
)


@dataclass(frozen=True)
class Step:
    """A step of the way from the first page; ``href`` is empty for the page itself."""

    name: Name
    href: str


@dataclass(frozen=True)
class Folder:
    """A list with the number of its things."""

    name: str
    href: str
    count: int


def thing_page(state: LinkedData, found: Found, document: Document, described: Described) -> bytes:
    """Return the page of a thing, or of a vocabulary."""
    builder = _builder(state, described)
    kind = kind_of(document.description.types)

    def builder_of(part: str) -> tuple[PageBuilder, Description]:
        of_part = state.catalogue.describe((part,))
        return _builder(state, of_part), of_part.description

    through_parts = agencies_through_parts(document.description, builder_of) if kind == "initiative" else []
    page = builder.build(document.description, through_parts)
    address = state.context.address
    paths = {suffix: found.path_of(suffix, state.catalogue) for suffix in FORMS}
    name = page.main.names[0]
    text = render_template(
        "vocabulary.html" if described.is_vocabulary else "thing.html",
        page=page,
        kind=kind,
        explorer_links=explorer_links(state.context, kind, document.description),
        name=name,
        topic=document.topic,
        steps=[*_steps(state, found), Step(name, "")],
        formats=[
            (_TITLES[suffix], address.href(found.path_of(suffix, state.catalogue)), FORMS[suffix]) for suffix in FORMS
        ],
        pages=document.description,
        here=address.href(paths["html"]),
        kinds=list(_by_kind(part for part in page.parts if not part.deprecated)) if described.is_vocabulary else [],
        deprecated=[part for part in page.parts if part.deprecated],
        json_ld=document.embedded_json_ld(),
        release=state.context.release,
        publication_title=state.context.manifest.title,
        first_position=(document.description.page - 1) * PAGE + 1,
    )
    return text.encode()


def _builder(state: LinkedData, described: Described) -> PageBuilder:
    return PageBuilder(state.catalogue.vocabulary, described.captions, href_of, state.things)


def list_page(state: LinkedData, folder: str, number: int) -> str | None:
    """Return a page of a list, of kinds for ``id`` and else of things; ``None`` if it has no such page."""
    index = state.catalogue.index
    assert index is not None
    folders = _folders(state, index, folder)
    documents = index.documents_in(folder)
    pages = max(1, -(-len(documents) // LIST_PAGE))
    if number > pages:
        return None
    things = [_thing(state, iri) for iri in documents[(number - 1) * LIST_PAGE : number * LIST_PAGE]]
    href = state.context.address.href
    steps = [Step(Name("Things"), href("/id/"))] if folder not in {"id", ""} else []
    title = plural(readable_step(folder)).capitalize() if folder != "id" else "Things"
    return render_template(
        "things.html",
        title=title,
        steps=[*steps, Step(Name(title), "")],
        folders=folders,
        things=things,
        total=len(documents),
        first_number=(number - 1) * LIST_PAGE + 1,
        number=number,
        pages=pages,
        here=href(f"/{folder}/"),
    )


def _folders(state: LinkedData, index: ResourceIndex, folder: str) -> list[Folder]:
    """Return the folders below one; below ``id``, of data that has no such folder, all of them."""
    below = [name for name in index.containers if name.startswith(folder + "/")]
    if folder == "id" and not below:
        below = list(index.containers)
    href = state.context.address.href
    return [
        Folder(readable_step(name) if name.startswith("id/") else name, href(f"/{name}/"), len(index.containers[name]))
        for name in sorted(below)
        if name
    ]


def _thing(state: LinkedData, iri: str) -> tuple[Value, list[Name]]:
    caption = state.catalogue.captions.of(iri)
    others = [name for name in state.catalogue.captions.names.all_of(iri) if name != caption]
    return Value(caption.text, caption.language, iri, href_of(iri)), others


def _steps(state: LinkedData, found: Found) -> Iterable[Step]:
    """Return the way to a thing: the list of kinds, and the list of its kind."""
    folder = found.path.strip("/").rpartition("/")[0]
    index = state.catalogue.index
    if index is None or not folder:
        return
    href = state.context.address.href
    yield Step(Name("Things"), href("/id/"))
    if folder != "id" and folder in index.containers:
        yield Step(Name(plural(readable_step(folder)).capitalize()), href(f"/{folder}/"))


def _by_kind(parts: Iterable[Section]) -> Iterable[tuple[str, list[Section]]]:
    """Return the terms of a vocabulary by kind, each under the first that fits."""
    left = sorted(parts, key=lambda part: part.anchor.casefold())
    for title, kinds in _KINDS:
        wanted = {PREFIXES[prefix] + local for prefix, _, local in (kind.partition(":") for kind in kinds)}
        chosen = [part for part in left if any(kind.iri in wanted for kind in part.types)]
        left = [part for part in left if part not in chosen]
        if chosen:
            yield title, chosen
    if left := [part for part in left if part.anchor]:
        yield "Others", left
