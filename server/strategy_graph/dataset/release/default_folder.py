"""Where releases go unless the user says otherwise."""

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
    """``release/`` beside the folders of a checkout, else a folder in the user's cache; the environment overrides."""
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    if named:
        return Path(named)
    root = content.root.resolve()
    if (root / "pyproject.toml").is_file() and (root / "server").is_dir():
        return root / "release"
    name = "release" if root == _PACKAGE / "content" else f"content-{_short_hash(root)}"
    return user_cache() / name


def foreign_target(path: Path) -> Path:
    """Where the release of a user's own RDF goes: apart from ours, and from that of other paths."""
    return user_cache() / f"foreign-{_short_hash(path.resolve())}"


def user_cache() -> Path:
    """The project's folder in the user's cache, by the rules of the platform.

    :raises StrategyGraphError: the user has no home folder.
    """
    try:
        if sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:
            named = os.environ.get("XDG_CACHE_HOME", "")
            # The XDG base directory specification: a relative path there is to be ignored.
            base = Path(named) if named.startswith("/") else Path.home() / ".cache"
    except RuntimeError as error:
        raise StrategyGraphError(
            "this user has no home folder for the release",
            hint=f"Name a folder in XDG_CACHE_HOME or, for our own content, in {ENVIRONMENT_VARIABLE}",
        ) from error
    return base / "digital-strategy-graph"


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
