"""The main menu in HTML: the one of all pages, from templates or of errors."""

from __future__ import annotations

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

    def search_form(self) -> str:
        """Return the form of the search; nothing where there is none."""
        if self.user_data:
            return ""
        return (
            f'<form class="search-box" role="search" action="{escape(self.prefix)}/search" method="get">\n'
            '<label for="search-box-q">Search</label>\n'
            '<input type="search" id="search-box-q" name="q" dir="auto" maxlength="200" autocomplete="off">\n'
            "<button>Search</button></form>"
        )

    def _link(self, entry: _Entry, here: str, query: str) -> str:
        kept = f"?{query}" if query and entry.ours else ""
        # The page itself is "page"; a page below it is in its section, which is "true".
        current = "page" if here == entry.path else "true" if here.startswith(entry.sections) else ""
        mark = f' aria-current="{current}"' if current else ""
        return f'<a href="{escape(self.prefix + entry.path + kept)}"{mark}>{entry.text}</a>'
