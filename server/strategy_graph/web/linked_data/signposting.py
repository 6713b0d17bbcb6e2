"""Links between the forms of a document (FAIR Signposting, levels 1 and 2): Link headers and link sets."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cached_property
from typing import Any, Final

from strategy_graph.harvest.signposting import Link
from strategy_graph.linked_data.description import Description
from strategy_graph.namespaces import PREFIXES
from strategy_graph.web.linked_data.lookup import FORMS, LINKSET, Found
from strategy_graph.web.linked_data.state import LinkedData

MAX_BYTES: Final = 2048
"""The longest Link header; what does not fit stands in the link set."""

_THING: Final = PREFIXES["schema"] + "Thing"
_PAGE: Final = PREFIXES["schema"] + "AboutPage"


class Signposts:
    """The links of a thing's documents.

    :param topic: the canonical IRI of the thing.
    """

    def __init__(self, state: LinkedData, found: Found, topic: str, description: Description) -> None:
        self._state = state
        self._found = found
        self._topic = topic
        self._description = description

    def header(self, suffix: str) -> str:
        """Return the Link header of a form."""
        description, result = self._description, ""
        links = self._of_form(suffix)
        page, pages = description.page, description.pages
        here = self._addresses[suffix]
        if page < pages:
            links.insert(0, Link(f"{here}?page={page + 1}", "next"))
        if page > 1:
            links.insert(0, Link(here if page == 2 else f"{here}?page={page - 1}", "prev"))
        for text in map(str, links):
            if len(result) + len(text) + 2 <= MAX_BYTES and text.isascii():
                result = f"{result}, {text}" if result else text
        return result

    def link_set(self) -> bytes:
        """Return the links of all forms as a link set (RFC 9264)."""
        sets = []
        for suffix in FORMS:
            relations: dict[str, list[dict[str, Any]]] = defaultdict(list)
            links = [*self._of_form(suffix), *(Link(kind, "type") for kind in self._description.types)]
            for link in dict.fromkeys(links):
                target = {"href": link.target} | ({"type": link.media_type} if link.media_type else {})
                for relation in link.relation.split():
                    relations[relation].append(target)
            sets.append({"anchor": self._addresses[suffix], **relations})
        return (json.dumps({"linkset": sets}, ensure_ascii=False, indent=1) + "\n").encode()

    def _of_form(self, suffix: str) -> list[Link]:
        state, publication = self._state, self._state.publication
        links = [Link(self._topic, "cite-as")]
        for name, form in FORMS.items():
            if name != suffix:
                relation = "alternate" if name == "html" else "alternate describedby"
                links.append(Link(self._addresses[name], relation, form.media_type))
        kind = state.catalogue.vocabulary.schema_type(self._description.types) or _THING
        links += [Link(each, "type") for each in ([_PAGE, kind] if suffix == "html" else [kind])]
        if publication.licence:
            links.append(Link(publication.licence, "license"))
        if publication.dataset:
            links.append(Link(state.context.address.absolute("/dataset"), "collection"))
        links.append(Link(self._addresses[LINKSET.name], "linkset", LINKSET.media_type))
        return links

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """The address of each form."""
        catalogue, absolute = self._state.catalogue, self._state.context.address.absolute
        return {suffix: absolute(self._found.path_of(suffix, catalogue)) for suffix in (*FORMS, LINKSET.name)}
