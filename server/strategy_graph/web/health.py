"""``/health``: whether the service is up, what it serves, and how full it is."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from strategy_graph.web.service import service

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Figures for people and monitors; asks no query process anything."""
    here = service()
    response = jsonify(
        {
            "status": "ok",
            "release": here.release.digest,
            "built": here.release.built,
            "engine": here.engine.health(),
            "cache": here.cache_figures(),
        }
    )
    response.headers["Cache-Control"] = "no-store"
    return response
