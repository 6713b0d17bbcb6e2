"""Keeps serialised XML well-formed and its text unchanged (XML 1.0, sections 2.2 and 2.11)."""

from __future__ import annotations

import io
import re
from typing import IO, Any, Final

# Characters that XML 1.0 excludes even as references, in UTF-8; and the element name that the serialiser writes for a
# property whose IRI ends in no name. Text contains no "<".
_UNFIT: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|<oxprefix:")
_OVERLAP: Final = len(b"<oxprefix:") - 1


class NotXmlError(Exception):
    """The result contains what XML can't represent."""


class XmlText(io.RawIOBase):
    """Writes XML to another file with carriage returns as references, since parsers turn them into line feeds.

    :raises NotXmlError: from ``write``.
    """

    def __init__(self, target: IO[bytes]) -> None:
        super().__init__()
        self._target = target
        self._last = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        text = bytes(data)
        both = self._last + text
        unfit = _UNFIT.search(both)
        if unfit is not None:
            raise NotXmlError(_what(unfit[0]))
        self._last = both[-_OVERLAP:]
        self._target.write(text.replace(b"\r", b"&#13;"))
        return len(text)


def _what(found: bytes) -> str:
    if found.startswith(b"<"):
        return "a property whose IRI does not end in a name"
    return f"the character U+{ord(found.decode()):04X}"
