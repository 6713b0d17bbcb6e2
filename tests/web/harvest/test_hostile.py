"""Whatever path, Accept or condition is sent to the documents, the answer is no server error and no other address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategy_graph.dataset import Release
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.service import KEY

PUBLIC = "https://data.example.nz/dsg"
STEPS = [
    "dataset",
    "void",
    "sitemap",
    "prefixes",
    "feed",
    "robots.txt",
    ".well-known",
    "api-catalog",
    "sparql",
    "queries",
]
SUFFIXES = ["", ".ttl", ".html", ".jsonld", ".xml", "-1.xml", "/", "//", "%00", "%FF", ".ttl.html", "%2F", "?a=%FF"]

steps = st.one_of(st.sampled_from(STEPS), st.text(max_size=8))
paths = st.builds(
    lambda parts, suffix: "/" + "/".join(parts) + suffix, st.lists(steps, max_size=4), st.sampled_from(SUFFIXES)
)
values = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=40)


@pytest.fixture(scope="module")
def client(real_release: Release) -> Iterator[FlaskClient]:
    app = create_app(Settings(public_url=PUBLIC), real_release)
    yield app.test_client()
    app.extensions[KEY].engine.close()


@pytest.mark.slow(reason="sends hundreds of requests")
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=paths,
    accept=values,
    host=values,
    condition=values,
    query=values,
    method=st.sampled_from(["GET", "HEAD", "OPTIONS"]),
)
def test_no_request_is_a_server_error(
    client: FlaskClient, path: str, accept: str, host: str, condition: str, query: str, method: str
) -> None:
    raw, _, search = path.partition("?")
    environment = {
        "PATH_INFO": raw.encode("utf-8", "surrogatepass").decode("latin-1"),
        "QUERY_STRING": search.encode("utf-8", "surrogatepass").decode("latin-1") + query,
        "HTTP_HOST": "forged.example" + host,
        "HTTP_ACCEPT": accept,
        "HTTP_IF_NONE_MATCH": condition,
    }
    response = client.open("/", method=method, environ_overrides=environment)
    assert response.status_code < 500
    assert "forged.example" not in f"{response.headers}"
    location = response.headers.get("Location", "")
    assert not location or location.startswith("/dsg/"), location
    assert method != "OPTIONS" or not 300 <= response.status_code < 400
