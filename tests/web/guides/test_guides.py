"""``/docs/``: every guide as a page, its pictures, and what is not there."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from strategy_graph.guides.library import GUIDES
from strategy_graph.guides.rendering import EXAMPLE_ADDRESS

ROOT = Path(__file__).resolve().parents[3]


def test_every_guide_is_a_page_that_is_complete(client: httpx.Client) -> None:
    listed = client.get("/docs/")
    assert listed.status_code == 200
    for name, gives in GUIDES.items():
        entry = rf'<dt><a href="/docs/{name}">[^<]+</a></dt><dd>{re.escape(gives)}</dd>'
        assert re.search(entry, listed.text), name
        page = client.get(f"/docs/{name}")
        assert page.status_code == 200, name
        assert page.text.count("<h1>") == 1
        assert "style=" not in page.text and "127.0.0.1:8000/sparql" not in page.text, name
        ids = re.findall(r' id="([^"]+)"', page.text)
        assert len(ids) == len(set(ids)), name
        for src in re.findall(r'<img src="([^"]*)"', page.text):
            picture = client.get(src)
            assert (picture.status_code, picture.headers["content-type"]) == (200, "image/svg+xml"), src


def test_what_a_guide_gives_is_told_in_a_plain_sentence() -> None:
    for name, gives in GUIDES.items():
        assert gives.endswith(".") and len(gives) <= 160, name
        assert not re.search(r"[`/<>{}]|\b\w+\.\w", gives), f"{name}: a path or a piece of code"


@pytest.mark.slow(reason="asks for every page that a guide names")
def test_every_page_that_the_guide_for_analysts_names_is_a_link_that_works(client: httpx.Client) -> None:
    """On the page of the service, and on that of a repository beside a service that runs where the guides say."""
    text = (ROOT / "docs" / "for-analysts.md").read_text("utf-8")
    without_links = re.sub(r"\[[^\]]+\]\([^)]+\)", "", text)
    assert not re.findall(r"`/[^`]*`", without_links)
    queries = {path.stem for path in (ROOT / "queries").glob("*.rq")}
    assert not {name for name in re.findall(r"`([^`]+)`", without_links) if name in queries}
    links = set(re.findall(rf"\]\({EXAMPLE_ADDRESS}(/[^)]*)\)", text))
    assert {"/explore/matrix", "/explore/what-if?off=digital-boost", "/quality", "/queries/initiative-dossier"} <= links
    page = client.get("/docs/for-analysts").text
    for path in links:
        assert f'href="{client.base_url.copy_with(path="")}{path}"'.replace("/" + path, path) in page, path
        answer = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.status_code == 200, path


def test_a_link_to_run_an_example_gets_its_answer(client: httpx.Client) -> None:
    page = client.get("/docs/for-researchers").text
    links = re.findall(r'href="(/sparql\?query=[^"]+)"', page)
    assert links
    answer = client.get(links[0], headers={"Accept": "text/html"})
    assert answer.status_code == 200 and "<table" in answer.text


def test_there_is_one_address_for_one_guide(client: httpx.Client) -> None:
    assert client.get("/docs").headers["location"] == "/docs/"
    response = client.get("/docs/nothing", headers={"Accept": "application/json"})
    assert (response.status_code, response.json()["hint"]) == (404, "See /docs/ for what there is")
    for odd in ("/docs/../pyproject.toml", "/docs/..%2fREADME", "/docs/decisions", "/docs/model.md", "/docs/%00"):
        assert client.get(odd).status_code in {301, 404}, odd


def test_a_guide_is_answered_from_caches(client: httpx.Client) -> None:
    etag = client.get("/docs/model").headers["etag"]
    assert client.get("/docs/model", headers={"If-None-Match": etag}).status_code == 304
