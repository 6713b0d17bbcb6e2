"""What the pages call the kinds of thing."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "initiative": "initiative",
    "outcome": "outcome",
    "organisation": "agency",
    "measure": "measure",
    "theme": "theme",
}
"""The word for one thing of a kind."""

HEADINGS: Final = {
    "initiative": "Initiatives",
    "outcome": "Outcomes",
    "organisation": "Agencies and other bodies",
    "measure": "Measures",
    "theme": "Themes",
}
"""The heading above things of a kind."""
