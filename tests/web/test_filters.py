"""Every choice that a page offers leads to a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from strategy_graph.dataset import Release
from strategy_graph.explorer.registry import PAGES
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.service import KEY

SELECT = re.compile(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]*)"')
FEW = 8
"""Of a longer list of things, so many are chosen: each is chosen alike."""


@pytest.fixture(scope="module")
def client(real_release: Release) -> Iterator[FlaskClient]:
    app = create_app(Settings(), real_release)
    yield app.test_client()
    app.extensions[KEY].engine.close()


@pytest.mark.slow(reason="asks for a page for each choice")
@pytest.mark.parametrize("path", ["/", *(page.address for page in PAGES.values())])
def test_every_choice_of_a_filter_leads_to_a_page(client: FlaskClient, path: str) -> None:
    html = {"Accept": "text/html"}
    form = re.search(r'<details class="filters".*?</details>', client.get(path, headers=html).text, re.DOTALL)
    for name, choices in SELECT.findall(form[0]) if form else ():
        for value in OPTION.findall(choices)[:FEW]:
            response = client.get(path, query_string={name: value}, headers=html)
            assert response.status_code == 200, f"{path}?{name}={value}: {response.text}"
