"""Form fields of requests are decoded as by the standard library, but strictly."""

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
def test_any_query_round_trips(query: str) -> None:
    encoded = quote_plus(query, errors="surrogatepass").encode()
    if not query.strip():
        return
    operation = read_request("GET", b"query=" + encoded, "", b"")
    assert operation is not None and operation.query == query


@given(ODD)
def test_decoding_equals_parse_qsl(sent: str) -> None:
    raw = b"query=x" + sent.encode()
    try:
        expected = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict")
        operation = read_request("GET", raw, "", b"")
    except (UnicodeDecodeError, ProtocolError):
        return
    assert operation is not None
    assert operation.query == dict(expected)["query"]


@pytest.mark.parametrize("sent", [b"query=%FF", b"query=\xff", b"query=%zz%FF"])
def test_invalid_utf8_is_rejected(sent: bytes) -> None:
    with pytest.raises(ProtocolError, match="UTF-8"):
        read_request("GET", sent, "", b"")
