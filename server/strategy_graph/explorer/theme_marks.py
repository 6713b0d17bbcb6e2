"""The mark of an outcome: the colour and the letter of its theme."""

from __future__ import annotations

from strategy_graph.explorer.links import Outcome


def theme_in_words(outcome: Outcome) -> str:
    """Return what the letter of an outcome stands for."""
    if len(outcome.themes) == 1:
        return outcome.themes[0].name.text
    return "Several themes" if outcome.themes else "No theme"


def mark_of(outcome: Outcome | None) -> tuple[int, str]:
    """Return the number of the colour and the letter; no letter is for what is no outcome.

    An outcome under several themes has a plus, one under none a dash.
    """
    if outcome is None:
        return 0, ""
    if len(outcome.themes) == 1:
        return outcome.themes[0].series, outcome.themes[0].letter
    return 0, "+" if outcome.themes else "–"
