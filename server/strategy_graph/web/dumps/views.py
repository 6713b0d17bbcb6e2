"""``/dumps/``: the files of the current and the earlier releases, and the patches between them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from strategy_graph import __version__
from strategy_graph.dataset import Release
from strategy_graph.dataset.release.retention import history
from strategy_graph.dumps import NoDumps, dumps_of
from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.etags import etag_of
from strategy_graph.release_diff.patch_files import patch_file, patch_name
from strategy_graph.web.dumps.file_response import file_response
from strategy_graph.web.responses import cacheable, not_modified, problem_response
from strategy_graph.web.service import service

blueprint = Blueprint("dumps", __name__)

LATEST: Final = "latest"
NAME_LENGTH: Final = 16
"""Characters of the digest in an address."""

_PATCH: Final = re.compile(rf"([0-9a-f]{{{NAME_LENGTH}}})\.\.([0-9a-f]{{{NAME_LENGTH}}})\.rdfp")


@blueprint.errorhandler(StrategyGraphError)
def _failed(error: StrategyGraphError) -> Response:
    """Return the problem of dumps that don't exist, or can't be made."""
    if isinstance(error, NoDumps):
        return problem_response(404, error.message, hint=error.hint)
    # The message may name a path of the server's machine.
    return problem_response(503, "the dumps can't be made at present", hint="Try again later, or tell the operator")


@blueprint.get("/dumps")
def without_slash() -> BaseResponse:
    """Redirect to the one address of the list."""
    return redirect(url_for(".releases"), 301)


@blueprint.get("/dumps/")
def releases() -> Response:
    """List every release, the current one first and with its files."""
    return _list(_history())


@blueprint.get("/dumps/<name>")
def patch_or_release(name: str) -> BaseResponse:
    """Return the patch between two releases, or redirect to the list of one."""
    found = _PATCH.fullmatch(name)
    if found is None:
        if name == LATEST or _release(name) is not None:
            return redirect(url_for(".release", digest=name), 301)
        return _unknown(f"'{name}' is neither a release nor a patch between two")
    old, new = _release(found[1]), _release(found[2])
    if old is None or new is None:
        return _unknown(f"the release {found[1] if old is None else found[2]} is not kept here")
    return file_response(patch_file(old, new), new.published)


@blueprint.get("/dumps/<digest>/")
def release(digest: str) -> BaseResponse:
    """List the files of one release."""
    if digest == LATEST:
        return _to_latest()
    found = _release(digest)
    return _list([found]) if found else _unknown(f"the release '{digest}' is not kept here")


@blueprint.get("/dumps/<digest>/<path:name>")
def file(digest: str, name: str) -> BaseResponse:
    """Return one file of a release."""
    found = service().release if digest == LATEST else _release(digest)
    if found is None:
        return _unknown(f"the release '{digest}' is not kept here")
    known = dumps_of(found).get(name)
    if known is None:
        return _unknown(f"the release has no file '{name}'")
    return _to_latest(name) if digest == LATEST else file_response(known, found.published)


def _to_latest(name: str | None = None) -> BaseResponse:
    digest = service().release.digest[:NAME_LENGTH]
    target = url_for(".file", digest=digest, name=name) if name else url_for(".release", digest=digest)
    response = redirect(target, 302)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _history() -> list[Release]:
    """Return the kept releases up to the one that is served, the latest first."""
    served = service().release
    return list(reversed(history(Path(service().settings.releases), served)))


def _release(digest: str) -> Release | None:
    return next((known for known in _history() if known.digest[:NAME_LENGTH] == digest), None)


def _list(shown: list[Release]) -> Response:
    # Only of the first: files of earlier releases may yet have to be made, which takes seconds.
    files = {known.digest: dumps_of(known) for known in shown[:1]}
    every = _history()
    etag = etag_of(__version__, "dumps", request.script_root, *(known.digest for known in [*shown, *every]))
    response = not_modified(etag)
    if response is None:
        steps = zip(every[1:], every, strict=False)
        patches = {new.digest: patch_name(old, new) for old, new in steps}
        page = render_template(
            "dumps.html", releases=shown, files=files, patches=patches, current=service().release, length=NAME_LENGTH
        )
        response = cacheable(Response(page), etag)
    # A build may remove an earlier release while this one is served.
    response.headers["Cache-Control"] = "no-cache"
    return response


def _unknown(detail: str) -> Response:
    return problem_response(404, detail, hint="See /dumps/ for what there is")
