"""Words that the command line and the pages put alike."""

from __future__ import annotations

import re


def counted(number: int, noun: str) -> str:
    """``1 phrase``, ``2 phrases``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def title_of(variable: str) -> str:
    """A variable's name as a heading: ``outcomeNames`` is ``Outcome names``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_+", " ", variable).strip().lower()
    return words[:1].upper() + words[1:]
