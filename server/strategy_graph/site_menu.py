"""The main menu and the form of the search in HTML: those of all pages, from templates or of errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, NamedTuple


class _Entry(NamedTuple):
    """An entry of the menu.

    :ivar sections: the beginnings of the paths that belong to it.
    :ivar ours: whether its pages ask the named queries, which data of a user's own don't have.
    """

    text: str
    path: str
    sections: tuple[str, ...]
    ours: bool


_NOTHING: Final[Mapping[str, str]] = {}

_ENTRIES: Final = (
    _Entry("Explore", "/explore/", ("/explore/", "/compare"), True),
    _Entry("Queries", "/queries/", ("/queries/",), True),
    _Entry("SPARQL", "/sparql", ("/sparql",), False),
    _Entry("Guides", "/docs/", ("/docs/",), False),
)


@dataclass(frozen=True)
class Menu:
    """The menu of a service.

    :ivar prefix: the path below which the service is published.
    :ivar user_data: whether it serves data of a user's own.
    """

    prefix: str = ""
    user_data: bool = False

    def html(self, here: str = "", query: str = "") -> str:
        """Return the menu.

        :param here: the path of the page, without the prefix; empty if it is not known.
        :param query: what the links keep: the strategy and the edition, as the query of an address.
        """
        entries = [entry for entry in _ENTRIES if not (entry.ours and self.user_data)]
        items = "\n".join(f"<li>{self._link(entry, here, query)}</li>" for entry in entries)
        return f'<nav aria-label="Main"><ul>\n{items}\n</ul></nav>'

    def search_form(self, kept: Mapping[str, str] = _NOTHING) -> str:
        """Return the form of the search, for the head of every page but that of the search; nothing for a user's data.

        :param kept: the fields that go with it: the strategy and the edition of the page.
        """
        if self.user_data:
            return ""
        fields = "".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">\n' for name, value in kept.items()
        )
        return (
            f'<form class="search-box" role="search" action="{escape(self.prefix)}/search" method="get">\n'
            '<label for="search-box-q">Search</label>\n'
            '<input type="search" id="search-box-q" name="q" dir="auto" maxlength="200" autocomplete="off">\n'
            f"{fields}<button>Search</button></form>"
        )

    def _link(self, entry: _Entry, here: str, query: str) -> str:
        kept = f"?{query}" if query and entry.ours else ""
        # The page itself is "page"; a page below it is in its section, which is "true".
        current = "page" if here == entry.path else "true" if here.startswith(entry.sections) else ""
        mark = f' aria-current="{current}"' if current else ""
        return f'<a href="{escape(self.prefix + entry.path + kept)}"{mark}>{entry.text}</a>'
