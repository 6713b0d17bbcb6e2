"""Writes a content folder with the smallest plan, whose comments lead on, or with nothing but its manifest."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from strategy_graph.dataset.manifest import MANIFEST_NAME
from strategy_graph.errors import StrategyGraphError, unreadable

DEFAULT_BASE: Final = "https://example.org/plan/"
_STARTER: Final = Path(__file__).parent / "starter"
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+/")


def check_base(base: str) -> str:
    """Return a base IRI, with the slash that it ends in.

    :raises StrategyGraphError: it is no web address.
    """
    base = base if base.endswith("/") else base + "/"
    if not _BASE.fullmatch(base):
        raise StrategyGraphError(f"{base!r} is no base", hint="Give a web address, such as https://example.org/plan/")
    return base


def write_starter(folder: Path, base: str) -> list[Path]:
    """Write the smallest plan into a new or empty folder, and return the files.

    :raises StrategyGraphError: the folder is not empty, or cannot be written.
    """
    refuse_full(folder)
    written = []
    for path in sorted(path for path in _STARTER.rglob("*") if path.suffix in (".toml", ".ttl")):
        text = path.read_text(encoding="utf-8").replace(DEFAULT_BASE, base)
        written.append(_write(folder / path.relative_to(_STARTER), text))
    return written


def write_manifest(folder: Path, base: str, title: str, languages: tuple[str, ...]) -> Path:
    """Write a manifest alone, for a folder whose data will be imported."""
    text = (_STARTER / MANIFEST_NAME).read_text(encoding="utf-8").replace(DEFAULT_BASE, base)
    text = text.replace('"Example plan"', json.dumps(title, ensure_ascii=False))
    text = text.replace('["en"]', json.dumps(list(languages)))
    return _write(folder / MANIFEST_NAME, text)


def refuse_full(folder: Path) -> None:
    """Check that a folder is missing or empty.

    :raises StrategyGraphError: it is not.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise StrategyGraphError("there is something already", where=str(folder), hint="Name a new or empty folder")
    except OSError as error:
        raise unreadable(str(folder), error) from error


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StrategyGraphError(
            f"cannot be written: {error.strerror}", where=str(path), hint="Name a folder that you may write to"
        ) from error
    return path
