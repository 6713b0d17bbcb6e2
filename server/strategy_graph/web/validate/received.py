"""Reads what was sent to be checked: the form, or RDF as the body."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from strategy_graph.errors import StrategyGraphError
from strategy_graph.validator.errors import CheckTooLarge
from strategy_graph.validator.upload import SYNTAXES, Upload, guessed_syntax, name_of, syntax_of_media_type

MAX_PARTS: Final = 20
_FORMS: Final = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
_UNKNOWN: Final = frozenset({"", "application/octet-stream", "text/plain", "application/gzip"})
"""Media types that don't say what a body is, so that its bytes are asked."""

_HOW: Final = "Paste RDF, choose a file, or send RDF as the body with its media type, such as Content-Type: text/turtle"


class NothingReceived(StrategyGraphError):
    """A request without RDF to check, or with more than one."""


class NotOfRdf(StrategyGraphError):
    """A body of a media type that is none of RDF."""


@dataclass(frozen=True)
class Received:
    """What was sent.

    :ivar pasted: the text of the form, to show it again.
    :ivar syntax: the syntax that was chosen; empty to find it out.
    :ivar core_only: check against the shapes of every plan alone.
    """

    upload: Upload
    pasted: str = ""
    syntax: str = ""
    core_only: bool = True


def receive(request: Request, limit: int) -> Received:
    """Read the request in memory.

    :param limit: the most bytes of a text or a file.
    :raises NothingReceived, NotOfRdf, CheckTooLarge: there is nothing to check, or too much.
    """
    media_type = request.mimetype
    if media_type in _FORMS:
        return _of_form(request, limit)
    syntax = syntax_of_media_type(media_type)
    if not syntax and media_type not in _UNKNOWN:
        known = ", ".join(types[0] for _, _, types in SYNTAXES.values())
        raise NotOfRdf(f"the body is {media_type}, not RDF", hint=f"Send one of {known}")
    data = request.get_data()
    if not data:
        raise NothingReceived("there is nothing to check", hint=_HOW)
    core_only = request.args.get("shapes", "core") != "all"
    return Received(Upload(name_of("body", syntax or guessed_syntax(data)), data), syntax=syntax, core_only=core_only)


def _of_form(request: Request, limit: int) -> Received:
    # The parts stay in memory; the parser's own way is a file on disk for larger ones.
    parser = FormDataParser(
        stream_factory=lambda *_, **_of_part: io.BytesIO(),
        max_form_memory_size=limit + 1024,
        max_form_parts=MAX_PARTS,
        silent=False,
    )
    body = request.get_data()
    try:
        _, fields, files = parser.parse(io.BytesIO(body), request.mimetype, len(body), dict(request.mimetype_params))
    except RequestEntityTooLarge:
        raise CheckTooLarge(
            f"the text has more than {limit:,} bytes, which is the most that is checked here",
            hint="Check it on your own machine with strategy-graph validate, which has no such limit",
        ) from None
    except ValueError as error:
        raise NothingReceived("the form is malformed", hint=_HOW) from error
    syntax = fields.get("syntax", "")
    syntax = syntax if syntax in SYNTAXES else ""
    core_only = fields.get("shapes", "core") != "all"
    pasted, file = fields.get("text", ""), files.get("file")
    data = file.stream.read() if file is not None else b""
    if bool(pasted.strip()) and bool(data):
        raise NothingReceived("there are both a text and a file", hint="Send one of the two")
    if data:
        name = name_of(file.filename if file is not None else "", syntax)
        return Received(Upload(name, data), "", syntax, core_only)
    if not pasted.strip():
        raise NothingReceived("there is nothing to check", hint=_HOW)
    data = pasted.encode()
    return Received(Upload(name_of("text", syntax or guessed_syntax(data)), data), pasted, syntax, core_only)
