"""Makes the document of a thing in a form for machines, with what its response says about it."""

from __future__ import annotations

from typing import Final, NamedTuple

from strategy_graph.http.etags import CACHE_CONTROL
from strategy_graph.linked_data.catalogue import Described
from strategy_graph.linked_data.document import WRITERS, Document
from strategy_graph.web.linked_data.lookup import FORMS, LINKSET, Found
from strategy_graph.web.linked_data.signposting import Signposts
from strategy_graph.web.linked_data.state import LinkedData

IMMUTABLE: Final = "public, max-age=31536000, immutable"


class Answer(NamedTuple):
    """A document; ``link`` is its Link header, empty for none."""

    body: bytes
    content_type: str
    cache_control: str = CACHE_CONTROL
    link: str = ""


def answer_for_machines(state: LinkedData, found: Found, suffix: str, described: Described) -> Answer:
    """Return the document of a thing in a form of RDF, or its link set.

    :raises NotRepresentable: the form can't hold the description.
    """
    topic = topic_of(found)
    signposts = Signposts(state, found, topic, described.description)
    if suffix == LINKSET.name:
        return Answer(signposts.link_set(), LINKSET.media_type)
    body = WRITERS[suffix](document_of(state, found, suffix, described))
    # The document of a version says the same for ever; its page stands among others, which change.
    cache_control = IMMUTABLE if topic in state.catalogue.vocabulary.versions else CACHE_CONTROL
    return Answer(body, FORMS[suffix].content_type, cache_control, signposts.header(suffix))


def document_of(state: LinkedData, found: Found, suffix: str, described: Described) -> Document:
    """Return the document of a thing at the address of a form."""
    address = state.context.address.absolute(found.path_of(suffix, state.catalogue))
    return Document(address, topic_of(found), described.description, state.publication)


def topic_of(found: Found) -> str:
    """Return the IRI that a document is asked for by."""
    return found.members[0].partition("#")[0]
