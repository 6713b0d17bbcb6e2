"""A citation is one text, with markup on pages and without it in files."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from strategy_graph.explorer.citation import citation

DIGEST = "0123456789abcdef0123"
NAMED = Markup('<bdi lang="mi">Te Ara</bdi>')


@pytest.mark.parametrize(
    ("what", "title", "date", "expected"),
    [
        (NAMED, "Graph", "2026-11-29T08:00:00Z", "Te Ara. Graph, release 0123456789abcdef of 2026-11-29. https://x"),
        ("Where to?", "Graph", "", "Where to? Graph, release 0123456789abcdef. https://x"),
        (Markup("<bdi>Where to?</bdi>"), "", "", "Where to? Release 0123456789abcdef. https://x"),
        ("<b>&", "<i>", "", "<b>&. <i>, release 0123456789abcdef. https://x"),
    ],
)
def test_the_plain_text(what: str, title: str, date: str, expected: str) -> None:
    assert citation(what, title, DIGEST, date, "https://x").striptags() == expected


def test_markup_is_kept_and_text_is_escaped() -> None:
    cited = citation(NAMED, "<i>", DIGEST, "", "https://x?a&b")
    assert cited.startswith('<bdi lang="mi">Te Ara</bdi>. <bdi>&lt;i&gt;</bdi>, release <span class="digest">')
    assert cited.endswith(". https://x?a&amp;b")
