"""The redirects of docs/w3id/.htaccess, in a real Apache: what was sent arrives, to the byte."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from strategy_graph.linked_data.addresses import Addresses
from strategy_graph.namespaces import BASE
from tests.servers import free_port
from tests.servers.apache import apache

pytestmark = pytest.mark.foreign

FOLDER: Final = Path(__file__).parents[2] / "docs" / "w3id"
NAME: Final = "digital-strategy-graph"
SERVICE: Final = b"https://digital-strategy-graph.example.org/"

SENT: Final = (
    b"",
    b"ontology",
    b"ontology/0.1.0",
    b"ontology.ttl",
    b"id/",
    b"id/initiative/digital-identity",
    b"id/term/m%C4%81ori",
    b"id/term/m%c4%81ori",
    b"id/term/ma%CC%84ori",
    "id/term/māori".encode(),
    b"id/a%2Fb",
    b"id/a,b",
    b"id/a:b",
    b"id/a;b=c",
    b"id/a.b",
    b"id/x.ttl",
    b"id/a%20b",
    b"id/a+b",
    b"id/a%23b",
    b"id/100%25",
    b"id/what%3Fx",
    b"id/a%252Fb",
    b"id/%22x%22",
    b"id/(x)!~*'@&$",
    b"id/a//b",
    b"README.md",
    b"id/theme/trust?page=2",
    b"id/x?a=%C4%81&b=%2F%3F&c=d%20e+f",
    b"id/x?",
    b"sparql?query=SELECT%20*%20%7B%20?s%20?p%20%3Chttps://example.org/%23x%3E%20%7D",
)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    files = {f"{NAME}/{each.name}": each.read_text("utf-8") for each in FOLDER.iterdir()}
    number = free_port()
    with apache(files, number, "AllowEncodedSlashes NoDecode"):
        yield number


def ask(port: int, target: bytes, *fields: bytes, method: bytes = b"GET") -> tuple[int, dict[bytes, bytes]]:
    """Return the status and the header of the response to a request for a target, sent as it stands."""
    head = [method + b" " + target + b" HTTP/1.1", b"Host: w3id.org", b"Connection: close", *fields]
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"\r\n".join(head) + b"\r\n\r\n")
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    status, *lines = answer.partition(b"\r\n\r\n")[0].split(b"\r\n")
    return int(status.split()[1]), {name.lower(): value for name, _, value in (line.partition(b": ") for line in lines)}


@pytest.mark.parametrize("sent", SENT, ids=lambda sent: sent.decode() or "nothing")
def test_a_path_and_its_query_string_arrive_as_they_were_sent(port: int, sent: bytes) -> None:
    status, fields = ask(port, f"/{NAME}/".encode() + sent)
    assert (status, fields[b"location"]) == (303, SERVICE + sent)


@pytest.mark.parametrize("accept", [b"text/html", b"text/turtle", b"text/html;q=0.1,text/turtle", b"image/png"])
def test_accept_changes_nothing(port: int, accept: bytes) -> None:
    status, fields = ask(port, f"/{NAME}/id/theme/trust".encode(), b"Accept: " + accept)
    assert (status, fields[b"location"]) == (303, SERVICE + b"id/theme/trust")
    assert b"vary" not in fields


@pytest.mark.parametrize("method", [b"GET", b"HEAD", b"POST"])
def test_every_method_is_redirected(port: int, method: bytes) -> None:
    status, fields = ask(port, f"/{NAME}/sparql".encode(), b"Content-Length: 0", method=method)
    assert (status, fields[b"location"]) == (303, SERVICE + b"sparql")


@pytest.mark.parametrize(
    "target",
    [f"http://w3id.org/{NAME}/id/m%C4%81ori", f"//{NAME}/id/m%C4%81ori", f"/{NAME.replace('-', '%2D')}/id/m%C4%81ori"],
    ids=["absolute", "two slashes", "encoded name"],
)
def test_other_spellings_of_the_folder_arrive_too(port: int, target: str) -> None:
    status, fields = ask(port, target.encode())
    assert (status, fields[b"location"]) == (303, SERVICE + b"id/m%C4%81ori")


def test_the_name_without_a_slash_leads_to_that_with_one(port: int) -> None:
    status, fields = ask(port, f"/{NAME}".encode())
    assert status in {301, 303}
    assert fields[b"location"] in {f"http://w3id.org/{NAME}/".encode(), SERVICE}


@pytest.mark.parametrize("local", ["id/term/māori", "id/a%2Fb", "id/a,b", "id/a:b", "id/x.ttl", "ontology#Initiative"])
def test_the_redirect_of_an_iri_is_the_address_at_which_the_service_has_it(port: int, local: str) -> None:
    path = Addresses((BASE,)).path_of(BASE + local)
    assert path is not None
    sent, sign, fragment = path.partition("#")
    status, fields = ask(port, f"/{NAME}{sent}".encode())
    assert (status, fields[b"location"] + (sign + fragment).encode()) == (303, SERVICE + path[1:].encode())


def test_apache_with_its_defaults_refuses_an_encoded_slash_and_redirects_all_else() -> None:
    number = free_port()
    with apache({f"{NAME}/.htaccess": (FOLDER / ".htaccess").read_text("utf-8")}, number):
        assert ask(number, f"/{NAME}/id/a%2Fb".encode())[0] == 404
        assert ask(number, f"/{NAME}/id/m%C4%81ori".encode())[1][b"location"] == SERVICE + b"id/m%C4%81ori"


def test_one_rule_with_the_flags_and_the_placeholder() -> None:
    text = (FOLDER / ".htaccess").read_text("utf-8")
    rules = [line for line in text.splitlines() if line.startswith("RewriteRule")]
    assert len(rules) == 1
    assert rules[0].endswith(" [R=303,NE,L]")
    assert SERVICE.decode() in rules[0]
    assert not re.search(r"HTTP_ACCEPT|HTTP:Accept", text)
