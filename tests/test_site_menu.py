"""The menu: its entries, their addresses, and which one is marked."""

from __future__ import annotations

import re

import pytest

from strategy_graph.http.problems import Problem
from strategy_graph.site_menu import Menu


def entries(menu: str) -> dict[str, str]:
    """The addresses of the entries by their texts."""
    return {text: href for href, text in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', menu)}


def marked(menu: str) -> list[tuple[str, str]]:
    return re.findall(r'aria-current="([^"]+)">([^<]+)<', menu)


def test_links_have_the_prefix_and_keep_the_strategy_where_it_means_something() -> None:
    assert entries(Menu("/dsg").html(query="strategy=a&edition=b")) == {
        "Explore": "/dsg/explore/?strategy=a&amp;edition=b",
        "Queries": "/dsg/queries/?strategy=a&amp;edition=b",
        "SPARQL": "/dsg/sparql",
        "Guides": "/dsg/docs/",
    }


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        ("/explore/", [("page", "Explore")]),
        ("/explore/matrix", [("true", "Explore")]),
        ("/compare", [("true", "Explore")]),
        ("/queries/", [("page", "Queries")]),
        ("/queries/what-is-unknown", [("true", "Queries")]),
        ("/sparql", [("page", "SPARQL")]),
        ("/docs/decisions/0001", [("true", "Guides")]),
        *((path, []) for path in ("", "/", "/id/theme/trust.html", "/quality", "/documents")),
    ],
)
def test_the_entry_of_the_page_or_of_its_section_is_marked(here: str, expected: list[tuple[str, str]]) -> None:
    assert marked(Menu("/dsg").html(here)) == expected


def test_data_of_a_users_own_have_no_pages_that_ask_our_queries() -> None:
    assert [*entries(Menu(user_data=True).html())] == ["SPARQL", "Guides"]


def test_an_error_has_the_same_menu() -> None:
    menu = Menu("/dsg")
    content_type, page = Problem(404, "nothing is here").document("text/html", menu, "/explore/nowhere")
    assert content_type.startswith("text/html") and menu.html("/explore/nowhere") in page.decode()
    assert Menu().html() in Problem(503, "busy").document("text/html")[1].decode()


def test_the_search_of_an_error_has_the_prefix_and_is_left_out_for_data_of_a_users_own() -> None:
    assert 'action="/a&amp;b/search"' in Menu(prefix="/a&b").search_form()
    assert Menu(user_data=True).search_form() == ""
