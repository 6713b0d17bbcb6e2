"""Credentials: what is sent, and what never shows."""

from __future__ import annotations

import re

import pytest

from strategy_graph.errors import StrategyGraphError
from strategy_graph.outbound import Address, Authorizer, Credentials
from strategy_graph.settings import SettingError

USER, PASSWORD, TOKEN = (f"STRATEGY_GRAPH_REMOTE_{name}" for name in ("USER", "PASSWORD", "TOKEN"))

# RFC 7616, section 3.9.1.
CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
CHALLENGE = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_digest_as_in_the_standard(monkeypatch: pytest.MonkeyPatch, algorithm: str, response: str) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda _: CNONCE)
    authorizer = Authorizer(Credentials("Mufasa", "Circle of Life"))
    assert authorizer.header("GET", "/dir/index.html") is None
    assert authorizer.accept_challenges([CHALLENGE.format(algorithm)])
    sent = authorizer.header("GET", "/dir/index.html")
    assert sent is not None
    assert f'response="{response}"' in sent
    assert "nc=00000001" in sent
    assert "nc=00000002" in str(authorizer.header("GET", "/dir/index.html"))


def test_digest_is_preferred_and_basic_waits_to_be_asked() -> None:
    authorizer = Authorizer(Credentials("me", "pässword"))
    assert authorizer.header("GET", "/") is None
    assert authorizer.accept_challenges(['Negotiate, Basic realm="a, b"'])
    assert authorizer.header("GET", "/") == "Basic bWU6cMOkc3N3b3Jk"
    assert authorizer.accept_challenges(['Basic realm="x", Digest realm="x", nonce="y", qop="auth"'])
    assert str(authorizer.header("GET", "/")).startswith("Digest ")
    assert not authorizer.accept_challenges(['Digest realm="x", nonce="y", algorithm=SHA-512-256', "Negotiate"])


def test_a_token_is_sent_at_once_and_nothing_else_helps() -> None:
    authorizer = Authorizer(Credentials(token="abc.def"))
    assert authorizer.header("GET", "/") == "Bearer abc.def"
    assert not authorizer.accept_challenges(['Basic realm="x"'])
    assert Authorizer(None).header("GET", "/") is None


def test_from_the_environment() -> None:
    assert Credentials.from_environment({}) is None
    assert Credentials.from_environment({USER: "u", PASSWORD: "p"}) == Credentials("u", "p")
    assert Credentials.from_environment({TOKEN: "t"}) == Credentials(token="t")


@pytest.mark.parametrize(
    "given",
    [
        {USER: "u", TOKEN: "secret-token"},
        {PASSWORD: "secret-password"},
        {USER: "u\nx", PASSWORD: "secret-password"},
        {USER: "u:x", PASSWORD: "secret-password"},
        {TOKEN: "secret token\r\nX: y"},
    ],
)
def test_wrong_credentials_are_refused_and_not_repeated(given: dict[str, str]) -> None:
    with pytest.raises(SettingError) as refused:
        Credentials.from_environment(given)
    assert "secret" not in str(refused.value)


def test_credentials_do_not_show() -> None:
    assert "secret" not in repr(Credentials("u", "secret")) + repr(Credentials(token="secret"))


@pytest.mark.parametrize(
    ("text", "place", "target"),
    [
        ("http://example.org", "example.org:80", "/"),
        ("https://example.org/a/b?c=d", "example.org:443", "/a/b?c=d"),
        ("http://[::1]:7878/query", "[::1]:7878", "/query"),
    ],
)
def test_addresses(text: str, place: str, target: str) -> None:
    address = Address.parse(text)
    assert (address.place, address.target) == (place, target)
    assert Address.parse(str(address)) == address


@pytest.mark.parametrize(
    "text",
    [
        *("", "example.org", "ftp://a/", "http://", "http://a:99999/", "http://a/b c", "http://a/é"),
        *("http://a/\r\nX: y", "http://me:secret@example.org/", "http://a/#b"),
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(StrategyGraphError) as refused:
        Address.parse(text)
    assert not re.search("secret|\r|\n", refused.value.message)
