"""``/docs/``: every guide as a page, its pictures, and what is not there."""

from __future__ import annotations

import re

import httpx

from strategy_graph.guides.library import GUIDES


def test_every_guide_is_a_page_that_is_complete(client: httpx.Client) -> None:
    listed = client.get("/docs/")
    assert listed.status_code == 200
    for name in GUIDES:
        assert f'href="/docs/{name}"' in listed.text
        page = client.get(f"/docs/{name}")
        assert page.status_code == 200, name
        assert page.text.count("<h1>") == 1
        assert "style=" not in page.text and "127.0.0.1:8000/sparql" not in page.text, name
        ids = re.findall(r' id="([^"]+)"', page.text)
        assert len(ids) == len(set(ids)), name
        for src in re.findall(r'<img src="([^"]*)"', page.text):
            picture = client.get(src)
            assert (picture.status_code, picture.headers["content-type"]) == (200, "image/svg+xml"), src


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
