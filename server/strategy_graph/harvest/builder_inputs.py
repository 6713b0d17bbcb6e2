"""What the builders know of the service and of the release that it serves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Address = Callable[[str], str]
"""Returns the absolute address of a path of the service, which begins with a slash."""


@dataclass(frozen=True)
class DumpFile:
    """A file with the whole release or one graph of it.

    :ivar name: the file name below the folder of the release's dumps, such as ``dsg.nq.gz``.
    :ivar path: its path at the service.
    :ivar media_type: the media type of what is in it, without parameters.
    :ivar compression: the media type of its compression; empty if it is not compressed.
    :ivar size: bytes; 0 if it has not been made yet.
    :ivar sha256: in hexadecimal digits; empty if it has not been made yet.
    :ivar scope: what is in it, in words.
    """

    name: str
    path: str
    media_type: str
    compression: str
    size: int
    sha256: str
    scope: str = ""


@dataclass(frozen=True)
class Served:
    """A release as the service serves it.

    :ivar address: makes absolute addresses.
    :ivar digest: the digest of the release.
    :ivar published: when the release with this digest was first published, in UTC, ISO 8601.
    :ivar since: when it last became the current one.
    :ivar triples: the number of distinct triples in the default view.
    :ivar dumps: its files; none if there are none.
    :ivar contact: address of whom to ask, ``mailto:`` or a web page; empty if the operator names none.
    """

    address: Address
    digest: str
    published: str
    since: str
    triples: int
    dumps: tuple[DumpFile, ...] = ()
    contact: str = ""
