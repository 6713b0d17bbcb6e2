"""A release is prepared when it begins to be served: its pages then ask the engine nothing."""

from __future__ import annotations

import time

import pytest
from flask import Flask

from strategy_graph.dataset import Release
from strategy_graph.explorer.registry import PAGES
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.preparation import OTHER_PAGES, prepare, prepare_pages
from strategy_graph.web.service import KEY
from tests.servers.service import Serve

COMPARED = "/compare?a=initiative/digital-boost&b=initiative/digital-commerce"


def queries_run(app: Flask) -> int:
    return int(app.extensions[KEY].engine.health()["queries"])


def test_no_page_waits_for_a_query(real_release: Release) -> None:
    app = create_app(Settings(), real_release)
    try:
        prepare(app)
        before = queries_run(app)
        assert before > 0
        for path in ("/", *(page.address for page in PAGES.values()), *OTHER_PAGES, COMPARED):
            assert app.test_client().get(path, headers={"Accept": "text/html"}).status_code == 200
        assert queries_run(app) == before
    finally:
        app.extensions[KEY].engine.close()


@pytest.mark.parametrize("settings", [Settings(prepare_pages=False), Settings(user_data=True)])
def test_pages_are_left_out(settings: Settings, small_release: Release) -> None:
    app = create_app(settings, small_release)
    try:
        prepare_pages(app)
        assert queries_run(app) == 0
    finally:
        app.extensions[KEY].engine.close()


def test_pages_of_a_large_graph_are_left_out(small_release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strategy_graph.web.preparation.MAX_TRIPLES", small_release.default_triples - 1)
    app = create_app(Settings(), small_release)
    try:
        prepare_pages(app)
        assert queries_run(app) == 0
    finally:
        app.extensions[KEY].engine.close()


def test_the_service_prepares_what_it_serves(serve: Serve) -> None:
    running = serve(STRATEGY_GRAPH_PREPARE_PAGES="true")
    seen = [running.queries()]
    for _ in range(100):
        time.sleep(0.2)
        seen.append(int(running.health()["engine"]["queries"]))
        if len(seen) > 5 and seen[-5] == seen[-1] > seen[0]:
            break
    assert seen[-1] > seen[0] + len(PAGES), f"queries run: {seen}"
