"""``/validate``: the form, and by POST the report as a page, as JSON or as Turtle."""

from __future__ import annotations

import json
from typing import Any, Final, cast

from flask import Blueprint, Flask, Response, current_app, render_template, request

from strategy_graph import __version__
from strategy_graph.dataset import find_content
from strategy_graph.dataset.content import packaged_root
from strategy_graph.errors import StrategyGraphError
from strategy_graph.gateway.wsgi_bridge import CANCELLATION
from strategy_graph.http.etags import etag_of
from strategy_graph.http.formats import HTML, Format
from strategy_graph.http.negotiation import NotAcceptable, choose
from strategy_graph.http.problems import excerpt_of
from strategy_graph.http.same_site import from_another_site
from strategy_graph.validator.checker import Checker, CheckLimits, CheckResult
from strategy_graph.validator.errors import CheckBusy, CheckFailed, CheckRefused, CheckTooCostly, CheckTooLarge
from strategy_graph.validator.upload import SYNTAXES
from strategy_graph.web.public_address import RECEIVED_HOST
from strategy_graph.web.responses import cacheable, not_modified, problem_response
from strategy_graph.web.service import KEY, Service, service
from strategy_graph.web.validate.findings import by_subject
from strategy_graph.web.validate.received import NothingReceived, NotOfRdf, Received, receive

blueprint = Blueprint("validate", __name__)

_KEY: Final = "strategy_graph.validator"
_FORMATS: Final = (Format("json", "application/json"), Format("turtle", "text/turtle"), HTML)
_STATUS: Final[dict[type[StrategyGraphError], int]] = {
    NothingReceived: 400,
    NotOfRdf: 415,
    NotAcceptable: 406,
    CheckRefused: 400,
    CheckTooLarge: 413,
    CheckTooCostly: 503,
    CheckBusy: 503,
    CheckFailed: 503,
}
MAX_ECHO: Final = 200_000
"""The most characters of a pasted text that the page of its report repeats."""


def install(app: Flask) -> None:
    """Let an application with a service check uploads against the shapes of its content."""
    settings = cast(Service, app.extensions[KEY]).settings
    limits = CheckLimits(
        upload_bytes=settings.validate_bytes,
        seconds=settings.validate_timeout,
        memory=settings.validate_memory,
        processes=settings.validate_processes,
    )
    app.extensions[_KEY] = Checker(packaged_root() if settings.user_data else find_content().root, limits)


def _checker() -> Checker:
    return cast(Checker, current_app.extensions[_KEY])


@blueprint.get("/validate")
def form() -> Response:
    """Return the form."""
    etag = etag_of(service().release.digest, __version__, service().address.absolute(request.full_path))
    return not_modified(etag) or cacheable(Response(_page()), etag)


@blueprint.post("/validate")
def check() -> Response:
    """Check what was sent, and return the report."""
    chosen, received = HTML, None
    try:
        chosen = choose(request.headers.get("Accept"), _FORMATS, name=request.args.get("format"))
        if from_another_site(request.headers, {request.host, request.environ.get(RECEIVED_HOST, "")}):
            return problem_response(403, "a page of another site sent this", hint="Use the form at /validate")
        received = receive(request, _checker().limits.upload_bytes)
        result = _checker().check(
            received.upload,
            core_only=received.core_only,
            turtle=chosen.name == "turtle",
            cancellation=request.environ.get(CANCELLATION),
        )
        response = _report(chosen, received, result)
    except StrategyGraphError as error:
        response = _error(error, chosen, received)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept"
    return response


def _report(chosen: Format, received: Received, result: CheckResult) -> Response:
    if chosen.name == "turtle":
        return Response(result.turtle, content_type=chosen.content_type)
    if chosen is HTML:
        return Response(_page(received=received, **_findings(received, result)))
    document = {**result.document, "triples": result.triples, "nothing_checked": result.nothing_checked}
    return Response(json.dumps(document, ensure_ascii=False, indent=2) + "\n", content_type=chosen.content_type)


def _findings(received: Received, result: CheckResult) -> dict[str, Any]:
    text = received.upload.data.decode("utf-8", "replace")
    groups = {severity: by_subject(result.shown, severity, text) for severity in ("violation", "warning", "info")}
    left_out = len(result.document["findings"]) - len(result.shown)
    return {"result": result, "groups": groups, "left_out": left_out}


def _error(error: StrategyGraphError, chosen: Format, received: Received | None) -> Response:
    status = _STATUS.get(type(error), 400)
    detail = f"{error.where}: {error.message}" if error.where else error.message
    excerpt = _excerpt(error.where, received)
    if chosen is HTML and status != 406:
        page = _page(received=received, error=detail, hint=error.hint, excerpt=excerpt)
        response = Response(page, status)
        if status == 503:
            response.headers["Retry-After"] = "5"
        return response
    return problem_response(status, detail, hint=error.hint, excerpt=excerpt)


def _excerpt(where: str | None, received: Received | None) -> str | None:
    """Return the line with a caret, if line and column are known."""
    numbers = (where or "").split(":")[-2:]
    if received is None or len(numbers) < 2 or not all(number.isdigit() for number in numbers):
        return None
    return excerpt_of(received.upload.data.decode("utf-8", "replace"), int(numbers[0]), int(numbers[1]))


def _page(*, received: Received | None = None, **values: Any) -> str:
    pasted = received.pasted if received is not None and len(received.pasted) <= MAX_ECHO else ""
    return render_template(
        "validate.html",
        syntaxes={key: title for key, (title, _, _) in SYNTAXES.items()},
        limits=_checker().limits,
        pasted=pasted,
        received=received,
        profile=service().manifest.profile,
        address=service().address.absolute(""),
        **values,
    )
