"""Maps the IRIs of things to paths of the service and back.

An IRI under a root, such as ``https://w3id.org/digital-strategy-graph/``, stands at the path that follows the root. Two
IRIs are compared by their keys: percent-encoding decoded once, in Normalisation Form C.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote_to_bytes

_UNENCODED: Final = "%/:@!$&'()*+,;=~-._"
"""What a path of a URI may hold beside letters and digits; the percent sign starts what is encoded already."""


@dataclass(frozen=True)
class Addresses:
    """The paths at which the IRIs under some roots are served.

    :ivar roots: IRIs that end in a slash, the preferred one first.
    """

    roots: tuple[str, ...]

    def local_part(self, iri: str) -> str | None:
        """Return what follows the root of an IRI, without the fragment, or ``None`` if it is under no root."""
        document = iri.partition("#")[0]
        for root in self.roots:
            if document.startswith(root) and len(document) > len(root) and "?" not in document:
                return document[len(root) :]
        return None

    def path_of(self, iri: str) -> str | None:
        """Return the path and fragment, percent-encoded, at which an IRI is served; ``None`` if it is under no root."""
        local = self.local_part(iri)
        if local is None:
            return None
        _, sign, fragment = iri.partition("#")
        return "/" + encoded(local) + sign + quote(fragment, safe=_UNENCODED + "?")

    def candidates(self, local: str) -> list[str]:
        """Return the IRIs that a decoded path, without its first slash, may stand for."""
        return [root + local for root in self.roots]


def encoded(local: str) -> str:
    """Return a path percent-encoded once: what is encoded already stays as it is."""
    return quote(local, safe=_UNENCODED)


def key_of(local: str) -> str:
    """Return the key of what follows the root of an IRI: decoded once, in Normalisation Form C."""
    try:
        decoded = unquote_to_bytes(local).decode() if "%" in local else local
    except UnicodeDecodeError:
        decoded = local
    return normalised(decoded)


def normalised(path: str) -> str:
    """Return the key of a path that has been decoded already."""
    return unicodedata.normalize("NFC", path)
