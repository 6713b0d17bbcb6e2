"""Maps status and headers of a remote endpoint to the errors of an engine."""

from __future__ import annotations

from strategy_graph.engine.api import EngineBusy, EngineUnavailable, Form, QuerySyntaxError, ResultTooLarge
from strategy_graph.engine.remote.transcode import readable
from strategy_graph.outbound import Address, HttpResponse


def check_response_head(answer: HttpResponse, form: Form, address: Address) -> None:
    """Check the head of a response.

    :raises EngineUnavailable, ResultTooLarge: the head shows that the response is unusable or incomplete.
    """
    if rows := answer.header("X-SPARQL-MaxRows"):
        # Virtuoso truncates results at a limit of its own with status 200; only this header tells.
        raise ResultTooLarge(
            f"the SPARQL endpoint {address.place} gives {rows} rows at most, and cut this result short",
            limit="remote_rows",
            value=float(rows) if rows.isdigit() else 0,
            hint=f"Add a LIMIT below {rows}, or ask for it in parts",
        )
    if answer.header("X-SQL-State"):
        raise EngineUnavailable(
            f"the SPARQL endpoint {address.place} reached its own time limit and gave a part of the result",
            hint="Ask for less: add a LIMIT, or name more of the terms",
        )
    if not readable(form, answer.media_type):
        raise EngineUnavailable(
            f"{address} answered with {answer.media_type or 'no media type'}, which is no SPARQL result",
            hint="Check that this is the address of a SPARQL endpoint",
        )
    if not answer.framed:
        raise EngineUnavailable(
            f"the SPARQL endpoint {address.place} does not say where its answers end",
            hint="Put an HTTP/1.1 proxy in front of it: without a length, half an answer looks whole",
        )


def failure(answer: HttpResponse, address: Address) -> Exception:
    """Return the error for a response with a status other than 200."""
    words = answer.text_excerpt()
    said = f": {words}" if words else ""
    if answer.status == 400:
        return QuerySyntaxError(
            f"the SPARQL endpoint does not take this query{said}", hint="Write it in another way: engines differ"
        )
    if answer.status == 429:
        wait = answer.header("Retry-After")
        return EngineBusy(
            f"the SPARQL endpoint {address.place} asks for fewer queries (429)",
            limit="remote_rate",
            value=float(wait) if wait.isdigit() else 0,
            hint=f"Try again in {wait} seconds" if wait.isdigit() else "Try again in a little while",
        )
    if answer.status in {404, 405, 501}:
        return EngineUnavailable(
            f"there is no SPARQL endpoint at {address} ({answer.status})",
            hint="Check the address: it is …/query for Oxigraph and …/sparql for Virtuoso",
        )
    if answer.status in {413, 414}:
        return EngineUnavailable(
            f"the query is too long for the SPARQL endpoint {address.place} ({answer.status})", hint="Shorten it"
        )
    if answer.status >= 500:
        return EngineUnavailable(
            f"the SPARQL endpoint {address.place} could not answer ({answer.status}){said}",
            hint="Try again, or ask for less; if it stays so, see the endpoint's log",
        )
    return EngineUnavailable(
        f"the SPARQL endpoint {address.place} answered {answer.status}{said}",
        hint="Check that the address is that of a SPARQL 1.1 endpoint",
    )
