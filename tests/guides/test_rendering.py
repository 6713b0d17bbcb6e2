"""Guides as HTML: links, anchors, tables, code, addresses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from strategy_graph.guides.library import GUIDES, Library
from strategy_graph.guides.rendering import Guide, render

ADDRESS = "https://data.example.org/dsg"
FILES = {
    "docs/for-analysts.md": """\
# For you & me

Open <http://127.0.0.1:8000/> and see [model.md](model.md#the-parts), [a picture](pictures/a.svg),
[a decision](decisions/0001-one.md), [them all](decisions/README.md), [what changed](../CHANGELOG.md),
[a script](../server/x.py), [elsewhere](https://example.org/a.md), [below](#odds-ends).

## Odds & ends

| a <b> | c |
|---|---|
| 1 | 2 |

## Odds & ends

![A picture](pictures/a.svg)

```sparql
?s dsg:basis ?o . # <script>
```

<script>alert(1)</script>
""",
    "docs/model.md": "# The model\n\nAt http://127.0.0.1:8000 of your machine.\n\n## The parts\n",
    "docs/pictures/a.svg": "<svg/>",
    "docs/pictures/a.py": "",
    "docs/decisions/README.md": "# Decisions\n\n[one](0001-one.md)\n",
    "docs/decisions/0001-one.md": "# 1. One\n\n[up](../model.md)\n",
    "CHANGELOG.md": "# Changelog\n",
    "server/x.py": "",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("root")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return Library(root)


def rendered(library: Library, name: str) -> Guide:
    document = library.document(name)
    assert document is not None
    return render(document, library, lambda path: "/dsg" + path, ADDRESS)


def test_links_lead_to_what_is_served(library: Library) -> None:
    html = rendered(library, "for-analysts").html
    links = dict(re.findall(r'<a href="([^"]+)">([^<]+)</a>', html))
    assert links == {
        f"{ADDRESS}/": f"{ADDRESS}/",
        "/dsg/docs/model#the-parts": "The model",
        "/dsg/docs/pictures/a.svg": "a picture",
        "/dsg/docs/decisions/0001-one": "a decision",
        "/dsg/docs/decisions/": "them all",
        "/dsg/docs/changes": "what changed",
        "https://example.org/a.md": "elsewhere",
        "#odds-ends": "below",
        **{link: text for link, text in links.items() if link.startswith("/dsg/sparql?")},
    }
    assert "<span>a script</span>" in html
    assert '<img src="/dsg/docs/pictures/a.svg" alt="A picture"' in html
    assert 'href="/dsg/docs/decisions/0001-one"' in rendered(library, "decisions/").html
    assert 'href="/dsg/docs/model"' in rendered(library, "decisions/0001-one").html


def test_headings_have_anchors_of_their_own(library: Library) -> None:
    guide = rendered(library, "for-analysts")
    assert (guide.title, [heading.anchor for heading in guide.headings]) == (
        "For you & me",
        ["odds--ends", "odds--ends-1"],
    )
    assert all(f'id="{heading.anchor}"' in guide.html for heading in guide.headings)
    assert "<h1" not in guide.html


def test_a_table_scrolls_and_code_is_as_written(library: Library) -> None:
    html = rendered(library, "for-analysts").html
    assert '<div class="scroll" role="region" aria-label="Table 1: a &lt;b&gt;" tabindex="0"><table>' in html
    assert "?s dsg:basis ?o . # &lt;script&gt;" in html
    assert "<script" not in html and "style=" not in html
    assert "PREFIX%20dsg%3A" in html and "SELECT%20%2A%20WHERE" in html


def test_only_guides_of_clients_speak_of_the_address_of_the_service(library: Library) -> None:
    assert "http://127.0.0.1:8000" not in rendered(library, "for-analysts").html
    assert "http://127.0.0.1:8000" in rendered(library, "model").html


@pytest.mark.parametrize(
    "name", ["../CHANGELOG", "pictures/../model", ".hidden", "", "/", "model.md", "x" * 300, "a\0b", "decisions"]
)
def test_no_other_file_is_a_document(library: Library, name: str) -> None:
    assert library.document(name) is None
    assert library.picture(name) is None
    assert library.picture("pictures/a.py") is None


def test_every_guide_of_the_list_is_there_and_all_their_links_lead_somewhere() -> None:
    """Anchors too; what is not served is named here."""
    library = Library()
    assert [document.name for document in library.listed()] == list(GUIDES)
    names = [path.relative_to(Path(__file__).parents[2] / "docs").as_posix() for path in _documents()]
    known = [name.removesuffix("README.md") if name.endswith("README.md") else name[:-3] for name in names]
    guides = {name: rendered(library, name) for name in [*known, "changes", "codebook", "benchmarks"]}
    anchors = {name: {heading.anchor for heading in guide.headings} for name, guide in guides.items()}
    for name, guide in guides.items():
        for target, fragment in re.findall(r'href="/dsg/docs/([^"#]*)(?:#([^"]*))?"', guide.html):
            assert target in guides or library.picture(target), (name, target)
            assert not fragment or fragment in anchors[target], (name, target, fragment)
        for fragment in re.findall(r'href="#([^"]*)"', guide.html):
            assert fragment in anchors[name], (name, fragment)


def _documents() -> list[Path]:
    return sorted((Path(__file__).parents[2] / "docs").rglob("*.md"))
