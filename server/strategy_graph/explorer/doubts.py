"""The reasons to check the claim of a link: those of ``claims-to-check-first``, and words of a title alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from strategy_graph.explorer.page_queries import PageQueries

_TITLE_ALONE = "only the title"


def read_doubts(queries: PageQueries) -> Mapping[str, Sequence[str]]:
    """Return the different reasons to check a claim, by the IRI of the claim; claims without one are not in it."""
    found: dict[str, dict[str, None]] = {}
    for row in queries.ask("claims-to-check-first").rows:
        if row["claim"] and row["why"]:
            found.setdefault(row["claim"].iri or "", {})[row["why"].text] = None
    for row in queries.ask("links-resting-on-a-title").rows:
        if row["claim"]:
            found.setdefault(row["claim"].iri or "", {})[_TITLE_ALONE] = None
    return {claim: [*reasons] for claim, reasons in found.items()}
