"""Parses XML into elements with their lines. Document types and entities are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import InputSource

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from strategy_graph.errors import StrategyGraphError, unreadable
from strategy_graph.workbook.names import composed

LARGEST: Final = 64 * 1024 * 1024
DEEPEST: Final = 100
_XML: Final = "http://www.w3.org/XML/1998/namespace"


@dataclass
class Element:
    """An element by its local name, whatever its namespace.

    :ivar step: its name and place among its siblings: ``Goal[2]``.
    :ivar used: the reader has taken what its own text and attributes say.
    """

    name: str
    line: int
    attributes: dict[str, str]
    parent: Element | None = None
    step: str = ""
    language: str = ""
    children: list[Element] = field(default_factory=list)
    text: str = ""
    used: bool = False

    def all(self, name: str) -> list[Element]:
        """Return the children of a name."""
        return [child for child in self.children if child.name == name]

    def first(self, *path: str) -> Element | None:
        """Return the first descendant along a path of names."""
        here: Element | None = self
        for name in path:
            here = next(iter(here.all(name)), None) if here else None
        return here

    def take(self, *path: str) -> str:
        """Return the text of the first descendant along a path and mark it as used; empty if there is none."""
        found = self.first(*path)
        if found is None:
            return ""
        found.used = True
        return found.text

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def path(self) -> str:
        """Where it stands, as an XPath without namespaces."""
        return (self.parent.path if self.parent else "") + "/" + self.step


class _Builder(ContentHandler):
    def __init__(self, where: str) -> None:
        super().__init__()
        self._where = where
        self._locator: Any = None
        self._open: list[Element] = []
        self.root: Element | None = None

    def setDocumentLocator(self, locator: Any) -> None:
        self._locator = locator

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attributes: Any) -> None:
        line = self._locator.getLineNumber()
        if len(self._open) >= DEEPEST:
            raise StrategyGraphError(
                f"elements are nested more than {DEEPEST} deep", where=f"{self._where}:{line}", hint="This is no plan"
            )
        parent = self._open[-1] if self._open else None
        given = {key: composed(value) for key, value in attributes.items()}
        language = given.pop((_XML, "lang"), parent.language if parent else "")
        local = {key[1]: value for key, value in given.items() if not key[0]}
        element = Element(name[1], line, local, parent, name[1], language.lower())
        if parent is None:
            self.root = element
        else:
            same = len(parent.all(name[1])) + 1
            element.step = f"{name[1]}[{same}]"
            parent.children.append(element)
        self._open.append(element)

    def characters(self, content: str) -> None:
        self._open[-1].text += content

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        element = self._open.pop()
        element.text = " ".join(composed(element.text).split())


def parse_xml(path: Path) -> Element:
    """Return the root element of a file.

    :raises StrategyGraphError: it cannot be read, is not well-formed, is too large, or declares a document type.
    """
    builder = _Builder(str(path))
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(builder)
    try:
        if path.stat().st_size > LARGEST:
            raise StrategyGraphError(f"it has more than {LARGEST >> 20} MiB", where=str(path), hint="Split it")
        with path.open("rb") as stream:
            source = InputSource()
            source.setByteStream(stream)
            parser.parse(source)
    except FileNotFoundError as error:
        raise StrategyGraphError("no such file", where=str(path), hint="Check the path") from error
    except OSError as error:
        raise unreadable(str(path), error) from error
    except DefusedXmlException as error:
        raise StrategyGraphError(
            "it declares a document type or an entity", where=str(path), hint="Remove <!DOCTYPE …>, which no plan needs"
        ) from error
    except SAXParseException as error:
        place = f"{path}:{error.getLineNumber()}:{(error.getColumnNumber() or 0) + 1}"
        raise StrategyGraphError(
            f"it is not well-formed XML: {error.getMessage()}", where=place, hint="Correct it there"
        ) from error
    assert builder.root is not None
    return builder.root
