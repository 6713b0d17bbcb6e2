"""``/health``: liveness, served release, and statistics of engine and cache."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from strategy_graph.web.service import service

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Return the health document; it needs no worker process."""
    context = service()
    response = jsonify(
        {
            "status": "ok",
            "release": context.release.digest,
            "built": context.release.built,
            "engine": context.engine.health(),
            "cache": context.cache_statistics(),
        }
    )
    response.headers["Cache-Control"] = "no-store"
    return response
