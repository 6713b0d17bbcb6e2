"""What both engines do alike when they serialise a result."""

from __future__ import annotations

from typing import IO, Final, cast

from strategy_graph.worker.xml_text import XmlText

_TAKE_PREFIXES: Final = {"text/turtle", "application/trig"}


def serialisation_target(target: IO[bytes], media_type: str) -> IO[bytes]:
    """Return the file that a result is serialised to: for XML, one that keeps it well-formed."""
    return cast(IO[bytes], XmlText(target)) if media_type.endswith("+xml") else target


def prefixes_for(media_type: str, prefixes: dict[str, str]) -> dict[str, str] | None:
    """Return the prefixes that a result of this media type declares; ``None`` if it declares none."""
    return prefixes if media_type in _TAKE_PREFIXES else None
