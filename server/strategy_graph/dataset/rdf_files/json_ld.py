"""Parses JSON-LD with PyLD, which passes the W3C's tests of JSON-LD 1.1 (docs/decisions/0015)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from strategy_graph.dataset.rdf_files.parse_errors import RdfSyntaxError, one_line_message
from strategy_graph.sparql_tokens import line_and_column
from strategy_graph.utf8 import decode

MAX_BYTES: Final = 32 * 1024 * 1024
"""The maximum size of a document. PyLD uses about a hundred times that much memory."""

_NO_BASE: Final = "http://relative.invalid/"


def read_json_ld(data: bytes, name: str, base_iri: str | None) -> Iterator[Quad]:
    """Yield the quads of a JSON-LD document.

    :param name: the name of the file in messages.
    :param base_iri: the base IRI of relative IRIs; without it they are an error.
    :raises SyntaxError: the document is not JSON; with line and column.
    :raises RdfSyntaxError: it is not JSON-LD, or larger than :data:`MAX_BYTES`.
    """
    if len(data) > MAX_BYTES:
        raise RdfSyntaxError(
            f"JSON-LD of {len(data) >> 20} MiB is too large to be read whole; the limit is {MAX_BYTES >> 20} MiB",
            where=name,
            hint="Write it in several files, or as N-Quads",
        )
    text = decode(data, name)
    document = _parse_json(text, name)
    if not isinstance(document, dict | list):
        raise RdfSyntaxError("a JSON-LD document is an object or an array", where=name, hint="Put { } around it")
    try:
        nquads = _to_nquads(document, base_iri or _NO_BASE)
        for quad in parse(nquads, RdfFormat.N_QUADS, rename_blank_nodes=True):
            if base_iri is None and (relative := _relative(quad)) is not None:
                message = f"'{relative}' is a relative IRI"
                raise RdfSyntaxError(message, where=_where(name, text, relative), hint="Write it in full")
            yield quad
    except _RemoteContextError as error:
        raise RdfSyntaxError(
            f"the remote @context {error.url} is not fetched",
            where=_where(name, text, error.url),
            hint="Copy its terms into the file",
        ) from error
    except _RejectedError as error:
        where = _where(name, text, error.value)
        raise RdfSyntaxError(
            f"not valid JSON-LD: {one_line_message(str(error))}", where=where, hint="Correct it there"
        ) from error
    except RecursionError:
        raise RdfSyntaxError("its values nest too deeply", where=name, hint="Flatten it: give nodes an @id") from None
    except SyntaxError as error:
        message = one_line_message(error.msg.partition(": ")[2] or error.msg)
        raise RdfSyntaxError(f"not valid JSON-LD: {message}", where=name, hint="Correct that value") from error


def _parse_json(text: str, name: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise SyntaxError(error.msg, (name, error.lineno, error.colno, None)) from error
    except ValueError as error:
        raise RdfSyntaxError(f"not valid JSON-LD: {error}", where=name, hint="Correct the JSON") from error
    except RecursionError:
        raise RdfSyntaxError("its values nest too deeply", where=name, hint="Flatten it: give nodes an @id") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no value of JSON")


def _to_nquads(document: Any, base_iri: str) -> str:
    """Convert a JSON-LD document to N-Quads.

    :raises _RemoteContextError, _RejectedError, RecursionError: PyLD rejects it.
    """
    # Imported lazily: the import takes a tenth of a second, and few files are JSON-LD.
    from pyld import jsonld

    options = {"base": base_iri, "format": "application/n-quads", "documentLoader": _fetch_nothing}
    try:
        return str(jsonld.to_rdf(document, options))
    except Exception as error:
        # PyLD wraps an exception in less specific ones; some invalid documents make it raise a TypeError.
        causes = list(_causes(error))
        for cause in causes:
            if isinstance(cause, _RemoteContextError | RecursionError):
                raise cause from None
        cause = next((cause for cause in causes if getattr(cause, "code", None)), error)
        raise _RejectedError(cause) from error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _fetch_nothing(url: str, _options: object) -> NoReturn:
    raise _RemoteContextError(url)


class _RemoteContextError(Exception):
    """A remote context, which is not fetched."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class _RejectedError(Exception):
    """A document that PyLD rejects; ``value`` is the offending value, if it is a string."""

    def __init__(self, cause: BaseException) -> None:
        message = str(cause.args[0]) if cause.args else type(cause).__name__
        super().__init__(message.removeprefix("Invalid JSON-LD syntax; "))
        details = getattr(cause, "details", None)
        values = details.values() if isinstance(details, dict) else ()
        self.value = next((value for value in values if isinstance(value, str)), None)


def _where(name: str, text: str, value: str | None) -> str:
    """Return the file name, with the line and column of the value if it is found in the text."""
    offset = text.find(json.dumps(value, ensure_ascii=False)) if value else -1
    if offset < 0:
        return name
    line, column = line_and_column(text, offset)
    return f"{name}:{line}:{column}"


def _relative(quad: Quad) -> str | None:
    """Return the first IRI of a quad that was relative, as written."""
    for term in quad:
        if isinstance(term, NamedNode) and term.value.startswith(_NO_BASE):
            return term.value.removeprefix(_NO_BASE)
    return None
