"""Applications in this process, over our own release and over made data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from strategy_graph.dataset import Release, build_user_data_release
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.service import KEY

Serve = Callable[..., FlaskClient]


@pytest.fixture(scope="package")
def app(real_release: Release) -> Iterator[Flask]:
    """The application of our own release."""
    app = create_app(Settings(query_workers=2), real_release)
    yield app
    app.extensions[KEY].engine.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application of our own release."""
    return app.test_client()


@pytest.fixture(scope="module")
def serve_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Return a function that serves Turtle as a user's own data; keyword arguments are settings."""
    apps: list[Flask] = []

    def serve(turtle: str, **settings: str | int) -> FlaskClient:
        folder: Path = tmp_path_factory.mktemp("data")
        (folder / "data.ttl").write_text(turtle, encoding="utf-8")
        release = build_user_data_release(folder / "data.ttl", folder / "releases")
        chosen = Settings(query_workers=1, user_data=True).with_flags(**settings)
        apps.append(create_app(chosen, release))
        return apps[-1].test_client()

    yield serve
    for app in apps:
        app.extensions[KEY].engine.close()
