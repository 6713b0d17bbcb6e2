"""Determines the default folders of releases."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from strategy_graph.dataset.content import Content
from strategy_graph.errors import StrategyGraphError

ENVIRONMENT_VARIABLE = "STRATEGY_GRAPH_RELEASE"
_PACKAGE = Path(__file__).resolve().parents[2]


def default_target(content: Content) -> Path:
    """Return the folder of releases of a content.

    The order is: the environment variable, ``release/`` in a checkout, a folder in the user's cache.
    """
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    if named:
        return Path(named)
    root = content.root.resolve()
    if (root / "pyproject.toml").is_file() and (root / "server").is_dir():
        return root / "release"
    name = "release" if root == _PACKAGE / "content" else f"content-{_short_hash(root)}"
    return user_cache() / name


def user_data_target(path: Path) -> Path:
    """Return the folder of releases of a user's own RDF, one for each path."""
    return user_cache() / f"user-data-{_short_hash(path.resolve())}"


def user_cache() -> Path:
    """Return the project's folder in the user's cache folder, by the conventions of the platform.

    :raises StrategyGraphError: the user has no home folder.
    """
    try:
        if sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:
            named = os.environ.get("XDG_CACHE_HOME", "")
            # The XDG Base Directory Specification requires that a relative path is ignored.
            base = Path(named) if named.startswith("/") else Path.home() / ".cache"
    except RuntimeError as error:
        raise StrategyGraphError(
            "this user has no home folder for the release",
            hint=f"Name a folder in XDG_CACHE_HOME or, for our own content, in {ENVIRONMENT_VARIABLE}",
        ) from error
    return base / "digital-strategy-graph"


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
