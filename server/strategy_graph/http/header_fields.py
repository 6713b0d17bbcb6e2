"""Reads header fields of a request."""

from __future__ import annotations

from typing import Any


def combined(headers: Any, name: str) -> str | None:
    """The value of a list-valued field, its lines joined in order (RFC 9110, section 5.3); ``None`` without one.

    :param headers: as RSGI has them.
    :param name: in lower case.
    """
    lines: list[str] = headers.get_all(name)
    return (lines[0] if len(lines) == 1 else ", ".join(lines)) if lines else None
