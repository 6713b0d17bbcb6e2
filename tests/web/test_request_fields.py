"""Fields of requests, read as the standard library reads them, but strictly."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_graph.sparql_protocol.request import ProtocolError, read_request

PIECES = [
    *"%=&+;aAzZ09fF_.\n\r\t \"'",
    "%41",
    "%C3%A9",
    "%3D",
    "%3d",
    "%26",
    "%zz",
    "%4",
    "é",
    "%0D%0A",
    "=\n",
    "=\r\n",
]
ODD = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(st.text())
def test_any_query_comes_through_whole(query: str) -> None:
    encoded = quote_plus(query, errors="surrogatepass").encode()
    if not query.strip():
        return
    question = read_request("GET", b"query=" + encoded, "", b"")
    assert question is not None and question.query == query


@given(ODD)
def test_whatever_is_sent_is_read_as_by_the_standard_library(sent: str) -> None:
    raw = b"query=x" + sent.encode()
    try:
        expected = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict")
        question = read_request("GET", raw, "", b"")
    except (UnicodeDecodeError, ProtocolError):
        return
    assert question is not None
    assert question.query == dict(expected)["query"]


@pytest.mark.parametrize("sent", [b"query=%FF", b"query=\xff", b"query=%zz%FF"])
def test_what_is_not_utf8_is_refused(sent: bytes) -> None:
    with pytest.raises(ProtocolError, match="UTF-8"):
        read_request("GET", sent, "", b"")
