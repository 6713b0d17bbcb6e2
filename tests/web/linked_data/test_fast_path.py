"""What is answered in the event loop is what the application answers; all else is left to it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from strategy_graph.engine import Cancellation
from strategy_graph.gateway.memory_file import SpoolBudget
from strategy_graph.gateway.wsgi_bridge import Request, Response, call
from strategy_graph.web.linked_data.fast_path import MAX_TRIPLES, DirectAnswers
from strategy_graph.web.linked_data.state import STATE
from tests.linked_data.made import PREFIXES, theme_with_links
from tests.web.linked_data.conftest import Serve

ACCEPTS = (None, "*/*", "text/turtle", "text/html", "application/ld+json;q=0.9, text/html;q=0.5")


class Sent(dict[str, str]):
    """Headers of a request."""

    def items(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return list(super().items())


def of_the_application(app: Flask, path: str, accept: str | None = None, query: str = "") -> Response:
    headers = Sent(host="127.0.0.1", **({"accept": accept} if accept else {}))
    request = Request("GET", path, query, headers, b"", "127.0.0.1:1", "client", "http", "127.0.0.1:8000")
    return call(app, request, Cancellation(), SpoolBudget(1 << 30))


@pytest.fixture(scope="module")
def direct(app: Flask) -> DirectAnswers:
    of_the_application(app, "/id/theme/trust.ttl")
    return DirectAnswers(app)


def paths_of(app: Flask) -> list[str]:
    catalogue = app.extensions[STATE].catalogue
    index = catalogue.index
    iris = sorted({iri for folder in index.containers for iri in index.documents_in(folder)})
    return [path for iri in iris if (path := catalogue.addresses.path_of(iri)) and "#" not in path]


@pytest.mark.parametrize("suffix", ["", ".ttl", ".nt", ".jsonld", ".rdf", ".linkset.json"])
def test_the_answers_are_the_same(app: Flask, direct: DirectAnswers, suffix: str) -> None:
    paths = paths_of(app)
    answered = 0
    for number, path in enumerate(paths[len(suffix) :: 9]):
        accept = ACCEPTS[number % len(ACCEPTS)]
        found = direct.answer(path + suffix, "", accept)
        if found is not None:
            answered += 1
            assert found == of_the_application(app, path + suffix, accept)
    assert answered > 0.98 * len(paths) / 9


def test_a_prefix_and_a_public_address_stand_in_the_answers(serve_data: Serve) -> None:
    app = serve_data(theme_with_links(4), public_url="https://data.example.org/dsg").application
    of_the_application(app, "/id/theme/big.ttl")
    direct = DirectAnswers(app)
    for path in ("/id/theme/big", "/id/theme/big.ttl", "/id/initiative/i0000.jsonld"):
        found = direct.answer(path, "", None)
        assert found is not None and found == of_the_application(app, path)
        link = dict(found.headers).get("link")
        assert link is None or link.count("<https://data.example.org/dsg/") > 4


@pytest.mark.parametrize(
    ("path", "query", "accept"),
    [
        ("/id/theme/trust.html", "", None),
        ("/id/theme/trust.ttl", "page=2", None),
        ("/id/theme/trust.ttl", "x", None),
        ("/id/theme/trust", "", "image/png"),
        ("/id/theme/tr%75st.ttl", "", None),
        ("/id/theme/trüst.ttl", "", None),
        ("//id/theme/trust.ttl", "", None),
        ("/id/theme/none.ttl", "", None),
        ("/id/theme/", "", None),
        ("/id/", "", None),
        ("/", "", None),
        ("", "", None),
        ("*", "", None),
        ("/dataset", "", None),
        ("/dataset.ttl", "", None),
        ("/sparql", "", None),
        ("/dumps", "", None),
        ("/ontology.ttl", "", None),
    ],
)
def test_the_application_answers_the_rest(direct: DirectAnswers, path: str, query: str, accept: str | None) -> None:
    assert direct.answer(path, query, accept) is None


def test_a_large_document_is_left_to_the_application(serve_data: Serve) -> None:
    app = serve_data(theme_with_links(MAX_TRIPLES + 2)).application
    of_the_application(app, "/id/theme/big.ttl")
    direct = DirectAnswers(app)
    assert direct.answer("/id/theme/big.ttl", "", None) is None
    assert direct.answer("/id/initiative/i0001.ttl", "", None) is not None


def test_nothing_is_answered_before_the_things_are_known(serve_data: Serve) -> None:
    client: FlaskClient = serve_data(PREFIXES + 'theme:t rdfs:label "T" .')
    direct = DirectAnswers(client.application)
    assert direct.answer("/id/theme/t.ttl", "", None) is None
    assert client.get("/id/theme/t.ttl").status_code == 200
    assert direct.answer("/id/theme/t.ttl", "", None) is not None


def test_a_form_that_cannot_hold_a_description_is_left_to_the_application(serve_data: Serve) -> None:
    app = serve_data(PREFIXES + 'theme:t <http://example.org/1> "a property whose name XML cannot have" .').application
    assert of_the_application(app, "/id/theme/t.rdf").status == 406
    assert DirectAnswers(app).answer("/id/theme/t.rdf", "", None) is None
