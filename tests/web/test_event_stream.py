"""``/ldes``: a root that is always asked for again, and pages that never change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Namespace

from strategy_graph.dataset import Content, Release, build_release, build_user_data_release
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.service import KEY
from tests.support.content import make_content

TREE = Namespace("https://w3id.org/tree#")
ROOT = "http://localhost/ldes"


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Release]:
    """Two releases of changed content."""
    folder = tmp_path_factory.mktemp("streamed")
    content = Content(make_content(folder / "content"))
    first = build_release(content, folder / "release")
    file = next(path for path in content.data.glob("*.ttl") if '"Boost"@en' in path.read_text(encoding="utf-8"))
    file.write_text(file.read_text(encoding="utf-8").replace('"Boost"@en', '"Boosted"@en'), encoding="utf-8")
    return [first, build_release(content, folder / "release")]


def client_of(release: Release, *, user_data: bool = False) -> Iterator[FlaskClient]:
    app = create_app(Settings(releases=str(release.directory.parent), user_data=user_data), release)
    yield app.test_client()
    app.extensions[KEY].engine.close()


@pytest.fixture
def client(releases: list[Release]) -> Iterator[FlaskClient]:
    yield from client_of(releases[1])


def pages(client: FlaskClient) -> list[str]:
    root = Graph().parse(data=client.get("/ldes").data, format="turtle", publicID=ROOT)
    return sorted(str(node).removeprefix("http://localhost") for node in root.objects(None, TREE.node))


def test_the_root_is_asked_for_again_and_the_pages_never(client: FlaskClient) -> None:
    root = client.get("/ldes")
    assert root.headers["Cache-Control"] == "no-cache"
    assert root.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert client.get("/ldes", headers={"If-None-Match": root.headers["ETag"]}).status_code == 304
    assert len(pages(client)) == 2
    for address in pages(client):
        page = client.get(address)
        assert page.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        again = client.get(address, headers={"If-None-Match": page.headers["ETag"]})
        assert (again.status_code, again.headers["Cache-Control"]) == (304, page.headers["Cache-Control"])


def test_the_pages_of_the_first_release_stay_the_same_after_the_second(
    releases: list[Release], client: FlaskClient
) -> None:
    for earlier in client_of(releases[0]):
        (address,) = pages(earlier)
        assert address in pages(client)
        assert earlier.get(address).data == client.get(address).data


def test_the_second_release_has_what_it_changed_alone(client: FlaskClient) -> None:
    (address,) = [address for address in pages(client) if ".." in address]
    text = client.get(address).get_data(as_text=True)
    assert '"Boosted"@en' in text
    assert "initiative:call" not in text


@pytest.mark.parametrize("path", ["/ldes/none/1", "/ldes/none/x", "/ldes/none", "/ldes/none/0"])
def test_an_unknown_page_is_a_problem_document(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_data_of_a_users_own_have_no_stream(tmp_path: Path) -> None:
    (tmp_path / "own.nt").write_text("<http://x/s> <http://x/p> <http://x/o> .\n", encoding="utf-8")
    for client in client_of(build_user_data_release(tmp_path / "own.nt", tmp_path / "release"), user_data=True):
        assert client.get("/ldes").status_code == 404
