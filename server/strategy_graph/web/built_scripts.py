"""The addresses of the scripts that the build made; a page leaves out a script that is not there."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import url_for

FOLDER: Final = "built"
PLACE: Final = Path(__file__).parent / "static" / FOLDER


def script_address(name: str) -> str | None:
    """Return the address of a script, with the hash of its contents; ``None`` if it was not built."""
    file = PLACE / f"{name}.js"
    try:
        version = _version(file, file.stat().st_mtime_ns)
    except OSError:
        return None
    return url_for("static", filename=f"{FOLDER}/{file.name}", v=version)


def script_names() -> dict[str, Any]:
    """Return what templates call: ``script_address('enhance')``."""
    return {"script_address": script_address}


@lru_cache(maxsize=64)
def _version(file: Path, modified: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
