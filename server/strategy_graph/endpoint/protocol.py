"""Reads a SPARQL Protocol request (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from werkzeug.wrappers import Request

from strategy_graph.errors import StrategyGraphError

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_ONLY_ONCE = ("query", "format", "timeout")


class ProtocolError(StrategyGraphError):
    """The request is not one that the protocol allows; ``status`` is 400 or 415."""

    def __init__(self, message: str, *, hint: str, status: int = 400) -> None:
        super().__init__(message, hint=hint)
        self.status = status


@dataclass(frozen=True)
class ProtocolRequest:
    """What a request asks; ``query`` is none where there is no query at all."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None
    timeout: float | None


def read_request(request: Request) -> ProtocolRequest:
    """The query and its dataset, from GET, URL-encoded POST or direct POST.

    :raises ProtocolError: two queries, an update, a wrong content type, or bytes that are not UTF-8.
    """
    fields = _pairs(request.query_string, "the query string")
    if request.method == "POST":
        content_type = request.mimetype
        if request.content_length == 0:
            raise ProtocolError("the request has no body", hint="Send the query in the body")
        if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            raise ProtocolError("the body is not in UTF-8", hint="Send UTF-8", status=415)
        if content_type == FORM:
            fields += _pairs(request.get_data(), "the body")
        elif content_type == DIRECT:
            if any(name == "query" for name, _ in fields):
                raise ProtocolError("there are two queries, in the address and in the body", hint="Send one")
            fields.append(("query", _text(request.get_data(), "the body")))
        else:
            raise ProtocolError(
                f"the content type '{content_type}' is not supported here",
                hint=f"Send {FORM} with query=…, or {DIRECT}",
                status=415,
            )
    if any(name == "update" for name, _ in fields):
        raise ProtocolError("this service is read-only and takes no updates", hint="Send query=…")
    for name in _ONLY_ONCE:
        if sum(1 for given, _ in fields if given == name) > 1:
            raise ProtocolError(f"'{name}' is given more than once", hint="Give it once")
    one = dict(fields)
    query = one.get("query")
    if query is not None and not query.strip():
        raise ProtocolError("the query is empty", hint="Write a SPARQL query")
    return ProtocolRequest(
        query=query,
        default_graphs=_graphs(fields, "default-graph-uri"),
        named_graphs=_graphs(fields, "named-graph-uri"),
        format=one.get("format") or None,
        timeout=_timeout(one.get("timeout")),
    )


def _graphs(fields: list[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    graphs = tuple(value for name, value in fields if name == wanted and value)
    for graph in graphs:
        if ":" not in graph or any(character in '<>"{}|^`\\' or character <= " " for character in graph):
            raise ProtocolError(f"{wanted} is not an IRI: '{graph}'", hint="Give an absolute IRI")
    return graphs


def _timeout(text: str | None) -> float | None:
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < 86400:
        raise ProtocolError(f"timeout is '{text}'", hint="Give seconds, such as timeout=5")
    return seconds


def _pairs(data: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            _text(data, where), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=100
        )
    except UnicodeDecodeError as error:
        raise ProtocolError(f"{where} is not UTF-8 once decoded", hint="Encode it as UTF-8") from error
    except ValueError as error:
        raise ProtocolError(f"{where} has too many fields", hint="Send fewer than 100") from error


def _text(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(f"{where} is not UTF-8 (byte {error.start + 1})", hint="Encode it as UTF-8") from error
