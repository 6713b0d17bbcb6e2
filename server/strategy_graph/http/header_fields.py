"""Reads header fields of requests."""

from __future__ import annotations

from typing import Any


def combined(headers: Any, name: str) -> str | None:
    """Return the combined value of a list-valued field (RFC 9110, section 5.3), or ``None`` if it is absent.

    :param headers: the RSGI headers.
    :param name: the field name, in lower case.
    """
    lines: list[str] = headers.get_all(name)
    return (lines[0] if len(lines) == 1 else ", ".join(lines)) if lines else None
