"""Addresses of focus pages keep what they are given."""

from __future__ import annotations

import pytest

from strategy_graph.explorer.addresses import focus_href, focus_of
from strategy_graph.namespaces import THINGS


@pytest.mark.parametrize(
    ("kind", "slug", "href"),
    [
        ("initiative", "digital-boost", "/explore/focus/initiative/digital-boost"),
        ("agency", "mbie", "/explore/focus/organisation/mbie"),
        ("outcome", "a b?c", "/explore/focus/outcome/a%20b%3Fc"),
        ("theme", "https://a.example/x#y", "/explore/focus/theme?iri=https%3A%2F%2Fa.example%2Fx%23y"),
    ],
)
def test_focus_href(kind: str, slug: str, href: str) -> None:
    assert focus_href(kind, slug) == href
    assert focus_href(kind, slug, "/dsg") == f"/dsg{href}"


def test_the_strategy_and_the_edition_are_kept() -> None:
    assert focus_href("measure", "m1", strategy="", edition="2022-23") == "/explore/focus/measure/m1?edition=2022-23"


def test_focus_of_an_iri() -> None:
    assert focus_of("organisation", f"{THINGS}organisation/mbie") == "/explore/focus/organisation/mbie"
    assert focus_of("goal", f"{THINGS}goal/x") is None
    assert focus_of("theme", None) is None
