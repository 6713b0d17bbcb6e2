"""Parses the query operation of a request (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

import math
import re
from binascii import a2b_qp
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

from werkzeug.http import parse_options_header

from strategy_graph.errors import StrategyGraphError

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
_SINGLE_VALUED = ("query", "format", "timeout")
_MAX_FIELDS: Final = 100
_UPDATE: Final = "application/sparql-update"
_LITERAL_PERCENT: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")
"""A percent sign without two hexadecimal digits, which stands for itself (URL Standard, section 1.3)."""


class QueryOperation(NamedTuple):
    """A query operation (SPARQL 1.1 Protocol, section 2.1), with response format and time limit in seconds."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    timeout: float | None = None


class ProtocolError(StrategyGraphError):
    """The request violates the SPARQL Protocol; ``status`` is 400 or 415."""

    def __init__(self, message: str, *, hint: str, status: int = 400) -> None:
        super().__init__(message, hint=hint)
        self.status = status


def read_request(method: str, query_string: bytes, content_type: str, body: bytes) -> QueryOperation | None:
    """Return the query with its dataset, from GET, URL-encoded POST or direct POST; ``None`` for a GET without query.

    :raises ProtocolError: no or two queries, an update, an unsupported content type, a malformed field, or
        invalid UTF-8.
    """
    fields = _parse_form(query_string, "the query string")
    if method == "POST":
        fields += _body_fields(content_type, body, any(name == "query" for name, _ in fields))
    names = [name for name, _ in fields]
    if "update" in names:
        raise ProtocolError("this service is read-only and takes no updates", hint="Send query=…")
    values = dict(fields)
    if len(values) < len(names):
        for name in _SINGLE_VALUED:
            if names.count(name) > 1:
                raise ProtocolError(f"'{name}' is given more than once", hint="Give it once")
    query = values.get("query")
    if query is None:
        if method == "POST":
            raise ProtocolError("there is no query", hint="Send query=…")
        return None
    if not query.strip():
        raise ProtocolError("the query is empty", hint="Write a SPARQL query")
    return QueryOperation(
        query=query,
        default_graphs=_graphs(fields, "default-graph-uri"),
        named_graphs=_graphs(fields, "named-graph-uri"),
        format=values.get("format") or None,
        timeout=_timeout(values.get("timeout")),
    )


def _body_fields(content_type_field: str, body: bytes, has_query: bool) -> list[tuple[str, str]]:
    content_type, options = parse_options_header(content_type_field)
    content_type = content_type.lower()
    if content_type == _UPDATE:
        raise ProtocolError("this service is read-only and takes no updates", hint=f"Send {DIRECT}", status=415)
    if content_type not in {FORM, DIRECT}:
        message = (
            f"the content type '{content_type}' is not supported here" if content_type else "there is no content type"
        )
        raise ProtocolError(message, hint=f"Send {FORM} with query=…, or {DIRECT}", status=415)
    charset = options.get("charset", "utf-8")
    if charset.lower() not in ("utf-8", "utf8"):
        raise ProtocolError(f"the body is in {charset}, not in UTF-8", hint="Send UTF-8", status=415)
    if not body:
        raise ProtocolError("the request has no body", hint="Send the query in the body")
    if content_type == FORM:
        return _parse_form(body, "the body")
    if has_query:
        raise ProtocolError("there are two queries, in the address and in the body", hint="Send one")
    return [("query", _decode_utf8(body, "the body"))]


def _graphs(fields: list[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    # The approved W3C test query_multiple_dataset percent-encodes the separator between two fields.
    graphs = tuple(graph for name, value in fields if name == wanted and value for graph in value.split(f"&{wanted}="))
    for graph in graphs:
        if ":" not in graph or any(character in '<>"{}|^`\\' or character <= " " for character in graph):
            raise ProtocolError(f"{wanted} is not an IRI: '{graph}'", hint="Give an absolute IRI")
    # Duplicates are removed: the engine would count the triples of a graph once for each mention.
    return tuple(dict.fromkeys(graphs))


def _timeout(text: str | None) -> float | None:
    """Return seconds; ``None`` for 0, which selects the server's limit, as does any greater value."""
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if math.isnan(seconds) or seconds < 0:
        raise ProtocolError(f"timeout is '{text}'", hint="Give seconds, such as timeout=5")
    return seconds or None


def _parse_form(data: bytes, where: str) -> list[tuple[str, str]]:
    """Parse application/x-www-form-urlencoded (URL Standard, section 5.1), but reject invalid UTF-8."""
    if data.count(b"&") >= _MAX_FIELDS:
        raise ProtocolError(f"{where} has too many fields", hint=f"Send at most {_MAX_FIELDS}")
    fields = (field.partition(b"=") for field in data.split(b"&") if field)
    try:
        return [(_percent_decode(name), _percent_decode(value)) for name, _, value in fields]
    except UnicodeDecodeError as error:
        raise ProtocolError(f"{where} is not UTF-8 once decoded", hint="Encode it as UTF-8") from error


def _percent_decode(text: bytes) -> str:
    text = text.replace(b"+", b" ")
    if b"%" not in text:
        return text.decode("utf-8")
    if _LITERAL_PERCENT.search(text):
        return unquote_to_bytes(text).decode("utf-8")
    # Quoted-printable is the same encoding with "=" for "%", and its decoder is written in C.
    return a2b_qp(text.replace(b"=", b"=3D").replace(b"%", b"=")).decode("utf-8")


def _decode_utf8(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(f"{where} is not UTF-8 (byte {error.start + 1})", hint="Encode it as UTF-8") from error
