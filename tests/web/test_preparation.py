"""A release is prepared when it begins to be served: its pages then ask the engine nothing."""

from __future__ import annotations

import threading
import time

import pytest
from flask import Flask, request

from strategy_graph.dataset import Release
from strategy_graph.explorer.registry import PAGES
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.preparation import OTHER_PAGES, prepare, prepare_next_pages, prepare_pages
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


@pytest.mark.slow(reason="makes more than two hundred pages")
def test_no_filtered_page_and_no_page_about_a_thing_waits_for_a_query(real_release: Release) -> None:
    app = create_app(Settings(), real_release)
    try:
        prepare(app)
        prepare_next_pages(app, threading.Event(), seconds=300, pause_factor=0)
        before = queries_run(app)
        for path in (
            *("/?basis=stated", "/?theme=trust", "/?agency=mbie", "/explore/matrix?basis=own-words"),
            *("/explore/flow?theme=growth", "/explore/what-if?prospective=include", "/explore/gaps?basis=own-words"),
            *("/explore/focus/initiative/digital-boost", "/explore/focus/outcome/affordability"),
        ):
            assert app.test_client().get(path, headers={"Accept": "text/html"}).status_code == 200
        # Whether the thing of an address exists is asked each time.
        assert queries_run(app) - before <= 4
    finally:
        app.extensions[KEY].engine.close()


def test_the_preparation_of_further_pages_ends_when_it_is_stopped_or_late(small_release: Release) -> None:
    app = create_app(Settings(), small_release)
    try:
        prepare(app)
        stopped = threading.Event()
        stopped.set()
        pages: list[str] = []
        app.before_request_funcs[None] = [lambda: pages.append(request.path)]
        prepare_next_pages(app, stopped, 60)
        prepare_next_pages(app, threading.Event(), 0)
        assert pages == []
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


@pytest.mark.slow(reason="waits for the pages to be made")
def test_the_service_prepares_what_it_serves(serve: Serve) -> None:
    running = serve(STRATEGY_GRAPH_PREPARE_PAGES="true")
    needed = running.queries() + len(PAGES)
    for _ in range(200):
        if (seen := int(running.health()["engine"]["queries"])) > needed:
            return
        time.sleep(0.1)
    raise AssertionError(f"queries run: {seen}")
