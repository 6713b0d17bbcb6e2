"""The day up to which a named query counts, in words, for pages that show its number."""

from __future__ import annotations

import datetime
from typing import Final

from strategy_graph.named_queries.catalogue import NamedQuery

BY: Final = "by"
"""The parameter that gives the day."""


def counts_by(query: NamedQuery) -> dict[str, str]:
    """Return the parameter of the day with its default; nothing for a query without such a parameter."""
    return {parameter.name: parameter.default for parameter in query.parameters if parameter.name == BY}


def by_day(query: NamedQuery) -> str:
    """Return the default day as ``by 31 December 2023``; nothing for a query that counts up to no day."""
    return "".join(f"by {day_in_words(day)}" for day in counts_by(query).values())


def day_in_words(day: str) -> str:
    """Return a day of ISO 8601 as ``31 December 2023``, and other text as it is."""
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return day
    return f"{date.day} {date:%B} {date.year}"
