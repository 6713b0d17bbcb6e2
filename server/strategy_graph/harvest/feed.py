"""Writes the feed of releases (Atom, RFC 4287): an entry for each that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from strategy_graph.harvest.builder_inputs import Address
from strategy_graph.text import counted

_ATOM: Final = "http://www.w3.org/2005/Atom"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class FeedEntry:
    """A release as an entry.

    :ivar published: when the release was first published, in UTC, ISO 8601.
    :ivar updated: when it last became the current one.
    :ivar triples: the number of triples in its default view.
    :ivar path: the path of a document about it.
    :ivar changes: what it changed against the release before, in words; empty if that is not known.
    :ivar patch: the path of the patch that leads from the release before to it; empty if there is none.
    """

    digest: str
    published: str
    updated: str
    triples: int
    path: str
    changes: str = ""
    patch: str = ""


def atom_feed(
    title: str, author: str, licence: str, about: str, entries: Sequence[FeedEntry], address: Address
) -> bytes:
    """Return the feed, the latest release first.

    :param title: the name of the publication.
    :param author: who publishes it.
    :param licence: the IRI of the licence of the data; empty for none.
    :param about: the IRI of the publication, below which its releases are named: the same wherever it is served.
    :param entries: at least one release, the oldest first.
    """
    ordered = list(reversed(entries))
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "id", address("/feed"))
    _add(feed, "title", f"{title}: releases")
    _add(feed, "updated", ordered[0].updated)
    _add(feed, "link", href=address("/feed"), rel="self", type="application/atom+xml")
    _add(feed, "link", href=address("/"), rel="alternate", type="text/html")
    if licence:
        _add(feed, "link", href=licence, rel="license")
    _add(_add(feed, "author"), "name", author)
    for release in ordered:
        entry = _add(feed, "entry")
        _add(entry, "id", f"{about}#release-{release.digest[:16]}")
        _add(entry, "title", f"Release {release.digest[:16]}")
        _add(entry, "published", release.published)
        _add(entry, "updated", release.updated)
        _add(entry, "link", href=address(release.path), rel="alternate")
        if release.patch:
            _add(entry, "link", href=address(release.patch), rel="related", type="application/rdf-patch")
        text = f"{counted(release.triples, 'triple')} in the default view."
        _add(entry, "summary", f"{text} {release.changes}".strip())
    ElementTree.indent(feed)
    return f"{_DECLARATION}{ElementTree.tostring(feed, encoding='unicode')}\n".encode()


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text or None
    return element
