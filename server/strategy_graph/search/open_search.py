"""Writes the OpenSearch 1.1 description, by which browsers find the search, and answers their suggestions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

CONTENT_TYPE: Final = "application/opensearchdescription+xml"
SUGGESTIONS_TYPE: Final = "application/x-suggestions+json"
PATH: Final = "/opensearch.xml"

_SHORT_NAME: Final = 16
_LONG_NAME: Final = 48
"""Characters that the specification allows."""

_NOT_XML: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])

Suggestion = tuple[str, str, str]
"""A name, a description of the thing, and its address."""


def description(title: str, languages: Iterable[str], absolute: Callable[[str], str]) -> bytes:
    """Return the description document.

    :param title: the title of the dataset.
    :param absolute: returns the absolute address of a path.
    """
    title = title.translate(_NOT_XML)
    addresses = (
        ("results", "text/html", "/search?q={searchTerms}&page={startPage?}"),
        ("results", "application/json", "/search.json?q={searchTerms}&page={startPage?}"),
        ("suggestions", SUGGESTIONS_TYPE, "/search/suggestions?q={searchTerms}"),
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(_cut(title, _SHORT_NAME))}</ShortName>",
        f"<LongName>{escape(_cut(title, _LONG_NAME))}</LongName>",
        f"<Description>{escape(_cut(f'Search the names and descriptions of {title}', 1024))}</Description>",
        *(
            f"<Url rel={quoteattr(rel)} type={quoteattr(kind)} template={quoteattr(absolute(template))}/>"
            for rel, kind, template in addresses
        ),
        f'<Url rel="self" type={quoteattr(CONTENT_TYPE)} template={quoteattr(absolute(PATH))}/>',
        f'<Image width="16" height="16" type="image/vnd.microsoft.icon">{escape(absolute("/favicon.ico"))}</Image>',
        *(f"<Language>{escape(language)}</Language>" for language in languages),
        "<InputEncoding>UTF-8</InputEncoding>",
        "<OutputEncoding>UTF-8</OutputEncoding>",
        "</OpenSearchDescription>",
        "",
    ]
    return "\n".join(lines).encode()


def suggestions(text: str, found: Iterable[Suggestion]) -> bytes:
    """Return suggestions in the JSON form of OpenSearch: what was typed, names, descriptions, addresses."""
    found = list(found)
    return json.dumps([text, *([each[part] for each in found] for part in range(3))], ensure_ascii=False).encode()


def _cut(text: str, most: int) -> str:
    """Return as many words of a text as have room."""
    if len(text) <= most:
        return text
    beginning, space, _ = text[: most + 1].rpartition(" ")
    return beginning if space else text[:most]
