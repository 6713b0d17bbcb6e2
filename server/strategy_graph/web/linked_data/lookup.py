"""Finds the thing, and the form of its document, at a path of the service.

A path is looked up as a whole first; only if there is no such IRI, a suffix such as ``.ttl`` is taken off.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.formats import DOCUMENT_FORMATS, HTML, Format
from strategy_graph.linked_data.addresses import encoded, key_of
from strategy_graph.linked_data.catalogue import ReleaseCatalogue

LINKSET: Final = Format("linkset.json", "application/linkset+json")

FORMS: Final[dict[str, Format]] = {
    "html": HTML,
    **dict(zip(("ttl", "nt", "rdf", "jsonld"), DOCUMENT_FORMATS, strict=True)),
}
"""The five forms of a document, by suffix."""

_SUFFIXES: Final = (*FORMS, LINKSET.name)


class Found(NamedTuple):
    """What is at a path.

    :ivar members: the IRIs of the document; none for a list.
    :ivar path: of the thing, encoded, without a suffix.
    :ivar suffix: of the form; ``None`` for the thing itself.
    :ivar folder: the key of the folder that is listed; ``None`` for a thing.
    :ivar error: why nothing could be looked up.
    """

    members: tuple[str, ...] = ()
    path: str = ""
    suffix: str | None = None
    folder: str | None = None
    error: StrategyGraphError | None = None

    def path_of(self, suffix: str, catalogue: ReleaseCatalogue) -> str:
        """Return the path of a form. A thing whose name with the suffix names another has two dots before it."""
        dot = ".." if catalogue.find(key_of(f"{self.path}.{suffix}".lstrip("/"))) else "."
        return f"{self.path}{dot}{suffix}"


def look_up(catalogue: ReleaseCatalogue, key: str, raw: str = "") -> Found | None:
    """Return what is at the key of a path.

    :param raw: the path as it was sent, without its first slash.
    """
    if key.endswith("/"):
        folder = key[:-1]
        # Where there is a thing without the slash, its address is that one.
        listed = catalogue.index is not None and (
            key == "id/" or (folder in catalogue.index.containers and not catalogue.find(folder))
        )
        return Found(folder=folder) if listed else None
    if members := catalogue.find(key, raw):
        return Found(members, _path(catalogue, members))
    for suffix in _SUFFIXES:
        if key.endswith("." + suffix):
            name = key.removesuffix("." + suffix)
            members = catalogue.find(name, raw.removesuffix("." + suffix))
            members = members or (catalogue.find(name[:-1]) if name.endswith(".") else ())
            if members:
                return Found(members, _path(catalogue, members), suffix)
    return None


def _path(catalogue: ReleaseCatalogue, members: tuple[str, ...]) -> str:
    return "/" + encoded(catalogue.addresses.local_part(members[0]) or "")
